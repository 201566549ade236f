"""The database is gone for a while: the platform is told to come again, and nothing is lost or done twice."""

import asyncio
import contextlib
import socket
import sqlite3
import threading
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from tests.bot.channels.telegram_office import Office, office, text_of
from tests.bot.office import until
from tests.standins.bot_api import Person

PEOPLE = 5
SOCKET = ".s.PGSQL.5432"
#: So many times quicker than Telegram's own; an outage of 30 s is then met by calls of its first minutes.
HURRY = 20.0

Outage = Callable[[float], Coroutine[Any, Any, None]]


class Proxy:
    """Stands before PostgreSQL's socket, and can be taken away; it has threads of its own, as the service blocks."""

    def __init__(self, behind: Path, at: Path) -> None:
        self._behind = behind
        self._at = at
        self._open: list[socket.socket] = []
        self.let_through()

    def let_through(self) -> None:
        """Take connections."""
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(self._at))
        self._listening.listen(50)
        threading.Thread(target=self._accept, args=[self._listening], daemon=True).start()

    def shut(self) -> None:
        """Cut every connection, and take none."""
        self._at.unlink()
        for one in (self._listening, *self._open):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._open.clear()

    def _accept(self, listening: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                here, _ = listening.accept()
                there = socket.socket(socket.AF_UNIX)
                there.connect(str(self._behind))
                self._open += [here, there]
                for pair in ((here, there), (there, here)):
                    threading.Thread(target=_copy, args=pair, daemon=True).start()


def _copy(source: socket.socket, to: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while part := source.recv(65_536):
            to.sendall(part)
    with contextlib.suppress(OSError):
        to.shutdown(socket.SHUT_RDWR)


async def outlasted(service: Office, gone: Outage, seconds: float) -> None:
    """Everybody writes before, meanwhile and after; each message is answered once and in order."""
    service.api.hurry = HURRY
    people = [Person(service.api, 84_000_000 + number) for number in range(PEOPLE)]
    for person in people:
        person.says("halo")
    await until(lambda: len(service.api.sent) == PEOPLE)
    service.api.hook_answers.clear()
    away = asyncio.create_task(gone(seconds))
    await asyncio.sleep(0.05)
    for person in people:
        person.says("daftar")
        person.says("setuju")
    await away
    assert 503 in service.api.hook_answers
    assert set(service.api.hook_answers) <= {200, 503}
    for person in people:
        person.says("ya")
    await until(lambda: all(len(service.api.to(person.id)) == 4 for person in people), seconds=seconds + 20)
    await asyncio.sleep(0.3)
    for person in people:
        said = [text_of(body) for body in service.api.to(person.id)]
        assert len(said) == 4
        assert "Setuju?" in said[1]
        assert "pengingat" in said[2]
        assert "pengumuman" in said[3]
    messages = 4 * PEOPLE
    assert service.rows("SELECT count(*) FROM inbox WHERE state = 'done'") == [(messages,)]
    assert service.rows("SELECT count(*) FROM inbox") == [(messages,)]
    sent = "SELECT count(*) FROM outbox WHERE state = 'sent'"
    await until(lambda: service.rows(sent) == [(messages,)])  # marked a moment after they are out


#: Seconds of the longer outage.
SECONDS = 30


@contextlib.contextmanager
def proxied(url: str, folder: Path) -> Iterator[tuple[str, Proxy]]:
    """The address of the database by way of a proxy."""
    host = parse_qs(urlsplit(url).query)["host"][0]
    proxy = Proxy(Path(host) / SOCKET, folder / SOCKET)
    try:
        yield url.replace(quote(host, safe=""), str(folder)).replace(host, str(folder)), proxy
    finally:
        proxy.shut()


@pytest.mark.parametrize("seconds", [1.5, pytest.param(SECONDS, marks=pytest.mark.reliability)])
def test_postgresql_cannot_be_reached(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, postgresql_url: str, seconds: float
) -> None:
    async def run() -> None:
        with proxied(postgresql_url, tmp_path_factory.mktemp("pg")) as (url, proxy):

            async def gone(seconds: float) -> None:
                proxy.shut()
                await asyncio.sleep(seconds)
                proxy.let_through()

            async with office(tmp_path, "httpx", "webhook", url) as service:
                service.world.open_intake()
                await outlasted(service, gone, seconds)

    asyncio.run(run())


@pytest.mark.reliability
def test_another_program_holds_the_sqlite_file(tmp_path: Path) -> None:
    async def run() -> None:
        async with office(tmp_path, "httpx", "webhook") as service:
            service.world.open_intake()

            async def gone(seconds: float) -> None:
                holding = sqlite3.connect(tmp_path / "tuntas.db", check_same_thread=False)
                holding.execute("BEGIN EXCLUSIVE")
                await asyncio.sleep(seconds)
                holding.rollback()
                holding.close()

            await outlasted(service, gone, SECONDS)

    asyncio.run(run())
