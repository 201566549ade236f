"""The service as a process of its own that is killed at its n-th step: a statement, a commit, a call to a platform.

Between a statement and the next step nothing happens that outlives the process, so before the one is after the other.
"""

import asyncio
import itertools
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy.pool.base import _ConnectionFairy

from bot.app import App, build
from bot.channels import telegram_format, telegram_platform
from bot.channels.channel import Called, Webhook
from bot.config import Config
from bot.serving import _release_leases
from tests.tester import FixedClock

#: Each process is forked from one that has imported everything and has no threads: they begin in no time.
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.reliability.warm"])
PLATFORMS = ("telegram", "whatsapp")


@dataclass(frozen=True)
class Call:
    """A platform's call of the service's webhook."""

    id: str
    channel: str
    body: bytes
    headers: dict[str, str]


@dataclass(frozen=True)
class Life:
    """What a process is given: it takes the calls and delivers until nothing is left, or until it is killed."""

    config: Config
    now: datetime
    #: Those of one line come one after another, the lines side by side.
    calls: Sequence[Sequence[Call]]
    #: A folder in which it notes what it has answered.
    answered: Path
    #: 0: it lives on until all is done.
    dies_at: int = 0

    def unanswered(self) -> list[list[Call]]:
        """What a platform brings again."""
        return [[call for call in line if not (self.answered / call.id).exists()] for line in self.calls]


async def lived(life: Life) -> bool:
    """Let it live, and say whether it was killed; anything else that is wrong with it is an error."""
    process = _PROCESSES.Process(target=_live, args=[life])
    await asyncio.to_thread(process.start)
    await asyncio.to_thread(process.join)
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


def _live(life: Life) -> None:
    app = _unpaced(life)
    _release_leases(app)
    with _killed_at(life.dies_at):
        asyncio.run(_work(app, life))
    app.close()


def _unpaced(life: Life) -> App:
    """The service, without Telegram's pace."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(telegram_platform, "ABILITIES", replace(telegram_format.ABILITIES, limits=None))
        return build(life.config, clock=FixedClock(life.now), connect=True)


async def _work(app: App, life: Life) -> None:
    delivering = asyncio.create_task(app.delivery.run())
    await asyncio.gather(*(_take(app, line, life.answered) for line in life.calls))
    while _unsent(app):  # noqa: ASYNC110 - polled from outside
        await asyncio.sleep(0.005)
    delivering.cancel()
    await asyncio.gather(delivering, return_exceptions=True)
    for name in PLATFORMS:
        await app.channels[name].close()  # type: ignore[attr-defined]


async def _take(app: App, line: Sequence[Call], answered: Path) -> None:
    for call in line:
        channel = app.channels[call.channel]
        assert isinstance(channel, Webhook)
        answer = await channel.called(Called("POST", call.headers, {}, call.body))
        assert answer.status == 200
        (answered / call.id).touch()


def _unsent(app: App) -> bool:
    """Whether something is on its way, asked past the counted cursors."""
    line = [app.delivery.wire(name) for name in PLATFORMS]
    return any(wire.sent or wire._free < wire.places for wire in line) or _queued(app)


def _queued(app: App) -> bool:
    with app.storage._engine.connect() as connection:
        cursor = connection.connection.dbapi_connection.cursor()  # type: ignore[union-attr]
        cursor.execute("SELECT count(*) FROM outbox WHERE state IN ('queued', 'claimed')")
        return bool(cursor.fetchall()[0][0])


class _Steps:
    def __init__(self, dies_at: int) -> None:
        self._dies_at = dies_at
        self._taken = itertools.count(1)
        self._lock = threading.Lock()

    def step(self) -> None:
        with self._lock:
            if next(self._taken) == self._dies_at:
                os.kill(os.getpid(), signal.SIGKILL)


class _Cursor:
    """The driver's, each of whose statements is a step."""

    def __init__(self, cursor: Any, steps: _Steps) -> None:
        self._cursor = cursor
        self._steps = steps

    def execute(self, *what: Any) -> Any:
        self._steps.step()
        return self._cursor.execute(*what)

    def executemany(self, *what: Any) -> Any:
        self._steps.step()
        return self._cursor.executemany(*what)

    def __iter__(self) -> Any:
        return iter(self._cursor)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)


@contextmanager
def _killed_at(step: int) -> Iterator[None]:
    """Every cursor, commit and HTTP call of this process counts; a commit and a call before and after."""
    steps = _Steps(step)

    def cursor(self: Any, *args: Any, **kwargs: Any) -> Any:
        return _Cursor(self.dbapi_connection.cursor(*args, **kwargs), steps)

    def commit(self: Any) -> None:
        steps.step()
        self.dbapi_connection.commit()
        steps.step()

    send = httpx.AsyncClient.send

    async def called(self: Any, *args: Any, **kwargs: Any) -> Any:
        steps.step()
        response = await send(self, *args, **kwargs)
        steps.step()
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_ConnectionFairy, "cursor", cursor)
        patch.setattr(_ConnectionFairy, "commit", commit, raising=False)
        patch.setattr(httpx.AsyncClient, "send", called)
        yield
