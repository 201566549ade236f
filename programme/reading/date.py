"""A calendar date in the forms people write it: the day always first, months by name, number or old spelling.

"12-05-2007", "Tanah Grogot, 12 Mei 2007" (as on an identity card), "7 bulan 7 2007", "120507", "10 Nopember 05",
"dua belas mei dua ribu tujuh". What is no real day (31-02), has no year or could be two dates is no value.
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from programme.reading import number
from programme.reading import text as texts

_MONTHS = tuple(
    tuple(names.split())
    for names in (
        "januari january jan djan djanuari janwari jnuari jan",
        "februari february feb pebruari peb febuari pebuari febr pebr",
        "maret march mar mrt mart mrch",
        "april apr apl avril aprl",
        "mei may mey mai me",
        "juni june jun djuni juny",
        "juli july jul djuli jully",
        "agustus august agu ags agt aug agst agus agusts agustu agts agstus",
        "september sep sept septembr sepetember sptmbr",
        "oktober october okt oct octo okto oktbr",
        "november nov nopember nop novembr",
        "desember december des dec desembr desmbr dsember",
    )
)
_MONTH_OF = {name: month for month, names in enumerate(_MONTHS, start=1) for name in names}
_FULL_NAMES = {name: month for name, month in _MONTH_OF.items() if len(name) > 3}
_ROMAN = {
    roman: month
    for month, roman in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], start=1)
}
_LABELS = {
    **dict.fromkeys(texts.listed("tanggal tgl tanggl tggl tgal tg day hari"), "day"),
    **dict.fromkeys(texts.listed("bulan bln bl bulannya month wulan sasi"), "month"),
    **dict.fromkeys(texts.listed("tahun thn th tahon taun tahunnya year"), "year"),
}
_WEEKDAYS = texts.listed(
    """
    senin selasa rabu kamis jumat jum'at jumaat sabtu minggu ahad monday tuesday wednesday thursday friday
    saturday sunday mon tue wed thu fri sat sun
    """
)
# Words that mean that no one date is being given.
_NO_DATE = texts.listed(
    """
    atau ato atw sampai sampe hingga sd bukan antara awal akhir pertengahan umur usia kelas ribu rb juta jt lupa
    entah besok kemarin lusa jam pukul or between until rt rw no nomor hp wa sekitar kira mungkin kisaran tidak
    ingat bukannya semester angkatan
    """
)
_BETWEEN = texts.listed("of the st nd rd th bulan bln tahun thn tanggal tgl")
_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+(?:'[^\W\d_]+)*")
_ORDINAL = re.compile(r"(?<=[0-9])(?:st|nd|rd|th)\b")
_LETTER_FOR_DIGIT = re.compile(r"\b[oil][0-9]|[0-9][oil](?![^\W\d_])")
_HEDGE = re.compile(r"\b(?:kalau|kalo|klo|kl) (?:tidak|tdk|ga|gak|gk|nggak) salah\b")
_LONGEST = 120
# Without today's date, years up to here are read as 20xx; nobody who writes to the office was born in 1930 or before.
_PIVOT = 30
_YEARS_AHEAD = 5


@dataclass(frozen=True)
class _Part:
    """One number of the date: how it was written, and what a word before it or its form says it is."""

    digits: str
    role: str | None = None


def read(text: str, today: datetime.date | None = None) -> datetime.date | None:
    """The one date that is written; a future date is for the caller to judge."""
    said = _HEDGE.sub(" ", texts.normalise(text))
    if len(said) > _LONGEST or "?" in said or _LETTER_FOR_DIGIT.search(said) or _is_range(said):
        return None
    parts = _parts(_tokens(said))
    if parts is None:
        return None
    day_month_year = _in_order(parts)
    return _real(*day_month_year, today) if day_month_year else None


def full_year(year: str, today: datetime.date | None = None) -> int | None:
    """A year of two or four digits; two digits mean the hundred years that end a few years after today."""
    if len(year) == 4:
        return int(year) if "1900" <= year <= "2099" else None
    if len(year) != 2:
        return None
    last = today.year + _YEARS_AHEAD if today else 2000 + _PIVOT
    return last - (last - int(year)) % 100


def _is_range(said: str) -> bool:
    """ "12-15 mei 2007" and "12 mei - 15 mei" are two days, "-5" is no day."""
    return bool(re.search(r"\b[0-9]{1,2}\s*[-–—/]\s*[0-9]{1,2}\s+(?:" + _ANY_MONTH + r")", said))


_ANY_MONTH = "|".join(sorted(_MONTH_OF, key=len, reverse=True))


def _tokens(said: str) -> list[str]:
    """Words and runs of digits, numbers in words turned into digits."""
    found = [number.standard(word) for word in _TOKEN.findall(_ORDINAL.sub("", said))]
    spelled: list[str] = []
    at = 0
    while at < len(found):
        value, end = number.below_million(found, at) if not found[at][0].isdigit() else (None, at)
        spelled.append(found[at] if value is None else str(value))
        at = at + 1 if value is None else end
    return spelled


def _parts(tokens: Sequence[str]) -> list[_Part] | None:
    """The numbers of the date; None when other words stand among them or speak of something else."""
    if _NO_DATE.intersection(tokens):
        return None
    parts: list[_Part] = []
    role: str | None = None
    for at, word in enumerate(tokens):
        month = _month(word, tokens, at)
        if word in _LABELS and not (word == "hari" and parts):
            role = _LABELS[word]
        elif word[0].isdigit():
            parts.append(_Part(word, role))
            role = None
        elif month:
            parts.append(_Part(str(month), "month"))
            role = None
        elif parts and len(parts) < 3 and len(parts[0].digits) < 6 and word not in _BETWEEN | _WEEKDAYS:
            return None
    return parts


def _month(word: str, tokens: Sequence[str], at: int) -> int | None:
    """By name anywhere, by a Roman number or a misspelt name only between two numbers."""
    if word in _MONTH_OF and (word not in ("me", "mar") or _between_numbers(tokens, at)):
        return _MONTH_OF[word]
    if not _between_numbers(tokens, at) or word in _LABELS:
        return None
    return _ROMAN.get(word) or _MONTH_OF.get(texts.single_letters(word)) or _misspelt(word)


def _between_numbers(tokens: Sequence[str], at: int) -> bool:
    before = [token for token in tokens[:at] if token not in _LABELS and token not in _BETWEEN][-1:]
    after = [token for token in tokens[at + 1 :] if token not in _LABELS and token not in _BETWEEN][:1]
    return bool(before and after and before[0].isdigit() and after[0].isdigit())


def _misspelt(token: str) -> int | None:
    """One error in a short name, two in a long one, and no other month as near ("juno" may be June or July)."""
    if len(token) < 4:
        return None
    nearest: dict[int, int] = {}
    for name, month in _FULL_NAMES.items():
        distance = OSA.distance(token, name)
        nearest[month] = min(distance, nearest.get(month, distance))
    (first, month), (second, _) = sorted((distance, month) for month, distance in nearest.items())[:2]
    return month if first <= (1 if len(token) < 6 else 2) and first < second else None


def _in_order(parts: Sequence[_Part]) -> tuple[str, str, str] | None:
    """Day, month and year: by their labels, else by their order (day first, or the year of four digits first)."""
    if len(parts) == 1:
        return _unseparated(parts[0].digits)
    if len(parts) == 4 and parts[2].digits in ("19", "20") and len(parts[3].digits) == 2:
        parts = [*parts[:2], _Part(parts[2].digits + parts[3].digits, parts[2].role)]
    if len(parts) != 3:
        return None
    roles = _roles(parts)
    if sorted(roles) != ["day", "month", "year"]:
        return None
    day, month, year = (parts[roles.index(role)].digits for role in ("day", "month", "year"))
    return (day, month, year) if len(day) <= 2 and len(month) <= 2 else None


def _roles(parts: Sequence[_Part]) -> list[str]:
    order = ["year", "month", "day"] if len(parts[0].digits) == 4 else ["day", "month", "year"]
    given = [part.role for part in parts]
    free = [role for role in order if role not in given]
    return [role or free.pop(0) for role in given] if len(free) == given.count(None) else []


def _unseparated(digits: str) -> tuple[str, str, str] | None:
    """ddmmyyyy and ddmmyy; eight digits that begin with the year are yyyymmdd. Seven digits may be two dates."""
    if len(digits) == 6:
        return digits[:2], digits[2:4], digits[4:]
    if len(digits) != 8:
        return None
    if digits[:2] in ("19", "20") and digits[4:6] not in ("19", "20"):
        return digits[6:], digits[4:6], digits[:4]
    return digits[:2], digits[2:4], digits[4:]


def _real(day: str, month: str, year: str, today: datetime.date | None) -> datetime.date | None:
    """None for a day that the calendar does not have, such as 29-02-2007."""
    full = full_year(year, today)
    if full is None:
        return None
    try:
        return datetime.date(full, int(month), int(day))
    except ValueError:
        return None
