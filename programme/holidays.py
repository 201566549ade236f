"""The days on which the office is closed: rows, since libraries know only a few years and the office adds its own."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT is SQLite's too, and compiles for both
from sqlalchemy.orm import Session

from programme.reading import places
from storage.tables import Holiday


def import_years(session: Session, years: Iterable[int]) -> int:
    """Fill in the public holidays of those years; a day that is there already is the office's and stays. How many."""
    known = [{"day": day, "name": name} for year in years for day, name in places.holidays(year).items()]
    if not known:
        return 0
    new = insert(Holiday).values(known).on_conflict_do_nothing(index_elements=["day"]).returning(Holiday.day)
    return len(session.scalars(new).all())


def is_holiday(session: Session, day: date) -> bool:
    """Whether the office is closed that day for a holiday; Sundays are not counted here."""
    return session.get(Holiday, day) is not None


def between(session: Session, first: date, last: date) -> set[date]:
    """The holidays from one day to another, both counted."""
    return set(session.scalars(select(Holiday.day).where(Holiday.day >= first, Holiday.day <= last)))
