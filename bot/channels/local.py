"""The chat page as a platform of its own: a channel like any other, which also keeps the phone's side of the talk.

What a platform keeps for its users (the conversation as the phone shows it, and its files) is kept here in
`local_messages` and `media`, sealed. An open page is told that there is something new and reads it from there, so
what it shows is always what is stored, in that order, each message once.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol, TypeVar

from bot.channels.channel import (
    Abilities,
    Incoming,
    MediaIn,
    MediaKind,
    NotDeleted,
    Outgoing,
    Picture,
    Receiver,
    SendError,
)
from bot.clock import Clock
from bot.queues import Queues
from programme import media
from storage import messages
from storage.database import Storage, Transaction, Unreachable
from storage.files import content_type

T = TypeVar("T")

#: How many messages a page is given at once.
BATCH = 100
#: The database was out of order; the outbox looks again by itself.
TRY_AGAIN = timedelta(seconds=5)


class Runner(Protocol):
    """Runs blocking work on a thread of the database's."""

    def __call__(self, work: Callable[[], T], /) -> Awaitable[T]:
        """What the work returns."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a page sends: words, a pressed button or a file, under an id that the page made."""

    id: str
    address: str
    text: str = ""
    button: str | None = None
    #: What stood on the button; shown, never interpreted.
    label: str = ""
    media: MediaIn | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A kept file as it is handed out."""

    content: bytes
    content_type: str


class LocalChannel:
    """Fills the port for the chat page."""

    name = "local"
    abilities = Abilities(buttons=10, list_rows=40, text_length=4096, button_label_length=60, deletes=True)

    #: Set by the composition root: whoever receives also sends, so one of the two comes first.
    receiver: Receiver

    def __init__(self, storage: Storage, clock: Clock, *, run: Runner = asyncio.to_thread) -> None:
        if storage.files is None:
            raise ValueError("The local channel keeps files: give the storage a file store.")
        self._storage = storage
        self._files = storage.files
        self._clock = clock
        self._run = run
        self._queues = Queues()
        self._pages: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    async def send(self, outgoing: Outgoing) -> str:
        """Put the message on the phone, once however often it is sent, and tell its open pages."""
        key = f"out:{outgoing.outbox_id}"
        picture = outgoing.picture
        name = ""

        def store(tx: Transaction) -> int:
            file = self._keep(tx, outgoing.address, picture, name) if picture else None
            return messages.store_local(
                tx, outgoing.address, key, _from_service(key, outgoing, file), self._clock.now()
            )

        # A reply never stands before what it answers: while that is taken, the reply waits its turn.
        async with self._queues.of(outgoing.address):
            try:
                name = await self._put(picture.content) if picture else ""
                message_id = await self._transact(store)
            except Unreachable as error:
                raise SendError(type(error).__name__, reason="unreachable", retry_after=TRY_AGAIN) from error
        self._tell(outgoing.address)
        return str(message_id)

    async def delete(self, address: str, platform_id: str) -> None:
        """Take it off the phone, and off its open pages; its file is nobody's from now on. Raises NotDeleted."""

        def remove(tx: Transaction) -> None:
            held = messages.remove_local(tx, address, int(platform_id), self._clock.now())
            if held and held["file"]:
                media.let_go(tx.session, [held["file"]["id"]])

        try:
            await self._transact(remove)
        except Unreachable as error:
            raise NotDeleted(type(error).__name__, retry_after=TRY_AGAIN) from error
        self._tell(address)

    async def take(self, written: Written) -> None:
        """Hand the message in; once this returns it is safe to acknowledge. Raises Unavailable, Unreachable."""
        incoming = self._incoming(written)
        content = _from_page(written)

        def store(tx: Transaction) -> int:
            return messages.store_local(tx, written.address, written.id, content, incoming.at)

        async with self._queues.of(written.address):
            await self.receiver.receive(incoming)
            await self._transact(store)
        self._tell(written.address)

    async def keep(self, address: str, data: bytes) -> MediaIn:
        """Store a file that a page sent, by what it is and not by what it is called."""
        found = content_type(data)
        if found is None:
            return MediaIn("document", problem="wrong_type")
        name = await self._put(data)

        def store(tx: Transaction) -> str:
            return messages.add_media(
                tx,
                channel=self.name,
                address=address,
                file=name,
                content_type=found,
                size=len(data),
                now=self._clock.now(),
            )

        return MediaIn(kind_of(found), await self._transact(store), found)

    async def _put(self, data: bytes) -> str:
        try:
            return await asyncio.to_thread(self._files.put, data)
        except OSError as error:  # the disk is full, or may only be read
            raise Unreachable(f"The file cannot be kept ({error.strerror}): see that its disk has room.") from error

    async def file(self, address: str, media_id: str) -> File | None:
        """A file of this conversation; nobody else's."""
        found = await self._transact(lambda tx: messages.media(tx, media_id))
        if found is None or (found.channel, found.address) != (self.name, address):
            return None
        try:
            data = await asyncio.to_thread(self._files.get, found.file or "")
            return File(data, found.content_type or "application/octet-stream")
        except FileNotFoundError:  # its time was up
            return None

    async def since(self, address: str, after: int) -> list[dict[str, Any]]:
        """What the phone shows after that message, oldest first, at most a batch; plain values for the page.

        Where one was taken off again, a line in its turn says which ("gone", its key).
        """
        stored = await self._transact(lambda tx: messages.local_since(tx, address, after, BATCH))
        return [{"id": message_id, "at": at.isoformat(), **content} for message_id, content, at in stored]

    @contextmanager
    def watching(self, address: str) -> Iterator[asyncio.Event]:
        """An open page: the event is set whenever there is something new for it."""
        something = asyncio.Event()
        self._pages[address].add(something)
        try:
            yield something
        finally:
            self._pages[address].discard(something)
            if not self._pages[address]:
                del self._pages[address]

    def _tell(self, address: str) -> None:
        for page in self._pages.get(address, ()):
            page.set()

    def _incoming(self, written: Written) -> Incoming:
        return Incoming(
            channel=self.name,
            # The page's ids are its own: two visitors never meet in one.
            platform_id=f"{written.address}:{written.id}",
            address=written.address,
            at=self._clock.now(),
            text=written.text,
            button=written.button,
            media=written.media,
            language=written.language,
        )

    def _keep(self, tx: Transaction, address: str, picture: Picture, name: str) -> dict[str, Any]:
        media_id = messages.add_media(
            tx,
            channel=self.name,
            address=address,
            file=name,
            content_type=picture.content_type,
            size=len(picture.content),
            now=self._clock.now(),
            drawn=True,
        )
        return {"id": media_id, "kind": kind_of(picture.content_type), "name": picture.name}

    async def _transact(self, work: Callable[[Transaction], T]) -> T:
        def run() -> T:
            with self._storage.transaction() as tx:
                return work(tx)

        return await self._run(run)


def kind_of(found: str) -> MediaKind:
    """What a person would call a file of that content type."""
    family = found.partition("/")[0]
    return {"image": "photo", "audio": "voice"}.get(family, "document")  # type: ignore[return-value]


def _from_service(key: str, outgoing: Outgoing, file: dict[str, Any] | None) -> dict[str, Any]:
    buttons = [{"payload": button.payload, "label": button.label} for button in outgoing.buttons]
    return {"key": key, "mine": False, "text": outgoing.text, "buttons": buttons, "file": file}


def _from_page(written: Written) -> dict[str, Any]:
    media = written.media
    file = {"id": media.id, "kind": media.kind, "problem": media.problem} if media else None
    return {"key": written.id, "mine": True, "text": written.text or written.label, "buttons": [], "file": file}
