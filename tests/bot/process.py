"""The service as a process of its own, for tests of what ends and what survives."""

import asyncio
import io
import json
import secrets
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect

from bot.cli import main

TUNTAS = (sys.executable, "-m", "bot")


class Service:
    """`tuntas demo`, or `tuntas run` where a configuration is named."""

    def __init__(self, folder: Path, config: Path | None = None) -> None:
        self.folder = folder
        self.config = config
        self.start()

    def start(self) -> None:
        """Start it and wait until it serves."""
        how = ["run", "--config", str(self.config)] if self.config else ["demo", "--data", str(self.folder)]
        command = [*TUNTAS, *how, "--port", "0"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)  # noqa: S603 - our own command
        assert self.process.stderr is not None
        line = self.process.stderr.readline()
        assert line.startswith("Tuntas: http://"), line + self.process.stderr.read()
        self.address = line.split()[1].removeprefix("http://")

    def kill(self) -> None:
        """As a power cut would, but for the disk."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.communicate()

    def stop(self, how: int = signal.SIGTERM) -> tuple[int, str]:
        """In good order; returns its exit status and what it said on the way."""
        self.process.send_signal(how)
        said = self.process.communicate(timeout=10)[1]
        return self.process.returncode, said


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
        async with asyncio.timeout(10):
            frame = json.loads(await self.socket.recv())
        if frame["type"] == "messages":
            self.shown += frame["messages"]

    @property
    def replies(self) -> list[str]:
        """What the service said, oldest first."""
        return [message["text"] for message in self.shown if not message["mine"]]


@asynccontextmanager
async def page(service: Service, visitor: str) -> AsyncIterator[Page]:
    """The chat page, opened by a visitor."""
    async with connect(f"ws://{service.address}/chat", origin=f"http://{service.address}") as socket:  # type: ignore[arg-type]
        await socket.send(json.dumps({"type": "hello", "address": visitor, "after": 0, "language": "id"}))
        opened = Page(socket)
        await opened.read()  # welcome
        await opened.read()  # the conversation so far
        yield opened


def tuntas(*words: str, folder: Path, said: str = "", path: str | None = None) -> subprocess.CompletedProcess[str]:
    """A command as an operator gives it."""
    environment = {"PATH": path} if path is not None else None
    return subprocess.run(  # noqa: S603 - our own command
        [*TUNTAS, *words], input=said, capture_output=True, text=True, cwd=folder, check=False, env=environment
    )


def typed(*words: str, folder: Path, said: str = "") -> subprocess.CompletedProcess[str]:
    """The same within this process, for what does not depend on being one: a start costs more than a second."""
    shown, complained, status = io.StringIO(), io.StringIO(), 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(shown), redirect_stderr(complained):
        patch.chdir(folder)
        patch.setattr("sys.argv", ["tuntas", *words])
        patch.setattr("sys.stdin", io.StringIO(said))
        try:
            main()
        except SystemExit as ended:
            status = int(ended.code or 0)
    return subprocess.CompletedProcess(words, status, shown.getvalue(), complained.getvalue())
