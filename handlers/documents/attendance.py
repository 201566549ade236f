"""The attendance list of a coaching, to be signed on paper."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date

from handlers.documents.letterhead import head_args, head_of
from handlers.texts import write_date
from programme.office import Letterhead
from talk import Argument

#: Each column with its width, as parts of the whole.
COLUMNS: Mapping[str, float] = {"No.": 8, "Nama": 45, "Desa/kelurahan": 35, "Telepon": 30, "Tanda tangan": 40}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """Somebody who is invited."""

    name: str
    village: str
    phone: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The coaching and everybody who is invited to it."""

    letter: Letterhead
    on: date
    at: str
    place: str
    topic: str
    rows: Sequence[SheetRow]


def sheet_args(sheet: Sheet) -> dict[str, Argument]:
    """The list as arguments of a drawing."""
    told = {"on": sheet.on.isoformat(), "at": sheet.at, "where": sheet.place, "topic": sheet.topic}
    return {**head_args(sheet.letter), **told, "rows": json.dumps([astuple(row) for row in sheet.rows])}


def sheet_of(shown: Mapping[str, str]) -> Sheet:
    """The list that `sheet_args` wrote."""
    rows = [SheetRow(*row) for row in json.loads(shown["rows"])]
    on = date.fromisoformat(shown["on"])
    return Sheet(head_of(shown), on, shown["at"], shown["where"], shown["topic"], rows)


def sheet_pdf(sheet: Sheet) -> bytes:
    """The list on A4, with letterhead, a place to sign for each, and the signature of the office."""
    from handlers.documents.printed import Paper

    paper = Paper(sheet.letter, foot=f"Daftar hadir pembinaan, {write_date('id', sheet.on)}")
    paper.title_line("DAFTAR HADIR PEMBINAAN LANJUTAN")
    fields = {"Tanggal": f"{write_date('id', sheet.on)}, {sheet.at}", "Tempat": sheet.place, "Materi": sheet.topic}
    for label, text in fields.items():
        paper.field_of(label, text)
    paper.ln(3)
    rows = [(str(number), *astuple(row), f"{number}. ") for number, row in enumerate(sheet.rows, start=1)]
    paper.table_of(tuple(COLUMNS), rows, tuple(COLUMNS.values()))
    paper.ln(6)
    paper.signed(sheet.on)
    return paper.content()
