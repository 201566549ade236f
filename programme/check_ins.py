"""Check-ins: the times at which somebody is asked how their business goes, as rows that fall due."""

from calendar import monthrange
from datetime import date, datetime, time, tzinfo

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT is SQLite's too, and compiles for both
from sqlalchemy.orm import Session

from programme.office import Mentoring, Office
from storage.tables import Business, CheckIn


def begin(session: Session, business: Business, office: Office, zone: tzinfo) -> None:
    """Its months are counted from `monitored_since` on; what was planned by an earlier day and not asked yet goes."""
    waiting = CheckIn.business_id == business.id, CheckIn.state == "waiting"
    session.execute(delete(CheckIn).where(*waiting, CheckIn.began_on != business.monitored_since))
    plan_next(session, business, 0, office, zone)


def plan_next(session: Session, business: Business, after: int, office: Office, zone: tzinfo) -> None:
    """The first check-in of the plan after so many months; nothing where the plan has ended. Again does nothing."""
    months = next((month for month in office.mentoring.months if month > after), None)
    if months is None:
        return
    row = {
        "about": f"business:{business.id}",
        "person_id": business.person_id,
        "business_id": business.id,
        "began_on": business.monitored_since,
        "months": months,
        "due_at": due(business.monitored_since, months, office.mentoring, zone),
        "state": "waiting",
    }
    session.execute(insert(CheckIn).values(**row).on_conflict_do_nothing())


def due(began_on: date, months: int, rules: Mentoring, zone: tzinfo) -> datetime:
    """So many months after that day, at the office's hour."""
    return datetime.combine(months_after(began_on, months), time(rules.hour), zone)


def months_after(day: date, months: int) -> date:
    """The same day so many months later (or earlier), or the last of a month that has none such."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
