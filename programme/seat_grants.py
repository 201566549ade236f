"""What the province grants beside the quota (sisa kuota), each time by a letter."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import seat_offers, seating, selections, staff
from programme.selections import Paper, TooFewSeats
from programme.staff import Member
from storage.tables import Intake, SeatGrant


def grant(
    session: Session, intake_id: int, seats: int, letter: Paper, *, by: Member, now: datetime, skill: str | None = None
) -> None:
    """Let the intake have so many seats beside its quota; whoever is next is asked by itself. Raises TooFewSeats.

    Where every skill has seats of its own, `skill` gets those that are new: else nobody could sit on them.
    """
    intake = seat_offers.lock(session, intake_id)
    before, given = intake.granted, selections.committed(session, intake_id)
    if intake.quota + seats < given:
        raise TooFewSeats(given, intake.quota + seats)
    intake.granted = seats
    for offered in intake.skills:
        if offered.skill == skill and offered.seats is not None:
            offered.seats += max(seats - before, 0)
    session.add(_row(intake_id, seats, letter, by, now))
    why = f"{letter.number}: {before} -> {seats}"
    staff.note(session, by, "seats_granted", at=now, subject=f"intake {intake_id}", why=why)


def last(session: Session, intake_id: int) -> SeatGrant | None:
    """The newest letter about the intake."""
    letters = select(SeatGrant).filter_by(intake_id=intake_id).order_by(SeatGrant.id.desc())
    return session.scalar(letters.limit(1))


def bound(intake: Intake) -> tuple[str, ...]:
    """The skills among which new seats must be divided, since each has seats of its own; empty where one has not."""
    limits = seating.limits(intake)
    return () if None in limits.values() else tuple(limits)


def _row(intake_id: int, seats: int, letter: Paper, by: Member, now: datetime) -> SeatGrant:
    return SeatGrant(
        intake_id=intake_id,
        seats=seats,
        letter_number=letter.number,
        letter_date=letter.on,
        staff_id=by.id,
        at=now,
    )
