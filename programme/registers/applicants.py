"""The office's own list of applicants becomes registrations: each once, for the intake that is open, on the trail."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import applications, audit, checklist, numbering, people, staff
from programme.eligibility import OUTSIDE, Finding, is_minor
from programme.intakes import OpenIntake
from programme.office import Office
from programme.people import PersonalData
from programme.registers import people as known_again
from programme.registers.record import Problem, Record
from programme.sealing import vault_of
from programme.staff import Member
from storage.tables import Application, Document, ImportRow, Intake, Person

#: How lists write the last school, by what is kept.
_SCHOOLS = {
    "paket": re.compile(r"\b(?:paket|kesetaraan|pkbm)\b"),
    "smk": re.compile(r"\b(?:smk|stm|smea|kejuruan)\b"),
    "sma": re.compile(r"\b(?:sma|smu|slta|ma|aliyah|sekolah menengah atas)\b"),
    "smp": re.compile(r"\b(?:smp|sltp|mts|tsanawiyah|sekolah menengah pertama)\b"),
    "none": re.compile(r"\b(?:tidak|belum|blm|tdk)\b"),
    "sd": re.compile(r"\b(?:sd|mi|ibtidaiyah|sekolah dasar)\b"),
}


@dataclass(frozen=True, slots=True)
class Registering:
    """For which intake, by whom, and by which rules."""

    intake: OpenIntake
    office: Office
    #: None is the command line.
    member: Member | None
    today: date
    now: datetime


def look(session: Session, record: Record, intake: OpenIntake) -> tuple[Problem, ...]:
    """Why no registration can be made of a row that can be read."""
    if record.is_left_out:
        return ()
    if _existing(session, _known(session, record, intake.id), intake.id) is not None:
        return (Problem("name", "", "registered_already", is_fatal=True),)
    if record.first_skill not in intake.skills:
        return (Problem("skill", "", "skill_not_offered", is_fatal=True),)
    return ()


def register(session: Session, import_id: int, registering: Registering, limit: int) -> int:
    """Make registrations of the next rows; says of how many, 0 once all are done. Of each row only the number stays."""
    waiting = select(ImportRow).filter_by(import_id=import_id).where(ImportRow.content.is_not(None))
    rows = session.scalars(waiting.order_by(ImportRow.row).limit(limit)).all()
    for row in rows:
        record = Record.from_json(vault_of(session).open_json(row.content or b""))
        row.application_id = _registered(session, record, import_id, registering).id
        row.content = row.kk_hash = row.name_hash = None
    session.flush()
    return len(rows)


def _registered(session: Session, record: Record, import_id: int, registering: Registering) -> Application:
    """The registration; the one that was there already where somebody was quicker."""
    person = _known(session, record, registering.intake.id)
    existing = _existing(session, person, registering.intake.id)
    if existing is not None:
        return existing
    if person is None:
        person = people.keep(session, None, _personal(record), registering.now)
    application = _new(session, person, record, registering)
    _begin(session, application, record, registering)
    _note(session, application, import_id, registering)
    return application


def _known(session: Session, record: Record, intake_id: int) -> Person | None:
    """By the NIK with the name, whenever they registered; without it by name and birth date, in this intake."""
    name = known_again.plain(record.full_name or "")
    digest = known_again.nik_hash(session, record.nik)
    in_intake = select(Application.person_id).filter_by(intake_id=intake_id)
    same = (Person.birth_date == record.birth_date) & Person.id.in_(in_intake)
    if digest is not None:
        same |= Person.nik_hash == digest
    found = session.scalars(select(Person).where(Person.anonymised_at.is_(None), same).order_by(Person.id))
    named = [person for person in found if known_again.plain(person.full_name) == name]
    return next((person for person in named if digest is None or person.nik_hash in (None, digest)), None)


def _existing(session: Session, person: Person | None, intake_id: int) -> Application | None:
    if person is None:
        return None
    return session.scalar(select(Application).filter_by(person_id=person.id, intake_id=intake_id))


def _personal(record: Record) -> PersonalData:
    assert record.full_name  # noqa: S101 - a row without is left out
    assert record.birth_date  # noqa: S101
    return PersonalData(
        full_name=record.full_name,
        birth_date=record.birth_date,
        sex=record.sex,
        village=OUTSIDE if record.is_outside else record.village or OUTSIDE,
        nik=record.nik,
        phone=record.phone,
        address_note=record.address,
        guardian_name=record.guardian_name,
        guardian_phone=record.guardian_phone,
    )


def _new(session: Session, person: Person, record: Record, registering: Registering) -> Application:
    intake = registering.intake
    application = Application(
        number=numbering.registration_number(session, registering.office.prefix, intake.year),
        person=person,
        intake=session.get_one(Intake, intake.id),
        contact_id=None,
        registered_by=registering.member.id if registering.member else None,
        first_skill=record.first_skill,
        second_skill=record.second_skill if record.second_skill in intake.skills else None,
        last_school=_school(record.school),
        desil=record.desil,
        submitted_at=registering.now,
    )
    session.add(application)
    return application


def _begin(session: Session, application: Application, record: Record, registering: Registering) -> None:
    """Its papers are to be seen yet, so that is the state it comes into; a child's guardian has to agree on paper."""
    rules, now = registering.office.checklist, registering.now
    application.documents = [
        Document(kind=rule.id, state="missing", at=now) for rule in rules if rule.need == checklist.REQUIRED
    ]
    staff_id = registering.member.id if registering.member else None
    applications.enter(application, "terdaftar", now, by="staff", staff_id=staff_id)
    if checklist.outstanding(rules, applications.document_states(application)):
        applications.enter(application, "berkas_kurang", now, by="system")
    session.flush()
    applications.check(session, application, checklist=rules, today=registering.today, still_in_school=False)
    if record.birth_date and is_minor(record.birth_date, registering.today):
        applications.add_finding(session, application, Finding("guardian_missing"))


def _note(session: Session, application: Application, import_id: int, registering: Registering) -> None:
    by, at, person_id, why = registering.member, registering.now, application.person_id, f"import {import_id}"
    if by is None:
        audit.record(session, by="operator", action="registered", at=at, person_id=person_id, why=why)
    else:
        staff.note(session, by, "registered", at=at, person_id=person_id, why=why)


def _school(said: str | None) -> str | None:
    """The school that a list names; None where it names none that is known."""
    words = (said or "").casefold()
    return next((school for school, names in _SCHOOLS.items() if names.search(words)), None)
