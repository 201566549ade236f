"""A question of one talk, asked within another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from talk import Choice, Kind, Message, Misread, Reconsidered, Stored

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wrapped(Generic[T]):
    """The same question, but for what becomes of the wish to change an earlier answer: here that is another one."""

    kind: Kind[T]
    #: Given the earlier question as its own talk names it, what is raised instead.
    reconsidered: Callable[[str], Misread | Reconsidered]

    @property
    def choices(self) -> Sequence[Choice]:
        """The question's own."""
        return self.kind.choices

    def read(self, message: Message) -> Stored:
        """As the question reads it."""
        try:
            return self.kind.read(message)
        except Reconsidered as earlier:
            raise self.reconsidered(earlier.question) from None

    def check(self, stored: Stored) -> T:
        """As the question checks it."""
        return self.kind.check(stored)
