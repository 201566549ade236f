"""Where somebody lives."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.questions.base import chosen, option, words
from programme.eligibility import OUTSIDE
from programme.reading import places, village
from talk import Choice, Line, Message, Misread, Stored


@dataclass(frozen=True, slots=True)
class Village:
    """A desa or kelurahan of the configured regency. Names overlap and are misspelt: ask, never guess."""

    region: str
    #: Where only some will do; empty for all.
    only: tuple[str, ...] = ()

    @property
    def choices(self) -> Sequence[Choice]:
        """The way for those who live elsewhere, or the few that will do."""
        return _named(self.only, places.region(self.region)) if self.only else (option("village", OUTSIDE),)

    def read(self, message: Message) -> Stored:
        """The dotted code."""
        read = self._read(message)
        if self.only and read not in self.only:
            raise Misread(Line("kind-village-not_yours"))
        return read

    def check(self, stored: Stored) -> str:
        """A village that the region still has, and that will do."""
        if stored != OUTSIDE and not _is_village(str(stored), places.region(self.region)):
            raise ValueError("no village of this region")
        if self.only and stored not in self.only:
            raise ValueError("none of theirs")
        return str(stored)

    def _read(self, message: Message) -> Stored:
        region = places.region(self.region)
        picked = message.picked() or chosen(Message(text=message.text), self.choices, "village")
        if picked is not None:
            return self._picked(picked, region)
        found = village.find(words(message), region)
        if isinstance(found, village.Found):
            return found.code
        if isinstance(found, village.Kecamatan):
            namesake = _namesake(found.code, message.offered, region)
            if namesake is None:
                raise self._which_village(found.code, region)
            return namesake
        if isinstance(found, village.Several):
            raise Misread(Line("kind-village-which"), [*_named(found.codes, region), *self.choices])
        raise Misread(Line("kind-village"))

    def _picked(self, picked: str, region: places.Region) -> Stored:
        if picked == OUTSIDE or _is_village(picked, region):
            return picked
        if picked in region.kecamatan:
            raise self._which_village(picked, region)
        raise Misread(Line("kind-village"))

    def _which_village(self, kecamatan: str, region: places.Region) -> Misread:
        villages = [Choice(code, Line("as-is", {"text": region.name(code)})) for code in region.villages(kecamatan)]
        return Misread(Line("kind-village-in", {"kecamatan": region.name(kecamatan)}), villages)


def _is_village(code: str, region: places.Region) -> bool:
    return code.count(".") == 3 and code in region.names


def _namesake(kecamatan: str, offered: Sequence[str], region: places.Region) -> str | None:
    """Who was shown the villages of a kecamatan and says its name again means the village of that name."""
    name = region.name(kecamatan)
    return next((code for code in offered if code.startswith(f"{kecamatan}.") and region.name(code) == name), None)


def label(code: str, region: places.Region) -> str:
    """A village with its kecamatan, since names overlap."""
    return f"{region.name(code)} (Kec. {region.name(code.rpartition('.')[0])})"


def _named(codes: Sequence[str], region: places.Region) -> list[Choice]:
    return [Choice(code, Line("as-is", {"text": label(code, region)})) for code in codes]
