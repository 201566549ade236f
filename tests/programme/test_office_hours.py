"""When somebody is at the office."""

from datetime import datetime

import pytest

from programme.office_hours import is_open

HOURS = "Senin-Jumat 08.00-15.30 WITA"


@pytest.mark.parametrize(
    ("moment", "hours", "expected"),
    [
        ("2026-03-02 08:00", HOURS, True),
        ("2026-03-02 07:59", HOURS, False),
        ("2026-03-02 15:29", HOURS, True),
        ("2026-03-02 15:30", HOURS, False),
        ("2026-03-07 10:00", HOURS, False),
        ("2026-03-02 22:00", "setiap hari kerja", True),
        ("2026-03-02 9:00", "Senin-Kamis 8:00 sampai 16:00, Jumat 8:00 sampai 11:00", True),
    ],
)
def test_by_the_hours_that_the_office_wrote_down(moment: str, hours: str, expected: bool) -> None:
    assert is_open(datetime.strptime(moment, "%Y-%m-%d %H:%M"), hours, is_holiday=False) is expected  # noqa: DTZ007


def test_never_on_a_holiday() -> None:
    assert not is_open(datetime(2026, 3, 2, 10), HOURS, is_holiday=True)  # noqa: DTZ001
