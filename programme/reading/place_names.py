"""The names of a regency's kecamatan and villages in the form that what people type is compared with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from programme.reading import text as texts
from programme.reading.places import Region

_ABBREVIATIONS = {
    **dict.fromkeys(texts.listed("tn tnh tana tnah"), "tanah"),
    **dict.fromkeys(texts.listed("lg lng lon"), "long"),
    **dict.fromkeys(texts.listed("ma mr mra muaro mu mura muarra"), "muara"),
    **dict.fromkeys(texts.listed("bt btu"), "batu"),
    **dict.fromkeys(texts.listed("tj tjg tg tjung tanj tnjg tnjung"), "tanjung"),
    **dict.fromkeys(texts.listed("sei s sg sungei sunge sngai sui"), "sungai"),
    **dict.fromkeys(texts.listed("pd pdg pdang"), "padang"),
    **dict.fromkeys(texts.listed("rtu rntau rantw"), "rantau"),
    **dict.fromkeys(texts.listed("gn gng gunun"), "gunung"),
    **dict.fromkeys(texts.listed("tlk tluk"), "teluk"),
    **dict.fromkeys(texts.listed("bkt"), "bukit"),
    **dict.fromkeys(texts.listed("psr"), "pasir"),
    **dict.fromkeys(texts.listed("pl"), "pulau"),
    **dict.fromkeys(texts.listed("mkmr mkmur"), "makmur"),
    **dict.fromkeys(texts.listed("jy jya"), "jaya"),
    **dict.fromkeys(texts.listed("hrpn"), "harapan"),
    **dict.fromkeys(texts.listed("grgt grgot grogt grogod"), "grogot"),
    "2": "ii",
    "dua": "ii",
    "brw": "brewe",
}
# Spelling before 1972.
_OLD_LETTERS = (("dj", "j"), ("tj", "c"), ("oe", "u"), ("nj", "ny"), ("sj", "sy"))
# Last words of a kecamatan that are ordinary words too ("Long Kali").
_ORDINARY = frozenset({"kali", "harapan"})


def standard(word: str) -> str:
    """One word of a name: abbreviations and old letters written out, double letters once."""
    word = _ABBREVIATIONS.get(word, word)
    for old, new in _OLD_LETTERS:
        word = word.replace(old, new)
    return texts.single_letters(word) if word != "ii" else word


class Named(NamedTuple):
    """One spelling of one place's name."""

    words: tuple[str, ...]
    code: str
    joined: str


@dataclass(frozen=True)
class PlaceNames:
    """The villages and kecamatan of a regency, or only the villages of one kecamatan."""

    villages: tuple[Named, ...]
    kecamatan: tuple[Named, ...]
    _inside: "dict[str, PlaceNames]" = field(default_factory=dict)

    @property
    def all(self) -> tuple[Named, ...]:
        """Villages and kecamatan."""
        return self.villages + self.kecamatan

    def inside(self, kecamatan: str) -> "PlaceNames":
        """Only the villages of one kecamatan."""
        if kecamatan not in self._inside:
            villages = tuple(named for named in self.villages if named.code.startswith(f"{kecamatan}."))
            self._inside[kecamatan] = PlaceNames(villages, ())
        return self._inside[kecamatan]

    def exact_villages(self, words: Sequence[str]) -> tuple[str, ...]:
        """The villages of that very name, also written as one word."""
        return _exact(words, self.villages)

    def exact_kecamatan(self, words: Sequence[str]) -> str | None:
        """The kecamatan of that very name."""
        return next(iter(_exact(words, self.kecamatan)), None)

    def kecamatan_by_last_word(self, words: Sequence[str]) -> str | None:
        """ "grogot", "komam": what people call a kecamatan for short, sometimes with its first word's letter."""
        if not words or len(words[-1]) < 4 or len(words) > 2 or len("".join(words[:-1])) > 1:
            return None
        initial = "".join(words[:-1])
        codes = {
            named.code
            for named in self.kecamatan
            if len(named.words) > 1 and named.words[-1] == words[-1] and named.joined.startswith(initial)
        }
        return codes.pop() if len(codes) == 1 and (initial or words[-1] not in _ORDINARY) else None

    def kecamatan_named(self, words: Sequence[str]) -> str | None:
        """The kecamatan where the text says that it is one: exact, in short, or misspelt."""
        exact = self.exact_kecamatan(words) or self.kecamatan_by_last_word(words)
        near = () if exact else PlaceNames((), self.kecamatan).nearest(words, rivals_ahead=0)
        return exact or (near[0] if len(near) == 1 else None)

    def nearest(self, words: Sequence[str], *, rivals_ahead: int) -> tuple[str, ...]:
        """The names with the fewest typing errors, with the rivals that are at most so many errors further away.

        No name when there are more errors than its length allows; inside a kecamatan that was named too
        (no rivals ahead), short names may have one.
        """
        said = "".join(words)
        named = self.all
        allowed = _errors_allowed(len(said), 4 if rivals_ahead == 0 else 5)
        near = process.extract(
            said, [each.joined for each in named], scorer=OSA.distance, score_cutoff=allowed + rivals_ahead, limit=9
        )
        if not near or near[0][1] > allowed:
            return ()
        furthest = near[0][1] + rivals_ahead
        return tuple(dict.fromkeys(named[at].code for _, distance, at in near if distance <= furthest))

    def having(self, words: Sequence[str]) -> tuple[str, ...]:
        """The places whose name has all these words and more."""
        part = set(words)
        return tuple(dict.fromkeys(named.code for named in self.all if part < set(named.words)))

    def begins(self, words: Sequence[str], code: str) -> bool:
        """Whether a place's name begins with these words."""
        return any(named.words[: len(words)] == tuple(words) for named in self.all if named.code == code)

    def beginning_with(self, code: str) -> list[str]:
        """A place and those whose names begin with its name: a misspelt "Kayungo" may be half of "Kayungo Sari"."""
        names = [named.words for named in self.all if named.code == code]
        return [code, *(named.code for named in self.villages if named.code != code and _begins(named.words, names))]

    def same(self, code: str, other: str) -> bool:
        """Whether two places have one name, as a kecamatan and its kelurahan may."""
        names = {named.words for named in self.all if named.code == code}
        return any(named.words in names for named in self.all if named.code == other)


def _begins(words: tuple[str, ...], names: Iterable[tuple[str, ...]]) -> bool:
    return any(words[: len(name)] == name for name in names)


def _exact(words: Sequence[str], named: Sequence[Named]) -> tuple[str, ...]:
    joined = "".join(words)
    return tuple(dict.fromkeys(each.code for each in named if each.joined == joined))


def _errors_allowed(length: int, shortest: int) -> int:
    if length < shortest:
        return 0
    return 1 if length < 8 else 2 if length < 13 else 3


_KEPT: dict[str, PlaceNames] = {}


def of(region: Region) -> PlaceNames:
    """The comparable names of a regency, made once."""
    if region.code not in _KEPT:
        _KEPT[region.code] = PlaceNames(_named(region.villages(), region), _named(region.kecamatan, region))
    return _KEPT[region.code]


def _named(codes: Iterable[str], region: Region) -> tuple[Named, ...]:
    spellings = ((spelling, code) for code in codes for spelling in region.spellings(code))
    compared = ((tuple(map(standard, texts.words(texts.normalise(name)))), code) for name, code in spellings)
    return tuple(Named(words, code, "".join(words)) for words, code in compared)
