"""Workbooks: a head that stays in sight, dates as dates, numbers of identity as text, and no formula that came from
somebody's answer. Rows are written as they come, so that a long list takes no more memory than a short one.
"""

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: What a cell may hold.
Value = str | int | date | None
T = TypeVar("T")

#: What a spreadsheet may take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HEAD, _DATE, _TEXT = "D9EFE9", "dd-mm-yyyy", "@"
#: Excel's own limit, and that of the name of a sheet.
_LONGEST, _LONGEST_NAME = 32_000, 31


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column: its head, its width in letters, and what stands in it of each row."""

    head: str
    width: int
    value: Callable[[T], Value]


@dataclass(frozen=True, slots=True)
class Sheet(Generic[T]):
    """A sheet of rows; `frozen` columns stay in sight with the head."""

    name: str
    columns: Sequence[Column[T]]
    rows: Iterable[T]
    frozen: int = 0


def workbook(*sheets: Sheet[Any]) -> bytes:
    """The workbook as a file. Slow: never inside a turn."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for sheet in sheets:
        _write(book, sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def text_columns(*widths: int) -> list[Column[Sequence[Value]]]:
    """Columns without a head, for a sheet of notes or counts whose rows are tuples."""
    return [Column("", width, partial(_at, at)) for at, width in enumerate(widths)]


def _at(place: int, row: Sequence[Value]) -> Value:
    return row[place] if place < len(row) else None


def _write(book: "Workbook", sheet: Sheet[T]) -> None:
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(_name(sheet.name))
    for place, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(place)].width = column.width
    has_head = any(column.head for column in sheet.columns)
    if has_head:
        page.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}2"
        page.append([_head(page, column.head) for column in sheet.columns])
    rows = 1
    for row in sheet.rows:
        page.append([_cell(page, column.value(row)) for column in sheet.columns])
        rows += 1
    if has_head:
        page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{rows}"


def _head(page: "WriteOnlyWorksheet", words: str) -> "WriteOnlyCell":
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = _cell(page, words)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", start_color=_HEAD)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell


def _cell(page: "WriteOnlyWorksheet", value: Value) -> "WriteOnlyCell":
    """A text stays one: what looks like a formula, and a number of sixteen digits, which Excel would round."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(page, _clean(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = _TEXT
        # Still no formula where somebody edits the cell.
        cell.quotePrefix = value.startswith(_FORMULA)
    elif isinstance(value, date):
        cell.number_format = _DATE
    return cell


def _clean(text: str) -> str:
    """Without the signs that no workbook may hold."""
    return "".join(sign for sign in text if sign.isprintable() or sign == "\n")[:_LONGEST]


def _name(name: str) -> str:
    return "".join(sign for sign in _clean(name) if sign not in r"[]:*?/\'")[:_LONGEST_NAME].strip() or "1"
