"""NIK, family card and phone: the rules that must never give way."""

import datetime

import pytest

from programme.reading import kk, nik, phone

BORN = datetime.date(2006, 8, 17)
WITHOUT_SERIAL = "640104{}0001"


def test_a_nik_is_read_whatever_separates_its_digits() -> None:
    assert nik.read("NIK saya: 6401 04.170806-0001 kak") == "6401041708060001"


@pytest.mark.parametrize("given", ["6,40104E+15", "64O1041708060001", "640104170806000l", "6401********0001"])
def test_a_spoilt_number_is_never_repaired(given: str) -> None:
    assert nik.read(given) is None
    assert kk.read(given) is None


@pytest.mark.parametrize(
    ("date", "possible"), [("290200", True), ("290204", True), ("290201", False), ("690200", True)]
)
def test_29_february_is_tried_in_both_centuries(date: str, possible: bool) -> None:
    assert (nik.read(WITHOUT_SERIAL.format(date)) is not None) is possible


def test_29_february_00_was_in_2000_and_not_in_1900() -> None:
    assert nik.born(WITHOUT_SERIAL.format("290200")) == datetime.date(2000, 2, 29)
    assert nik.born(WITHOUT_SERIAL.format("290200"), datetime.date(1901, 1, 1)) == datetime.date(2000, 2, 29)


def test_the_century_is_the_one_of_the_stated_birth_date() -> None:
    assert nik.born(WITHOUT_SERIAL.format("170806"), BORN) == BORN
    assert nik.born(WITHOUT_SERIAL.format("170806"), datetime.date(1906, 8, 17)) == datetime.date(1906, 8, 17)
    assert nik.born(WITHOUT_SERIAL.format("170878")) == datetime.date(1978, 8, 17)


def test_a_womans_day_is_raised_by_forty() -> None:
    assert nik.sex("6401045708060001") == "P"
    assert nik.sex("6401041708060001") == "L"
    assert nik.born("6401045708060001", BORN) == BORN


def test_a_region_that_no_longer_exists_never_refuses() -> None:
    assert nik.read("6404991708060001") == "6404991708060001"


def test_lists_never_show_the_birth_date() -> None:
    assert nik.masked("6401041708060001") == "6401********0001"
    assert nik.grouped("6401041708060001") == "6401 04 170806 0001"


def test_a_family_cards_number_typed_for_a_nik_is_noticed() -> None:
    assert kk.looks_like("6401041203150003", BORN)
    assert not kk.looks_like("6401041708060001", BORN)
    assert not kk.looks_like("6401045708060001", BORN)


def test_a_number_named_as_the_other_one_is_not_taken() -> None:
    assert nik.read("no kk 6401041203150003") is None
    assert kk.read("nik 6401041203150003") is None


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("wa.me/6285245678901", "+6285245678901"),
        ("(0543) 21234", "+6254321234"),
        ("0062 852 4567 8901", "+6285245678901"),
        ("O85245678901", None),
        ("085245678901 / 081234567890", None),
        ("05052007", None),
        ("+60123456789", None),
    ],
)
def test_a_phone_is_read_in_any_form_and_never_guessed(given: str, read: str | None) -> None:
    assert phone.read(given) == read
