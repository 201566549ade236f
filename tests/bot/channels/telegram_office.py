"""The whole service with Telegram, over HTTP on loopback between a stand-in for the Bot API and itself."""

import asyncio
import atexit
import re
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.app import App, build, open_storage
from bot.channels import telegram_format, telegram_platform
from bot.channels.telegram_platform import TelegramPlatform
from bot.config import Config, Telegram, load
from bot.serving import web
from bot.web.server import listening, server
from storage.crypto import create_key_file
from tests.bot.channels.whatsapp_office import until
from tests.standins.bot_api import TOKEN, Body, BotApi, Person, bot_api, inline
from tests.tester import FixedClock, World

LIBRARIES = ("python-telegram-bot", "httpx")
WAYS = [(library, mode) for library in LIBRARIES for mode in ("polling", "webhook")]


@dataclass
class Office:
    """The running service, and Telegram."""

    app: App
    api: BotApi
    clock: FixedClock

    async def say(self, person: Person, text: str) -> Body:
        """Somebody writes, and reads the one message that comes back."""
        return await self.reply(person, lambda: person.says(text))

    async def press(self, person: Person, label: str) -> Body:
        """The same with a button."""
        return await self.reply(person, lambda: person.presses(label))

    async def answer(self, person: Person, text: str) -> Body:
        """Press the button of that label if the last message has it, and write it otherwise."""
        shown = self.api.to(person.id)[-1:]
        return await (self.press if shown and text in inline(shown[0]) else self.say)(person, text)

    async def reply(self, person: Person, act: Callable[[], object]) -> Body:
        """Do something, and read the one message that comes back."""
        before = len(self.api.to(person.id))
        act()
        await until(lambda: len(self.api.to(person.id)) > before)
        assert len(self.api.to(person.id)) == before + 1, "one reply a message"
        return self.api.to(person.id)[-1]

    @property
    def channel(self) -> TelegramPlatform:
        """The channel itself."""
        found = self.app.channels["telegram"]
        assert isinstance(found, TelegramPlatform)
        return found

    @property
    def world(self) -> World:
        """The same database, to be looked at and prepared."""
        return World(self.app.storage, self.clock, self.app.config.office)

    def rows(self, sql: str) -> list[Any]:
        """What the database says."""
        with self.app.storage.transaction() as tx:
            return [tuple(row) for row in tx.connection.exec_driver_sql(sql)]


def text_of(body: Body) -> str:
    """The words of a message as they are read."""
    written = str(body.get("text") or body.get("caption") or "")
    return re.sub(r"<[^>]*>", "", written).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def configuration(folder: Path, url: str, library: str, mode: str) -> Config:
    """An office's, with Telegram, and a database that was made before."""
    if not (folder / "key").exists():
        shutil.copytree(_prepared(), folder, dirs_exist_ok=True)
    telegram = Telegram(
        token=TOKEN,
        library=library,
        mode=mode,
        webhook_url="https://chat.example.go.id/webhooks/telegram",
        secret_token="",
        api_base_url=url,
        paid_broadcast=False,
        messages_per_second=0,
        chat_burst=1000,  # people in tests read and write fast
    )
    return replace(_bare(folder), telegram=telegram)


def _bare(folder: Path) -> Config:
    url = f"sqlite:///{folder / 'tuntas.db'}"
    return replace(load(None, {}), database=url, key_file=folder / "key", files=folder / "files", logs=None)


@cache
def _prepared() -> Path:
    """A key and a database, made once and copied for every test."""
    folder = Path(tempfile.mkdtemp(prefix="tuntas-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    create_key_file(folder / "key")
    open_storage(_bare(folder)).close()
    return folder


@asynccontextmanager
async def office(folder: Path, library: str, mode: str, database: str | None = None) -> AsyncIterator[Office]:
    """The service at work, without waiting for its pace; Telegram has found nothing that is against its rules."""
    clock = FixedClock()
    async with bot_api() as api:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(telegram_platform, "ABILITIES", replace(telegram_format.ABILITIES, limits=None))
            config = configuration(folder, api.url, library, mode)
            app = build(replace(config, database=database or config.database), clock=clock, connect=True)
        try:
            async with _served(app, api, mode), app.running():
                if mode == "webhook":
                    await until(lambda: bool(api.hook))
                yield Office(app, api, clock)
        finally:
            app.close()


@asynccontextmanager
async def _served(app: App, api: BotApi, mode: str) -> AsyncIterator[None]:
    socket = listening("127.0.0.1", 0)
    page = server(web(app), host="127.0.0.1", port=socket.getsockname()[1])
    serving = asyncio.create_task(page.serve([socket]))
    await until(lambda: page.started)
    if mode == "webhook":
        api.hook_at = f"http://127.0.0.1:{socket.getsockname()[1]}/webhooks/telegram"
    try:
        yield
    finally:
        page.should_exit = True
        await serving


def running(work: Callable[[Office], Awaitable[None]], folder: Path, library: str, mode: str) -> None:
    """Run a test's work in an office."""

    async def run() -> None:
        async with office(folder, library, mode) as service:
            await work(service)

    asyncio.run(run())
