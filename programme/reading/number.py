"""Whole numbers, in digits and in the words of Bahasa Indonesia, Banjar (vowel a: talu, ampat) and Javanese."""

import re
from collections.abc import Sequence

from programme.reading import text as texts

_SPELLINGS = {
    "satu": "satu sattu siji sji",
    "dua": "dua duwa loro rong due duo",
    "tiga": "tiga tigo talu telu telung tlu",
    "empat": "empat ampat mpat papat patang empt",
    "lima": "lima limo limang lma",
    "enam": "enam anam nam enem nem",
    "tujuh": "tujuh tuju pitu pitung tjuh tujoh",
    "delapan": "delapan dalapan dlapan lapan wolu wolung delapn",
    "sembilan": "sembilan sambilan smbilan sanga songo sangang sembilang",
    "sepuluh": "sepuluh sapuluh spuluh",
    "sebelas": "sebelas sabalas sawalas sewelas sblas",
    "belas": "belas balas walas welas blas",
    "puluh": "puluh pulu puloh plh",
    "ratus": "ratus atus rts ratos",
    "seratus": "seratus saratus satus sratus",
    "ribu": "ribu rb rbu rebu ribuan ewu riebu ribo",
    "seribu": "seribu saribu sewu srb serebu",
}
_STANDARD = {spelling: word for word, spellings in _SPELLINGS.items() for spelling in spellings.split()}
_UNITS = {
    word: value
    for value, word in enumerate(
        ["satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"], start=1
    )
}
# Whole words for one number: Javanese "selawe", and the Hokkien market words heard all over the country.
_SPECIAL = {
    "nol": 0, "sepuluh": 10, "sebelas": 11, "rolas": 12, "selawe": 25, "salawi": 25, "seket": 50, "sewidak": 60,
    "jigo": 25, "gocap": 50, "cepek": 100, "gopek": 500,
}  # fmt: skip
_FUSED = re.compile(
    r"(satu|dua|tiga|talu|empat|ampat|lima|enam|anam|tujuh|delapan|dalapan|sembilan|sambilan|setengah)"
    r"(belas|balas|puluh|ratus|ribu|rebu|juta)"
)
_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,9}")
_RANGE = re.compile(r"[0-9]\s*[-–—~/]\s*[0-9]|(?<![\w])-\s*[0-9]|[0-9],[0-9]|[0-9]\.[0-9]{1,2}(?![0-9])")
_NOT_ONE = texts.listed(
    "atau ato atw sampai sampe hingga sd antara kurang lebih bukan tidak tdk ga gak nggak kada belum banyak juta jt"
)
_NONE_AT_ALL = frozenset(
    [
        "nol",
        "kosong",
        "nihil",
        "tidak ada",
        "tdk ada",
        "ga ada",
        "gak ada",
        "gada",
        "nggak ada",
        "kada ada",
        "kadada",
        "nda ada",
        "ndak ada",
    ]
)
_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]{3})*|[^\W\d_]+")


def standard(word: str) -> str:
    """The one spelling of a number word; other words as they are."""
    return _STANDARD.get(word, word)


def tokens(said: str) -> list[str]:
    """The words and numbers of a normalised text, number words in one spelling, "limaratus" taken apart."""
    apart = _FUSED.sub(r"\1 \2 ", said)
    return [standard(word) for word in _TOKEN.findall(apart)]


def read(text: str) -> int | None:
    """The one whole number said, with whatever is counted around it ("2 orang"); None for a range or none."""
    said = texts.without_courtesy(texts.normalise(text))
    if said.strip(" .!") in _NONE_AT_ALL:
        return 0
    if len(said) > 80 or "?" in said or _RANGE.search(said):
        return None
    found, others = _numbers(tokens(said))
    if len(found) != 1 or len(others) > 4 or _NOT_ONE.intersection(others):
        return None
    return found[0]


def _numbers(said: Sequence[str]) -> tuple[list[int], list[str]]:
    found: list[int] = []
    others: list[str] = []
    position = 0
    while position < len(said):
        value, position = below_million(said, position)
        if value is not None:
            found.append(value)
            continue
        if said[position][0].isdigit():
            found.extend(_digits(said[position]))
        else:
            others.append(said[position])
        position += 1
    return found, others


def _digits(word: str) -> list[int]:
    """Its value; twice where it cannot be one plain number, so that nobody takes it for one."""
    return [int(word.replace(".", ""))] if _GROUPED.fullmatch(word) else [0, 0]


def below_million(said: Sequence[str], at: int) -> tuple[int | None, int]:
    """The longest number in words from a position, and where it ends."""
    if _word(said, at) == "seribu":
        thousands, end = 1, at + 1
    else:
        thousands, end = _below_thousand_before_ribu(said, at)
    if end == at:
        return below_thousand(said, at)
    rest, after = below_thousand(said, end)
    return thousands * 1000 + (rest or 0), after


def _below_thousand_before_ribu(said: Sequence[str], at: int) -> tuple[int, int]:
    value, end = below_thousand(said, at)
    return (value, end + 1) if value and _word(said, end) == "ribu" else (0, at)


def below_thousand(said: Sequence[str], at: int) -> tuple[int | None, int]:
    """As below_million, for the numbers up to "sembilan ratus sembilan puluh sembilan"."""
    hundreds = 1 if _word(said, at) == "seratus" else 0
    end = at + 1
    if not hundreds and _word(said, at + 1) == "ratus":
        hundreds, end = _unit(said, at), at + 2
    if not hundreds:
        return _below_hundred(said, at)
    rest, after = _below_hundred(said, end)
    return hundreds * 100 + (rest or 0), after


def _below_hundred(said: Sequence[str], at: int) -> tuple[int | None, int]:
    first = _word(said, at)
    if first in _SPECIAL:
        return _SPECIAL[first], at + 1
    unit = _unit(said, at)
    if not unit:
        return None, at
    if _word(said, at + 1) == "belas":
        return 10 + unit, at + 2
    if _word(said, at + 1) != "puluh":
        return (unit, at + 1) if first in _UNITS else (None, at)
    more = _UNITS.get(_word(said, at + 2), 0)
    return (unit * 10 + more, at + 3) if more and not _scale_follows(said, at + 3) else (unit * 10, at + 2)


def _scale_follows(said: Sequence[str], at: int) -> bool:
    """In "dua puluh dua ratus" the second "dua" belongs to the hundreds: no such number, so it is left out."""
    return _word(said, at) in ("ratus", "belas", "puluh")


def _unit(said: Sequence[str], at: int) -> int:
    """One to nine, also as a digit, as in "4 ratus"; otherwise 0."""
    word = _word(said, at)
    return int(word) if len(word) == 1 and word in "123456789" else _UNITS.get(word, 0)


def _word(said: Sequence[str], at: int) -> str:
    return said[at] if at < len(said) else ""
