"""The attendance list on paper: what it is, everybody on it, and that it goes through the outbox unchanged."""

import io
from datetime import date

from pypdf import PdfReader

from handlers.documents.attendance import Sheet, SheetRow, sheet_args, sheet_of, sheet_pdf
from programme.office import Letterhead


def test_everybody_who_is_invited_has_a_line_to_sign() -> None:
    rows = [SheetRow(f"Alumni {number}", "Tanah Grogot", "0812 0000 0001") for number in range(1, 41)]
    sheet = Sheet(Letterhead(), date(2026, 3, 10), "09.00 WITA", "Aula Dinas Sosial", "Menghitung untung", rows)
    again = sheet_of({name: str(value) for name, value in sheet_args(sheet).items()})
    assert again == sheet
    pages = PdfReader(io.BytesIO(sheet_pdf(again))).pages
    text = "\n".join(page.extract_text() for page in pages)
    assert len(pages) == 2
    assert "10 Maret 2026, 09.00 WITA" in text
    assert [f"Alumni {number}" in text for number in range(1, 41)] == [True] * 40
