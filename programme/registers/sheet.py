"""The rows of a file as an office sends it: a workbook (xlsx, xls, ods), a CSV, or a web page that is called .xls."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from html.parser import HTMLParser
from itertools import islice
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

Cell = str | int | float | bool | date | time | timedelta | None
Row = Sequence[Cell]

#: Why a file gives no rows: each is one sentence to whoever sent it.
Why = Literal["empty", "no_table", "locked", "damaged", "too_big", "no_header", "no_intake"]

#: So far down a header is looked for: above it stand titles, merged over the sheet.
HEADER_WITHIN = 15

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
#: What a workbook with a password holds: the stream of a new one, or the record behind the first of an old one.
_LOCKED = re.compile(re.escape("EncryptedPackage".encode("utf-16-le")) + rb"|\x09\x08\x10\x00.{16}\x2f\x00", re.DOTALL)
_DELIMITERS = "|;\t,"
_LONGEST_FIELD = 1_000_000
_WIDEST = 200
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")
_WEB_PAGE = re.compile(r"<(?:html|table|!doctype html)[\s>]", re.IGNORECASE)


class Unreadable(Exception):  # noqa: N818 - a state of affairs, answered with one sentence
    """The file gives no rows."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of the file: its name, its rows from the first one on, and about how many there are."""

    name: str
    height: int
    rows: Iterable[Row]

    def top(self) -> list[Row]:
        """Where the header is looked for."""
        return list(islice(iter(self.rows), HEADER_WITHIN + 1))


def sheets(data: bytes) -> Iterator[Sheet]:
    """Each table that the file may mean, in order. Raises Unreadable."""
    if not data.strip():
        raise Unreadable("empty")
    if data.startswith(_WORKBOOKS):
        yield from _of_workbook(data)
        return
    text = _text(data)
    if _WEB_PAGE.search(text[:2000]):
        yield _of_web_page(text)
    else:
        yield Sheet("", text.count("\n") + 1, _divided(text))


def _of_workbook(data: bytes) -> Iterator[Sheet]:
    workbook = _opened(data)
    for number, sheet in enumerate(workbook.sheets_metadata):
        if not str(sheet.visible).endswith("Hidden"):
            yield _sheet(workbook, number)


def _opened(data: bytes) -> "CalamineWorkbook":
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as error:
        raise Unreadable("locked") from error
    except CalamineError as error:
        raise Unreadable("locked" if _LOCKED.search(data) else "damaged") from error
    except BaseException as error:
        raise _of_panic(error) from error


def _sheet(workbook: "CalamineWorkbook", number: int) -> Sheet:
    from python_calamine import CalamineError

    try:
        sheet = workbook.get_sheet_by_index(number)
    except CalamineError as error:
        raise Unreadable("damaged") from error
    except BaseException as error:
        raise _of_panic(error) from error
    return Sheet(sheet.name, (sheet.end or (0, 0))[0] + 1, _Merged(sheet))


def _of_panic(error: BaseException) -> BaseException:
    """The reader's library is no Python: where it stumbles over bytes it raises what derives from no Exception."""
    return Unreadable("damaged") if type(error).__name__ == "PanicException" else error


class _Merged:
    """The rows of a sheet; a cell merged downwards, such as a family card's number, counts for each of its rows."""

    def __init__(self, sheet: "CalamineSheet") -> None:
        self._sheet = sheet
        first = (sheet.start or (0, 0))[1]
        self._down: dict[int, list[tuple[int, int]]] = {}
        for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
            if bottom > top:
                self._down.setdefault(top, []).append((left - first, bottom))

    def __iter__(self) -> Iterator[Row]:
        running: dict[int, tuple[int, Cell]] = {}
        for number, row in enumerate(self._sheet.iter_rows()):
            cells: list[Cell] = [None if cell == "" else cell for cell in row]
            _fill(cells, number, running)
            for column, bottom in self._down.get(number, ()):
                if 0 <= column < len(cells):
                    running[column] = (bottom, cells[column])
            yield cells


def _fill(cells: list[Cell], number: int, running: dict[int, tuple[int, Cell]]) -> None:
    for column, (bottom, value) in list(running.items()):
        if number > bottom:
            del running[column]
        elif cells[column] is None:
            cells[column] = value


def _text(data: bytes) -> str:
    """UTF-8 or UTF-16 by their marks, else what Excel writes in this country. Raises Unreadable."""
    text = _decoded(data)
    if _BINARY.search(text[:4000]):
        raise Unreadable("no_table")
    return text


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


class _Separated:
    """The rows of a text, with one of the delimiters."""

    def __init__(self, text: str, delimiter: str) -> None:
        self._text = text
        self._delimiter = delimiter

    def __iter__(self) -> Iterator[Row]:
        csv.field_size_limit(_LONGEST_FIELD)
        # Universal line ends, and no NUL: the module stops at one.
        lines = io.StringIO(self._text.replace("\0", ""), newline=None)
        try:
            for row in csv.reader(lines, delimiter=self._delimiter):
                yield [cell.strip() or None for cell in row]
        except csv.Error as error:
            raise Unreadable("damaged") from error


def _divided(text: str) -> Iterable[Row]:
    """The delimiter is the one that divides most."""
    ways = [_Separated(text, delimiter) for delimiter in _DELIMITERS]
    return max(ways, key=lambda way: sum(map(len, islice(iter(way), HEADER_WITHIN))))


def _of_web_page(text: str) -> Sheet:
    """Applications of the government call a web page .xls, which Excel opens."""
    page = _Page()
    page.feed(text)
    page.close()
    return Sheet("", len(page.rows), page.rows)


class _Page(HTMLParser):
    """Gathers the cells of the tables of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[Cell]] = []
        #: The column of the cell that is being read.
        self._at: int | None = None

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """A row, or a cell, which may stand over several columns."""
        if tag == "tr":
            self.rows.append([])
            self._at = None
        elif tag in ("td", "th") and self.rows:
            self._at = len(self.rows[-1])
            self.rows[-1].extend([None] * _span(dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """What stands between cells belongs to none."""
        if tag in ("td", "th", "tr", "table"):
            self._at = None

    def handle_data(self, data: str) -> None:
        """What a cell says; where it stands over several columns, the first says it."""
        if self._at is not None and data.strip():
            said = self.rows[-1][self._at]
            self.rows[-1][self._at] = data.strip() if said is None else f"{said} {data.strip()}"


def _span(attributes: Mapping[str, str | None]) -> int:
    wide = attributes.get("colspan") or ""
    return min(int(wide[:4]), _WIDEST) or 1 if wide.isascii() and wide.isdigit() else 1
