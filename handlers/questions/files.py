"""Papers sent by chat."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.questions.base import SKIP, chosen, option
from programme.applications import DocumentAnswer
from talk import Choice, Line, Message, Misread, Stored

#: What a paper may be: what a phone's camera makes, or a PDF.
PAPERS = ("image/jpeg", "image/png", "image/webp", "image/heic", "application/pdf")
LATER, OFFICE, NONE = "later", "office", "none"


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """A photo or PDF of a paper; `optional` papers may be lacking."""

    optional: bool

    @property
    def choices(self) -> Sequence[Choice]:
        """Nothing blocks the chat."""
        names = (LATER, OFFICE, NONE) if self.optional else (LATER, OFFICE)
        return tuple(option("paper", name) for name in names)

    def read(self, message: Message) -> Stored:
        """The stored file, or what will happen instead."""
        media_id = sent_file(message)
        if media_id is not None:
            return {"state": "received", "media": media_id}
        picked = chosen(message, self.choices, "paper")
        if picked is None:
            raise Misread(Line("kind-paper"))
        return {"state": picked, "media": None}

    def check(self, stored: Stored) -> DocumentAnswer:
        """As it was read."""
        if not isinstance(stored, dict):
            raise ValueError("no answer about a paper")  # noqa: TRY004 - the contract of check
        media = stored["media"]
        return DocumentAnswer(str(stored["state"]), media if isinstance(media, str) else None)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A photo or PDF that may go with what was said."""

    @property
    def choices(self) -> Sequence[Choice]:
        """None goes with it."""
        return (option("choice", SKIP),)

    def read(self, message: Message) -> Stored:
        """The stored file, or None."""
        media_id = sent_file(message)
        if media_id is None and chosen(message, self.choices, "skip") != SKIP:
            raise Misread(Line("kind-attachment"))
        return media_id

    def check(self, stored: Stored) -> str | None:
        """As it was read."""
        if stored is not None and not isinstance(stored, str):
            raise ValueError("no file")
        return stored


@dataclass(frozen=True, slots=True)
class ReceiptPhoto:
    """A photo or PDF of a receipt; staff who hold the paper itself may go without one."""

    optional: bool

    @property
    def choices(self) -> Sequence[Choice]:
        """Without a photo, where that is allowed."""
        return (option("choice", SKIP),) if self.optional else ()

    def read(self, message: Message) -> Stored:
        """The stored file, or None."""
        media_id = sent_file(message)
        if media_id is None and not (self.optional and chosen(message, self.choices, "skip") == SKIP):
            raise Misread(Line("kind-receipt"))
        return media_id

    def check(self, stored: Stored) -> str | None:
        """A file, or None where it may lack."""
        if not isinstance(stored, str) and (stored is not None or not self.optional):
            raise ValueError("no file")
        return stored


def sent_file(message: Message) -> str | None:
    """The file that came with a message, if it is one that a paper may be; None where no file came."""
    media = message.media
    if media is None or media.kind not in ("photo", "document"):
        return None
    if media.problem == "too_big":
        raise Misread(Line("kind-paper-big"))
    if media.id is None or media.content_type not in PAPERS:
        raise Misread(Line("kind-paper-type"))
    return media.id
