"""Amounts and days: what other libraries get wrong, what nobody can know, and each written form read back."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.reading import date, money, number

MONTHS = [
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
]  # fmt: skip
OLD_MONTHS = ["Djan", "Pebruari", "Mrt", "Apr", "Mei", "Djuni", "Djuli", "Ags", "Sept", "Okt", "Nopember", "Des"]
DAYS = st.dates(datetime.date(1931, 1, 1), datetime.date(2030, 12, 31))


@pytest.mark.parametrize("said", ["200-300rb", "200 sampai 300 ribu", "dua tiga juta", "75", "delapan ratus", "1,5"])
def test_a_range_or_thousands_left_unsaid_are_asked_again(said: str) -> None:
    assert money.read(said) is None


@pytest.mark.parametrize(
    ("said", "rupiah"),
    [
        ("2jt700", 2_700_000),
        ("dua juta lima ratus", 2_500_000),
        ("sejuta setengah", 1_500_000),
        ("1½ juta", 1_500_000),
        ("1.500rb", 1_500_000),
        ("75rb perhari", 75_000),
        ("tidak ada", 0),
    ],
)
def test_speech_leaves_the_thousands_after_the_millions_unsaid(said: str, rupiah: int) -> None:
    assert money.read(said) == rupiah


@pytest.mark.parametrize("said", ["15.000rb", "1.50.000", "dua juta lima ratus rupiah", "2jt50", "rugi 500rb", "2007"])
def test_an_amount_that_could_be_two_things_is_asked_again(said: str) -> None:
    assert money.read(said) is None


@given(st.integers(min_value=10, max_value=99_999))
def test_written_forms_of_an_amount_are_read_back(thousands: int) -> None:
    amount = thousands * 1000
    dotted = f"{amount:,}".replace(",", ".")
    for written in (str(amount), dotted, f"{amount:,}", f"Rp{dotted}", f"Rp. {dotted},-", f"{dotted},00"):
        assert money.read(written) == amount, written


@given(st.integers(min_value=1, max_value=999), st.integers(min_value=0, max_value=99))
def test_millions_are_read_back_with_a_decimal_comma(millions: int, hundredths: int) -> None:
    amount = millions * 1_000_000 + hundredths * 10_000
    assert money.read(f"{millions},{hundredths:02}jt") == amount
    assert money.read(f"{millions}.{hundredths:02} juta") == amount


@given(DAYS)
def test_a_day_is_read_back_from_every_form(day: datetime.date) -> None:
    month, old = MONTHS[day.month - 1], OLD_MONTHS[day.month - 1]
    forms = [
        day.isoformat(),
        f"{day:%d-%m-%Y}",
        f"{day:%d%m%Y}",
        f"{day:%d%m%y}",
        f"{day.day}/{day.month}/{day:%y}",
        f"{day.day} {month} {day.year}",
        f"{day.day} {old} {day:%y}",
        f"Tanah Grogot, {day:%d-%m-%Y}",
        f"{day.day} bulan {day.month} {day.year}",
        f"tgl {day.day} bln {day.month} thn {day.year}",
    ]
    for form in forms:
        assert date.read(form) == day, form


@pytest.mark.parametrize(
    "said", ["31-02-2007", "29 Februari 2007", "05/25/2007", "1112007", "Mei 2007", "12-15 mei 07"]
)
def test_no_day_of_the_calendar_is_no_date(said: str) -> None:
    assert date.read(said) is None


def test_two_digits_of_a_year_follow_today() -> None:
    assert date.read("1-1-35", datetime.date(2032, 1, 1)) == datetime.date(2035, 1, 1)
    assert date.read("1-1-35", datetime.date(2026, 1, 1)) == datetime.date(1935, 1, 1)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("3 orang", 3),
        ("talu", 3),
        ("dua puluh lima", 25),
        ("1.500", 1500),
        ("tidak ada", 0),
        ("2-3", None),
        ("2 atau 3", None),
    ],
)
def test_a_number_is_read_in_digits_and_words(said: str, value: int | None) -> None:
    assert number.read(said) == value
