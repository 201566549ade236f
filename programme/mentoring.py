"""What mentors do: visits planned and told of, and what they write down."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import holidays, people, risks, staff
from programme.office import Office
from programme.quiet import morning_before, next_allowed
from programme.sealing import open_text, seal_text
from programme.staff import Member
from storage.tables import Business, MentoringNote, Visit
from storage.tables.base import of
from storage.tables.mentoring import TO_REMIND

#: So far back a day before a visit is looked for on which somebody may be reminded.
_BACK = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote down of a business, or found there on a visit."""

    at: datetime
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a visit."""

    on: date
    words: str
    media_id: str | None
    #: The day of the next one, where there is to be one.
    next_on: date | None


def planned_visit(session: Session, business_id: int) -> Visit | None:
    """The visit that is to come."""
    planned = select(Visit).filter_by(business_id=business_id, done_on=None, cancelled_at=None)
    return session.scalar(planned.order_by(Visit.id.desc()).limit(1))


def plan_visit(
    session: Session, business: Business, on: date, member: Member, office: Office, now: datetime, zone: tzinfo
) -> Visit:
    """Somebody goes there on that day, instead of any other that was planned, and is reminded the day before."""
    earlier = planned_visit(session, business.id)
    if earlier is not None:
        earlier.cancelled_at, earlier.remind_at = now, None
    closed = holidays.between(session, on - _BACK, on)
    remind_at = morning_before(on, office.reminding, closed, zone)
    visit = Visit(business_id=business.id, staff_id=member.id, planned_on=on, made_at=now)
    visit.remind_at = remind_at if remind_at > now else None
    session.add(visit)
    session.flush()
    staff.note(session, member, "visit_planned", at=now, person_id=business.person_id, why=on.isoformat())
    return visit


def cancel_visit(session: Session, business: Business, member: Member, now: datetime) -> None:
    """Nobody goes there after all."""
    visit = planned_visit(session, business.id)
    if visit is not None:
        visit.cancelled_at, visit.remind_at = now, None
        day = visit.planned_on.isoformat()
        staff.note(session, member, "visit_cancelled", at=now, person_id=business.person_id, why=day)
    risk = risks.unsolved(session, business.id)
    if risk is not None and risk.state == "visit":
        risks.handle(risk, "taken", member.id, now)


def tell_visit(
    session: Session, business: Business, told: Told, member: Member, office: Office, now: datetime, zone: tzinfo
) -> None:
    """What was found there; a visit that nobody had planned is written down as well."""
    visit = planned_visit(session, business.id)
    if visit is None:
        visit = Visit(business_id=business.id, planned_on=told.on, made_at=now)
        session.add(visit)
    visit.staff_id, visit.done_on, visit.remind_at = member.id, told.on, None
    visit.words, visit.media_id = seal_text(session, told.words), told.media_id
    session.flush()
    staff.note(session, member, "visit_made", at=now, person_id=business.person_id, why=told.on.isoformat())
    if told.next_on is not None:
        plan_visit(session, business, told.next_on, member, office, now, zone)


def write(session: Session, business: Business, words: str, member: Member, now: datetime) -> None:
    """Write something down of a business."""
    note = MentoringNote(business_id=business.id, staff_id=member.id, words=seal_text(session, words), at=now)
    session.add(note)
    staff.note(session, member, "mentoring_noted", at=now, person_id=business.person_id)


def handled(session: Session, business: Business, state: str, member: Member, now: datetime) -> None:
    """Somebody looks after its risk, if there is one: "taken", "visit" or "solved"; a visit is more than a call."""
    risk = risks.unsolved(session, business.id)
    if risk is not None and risk.state != state and (risk.state, state) != ("visit", "taken"):
        before = risk.state
        risks.handle(risk, state, member.id, now)
        about = {"subject": "risk", "before": before, "after": state}
        staff.note(session, member, "risk_handled", at=now, person_id=business.person_id, **about)


def notes(session: Session, business_id: int) -> list[Note]:
    """What was written down and found on visits, the newest first."""
    names = staff.names(session)
    written = session.scalars(select(MentoringNote).filter_by(business_id=business_id))
    found = [Note(row.at, names[row.staff_id], open_text(session, row.words)) for row in written]
    visits = session.scalars(select(Visit).where(Visit.business_id == business_id, Visit.words.is_not(None)))
    for visit in visits:
        if visit.words is not None and visit.done_on is not None:
            at = datetime.combine(visit.done_on, time(12), visit.made_at.tzinfo)
            found.append(Note(at, names[visit.staff_id], open_text(session, visit.words)))
    return sorted(found, key=lambda note: note.at, reverse=True)


def may_tell(session: Session, now: datetime, office: Office, zone: tzinfo) -> bool:
    """Whether mentors may be told something now: by day, not on Sundays and holidays."""
    today = now.astimezone(zone).date()
    return next_allowed(now, office.reminding, holidays.between(session, today, today), zone) <= now


def take_to_remind(session: Session, now: datetime, limit: int) -> list[Visit]:
    """Visits of tomorrow of which somebody is to be reminded now, once; what another process holds is stepped over."""
    due = select(Visit).where(of("visits", TO_REMIND), Visit.remind_at <= now).order_by(Visit.remind_at)
    found = session.scalars(due.limit(limit).with_for_update(of=Visit, skip_locked=True)).all()
    for visit in found:
        visit.remind_at = None
    session.flush()
    return [visit for visit in found if _is_to_come(visit)]


def _is_to_come(visit: Visit) -> bool:
    return visit.cancelled_at is None and not people.is_set_aside(visit.business.person)
