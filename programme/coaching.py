"""Coaching of several alumni together (*pembinaan lanjutan*): a day, those who are invited, and who came."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from programme import alumni, contacts, reminders, staff
from programme.office import Office
from programme.reading.places import kecamatan_of
from programme.staff import Member
from storage.tables import Alumnus, Business, Coaching, CoachingGuest, Person

#: Everybody, and whoever runs a business; other groups are a year, a skill or a kecamatan.
ALL, RUNNING = "all", "running"
_YEAR, _SKILL, _KECAMATAN = "year", "skill", "kecamatan"


@dataclass(frozen=True, slots=True)
class Group:
    """Alumni who could be invited together: ALL, RUNNING, or such as "year:2025"; and how many there are."""

    id: str
    people: int
    #: So many have a chat that takes messages; the others have to be called.
    reached: int


@dataclass(frozen=True, slots=True)
class Plan:
    """When and where it is, what about, and which group is invited."""

    on: date
    at: str
    place: str
    topic: str
    group: str


def groups(session: Session) -> list[Group]:
    """Every group with somebody in it, the widest first."""
    everybody = session.scalars(_able()).all()
    chats = alumni.contacts_of(session, [one.person_id for one in everybody])
    names = {name for one in everybody for name in _groups_of(one)}
    running = set(session.scalars(_running()))
    of: dict[str, Sequence[Alumnus]] = {ALL: everybody, RUNNING: [one for one in everybody if one.person_id in running]}
    of |= {name: [one for one in everybody if name in _groups_of(one)] for name in sorted(names)}
    return [_group(session, name, people, chats) for name, people in of.items() if people]


def make(
    session: Session, plan: Plan, *, by: Member, office: Office, now: datetime, zone: tzinfo
) -> tuple[Coaching, dict[int, int]]:
    """Write it down with its guests; returns with whom each of them is reached, by number of the guest."""
    coaching = Coaching(on=plan.on, at=plan.at, place=plan.place, topic=plan.topic, staff_id=by.id, made_at=now)
    coaching.guests = [CoachingGuest(person=one.person) for one in _members(session, plan.group)]
    session.add(coaching)
    session.flush()
    chats = alumni.contacts_of(session, [guest.person_id for guest in coaching.guests])
    for guest in coaching.guests:
        if guest.person_id in chats:
            reminders.plan_coaching(session, chats[guest.person_id], guest.id, plan.on, office, zone)
    staff.note(session, by, "coaching_made", at=now, why=f"{len(coaching.guests)}")
    return coaching, {guest.id: chats[guest.person_id] for guest in coaching.guests if guest.person_id in chats}


def newest(session: Session, limit: int) -> list[Coaching]:
    """The last ones, the newest first."""
    return list(session.scalars(select(Coaching).order_by(Coaching.on.desc(), Coaching.id.desc()).limit(limit)))


def get(session: Session, coaching_id: int) -> Coaching | None:
    """That coaching."""
    return session.get(Coaching, coaching_id)


def guest_of(session: Session, guest_id: int, contact_id: int) -> CoachingGuest | None:
    """The invitation of somebody for whom this contact acts."""
    guest = session.get(CoachingGuest, guest_id)
    mine = {alumnus.person_id for alumnus in alumni.of_contact(session, contact_id)}
    return guest if guest is not None and guest.person_id in mine else None


def guests(coaching: Coaching) -> list[CoachingGuest]:
    """Whoever is invited and named by their record, by name."""
    named = (guest for guest in coaching.guests if guest.person.anonymised_at is None)
    return sorted(named, key=lambda guest: (guest.person.full_name.casefold(), guest.id))


def answer(guest: CoachingGuest, said: str, now: datetime) -> None:
    """They come ("coming"), or something keeps them ("hindered"); the last answer counts."""
    guest.answer, guest.answered_at = said, now


def note(session: Session, coaching: Coaching, there: Collection[int], *, by: Member, now: datetime) -> None:
    """Who was there, by numbers of guests; everybody else was not."""
    for guest in coaching.guests:
        guest.attended = guest.id in there
    session.flush()
    staff.note(session, by, "coaching_noted", at=now, subject="coaching", why=f"{len(there)}")


def cancel(session: Session, coaching: Coaching, *, by: Member, now: datetime) -> dict[int, int]:
    """It does not take place; returns with whom each guest is reached. Again does nothing."""
    if coaching.cancelled_at is not None:
        return {}
    coaching.cancelled_at = now
    session.flush()
    staff.note(session, by, "coaching_cancelled", at=now)
    chats = alumni.contacts_of(session, [guest.person_id for guest in coaching.guests])
    return {guest.id: chats[guest.person_id] for guest in coaching.guests if guest.person_id in chats}


def _able() -> Select[tuple[Alumnus]]:
    """Whose record names them, and may be worked with."""
    named = Person.anonymised_at.is_(None), Person.restricted_at.is_(None)
    return select(Alumnus).join(Alumnus.person).where(*named).order_by(Alumnus.id)


def _running() -> Select[tuple[int]]:
    return select(Business.person_id).where(Business.state == "running")


def _members(session: Session, group: str) -> list[Alumnus]:
    everybody = session.scalars(_able()).all()
    if group == RUNNING:
        running = set(session.scalars(_running()))
        return [one for one in everybody if one.person_id in running]
    return [one for one in everybody if group == ALL or group in _groups_of(one)]


def _groups_of(one: Alumnus) -> tuple[str, ...]:
    return (
        f"{_YEAR}:{one.graduated_on.year}",
        f"{_SKILL}:{one.skill}",
        f"{_KECAMATAN}:{kecamatan_of(one.person.village)}",
    )


def _group(session: Session, name: str, people: Collection[Alumnus], chats: dict[int, int]) -> Group:
    reached = contacts.reached(session, {chats[one.person_id] for one in people if one.person_id in chats})
    return Group(name, len(people), sum(chats.get(one.person_id) in reached for one in people))
