"""The machine's clock jumps an hour back or a year forward: turns go on, replies go out, and nobody is flooded."""

import asyncio
import secrets
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App, build
from bot.channels.local import Written
from tests.bot.office import ready
from tests.tester import FixedClock, World

WORDS = ("daftar", "setuju", "ya", "tidak", "tidak", "saya sendiri", "Budi Karangan")
LATER = ("17-08-2007", "laki-laki", "tanah grogot")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def app(tmp_path: Path, clock: FixedClock) -> Iterator[App]:
    app = build(ready(tmp_path), clock=clock)
    World(app.storage, clock).open_intake()
    yield app
    app.close()


async def replies(app: App, address: str) -> list[str]:
    return [message["text"] for message in await app.local.since(address, 0) if not message["mine"]]


async def say(app: App, address: str, text: str) -> str:
    """Write, and wait for the one reply."""
    before = len(await replies(app, address))
    await app.local.take(Written(secrets.token_hex(8), address, text=text))
    async with asyncio.timeout(10):
        while len(shown := await replies(app, address)) == before:  # noqa: ASYNC110 - as a person looks
            await asyncio.sleep(0.02)
    return shown[-1]


@pytest.mark.asyncio
@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(days=-400)])
async def test_the_clock_goes_back_in_the_middle_of_a_talk(app: App, clock: FixedClock, jump: timedelta) -> None:
    async with app.running():
        for word in WORDS:
            await say(app, "guest-ani", word)
        clock.move(jump)
        for word in LATER:
            assert "Maaf" not in await say(app, "guest-ani", word)
        clock.move(-jump)
        await say(app, "guest-ani", "kembali")
        assert len(await replies(app, "guest-ani")) == len(WORDS) + len(LATER) + 1


@pytest.mark.asyncio
async def test_the_clock_goes_a_year_forward_and_back_again(app: App, clock: FixedClock) -> None:
    async with app.running():
        for word in WORDS:
            asked = await say(app, "guest-ani", word)
        clock.move(timedelta(days=365))
        await app.ticker.tick()
        assert await say(app, "guest-ani", "menu")
        assert await say(app, "guest-budi", "halo")
        before = len(await replies(app, "guest-ani"))
        clock.move(timedelta(days=-365))
        await app.ticker.tick()
        assert await say(app, "guest-ani", "lanjut") == asked  # nothing of the form is gone
        assert len(await replies(app, "guest-ani")) == before + 1
