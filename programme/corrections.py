"""Correcting what is on record: by the person, by whoever acts for them, and kept in the trail (UU 27/2022 art. 30)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import applications, audit, people, rights
from programme.checklist import DocumentRule
from programme.eligibility import is_minor
from programme.office import ZONE
from programme.staff import Member
from programme.states import CORRECTABLE, PAPERS_OPEN
from storage.tables import Application

#: What a corrected birth date brought about, where it brought about something.
AgeChange = Literal["guardian_needed", "guardian_not_needed"]

PERSON = ("full_name", "birth_date", "sex", "village", "phone", "guardian_name", "guardian_phone")
APPLICATION = (
    "last_school",
    "last_class",
    "year_left",
    "reason_left",
    "desil",
    "first_skill",
    "second_skill",
    "dormitory",
)
#: In the order in which they are asked.
IN_ORDER = (
    "full_name",
    "birth_date",
    "sex",
    "village",
    "guardian_name",
    "guardian_phone",
    "nik",
    "phone",
    "address_note",
    "last_school",
    "last_class",
    "year_left",
    "still_in_school",
    "reason_left",
    "aid",
    "desil",
    "first_skill",
    "second_skill",
    "dormitory",
)


def on_record(session: Session, application: Application) -> dict[str, Any]:
    """Every answer as it is kept, by the names of programme.applications.Form; None is what is not known."""
    person = application.person
    kept = {
        **{name: getattr(person, name) for name in PERSON},
        "nik": people.nik(session, person),
        "address_note": people.address_note(session, person),
        **{name: getattr(application, name) for name in APPLICATION},
        "aid": None if application.aid is None else tuple(application.aid.split(",")) if application.aid else (),
        "still_in_school": _still_in_school(session, application),
    }
    return {name: kept[name] for name in IN_ORDER}


def is_correctable(application: Application) -> bool:
    """Whether the person may correct it alone; later on staff do, since others have worked with it."""
    return application.state in CORRECTABLE


def correct(
    session: Session,
    application: Application,
    changes: Mapping[str, Any],
    *,
    contact_id: int,
    at: datetime,
    checklist: Sequence[DocumentRule],
    zone: tzinfo = ZONE,
    member: Member | None = None,
) -> AgeChange | None:
    """Put the new values on record, each with its line in the trail, and reckon the findings anew.

    A member of staff does it for whoever asked: then it is the request of that person that is to be finished.

    Says what a corrected birth date brought about: who became a minor by it waits for the guardian, and who was one by
    mistake waits no longer.
    """
    today = at.astimezone(zone).date()
    before = on_record(session, application)
    by = "staff" if member else rights.actor(session, contact_id, application.person_id)
    for name, value in changes.items():
        _set(session, application, name, value)
        audit.record(
            session,
            by=by,
            action="corrected",
            at=at,
            contact_id=contact_id,
            person_id=application.person_id,
            staff_id=member.id if member else None,
            subject=name,
            before=_plain(before[name]),
            after=_plain(value),
        )
    session.flush()
    if member is None:
        rights.fulfilled(session, "correction", contact_id=contact_id, person_id=application.person_id, at=at)
    age_change = _follow_age(application, before["birth_date"], checklist, at, today)
    _check_all(session, application, changes, checklist, today)
    return age_change


def _set(session: Session, application: Application, name: str, value: Any) -> None:
    if name == "nik":
        people.set_nik(session, application.person, value)
    elif name == "address_note":
        people.set_address_note(session, application.person, value)
    elif name == "aid":
        application.aid = None if value is None else ",".join(value)
    elif name != "still_in_school":  # kept only as a finding
        setattr(application.person if name in PERSON else application, name, value)


def _follow_age(
    application: Application, born_before: date, checklist: Sequence[DocumentRule], at: datetime, today: date
) -> AgeChange | None:
    minor, was_minor = (is_minor(born, today) for born in (application.person.birth_date, born_before))
    if minor and not was_minor:
        if application.state in PAPERS_OPEN:
            applications.enter(application, "menunggu_wali", at, by="system")
        return "guardian_needed"
    if was_minor and not minor and application.state == "menunggu_wali":
        if application.last_school is not None:  # all was asked already
            applications.enter_first_states(application, checklist, at)
        return "guardian_not_needed"
    return None


def _check_all(
    session: Session,
    corrected: Application,
    changes: Mapping[str, Any],
    checklist: Sequence[DocumentRule],
    today: date,
) -> None:
    """All that this person still has open: the person's own answers are one for every intake."""
    of_person = select(Application).filter_by(person_id=corrected.person_id)
    for application in session.scalars(of_person.where(Application.state.in_(CORRECTABLE))):
        still = _still_in_school(session, application)
        if application is corrected:
            still = changes.get("still_in_school", still)
        applications.check(session, application, checklist=checklist, today=today, still_in_school=still)


def _still_in_school(session: Session, application: Application) -> bool:
    return any(finding.rule == "still_in_school" for finding in applications.findings(session, application))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
