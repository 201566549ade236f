"""The applicants' workbook, opened: what an office finds in it, and what it must not find there."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from handlers.documents.applicants import applicants_workbook, public_workbook
from programme.exporting import Listed, Personal
from programme.overview import PublicTables
from programme.reading import places
from programme.states import STATES
from programme.suppression import publish

PASER = places.region("64.01")
DAY = date(2026, 3, 2)
ANI = Personal(
    full_name="Ani Lestari",
    nik="6401045708079001",
    birth_date=date(2007, 8, 17),
    age=18,
    sex="female",
    village="64.01.04.1001",
    address_note="=dekat masjid",
    phone="+6281200000001",
    guardian_name=None,
    guardian_phone=None,
    last_school="smp",
    last_class="9",
    year_left=2022,
    aid=("pkh", "bpnt"),
    desil=2,
    second_skill="barista",
    dormitory=True,
    papers_here=4,
    papers_missing=("kk", "photo"),
)
LISTED = Listed(
    id=1,
    number="PSR-2026-0001",
    intake="Angkatan 2026",
    kecamatan="64.01.04",
    first_skill="tata_boga",
    state="berkas_kurang",
    since=DAY,
    registered=DAY,
    personal=ANI,
    is_paused=False,
)
PAUSED = replace(LISTED, id=2, number="PSR-2026-0002", personal=None, is_paused=True)
NOBODY = replace(LISTED, id=3, number="anonim-3", kecamatan="outside", personal=None)


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def rows(book: Workbook) -> list[Mapping[str, Any]]:
    head, *found = book["Pendaftar"].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in found]


def listed(*listed: Listed, leaves_office: bool = False) -> Workbook:
    made = applicants_workbook(listed, region=PASER, reference=date(2026, 7, 1), made=DAY, leaves_office=leaves_office)
    return opened(made)


def test_a_row_as_the_office_reads_it() -> None:
    (ani,) = rows(listed(LISTED))
    assert list(ani.values())[:11] == [
        1,
        "PSR-2026-0001",
        "Angkatan 2026",
        "Ani Lestari",
        "6401045708079001",
        datetime(2007, 8, 17),  # noqa: DTZ001 - as openpyxl reads a date
        18,
        "P",
        "Tanah Grogot",
        "Tanah Grogot",
        "=dekat masjid",
    ]
    assert (ani["HP"], ani["Bantuan keluarga"], ani["Desil"]) == ("0812 0000 0001", "PKH, BPNT", 2)
    assert (ani["Umur pada 1 Juli 2026"], ani["Status"], ani["Pilihan pertama"]) == (
        18,
        "Berkas belum lengkap",
        "Tata boga",
    )
    assert ani["Berkas kurang"] == "Kartu Keluarga, Pas foto 3x4"


def test_what_goes_by_chat_has_the_nik_in_part_and_no_way_to_the_house() -> None:
    book = listed(LISTED, leaves_office=True)
    (ani,) = rows(book)
    assert ani["NIK"] == "6401********9001"
    assert "Petunjuk alamat" not in ani
    assert any("tuntas export applicants" in str(cell.value) for cell in book["Keterangan"]["A"])


def test_a_record_that_is_only_kept_or_counted_names_nobody() -> None:
    paused, nobody = rows(listed(PAUSED, NOBODY))
    for row in (paused, nobody):
        assert [row[column] for column in ("Nama", "NIK", "Tanggal lahir", "HP", "Desa/kelurahan")] == [None] * 5
    assert (paused["Keterangan"], paused["Status"]) == ("Ditunda atas permintaannya", "Berkas belum lengkap")
    assert (nobody["Keterangan"], nobody["Kecamatan"]) == ("Sudah dianonimkan, hanya dihitung", "Di luar Paser")


def test_every_state_has_its_word_in_the_list() -> None:
    found = rows(listed(*(replace(LISTED, id=place, state=state) for place, state in enumerate(STATES))))
    assert len({row["Status"] for row in found}) == len(STATES)


def test_the_public_gets_counts_and_no_small_one() -> None:
    tables = PublicTables(
        states=publish({"terdaftar": 20, "tidak_lolos": 3, "lulus": 0, "cadangan": 7}),
        skills=publish({"tata_boga": 18, "barista": 12}),
        kecamatan=publish({"64.01.04": 30, "64.01.05": 0, "outside": 0}),
    )
    page = opened(public_workbook(tables, intake="Angkatan 2026", region=PASER, made=DAY))["Angka"]
    cells = [[cell for cell in row if cell is not None] for row in page.iter_rows(values_only=True)]
    assert ["Semua pendaftar", 30] in cells
    assert ["Tata boga", 18] in cells
    assert ["Digabung: Tidak lolos, Lulus, Cadangan", 10] in cells
    assert ["Digabung: Tanah Grogot, Kuaro, Di luar Paser", 30] in cells
    assert all(count >= 5 for _, count in filter(lambda row: len(row) == 2, cells))


def test_so_few_that_there_are_no_counts() -> None:
    few = publish({"terdaftar": 3})
    page = opened(public_workbook(PublicTables(few, few, few), intake="Angkatan 2026", region=PASER, made=DAY))["Angka"]
    assert ("Semua pendaftar", "kurang dari 5") in list(page.iter_rows(values_only=True))
