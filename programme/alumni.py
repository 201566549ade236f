"""Alumni: who graduated, what they do now, and where they are asked."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import people
from storage.tables import Acting, Alumnus, Application, Person

#: What somebody does who has no business (DTSEN: status_bekerja).
ACTIVITIES = ("working", "studying", "looking", "moved")


def graduated(session: Session, application: Application, on: date) -> Alumnus:
    """Somebody has graduated: from now on they are asked how they fare. Of a second training the later one counts."""
    alumnus = of_person(session, application.person_id)
    if alumnus is None:
        alumnus = Alumnus(person_id=application.person_id, created_at=application.state_since)
        session.add(alumnus)
    alumnus.application_id, alumnus.graduated_on, alumnus.by_year = application.id, on, False
    alumnus.skill = application.seat_skill or application.first_skill
    session.flush()
    return alumnus


def enter_year(session: Session, person: Person, skill: str, year: int, at: datetime, today: date) -> Alumnus:
    """Somebody of an earlier year, of whom only the year is known."""
    return enter(session, person, skill, min(date(year, 12, 31), today), at, by_year=True)


def enter(session: Session, person: Person, skill: str, on: date, at: datetime, *, by_year: bool) -> Alumnus:
    """Somebody who graduated before the office used this service; who is an alumnus already stays as they are."""
    alumnus = of_person(session, person.id)
    if alumnus is None:
        alumnus = Alumnus(person_id=person.id, skill=skill, graduated_on=on, by_year=by_year, created_at=at)
        session.add(alumnus)
        session.flush()
    return alumnus


def get(session: Session, alumnus_id: int) -> Alumnus | None:
    """That alumnus; None where their record names them no more."""
    alumnus = session.get(Alumnus, alumnus_id)
    return None if alumnus is None or alumnus.person.anonymised_at is not None else alumnus


def of_person(session: Session, person_id: int) -> Alumnus | None:
    """That person as an alumnus; None where they are none."""
    return session.scalar(select(Alumnus).filter_by(person_id=person_id))


def of_contact(session: Session, contact_id: int) -> list[Alumnus]:
    """The alumni for whom this contact acts, by number; nobody whose record names them no more."""
    theirs = Alumnus.person_id.in_(people.acted_for(contact_id))
    found = session.scalars(select(Alumnus).where(theirs).order_by(Alumnus.id))
    return [alumnus for alumnus in found if alumnus.person.anonymised_at is None]


def open_of_contact(session: Session, contact_id: int) -> list[Alumnus]:
    """Those among them whose record may be worked with."""
    return [alumnus for alumnus in of_contact(session, contact_id) if alumnus.person.restricted_at is None]


def unregistered(session: Session, contact_id: int) -> list[Alumnus]:
    """Those for whom this contact acts who never registered here: they came from a list, or staff found them."""
    mine = of_contact(session, contact_id)
    theirs = Application.person_id.in_([one.person_id for one in mine])
    registered = set(session.scalars(select(Application.person_id).where(theirs)))
    return [one for one in mine if one.person_id not in registered]


def unregistered_one(session: Session, contact_id: int, named: str) -> Alumnus | None:
    """The one among them that a button names, such as "a7"."""
    return next((one for one in unregistered(session, contact_id) if named == f"a{one.id}"), None)


def find(session: Session, wanted: str, limit: int = 10) -> list[Alumnus]:
    """Alumni by a part of their name, or by the number of their registration; whoever graduated last first."""
    said = " ".join(wanted.split())
    numbered = select(Application.person_id).where(Application.number == said.upper())
    named = Person.full_name.icontains(said, autoescape=True) | Alumnus.person_id.in_(numbered)
    rows = select(Alumnus).join(Person, Alumnus.person_id == Person.id).where(named, Person.anonymised_at.is_(None))
    return list(session.scalars(rows.order_by(Alumnus.graduated_on.desc(), Alumnus.id.desc()).limit(limit)))


def contact_of(session: Session, person_id: int) -> int | None:
    """Which chat is asked about somebody: their own before one that acts for them; None where there is none."""
    return contacts_of(session, [person_id]).get(person_id)


def contacts_of(session: Session, person_ids: Collection[int]) -> dict[int, int]:
    """The same of many: whom to ask about each."""
    acting = select(Acting).where(Acting.person_id.in_(person_ids), Acting.revoked_at.is_(None))
    rows = sorted(session.scalars(acting), key=lambda row: (row.role == "self", row.id))
    return {row.person_id: row.contact_id for row in rows}
