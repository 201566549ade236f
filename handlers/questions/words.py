"""Questions answered in the person's own words."""

import string
from collections.abc import Sequence
from dataclasses import dataclass

from handlers import understanding
from handlers.questions.base import SKIP, chosen, option, words
from programme.reading import name, text
from talk import Choice, Line, Message, Misread, Stored


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name, as it stands on their papers."""

    choices: Sequence[Choice] = ()

    def read(self, message: Message) -> Stored:
        """The tidied name."""
        said = words(message)
        is_other = understanding.is_wish(said) or understanding.instead_of_answer(said)
        read = None if is_other else name.read(said)
        if read is None:
            raise Misread(Line("kind-name"))
        return string.capwords(read) if read.islower() or read.isupper() else read

    def check(self, stored: Stored) -> str:
        """A name of 1 to 80 characters."""
        if not isinstance(stored, str) or not 0 < len(stored) <= 80:
            raise ValueError("no name")
        return stored


@dataclass(frozen=True, slots=True)
class FreeText:
    """A short note; `optional` ones can be skipped."""

    most: int = 300
    optional: bool = False
    #: What skipping is called here: the text `choice-<skip>`, with phrases of that name.
    skip: str = SKIP

    @property
    def choices(self) -> Sequence[Choice]:
        """Skipping, where that is allowed."""
        return (option("choice", self.skip),) if self.optional else ()

    def read(self, message: Message) -> Stored:
        """The cleaned text, or None where it was skipped."""
        if self.optional and (message.text.strip() == "-" or chosen(message, self.choices, self.skip) == self.skip):
            return None
        said = text.clean(words(message))
        if understanding.instead_of_answer(said) or not any(letter.isalnum() for letter in said):
            raise Misread(Line("kind-note"))
        if len(said) > self.most:
            raise Misread(Line("kind-note-long", {"most": self.most}))
        return said

    def check(self, stored: Stored) -> str | None:
        """A text, or None."""
        if stored is not None and not isinstance(stored, str):
            raise ValueError("no text")
        return stored


@dataclass(frozen=True, slots=True)
class NewName:
    """What something new is called: short, and not as another is called already."""

    most: int
    taken: Sequence[str]
    choices: Sequence[Choice] = ()

    def read(self, message: Message) -> Stored:
        """The cleaned text."""
        said = FreeText(self.most).read(message)
        if self._is_taken(said):
            raise Misread(Line("kind-name-taken", {"name": str(said)}))
        return said

    def check(self, stored: Stored) -> str:
        """Still free."""
        if not isinstance(stored, str) or self._is_taken(stored):
            raise ValueError("no new name")
        return stored

    def _is_taken(self, name: Stored) -> bool:
        return str(name).casefold() in {taken.casefold() for taken in self.taken}
