"""Which village of the regency, or only which kecamatan, a person names. Never a guess.

Names overlap: five are both a kecamatan and its kelurahan, some begin others ("Kayungo", "Kayungo Sari"), some are
one letter apart ("Adang Jaya", "Padang Jaya"). A name that is written exactly is that name; a misspelt one counts only
when every other name is clearly further away; what is only a kecamatan must be asked for its villages.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from programme.reading import place_names
from programme.reading import text as texts
from programme.reading.place_names import PlaceNames
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
    tokens = _tokens(said)
    if _REFUSED.intersection(tokens):
        return Unknown()
    names = place_names.of(region)
    village, kecamatan, marked = _parts(tokens)
    if kecamatan is not None:
        return _with_kecamatan(village, kecamatan, names)
    return _without_kecamatan(village, marked, names)


def _tokens(said: str) -> list[str]:
    plain = _ADDRESS.sub(" ", _STREET.sub(" ", said))
    return texts.words(plain)


def _parts(tokens: Sequence[str]) -> tuple[list[str], list[str] | None, bool]:
    """What is said of the village; after "kec" of the kecamatan, else None; whether "desa" or "kelurahan" was said."""
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
            into.append(place_names.standard(token))
    return _without_regency(village), None if kecamatan is None else _without_regency(kecamatan), marked


def _without_regency(words: list[str]) -> list[str]:
    """ "tapis paser" names the regency after the village."""
    return words[:-1] if len(words) > 1 and words[-1] == "paser" else words


def _with_kecamatan(words: list[str], kecamatan: list[str], names: PlaceNames) -> Reading:
    place = names.kecamatan_named(kecamatan)
    if place is None:
        return Unknown() if words else _village_after_kecamatan(kecamatan, names)
    return _in_kecamatan(words, place, names) if words else Kecamatan(place)


def _village_after_kecamatan(words: list[str], names: PlaceNames) -> Reading:
    """ "kec kuaro lolo": the village follows without a word for it."""
    for at in range(1, len(words)):
        place = names.exact_kecamatan(words[:at])
        if place:
            return _in_kecamatan(words[at:], place, names)
    return Unknown()


def _in_kecamatan(words: list[str], place: str, names: PlaceNames) -> Reading:
    inside = names.inside(place)
    exact = inside.exact_villages(words)
    if exact:
        return Found(exact[0])
    if names.exact_villages(words):
        return Unknown()  # a village of another kecamatan: one of the two is wrong
    return _decide(inside.nearest(words, rivals_ahead=0), inside)


def _without_kecamatan(words: list[str], marked: bool, names: PlaceNames) -> Reading:
    if not words:
        return Unknown()
    villages, kecamatan = names.exact_villages(words), names.exact_kecamatan(words)
    if kecamatan and not (marked and villages):
        return Kecamatan(kecamatan)
    if villages:
        return Found(villages[0]) if len(villages) == 1 else Several(villages)
    return (
        _by_initial(words, names)
        or _village_and_kecamatan(words, names)
        or _short_for(words, names)
        or _decide(names.nearest(words, rivals_ahead=1), names)
    )


def _by_initial(words: list[str], names: PlaceNames) -> Reading | None:
    """ "t. grogot", "m langon": the first word only by its letter."""
    if len(words) < 2 or len(words[0]) > 1:
        return None
    codes = tuple(
        named.code for named in names.all if named.words[1:] == tuple(words[1:]) and named.joined.startswith(words[0])
    )
    return _decide(codes, names) if codes else None


def _village_and_kecamatan(words: list[str], names: PlaceNames) -> Reading | None:
    """ "lolo kuaro", "grogot tapis": a kecamatan at either end and one of its villages, which may be misspelt."""
    for at in range(1, len(words)):
        for first, last in ((words[:at], words[at:]), (words[at:], words[:at])):
            place = names.exact_kecamatan(last) or names.kecamatan_by_last_word(last)
            reading = _in_kecamatan(first, place, names) if place else Unknown()
            if isinstance(reading, Found):
                return reading
    return None


def _short_for(words: list[str], names: PlaceNames) -> Reading | None:
    """Part of a name: sure when it is what people call a kecamatan, or the beginning of one village's name only."""
    codes = names.having(words)
    if not codes:
        return None
    place = names.kecamatan_by_last_word(words)
    if place and all(names.same(code, place) for code in codes):
        return Kecamatan(place)
    sure = len(codes) == 1 and names.begins(words, codes[0]) and (len(words) > 1 or _is_telling(words[0]))
    return Found(codes[0]) if sure and codes[0].count(".") == 3 else Several(codes)


def _is_telling(word: str) -> bool:
    return len(word) >= _SHORTEST_PART and word not in _KINDS_OF_PLACE


def _decide(codes: tuple[str, ...], names: PlaceNames) -> Reading:
    """One name is found, a kecamatan and the kelurahan of its name are the kecamatan, anything else is asked."""
    if not codes:
        return Unknown()
    kecamatan = [code for code in codes if code.count(".") == 2]
    if len(kecamatan) == 1 and all(names.same(code, kecamatan[0]) for code in codes):
        return Kecamatan(kecamatan[0])
    possible = tuple(dict.fromkeys(longer for code in codes for longer in names.beginning_with(code)))
    return Found(codes[0]) if possible == codes and len(codes) == 1 and not kecamatan else Several(possible or codes)
