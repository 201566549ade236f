"""Aid that nobody has moved for too long: whoever holds it up is reminded, and again after as many days.

Each row bears when that is next, so that looking twice, or in two processes, reminds once; after days without the
service nobody is reminded twice of the same either.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import aid as aids
from programme import alumni, contacts, holidays, reminders
from programme.office import Office
from programme.quiet import next_allowed, next_at, next_day
from storage.tables import Aid, Person

#: About receipts that are awaited, among what somebody is reminded of.
RECEIPTS = "receipts"
_DAY = timedelta(days=1)
#: A run of holidays longer than this would be seen anew on its last day.
_AHEAD = 30


@dataclass(slots=True)
class Taken:
    """What became of the rows that were due."""

    #: How many were looked at; not those whose contact somebody else holds.
    looked_at: int = 0
    #: Whose receipts are awaited, with the chat that is reminded.
    people: list[tuple[int, Aid]] = field(default_factory=list)
    #: What staff hold up, or have to telephone about.
    staff: list[Aid] = field(default_factory=list)


def take(session: Session, now: datetime, office: Office, zone: tzinfo, limit: int) -> Taken:
    """Take some whose time has come. What others hold is stepped over, and whose record is only kept waits."""
    due = (
        select(Aid)
        .join(Person, Person.id == Aid.person_id)
        .where(Aid.remind_at <= now, Person.restricted_at.is_(None), Person.anonymised_at.is_(None))
        .order_by(Aid.remind_at, Aid.id)
        .limit(limit)
        .with_for_update(of=Aid, skip_locked=True)
    )
    rows = session.scalars(due.execution_options(populate_existing=True)).all()
    if not rows:
        return Taken()
    look = _Look(session, now, office, zone, rows)
    for aid in rows:
        look.at(aid)
    session.flush()
    return look.taken


def go_on(session: Session, person: Person, at: datetime) -> None:
    """A record is no longer only kept: what is due of its aid is due by so much later. The pause is still on record."""
    for aid in aids.of_person(session, person.id):
        if aid.remind_at is not None and person.restricted_at is not None:
            aid.remind_at += at - max(person.restricted_at, aid.state_since)


class _Look:
    """One look at some that are due."""

    def __init__(self, session: Session, now: datetime, office: Office, zone: tzinfo, rows: Sequence[Aid]) -> None:
        self.taken = Taken()
        self._session = session
        self._now = now
        self._office = office
        self._zone = zone
        today = now.astimezone(zone).date()
        self._quiet = office.reminding, holidays.between(session, today, today + _AHEAD * _DAY), zone
        self._contact_of = alumni.contacts_of(session, {aid.person_id for aid in rows if _is_theirs(aid)})
        self._held = contacts.hold(session, set(self._contact_of.values()))
        self._reached = contacts.reached(session, self._held)
        self._said_today = reminders.said_on(session, set(self._held), today, zone)

    def at(self, aid: Aid) -> None:
        """It is said now, or moved."""
        contact_id = self._contact_of.get(aid.person_id) if _is_theirs(aid) else None
        if contact_id is not None and contact_id not in self._held:
            return
        self.taken.looked_at += 1
        aid.remind_at = self._later(contact_id)
        if aid.remind_at is None:
            self._say(aid, contact_id)

    def _later(self, contact_id: int | None) -> datetime | None:
        """When it will go, where it may not go now."""
        hour = self._office.mentoring.hour
        if next_allowed(self._now, *self._quiet) > self._now:
            return next_at(self._now, hour, *self._quiet)
        is_told_today = contact_id in self._said_today
        return next_at(next_day(self._now, *self._quiet), hour, *self._quiet) if is_told_today else None

    def _say(self, aid: Aid, contact_id: int | None) -> None:
        """Whom no reminder reaches, or who wants none, is telephoned: that is staff's."""
        aid.remind_at = aids.remind_at(aid.state, self._now, self._office, self._zone)
        if contact_id is None or contact_id not in self._reached or self._held[contact_id].stopped_at is not None:
            self.taken.staff.append(aid)
            return
        reminders.said(self._session, [(contact_id, f"{RECEIPTS}:{aid.id}", 1)], self._now)
        self._said_today.add(contact_id)
        self.taken.people.append((contact_id, aid))


def _is_theirs(aid: Aid) -> bool:
    return aids.acts(aid) == "person"
