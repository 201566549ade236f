"""Kinds of question: what reads an answer and what checks a stored one."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from talk.text import Choice, Line
from talk.values import Message, Stored

T_co = TypeVar("T_co", covariant=True)

__all__ = ["Kind", "Misread", "Reconsidered", "Stored"]


class Kind(Protocol[T_co]):
    """A kind of question. The type of `check` is the type that the talk gets."""

    def read(self, message: Message) -> Stored:
        """What is stored of this message. Raises Misread where it is no answer, Reconsidered for an earlier one."""

    def check(self, stored: Stored) -> T_co:
        """The value of a stored answer. Raises ValueError where it no longer holds: it counts as unasked then."""

    @property
    def choices(self) -> Sequence[Choice]:
        """What is shown to choose from; empty for open questions."""


class Misread(Exception):  # noqa: N818 - normal life, not an error
    """The message is no answer to this question; says kindly why, and may offer what could have been meant."""

    def __init__(self, why: Line, choices: Sequence[Choice] = ()) -> None:
        super().__init__(why.key)
        self.why = why
        self.choices = tuple(choices)


class Reconsidered(Exception):  # noqa: N818 - normal life, not an error
    """Instead of answering, the person wants an earlier question asked again."""

    def __init__(self, question: str) -> None:
        super().__init__(question)
        self.question = question
