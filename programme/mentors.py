"""Mentors: who looks after whom, by kecamatan or chosen by hand, so that everybody with a business has somebody."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from programme import staff
from programme.reading.places import kecamatan_of
from programme.staff import Member
from storage.tables import Business, MentorArea, Mentored, Person


@dataclass(frozen=True, slots=True)
class Mentor:
    """A mentor with where they look after people, and how many they have."""

    member: Member
    kecamatan: tuple[str, ...]
    people: int


def of_person(session: Session, person: Person, now: datetime) -> Member | None:
    """Who looks after somebody: as was chosen, else whoever has their kecamatan and the fewest people.

    Where their mentor has left, or may mentor no more, the next one takes over; None where nobody has their kecamatan.
    """
    kept = session.get(Mentored, person.id)
    if kept is not None and (member := _active(session, kept.staff_id)) is not None:
        return member
    chosen = _least_loaded(session, kecamatan_of(person.village))
    if chosen is not None:
        _keep(session, person.id, chosen.id, now, by_hand=False)
    return chosen


def hand_over(session: Session, person: Person, to: Member, *, by: Member, now: datetime) -> None:
    """Somebody else looks after them from now on, until it is chosen anew."""
    _keep(session, person.id, to.id, now, by_hand=True)
    staff.note(session, by, "mentor_chosen", at=now, person_id=person.id, why=f"staff {to.id}")


def set_areas(session: Session, mentor: Member, kecamatan: Collection[str], *, by: Member, now: datetime) -> None:
    """From now on that mentor looks after these; who was theirs by a kecamatan that they gave up finds another."""
    session.execute(delete(MentorArea).where(MentorArea.staff_id == mentor.id))
    session.add_all(MentorArea(staff_id=mentor.id, kecamatan=code) for code in sorted(set(kecamatan)))
    session.flush()
    staff.note(session, by, "mentor_areas_set", at=now, why=f"staff {mentor.id}")
    _let_go(session, mentor, kecamatan)
    assign(session, now)


def assign(session: Session, now: datetime) -> int:
    """Give a mentor to whoever runs a business and has none (any more); returns for how many there is nobody."""
    with_business = select(Business.person_id).where(Business.state != "closed")
    active = [member.id for member in staff.members(session) if "mentor" in member.roles]
    looked_after = select(Mentored.person_id).where(Mentored.staff_id.in_(active))
    alone = select(Person).where(
        Person.id.in_(with_business), Person.id.not_in(looked_after), Person.anonymised_at.is_(None)
    )
    return sum(of_person(session, person, now) is None for person in session.scalars(alone.order_by(Person.id)).all())


def is_mentor(session: Session, staff_id: int) -> bool:
    """Whether somebody is looked after by them, if they are given to them."""
    return _active(session, staff_id) is not None


def areas(session: Session, mentor: Member) -> tuple[str, ...]:
    """The kecamatan of a mentor."""
    return tuple(
        session.scalars(select(MentorArea.kecamatan).filter_by(staff_id=mentor.id).order_by(MentorArea.kecamatan))
    )


def mentors(session: Session) -> list[Mentor]:
    """Everybody who is a mentor, with their load."""
    counted = _load(session)
    members = [member for member in staff.members(session) if "mentor" in member.roles]
    return [Mentor(member, areas(session, member), counted.get(member.id, 0)) for member in members]


def businesses(session: Session, member: Member) -> list[Business]:
    """The businesses of their people that are not closed, by number; of nobody whose record is only kept."""
    theirs = select(Business).join(Mentored, Mentored.person_id == Business.person_id).join(Business.person)
    worked_with = Person.restricted_at.is_(None), Person.anonymised_at.is_(None)
    open_ones = theirs.where(Mentored.staff_id == member.id, Business.state != "closed", *worked_with)
    return list(session.scalars(open_ones.order_by(Business.id)))


def _active(session: Session, staff_id: int) -> Member | None:
    member = staff.get(session, staff_id)
    return member if member is not None and "mentor" in member.roles else None


def _least_loaded(session: Session, kecamatan: str) -> Member | None:
    there = session.scalars(select(MentorArea.staff_id).filter_by(kecamatan=kecamatan).order_by(MentorArea.staff_id))
    able = [member for staff_id in there if (member := _active(session, staff_id)) is not None]
    counted = _load(session)
    return min(able, key=lambda member: (counted.get(member.id, 0), member.id), default=None)


def _load(session: Session) -> dict[int, int]:
    """How many people with a business that is not closed each has."""
    with_business = select(Business.person_id).where(Business.state != "closed")
    counted = select(Mentored.staff_id, func.count()).where(Mentored.person_id.in_(with_business))
    return dict(session.execute(counted.group_by(Mentored.staff_id)).tuples().all())


def _keep(session: Session, person_id: int, staff_id: int, now: datetime, *, by_hand: bool) -> None:
    kept = session.get(Mentored, person_id) or Mentored(person_id=person_id)
    kept.staff_id, kept.since, kept.by_hand = staff_id, now, by_hand
    session.add(kept)
    session.flush()


def _let_go(session: Session, mentor: Member, kecamatan: Collection[str]) -> None:
    theirs = select(Mentored, Person).join(Person, Person.id == Mentored.person_id)
    for kept, person in session.execute(theirs.where(Mentored.staff_id == mentor.id)).tuples().all():
        if not kept.by_hand and kecamatan_of(person.village) not in kecamatan:
            session.delete(kept)
    session.flush()
