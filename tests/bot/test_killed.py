"""Killed in the middle and started again, the service goes on at the same question; nothing is lost or doubled."""

import asyncio
import json
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect

TUNTAS = (sys.executable, "-m", "bot")
QUESTIONS = (
    ("daftar", "Setuju?"),
    ("setuju", "pengingat"),
    ("ya", "pengumuman"),
    ("tidak", "fotomu"),
    ("tidak", "Siapa yang mau didaftarkan?"),
    ("saya sendiri", "Siapa nama lengkapmu?"),
    ("Budi Karangan", "Kapan tanggal lahirmu?"),
    ("17-08-2007", "Laki-laki atau perempuan?"),
)


class Service:
    """`tuntas demo` as a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.start()

    def start(self) -> None:
        """Start it and wait until it serves."""
        command = [*TUNTAS, "demo", "--data", str(self.folder), "--port", "0"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)  # noqa: S603 - our own command
        assert self.process.stderr is not None
        line = self.process.stderr.readline()
        assert line.startswith("Tuntas: http://"), line + self.process.stderr.read()
        self.address = line.split()[1].removeprefix("http://")

    def kill(self) -> None:
        """As a power cut would, but for the disk."""
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    service = Service(tmp_path / "demo")
    yield service
    service.kill()


class Page:
    """An open page: sends, waits until it is taken, and reads what the phone shows."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.shown: list[dict[str, Any]] = []

    async def say(self, text: str, key: str | None = None) -> str:
        """Write a message and wait for the reply to it."""
        key = key or secrets.token_hex(12)
        await self.socket.send(json.dumps({"type": "message", "id": key, "text": text}))
        replies = len(self.replies)
        while len(self.replies) == replies:
            await self.read()
        return self.replies[-1]

    async def read(self) -> None:
        """Whatever the service sends next."""
        frame = json.loads(await asyncio.wait_for(self.socket.recv(), 10))
        if frame["type"] == "messages":
            self.shown += frame["messages"]

    @property
    def replies(self) -> list[str]:
        """What the service said, oldest first."""
        return [message["text"] for message in self.shown if not message["mine"]]


@asynccontextmanager
async def page(service: Service, visitor: str) -> AsyncIterator[Page]:
    async with connect(f"ws://{service.address}/chat", origin=f"http://{service.address}") as socket:  # type: ignore[arg-type]
        await socket.send(json.dumps({"type": "hello", "address": visitor, "after": 0, "language": "id"}))
        opened = Page(socket)
        await opened.read()  # welcome
        await opened.read()  # the conversation so far
        yield opened


async def test_killed_after_every_answer_the_talk_goes_on_at_the_same_question(service: Service) -> None:
    visitor = f"guest-{secrets.token_hex(16)}"
    for said, (text, question) in enumerate(QUESTIONS):
        async with page(service, visitor) as phone:
            assert len(phone.replies) == said
            assert question in await phone.say(text)
        service.kill()
        service.start()


async def test_killed_while_many_write_every_message_is_answered_once(service: Service) -> None:
    """A page sends again what was not taken; the service recognises what it had."""
    visitors = [f"guest-{secrets.token_hex(16)}" for _ in range(20)]
    keys = {visitor: [secrets.token_hex(12) for _ in range(4)] for visitor in visitors}
    words = ("halo", "daftar", "setuju", "ya")

    async def write(visitor: str) -> None:
        async with page(service, visitor) as phone:
            for key, word in zip(keys[visitor], words, strict=True):
                await phone.socket.send(json.dumps({"type": "message", "id": key, "text": word}))
            await asyncio.sleep(5)

    writing = asyncio.gather(*(write(visitor) for visitor in visitors), return_exceptions=True)
    await asyncio.sleep(0.15 + int(os.environ.get("KILL_AFTER_MS", "0")) / 1000)
    service.kill()
    await writing
    service.start()
    for visitor in visitors:
        async with page(service, visitor) as phone:
            for key, word in zip(keys[visitor], words, strict=True):
                await phone.socket.send(json.dumps({"type": "message", "id": key, "text": word}))
            while len(phone.replies) < len(words):
                await phone.read()
            assert len(phone.replies) == len(words)
            assert "pengumuman" in phone.replies[-1]


pytestmark = pytest.mark.asyncio
