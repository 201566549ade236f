"""Ani and the others: forms as they come out of a talk, and the rows they need."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from programme import applications, notice
from programme.applications import ConsentAnswer, DocumentAnswer, Form
from programme.checklist import DEFAULT
from programme.states import TRANSITIONS
from storage.tables import Application, Contact, Intake, IntakeSkill

#: A Monday, half past nine in the morning at the office.
NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)

ALL_PAPERS = {rule.id: DocumentAnswer("received") for rule in DEFAULT}

ANI = Form(
    for_whom="self",
    full_name="Ani Lestari",
    birth_date=date(2007, 8, 17),
    sex="female",
    village="64.01.04.1001",
    guardian_name=None,
    guardian_phone=None,
    guardian_agreed=None,
    nik="6401045708079001",
    phone="+6281200000001",
    address_note="dekat masjid",
    last_school="smp",
    last_class="9",
    year_left=2022,
    still_in_school=False,
    reason_left="cost",
    aid=("pkh", "bpnt"),
    desil=2,
    first_skill="tata_boga",
    second_skill="barista",
    dormitory=True,
    documents=ALL_PAPERS,
    consents=(ConsentAnswer("notice", agreed=True, at=NOW), ConsentAnswer("reminders", agreed=False, at=NOW)),
    notice_version=notice.VERSION,
    language="id",
)

#: A child whose guardian is not there: only the minimum was asked.
CHILD = replace(
    ANI,
    full_name="Budi Karangan",
    birth_date=date(2010, 5, 1),
    sex=None,
    guardian_name="Siti",
    guardian_phone="+6281200000002",
    guardian_agreed=False,
    nik=None,
    address_note=None,
    last_school=None,
    last_class=None,
    year_left=None,
    reason_left=None,
    aid=None,
    desil=None,
    dormitory=None,
    documents={},
)


def contact(session: Session) -> int:
    """Somebody who writes."""
    row = Contact(last_message_at=NOW, created_at=NOW)
    session.add(row)
    session.flush()
    return row.id


def intake(session: Session, **changes: Any) -> int:
    """This year's intake."""
    defaults: dict[str, Any] = {
        "year": 2026,
        "name": "Angkatan 2026",
        "opens": date(2026, 1, 5),
        "closes": date(2026, 4, 30),
        "reference_date": date(2026, 7, 1),
        "news_by": date(2026, 5, 15),
        "skills": [IntakeSkill(skill=skill, position=place) for place, skill in enumerate(("tata_boga", "barista"))],
    }
    row = Intake(**{**defaults, **changes})
    session.add(row)
    session.flush()
    return row.id


def submit(session: Session, contact_id: int, form: Form, intake_id: int, now: datetime = NOW) -> Application:
    """Register with the usual list of papers."""
    return applications.submit(session, contact_id, form, intake_id=intake_id, prefix="PSR", now=now, checklist=DEFAULT)


def named(full_name: str, serial: int, **changes: Any) -> Form:
    """Somebody like Ani, of another name and number."""
    return replace(ANI, full_name=full_name, nik=f"640104570807{9100 + serial}", **changes)


def bring(application: Application, state: str, at: datetime, *, reason: str | None = None) -> None:
    """Bring an application into a state as the office would: by the shortest way that the table of states allows."""
    ways: list[tuple[str, ...]] = [(application.state,)]
    while ways[0][-1] != state:
        way = ways.pop(0)
        ways += [(*way, to) for to in TRANSITIONS[way[-1]] if to not in way]
    for step in ways[0][1:]:
        by = "staff" if "staff" in TRANSITIONS[application.state][step] else "system"
        applications.enter(
            application,
            step,
            at,
            by=by,  # type: ignore[arg-type]
            reason=reason if step == state else None,
        )
