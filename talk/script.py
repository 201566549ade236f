"""The one verb of a talk, and the decorator that makes a function a talk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from talk.kind import Kind, Misread, Reconsidered
from talk.text import Argument, Choice, Line
from talk.values import Answer, Answers, Message

T = TypeVar("T")
F = TypeVar("F")
R = TypeVar("R")


class RepeatedQuestionError(Exception):
    """A talk asked two questions of one name in one run; questions in a loop are told apart by their item."""


class Suspended(BaseException):
    """The talk waits for an answer. Not an Exception, so that no `except Exception` in a talk can swallow it."""

    def __init__(
        self,
        question: str,
        text: Line,
        kind: Kind[object],
        *,
        why: Line | None = None,
        choices: Sequence[Choice] | None = None,
        improved: bool = False,
    ) -> None:
        super().__init__(question)
        self.question = question
        self.text = text
        self.kind = kind
        self.why = why
        self.choices = tuple(kind.choices if choices is None else choices)
        self.improved = improved


class Reopened(BaseException):
    """The person wants an earlier answer changed: it is taken out, and the talk runs again."""

    def __init__(self, question: str) -> None:
        super().__init__(question)
        self.question = question


class Asking(Protocol):
    """Whatever a part of a talk can ask with: the talk's own `Ask`, or one that answers some questions by itself."""

    def __call__(self, name: str, kind: Kind[T], item: str | None = None, /, **args: Argument) -> T:
        """The answer to the question of that name."""

    def tell(self, key: str, /, **args: Argument) -> None:
        """Say something before the next question."""


class Ask:
    """What a talk is given to ask with. One object serves one run."""

    def __init__(
        self, name: str, answers: Answers, message: Message | None, waiting_for: str | None, now: datetime
    ) -> None:
        self._name = name
        self._message = message
        self._waiting_for = waiting_for
        self._now = now
        self._newest = next(reversed(answers), None)
        self._telling = self._newest is None
        self.answers = dict(answers)
        self.order: list[str] = []
        self.told: list[Line] = []

    def __call__(self, name: str, kind: Kind[T], item: str | None = None, /, **args: Argument) -> T:
        """The answer to the question of that name; suspends the talk where there is none yet.

        `item` tells apart the questions of a loop; `args` go into the question's text, whose key is the talk's and
        the question's name.
        """
        question = name if item is None else f"{name}:{item}"
        if question in self.order:
            raise RepeatedQuestionError(f"{self._name} asks {question} twice")
        if question in self.answers:
            try:
                value = kind.check(self.answers[question].value)
            except ValueError:
                del self.answers[question]
            else:
                self._consumed(question)
                return value
        return self._read(question, Line(f"{self._name}-{name}", args), kind)

    def tell(self, key: str, /, **args: Argument) -> None:
        """Say something before the next question; said once, when the answer before it has just been given."""
        if self._telling:
            self.told.append(Line(f"{self._name}-{key}", args))

    def _read(self, question: str, text: Line, kind: Kind[T]) -> T:
        if self._message is None or self._waiting_for != question:
            raise Suspended(question, text, kind, improved=self._message is not None)
        message, self._message = self._message, None
        try:
            stored = kind.read(message)
        except Misread as misread:
            choices = misread.choices or None
            raise Suspended(question, text, kind, why=misread.why, choices=choices) from None
        except Reconsidered as reconsidered:
            raise Reopened(reconsidered.question) from None
        value = kind.check(stored)
        self.answers.pop(question, None)  # the newest answer stands last
        self.answers[question] = Answer(stored, self._now)
        self._newest = question
        self._consumed(question)
        return value

    def _consumed(self, question: str) -> None:
        """Only what comes between the newest answer and the next stored one is said."""
        self.order.append(question)
        self._telling = question == self._newest
        if self._telling:
            self.told.clear()


@dataclass(frozen=True, slots=True)
class Script(Generic[F, R]):
    """A talk: its name, and the function that is the talk."""

    name: str
    function: Callable[[Ask, F], R]

    def __call__(self, ask: Ask, facts: F) -> R:
        """Run the talk once."""
        return self.function(ask, facts)


def talk(name: str) -> Callable[[Callable[[Ask, F], R]], Script[F, R]]:
    """Make a function a talk of that name; the name stands in text keys and stored rows, so it is never changed."""

    def named(function: Callable[[Ask, F], R]) -> Script[F, R]:
        return Script(name, function)

    return named
