"""Nobody is reminded at night, on a Sunday or on a holiday, by the office's own clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from programme.office import ZONE, Reminding
from programme.quiet import next_allowed, next_day

RULES = Reminding()
NYEPI = date(2026, 3, 19)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of March 2026 at the office; the 2nd is a Monday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [
        (at(2, 7), at(2, 7)),
        (at(2, 19, 59), at(2, 19, 59)),
        (at(2, 20), at(3, 7)),
        (at(2, 23, 59), at(3, 7)),
        (at(3, 0), at(3, 7)),
        (at(3, 6, 59), at(3, 7)),
        (at(7, 12), at(7, 12)),  # Saturday
        (at(7, 21), at(9, 7)),  # over Sunday
        (at(8, 12), at(9, 7)),  # Sunday noon
        (at(19, 12), at(20, 7)),  # a holiday
        (at(18, 20, 30), at(20, 7)),
    ],
)
def test_the_next_allowed_moment(moment: datetime, allowed: datetime) -> None:
    found = next_allowed(moment, RULES, {NYEPI}, ZONE)
    assert found == allowed
    assert found.tzinfo is UTC


def test_a_run_of_holidays_is_waited_out() -> None:
    lebaran = {date(2026, 3, 19) + timedelta(days=day) for day in range(6)}
    assert next_allowed(at(18, 21), RULES, lebaran, ZONE) == at(25, 7)


def test_the_next_day_is_another_day_of_the_office_and_not_of_greenwich() -> None:
    assert next_day(at(2, 7, 30), RULES, set(), ZONE) == at(3, 7)
    assert next_day(at(7, 12), RULES, set(), ZONE) == at(9, 7)


def test_the_offices_own_hours_and_zone_count() -> None:
    rules = Reminding(quiet_from=time(12), quiet_until=time(13))
    jayapura = ZoneInfo("Asia/Jayapura")
    noon = datetime(2026, 3, 2, 12, 15, tzinfo=jayapura)
    assert next_allowed(noon, rules, set(), jayapura) == datetime(2026, 3, 2, 13, tzinfo=jayapura)
    assert next_allowed(at(2, 2), rules, set(), ZONE) == at(2, 2)


def test_an_office_without_quiet_hours_has_none() -> None:
    never = Reminding(quiet_from=time(0), quiet_until=time(0))
    assert next_allowed(at(2, 3), never, set(), ZONE) == at(2, 3)
