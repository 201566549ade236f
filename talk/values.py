"""What a talk is fed, and what is kept of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

#: A stored answer: plain JSON, a choice's id, an ISO date, a media id; never a label.
Stored: TypeAlias = str | int | float | bool | list["Stored"] | dict[str, "Stored"] | None


@dataclass(frozen=True, slots=True)
class Media:
    """A file that came instead of words. `id` is None where nothing was kept; `problem` then says why."""

    kind: str
    id: str | None = None
    content_type: str | None = None
    problem: Literal["too_big", "wrong_type", "not_kept"] | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """What a person sent, as a question reads it."""

    text: str = ""
    #: The id of the choice whose button was pressed.
    choice: str | None = None
    media: Media | None = None
    #: The sender's own number, where the channel proves it.
    phone: str | None = None
    #: The ids last shown to this person, so that "2" means what was shown.
    offered: tuple[str, ...] = ()

    def picked(self) -> str | None:
        """The choice that was pressed, or meant by its number."""
        if self.choice is not None:
            return self.choice
        number = self.text.strip().rstrip(".)")
        if number.isascii() and number.isdigit() and 1 <= int(number[:4]) <= len(self.offered):
            return self.offered[int(number[:4]) - 1]
        return None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer and when it was given."""

    value: Stored
    at: datetime


#: Answers by question name, in the order in which they were given.
Answers: TypeAlias = dict[str, Answer]
