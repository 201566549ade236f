"""What a business takes, as its people say it: with the period, reckoned, between two amounts, or as profit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.reading import takings
from programme.reading.takings import Bare, Between, Period, Profit, Said

PERIODS: dict[Period, tuple[str, ...]] = {
    "day": ("sehari", "per hari", "/hari", "tiap hari", "a day", "hari ini"),
    "week": ("seminggu", "per minggu", "mingguan", "a week"),
    "month": ("sebulan", "/bln", "per bulan", "bulanan", "a month"),
}


@pytest.mark.parametrize(
    ("said", "rupiah"),
    [
        ("1,5jt", 1_500_000),
        ("500rb", 500_000),
        ("Rp 1.250.000", 1_250_000),
        ("omzet 3jt", 3_000_000),
        ("dua juta lima ratus", 2_500_000),
        ("1/2 juta", 500_000),
        ("3 million", 3_000_000),
        ("2.5million", 2_500_000),
        ("800 thousand", 800_000),
        ("tidak ada", 0),
        ("0", 0),
    ],
)
def test_an_amount_alone_has_no_period(said: str, rupiah: int) -> None:
    assert takings.read(said) == Said(rupiah, None, is_estimate=False)


@pytest.mark.parametrize(("period", "words"), [(period, words) for period, all_ in PERIODS.items() for words in all_])
def test_the_period_that_is_said_with_it_counts(period: Period, words: str) -> None:
    assert takings.read(f"500rb {words}") == Said(500_000, period, is_estimate=False)
    assert takings.period_in(words) == period


@pytest.mark.parametrize(
    "said",
    [
        "kira-kira 500rb",
        "kira2 500rb",
        "sekitar 500 ribu",
        "500ribuan",
        "kurang lebih 500rb",
        "rata-rata 500rb",
        "mungkin 500rb",
        "paling 500rb",
        "ga tau pasti, 500rb",
        "about 500k",
    ],
)
def test_what_is_only_reckoned_says_so(said: str) -> None:
    assert takings.read(said) == Said(500_000, None, is_estimate=True)


@pytest.mark.parametrize(
    ("said", "low", "high", "period"),
    [
        ("200-300rb", 200_000, 300_000, None),
        ("200 sampai 300 ribu sehari", 200_000, 300_000, "day"),
        ("antara 200 dan 300rb", 200_000, 300_000, None),
        ("500rb-1jt seminggu", 500_000, 1_000_000, "week"),
        ("1-2jt sebulan", 1_000_000, 2_000_000, "month"),
        ("200.000 - 300.000", 200_000, 300_000, None),
    ],
)
def test_between_two_amounts_none_is_guessed(said: str, low: int, high: int, period: Period | None) -> None:
    found = takings.read(said)
    assert found == Between(low, high, period)
    assert isinstance(found, Between)
    assert low < found.middle < high


@pytest.mark.parametrize(
    "said", ["untung 5jt", "laba 200rb", "bersih 1jt sebulan", "rugi 300rb", "jual 5jt untung 2jt"]
)
def test_profit_is_no_amount_that_came_in(said: str) -> None:
    assert takings.read(said) == Profit()


def test_a_small_number_leaves_its_thousands_unsaid() -> None:
    assert takings.read("75") == Bare((75_000,), None, is_estimate=False)
    assert takings.read("kira-kira 2 sebulan") == Bare((2_000, 2_000_000), "month", is_estimate=True)


@pytest.mark.parametrize(
    "said", ["", "lupa", "tidak tahu", "halo", "081200009001", "12-05-2007", "sehari 500rb sebulan 15jt", "berapa ya?"]
)
def test_what_is_no_one_amount_is_none(said: str) -> None:
    assert takings.read(said) is None


@given(st.integers(1_000, 999_999_000).map(lambda amount: amount // 1_000 * 1_000), st.sampled_from(list(PERIODS)))
def test_whatever_is_written_in_full_is_read_in_full(amount: int, period: Period) -> None:
    written = f"Rp{amount:,} {PERIODS[period][0]}".replace(",", ".")
    assert takings.read(written) == Said(amount, period, is_estimate=False)


@given(st.text(max_size=200))
def test_any_words_give_an_answer(said: str) -> None:
    takings.read(said)
    takings.period_in(said)
