"""The month in which something began, as people write it."""

from datetime import date

import pytest

from programme.reading import month

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("said", "began"),
    [
        ("Maret 2026", date(2026, 3, 1)),
        ("03/2026", date(2026, 3, 1)),
        ("januari 25", date(2025, 1, 1)),
        ("bulan lalu", date(2026, 2, 1)),
        ("tiga bulan yang lalu", date(2025, 12, 1)),
        ("setahun lalu", date(2025, 3, 1)),
        ("2 years ago", date(2024, 3, 1)),
        ("last month", date(2026, 2, 1)),
    ],
)
def test_a_month_is_its_first_day(said: str, began: date) -> None:
    assert month.read(said, TODAY) == began


@pytest.mark.parametrize("said", ["2025", "awal 2025", "Maret", "12 Maret 2026", "3", "dulu", "", "banyak bulan lalu"])
def test_what_names_no_one_month_is_none(said: str) -> None:
    assert month.read(said, TODAY) is None
