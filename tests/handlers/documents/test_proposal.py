"""The list for the province: both files opened again, and everybody found in them with the whole NIK."""

import io
import re
from datetime import date

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from handlers.documents.drawings import draw
from handlers.documents.proposal import COLUMNS, Proposal, ProposalRow, proposal_args
from handlers.reply import Drawing
from programme.office import Letterhead

ANI = ProposalRow(
    registration="PSR-2026-0001",
    name="Ani Lestari",
    nik="6401045708079001",
    sex="P",
    born="17-08-2007",
    age="18",
    village="Tanah Grogot",
    district="Tanah Grogot",
    school="SMP / MTs / Paket B",
    skill="Tata boga",
    note="Calon",
)
BUDI = ProposalRow(
    "PSR-2026-0002", "=Budi(1)", "", "L", "01-05-2008", "18", "Lolo", "Kuaro", "SMK", "Barista", "Cadangan 1"
)


def drawn(name: str, *rows: ProposalRow) -> bytes:
    proposal = Proposal(
        Letterhead(),
        "Daftar calon peserta",
        "Angkatan 2026",
        "1 Juli 2026",
        "Nomor: 460/001/2026",
        date(2026, 5, 4),
        rows,
    )
    return draw(Drawing(name, proposal_args(proposal)), "en")[0]


def page(content: bytes, number: int = 0) -> str:
    return re.sub(r"\s+", " ", PdfReader(io.BytesIO(content)).pages[number].extract_text())


def test_letter_number_and_everybody_stand_in_the_pdf_in_bahasa() -> None:
    words = page(drawn("proposal", ANI, BUDI))
    for expected in (
        "DAFTAR CALON PESERTA PELATIHAN, ANGKATAN 2026",
        "Nomor: 460/001/2026",
        ANI.name,
        ANI.nik,
        "Cadangan 1",
        "4 Mei 2026",
        "Kepala Dinas Sosial",
    ):
        assert expected in words
    assert words.index(ANI.name) < words.index(BUDI.name)


def test_in_the_workbook_a_nik_is_whole_and_a_name_no_formula() -> None:
    book = load_workbook(io.BytesIO(drawn("proposal_table", ANI, BUDI)))
    head, first, second = book["Daftar"].iter_rows()
    assert tuple(cell.value for cell in head) == tuple(COLUMNS)
    assert [cell.value for cell in first][:4] == ["1", ANI.registration, ANI.name, ANI.nik]
    assert (second[2].value, second[2].data_type) == ("=Budi(1)", "s")
    assert "460/001/2026" in str(book["Tentang"]["A2"].value)


@pytest.mark.parametrize("count", [0, 1, 60])
def test_it_is_whole_with_nobody_on_it_and_with_many(count: int) -> None:
    content = drawn("proposal", *[ANI] * count)
    assert len(content) < 200_000
    assert "460/001/2026" in page(content)
    assert drawn("proposal_table", *[ANI] * count).startswith(b"PK")
