"""What a business takes or spends, as its people say it: "500rb sehari", "kira-kira 1,5jt", "200-300rb", "untung 5jt".

The amount is read by programme.reading.money. Here is what stands around it: the period it is said for, whether it is
only reckoned, and what is no amount yet but may become one when it is asked.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from programme.reading import money, number
from programme.reading import text as texts

Period = Literal["day", "week", "month"]

_LONGEST = 160
#: "sehari", "per minggu", "/bulan".
_NOUN = r"(?:\b(?:se|sa|per|a|tiap|setiap|dalam se|dalam 1|in a)\s*-?\s*|/\s*)(?:{})\b"
#: "m" is no million here: in Bahasa it is a milliard.
_ENGLISH = ((re.compile(r"\bmillion\b|(?<=[0-9])million\b"), "juta"), (re.compile(r"\bthousand\b"), "ribu"))
#: Below this a number leaves its thousands unsaid; and below this it may be millions.
_BARE, _FEW = 1000, 30
_PERIODS: Mapping[Period, re.Pattern[str]] = {
    "day": re.compile(
        _NOUN.format("hari|hr|dino|day")
        + r"|\b(?:harian\w*|daily|every ?day|saban hari|hari ini|kemarin|today|yesterday)\b"
    ),
    "week": re.compile(
        _NOUN.format("minggu|mgg|mggu|pekan|week")
        + r"|\b(?:mingguan|weekly|(?:minggu|pekan) (?:ini|lalu)|(?:every|this|last) week)\b"
    ),
    "month": re.compile(
        _NOUN.format("bulan|bln|bl|wulan|month")
        + r"|\b(?:bulanan|monthly|(?:bulan|bln) (?:ini|lalu)|(?:every|this|last) month)\b"
    ),
}
_RECKONED = re.compile(
    r"\bkira\s*-?\s*(?:kira|2)(?:nya)?\b|\bkira\b|\bsekitar(?:an|nya)?\b|\bsekira\w*|\b(?:kurang lebih|lebih kurang)\b"
    r"|\b(?:kurleb|krg lbh|perkiraan|mungkin|mgkn|barangkali|kayaknya|kyknya|kayanya|keknya|sepertinya|paling(?:an)?)\b"
    r"|\brata\s*-?\s*(?:rata|2)\w*|\b(?:about|around|roughly|approximately|approx|maybe|average)\b|[±~≈]"
    r"|(?<=[0-9])\s*(?:rb|ribu|jt|juta|k)\s*-?\s*an\b|\b(?:ribuan|jutaan)\b"
)
#: Said beside an amount it makes it a reckoned one; alone it is an answer of its own.
_NOT_SURE = re.compile(
    r"\b(?:tidak|tdk|ga|gak|gk|nggak|enggak|ngga|nda|ndak|kada|kurang|krg|belum|blm) "
    r"(?:tahu|tau|taw|ingat|inget|yakin|hafal)(?: pasti| persis| tepat\w*| banget)?\b"
    r"|\b(?:lupa|entah|not sure|don't know)\b"
)
_HEDGES = re.compile(
    r"\b(?:mungkin|mgkn|barangkali|kayaknya|kyknya|kayanya|keknya|sepertinya|paling|palingan|perkiraan"
    r"|about|around|roughly|approximately|approx|maybe|average)\b"
)
_PROFIT = re.compile(r"\b(?:untung\w*|keuntungan|laba|labanya|bersih|bersihnya|cuan|profit|rugi|ruginya|net)\b")
_UNIT = r"(?:rb|ribu|rebu|k|jt|juta)"
_RANGE = re.compile(
    rf"(?:rp\.?\s*)?(?P<low>[0-9][0-9.,]*)\s*(?P<low_unit>{_UNIT})?\s*"
    r"(?:[-–—~]+|\.\.+|s/d|s\.d\.?|sd|sampai|sampe|smpe|smpai|hingga|atau|ato|dan|to|or|and)\s*"
    rf"(?:rp\.?\s*)?(?P<high>[0-9][0-9.,]*)\s*(?P<high_unit>{_UNIT})?(?:an)?\b"
)


@dataclass(frozen=True, slots=True)
class Said:
    """One amount. `period` is None where none was said with it."""

    rupiah: int
    period: Period | None
    is_estimate: bool


@dataclass(frozen=True, slots=True)
class Between:
    """From so much to so much: which is it?"""

    low: int
    high: int
    period: Period | None

    @property
    def middle(self) -> int:
        """What lies between, in whole rupiah."""
        return (self.low + self.high) // 2


@dataclass(frozen=True, slots=True)
class Bare:
    """A small number without its thousands; these amounts may be meant, the likeliest first."""

    amounts: tuple[int, ...]
    period: Period | None
    is_estimate: bool


@dataclass(frozen=True, slots=True)
class Profit:
    """Not what came in, but what was left of it."""

    period: Period | None = None


def read(text: str) -> Said | Between | Bare | Profit | None:
    """What was said; None where it is no amount at all."""
    said = texts.normalise(text)
    if len(said) > _LONGEST or "?" in said:
        return None
    for english, scale in _ENGLISH:
        said = english.sub(scale, said)
    if _PROFIT.search(said):
        return Profit()
    named, plain = _periods(said), _without_periods(said)
    if len(named) > 1:
        return None
    period = next(iter(named), None)
    is_estimate = bool(_RECKONED.search(plain) or _NOT_SURE.search(plain))
    plain = _HEDGES.sub(" ", _NOT_SURE.sub(" ", plain))
    return _between(plain, period) or _said(plain, period, is_estimate) or _bare(plain, period, is_estimate)


def period_in(text: str) -> Period | None:
    """The one period that is named."""
    named = _periods(texts.normalise(text))
    return named[0] if len(named) == 1 else None


def _periods(said: str) -> list[Period]:
    return [period for period, words in _PERIODS.items() if words.search(said)]


def _without_periods(said: str) -> str:
    for words in _PERIODS.values():
        said = words.sub(" ", said)
    return texts.clean(said)


def _said(plain: str, period: Period | None, is_estimate: bool) -> Said | None:
    rupiah = money.read(plain)
    return None if rupiah is None else Said(rupiah, period, is_estimate)


def _between(plain: str, period: Period | None) -> Between | None:
    """Two amounts; of which the first often leaves its thousands to the second."""
    found = _RANGE.search(plain)
    if found is None:
        return None
    high_unit = found["high_unit"] or ("rb" if _is_small(found["high"]) else "")
    low_unit = found["low_unit"] or (high_unit if _is_small(found["low"]) else "")
    low, high = money.read(found["low"] + low_unit), money.read(found["high"] + high_unit)
    if low is None or high is None or not 0 < low < high:
        return None
    return Between(low, high, period)


def _is_small(digits: str) -> bool:
    return len(digits.replace(",", ".").partition(".")[0]) < 4 and not re.fullmatch(
        r"[0-9]{1,3}(?:\.[0-9]{3})+", digits
    )


def _bare(plain: str, period: Period | None, is_estimate: bool) -> Bare | None:
    count = number.read(plain)
    if count is None or not 0 < count < _BARE:
        return None
    millions = (count * 10**6,) if count <= _FEW else ()
    return Bare((count * 1000, *millions), period, is_estimate)
