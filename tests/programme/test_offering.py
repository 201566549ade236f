"""How long a seat is kept: working days from delivery, never to an hour of the night."""

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from programme.offering import deadline, halfway
from programme.office import ZONE, Reminding
from programme.quiet import next_allowed

RULES = Reminding()
NONE: frozenset[date] = frozenset()


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of March 2026 at the office; the 2nd is a Monday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=ZONE)


def test_three_working_days_at_the_same_hour() -> None:
    assert deadline(at(2, 9, 30), 3, RULES, NONE, ZONE) == at(5, 9, 30)


def test_weekends_and_holidays_are_not_counted() -> None:
    assert deadline(at(5, 16), 3, RULES, NONE, ZONE) == at(10, 16)
    assert deadline(at(7, 10), 1, RULES, NONE, ZONE) == at(9, 10)
    assert deadline(at(5, 16), 3, RULES, {date(2026, 3, 9)}, ZONE) == at(11, 16)


def test_what_arrived_at_night_ends_in_the_morning() -> None:
    assert deadline(at(2, 23), 1, RULES, NONE, ZONE) == at(4, 7)
    assert deadline(at(3, 5), 1, RULES, NONE, ZONE) == at(4, 7)


def test_the_reminder_comes_halfway_in_the_day() -> None:
    assert halfway(at(2, 9), at(5, 9), RULES, NONE, ZONE) == at(4, 7)  # the middle is 21:00 on the 3rd
    assert halfway(at(2, 19), at(3, 7), RULES, NONE, ZONE) is None


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)),  # noqa: DTZ001 - Hypothesis wants them so
    st.integers(1, 10),
    st.sets(st.dates(date(2026, 1, 1), date(2027, 1, 1)), max_size=20),
)
def test_a_deadline_is_never_at_night_or_on_a_free_day_and_leaves_the_days_promised(
    moment: datetime, days: int, off: set[date]
) -> None:
    since = moment.replace(tzinfo=ZONE)
    until = deadline(since, days, RULES, off, ZONE)
    assert next_allowed(until, RULES, off, ZONE) == until
    assert until - since >= timedelta(days=days)
    local = until.astimezone(ZONE)
    assert time(7) <= local.time() < time(20)
