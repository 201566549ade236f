"""The month in which something began: "Maret 2026", "03/2026", "bulan lalu", "3 bulan yang lalu", "setahun lalu"."""

import datetime
import re

from programme.reading import date, number
from programme.reading import text as texts

_AGO = re.compile(
    r"(?:(?P<many>.+?) )?(?P<unit>sebulan|setahun|bulan|bln|tahun|thn|months?|years?)"
    r" (?:yang |yg )?(?:lalu|kemarin|ago)"
)
_LAST = re.compile(r"last (?P<unit>month|year)")
_ONE = ("sebulan", "setahun")


def read(text: str, today: datetime.date) -> datetime.date | None:
    """The first day of that month; a whole date is for programme.reading.date, and a year alone is no month."""
    said = " ".join(texts.words(texts.normalise(text)))
    ago = _months_ago(said)
    if ago is not None:
        return _before(today, ago)
    return date.read(f"1 {text.strip()}", today)


def _months_ago(said: str) -> int | None:
    found = _AGO.fullmatch(said) or _LAST.fullmatch(said)
    if found is None:
        return None
    many = found.groupdict().get("many")
    count = 1 if many is None else number.read(many)
    if count is None or (many is not None and found["unit"] in _ONE):
        return None
    return count * 12 if found["unit"] in ("setahun", "tahun", "thn", "year", "years") else count


def _before(today: datetime.date, months: int) -> datetime.date | None:
    years, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return datetime.date(years, month + 1, 1) if years >= 1900 else None
