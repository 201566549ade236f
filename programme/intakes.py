"""Intakes (*angkatan*): who may register for what, and until when."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from storage.tables import Intake, IntakeSkill

_SNAPSHOT = (
    Intake.id,
    Intake.year,
    Intake.name,
    Intake.age_min,
    Intake.age_max,
    Intake.reference_date,
    Intake.closes,
    Intake.news_by,
)


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


def snapshot(intake: Intake) -> OpenIntake:
    """What a talk has to know of an intake that somebody is registered for already."""
    values = {column.key: getattr(intake, column.key) for column in _SNAPSHOT}
    return OpenIntake(**values, skills=tuple(offered.skill for offered in intake.skills))


_CLOSES_FIRST = (
    select(Intake.id)
    .where(Intake.opens <= bindparam("today"), Intake.closes >= bindparam("today"))
    .order_by(Intake.closes, Intake.id)
    .limit(1)
    .scalar_subquery()
)

_OPEN_INTAKE = (
    select(*_SNAPSHOT, IntakeSkill.skill)
    .outerjoin(Intake.skills)
    .where(Intake.id == _CLOSES_FIRST)
    .order_by(IntakeSkill.position, IntakeSkill.id)
)


def open_intake(session: Session, today: date) -> OpenIntake | None:
    """The intake that takes registrations today; of several, the one that closes first. Its last day counts."""
    rows = session.execute(_OPEN_INTAKE, {"today": today}).all()
    if not rows:
        return None
    *values, _ = rows[0]
    known = dict(zip((column.key for column in _SNAPSHOT), values, strict=True))
    return OpenIntake(**known, skills=tuple(skill for *_, skill in rows if skill is not None))


def newest_first(session: Session) -> list[Intake]:
    """Every intake; the one that closes last comes first."""
    return list(session.scalars(select(Intake).order_by(Intake.closes.desc(), Intake.id.desc())))


def get(session: Session, number: str) -> Intake | None:
    """The intake of that number, which a button may carry for longer than there is one."""
    return session.get(Intake, int(number)) if number.isdecimal() and len(number) < 10 else None
