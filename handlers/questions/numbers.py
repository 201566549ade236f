"""Whole numbers, NIK and telephone numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.questions.base import UNKNOWN, chosen, option, words
from programme.reading import nik, number, phone
from talk import Choice, Line, Message, Misread, Reconsidered, Stored

NONE = "none"
SAME = "same"


@dataclass(frozen=True, slots=True)
class WholeNumber:
    """A whole number between two, in digits or in words."""

    least: int
    most: int
    choices: Sequence[Choice] = ()

    def read(self, message: Message) -> Stored:
        """The number."""
        read = number.read(words(message))
        if read is None or not self.least <= read <= self.most:
            raise Misread(Line("kind-number", {"least": self.least, "most": self.most}))
        return read

    def check(self, stored: Stored) -> int:
        """Still between the two."""
        if not isinstance(stored, int) or not self.least <= stored <= self.most:
            raise ValueError("out of bounds")
        return stored


@dataclass(frozen=True, slots=True)
class NikNumber:
    """A NIK, or None where there is none or they don't know it; nobody is turned away for want of a number."""

    @property
    def choices(self) -> Sequence[Choice]:
        """The way for those without."""
        return (option("nik", UNKNOWN),)

    def read(self, message: Message) -> Stored:
        """Sixteen digits, or None."""
        if message.choice == UNKNOWN or chosen(Message(text=message.text), self.choices, "nik") == UNKNOWN:
            return None
        said = words(message)
        read = nik.read(said)
        if read is not None:
            return read
        digits = sum(character.isdigit() for character in said)
        if digits in (0, 16):
            raise Misread(Line("kind-nik" if digits == 0 else "kind-nik-odd"))
        raise Misread(Line("kind-nik-length", {"digits": digits}))

    def check(self, stored: Stored) -> str | None:
        """Sixteen digits, or None."""
        if stored is not None and nik.read(str(stored)) is None:
            raise ValueError("no NIK")
        return stored if stored is None else str(stored)


@dataclass(frozen=True, slots=True)
class NikDiffers:
    """The date inside the NIK is not the one that was given: which is right? A KK number typed instead shows here.

    Holds only for this pair: change either, and it is asked again.
    """

    nik: str
    born: date

    @property
    def choices(self) -> Sequence[Choice]:
        """Both are right (it happens: a NIK is never re-issued), or one of them is corrected."""
        return tuple(option("nik-differs", name) for name in ("both", "nik", "date", "kk"))

    def read(self, message: Message) -> Stored:
        """The pair that was confirmed."""
        picked = chosen(message, self.choices, "nik-differs")
        if picked in ("nik", "kk"):
            raise Reconsidered("nik")
        if picked == "date":
            raise Reconsidered("birth_date")
        if picked is None:
            words(message)
            raise Misread(Line("kind-choose"))
        return self.pair()

    def check(self, stored: Stored) -> bool:
        """Confirmed for exactly this pair."""
        if stored != self.pair():
            raise ValueError("another pair was confirmed")
        return True

    def pair(self) -> str:
        """Number and date, as the answer is kept."""
        return f"{self.nik} {self.born.isoformat()}"


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number of Indonesia, E.164."""

    choices: Sequence[Choice] = ()

    def read(self, message: Message) -> Stored:
        """The number: as it is written, or else the one that the channel proves."""
        has_words = message.text.strip() or message.media is not None
        read = phone.read(words(message) if has_words or message.phone is None else message.phone)
        if read is None:
            raise Misread(Line("kind-phone"))
        return read

    def check(self, stored: Stored) -> str:
        """A number."""
        if not isinstance(stored, str) or not stored.startswith("+"):
            raise ValueError("no number")
        return stored


@dataclass(frozen=True, slots=True)
class OwnPhone:
    """How the person is reached: the number the channel knows, another, or None for this chat alone."""

    proven: str | None

    @property
    def choices(self) -> Sequence[Choice]:
        """The proven number where there is one, and the way for those without."""
        same = (option("phone", SAME),) if self.proven else ()
        return (*same, option("phone", NONE))

    def read(self, message: Message) -> Stored:
        """The number, or None."""
        picked = message.choice or chosen(Message(text=message.text), self.choices, "phone")
        if picked == SAME and self.proven:
            return self.proven
        if picked == NONE:
            return None
        return Phone().read(message)

    def check(self, stored: Stored) -> str | None:
        """The number, or None."""
        return None if stored is None else Phone().check(stored)
