"""Businesses: what kinds there are, recording one, and its state."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from programme import check_ins, mentors, people, staff
from programme.office import Office
from programme.staff import Member
from storage.tables import Business, Person

KINDS = ("garage", "food", "makeup", "coffee", "grocery", "angkringan", "other")
STATES = ("running", "paused", "closed")


@dataclass(frozen=True, slots=True)
class Described:
    """A business as it was told."""

    #: One of KINDS.
    kind: str
    name: str
    #: Dotted code, or eligibility.OUTSIDE.
    village: str
    #: None where they don't know.
    started_on: date | None
    with_others: bool
    #: A photo of it.
    media_id: str | None = None
    #: What it is, where it is of no kind that is listed.
    own_words: str | None = None


def record(
    session: Session,
    person_id: int,
    told: Described,
    *,
    office: Office,
    now: datetime,
    zone: tzinfo,
    member: Member | None = None,
) -> Business:
    """Write down a business that runs; from today on its person is asked how it goes. `member` wrote it for them."""
    business = Business(
        person_id=person_id,
        kind=told.kind,
        own_words=told.own_words,
        name=told.name,
        village=told.village,
        started_on=told.started_on,
        with_others=told.with_others,
        media_id=told.media_id,
        state="running",
        state_since=now,
        monitored_since=now.astimezone(zone).date(),
        recorded_at=now,
        recorded_by=member.id if member else None,
    )
    session.add(business)
    session.flush()
    if member is not None:
        staff.note(session, member, "business_recorded", at=now, person_id=person_id, subject=told.kind)
    check_ins.begin(session, business, now, office, zone)
    mentors.of_person(session, business.person, now)
    return business


def get(session: Session, business_id: int) -> Business | None:
    """That business."""
    return session.get(Business, business_id)


def any_open(session: Session, person_ids: Collection[int]) -> bool:
    """Whether any of them has a business that is not closed."""
    theirs = Business.person_id.in_(person_ids), Business.state != "closed"
    return session.scalar(select(Business.id).where(*theirs).limit(1)) is not None


def same(session: Session, person_id: int, kind: str, name: str) -> Business | None:
    """One of theirs that is not closed, of that kind and name: it may have been written down by somebody else."""
    mine = (one for one in of_person(session, person_id) if one.kind == kind and one.state != "closed")
    return next((one for one in mine if people.same_name(one.name, name)), None)


def of_person(session: Session, person_id: int) -> list[Business]:
    """Every business of somebody, the newest first; closed ones too."""
    return list(session.scalars(select(Business).filter_by(person_id=person_id).order_by(Business.id.desc())))


def of_contact(session: Session, contact_id: int) -> list[Business]:
    """Every business of those for whom this contact acts, the newest first; of nobody whose record is forgotten."""
    return list(session.scalars(_acted_for(contact_id).order_by(Business.id.desc())))


def for_contact(session: Session, contact_id: int, business_id: int) -> Business | None:
    """That business, if this contact acts for its person; somebody else's looks like none at all."""
    found: Business | None = session.scalar(_acted_for(contact_id).where(Business.id == business_id))
    return found


def enter(business: Business, state: str, at: datetime) -> None:
    """It runs, rests, or is closed, since it was reported so."""
    if business.state != state:
        business.state, business.state_since = state, at


def _acted_for(contact_id: int) -> Select[tuple[Business]]:
    known = Business.person.has(Person.anonymised_at.is_(None))
    return select(Business).where(Business.person_id.in_(people.acted_for(contact_id)), known)
