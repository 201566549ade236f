"""The trail of changes as an administrator reads it: page by page, with the names of staff and the registrations."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import audit, staff
from programme.audit import Entry, Wanted
from storage.tables import Application

#: By what lines are looked for: somebody's record, a member of staff, a day.
PERSON, STAFF, DAY = "p", "s", "d"
#: So many lines are a page.
PAGE = 10


@dataclass(frozen=True, slots=True)
class Row:
    """One line with what it refers to by number."""

    entry: Entry
    #: Who did it, where it was a member of staff; also of one who left.
    staff: str | None
    #: The person's newest registration; None where there is none (any more).
    number: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, the newest first, and whether there are more on either side."""

    rows: Sequence[Row]
    has_older: bool
    has_newer: bool


def page(session: Session, wanted: Wanted, *, older: int | None = None, newer: int | None = None) -> Page:
    """The newest lines, or those before or after a line that was shown."""
    found = audit.newest(session, wanted, older=older, newer=newer, most=PAGE + 1)
    if newer is not None and len(found) <= PAGE:  # the newest of all, as many as fit
        return page(session, wanted)
    kept = found[-PAGE:] if newer is not None else found[:PAGE]
    is_cut = len(found) > PAGE
    return Page(
        rows(session, kept), has_older=is_cut or newer is not None, has_newer=older is not None or newer is not None
    )


def rows(session: Session, entries: Sequence[Entry]) -> list[Row]:
    """The lines with names and numbers."""
    names = staff.names(session)
    numbers = _numbers(session, {entry.person_id for entry in entries if entry.person_id is not None})
    return [Row(entry, names.get(entry.staff_id or 0), numbers.get(entry.person_id or 0)) for entry in entries]


def person_of(session: Session, number: str) -> int | None:
    """Whom that registration is about."""
    return session.scalar(select(Application.person_id).filter_by(number=number))


def of_day(day: date, zone: tzinfo) -> Wanted:
    """Everything of one of the office's days."""
    begins = datetime.combine(day, time(), zone)
    return Wanted(since=begins, until=begins + timedelta(days=1))


def _numbers(session: Session, people: Iterable[int]) -> Mapping[int, str]:
    """The newest last, so that it is the one that stays."""
    of_people = select(Application.person_id, Application.number).where(Application.person_id.in_(people))
    return {row.person_id: row.number for row in session.execute(of_people.order_by(Application.id))}
