"""A workbook: opened again, and every cell is what it should be."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from handlers.documents.workbook import Column, Sheet, Value, text_columns, workbook

Row = tuple[str, Value]
COLUMNS: Sequence[Column[Row]] = (Column("Nama", 20, lambda row: row[0]), Column("Isi", 12, lambda row: row[1]))


def opened(data: bytes) -> Worksheet:
    page = load_workbook(io.BytesIO(data)).active
    assert isinstance(page, Worksheet)
    return page


def test_a_list_has_a_head_that_stays_widths_and_a_filter() -> None:
    page = opened(workbook(Sheet("Daftar", COLUMNS, [("Ani", 1), ("Budi", 2)], frozen=1)))
    assert [cell.value for cell in page[1]] == ["Nama", "Isi"]
    assert (page.title, page.freeze_panes, page.auto_filter.ref) == ("Daftar", "B2", "A1:B3")
    assert (page.column_dimensions["A"].width, page.column_dimensions["B"].width) == (20, 12)
    assert page["A1"].font.bold


@pytest.mark.parametrize("said", ['=HYPERLINK("http://x")', "+62812", "-1+2", "@SUM(A1)", "\t=1+1"])
def test_what_somebody_wrote_is_never_a_formula(said: str) -> None:
    data = workbook(Sheet("Daftar", COLUMNS, [(said, None)]))
    cell = opened(data)["A2"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", said.strip("\t"), True)
    inside = zipfile.ZipFile(io.BytesIO(data))
    assert b"<f>" not in b"".join(inside.read(name) for name in inside.namelist())


def test_dates_are_dates_and_long_numbers_are_texts() -> None:
    page = opened(workbook(Sheet("Daftar", COLUMNS, [("6401045708079001", date(2007, 8, 17))])))
    assert (page["A2"].value, page["A2"].number_format, page["A2"].quotePrefix) == ("6401045708079001", "@", False)
    assert (page["B2"].is_date, page["B2"].number_format) == (True, "dd-mm-yyyy")


def test_signs_that_no_workbook_holds_are_left_out() -> None:
    page = opened(workbook(Sheet("Angkatan [1]: a/b? " * 4, COLUMNS, [("A\x00n\x0bi\ud83d", "x" * 40_000)])))
    assert (page["A2"].value, len(str(page["B2"].value))) == ("Ani", 32_000)
    assert len(page.title) <= 31


def test_a_sheet_of_notes_has_no_head() -> None:
    rows: Sequence[Sequence[Value]] = [["Dibuat"], [], ["Semua", 7]]
    page = opened(workbook(Sheet("Keterangan", text_columns(30, 8), rows)))
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [["Dibuat", None], [None, None], ["Semua", 7]]
    assert page.freeze_panes is None
