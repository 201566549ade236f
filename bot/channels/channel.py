"""The port: what a channel turns platform payloads into, and what it is given to send.

Nothing above this file sees a type of Telegram or WhatsApp, and no channel imports another.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

#: What came: only a message is answered; an edit, a reaction, a deletion and the later parts of an album are not.
Happening = Literal["message", "edit", "reaction", "deletion", "album_part"]

#: What kind of thing was sent beside or instead of text.
MediaKind = Literal["photo", "document", "voice", "sticker", "location", "other"]


@dataclass(frozen=True, slots=True)
class MediaIn:
    """A file that came with a message.

    `id` names the stored file (storage.tables.Media); it is None where nothing was kept, and then `problem` says
    why: "too_big", "wrong_type", or "not_kept" for kinds that are never kept, such as stickers.
    """

    kind: MediaKind
    id: str | None = None
    content_type: str | None = None
    problem: Literal["too_big", "wrong_type", "not_kept"] | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message as the core reads it."""

    channel: str
    #: The platform's own id of the message: a second one with the same id is a repeat.
    platform_id: str
    #: Where the answer goes: a chat, a number, a visitor of the page.
    address: str
    at: datetime
    happening: Happening = "message"
    text: str = ""
    #: What the pressed button carries (see talk and router), None where none was pressed.
    button: str | None = None
    media: MediaIn | None = None
    #: The sender's own number where the channel itself proves it, E.164.
    phone: str | None = None
    #: The language of their app, used only for the very first answer ("id", "en").
    language: str | None = None

    def to_bytes(self) -> bytes:
        """For the inbox, where a turn failed and is tried again."""
        return json.dumps({**asdict(self), "at": self.at.isoformat()}).encode()

    @classmethod
    def from_bytes(cls, kept: bytes) -> "Incoming":
        """The message that `to_bytes` wrote."""
        stored = json.loads(kept)
        media = stored["media"]
        at = datetime.fromisoformat(stored["at"])
        return cls(**{**stored, "at": at, "media": MediaIn(**media) if media else None})


@dataclass(frozen=True, slots=True)
class Button:
    """A choice as it is shown; `payload` comes back in `Incoming.button`, at most 64 bytes (Telegram)."""

    payload: str
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture or file that goes with a message, drawn when it is sent."""

    content: bytes
    content_type: str
    name: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message, rendered in the person's language and within the channel's abilities."""

    #: The outbox row: a channel that sends it twice must show it once, where the platform lets it.
    outbox_id: int
    address: str
    text: str
    buttons: tuple[Button, ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a channel can show; the core adapts to it."""

    #: Choices it shows as buttons under the text.
    buttons: int
    #: Choices it shows as a list that opens; more become a numbered text.
    list_rows: int
    text_length: int
    button_label_length: int


class SendError(Exception):
    """A message did not go out.

    `log` is for the log and holds nothing personal. `retry_after` says when to try again; None: never, and
    `reason` is kept with the message for staff to see.
    """

    def __init__(self, log: str, *, reason: str, retry_after: timedelta | None) -> None:
        super().__init__(log)
        self.log = log
        self.reason = reason
        self.retry_after = retry_after


class Unavailable(Exception):  # noqa: N818 - a state of affairs, answered with "come again"
    """The database cannot be reached: the platform is told to come again later (503), nothing was taken."""


class Receiver(Protocol):
    """Where a channel hands in what it read (bot.turn)."""

    async def receive(self, incoming: Incoming) -> None:
        """Return once the message and its effect are committed, or it is recorded for another try.

        Only then may the channel acknowledge it to the platform. Raises Unavailable.
        """


class Channel(Protocol):
    """One way to reach people."""

    name: str
    abilities: Abilities

    async def send(self, outgoing: Outgoing) -> str:
        """Send and return the platform's id of the message. Raises SendError."""
