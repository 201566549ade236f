"""A list is read in a process of its own: what ends that process is one sentence, and the service goes on."""

from datetime import date

import pytest
from openpyxl import Workbook

from bot.workbooks import reading
from programme.registers.sheet import Unreadable
from tests.programme.registers.lists import saved, workbook

TODAY = date(2026, 3, 2)
HEADER = ["Nama", "NIK", "Desa", "Minat"]


def test_records_come_from_the_other_process_as_they_are() -> None:
    rows = [["Budi Karangan", "6401041205079001", "Tapis", "barista"]] * 600
    with reading(workbook(HEADER, *rows), "dtsen", "64.01", TODAY) as (head, records):
        found = list(records)
    assert (head.sheet, head.height, len(found)) == ("Data", 601, 600)
    assert (found[0].full_name, found[0].village, found[-1].row) == ("Budi Karangan", "64.01.04.2015", 601)
    assert found[0].first_skill == "barista"


def test_a_cell_far_away_that_asks_for_more_memory_than_there_is_ends_only_that_process() -> None:
    book = Workbook()
    book.active.append(HEADER)
    book.active["XFD1048576"] = "nyasar"
    assert why(saved(book)) == "too_big"


@pytest.mark.parametrize(("data", "expected"), [(b"", "empty"), (b"PK\x03\x04", "damaged"), (b"halo", "no_header")])
def test_why_a_file_gives_no_rows_comes_through(data: bytes, expected: str) -> None:
    assert why(data) == expected


def test_whoever_wants_no_more_rows_ends_the_other_process() -> None:
    rows = [["Budi Karangan", "6401041205079001", "Tapis", "barista"]] * 5000
    with reading(workbook(HEADER, *rows), "dtsen", "64.01", TODAY) as (_, records):
        assert next(records).row == 2


def why(data: bytes) -> str:
    with pytest.raises(Unreadable) as problem, reading(data, "dtsen", "64.01", TODAY) as (_, records):
        list(records)
    return problem.value.why
