"""What is kept of an alumnus beside the registration, and what goes of it when their record is erased.

Businesses go with everything that hangs on them: check-ins, reports, risks, visits, notes. Aid that was handed over is
public money: what was spent, when and by which berita acara stays, without a name, a word, or a photo.
"""

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.orm import Session

from programme.sealing import vault_of
from storage.tables import (
    Aid,
    AidEvent,
    AidReceipt,
    Alumnus,
    Business,
    CheckIn,
    Coaching,
    CoachingGuest,
    Mentored,
    Risk,
)

#: What stands in the content of aid of which nothing is told any more.
_NOTHING = {"what": "", "why": "", "items": []}


def must_stay(session: Session, person_id: int) -> bool:
    """Whether aid was handed over to them."""
    return bool(session.scalar(select(exists().where(*_handed_over(person_id)))))


def names_of(session: Session, person_id: int) -> set[str]:
    """By what a text names them beside their own name: what their businesses are called."""
    return set(session.scalars(select(Business.name).filter_by(person_id=person_id)))


def empty(session: Session, person_id: int) -> None:
    """Everything of them goes, but the bare facts of aid that was handed over."""
    _empty_aid(session, person_id)
    for table in (CheckIn, Business, CoachingGuest, Mentored, Alumnus):
        session.execute(delete(table).where(table.person_id == person_id))


def _empty_aid(session: Session, person_id: int) -> None:
    session.execute(delete(Aid).where(Aid.person_id == person_id, Aid.handed_on.is_(None)))
    handed = select(Aid.id).where(*_handed_over(person_id))
    session.execute(update(AidReceipt).where(AidReceipt.aid_id.in_(handed)).values(media_id=None))
    session.execute(update(AidEvent).where(AidEvent.aid_id.in_(handed)).values(reason=None))
    gone = {"content": vault_of(session).seal_json(_NOTHING), "bast_media_id": None, "contact_id": None}
    session.execute(update(Aid).where(*_handed_over(person_id)).values(**gone, business_id=None, remind_at=None))


def _handed_over(person_id: int) -> tuple[ColumnElement[bool], ...]:
    return Aid.person_id == person_id, Aid.handed_on.is_not(None)


def check_ins(session: Session, person_id: int) -> list[CheckIn]:
    """When they were asked how it goes, the oldest first."""
    asked = select(CheckIn).where(CheckIn.person_id == person_id, CheckIn.asked_at.is_not(None))
    return list(session.scalars(asked.order_by(CheckIn.asked_at, CheckIn.id)))


def risks(session: Session, business_id: int) -> list[Risk]:
    """Why somebody should look at a business, the oldest first."""
    return list(session.scalars(select(Risk).filter_by(business_id=business_id).order_by(Risk.id)))


def mentored(session: Session, person_id: int) -> Mentored | None:
    """Who looks after them; None where nobody does."""
    return session.get(Mentored, person_id)


def coachings(session: Session, person_id: int) -> list[tuple[Coaching, CoachingGuest]]:
    """To which coaching they were invited, the oldest first."""
    invited = select(Coaching, CoachingGuest).join(CoachingGuest).where(CoachingGuest.person_id == person_id)
    return list(session.execute(invited.order_by(Coaching.on, Coaching.id)).tuples())
