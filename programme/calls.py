"""Calling people to the training (pemanggilan): one letter, everybody with a seat, and what each of them answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from programme import applications, cases, reminders, rights, staff
from programme.office import Office
from programme.quiet import next_allowed
from programme.sealing import vault_of
from programme.staff import Member
from storage.tables import Application, Call, CalledPerson, Intake, Person
from storage.tables.base import of
from storage.tables.calls import UNANSWERED

#: Who has a seat and was not called yet, and who was.
SEATED, CALLED = "ditetapkan", "dipanggil"


@dataclass(frozen=True, slots=True)
class Plan:
    """What the letter says."""

    number: str
    letter_date: date
    gather_on: date
    gather_at: str
    gather_place: str
    departs_on: date
    destination: str
    bring: tuple[str, ...]


def intakes_to_call(session: Session) -> list[tuple[Intake, int]]:
    """The intakes in which somebody waits to be called, with how many."""
    waiting = select(Application.intake_id, func.count()).filter_by(state=SEATED).group_by(Application.intake_id)
    counted = session.execute(waiting.order_by(Application.intake_id)).tuples()
    return [(session.get_one(Intake, intake_id), count) for intake_id, count in counted]


def call(
    session: Session, member: Member, intake_id: int, plan: Plan, office: Office, now: datetime, zone: tzinfo
) -> list[CalledPerson]:
    """Call everybody who has a seat and was not called yet; nobody where somebody else was quicker.

    Who asked to be left alone meanwhile is not called: their case is paused.
    """
    people = [one for one in _seated(session, intake_id) if one.person.restricted_at is None]
    if not people:
        return []
    made = Call(intake_id=intake_id, staff_id=member.id, made_at=now, **_columns(plan))
    session.add(made)
    reply_by = next_allowed(now + timedelta(days=office.calling.answer_days), office.reminding, (), zone)
    called = [CalledPerson(call=made, application=application, reply_by=reply_by) for application in people]
    session.add_all(called)
    for one in called:
        _call(session, member, one.application, plan, office, now, zone)
    session.flush()
    return called


def of_application(session: Session, application: Application) -> CalledPerson | None:
    """By which call they are called now; None where they are not, or not any more."""
    if application.state != CALLED:
        return None
    return next(reversed(all_of(session, application)), None)


def all_of(session: Session, application: Application) -> list[CalledPerson]:
    """Every call of theirs, the first one first."""
    theirs = select(CalledPerson).filter_by(application_id=application.id).order_by(CalledPerson.id)
    return list(session.scalars(theirs))


def comes(session: Session, called: CalledPerson, contact_id: int, now: datetime) -> None:
    """They come; who said otherwise before has changed their mind."""
    _answered(session, called, "coming", contact_id, now)
    called.hindrance = None


def noted_coming(session: Session, called: CalledPerson, member: Member, now: datetime) -> None:
    """They come, as they told staff by telephone."""
    called.answer, called.answered_at, called.hindrance = "coming", now, None
    session.flush()
    staff.note(session, member, "call_coming", at=now, person_id=called.application.person_id)


def is_hindered(session: Session, called: CalledPerson, why: str, contact_id: int, now: datetime) -> None:
    """Something keeps them, and they want to speak with the office."""
    _answered(session, called, "hindered", contact_id, now)
    called.hindrance = vault_of(session).seal(why)
    session.flush()


def gives_up(session: Session, called: CalledPerson, why: str, contact_id: int, now: datetime) -> None:
    """They give up their seat, which is offered to the next on the waiting list."""
    is_hindered(session, called, why, contact_id, now)
    applications.enter(called.application, "mengundurkan_diri", now, by="person")
    session.flush()
    rights.note(session, "withdrawn", contact_id=contact_id, person_id=called.application.person_id, at=now)


def hindrance(session: Session, called: CalledPerson) -> str | None:
    """What keeps them, opened."""
    return None if called.hindrance is None else vault_of(session).open(called.hindrance).decode()


def newest(session: Session, limit: int) -> list[Call]:
    """The latest letters."""
    return list(session.scalars(select(Call).order_by(Call.id.desc()).limit(limit)))


def people_of(session: Session, call_id: int) -> list[CalledPerson]:
    """Whom that letter called, in the order of their registration numbers."""
    called = select(CalledPerson).filter_by(call_id=call_id).order_by(CalledPerson.application_id)
    return list(session.scalars(called))


def take_silent(session: Session, now: datetime, limit: int) -> list[CalledPerson]:
    """Who has not answered in time, once each; what others hold is stepped over, and paused cases wait."""
    silent = (
        select(CalledPerson)
        .join(Application, CalledPerson.application_id == Application.id)
        .join(Person, Application.person_id == Person.id)
        .where(of("called_people", UNANSWERED), CalledPerson.reply_by <= now, Person.restricted_at.is_(None))
    )
    rows = session.scalars(
        silent.order_by(CalledPerson.reply_by).limit(limit).with_for_update(of=CalledPerson, skip_locked=True)
    ).all()
    for row in rows:
        row.staff_told_at = now
    session.flush()
    return [row for row in rows if row.application.state == CALLED]


def _seated(session: Session, intake_id: int) -> Sequence[Application]:
    waiting = select(Application).filter_by(intake_id=intake_id, state=SEATED).order_by(Application.id)
    return session.scalars(waiting.with_for_update(of=Application).execution_options(populate_existing=True)).all()


def _columns(plan: Plan) -> dict[str, object]:
    values = {name: getattr(plan, name) for name in Plan.__dataclass_fields__}
    return {**values, "bring": "\n".join(plan.bring)}


def _call(
    session: Session,
    member: Member,
    application: Application,
    plan: Plan,
    office: Office,
    now: datetime,
    zone: tzinfo,
) -> None:
    cases.enter(session, application, CALLED, member, now)
    gathering = datetime.combine(plan.gather_on, time(9), zone)
    reminders.plan_departure(session, application, gathering, office, now)


def _answered(session: Session, called: CalledPerson, answer: str, contact_id: int, now: datetime) -> None:
    called.answer, called.answered_at = answer, now
    session.flush()
    person_id = called.application.person_id
    rights.note(session, f"call_{answer}", contact_id=contact_id, person_id=person_id, at=now)
