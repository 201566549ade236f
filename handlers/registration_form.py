"""What a registration asks for: the facts it starts from, and what it ends with."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from handlers.questions import AidAnswer
from handlers.registration_begun import Begun
from programme.applications import DocumentAnswer
from programme.checklist import DocumentRule
from programme.eligibility import is_minor
from programme.intakes import OpenIntake


@dataclass(frozen=True, slots=True)
class Facts:
    """What the talk knows of the world, read before it began and recorded with it."""

    today: date
    intake: OpenIntake
    notice: str
    region: str
    office: str
    data_officer: str
    proven_phone: str | None
    papers_by_chat: bool
    minimum_until_guardian: bool
    checklist: tuple[DocumentRule, ...]
    #: Whether a guardian agrees with a code from a phone of their own; talks of before that was possible ask here.
    guardian_by_code: bool = False
    #: Registrations of this contact whose rest can be filled in now.
    begun: tuple[Begun, ...] = ()
    #: Of a village officer: whoever lives elsewhere is registered by somebody else. Empty where it may be anybody.
    villages: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be kept with the talk."""
        return {
            **asdict(self),
            "today": self.today.isoformat(),
            "intake": self.intake.to_json(),
            "checklist": [[rule.id, rule.need, rule.ask_in_chat] for rule in self.checklist],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The facts that `to_json` wrote."""
        return cls(
            **{
                **stored,
                "today": date.fromisoformat(stored["today"]),
                "intake": OpenIntake.from_json(stored["intake"]),
                "checklist": tuple(DocumentRule(*rule) for rule in stored["checklist"]),
                "begun": tuple(Begun(**one) for one in stored.get("begun", ())),
                "villages": tuple(stored.get("villages", ())),
            }
        )


@dataclass(frozen=True, slots=True)
class Declined:
    """They did not agree to the notice: nothing is kept but that answer."""


@dataclass(frozen=True, slots=True)
class Who:
    """The person who is registered."""

    for_whom: str
    full_name: str
    birth_date: date
    village: str
    outside_where: str | None
    sex: str | None

    def is_minor(self, today: date) -> bool:
        """Under 18 today."""
        return is_minor(self.birth_date, today)


@dataclass(frozen=True, slots=True)
class Guardian:
    """Father, mother or who stands for them. A child's own yes is never the guardian's."""

    name: str
    phone: str
    #: False also where they were not asked here, since they agree from a phone of their own.
    agrees: bool


@dataclass(frozen=True, slots=True)
class Identity:
    """Number, phone and where exactly."""

    nik: str | None
    phone: str | None
    address_note: str | None


@dataclass(frozen=True, slots=True)
class School:
    """What school was, and what the family receives."""

    last_school: str
    last_class: str | None
    year_left: int | None
    still_in_school: bool
    reason_left: str | None
    aid: AidAnswer


@dataclass(frozen=True, slots=True)
class Wish:
    """What they want to learn."""

    first_skill: str
    second_skill: str | None
    dormitory: str | None


@dataclass(frozen=True, slots=True)
class Registration:
    """A whole registration; what is None was not asked, since a guardian has yet to agree."""

    consents: Mapping[str, bool]
    who: Who
    guardian: Guardian | None
    phone: str | None
    wish: Wish
    identity: Identity | None
    school: School | None
    papers: Mapping[str, DocumentAnswer]
