"""The last question: everything at once, each answer open to change."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.questions.base import chosen, option, words
from programme.reading import choice
from talk import Choice, Line, Message, Misread, Reconsidered, Stored

SEND, CHANGE = "send", "change"


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One answer as it is shown: the question it belongs to, its label, its value."""

    question: str
    label: Line
    value: Line


@dataclass(frozen=True, slots=True)
class Summary:
    """Confirms all answers. Sent as a whole, it holds only while none of them is given anew: an edit unmakes it."""

    lines: Sequence[SummaryLine]
    #: The answers with their times; whatever is answered again asks for confirmation again.
    given: str

    @property
    def choices(self) -> Sequence[Choice]:
        """Send, or change something."""
        return (option("summary", SEND), option("summary", CHANGE))

    def read(self, message: Message) -> Stored:
        """A fingerprint of what was confirmed; a line's number or name asks that line again."""
        number = message.text.strip().rstrip(".)")
        if message.choice is None and number.isascii() and number.isdigit():
            return self._line_by_number(int(number[:3]))
        if message.choice in {line.question for line in self.lines}:
            raise Reconsidered(str(message.choice))
        named = self._named(message.text)
        if named is not None:
            raise Reconsidered(named)
        picked = chosen(Message(text=message.text, choice=message.choice), self.choices, "summary")
        if picked == SEND:
            return self._fingerprint()
        if picked == CHANGE:
            raise Misread(Line("kind-summary-which"), self._changeable())
        words(message)
        raise Misread(Line("kind-summary"))

    def check(self, stored: Stored) -> bool:
        """Confirmed exactly as it stands now."""
        if stored != self._fingerprint():
            raise ValueError("something was changed since")
        return True

    def _line_by_number(self, number: int) -> Stored:
        if not 1 <= number <= len(self.lines):
            raise Misread(Line("kind-summary-number", {"most": len(self.lines)}))
        raise Reconsidered(self.lines[number - 1].question)

    def _named(self, said: str) -> str | None:
        """The line that is meant by "ubah desa", or by its name alone."""
        return chosen(Message(text=_what_to_change(said)), self._changeable(), "label")

    def _changeable(self) -> tuple[Choice, ...]:
        return tuple(Choice(line.question, line.label) for line in self.lines)

    def _fingerprint(self) -> str:
        return hashlib.sha256(self.given.encode()).hexdigest()


def _what_to_change(said: str) -> str:
    """ "ubah nama" -> "nama"."""
    first, _, rest = said.strip().partition(" ")
    changing = choice.read(first, {CHANGE: ["ubah", "ganti", "edit", "ralat", "perbaiki", "change"]})
    return rest if changing and rest else said
