"""What is reported of a business: what it comes to in a month, and that what is not known stays so."""

import pytest

from programme.reports import Amount, Period, Report, a_month, profit


@pytest.mark.parametrize(
    ("rupiah", "period", "month"),
    [(200_000, "day", 5_200_000), (1_500_000, "week", 6_500_000), (4_000_000, "month", 4_000_000), (0, "day", 0)],
)
def test_an_amount_is_reckoned_for_a_month(rupiah: int, period: Period, month: int) -> None:
    assert a_month(Amount(rupiah, period), days_a_month=26) == month


def test_profit_is_what_is_left_of_the_same_month_and_may_be_a_loss() -> None:
    report = Report("running", sales=Amount(100_000, "day"), spending=Amount(3_000_000, "month"))
    assert profit(report, days_a_month=26) == -400_000


@pytest.mark.parametrize(
    "report",
    [Report("running", sales=Amount(100_000, "day")), Report("running", spending=Amount(100_000, "day"))],
    ids=["spending", "sales"],
)
def test_what_is_not_known_makes_no_profit(report: Report) -> None:
    assert profit(report, days_a_month=26) is None
