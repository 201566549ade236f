"""What a cell says: numbers that a spreadsheet has spoilt, dates in all their forms, L and P, desil.

A value that is in doubt is no value, with the reason beside it: nothing is repaired. A spreadsheet keeps fifteen digits
of a number, so the sixteenth of a NIK or KK that was typed as one is gone, whatever it shows in its place.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar

from programme.reading import date as dates
from programme.reading import kk as reading_kk
from programme.reading import nik as reading_nik
from programme.reading import phone as reading_phone
from programme.reading import text as texts
from programme.registers.sheet import Cell

T = TypeVar("T")

LONGEST = 200
LONGEST_NAME = 80

#: Without blanks and signs, of which alone nothing is left.
_NOTHING = frozenset({"", *texts.listed("0 na nihil null none tidak tdk belum kosong x tidakada tdkada belumada")})
_LONGEST_NOTHING = 12
_IN_POWERS = re.compile(r"[0-9](?:[.,][0-9]+)?e\+?[0-9]+")
_AFTER_DATE = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_PLACE_BEFORE_DATE = re.compile(r"([^\d,/]+?)\s*(?:[,/]|\s-?\s*(?=\d))")
#: Day 1 of Excel is 1 January 1900, and it counts a 29 February 1900 that never was.
_EXCEL_BEGINS = date(1899, 12, 30)
#: A number between these is a day of 1927 to 2039 as Excel counts; a smaller or larger one is digits of a date.
_EXCEL_DAYS = range(10_000, 51_136)
_EXACT = 2**53
#: So many numbers in a row end in 0 by chance once in a hundred thousand lists.
_ENOUGH = 5

_SEX: Mapping[str, str] = {
    **dict.fromkeys(texts.listed("1 l lk lki laki lakilaki lelaki pria cowok m male laki2"), "male"),
    **dict.fromkeys(texts.listed("2 p pr prp perempuan wanita cewek f female w"), "female"),
}
_STATUS: Mapping[str, str] = {
    **dict.fromkeys(texts.listed("do dropout putussekolah putus dropoutdo"), "do"),
    **dict.fromkeys(
        texts.listed(
            "ltm lulustidakmelanjutkan tidakmelanjutkan lulustidakmelanjutkanltm ltmsd ltmsmp tamattidakmelanjutkan"
        ),
        "ltm",
    ),
    **dict.fromkeys(texts.listed("bpb belumpernahbersekolah belumpernahsekolah tidakpernahsekolah"), "bpb"),
}
_NOT_LETTERS = re.compile(r"[^0-9a-z]+")
_DESIL = re.compile(r"(?:desil|d)?\s*([0-9]{1,2})(?:[.,]0+)?")
_NAME = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Said(Generic[T]):
    """What a cell says, or what is wrong with it."""

    value: T | None = None
    problem: str | None = None


def text(cell: Cell, longest: int = LONGEST) -> str | None:
    """The words of a cell; None where it says that there is nothing."""
    if cell is None or isinstance(cell, bool):
        return None
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    said = texts.clean(str(cell)[: 4 * longest])[:longest].removeprefix("'").strip()
    return None if len(said) <= _LONGEST_NOTHING and _NOT_LETTERS.sub("", said.casefold()) in _NOTHING else said


def full_name(cell: Cell) -> Said[str]:
    """A name as it is written; shouted ones in the usual letters, so that the same person is known again."""
    said = text(cell, LONGEST_NAME + 1)
    if said is None:
        return Said()
    if len(said) > LONGEST_NAME or len(_NAME.findall(said)) < 2 or any(sign.isdigit() for sign in said):
        return Said(problem="name_unreadable")
    return Said(_calm(said) if said.isupper() else said)


def nik(cell: Cell, kk_cell: Cell = None, *, all_lost: bool = False) -> Said[str]:
    """Sixteen digits that can be a NIK; where a whole column has lost its last digits, one that ends in 0 has too."""
    said = _sixteen(cell)
    if said.value is None:
        return said
    if said.value == _sixteen(kk_cell).value:
        return Said(problem="nik_is_kk")
    return _checked(said.value, reading_nik.is_possible, all_lost=all_lost)


def kk(cell: Cell, *, all_lost: bool = False) -> Said[str]:
    """Sixteen digits that can be a family card's."""
    said = _sixteen(cell)
    return said if said.value is None else _checked(said.value, reading_kk.is_possible, all_lost=all_lost)


def have_lost(column: Iterable[Cell]) -> bool:
    """Whether so many numbers written as text end in 0 that a spreadsheet wrote them so before."""
    said = [_sixteen(cell).value for cell in column if isinstance(cell, str)]
    written = [digits for digits in said if digits is not None]
    return len(written) >= _ENOUGH and all(digits.endswith("0") for digits in written)


def _checked(digits: str, is_possible: Callable[[str], bool], *, all_lost: bool) -> Said[str]:
    if digits.endswith("0000") or (all_lost and digits.endswith("0")):
        return Said(problem="digits_lost")
    return Said(digits) if is_possible(digits) else Said(problem="number_impossible")


def _sixteen(cell: Cell) -> Said[str]:
    """The digits; of a number only those that a spreadsheet cannot have changed."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _of_number(cell)
    said = text(cell)
    if said is None or not said.strip("0. "):
        return Said()
    if len(said) == reading_nik.LENGTH and said.isascii() and said.isdigit():
        return Said(said)
    said = texts.normalise(said)
    if _IN_POWERS.fullmatch(said.replace(" ", "")):
        return Said(problem="digits_lost")
    digits = reading_nik.sixteen(said)
    return Said(digits) if digits else Said(problem="not_sixteen")


def _of_number(number: float) -> Said[str]:
    if not 0 < number < 10**17:
        return Said(problem=None if number == 0 else "not_sixteen")
    digits = str(int(number))
    if len(digits) != reading_nik.LENGTH:
        return Said(problem="not_sixteen")
    return Said(problem="digits_lost") if digits.endswith("0") or number > _EXACT else Said(digits)


def day(cell: Cell, today: date, nik: str | None = None) -> Said[date]:
    """A day of birth: a date, the number by which a spreadsheet counts days, or words."""
    found = _day(cell, today, nik)
    if found.value is None or date(1900, 1, 1) <= found.value <= today:
        return found
    return Said(problem="date_impossible")


def day_or_year(cell: Cell, today: date) -> Said[str]:
    """A day that is not to come, or the year alone; as an ISO date or four digits."""
    said = (text(cell) or "").removesuffix(".0")
    year = re.fullmatch(r"(?:tahun|thn|angkatan)?\s*(\d{4})", said.casefold())
    if year is not None:
        is_past = 1980 <= int(year[1]) <= today.year
        return Said(year[1]) if is_past else Said(problem="date_impossible")
    found = day(cell, today)
    return Said(found.value.isoformat() if found.value else None, found.problem)


def _day(cell: Cell, today: date, nik: str | None) -> Said[date]:
    if isinstance(cell, datetime):
        return Said(cell.date())
    if isinstance(cell, date):
        return Said(cell)
    said = text(cell)
    if said is None:
        return Said()
    if said.isascii() and said.isdigit() and len(said) == 5:
        return _five_digits(said, today, nik)
    found = dates.read(_with_zero(_AFTER_DATE.sub("", said)), today)
    return Said(found) if found else Said(problem="date_unreadable")


def _five_digits(digits: str, today: date, nik: str | None) -> Said[date]:
    """A spreadsheet's count of days, or 031207 without its zero; where it can be both, the NIK knows."""
    counted = [_EXCEL_BEGINS + timedelta(days=int(digits))] if int(digits) in _EXCEL_DAYS else []
    written = dates.read(f"0{digits}", today)
    possible = counted + ([written] if written else [])
    if len(possible) == 1:
        return Said(possible[0])
    known = [day for day in possible if nik is not None and reading_nik.born(nik, day) == day]
    if len(known) == 1:
        return Said(known[0])
    return Said(problem="date_two_ways" if possible else "date_unreadable")


def _with_zero(said: str) -> str:
    """A number forgets the zero it begins with: 7051999 is 07051999."""
    return f"0{said}" if said.isascii() and said.isdigit() and len(said) == 7 else said


def place_of_birth(cell: Cell) -> str | None:
    """What stands before the date where both share a cell."""
    said = text(cell) if isinstance(cell, str) else None
    found = _PLACE_BEFORE_DATE.match(said) if said else None
    return found[1] if found else None


def sex(cell: Cell) -> Said[str]:
    """ "male" or "female", by letter, number or word."""
    said = text(cell)
    if said is None:
        return Said()
    found = _SEX.get(_NOT_LETTERS.sub("", said.casefold()))
    return Said(found) if found else Said(problem="sex_unreadable")


def desil(cell: Cell) -> Said[int]:
    """1 to 10."""
    said = text(cell)
    if said is None:
        return Said()
    found = _DESIL.fullmatch(said.casefold())
    return Said(int(found[1])) if found and 1 <= int(found[1]) <= 10 else Said(problem="desil_unreadable")


def phone(cell: Cell) -> Said[str]:
    """E.164; a number that forgot its zero has it again, since there is no other it could be."""
    said = text(cell)
    if said is None:
        return Said()
    found = reading_phone.read(said)
    return Said(found) if found else Said(problem="phone_unreadable")


def status(cell: Cell) -> str | None:
    """Of a child out of school; other words for a status say nothing about that."""
    said = text(cell)
    return None if said is None else _STATUS.get(_NOT_LETTERS.sub("", said.casefold()))


def _calm(said: str) -> str:
    """ "NUR'AINI BINTI M. ALI" as people write it."""
    return re.sub(r"[^\W\d_]+(?:'[^\W\d_]+)*", lambda word: word[0].capitalize(), said)
