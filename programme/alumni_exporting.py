"""The alumni as a list that leaves the service: where each stands and since when that is known, without a NIK."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from programme import audit, outcome_records, staff
from programme.outcomes import Life, Outcome, cohort, outcome
from programme.staff import Member

#: What it is called in the trail.
SUBJECT = "alumni"


@dataclass(frozen=True, slots=True)
class Listed:
    """One alumnus. `name` is None of whom the record is only counted, or only kept at their wish."""

    name: str | None
    life: Life
    cohort: str
    outcome: Outcome


def listed(session: Session, lives: Collection[Life], today: date, known_days: int) -> list[Listed]:
    """These, each with where they stand."""
    names = outcome_records.names(session, [life.id for life in lives])
    return [
        Listed(names.get(life.id), life, cohort(life.graduated_on, today), outcome(life, today, known_days))
        for life in lives
    ]


def described(rows: int) -> str:
    """What left, in the words of the trail."""
    return f"alumni, {rows} baris"


def note(session: Session, member: Member, rows: int, *, at: datetime) -> None:
    """A line in the trail: who had the list, and how long it was."""
    staff.note(session, member, "exported", at=at, subject=SUBJECT, why=described(rows))


def note_by_operator(session: Session, rows: int, *, at: datetime) -> None:
    """The same of the command line."""
    audit.record(session, by="operator", action="exported", at=at, subject=SUBJECT, why=described(rows))
