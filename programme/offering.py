"""How long a seat is kept for who was asked: working days from when they could read it, never to an hour of the night.

Three working days are a default (setting `selection.offer_days`): long enough for who has a signal only on market
days, short enough that the next one can still prepare.
"""

from collections.abc import Container
from datetime import date, datetime, timedelta, tzinfo

from programme.office import Reminding
from programme.quiet import next_allowed

_DAY = timedelta(days=1)
_SATURDAY = 5


def deadline(since: datetime, days: int, rules: Reminding, holidays: Container[date], zone: tzinfo) -> datetime:
    """So many working days after that moment, at the same hour, or at the first one afterwards that is no quiet one."""
    local = since.astimezone(zone)
    day = local.date()
    for _ in range(days):
        day = _next_working_day(day, holidays)
    return next_allowed(datetime.combine(day, local.time(), zone), rules, holidays, zone)


def halfway(
    since: datetime, until: datetime, rules: Reminding, holidays: Container[date], zone: tzinfo
) -> datetime | None:
    """When they are reminded; None where there is no such moment before the end."""
    middle = next_allowed(since + (until - since) / 2, rules, holidays, zone)
    return middle if middle < until else None


def _next_working_day(day: date, holidays: Container[date]) -> date:
    day += _DAY
    while day.weekday() >= _SATURDAY or day in holidays:
        day += _DAY
    return day
