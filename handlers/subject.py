"""What makes a talk a part of the service: where its facts come from, and what becomes of its result."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Generic, Protocol, Self, TypeVar

from handlers.desk import Desk
from handlers.reply import Reply
from talk import Answers, Script


class Recorded(Protocol):
    """Facts that can be kept with a talk."""

    def to_json(self) -> dict[str, Any]:
        """Plain values."""

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The facts that `to_json` wrote."""


class PlainFacts:
    """Facts that are plain values already: a dataclass of texts, numbers and truth values."""

    __slots__ = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be kept with the talk."""
        return asdict(self)  # type: ignore[call-overload, no-any-return]

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The facts that `to_json` wrote."""
        return cls(**stored)


@dataclass(frozen=True, slots=True)
class NoFacts(PlainFacts):
    """Of a talk before which nothing needs to be known."""


@dataclass(frozen=True, slots=True)
class Begin:
    """Instead of a reply: open that talk. `facts` are given where it is known already what the talk is about."""

    talk: str
    facts: Recorded | None = None
    #: The choice that answers its first question, where what opens it was that answer.
    first: str | None = None


F = TypeVar("F", bound=Recorded)
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Subject(Generic[F, R]):
    """A talk with its beginning and its end."""

    script: Script[F, R]
    facts_type: type[F]
    #: Reads the facts; a reply instead says why the talk cannot begin, or no longer end.
    facts: Callable[[Desk], F | Reply]
    #: Saves the result, once, in the transaction that closes the talk.
    finish: Callable[[Desk, R, F, Answers], Reply]
    #: Which part each question belongs to, and how many there are; empty for short talks.
    parts: Mapping[str, int] = field(default_factory=dict)
    last_part: int = 0
    #: Questions whose text is long: after a wrong answer only the explanation is said.
    said_once: frozenset[str] = frozenset()
    #: Questions that a voice note answers too; nowhere else is one kept.
    voiced: frozenset[str] = frozenset()
