"""What is nearing its end, looked for once a day: whoever has to be told gets a row among the reminders.

The row bears the day it is about, so that looking twice, or in two processes, makes it once.
"""

from datetime import datetime, time, timedelta, tzinfo
from typing import Any

from sqlalchemy import Select, String, cast, delete, literal, null, or_, select
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT is SQLite's too, and compiles for both
from sqlalchemy.orm import Session

from programme import holidays, intakes, mentors, staff, staff_work
from programme.office import Office
from programme.quiet import next_allowed
from programme.reminders import CHECK_IN, DIGEST, NEAR_CLOSING, REGISTRATION, STAFF, closes_on
from storage.tables import Application, Reminder, Talk
from storage.tables.base import Utc

_DAY = timedelta(days=1)
_NOON = time(12)
#: A week's digest that Monday did not bring comes on Wednesday at the latest.
_LATEST = 2
#: So far back holidays are known for working days that have passed, and ahead for the next morning.
_AROUND = 60 * _DAY
#: That a member was told, or somebody asked, is of no use for longer.
_KEPT = 30 * _DAY


def plan_day(session: Session, now: datetime, office: Office, zone: tzinfo) -> None:
    """Once a day: those whose registration closes on them, and members of staff with something to look at."""
    _plan_closing(session, now, office, zone)
    _plan_staff(session, now, office, zone)
    _plan_digests(session, now, zone)
    done = or_(*(Reminder.about.startswith(f"{about}:") for about in (STAFF, CHECK_IN, DIGEST)))
    session.execute(delete(Reminder).where(done, Reminder.due_at < now - _KEPT))


def _plan_closing(session: Session, now: datetime, office: Office, zone: tzinfo) -> None:
    """Registrations that are unfinished or lack papers; of several days that were reached the last counts."""
    today = now.astimezone(zone).date()
    intake = intakes.open_intake(session, today)
    if intake is None:
        return
    days = sorted(office.reminding.deadline_days, reverse=True)
    step = sum((intake.closes - today).days <= before for before in days)
    if step > 0:
        about = closes_on(intake.closes)
        lacking = Application.intake_id == intake.id, Application.state.in_(NEAR_CLOSING)
        of_case = literal(f"{about}:") + cast(Application.id, String)
        cases = select(Application.contact_id, of_case, literal(step), literal(now, Utc), Application.id)
        talks = select(Talk.contact_id, literal(about), literal(step), literal(now, Utc), null())
        _remember(session, cases.where(Application.contact_id.is_not(None), *lacking))
        _remember(session, talks.where(Talk.name == REGISTRATION))


def _plan_staff(session: Session, now: datetime, office: Office, zone: tzinfo) -> None:
    """Nobody is told on a day without work, so that Monday does not bring three at once."""
    today = now.astimezone(zone).date()
    closed = holidays.between(session, today - _AROUND, today + _AROUND)
    noon = datetime.combine(today, _NOON, zone)
    if next_allowed(noon, office.reminding, closed, zone) != noon:
        return
    for member in staff.members(session):
        if member.contact_id is not None and staff_work.of_member(session, member, now, office, zone, closed):
            row = {"contact_id": member.contact_id, "about": f"{STAFF}:{today}", "step": 1, "due_at": now}
            session.execute(insert(Reminder).values(**row, state="pending").on_conflict_do_nothing())


def _plan_digests(session: Session, now: datetime, zone: tzinfo) -> None:
    """On Mondays, or once the service is back, for every mentor; whether there is anything to tell is seen later."""
    today = now.astimezone(zone).date()
    if today.weekday() > _LATEST:
        return
    monday = today - today.weekday() * _DAY
    for mentor in mentors.mentors(session):
        row = {"contact_id": mentor.member.contact_id, "about": f"{DIGEST}:{monday}", "step": 1, "due_at": now}
        if mentor.member.contact_id is not None:
            session.execute(insert(Reminder).values(**row, state="pending").on_conflict_do_nothing())


def _remember(session: Session, rows: Select[Any]) -> None:
    names = ["contact_id", "about", "step", "due_at", "application_id", "state"]
    new = insert(Reminder).from_select(names, rows.add_columns(literal("pending")))
    session.execute(new.on_conflict_do_nothing(index_elements=["contact_id", "about", "step"]))
