"""Mentors: who looks after whom, by kecamatan or chosen by hand, so that everybody with a business has somebody."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from programme import staff
from programme.reading.places import KECAMATAN_LENGTH, kecamatan_of
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
    """Give a mentor to whoever runs a business and has none (any more); returns for how many there is nobody.

    However many have nobody, only those are read to whom somebody can be given.
    """
    alone, there, load = _alone(session), _by_kecamatan(session), _load(session)
    kecamatan = func.substr(Person.village, 1, KECAMATAN_LENGTH)
    for person in session.scalars(alone.where(kecamatan.in_(there)).order_by(Person.id)).all():
        chosen = min(there[kecamatan_of(person.village)], key=lambda number: (load.get(number, 0), number))
        _keep(session, person.id, chosen, now, by_hand=False)
        load[chosen] = load.get(chosen, 0) + 1
    return session.scalar(select(func.count()).select_from(alone.subquery())) or 0


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
    return [Mentor(one, areas(session, one), counted.get(one.id, 0)) for one in _members(session)]


def businesses(session: Session, member: Member) -> list[Business]:
    """The businesses of their people that are not closed, by number; of nobody whose record is only kept."""
    theirs = select(Business).join(Mentored, Mentored.person_id == Business.person_id).join(Business.person)
    worked_with = Person.restricted_at.is_(None), Person.anonymised_at.is_(None)
    open_ones = theirs.where(Mentored.staff_id == member.id, Business.state != "closed", *worked_with)
    return list(session.scalars(open_ones.order_by(Business.id)))


def _alone(session: Session) -> Select[tuple[Person]]:
    """Whoever runs a business, and is looked after by nobody who is a mentor now."""
    with_business = select(Business.person_id).where(Business.state != "closed")
    looked_after = select(Mentored.person_id).where(Mentored.staff_id.in_(_numbers(session)))
    return select(Person).where(
        Person.id.in_(with_business), Person.id.not_in(looked_after), Person.anonymised_at.is_(None)
    )


def _by_kecamatan(session: Session) -> dict[str, list[int]]:
    """Who looks after people in each kecamatan."""
    found: dict[str, list[int]] = {}
    for area in session.scalars(select(MentorArea).where(MentorArea.staff_id.in_(_numbers(session)))):
        found.setdefault(area.kecamatan, []).append(area.staff_id)
    return found


def _members(session: Session) -> list[Member]:
    return [member for member in staff.members(session) if "mentor" in member.roles]


def _numbers(session: Session) -> list[int]:
    return [member.id for member in _members(session)]


def _active(session: Session, staff_id: int) -> Member | None:
    member = staff.get(session, staff_id)
    return member if member is not None and "mentor" in member.roles else None


def _least_loaded(session: Session, kecamatan: str) -> Member | None:
    load = _load(session)
    there = _by_kecamatan(session).get(kecamatan, [])
    chosen = min(there, key=lambda number: (load.get(number, 0), number), default=None)
    return None if chosen is None else staff.get(session, chosen)


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
