"""Where somebody lives, by the names alone: codes in such lists are others' (BPS, Dapodik) and mean nothing here."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from programme.reading import text as texts
from programme.reading import village as villages
from programme.reading.places import Region, kecamatan_of
from programme.reading.village import Found, Kecamatan, Several

_CODE = re.compile(r"[0-9][0-9. ]{3,}")
_KIND = re.compile(r"\b(?:kabupaten|kab|kota|regency)\b\.?")
_TITLE = re.compile(r"\b(?:desa|ds|kelurahan|kel|kecamatan|kec)\b\.?\s*:?\s*(?=\S)", re.IGNORECASE)
_MOST_KNOWN = 20_000


class Place(NamedTuple):
    """What is known of where they live, and what is wrong with the name of the village."""

    village: str | None = None
    kecamatan: str | None = None
    is_outside: bool = False
    problem: str | None = None


NOWHERE = Place()


@dataclass(slots=True)
class Places:
    """The places of one list; the same names come thousands of times."""

    region: Region
    #: Of a list, or a part of it, whose title names the place.
    usual: Place = NOWHERE
    _known: dict[tuple[str | None, ...], Place] = field(default_factory=dict)

    def place(self, village: str | None, kecamatan: str | None, regency: str | None, address: str | None) -> Place:
        """Where those names lead."""
        address = None if village or kecamatan else address
        names = (village, kecamatan, regency, address)
        if not any(names):
            return self.usual
        if names not in self._known:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            self._known[names] = self._look_up(*names)
        found = self._known[names]
        return found if found.kecamatan or found.is_outside else self._with_usual(found)

    def title(self, said: str) -> bool:
        """Take the place that a title names for the rows below it; says whether it names one."""
        if not _TITLE.search(said):
            return False
        found = villages.find(said, self.region)
        if isinstance(found, Found | Kecamatan):
            code = found.code
            self.usual = Place(code if isinstance(found, Found) else None, kecamatan_of(code))
        return isinstance(found, Found | Kecamatan)

    def _with_usual(self, found: Place) -> Place:
        return found if self.usual.kecamatan is None else found._replace(kecamatan=self.usual.kecamatan)

    def _look_up(self, village: str | None, kecamatan: str | None, regency: str | None, address: str | None) -> Place:
        if regency and self._is_another(regency):
            return Place(is_outside=True)
        if village and _CODE.fullmatch(village):
            return self._only(kecamatan)._replace(problem="village_is_code")
        if village:
            return self._village(village, kecamatan)
        return self._only(kecamatan) if kecamatan else self._in_address(address or "")

    def _is_another(self, regency: str) -> bool:
        said = _bare(regency)
        return bool(said) and not said[0].isdigit() and said != _bare(self.region.name(self.region.code))

    def _village(self, village: str, kecamatan: str | None) -> Place:
        within = "" if kecamatan is None or _CODE.fullmatch(kecamatan) else f" kec {kecamatan}"
        found = villages.find(f"desa {village}{within}", self.region)
        if isinstance(found, Found):
            return Place(found.code, kecamatan_of(found.code))
        known = self._only(kecamatan)
        if isinstance(found, Several):
            return known._replace(problem="village_several")
        elsewhere = isinstance(villages.find(f"desa {village}", self.region), Found) and known.kecamatan
        return known._replace(problem="village_elsewhere" if elsewhere else "village_unknown")

    def _only(self, kecamatan: str | None) -> Place:
        found = villages.find(f"kec {kecamatan}", self.region) if kecamatan else None
        return Place(kecamatan=found.code) if isinstance(found, Kecamatan) else Place(problem="village_unknown")

    def _in_address(self, address: str) -> Place:
        """An address often names no village; that is nothing wrong."""
        found = villages.find(address, self.region)
        if isinstance(found, Found):
            return Place(found.code, kecamatan_of(found.code))
        return Place(kecamatan=found.code) if isinstance(found, Kecamatan) else Place()


def _bare(regency: str) -> str:
    return "".join(texts.words(_KIND.sub(" ", texts.normalise(regency))))
