"""Alumni and their businesses, as rows that the office follows."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from programme import businesses, check_ins
from programme.businesses import Described
from programme.office import ZONE, Office
from storage.tables import Acting, Address, Alumnus, Business, Contact, Person

OFFICE = Office()
STALL = Described("food", "Kue Bu Ani", "64.01.04.1001", date(2026, 1, 10), with_others=False, media_id=None)


def person(session: Session, now: datetime, name: str = "Ani Lestari", *, has_chat: bool = True) -> Person:
    """Somebody with a chat of their own, or without one."""
    row = Person(full_name=name, birth_date=date(2007, 8, 17), village="64.01.04.1001", created_at=now)
    session.add(row)
    session.flush()
    if has_chat:
        writer = Contact(last_message_at=now, created_at=now)
        session.add(writer)
        session.flush()
        session.add(Address(contact_id=writer.id, channel="local", address=f"guest-{row.id}", created_at=now))
        session.add(Acting(contact_id=writer.id, person_id=row.id, role="self", since=now))
        session.flush()
    return row


def alumnus(
    session: Session, now: datetime, name: str = "Ani Lestari", *, has_chat: bool = True, office: Office = OFFICE
) -> Alumnus:
    """Somebody who graduated today."""
    row = Alumnus(
        person_id=person(session, now, name, has_chat=has_chat).id,
        skill="tata_boga",
        graduated_on=now.astimezone(ZONE).date(),
        created_at=now,
    )
    session.add(row)
    session.flush()
    check_ins.begin_alumnus(session, row, now, office, ZONE)
    return row


def business(session: Session, person_id: int, now: datetime, office: Office = OFFICE) -> Business:
    """A business that was recorded today."""
    return businesses.record(session, person_id, STALL, office=office, now=now, zone=ZONE)
