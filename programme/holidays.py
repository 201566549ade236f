"""The days on which the office is closed: rows, since libraries know only a few years and the office adds its own."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from programme.reading import places
from storage.tables import Holiday


def import_years(session: Session, years: Iterable[int]) -> int:
    """Fill in the public holidays of those years; a day that is there already is the office's and stays. How many."""
    known = {day: name for year in years for day, name in places.holidays(year).items()}
    there = set(session.scalars(select(Holiday.day).where(Holiday.day.in_(known))))
    new = [Holiday(day=day, name=name) for day, name in known.items() if day not in there]
    session.add_all(new)
    session.flush()
    return len(new)


def is_holiday(session: Session, day: date) -> bool:
    """Whether the office is closed that day for a holiday; Sundays are not counted here."""
    return session.get(Holiday, day) is not None
