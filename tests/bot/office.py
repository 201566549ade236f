"""An office that stands ready: its key and its database are made once, by a first start, and copied for every test."""

import asyncio
import atexit
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from bot.app import App, build, open_storage
from bot.config import Config, load
from bot.serving import web
from bot.web.server import listening, server
from programme import samples
from storage.crypto import create_key_file
from tests.tester import FixedClock, World


@dataclass
class Running:
    """The service at work."""

    app: App
    clock: FixedClock

    @property
    def world(self) -> World:
        """The same database, to be looked at and prepared."""
        return World(self.app.storage, self.clock, self.app.config.office)

    def rows(self, sql: str) -> list[Any]:
        """What the database says."""
        with self.app.storage.transaction() as tx:
            return [tuple(row) for row in tx.connection.exec_driver_sql(sql)]


def ready(folder: Path, **settings: Any) -> Config:
    """The configuration of an office in that folder that has been started before; nothing is set but what is given."""
    if not (folder / "tuntas.key").exists():
        shutil.copytree(_made(), folder, dirs_exist_ok=True)
    return replace(_in(folder), **settings)


def written(folder: Path, text: str) -> Path:
    """The configuration as an office writes it, for a process of its own; its intake is open today."""
    storage = open_storage(ready(folder))
    with storage.transaction() as tx:
        samples.sow(tx.session, datetime.now(UTC))
    storage.close()
    (folder / "config.toml").write_text(text, encoding="utf-8")
    return folder / "config.toml"


@cache
def _made() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="tuntas-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    create_key_file(folder / "tuntas.key")
    build(_in(folder)).close()
    return folder


def _in(folder: Path) -> Config:
    """With the names that files have beside an office's own configuration, and no log."""
    database = f"sqlite:///{folder / 'tuntas.db'}"
    return replace(load(None, {}), database=database, key_file=folder / "tuntas.key", files=folder / "files", logs=None)


@asynccontextmanager
async def served(app: App) -> AsyncIterator[str]:
    """The service's pages and webhooks, over HTTP on loopback; their address."""
    socket = listening("127.0.0.1", 0)
    port = socket.getsockname()[1]
    page = server(web(app), host="127.0.0.1", port=port)
    serving = asyncio.create_task(page.serve([socket]))
    await until(lambda: page.started)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        page.should_exit = True
        await serving


async def until(is_so: Callable[[], bool], seconds: float = 10) -> None:
    """Wait until it is so."""
    async with asyncio.timeout(seconds):
        while not is_so():  # noqa: ASYNC110 - a stand-in's lists have no event
            await asyncio.sleep(0.01)
