"""Runs a talk over the stored answers: to the question that waits, or to its end."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from talk.kind import Kind
from talk.script import Ask, Reopened, Script, Suspended
from talk.text import Choice, Line
from talk.values import Answers, Message

F = TypeVar("F")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Waiting:
    """The talk stopped at a question."""

    question: str
    text: Line
    kind: Kind[object]
    choices: tuple[Choice, ...]
    #: What is said before the question.
    told: tuple[Line, ...]
    #: All that is to be stored, in the order in which it was given.
    answers: Answers
    #: The questions answered on the way, in the order of this run.
    order: tuple[str, ...]
    #: Why the message was no answer; None where it was one, or there was no message.
    why: Line | None = None
    #: The form changed under the open talk: the message was not fed to the question.
    improved: bool = False


@dataclass(frozen=True, slots=True)
class Finished(Generic[R]):
    """The talk came to its end. `answers` are those this run consumed, nothing else that was stored."""

    result: R
    told: tuple[Line, ...]
    answers: Answers


def run(
    script: Script[F, R],
    facts: F,
    answers: Answers,
    *,
    now: datetime,
    message: Message | None = None,
    waiting_for: str | None = None,
) -> Waiting | Finished[R]:
    """Run the talk from the top, feeding `message` to the question that was waited for."""
    ask = Ask(script.name, answers, message, waiting_for, now)
    try:
        result = script(ask, facts)
    except Suspended as stop:
        return _waiting(ask, stop)
    except Reopened as reopened:
        kept = {name: answer for name, answer in ask.answers.items() if name != reopened.question}
        return run(script, facts, kept, now=now)
    return Finished(result, tuple(ask.told), {name: ask.answers[name] for name in ask.order})


def back(script: Script[F, R], facts: F, answers: Answers, *, now: datetime) -> Waiting | Finished[R]:
    """Take out the last answer, in the order of the run and not of the clock, and ask it again."""
    reached = run(script, facts, answers, now=now)
    order = reached.order if isinstance(reached, Waiting) else tuple(reached.answers)
    kept = {name: answer for name, answer in answers.items() if name not in order[-1:]}
    return run(script, facts, kept, now=now)


def _waiting(ask: Ask, stop: Suspended) -> Waiting:
    return Waiting(
        question=stop.question,
        text=stop.text,
        kind=stop.kind,
        choices=stop.choices,
        told=tuple(ask.told),
        answers=ask.answers,
        order=tuple(ask.order),
        why=stop.why,
        improved=stop.improved,
    )
