"""The real page, channel and storage behind a real port, with a receiver that only echoes."""

import asyncio
import io
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from PIL import Image

from bot.channels.channel import Button, Incoming, Outgoing, Picture, Unavailable
from bot.channels.local import LocalChannel
from bot.clock import Clock
from bot.web.demo import Demo
from bot.web.server import application, server
from storage.database import Storage

ZONE = ZoneInfo("Asia/Makassar")
UPLOAD_LIMIT = 200_000

BUTTONS = (
    Button("menu:daftar", "Daftar pelatihan"),
    Button("menu:status", "Status saya"),
    Button("menu:en", "English"),
)


@dataclass(frozen=True)
class Somebody:
    """A person of the demo."""

    address: str
    name: str
    stage: str


SARI = Somebody("sample-sari", "Sari Rahmawati", "Baru mendaftar, berkas belum lengkap")
BUDI = Somebody("sample-budi", "Budi Santoso", "Diterima, berangkat bulan depan")


#: A file of words, with letters that are more than one byte.
COPY = "Nama: Siti “Aminah” – Kuaro\n"


@dataclass
class Echo:
    """Receives as the turn does (a repeat changes nothing) and answers each message once, through the channel."""

    local: LocalChannel
    received: list[Incoming] = field(default_factory=list)
    #: While it is set, the database is said to be out of order.
    out_of_order: bool = False
    #: The channel's id of the newest answer.
    newest: str = ""

    async def receive(self, incoming: Incoming) -> None:
        """Answer a new message, soon after this returns."""
        if self.out_of_order:
            raise Unavailable
        if any(incoming.platform_id == known.platform_id for known in self.received):
            return
        self.received.append(incoming)
        self._answering = asyncio.create_task(self._answer(incoming, len(self.received)))

    async def _answer(self, incoming: Incoming, number: int) -> None:
        """Whoever asks for it has the answer before taken back first."""
        if incoming.text == "hapus yang tadi":
            await self.local.delete(incoming.address, self.newest)
        self.newest = await self.local.send(answer(incoming, number))


def answer(incoming: Incoming, number: int) -> Outgoing:
    """What the echo says, with buttons, and with a picture or a text file to whoever asks for one."""
    said = incoming.text
    if incoming.button:
        said = f"tombol {incoming.button}"
    if incoming.media:
        said = f"berkas {incoming.media.problem or incoming.media.content_type}"
    files = {
        "kartu": Picture(card(), "image/png", "kartu-PSR-2026-0007.png"),
        "data saya": Picture(COPY.encode(), "text/plain", "data-saya.txt"),
    }
    buttons = tuple(Button(f"desa:{n}", f"Desa {n}") for n in range(1, 13)) if said == "desa" else BUTTONS
    return Outgoing(number, incoming.address, f"Kamu bilang:\n{said}", buttons, files.get(said))


def card() -> bytes:
    """A picture."""
    kept = io.BytesIO()
    Image.new("RGB", (640, 400), (244, 174, 61)).save(kept, "PNG")
    return kept.getvalue()


class StandIn:
    """The service, startable and stoppable on one port, keeping what it stored."""

    def __init__(self, storage: Storage, *, is_demo: bool = True) -> None:
        self.clock = Clock(ZONE)
        self.local = LocalChannel(storage, self.clock)
        self.echo = self.local.receiver = Echo(self.local)
        self.is_ready = True
        self.port = 0
        self._is_demo = is_demo

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Listen; a second time on the same port as before."""
        self._server = server(
            application(
                self.local,
                office="Dinas Sosial Kabupaten Paser",
                zone=ZONE,
                ready=self._ready,
                upload_limit=UPLOAD_LIMIT,
                public_names=["Chat.Example.go.id"],
                demo=Demo([SARI, BUDI], self.clock.today, self._move) if self._is_demo else None,
            ),
            host="127.0.0.1",
            port=self.port,
        )
        self._thread = threading.Thread(target=lambda: asyncio.run(self._server.serve()), daemon=True)
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive(), "the server did not start"
            time.sleep(0.01)
        self.port = self._server.servers[0].sockets[0].getsockname()[1]

    def stop(self) -> None:
        """Gone, as when the machine loses its power supply politely."""
        self._server.should_exit = True
        self._thread.join(timeout=20)
        assert not self._thread.is_alive()

    def today(self) -> date:
        """The service's day."""
        return self.clock.today()

    async def _move(self, by: timedelta) -> None:
        self.clock.offset += by

    async def _ready(self) -> list[str]:
        return [] if self.is_ready else ["The database cannot be written."]


@contextmanager
def standing_in(storage: Storage, *, is_demo: bool = True) -> Iterator[StandIn]:
    """The service, for as long as a test lasts."""
    service = StandIn(storage, is_demo=is_demo)
    service.start()
    try:
        yield service
    finally:
        service.stop()
