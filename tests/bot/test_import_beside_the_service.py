"""The running service reads a list that came over the page, and goes on answering meanwhile."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.app import App, build
from bot.channels.channel import MediaIn
from bot.channels.local import Written
from tests.bot.office import Running, ready, until
from tests.programme.registers.lists import workbook
from tests.tester import FixedClock

HEADER = ["Nama", "NIK", "TTL", "Desa"]
RATNA = "guest-ratna"


def people(count: int) -> bytes:
    """So many, none of whom is another."""
    letters = [chr(97 + number % 26) + chr(97 + number // 26) for number in range(count)]
    rows = [[f"Budi {name}", f"64010412050{7000 + at:04d}9", "12-05-2007", "Tapis"] for at, name in enumerate(letters)]
    return workbook(HEADER, *rows)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    clock = FixedClock()
    with closing(build(ready(tmp_path), clock=clock)) as app:
        yield Running(app, clock)


def imports(running: Running) -> list[tuple[str, int]]:
    return running.rows("SELECT state, rows FROM imports")


async def sends(app: App, data: bytes) -> None:
    """Over the page, with the answer that it is DTSEN."""
    media = await app.local.keep(RATNA, data)
    assert isinstance(media, MediaIn)
    await app.local.take(Written("m1", RATNA, media=media))
    await app.local.take(Written("m2", RATNA, button=f"import_kind:{media.id}|dtsen"))


@pytest.mark.asyncio
async def test_a_list_that_came_over_the_page_is_read_and_told_while_others_are_answered(running: Running) -> None:
    running.world.staff("Bu Ratna", "verifier", address=RATNA)
    app = running.app
    async with app.running():
        await sends(app, people(300))
        for number in range(20):
            await app.local.take(Written(f"a{number}", "guest-ani", text="halo"))
        await until(lambda: imports(running) == [("checked", 300)], 60)
        await until(lambda: bool(running.rows("SELECT 1 FROM jobs WHERE state = 'done'")), 60)
        await until(lambda: not running.rows("SELECT 1 FROM outbox WHERE state <> 'sent'"), 60)
