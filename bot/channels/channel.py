"""The port: what a channel turns platform payloads into, and what it is given to send.

Nothing above this file sees a type of Telegram or WhatsApp, and no channel imports another.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Literal, Protocol, runtime_checkable

#: What came. A message is answered; an edit, a reaction, a deletion and the later parts of an album are not. A group
#: is asked once to write privately. "blocked" and "unblocked" say whether the address can be reached, "moved" that it
#: has become another.
Happening = Literal["message", "edit", "reaction", "deletion", "album_part", "group", "blocked", "unblocked", "moved"]

#: What kind of thing was sent beside or instead of text.
MediaKind = Literal["photo", "document", "voice", "sticker", "location", "other"]


@dataclass(frozen=True, slots=True)
class MediaIn:
    """A file that came with a message.

    `id` names the stored file (storage.tables.Media); it is None where nothing was kept, and then `problem` says
    why: "too_big", "wrong_type", or "not_kept" for kinds that are never kept, such as stickers. A platform that hands
    out files by reference gives `reference` instead: the turn records it, and a duty fetches the file afterwards.
    """

    kind: MediaKind
    id: str | None = None
    #: What it is by its bytes, or, until it is fetched, what the platform says it is.
    content_type: str | None = None
    problem: Literal["too_big", "wrong_type", "not_kept"] | None = None
    #: How the platform names it; given back to `Channel.fetch`.
    reference: str | None = None
    #: Bytes, as the platform says.
    size: int | None = None
    #: Seconds for which the platform promises to hand it out.
    fetch_within: int | None = None


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
    #: Other addresses of the same person in this channel, such as a WhatsApp number beside the id that stands for it.
    also: tuple[str, ...] = ()
    #: Where a "moved" address went.
    moved_to: str | None = None
    #: The campaign whose link they came by.
    source: str | None = None
    #: Whether it lets anything be sent to them for a while (see Abilities.window).
    opens_window: bool = False

    def to_bytes(self) -> bytes:
        """For the inbox, where a turn failed and is tried again."""
        return json.dumps({**asdict(self), "at": self.at.isoformat()}).encode()

    @classmethod
    def from_bytes(cls, kept: bytes) -> "Incoming":
        """The message that `to_bytes` wrote."""
        stored = json.loads(kept)
        media = stored["media"]
        at = datetime.fromisoformat(stored["at"])
        kept_media = MediaIn(**media) if media else None
        return cls(**{**stored, "at": at, "media": kept_media, "also": tuple(stored["also"])})


@dataclass(frozen=True, slots=True)
class Button:
    """A choice as it is shown; `payload` comes back in `Incoming.button`, at most 64 bytes (Telegram)."""

    payload: str
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture or file that goes with a message, drawn or opened when it is sent; the name has its ending."""

    content: bytes
    content_type: str
    name: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a message says, as a text key with its arguments in words: by these a template is found and filled in."""

    key: str
    arguments: Mapping[str, str]


def _nothing() -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message, rendered in the person's language and within the channel's abilities."""

    #: The outbox row: a channel that sends it twice must show it once, where the platform lets it.
    outbox_id: int
    address: str
    text: str
    buttons: tuple[Button, ...] = ()
    picture: Picture | None = None
    #: The person's own number is asked for: what stands on the button that shares it, where a channel has such a one.
    share_number: str = ""
    language: str = "id"
    #: The how-manieth try this is.
    attempts: int = 1
    #: Only where the channel's window is closed (see Abilities.window): it must go as a template.
    said: Said | None = None
    #: A channel with limits calls this at the instant at which it writes the message to an open connection: the pace
    #: counts from then, and without it from the answer, which is slower.
    written: Callable[[], None] = field(default=_nothing, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Limits:
    """How fast the platform lets messages go; the delivery keeps to it (bot.duties.pace)."""

    #: To all addresses together, in any stretch of one second.
    per_second: int
    #: To one address at once ...
    address_burst: int
    #: ... and then one in so many seconds.
    address_seconds: float


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a channel can show; the core adapts to it."""

    #: Choices it shows as buttons under the text.
    buttons: int
    #: Choices it shows as a list that opens; more become a numbered text.
    list_rows: int
    text_length: int
    #: Where a choice has a longer label, the choices become a numbered text.
    button_label_length: int
    #: For how long after a person's message anything may be sent to them; None where there is no such limit.
    window: timedelta | None = None
    #: None where messages may go as fast as they can.
    limits: Limits | None = None
    #: The files that it takes, by content type, each with the most bytes; None: any file.
    files: Mapping[str, int] | None = None
    #: Whether a message can be taken out of the chat again (see Deleting).
    deletes: bool = False
    #: Whether the platform says when a message arrived; elsewhere what was sent counts as arrived.
    tells_arrival: bool = False


class SendError(Exception):
    """A message did not go out.

    `log` is for the log and holds nothing personal. `retry_after` says when to try again; None: never, and
    `reason` is kept with the message for staff to see. `waits` says who waits until then: this message (its contact's
    later ones wait for it anyway) or everybody in the channel. `unreachable` says that the address itself is at fault.
    `unsure`: it may have been sent all the same (a time-out), so it is tried again only once its lease is over.
    """

    def __init__(
        self,
        log: str,
        *,
        reason: str,
        retry_after: timedelta | None,
        waits: Literal["message", "channel"] = "message",
        unreachable: bool = False,
        unsure: bool = False,
    ) -> None:
        super().__init__(log)
        self.log = log
        self.reason = reason
        self.retry_after = retry_after
        self.waits = waits
        self.unreachable = unreachable
        self.unsure = unsure


class WindowClosed(SendError):  # noqa: N818 - a state of affairs
    """Nothing but templates may be sent to them now, and there is none for this message (see Abilities.window)."""

    def __init__(self, log: str) -> None:
        super().__init__(log, reason="window_closed", retry_after=None)


class FetchError(Exception):
    """A file could not be fetched: to be tried again after a while, or, with None, never."""

    def __init__(self, log: str, *, retry_after: timedelta | None, too_big: bool = False) -> None:
        super().__init__(log)
        self.log = log
        self.retry_after = retry_after
        self.too_big = too_big


class NotDeleted(Exception):  # noqa: N818 - a state of affairs
    """A message is still in the chat: to be tried again after a while, or, with None, it stays there."""

    def __init__(self, log: str, *, retry_after: timedelta | None) -> None:
        super().__init__(log)
        self.log = log
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


@runtime_checkable
class Deleting(Protocol):
    """A channel that can take a message out of the chat again (Abilities.deletes)."""

    async def delete(self, address: str, platform_id: str) -> None:
        """Take it out, with all its parts; one that is gone already is no error. Raises NotDeleted.

        `platform_id` is what `send` returned.
        """


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at the platform found: one sentence, with its remedy where something is wrong."""

    state: Literal["fine", "doubtful", "wrong"]
    says: str


@runtime_checkable
class Checkable(Protocol):
    """A channel that can look whether its platform would take and bring messages (`tuntas doctor`)."""

    async def check(self) -> list[Checked]:
        """Ask the platform; what cannot be asked is a finding too. Never raises."""


@runtime_checkable
class Remote(Channel, Protocol):
    """A channel whose platform stands elsewhere: it is listened to, called by it, and asked for files."""

    #: Set by the composition root: whoever receives also sends, so one of the two comes first.
    receiver: Receiver

    async def run(self) -> None:
        """Receive until cancelled; what was taken is finished first. One that is only called just waits."""

    async def fetch(self, reference: str) -> bytes:
        """The bytes of a file that came by reference. Raises FetchError."""

    async def close(self) -> None:
        """Let go of connections; nothing is sent or fetched any more."""


@dataclass(frozen=True, slots=True)
class Called:
    """What a platform sends to a webhook, as it came over the wire."""

    method: str
    #: Names in lower case.
    headers: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Answered:
    """What a webhook answers: a status and plain text."""

    status: int
    body: str = ""


@runtime_checkable
class Webhook(Protocol):
    """A channel that its platform calls; bot.web mounts it at /webhooks/<path>."""

    path: str

    async def called(self, call: Called) -> Answered:
        """Take what was sent, and answer only once it is committed. Never raises."""
