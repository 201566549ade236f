"""Amounts of rupiah without a period: what something costs, what a receipt says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.money_words import rupiah
from handlers.questions.base import UNKNOWN, chosen, option, words
from handlers.questions.words import FreeText
from programme.reading import money
from talk import Choice, Line, Message, Misread, Stored

DONE = "done"
#: Below it a number was said without its "ribu".
_LEAST, _THOUSAND = 1_000, 1_000
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Rupiah:
    """One amount; an answer holds only for what it was asked about."""

    about: str = ""
    may_be_unknown: bool = False

    @property
    def choices(self) -> Sequence[Choice]:
        """Not knowing it, where that is an answer."""
        return (option("choice", UNKNOWN),) if self.may_be_unknown else ()

    def read(self, message: Message) -> Stored:
        """The amount with what it is for; None in its place where they don't know."""
        return {"about": self.about, "rupiah": self._amount(message)}

    def check(self, stored: Stored) -> int | None:
        """Still about the same."""
        if not isinstance(stored, Mapping) or stored["about"] != self.about:
            raise ValueError("about something else")
        amount = stored["rupiah"]
        return amount if isinstance(amount, int) else None

    def _amount(self, message: Message) -> int | None:
        picked = message.picked() or chosen(message, self.choices, "rupiah")
        if picked == UNKNOWN and self.may_be_unknown:
            return None
        if picked is not None and picked.isdecimal():
            return int(picked)
        said = words(message)
        read = money.read(said)
        if read is None or read < _LEAST:
            raise _meant(said)
        return read


@dataclass(frozen=True, slots=True)
class Named:
    """A thing to be bought; its price where it was said in the same breath."""

    name: str
    rupiah: int | None


@dataclass(frozen=True, slots=True)
class CostItem:
    """One thing of a list, or that there are no more."""

    is_first: bool

    @property
    def choices(self) -> Sequence[Choice]:
        """No more, once there is one."""
        return () if self.is_first else (option("choice", DONE),)

    def read(self, message: Message) -> Stored:
        """Its name and price, or None."""
        if not self.is_first and chosen(message, self.choices, DONE) == DONE:
            return None
        said = str(FreeText(_LONGEST_NAME + 40).read(message))
        name, amount = _split(said)
        if len(name) > _LONGEST_NAME:
            raise Misread(Line("kind-note-long", {"most": _LONGEST_NAME}))
        if not any(letter.isalpha() for letter in name):
            raise Misread(Line("kind-item"))
        return {"name": name, "rupiah": amount}

    def check(self, stored: Stored) -> Named | None:
        """As it was read."""
        if stored is None:
            if self.is_first:
                raise ValueError("nothing is named")
            return None
        if not isinstance(stored, Mapping):
            raise ValueError("no item")  # noqa: TRY004 - the contract of check
        amount = stored["rupiah"]
        return Named(str(stored["name"]), amount if isinstance(amount, int) else None)


def _split(said: str) -> tuple[str, int | None]:
    """ "mesin kopi 2 unit 3,5jt" -> the name and the amount at its end; an amount begins with a digit or "Rp"."""
    parts = said.replace("=", " ").replace(":", " ").split()
    for place, part in enumerate(parts[1:], start=1):
        if not part[0].isdigit() and not part.casefold().startswith("rp"):
            continue
        amount = money.read(" ".join(parts[place:]))
        if amount is not None and amount >= _LEAST:
            return " ".join(parts[:place]).strip(" ,-"), amount
    return said, None


def _meant(said: str) -> Misread:
    """A bare "75" most often means thousands: it is shown in full, and they say whether."""
    bare = said.strip()
    if not (bare.isascii() and bare.isdecimal() and 0 < int(bare[:9]) < _THOUSAND):
        return Misread(Line("kind-rupiah"))
    meant = int(bare[:9]) * _THOUSAND
    return Misread(Line("kind-rupiah-meant"), (Choice(str(meant), Line("as-is", {"text": rupiah(meant)})),))
