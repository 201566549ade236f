"""The number of a family card (KK): sixteen digits like a NIK, region, date of issue without the women's 40, serial.

It changes with every move, death or divorce, and people often type it where the NIK is asked.
"""

import datetime
import re

from programme.reading import nik
from programme.reading import text as texts

_IDENTITY_CARD = re.compile(r"\b(?:nik|ktp)(?=[0-9]|\b)")


def read(text: str) -> str | None:
    """The sixteen digits when they can be a family card's; None too when the text says that it is a NIK."""
    said = texts.normalise(text)
    digits = nik.sixteen(said)
    return digits if digits and not _IDENTITY_CARD.search(said) and is_possible(digits) else None


def is_possible(digits: str) -> bool:
    """As a NIK, but the day of issue is never above 31."""
    return nik.has_region(digits) and bool(nik.calendar_days(int(digits[6:8]), digits[8:12])) and digits[12:] != "0000"


def looks_like(digits: str, birth_date: datetime.date) -> bool:
    """Whether a number given as a NIK may be the family card's: its date is possible but is not the birth date."""
    return is_possible(digits) and nik.born(digits, birth_date) != birth_date
