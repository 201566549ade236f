"""Questions about seats: how many there are, never fewer than are held."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.questions.base import chosen, option, words
from programme.reading import number
from talk import Choice, Line, Message, Misread, Stored

FREE, CLOSED = "free", "closed"
#: More than this is a slip of the finger.
MOST = 500


@dataclass(frozen=True, slots=True)
class SeatCount:
    """Seats of a whole intake, from none on; with those beside them they are enough for who holds one."""

    held: int
    beside: int = 0
    choices: Sequence[Choice] = ()

    def read(self, message: Message) -> Stored:
        """The number."""
        read = _number(message)
        if read + self.beside < self.held:
            raise Misread(Line("kind-seats-held", {"held": self.held, "least": self.held - self.beside}))
        return read

    def check(self, stored: Stored) -> int:
        """Still enough."""
        if not isinstance(stored, int) or stored + self.beside < self.held:
            raise ValueError("fewer than are held")
        return stored


@dataclass(frozen=True, slots=True)
class SkillSeats:
    """Seats of one skill: a number, as many as the quota leaves, or, where it may be closed, not offered at all."""

    held: int = 0
    closable: bool = False

    @property
    def choices(self) -> Sequence[Choice]:
        """Without a limit of its own, and closed."""
        names = (FREE, CLOSED) if self.closable else (FREE,)
        return tuple(option("seats", name) for name in names)

    def read(self, message: Message) -> Stored:
        """The number, or which of the two."""
        picked = message.choice or chosen(Message(text=message.text), self.choices, "seats")
        if picked == FREE:
            return FREE
        read = CLOSED if picked == CLOSED else _number(message)
        if self.held > (0 if read == CLOSED else int(read)):
            raise Misread(Line("kind-seats-held", {"held": self.held, "least": self.held}))
        return read

    def check(self, stored: Stored) -> int | str:
        """Still enough."""
        if stored == FREE or (stored == CLOSED and self.closable and not self.held):
            return str(stored)
        if not isinstance(stored, int) or stored < self.held:
            raise ValueError("fewer than are held")
        return stored


def _number(message: Message) -> int:
    read = number.read(words(message))
    if read is None or not 0 <= read <= MOST:
        raise Misread(Line("kind-number", {"least": 0, "most": MOST}))
    return read
