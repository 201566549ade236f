"""Alumni of earlier years from the office's own list: each once, matched with whom the office knows, on the trail.

Nobody's chat is bound by it: who writes and says that they graduated is found by staff (programme.claims).
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import alumni, audit, businesses, check_ins, people, staff
from programme.businesses import Described
from programme.eligibility import OUTSIDE
from programme.office import Office
from programme.people import PersonalData
from programme.reading import nik as reading_nik
from programme.registers import people as known_again
from programme.registers.record import Problem, Record
from programme.sealing import vault_of
from programme.staff import Member
from storage.tables import Alumnus, ImportRow, Person

#: How lists write a kind of business.
_KINDS = {
    "garage": re.compile(r"\b(?:bengkel|motor|mobil|tambal ban|las|servis)\b"),
    "makeup": re.compile(r"\b(?:rias|salon|make ?up|mua|kecantikan)\b"),
    "coffee": re.compile(r"\b(?:kopi|barista|coffee|kafe|cafe)\b"),
    "angkringan": re.compile(r"\bangkring\w*\b"),
    "grocery": re.compile(r"\b(?:sembako|kelontong|toko|kios)\b"),
    "food": re.compile(r"\b(?:kue|makan\w*|katering|catering|boga|kuliner|masak\w*|roti|gorengan|warung)\b"),
}
_LONGEST_WORDS, _LONGEST_NAME = 40, 80


@dataclass(frozen=True, slots=True)
class Entering:
    """By whom, when, and for which office."""

    office: Office
    #: None is the command line.
    member: Member | None
    now: datetime
    zone: tzinfo

    @property
    def today(self) -> date:
        """The office's day."""
        return self.now.astimezone(self.zone).date()


def look(session: Session, record: Record) -> tuple[Problem, ...]:
    """Why no alumnus can be made of a row that can be read."""
    if record.is_left_out:
        return ()
    person = _known(session, record)
    if person is not None and alumni.of_person(session, person.id) is not None:
        return (Problem("name", "", "alumnus_already", is_fatal=True),)
    return ()


def enter(session: Session, import_id: int, entering: Entering, limit: int) -> int:
    """Make alumni of the next rows; says of how many, 0 once all are done. Of each row nothing but its number stays."""
    waiting = select(ImportRow).filter_by(import_id=import_id).where(ImportRow.content.is_not(None))
    rows = session.scalars(waiting.order_by(ImportRow.row).limit(limit)).all()
    for row in rows:
        record = Record.from_json(vault_of(session).open_json(row.content or b""))
        _entered(session, record, import_id, entering)
        row.content = row.kk_hash = row.name_hash = None
    session.flush()
    return len(rows)


def _entered(session: Session, record: Record, import_id: int, entering: Entering) -> None:
    """The alumnus with the business that is named; whoever was there already stays as they are."""
    person = _known(session, record)
    if person is not None and alumni.of_person(session, person.id) is not None:
        return
    person = people.keep(session, person, _personal(record, person), entering.now)
    alumnus = _alumnus(session, person, record, entering)
    _note(session, person.id, import_id, entering)
    if record.business or record.business_name:
        businesses.record(
            session, person.id, _described(record), office=entering.office, now=entering.now, zone=entering.zone
        )
    else:
        check_ins.begin_alumnus(session, alumnus, entering.now, entering.office, entering.zone)


def _known(session: Session, record: Record) -> Person | None:
    """By the NIK with the name; else by name and birth date, unless two NIK say that they are two."""
    name, born = known_again.plain(record.full_name or ""), _born(record)
    digest = known_again.nik_hash(session, record.nik)
    same = Person.birth_date == born
    if digest is not None:
        same |= Person.nik_hash == digest
    found = session.scalars(select(Person).where(Person.anonymised_at.is_(None), same).order_by(Person.id))
    named = [person for person in found if known_again.plain(person.full_name) == name]
    return next((person for person in named if digest is None or person.nik_hash in (None, digest)), None)


def _born(record: Record) -> date | None:
    """The birth date; the NIK says it too."""
    if record.birth_date is None and record.nik is not None:
        return reading_nik.born(record.nik)
    return record.birth_date


def _personal(record: Record, known: Person | None) -> PersonalData:
    """What the row says; of somebody known only what is not on record yet."""
    born = _born(record)
    assert record.full_name  # noqa: S101 - a row without is left out
    assert born  # noqa: S101
    village = OUTSIDE if record.is_outside else record.village or OUTSIDE
    return PersonalData(
        full_name=known.full_name if known else record.full_name,
        birth_date=born,
        sex=known.sex if known and known.sex else record.sex,
        village=known.village if known else village,
        nik=None if known and known.nik else record.nik,
        phone=known.phone if known and known.phone else record.phone,
        address_note=None if known else record.address,
        guardian_name=None,
        guardian_phone=None,
    )


def _alumnus(session: Session, person: Person, record: Record, entering: Entering) -> Alumnus:
    told, skill, now = record.graduated or "", record.first_skill or "", entering.now
    if len(told) == len("2023"):
        return alumni.enter_year(session, person, skill, int(told), now, entering.today)
    return alumni.enter(session, person, skill, date.fromisoformat(told), now, by_year=False)


def _described(record: Record) -> Described:
    said = " ".join(filter(None, (record.business, record.business_name)))
    kind = next((kind for kind, names in _KINDS.items() if names.search(said.casefold())), "other")
    return Described(
        kind=kind,
        own_words=record.business[:_LONGEST_WORDS] if kind == "other" and record.business else None,
        name=(record.business_name or said)[:_LONGEST_NAME],
        village=OUTSIDE if record.is_outside else record.village or OUTSIDE,
        started_on=None,
        with_others=False,
    )


def _note(session: Session, person_id: int, import_id: int, entering: Entering) -> None:
    by, at, why = entering.member, entering.now, f"import {import_id}"
    if by is None:
        audit.record(session, by="operator", action="alumnus_entered", at=at, person_id=person_id, why=why)
    else:
        staff.note(session, by, "alumnus_entered", at=at, person_id=person_id, why=why)
