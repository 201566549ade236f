"""Whom records are about: finding somebody again, and keeping what was said of them.

A person is recognised only through a contact that acts for them already. The same NIK written from another chat is
never a reason to merge and is never told: it would show a stranger that the office knows that number (UU 27/2022
art. 33). Staff see it as a finding.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from programme.sealing import vault_of
from storage.tables import Acting, Application, Person

#: What a contact is to the person, by for whom they register.
ROLES = {"self": "self", "child": "guardian", "other": "officer"}


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What is said of a person; None is what was not asked, and never takes the place of what is known."""

    full_name: str
    birth_date: date
    sex: str | None
    village: str
    nik: str | None
    phone: str | None
    address_note: str | None
    guardian_name: str | None
    guardian_phone: str | None


def known_to(session: Session, contact_id: int, data: PersonalData) -> Person | None:
    """The person of that name and birth date for whom this contact acts, unless two different NIK were given.

    Where one of the NIK is missing it is the same person: a child registered before the guardian agreed has none yet.
    """
    acted_for = (
        select(Person)
        .join(Acting, Acting.person_id == Person.id)
        .where(Acting.contact_id == contact_id, Acting.revoked_at.is_(None), Person.birth_date == data.birth_date)
        .order_by(Person.id)
    )
    digest = _nik_hash(session, data.nik)
    for person in session.scalars(acted_for):
        if same_name(person.full_name, data.full_name) and _agree(person.nik_hash, digest):
            return person
    return None


def keep(session: Session, person: Person | None, data: PersonalData, now: datetime) -> Person:
    """Write down what was said of a new person, or what is newer of a known one."""
    if person is None:
        person = Person(full_name=data.full_name, birth_date=data.birth_date, village=data.village, created_at=now)
        session.add(person)
    for name in ("full_name", "sex", "village", "phone", "guardian_name", "guardian_phone"):
        if getattr(data, name) is not None:
            setattr(person, name, getattr(data, name))
    if data.nik is not None:
        set_nik(session, person, data.nik)
    if data.address_note is not None:
        set_address_note(session, person, data.address_note)
    session.flush()
    return person


def is_set_aside(person: Person) -> bool:
    """Kept and not worked with: they asked for that (UU 27/2022 art. 41), or the record names nobody any more."""
    return person.restricted_at is not None or person.anonymised_at is not None


def acted_for(contact_id: int) -> Select[tuple[int]]:
    """The numbers of those for whom this contact acts now."""
    return select(Acting.person_id).where(Acting.contact_id == contact_id, Acting.revoked_at.is_(None))


def act_for(session: Session, contact_id: int, person: Person, for_whom: str, now: datetime) -> None:
    """Let the contact act for the person; who acts already keeps the role in which they began."""
    acting = session.scalar(select(Acting).filter_by(contact_id=contact_id, person_id=person.id))
    if acting is None:
        session.add(Acting(contact_id=contact_id, person_id=person.id, role=ROLES[for_whom], since=now))
        session.flush()


def act_again_for(session: Session, contact_id: int, person: Person, for_whom: str, now: datetime) -> None:
    """The same by a decision of staff: what was revoked before counts again, and in that role."""
    act_for(session, contact_id, person, for_whom, now)
    acting = session.scalars(select(Acting).filter_by(contact_id=contact_id, person_id=person.id)).one()
    acting.revoked_at, acting.role = None, ROLES[for_whom]
    session.flush()


def nik(session: Session, person: Person) -> str | None:
    """The number, opened; None where none is known."""
    return None if person.nik is None else vault_of(session).open(person.nik).decode()


def address_note(session: Session, person: Person) -> str | None:
    """The way to the house, opened."""
    return None if person.address_note is None else vault_of(session).open(person.address_note).decode()


def set_nik(session: Session, person: Person, number: str | None) -> None:
    """Seal the number, with the hash by which duplicates are found."""
    person.nik = None if number is None else vault_of(session).seal(number)
    person.nik_hash = _nik_hash(session, number)


def set_address_note(session: Session, person: Person, note: str | None) -> None:
    """Seal the way to the house."""
    person.address_note = None if note is None else vault_of(session).seal(note)


def role(session: Session, contact_id: int, person_id: int) -> str:
    """What the contact is to the person: "self", "guardian" or "officer"."""
    acting = select(Acting.role).filter_by(contact_id=contact_id, person_id=person_id)
    return session.scalars(acting).one()


def same_nik_elsewhere(session: Session, person: Person) -> list[str]:
    """Numbers of applications about other records with the same NIK, for staff to look at."""
    return [] if person.nik_hash is None else _elsewhere(session, person, Person.nik_hash == person.nik_hash)


def same_name_elsewhere(session: Session, person: Person) -> list[str]:
    """Numbers of applications about other records of the same name and birth date, for staff to look at."""
    same = (Person.full_name == person.full_name) & (Person.birth_date == person.birth_date)
    return _elsewhere(session, person, same)


def _elsewhere(session: Session, person: Person, same: ColumnElement[bool]) -> list[str]:
    others = (
        select(Application.number)
        .join(Person, Application.person_id == Person.id)
        .where(same, Person.id != person.id)
        .order_by(Application.number)
    )
    return list(session.scalars(others))


def _nik_hash(session: Session, nik: str | None) -> str | None:
    return None if nik is None else vault_of(session).keyed_hash(nik)


def same_name(one: str, other: str) -> bool:
    """Whether two names differ in spaces and capitals alone."""
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other
