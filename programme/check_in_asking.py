"""Asking by the plan: each check-in that is due is asked, reminded of, or counted as silence; moved, or skipped.

A row is what keeps anybody from being asked twice for one period, whichever process looks and however often. Whatever
becomes of one, the next is planned in the same transaction, so that the chain never breaks.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from programme import alumni, check_ins, contacts, holidays, reminders, settings
from programme.check_ins import ASKED, HELD, REMINDED, SILENT, SKIPPED, WAITING, Followed, newest_months, next_months
from programme.office import Office
from programme.quiet import next_allowed, next_at, spread
from storage.tables import Business, CheckIn, Person, Talk
from storage.tables.base import of
from storage.tables.businesses import OPEN_CHECK_INS

#: A talk that was touched within it goes on; one that has been idle for so long holds nothing back.
TALKING = timedelta(hours=24)
#: How many could not be asked because the service was down, until staff are told.
LATE = "check_ins_late"
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
#: A run of holidays longer than this would be seen anew on its last day.
_AHEAD = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who is asked now; the row says already that they were."""

    contact_id: int
    check_in: CheckIn
    person: Person
    #: They were asked before and have not answered.
    is_reminder: bool


@dataclass(slots=True)
class Taken:
    """What became of the check-ins that were due."""

    #: How many were looked at; not those whose contact somebody else holds.
    looked_at: int = 0
    asked: list[Asked] = field(default_factory=list)
    #: Businesses of which a period has become silence.
    silent: list[Business] = field(default_factory=list)


def take(session: Session, now: datetime, office: Office, zone: tzinfo, limit: int) -> Taken:
    """Take some check-ins whose time has come, with whom they ask. What others hold is stepped over."""
    due = (
        select(CheckIn)
        .where(of("check_ins", OPEN_CHECK_INS), CheckIn.due_at <= now)
        .order_by(CheckIn.due_at, CheckIn.id)
        .limit(limit)
        .options(selectinload(CheckIn.business))  # joined, SQLite would read every business first
        .with_for_update(of=CheckIn, skip_locked=True)
    )
    rows = session.scalars(due.execution_options(populate_existing=True)).all()
    if not rows:
        return Taken()
    look = _Look(session, now, office, zone, rows)
    for row in rows:
        look.at(row)
    session.flush()
    things = [
        (one.contact_id, f"{reminders.CHECK_IN}:{one.check_in.id}", 1 + one.is_reminder) for one in look.taken.asked
    ]
    reminders.said(session, things, now)
    return look.taken


def take_late(session: Session, now: datetime, office: Office) -> int:
    """How many were not asked because the service was down, once for all of them; 0 where there is nothing to tell."""
    if settings.read(session, LATE) is None:
        return 0
    limit = now - office.mentoring.late_days * _DAY
    more = select(CheckIn.id).where(of("check_ins", OPEN_CHECK_INS), CheckIn.due_at < limit, CheckIn.state == WAITING)
    return 0 if session.scalar(more.limit(1)) is not None else int(settings.take(session, LATE) or 0)


class _Look:
    """One look at some that are due, with what is known of whom they ask."""

    def __init__(self, session: Session, now: datetime, office: Office, zone: tzinfo, rows: Sequence[CheckIn]) -> None:
        self.taken = Taken()
        self._session = session
        self._now = now
        self._rules = office.mentoring
        self._zone = zone
        today = now.astimezone(zone).date()
        self._quiet = office.reminding, holidays.between(session, today, today + _AHEAD * _DAY), zone
        ids = {row.person_id for row in rows}
        self._people = {person.id: person for person in session.scalars(select(Person).where(Person.id.in_(ids)))}
        self._contact_of = alumni.contacts_of(session, ids)
        asked = set(self._contact_of.values())
        held = contacts.hold(session, asked)
        self._elsewhere = asked - held.keys()
        self._reached = {number: held[number] for number in contacts.reached(session, held)}
        self._talking = _talking(session, asked, now)
        self._said_today = reminders.said_on(session, asked, today, zone)

    def at(self, row: CheckIn) -> None:
        """The row says afterwards what became of it."""
        contact_id = self._contact_of.get(row.person_id)
        if contact_id in self._elsewhere:
            return
        self.taken.looked_at += 1
        if self._is_set_aside(row):
            return
        contact = None if contact_id is None else self._reached.get(contact_id)
        if contact is None:
            self._skip(row, "unreachable")
        elif contact.stopped_at is not None:
            self._skip(row, "stopped")
        elif row.state == WAITING and self._is_too_old(row):
            self._skip(row, "late")
        elif (later := self._later(row, contact.id)) is not None:
            row.due_at = later
        else:
            self._go_on(row, contact.id)

    def _is_set_aside(self, row: CheckIn) -> bool:
        """Nobody is asked about what is over, nor while their record is only kept."""
        person = self._people[row.person_id]
        if person.anonymised_at is not None or (row.business is not None and row.business.state == "closed"):
            row.state, row.why = SKIPPED, "over"
            return True
        if person.restricted_at is not None:
            row.state, row.why = HELD, row.state
            return True
        return False

    def _is_too_old(self, row: CheckIn) -> bool:
        """Of two periods only the newer one is asked; where none is, staff are told that somebody was not."""
        if self._newest(row) is not None:
            return True
        is_late = self._now - row.due_at > self._rules.late_days * _DAY
        if is_late:
            settings.add(self._session, LATE, 1)
        return is_late

    def _later(self, row: CheckIn, contact_id: int) -> datetime | None:
        """When it will go, where it may not go now: beside no other talk, at a good hour, one thing a day."""
        if contact_id in self._talking:
            return self._now + _HOUR
        if next_allowed(self._now, *self._quiet) > self._now:
            return next_at(self._now, self._rules.hour, *self._quiet) + spread(row.id)
        if row.state == REMINDED:
            # The service was down: what they answered meanwhile may be about to arrive.
            return self._now + _DAY if self._now - row.due_at > _DAY else None
        return self._tomorrow() + spread(row.id) if contact_id in self._said_today else None

    def _tomorrow(self) -> datetime:
        day = self._now.astimezone(self._zone).date() + _DAY
        return next_at(datetime.combine(day, time(0), self._zone), self._rules.hour, *self._quiet)

    def _go_on(self, row: CheckIn, contact_id: int) -> None:
        if row.state != REMINDED:
            self._ask(row, contact_id)
            return
        row.state = SILENT
        self._plan_next(row)
        if row.business is not None:
            self.taken.silent.append(row.business)

    def _ask(self, row: CheckIn, contact_id: int) -> None:
        is_reminder = row.state == ASKED
        days = self._rules.silent_days if is_reminder else self._rules.remind_days
        row.state, row.due_at = REMINDED if is_reminder else ASKED, self._now + days * _DAY
        row.asked_at = row.asked_at or self._now
        self._said_today.add(contact_id)
        self.taken.asked.append(Asked(contact_id, row, self._people[row.person_id], is_reminder))

    def _skip(self, row: CheckIn, why: str) -> None:
        row.state, row.why = SKIPPED, why
        self._plan_next(row)

    def _plan_next(self, row: CheckIn) -> None:
        """The newest that has come meanwhile, else the one to come; not where its months are counted anew."""
        if row.business is not None and row.business.monitored_since != row.began_on:
            return
        months = self._newest(row) or next_months(row.began_on, self._now, self._rules, self._zone, after=row.months)
        followed = Followed(row.about, row.person_id, row.business_id, row.began_on)
        check_ins.plan(self._session, followed, months, self._rules, self._zone)

    def _newest(self, row: CheckIn) -> int | None:
        return newest_months(row.began_on, self._now, self._rules, self._zone, after=row.months)


def _talking(session: Session, contact_ids: Collection[int], now: datetime) -> set[int]:
    """Who is in the middle of a talk."""
    touched = Talk.contact_id.in_(contact_ids), Talk.state == "open", Talk.updated_at > now - TALKING
    return set(session.scalars(select(Talk.contact_id).where(*touched)))
