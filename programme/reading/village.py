"""Which village of the regency, or only which kecamatan, a person names. Never a guess.

Names overlap: five are both a kecamatan and its kelurahan, some begin others ("Kayungo", "Kayungo Sari"), some are
one letter apart ("Adang Jaya", "Padang Jaya"). A name that is written exactly is that name; a misspelt one counts only
when every other name is clearly further away; what is only a kecamatan must be asked for its villages.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from programme.reading import text as texts
from programme.reading.places import Region


@dataclass(frozen=True)
class Found:
    """Exactly this village."""

    code: str


@dataclass(frozen=True)
class Several:
    """One of these, villages or kecamatan; also a single one that is likely but not sure. Ask."""

    codes: tuple[str, ...]


@dataclass(frozen=True)
class Kecamatan:
    """Only the kecamatan is meant: its villages come next."""

    code: str


@dataclass(frozen=True)
class Unknown:
    """No name of the regency."""


Reading = Found | Several | Kecamatan | Unknown

_LONGEST = 160
_VILLAGE_WORDS = texts.listed("desa ds dsa kampung kampong kmp kp kel kelurahan klurahan kelrhn dusun dsn")
_KECAMATAN_WORDS = texts.listed("kec kecamatan kcmtn kecmatan kecamtan kcamatan kecematan")
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
_NOISE = texts.listed(
    """
    di dr dari ke kami saya sy aku ulun kulo tinggal tgl tinggalnya rumah rumahnya rmh asal asli warga orang
    urang org domisili alamat alamatnya alamatku penduduk berdomisili lahir nama desanya desaku kampungku
    kampungnya kecamatannya kab kabupaten kabupatn prov provinsi kaltim kalimantan timur indonesia sini sana
    sekarang skrg yang yg ini itu nya adalah ikut bagian wilayah daerah masuk ktp kk di- in from live village
    mana tinggalku badiam diam
    """
)
_REFUSED = texts.listed("atau ato atw bukan tidak ga gak nggak kada selain dekat dkt antara sebelah samping luar")
_ADDRESS = re.compile(
    r"\b(?:rt|rw|no|nomor|km|blok)\b[ .:]*[0-9]+(?:\s*/\s*[0-9]+)?|\brt ?[0-9]+|\brw ?[0-9]+|\b[0-9]{5}\b"
)
_STREET = re.compile(
    r"\b(?:jl|jln|jalan|gang|gg)\b\.? .*?(?=,|\b(?:rt|desa|ds|kel|kec|kelurahan|kecamatan|kampung)\b|$)"
)
_OLD_LETTERS = (("dj", "j"), ("tj", "c"), ("oe", "u"), ("nj", "ny"), ("sj", "sy"))
# First words that say only what kind of place it is: alone they name nothing, though one village has them.
_KINDS_OF_PLACE = texts.listed(
    """
    gunung bukit teluk pulau kepala libur pinang sawit makmur harapan tepian tanah sungai muara rantau padang
    long batu tanjung pasir kerta atang bai saing swan bente olong
    """
)
_SHORTEST_PART = 5


def read(text: str, region: Region) -> str | None:
    """The code of the village, or of the kecamatan when only that is meant."""
    found = find(text, region)
    return found.code if isinstance(found, Found | Kecamatan) else None


def find(text: str, region: Region) -> Reading:
    """The place that is named, with everything that it could be when that is not certain."""
    said = texts.normalise(text)
    if len(said) > _LONGEST or "?" in said:
        return Unknown()
    names = _names(region.code, region)
    village, kecamatan = _parts(_tokens(said))
    if _REFUSED.intersection(village) or _REFUSED.intersection(kecamatan or ()):
        return Unknown()
    if kecamatan is not None:
        return _with_kecamatan(village, kecamatan, names)
    return _without_kecamatan(village, names)


@dataclass(frozen=True)
class _Names:
    """Each name of the regency as its comparable words, with the codes that carry it."""

    villages: tuple[tuple[tuple[str, ...], str], ...]
    kecamatan: tuple[tuple[tuple[str, ...], str], ...]

    def within(self, kecamatan: str) -> "_Names":
        """Only the villages of one kecamatan."""
        inside = tuple(named for named in self.villages if named[1].startswith(f"{kecamatan}."))
        return _Names(inside, ())


_KEPT: dict[str, _Names] = {}


def _names(code: str, region: Region) -> _Names:
    if code not in _KEPT:
        _KEPT[code] = _Names(_named(region.villages(), region), _named(region.kecamatan, region))
    return _KEPT[code]


def _named(codes: Iterable[str], region: Region) -> tuple[tuple[tuple[str, ...], str], ...]:
    return tuple(
        (tuple(_standard(word) for word in texts.words(texts.normalise(spelling))), code)
        for code in codes
        for spelling in region.spellings(code)
    )


def _tokens(said: str) -> list[str]:
    plain = _ADDRESS.sub(" ", _STREET.sub(" ", said))
    return texts.words(plain)


def _parts(tokens: Sequence[str]) -> tuple[list[str], list[str] | None]:
    """What is said of the village and, after "kec", of the kecamatan (None when there is no such word)."""
    village: list[str] = []
    kecamatan: list[str] | None = None
    into = village
    marked = False
    for token in tokens:
        if token in _KECAMATAN_WORDS:
            kecamatan = into = kecamatan or []
        elif token in _VILLAGE_WORDS:
            into, marked = village, True
        elif token not in _NOISE and token not in texts.COURTESY:
            into.append(_standard(token))
    return [*(["desa"] if marked else []), *_without_regency(village)], (
        _without_regency(kecamatan) if kecamatan is not None else None
    )


def _without_regency(words: list[str]) -> list[str]:
    """ "tapis paser" names the regency after the village."""
    return words[:-1] if len(words) > 1 and words[-1] == "paser" else words


def _standard(word: str) -> str:
    word = _ABBREVIATIONS.get(word, word)
    for old, new in _OLD_LETTERS:
        word = word.replace(old, new)
    return texts.single_letters(word) if word != "ii" else word


def _with_kecamatan(village: list[str], kecamatan: list[str], names: _Names) -> Reading:
    words = [word for word in village if word != "desa"]
    place = _kecamatan_named(kecamatan, names)
    if place is None and kecamatan:
        return _split_after_kecamatan(words, kecamatan, names)
    if place is None:
        return Unknown()
    if not words:
        return Kecamatan(place)
    return _in_kecamatan(words, place, names)


def _split_after_kecamatan(village: list[str], words: list[str], names: _Names) -> Reading:
    """ "kec kuaro lolo": the village follows without a word for it."""
    for at in range(1, len(words)):
        place = _exact(words[:at], names.kecamatan)
        if place and not village:
            return _in_kecamatan(words[at:], place[0], names)
    return Unknown()


def _in_kecamatan(words: list[str], place: str, names: _Names) -> Reading:
    inside = names.within(place)
    exact = _exact(words, inside.villages)
    if exact:
        return Found(exact[0])
    if _exact(words, names.villages):
        return Unknown()  # a village of another kecamatan: one of the two is wrong
    return _nearest(words, inside, bold=True)


def _kecamatan_named(words: list[str], names: _Names) -> str | None:
    exact = _exact(words, names.kecamatan) or _by_part(words, names.kecamatan)
    if exact:
        return exact[0]
    near = _nearest(words, _Names((), names.kecamatan), bold=True)
    return near.code if isinstance(near, Kecamatan) else None


def _without_kecamatan(village: list[str], names: _Names) -> Reading:
    marked, words = village[:1] == ["desa"], [word for word in village if word != "desa"]
    if not words:
        return Unknown()
    villages, kecamatan = _exact(words, names.villages), _exact(words, names.kecamatan)
    if kecamatan and not (marked and villages):
        return Kecamatan(kecamatan[0])
    if villages:
        return Found(villages[0]) if len(villages) == 1 else Several(villages)
    return _village_and_kecamatan(words, names) or _short_for(words, names) or _nearest(words, names)


def _exact(words: Sequence[str], named: Sequence[tuple[tuple[str, ...], str]]) -> tuple[str, ...]:
    """The codes of that very name, also written as one word."""
    joined = "".join(words)
    return tuple(dict.fromkeys(code for name, code in named if "".join(name) == joined)) if joined else ()


def _village_and_kecamatan(words: list[str], names: _Names) -> Reading | None:
    """ "lolo kuaro", "grogot tapis": a kecamatan at either end and one of its villages."""
    for at in range(1, len(words)):
        for first, last in ((words[:at], words[at:]), (words[at:], words[:at])):
            place = _exact(last, names.kecamatan) or _by_part(last, names.kecamatan)
            village = _exact(first, names.within(place[0]).villages) if place else ()
            if village:
                return Found(village[0])
    return None


def _by_part(words: Sequence[str], kecamatan: Sequence[tuple[tuple[str, ...], str]]) -> tuple[str, ...]:
    """ "grogot", "komam", "engau": the last word of one kecamatan alone is what people call it."""
    if len(words) != 1 or len(words[0]) < 4:
        return ()
    found = tuple(dict.fromkeys(code for name, code in kecamatan if len(name) > 1 and name[-1] == words[0]))
    return found if len(found) == 1 else ()


def _short_for(words: list[str], names: _Names) -> Reading | None:
    """The beginning of a name: sure when only one has it and it is no mere kind of place."""
    joined = tuple(words)
    everything = [*names.villages, *names.kecamatan]
    having = tuple(
        dict.fromkeys(code for name, code in everything if set(joined) < set(name) or name[: len(joined)] == joined)
    )
    if not having:
        return None
    kecamatan = [code for code in having if code.count(".") == 2]
    villages = [code for code in having if code.count(".") == 3]
    if len(kecamatan) == 1 and len(words) == 1 and all(_same_name(code, kecamatan[0], names) for code in villages):
        return (
            Kecamatan(kecamatan[0])
            if len(words[0]) >= 4 and words[0] not in _KINDS_OF_PLACE | {"kali"}
            else Several(having)
        )
    beginning = [code for name, code in names.villages if name[: len(joined)] == joined]
    sure = len(having) == 1 and beginning and (len(joined) > 1 or _is_telling(joined[0]))
    return Found(having[0]) if sure else Several(having)


def _is_telling(word: str) -> bool:
    return len(word) >= _SHORTEST_PART and word not in _KINDS_OF_PLACE


def _same_name(village: str, kecamatan: str, names: _Names) -> bool:
    of = {code: name for name, code in (*names.villages, *names.kecamatan)}
    return of[village] == of[kecamatan]


def _nearest(words: list[str], names: _Names, *, bold: bool = False) -> Reading:
    """The name with the fewest typing errors, when it is few for its length and no other name is nearly as near.

    Inside a kecamatan that was named too (`bold`), one error less than every rival is enough.
    """
    said = "".join(words)
    allowed = _errors_allowed(len(said), bold=bold)
    named = [*names.villages, *names.kecamatan]
    near = process.extract(
        said, ["".join(name) for name, _ in named], scorer=OSA.distance, score_cutoff=allowed + 1, limit=9
    )
    if not near or near[0][1] > allowed:
        return Unknown()
    best = near[0][1]
    codes = tuple(dict.fromkeys(named[at][1] for _, distance, at in near if distance <= best + (0 if bold else 1)))
    if len(codes) == 1:
        return _alone_or_longer(codes[0], names)
    kecamatan = next((code for code in codes if code.count(".") == 2), None)
    same = kecamatan is not None and all(_same_name(code, kecamatan, names) for code in codes if code != kecamatan)
    return Kecamatan(kecamatan) if kecamatan and same else Several(codes)


def _alone_or_longer(code: str, names: _Names) -> Reading:
    """A misspelt "Kayungo" may be half of "Kayungo Sari"."""
    if code.count(".") == 2:
        return Kecamatan(code)
    name = next(name for name, named in names.villages if named == code)
    longer = [other for other_name, other in names.villages if other_name[: len(name)] == name]
    return Found(code) if longer == [code] else Several(tuple(dict.fromkeys(longer)))


def _errors_allowed(length: int, *, bold: bool) -> int:
    if length < 5:
        return 1 if bold and length > 3 else 0
    return 1 if length < 8 else 2 if length < 13 else 3
