"""Lists as offices send them. Names and numbers are invented."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

from handlers import understanding
from programme.reading import places
from programme.registers.reading import Head, Kind, Reader, read
from programme.registers.record import Record

TODAY = date(2026, 3, 2)
PASER = places.region("64.01")

#: The columns of the national list, as a public project loads them.
DTKS = (
    "iddtks|provinsi|kabupaten_kota|kecamatan|desa_kelurahan|alamat|dusun|rt|rw|nomor_kk|nomor_nik|nama|tanggal_lahir|"
    "tempat_lahir|jenis_kelamin|nama_ibu_kandung|hubungan_keluarga"
)


def workbook(*rows: Sequence[Any], merged: Iterable[str] = (), title: str = "Data") -> bytes:
    """One sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a file."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def reader(kind: Kind = "dtsen") -> Reader:
    """As the office of Paser reads."""
    return Reader(kind, PASER, TODAY, understanding.skill)


def read_all(data: bytes, kind: Kind = "dtsen") -> tuple[Head, list[Record]]:
    """The head and every record."""
    head, records = read(data, reader(kind))
    return head, list(records)


def one(*cells: Any, header: Sequence[str], kind: Kind = "dtsen") -> Record:
    """The record of a list of one row."""
    (record,) = read_all(workbook(header, cells), kind)[1]
    return record


def problems(record: Record) -> list[tuple[str, str]]:
    """What is wrong in it, and in which column."""
    return [(problem.column, problem.what) for problem in record.problems]
