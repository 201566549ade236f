"""What the talk about an intake starts from, and what it ends with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from programme.intake_plans import Plan

#: What may be taught, in the order in which it is offered to staff.
SKILLS = ("perbengkelan", "tata_boga", "tata_rias", "barista", "menjahit", "elektronik", "desain_grafis")
#: What is asked of a new intake, in this order.
ASKED = (
    "year",
    "name",
    "skills",
    "place",
    "opens",
    "closes",
    "starts",
    "ends",
    "news_by",
    "quota",
    "age_min",
    "age_max",
    "reference_date",
)
#: What is shown of an intake: also the leftover seats, which a talk of their own keeps with the province's letter.
SHOWN = (*ASKED[: ASKED.index("quota") + 1], "granted", *ASKED[ASKED.index("quota") + 1 :])


@dataclass(frozen=True, slots=True)
class Facts:
    """The office's day, and the intake as it is on record; `intake_id` and `plan` are None for a new one."""

    today: date
    intake_id: int | None = None
    plan: Plan | None = None
    #: Seats that are held, by skill.
    held: Mapping[str, int] = field(default_factory=dict)
    #: Skills that somebody chose first.
    chosen: frozenset[str] = frozenset()
    #: What the other intakes are called.
    names: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be kept with the talk."""
        return {
            "today": self.today.isoformat(),
            "intake_id": self.intake_id,
            "plan": self.plan.to_json() if self.plan else None,
            "held": dict(self.held),
            "chosen": sorted(self.chosen),
            "names": list(self.names),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The facts that `to_json` wrote."""
        return cls(
            today=date.fromisoformat(stored["today"]),
            intake_id=stored["intake_id"],
            plan=Plan.from_json(stored["plan"]) if stored["plan"] else None,
            held=stored["held"],
            chosen=frozenset(stored["chosen"]),
            names=tuple(stored["names"]),
        )
