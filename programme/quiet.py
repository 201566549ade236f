"""When people may be reminded: not at night, not on Sundays, not on holidays, by the office's own clock."""

from collections.abc import Container
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from programme.office import Reminding

_DAY = timedelta(days=1)
_SUNDAY = 6
#: What was moved to a morning goes within so many seconds of it, not all at once.
SPREAD = 3600


def next_allowed(moment: datetime, rules: Reminding, holidays: Container[date], zone: tzinfo) -> datetime:
    """That moment, or the first one after it at which somebody may be reminded; in UTC."""
    local = moment.astimezone(zone)
    while True:
        if local.weekday() == _SUNDAY or local.date() in holidays:
            local = _morning(local.date() + _DAY, rules, zone)
        elif _is_quiet(local, rules):
            today = _morning(local.date(), rules, zone)
            local = today if local < today else _morning(local.date() + _DAY, rules, zone)
        else:
            return local.astimezone(UTC)


def next_day(moment: datetime, rules: Reminding, holidays: Container[date], zone: tzinfo) -> datetime:
    """The first moment after that day at which somebody may be reminded; in UTC."""
    tomorrow = moment.astimezone(zone).date() + _DAY
    return next_allowed(_morning(tomorrow, rules, zone), rules, holidays, zone)


def next_at(moment: datetime, hour: int, rules: Reminding, holidays: Container[date], zone: tzinfo) -> datetime:
    """That hour of the first day on which somebody may be reminded; the first moment where that is past, or quiet."""
    allowed = next_allowed(moment, rules, holidays, zone)
    at_hour = datetime.combine(allowed.astimezone(zone).date(), time(hour), zone).astimezone(UTC)
    return at_hour if at_hour > allowed and next_allowed(at_hour, rules, holidays, zone) == at_hour else allowed


def morning_before(day: date, rules: Reminding, holidays: Container[date], zone: tzinfo) -> datetime:
    """The morning of the last day before that one on which somebody may be reminded."""
    before = day - _DAY
    while before.weekday() == _SUNDAY or before in holidays:
        before -= _DAY
    return _morning(before, rules, zone)


def spread(number: int) -> timedelta:
    """By how much later each goes of what was moved to one instant; neighbours go well apart."""
    return timedelta(seconds=number * 61 % SPREAD)


def _morning(day: date, rules: Reminding, zone: tzinfo) -> datetime:
    return datetime.combine(day, rules.quiet_until, zone)


def _is_quiet(local: datetime, rules: Reminding) -> bool:
    at, begins, ends = local.time(), rules.quiet_from, rules.quiet_until
    return begins <= at < ends if begins <= ends else at >= begins or at < ends
