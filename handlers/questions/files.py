"""Papers sent by chat."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.questions.base import chosen, option
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
        if message.media is not None and message.media.kind in ("photo", "document"):
            return self._file(message)
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

    def _file(self, message: Message) -> Stored:
        media = message.media
        assert media is not None  # noqa: S101 - the caller looked
        if media.problem == "too_big":
            raise Misread(Line("kind-paper-big"))
        if media.id is None or media.content_type not in PAPERS:
            raise Misread(Line("kind-paper-type"))
        return {"state": "received", "media": media.id}
