"""What is known before a business is written down, what is asked, and how it reads before it is confirmed."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from handlers.questions import SummaryLine
from handlers.registration_summary import village_name
from handlers.texts import render
from programme.businesses import Described
from programme.eligibility import OUTSIDE
from talk import Argument, Line

#: The language in which a business without a name is called something: its name is the same for everybody.
_OFFICE = "id"
#: As long as a name may be.
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Owner:
    """An alumnus whose business it may be."""

    alumnus_id: int
    name: str
    #: Whether whoever writes is that person.
    is_self: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """Whose businesses may be written down here, and where the office is."""

    owners: tuple[Owner, ...]
    office: str
    region: str
    today: date
    by_staff: bool
    #: Whether a photo may come by chat.
    by_chat: bool

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be kept with the talk."""
        return {**asdict(self), "today": self.today.isoformat()}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The facts that `to_json` wrote."""
        owners = tuple(Owner(**owner) for owner in stored["owners"])
        return cls(**{**stored, "owners": owners, "today": date.fromisoformat(stored["today"])})


@dataclass(frozen=True, slots=True)
class Told:
    """The business, and whose it is."""

    alumnus_id: int
    business: Described


def called(kind: Line, owner: Owner) -> str:
    """What a business is called that has no name yet: "Bengkel Ani"."""
    name = render(_OFFICE, Line("business-unnamed", {"kind": kind, "name": owner.name.split()[0]}))
    return name[:1].upper() + name[1:_LONGEST]


def kind_in_words(kind: str, own_words: str | None) -> Line:
    """Its kind as people read it."""
    return Line("as-is", {"text": own_words}) if own_words else Line(f"business-kind-{kind}")


def whose(owner: Owner) -> Line:
    """Your business, or somebody's."""
    return Line("business-whose_self" if owner.is_self else "business-whose_other", {"name": owner.name})


def summary(told: Described, region: str) -> tuple[SummaryLine, ...]:
    """Every answer, in the order of the talk."""
    return tuple(
        SummaryLine(question, Line(f"business-label_{question}"), _text(value))
        for question, value in _rows(told, region)
    )


def _rows(told: Described, region: str) -> Iterator[tuple[str, Argument]]:
    yield "kind", kind_in_words(told.kind, told.own_words)
    yield "name", told.name
    yield "village", Line("village-outside") if told.village == OUTSIDE else village_name(told.village, region)
    yield "since", told.started_on or Line("choice-unknown")
    yield "together", Line(f"business-together-{'others' if told.with_others else 'alone'}")
    yield "photo", Line("business-photo_here") if told.media_id else Line("nothing")


def _text(value: Argument) -> Line:
    return value if isinstance(value, Line) else Line("as-is", {"text": value})
