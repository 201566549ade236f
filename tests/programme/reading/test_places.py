"""Villages of Paser: found, asked or only a kecamatan, but never guessed."""

import datetime

import pytest

from programme.reading import places, village
from programme.reading.village import Found, Kecamatan, Several, Unknown

PASER = places.region("64.01")


def test_the_regency_has_10_kecamatan_139_desa_and_5_kelurahan() -> None:
    kinds = [code.split(".")[3][0] for code in PASER.villages()]
    assert len(PASER.kecamatan) == 10
    assert (kinds.count("2"), kinds.count("1")) == (139, 5)
    assert PASER.villages("64.01.05")[0] == "64.01.05.1001"
    assert PASER.name("64.01.04") == "Tanah Grogot"


def test_every_name_that_is_no_kecamatan_too_is_found_as_it_is_written() -> None:
    kecamatan = {PASER.name(code) for code in PASER.kecamatan}
    for code in PASER.villages():
        if PASER.name(code) not in kecamatan:
            assert village.find(PASER.name(code), PASER) == Found(code)


@pytest.mark.parametrize("name", ["Tanah Grogot", "Kuaro", "Long Ikis", "Muara Komam", "Long Kali"])
def test_a_name_of_kecamatan_and_kelurahan_is_only_the_kecamatan(name: str) -> None:
    reading = village.find(name, PASER)
    assert isinstance(reading, Kecamatan)
    assert village.find(f"kelurahan {name}", PASER) == Found(f"{reading.code}.1001")
    assert village.find(f"{name} kec {name}", PASER) == Found(f"{reading.code}.1001")


@pytest.mark.parametrize("said", ["krayan", "rantau", "kayngo", "belengkong"])
def test_what_could_be_several_is_asked(said: str) -> None:
    assert isinstance(village.find(said, PASER), Several)


@pytest.mark.parametrize("said", ["balikpapan", "lolo atau kuaro", "bukan tapis", "lolo kec tanah grogot", "🙏", ""])
def test_what_is_no_village_is_unknown(said: str) -> None:
    assert village.find(said, PASER) == Unknown()


def test_old_spellings_are_known() -> None:
    assert village.read("Pondang Baru", PASER) == "64.01.05.2009"
    assert village.read("Samuranggau", PASER) == "64.01.01.2009"


def test_another_regency_needs_only_its_code() -> None:
    assert places.region("64.09").name("64.09") == "Kabupaten Penajam Paser Utara"
    with pytest.raises(ValueError, match=r"99\.99"):
        places.region("99.99")


def test_holidays_are_known_for_the_years_that_were_decreed() -> None:
    assert datetime.date(2026, 1, 1) in places.holidays(2026)
    assert places.holidays(1999) == {}
