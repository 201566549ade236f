"""The whole service with Telegram, over HTTP on loopback between a stand-in for the Bot API and itself."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.app import build
from bot.channels import telegram_format, telegram_platform
from bot.channels.telegram_platform import TelegramPlatform
from bot.config import Config, Telegram
from tests.bot.office import Running, ready, served, until
from tests.standins.bot_api import TOKEN, Body, BotApi, Person, bot_api, inline
from tests.tester import FixedClock

LIBRARIES = ("python-telegram-bot", "httpx")
WAYS = [(library, mode) for library in LIBRARIES for mode in ("polling", "webhook")]


@dataclass
class Office(Running):
    """The running service, and Telegram."""

    api: BotApi

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


def text_of(body: Body) -> str:
    """The words of a message as they are read."""
    written = str(body.get("text") or body.get("caption") or "")
    return re.sub(r"<[^>]*>", "", written).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def configuration(folder: Path, url: str, library: str, mode: str) -> Config:
    """An office's, with Telegram, and a database that was made before."""
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
    return ready(folder, telegram=telegram)


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
            async with served(app) as url:
                if mode == "webhook":
                    api.hook_at = f"{url}/webhooks/telegram"
                async with app.running():
                    await until(lambda: mode == "polling" or bool(api.hook))
                    yield Office(app, clock, api)
        finally:
            app.close()


def running(work: Callable[[Office], Awaitable[None]], folder: Path, library: str, mode: str) -> None:
    """Run a test's work in an office."""

    async def run() -> None:
        async with office(folder, library, mode) as service:
            await work(service)

    asyncio.run(run())
