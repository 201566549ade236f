"""From the bytes of a file to records: the first table with a header that is recognised, row by row."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Literal, TypeVar

from programme.reading import nik as reading_nik
from programme.reading.places import Region
from programme.registers import cells, columns
from programme.registers.cells import Said
from programme.registers.columns import Header
from programme.registers.places import Places
from programme.registers.record import Problem, Record
from programme.registers.sheet import Cell, Row, Sheet, Unreadable, sheets

T = TypeVar("T")
Kind = Literal["dtsen", "ats", "applicants", "alumni"]

#: What an imported application cannot do without; a register is evidence, and takes what there is.
NEEDED = {
    "applicants": ("birth_date", "village", "first_skill"),
    "alumni": ("birth_date", "graduated", "village", "first_skill"),
}
_MISSING = {
    "birth_date": "birth_missing",
    "graduated": "graduated_missing",
    "village": "village_missing",
    "first_skill": "skill_missing",
}
_SEX = {"L": "male", "P": "female"}
#: So many rows show how numbers were written.
_SAMPLE = 200
_UNTICKED = (None, "-", "0", 0, False)
_SUMS = frozenset({"jumlah", "total", "jml"})


@dataclass(frozen=True, slots=True)
class Head:
    """Where the table was found: its sheet, of how many, and what columns were recognised, by what they are called."""

    sheet: str
    of_sheets: int
    #: About how many rows there are.
    height: int
    columns: dict[str, str]


@dataclass(frozen=True, slots=True)
class Reader:
    """What a reading needs to know of the office."""

    kind: Kind
    region: Region
    today: date
    #: Which skill a text names.
    skill: Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Usual:
    """What is true of a whole table: the skill in its title, and the numbers that have lost their last digit."""

    skill: str | None
    lost: frozenset[str]


def read(data: bytes, reader: Reader) -> tuple[Head, Iterator[Record]]:
    """The table's head, and its records one by one; rows that are no person's are stepped over. Raises Unreadable."""
    tables = list(sheets(data))
    if not tables:
        raise Unreadable("no_table")
    for sheet in tables:
        header = columns.find(sheet.top())
        if header is not None:
            called = {kind: " ".join(str(name).split()) for kind, name in header.called.items()}
            return Head(sheet.name, len(tables), sheet.height, called), _Table(reader, sheet, header).records()
    raise Unreadable("no_header")


class _Table:
    """One table on its way to records."""

    def __init__(self, reader: Reader, sheet: Sheet, header: Header) -> None:
        self._reader = reader
        self._sheet = sheet
        self._header = header
        self._places = Places(reader.region)
        for title in (*header.titles, sheet.name):
            self._places.title(title)
        skill = _only({skill for title in header.titles if (skill := reader.skill(title))})
        self._usual = Usual(skill, frozenset(kind for kind in ("nik", "kk") if self._has_lost_digits(kind)))

    def records(self) -> Iterator[Record]:
        """The rows that are somebody's."""
        for number, row in enumerate(islice(iter(self._sheet.rows), self._header.below, None), self._header.below + 1):
            if self._is_somebodys(row):
                yield _Reading(self._reader, self._header, self._places, self._usual, row).record(number)

    def _has_lost_digits(self, kind: str) -> bool:
        first = islice(iter(self._sheet.rows), self._header.below, self._header.below + _SAMPLE)
        return kind in self._header.columns and cells.have_lost(_cell(row, self._header, kind) for row in first)

    def _is_somebodys(self, row: Row) -> bool:
        """A row with one cell is a title in the middle, or a signature at the end."""
        filled = [cell for cell in row if cell is not None]
        if len(filled) == 1 and isinstance(filled[0], str):
            self._places.title(filled[0])
        known = [row[at] for at in self._header.columns.values() if at < len(row) and row[at] is not None]
        if len(known) < 2 or self._header.is_repeated(row):
            return False
        who = [_cell(row, self._header, kind) for kind in ("name", "head", "nik", "kk")]
        return any(cell is not None for cell in who) and str(who[0] or who[1] or "").strip().casefold() not in _SUMS


class _Reading:
    """One row, gathering what is wrong in it."""

    def __init__(self, reader: Reader, header: Header, places: Places, usual: Usual, row: Row) -> None:
        self._reader = reader
        self._header = header
        self._places = places
        self._usual = usual
        self._row = row
        self._problems: list[Problem] = []

    def record(self, number: int) -> Record:
        """What the row says."""
        values = {**self._who(), **self._where(), **self._more()}
        self._miss(values)
        return Record(row=number, **values, problems=tuple(self._problems))

    def _who(self) -> dict[str, Any]:
        lost = self._usual.lost
        number = self._take("nik", cells.nik(self._cell("nik"), self._cell("kk"), all_lost="nik" in lost))
        return {
            "nik": number,
            "kk": self._take("kk", cells.kk(self._cell("kk"), all_lost="kk" in lost)),
            "full_name": self._name(),
            "birth_date": self._birth(number),
            "birth_place": self._text("birth_place") or cells.place_of_birth(self._cell("birth")),
            "sex": self._sex(number),
        }

    def _where(self) -> dict[str, Any]:
        names = [self._text(kind) for kind in ("village", "kecamatan", "regency", "address")]
        place = self._places.place(*names)
        column = "village" if names[0] else "kecamatan" if names[1] else "address"
        self._take(column, Said(problem=place.problem))
        return {
            "village": place.village,
            "kecamatan": place.kecamatan,
            "is_outside": place.is_outside,
            "address": self._address(),
        }

    def _more(self) -> dict[str, Any]:
        return {
            "phone": self._take("phone", cells.phone(self._cell("phone"))),
            "desil": self._take("desil", cells.desil(self._cell("desil"))),
            "status": cells.status(self._cell("status")) or cells.status(self._cell("note")),
            "reason": self._text("reason"),
            "school": self._text("school"),
            "first_skill": self._skill("skill") or self._usual.skill,
            "second_skill": self._skill("second_skill"),
            "guardian_name": self._text("guardian") or self._text("father") or self._text("mother"),
            "guardian_phone": self._take("guardian_phone", cells.phone(self._cell("guardian_phone"))),
            "note": self._text("note"),
            "graduated": self._take("graduated", cells.day_or_year(self._cell("graduated"), self._reader.today)),
            "business": self._text("business"),
            "business_name": self._text("business_name"),
        }

    def _name(self) -> str | None:
        column = "head" if self._cell("name") is None and self._cell("head") is not None else "name"
        said = cells.full_name(self._cell(column))
        if said == Said():
            said = Said(problem="name_missing")
        return self._take(column, said, is_fatal=True)

    def _birth(self, nik: str | None) -> date | None:
        column = "birth_date" if self._cell("birth_date") is not None else "birth"
        birth = self._take(column, cells.day(self._cell(column), self._reader.today, nik))
        if birth and nik and reading_nik.born(nik, birth) != birth:
            self._note(column, "birth_differs")
        return birth

    def _sex(self, nik: str | None) -> str | None:
        ticked = [sex for sex in ("male", "female") if self._cell(sex) not in _UNTICKED]
        sex = ticked[0] if len(ticked) == 1 else self._take("sex", cells.sex(self._cell("sex")))
        if sex and nik and _SEX[reading_nik.sex(nik)] != sex:
            self._note("sex", "sex_differs")
        return sex

    def _address(self) -> str | None:
        parts = [("", "address"), ("Dusun ", "dusun"), ("RT ", "rt"), ("RW ", "rw")]
        said = [f"{before}{value}" for before, kind in parts if (value := self._text(kind)) and value.strip("0")]
        return " ".join(said) or None

    def _skill(self, column: str) -> str | None:
        said = self._text(column)
        return self._reader.skill(said) if said else None

    def _miss(self, values: Mapping[str, Any]) -> None:
        """What an application cannot do without, unless it was said already why it cannot be read."""
        for name in NEEDED.get(self._reader.kind, ()):
            if values[name] is None and not self._is_said_otherwise(name, values):
                column = "skill" if name == "first_skill" else name
                self._note(column, _MISSING[name], is_fatal=True)

    def _is_said_otherwise(self, name: str, values: Mapping[str, Any]) -> bool:
        """Who lives elsewhere has no village of ours; of alumni the birth date inside the NIK will do."""
        if name == "village":
            return bool(values["is_outside"])
        return name == "birth_date" and self._reader.kind == "alumni" and values["nik"] is not None

    def _take(self, column: str, said: Said[T], *, is_fatal: bool = False) -> T | None:
        if said.problem is not None:
            self._note(column, said.problem, is_fatal=is_fatal)
        return said.value

    def _note(self, column: str, what: str, *, is_fatal: bool = False) -> None:
        called = self._header.called.get(column)
        self._problems.append(Problem(column, " ".join(str(called or "").split()), what, is_fatal))

    def _cell(self, kind: str) -> Cell:
        return _cell(self._row, self._header, kind)

    def _text(self, kind: str) -> str | None:
        return cells.text(self._cell(kind))


def _cell(row: Row, header: Header, kind: str) -> Cell:
    at = header.columns.get(kind)
    return row[at] if at is not None and at < len(row) else None


def _only(found: set[str]) -> str | None:
    return found.pop() if len(found) == 1 else None
