"""Intakes (*angkatan*): who may register for what, and until when."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables import Intake


@dataclass(frozen=True, slots=True)
class OpenIntake:
    """What a talk has to know of an intake: plain values that are recorded with it and never re-read in the middle."""

    id: int
    year: int
    name: str
    age_min: int
    age_max: int
    reference_date: date
    closes: date
    skills: tuple[str, ...]
    news_by: date | None

    @classmethod
    def of(cls, intake: Intake) -> Self:
        """The intake as it is now."""
        return cls(
            id=intake.id,
            year=intake.year,
            name=intake.name,
            age_min=intake.age_min,
            age_max=intake.age_max,
            reference_date=intake.reference_date,
            closes=intake.closes,
            skills=tuple(offered.skill for offered in intake.skills),
            news_by=intake.news_by,
        )

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be kept with the talk."""
        return {
            **asdict(self),
            "reference_date": self.reference_date.isoformat(),
            "closes": self.closes.isoformat(),
            "skills": list(self.skills),
            "news_by": self.news_by.isoformat() if self.news_by else None,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The intake that `to_json` wrote."""
        dates = {name: date.fromisoformat(stored[name]) for name in ("reference_date", "closes")}
        news_by = date.fromisoformat(stored["news_by"]) if stored["news_by"] else None
        return cls(**{**stored, **dates, "skills": tuple(stored["skills"]), "news_by": news_by})


def open_intake(session: Session, today: date) -> OpenIntake | None:
    """The intake that takes registrations today; of several, the one that closes first. Its last day counts."""
    found = session.scalar(
        select(Intake).where(Intake.opens <= today, Intake.closes >= today).order_by(Intake.closes, Intake.id).limit(1)
    )
    return OpenIntake.of(found) if found else None
