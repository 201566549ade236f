"""What was reckoned from answers, shown back: it is right, or one of them is asked again."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.questions.base import chosen, option, words
from programme.reading import yes_no
from talk import Choice, Line, Message, Misread, Reconsidered, Stored

_YES = "yes"


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A yes holds only for exactly the amounts that were shown: another one is confirmed anew."""

    shown: str
    #: What can be put right, with the question that is asked again for it.
    asked: Mapping[str, str]

    @property
    def choices(self) -> Sequence[Choice]:
        """Right, or what is wrong."""
        return (option("reckoned", _YES), *self._wrong())

    def read(self, message: Message) -> Stored:
        """A fingerprint of what was confirmed."""
        picked = chosen(message, self.choices, "reckoned")
        if picked in self.asked:
            raise Reconsidered(self.asked[str(picked)])
        agreed = picked == _YES or yes_no.read(words(message))
        if agreed is None:
            raise Misread(Line("kind-choose"))
        if not agreed:
            raise Misread(Line("kind-reckoned-which"), self._wrong())
        return self._fingerprint()

    def check(self, stored: Stored) -> bool:
        """Confirmed as it stands now."""
        if stored != self._fingerprint():
            raise ValueError("something was changed since")
        return True

    def _wrong(self) -> tuple[Choice, ...]:
        return tuple(option("reckoned", name) for name in self.asked)

    def _fingerprint(self) -> str:
        return hashlib.sha256(self.shown.encode()).hexdigest()
