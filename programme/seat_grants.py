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

    Where every skill has seats of its own and they are fewer than that, `skill` gets what is lacking: else nobody
    could sit on them.
    """
    intake = seat_offers.lock(session, intake_id)
    before, given = intake.granted, selections.committed(session, intake_id)
    if intake.quota + seats < given:
        raise TooFewSeats(given, intake.quota + seats)
    intake.granted = seats
    there = of_skills(intake)
    for offered in intake.skills:
        if there is not None and offered.skill == skill:
            offered.seats = (offered.seats or 0) + max(seating.most(intake) - there, 0)
    session.add(_row(intake_id, seats, letter, by, now))
    why = f"{letter.number}: {before} -> {seats}"
    staff.note(session, by, "seats_granted", at=now, subject=f"intake {intake_id}", why=why)


def last(session: Session, intake_id: int) -> SeatGrant | None:
    """The newest letter about the intake."""
    letters = select(SeatGrant).filter_by(intake_id=intake_id).order_by(SeatGrant.id.desc())
    return session.scalar(letters.limit(1))


def of_skills(intake: Intake) -> int | None:
    """How many seats there are where every skill has seats of its own; None where one has as many as are left."""
    limits = [offered.seats for offered in intake.skills]
    return None if None in limits else sum(limit or 0 for limit in limits)


def _row(intake_id: int, seats: int, letter: Paper, by: Member, now: datetime) -> SeatGrant:
    return SeatGrant(
        intake_id=intake_id,
        seats=seats,
        letter_number=letter.number,
        letter_date=letter.on,
        staff_id=by.id,
        at=now,
    )
