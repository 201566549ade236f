"""The applicants as a list that leaves the service: read in pages, so that nobody's message waits for a long one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from programme import audit, people
from programme import checklist as papers
from programme.applications import document_states
from programme.checklist import DocumentRule
from programme.eligibility import age_on
from programme.reading.places import kecamatan_of
from storage.tables import Application, Person

#: So many are read in one transaction.
PAGE = 500


@dataclass(frozen=True, slots=True)
class Personal:
    """What says who somebody is, and what they answered."""

    full_name: str
    nik: str | None
    birth_date: date
    #: At the intake's reference date.
    age: int
    sex: str | None
    #: Dotted code, or eligibility.OUTSIDE.
    village: str
    address_note: str | None
    phone: str | None
    guardian_name: str | None
    guardian_phone: str | None
    last_school: str | None
    last_class: str | None
    year_left: int | None
    aid: tuple[str, ...] | None
    desil: int | None
    second_skill: str | None
    dormitory: bool | None
    papers_here: int
    #: The required papers that are not here, by kind.
    papers_missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """One application. `personal` is None of whom the record is only counted, or only kept at their wish."""

    id: int
    number: str
    intake: str
    kecamatan: str
    first_skill: str
    state: str
    since: date
    registered: date
    personal: Personal | None
    #: Kept and not worked with, because they asked for it (UU 27/2022 art. 41).
    is_paused: bool


def how_many(session: Session, intake_id: int | None) -> int:
    """How long the list is."""
    return session.scalar(select(func.count()).select_from(Application).where(_of(intake_id))) or 0


def page(
    session: Session, intake_id: int | None, checklist: Sequence[DocumentRule], zone: tzinfo, *, after: int = 0
) -> list[Listed]:
    """The next of the list in the order in which they came, after the one of that id; empty at its end."""
    rows = select(Application).where(_of(intake_id), Application.id > after).order_by(Application.id).limit(PAGE)
    return [_listed(session, application, checklist, zone) for application in session.scalars(rows)]


def _of(intake_id: int | None) -> ColumnElement[bool]:
    return true() if intake_id is None else Application.intake_id == intake_id


def _listed(session: Session, application: Application, checklist: Sequence[DocumentRule], zone: tzinfo) -> Listed:
    person = application.person
    is_open = not people.is_set_aside(person)
    return Listed(
        id=application.id,
        number=application.number,
        intake=application.intake.name,
        kecamatan=kecamatan_of(person.village),
        first_skill=application.first_skill,
        state=application.state,
        since=application.state_since.astimezone(zone).date(),
        registered=application.submitted_at.astimezone(zone).date(),
        personal=_personal(session, application, person, checklist) if is_open else None,
        is_paused=person.restricted_at is not None,
    )


def _personal(
    session: Session, application: Application, person: Person, checklist: Sequence[DocumentRule]
) -> Personal:
    states = document_states(application)
    of_person = ("full_name", "birth_date", "sex", "village", "phone", "guardian_name", "guardian_phone")
    of_application = ("last_school", "last_class", "year_left", "desil", "second_skill", "dormitory")
    return Personal(
        **{name: getattr(person, name) for name in of_person},
        **{name: getattr(application, name) for name in of_application},
        nik=people.nik(session, person),
        age=age_on(person.birth_date, application.intake.reference_date),
        address_note=people.address_note(session, person),
        aid=None if application.aid is None else tuple(filter(None, application.aid.split(","))),
        papers_here=sum(state == papers.RECEIVED for state in states.values()),
        papers_missing=tuple(rule.id for rule in papers.outstanding(checklist, states)),
    )


def described(intake: str | None, *, public: bool, rows: int) -> str:
    """What left, in the words of the trail."""
    return f"{intake or 'semua angkatan'}, {'angka untuk umum' if public else f'{rows} baris'}"


def note_by_operator(session: Session, why: str, *, at: datetime) -> None:
    """A line in the trail: which list left by the command line, and how long it was."""
    audit.record(session, by="operator", action="exported", at=at, subject="applicants", why=why)
