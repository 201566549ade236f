"""Check-ins: the times at which somebody is asked how it goes, as rows that fall due.

Of each business only the next one is there, and of somebody without a business that of their graduation; when it is
over, the one after it is planned. What asks, reminds and counts silence is programme.check_in_asking.
"""

from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT is SQLite's too, and compiles for both
from sqlalchemy.orm import Session

from programme.office import Mentoring, Office
from storage.tables import Alumnus, Business, CheckIn, Person

WAITING, ASKED, REMINDED, HELD = "waiting", "asked", "reminded", "held"
ANSWERED, SILENT, SKIPPED = "answered", "silent", "skipped"
#: Those that are not over.
OPEN = (WAITING, ASKED, REMINDED, HELD)
#: The periods that went by with or without word.
_OVER = CheckIn.state.in_((SILENT, ANSWERED)) | (CheckIn.why == "reported")
#: Who reports unasked is not asked the same again within so many days.
_NEAR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Followed:
    """What somebody is asked about by the plan, and from which day its months are counted."""

    about: str
    person_id: int
    business_id: int | None
    began_on: date

    @classmethod
    def of_business(cls, business: Business) -> "Followed":
        """How that business goes."""
        return cls(f"business:{business.id}", business.person_id, business.id, business.monitored_since)

    @classmethod
    def of_alumnus(cls, alumnus: Alumnus) -> "Followed":
        """What somebody without a business does."""
        return cls(f"alumnus:{alumnus.id}", alumnus.person_id, None, alumnus.graduated_on)


def begin(session: Session, business: Business, at: datetime, office: Office, zone: tzinfo) -> None:
    """Its months are counted from `monitored_since` on; what was planned by an earlier day and not asked yet goes.

    What its person does without a business is not asked any more. Again does nothing.
    """
    _end(session, _of_nobodys_business(session, business.person_id))
    _begin(session, Followed.of_business(business), at, office, zone)


def begin_alumnus(session: Session, alumnus: Alumnus, at: datetime, office: Office, zone: tzinfo) -> None:
    """Somebody without a business is asked what they do; whoever has one is asked about that. Again does nothing."""
    if not _has_business(session, alumnus.person_id):
        _begin(session, Followed.of_alumnus(alumnus), at, office, zone)


def answered(
    session: Session, business: Business, at: datetime, office: Office, zone: tzinfo, *, check_in_id: int | None = None
) -> int | None:
    """A report was made, to that check-in or unasked: whatever was asked is over, and the next is planned.

    Returns the check-in that it answers, if any. A closed business is asked about no more; then its person is asked
    what they do, unless they have another.
    """
    answers = _answer(session, Followed.of_business(business), at, check_in_id)
    if business.state != "closed":
        begin(session, business, at, office, zone)
        return answers
    _end(session, _rows(session, f"business:{business.id}"))
    alumnus = session.scalar(select(Alumnus).filter_by(person_id=business.person_id))
    if alumnus is not None:
        begin_alumnus(session, alumnus, at, office, zone)
    return answers


def told_activity(
    session: Session, alumnus: Alumnus, activity: str, at: datetime, office: Office, zone: tzinfo
) -> int | None:
    """Somebody without a business said what they do (programme.alumni.ACTIVITIES); returns what it answers."""
    alumnus.activity, alumnus.activity_at = activity, at
    answers = _answer(session, Followed.of_alumnus(alumnus), at, None)
    begin_alumnus(session, alumnus, at, office, zone)
    return answers


def go_on(session: Session, person: Person, at: datetime) -> None:
    """A record is no longer only kept: what counts days goes on with those that were left, and what has come is asked.

    The pause is still on record.
    """
    for row in _held(session, CheckIn.person_id == person.id):
        if row.state == HELD:
            row.state, row.why = row.why or WAITING, None
        if row.asked_at is None:
            row.due_at = max(row.due_at, at)
        elif person.restricted_at is not None:
            row.due_at += at - max(person.restricted_at, row.asked_at)
    session.flush()


def person_of(session: Session, check_in_id: int) -> int | None:
    """Whom that check-in asks about; None where there is none such any more."""
    return session.scalar(select(CheckIn.person_id).filter_by(id=check_in_id))


def get(session: Session, check_in_id: int) -> CheckIn | None:
    """That check-in."""
    return session.get(CheckIn, check_in_id)


def silence(session: Session, business_id: int) -> int:
    """How many of its periods in a row, up to now, went by without an answer; those not asked do not count."""
    states = select(CheckIn.state).where(CheckIn.business_id == business_id, _OVER).order_by(CheckIn.id.desc())
    found = session.scalars(states).all()
    return next((count for count, state in enumerate(found) if state != SILENT), len(found))


def silent_among(session: Session, business_ids: Collection[int]) -> set[int]:
    """Those of these businesses whose last period went by without an answer."""
    theirs = select(func.max(CheckIn.id)).where(CheckIn.business_id.in_(business_ids), _OVER)
    last = CheckIn.id.in_(theirs.group_by(CheckIn.business_id)), CheckIn.state == SILENT
    return {number for number in session.scalars(select(CheckIn.business_id).where(*last)) if number is not None}


def plan(session: Session, followed: Followed, months: int | None, rules: Mentoring, zone: tzinfo) -> None:
    """They are asked then; None: the plan has ended. A period that was planned already stays as it is."""
    if months is None:
        return
    row = {
        "about": followed.about,
        "person_id": followed.person_id,
        "business_id": followed.business_id,
        "began_on": followed.began_on,
        "months": months,
        "due_at": due(followed.began_on, months, rules, zone),
        "state": WAITING,
    }
    session.execute(insert(CheckIn).values(**row).on_conflict_do_nothing())


def next_months(began_on: date, at: datetime, rules: Mentoring, zone: tzinfo, *, after: int = 0) -> int | None:
    """The next period of the plan that is yet to come."""
    return next((months for months in _later(rules, after) if due(began_on, months, rules, zone) > at), None)


def newest_months(began_on: date, at: datetime, rules: Mentoring, zone: tzinfo, *, after: int = 0) -> int | None:
    """The newest period that has come and is not too old to be asked."""
    oldest = at - timedelta(days=rules.late_days)
    came = [months for months in _later(rules, after) if oldest <= due(began_on, months, rules, zone) <= at]
    return max(came, default=None)


def due(began_on: date, months: int, rules: Mentoring, zone: tzinfo) -> datetime:
    """So many months after that day, at the office's hour."""
    return datetime.combine(months_after(began_on, months), time(rules.hour), zone)


def months_after(day: date, months: int) -> date:
    """The same day so many months later (or earlier), or the last of a month that has none such."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _later(rules: Mentoring, after: int) -> list[int]:
    return sorted(months for months in rules.months if months > after)


def _begin(session: Session, followed: Followed, at: datetime, office: Office, zone: tzinfo) -> None:
    rows = _rows(session, followed.about)
    _end(session, [row for row in rows if row.state == WAITING and row.began_on != followed.began_on])
    if not any(row.began_on == followed.began_on for row in rows):
        past = select(CheckIn.months).filter_by(about=followed.about, began_on=followed.began_on)
        after = max(session.scalars(past), default=0)
        rules = office.mentoring
        plan(session, followed, next_months(followed.began_on, at, rules, zone, after=after), rules, zone)


def _answer(session: Session, followed: Followed, at: datetime, check_in_id: int | None) -> int | None:
    """Close what was asked; returns which one is answered: that one, else the open one, the next one, or the last."""
    rows = _rows(session, followed.about)
    asked = [row for row in rows if row.state != WAITING]
    given = None if check_in_id is None else session.get(CheckIn, check_in_id)
    if given is not None and given.about == followed.about:
        asked.append(given)
    elif not asked:
        return _unasked(session, followed, rows, at)
    for row in asked:
        row.state, row.why = ANSWERED, None
    session.flush()
    return asked[-1].id


def _unasked(session: Session, followed: Followed, waiting: Sequence[CheckIn], at: datetime) -> int | None:
    """The one that is near needs no asking; else it is a late answer to the last one, where that was silence."""
    near = next((row for row in waiting if row.due_at <= at + _NEAR), None)
    if near is not None:
        near.state, near.why = SKIPPED, "reported"
        session.flush()
        return near.id
    over = select(CheckIn).where(CheckIn.about == followed.about, CheckIn.state.not_in(OPEN))
    last = session.scalar(over.order_by(CheckIn.id.desc()).limit(1))
    if last is None or last.state != SILENT:
        return None
    last.state = ANSWERED
    session.flush()
    return last.id


def _rows(session: Session, about: str) -> Sequence[CheckIn]:
    """Its open check-ins, held until the transaction ends: a tick may look at them at the same instant."""
    return _held(session, CheckIn.about == about)


def _of_nobodys_business(session: Session, person_id: int) -> Sequence[CheckIn]:
    return _held(session, CheckIn.person_id == person_id, CheckIn.business_id.is_(None))


def _held(session: Session, *which: ColumnElement[bool]) -> Sequence[CheckIn]:
    rows = select(CheckIn).where(*which, CheckIn.state.in_(OPEN)).order_by(CheckIn.id)
    return session.scalars(rows.with_for_update(of=CheckIn).execution_options(populate_existing=True)).all()


def _end(session: Session, rows: Sequence[CheckIn]) -> None:
    """They are over: one that was asked stays to be seen, one that was only planned goes."""
    for row in rows:
        if row.asked_at is None:
            session.delete(row)
        else:
            row.state, row.why = SKIPPED, "over"
    session.flush()


def _has_business(session: Session, person_id: int) -> bool:
    theirs = select(Business.id).where(Business.person_id == person_id, Business.state != "closed")
    return session.scalar(theirs.limit(1)) is not None
