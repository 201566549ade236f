"""The NIK, sixteen digits PP KK CC DDMMYY SSSS (Permendagri 58/2021 for the codes; women's day of birth plus 40).

There is no check digit: the structure can be wrong, it can never be proved right. The region is that of the first
issue, perhaps before a regency was split, and says nothing of today's home: only the province code must exist.
"""

import datetime
import re

from programme.reading import date, places
from programme.reading import text as texts

LENGTH = 16

_SEPARATED = re.compile(r"(?<![\w*+,.])'?([0-9](?:[ .,/_-]*[0-9])*)(?![\w*+])")
_LABEL = re.compile(r"(nik|ktp|kk|nkk|nokk)(?=[0-9])")
_DIGIT_LETTER = re.compile(r"[0-9][a-z*][0-9*]|[0-9][ol](?![a-z])|[0-9*]\*")
_FAMILY_CARD = re.compile(r"\b(?:kk|nkk|nokk|kartu keluarga|kartukeluarga)\b")
_REFUSED = re.compile(r"\b(?:bukan|atau|ato|salah)\b")
_DAYS = 40
_MEN, _WOMEN = "L", "P"


def read(text: str) -> str | None:
    """The sixteen digits when they can be a NIK; None too when the text says that it is the family card's number."""
    said = texts.normalise(text)
    digits = sixteen(said)
    return digits if digits and not _FAMILY_CARD.search(_LABEL.sub(r"\1 ", said)) and is_possible(digits) else None


def sixteen(said: str) -> str | None:
    """The only number of a normalised text when it has sixteen digits, whatever separates them.

    Letters among the digits ("O" for "0", the "E+15" of a spreadsheet) are never repaired.
    """
    said = said.strip("*_~ ")
    if _REFUSED.search(said) or _DIGIT_LETTER.search(said):
        return None
    found = [re.sub("[^0-9]", "", run) for run in _SEPARATED.findall(_LABEL.sub(r"\1 ", said))]
    everything = re.sub("[^0-9]", "", said)
    return found[0] if len(found) == 1 and found[0] == everything and len(everything) == LENGTH else None


def is_possible(digits: str) -> bool:
    """A known province, a regency and district that are not 00, a real birth date in some century, a serial."""
    return has_region(digits) and bool(_birth_dates(digits)) and digits[12:] != "0000"


def has_region(digits: str) -> bool:
    """The one part of the region code that never changes is the province."""
    return places.is_province(digits[:2]) and digits[2:4] != "00" and digits[4:6] != "00"


def born(nik: str, near: datetime.date | None = None) -> datetime.date:
    """The birth date; of two possible centuries the one nearest to a birth date that was stated."""
    possible = _birth_dates(nik)
    if near is not None:
        return min(possible, key=lambda day: abs((day - near).days))
    assumed = date.full_year(nik[10:12])
    return next((day for day in possible if day.year == assumed), possible[0])


def sex(nik: str) -> str:
    """ "L" or "P", as the identity card writes it."""
    return _WOMEN if int(nik[6:8]) > _DAYS else _MEN


def masked(nik: str) -> str:
    """What lists and logs may show: the region and the serial, never the birth date."""
    return f"{nik[:4]}********{nik[12:]}"


def grouped(nik: str) -> str:
    """Read back to the person in the groups that it is made of: region, birth date, serial."""
    return f"{nik[:4]} {nik[4:6]} {nik[6:12]} {nik[12:]}"


def _birth_dates(nik: str) -> list[datetime.date]:
    day = int(nik[6:8])
    return calendar_days(day - _DAYS if day > _DAYS else day, nik[8:12])


def calendar_days(day: int, month_year: str) -> list[datetime.date]:
    """The real days of the 20th and 21st century: 29 February of the year 00 exists in 2000 and not in 1900."""
    found = []
    for century in (1900, 2000):
        try:
            found.append(datetime.date(century + int(month_year[2:]), int(month_year[:2]), day))
        except ValueError:
            continue
    return found
