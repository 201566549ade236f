"""One person sends hundreds of messages: the others are answered about as soon as without."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.bot.channels import whatsapp_office
from tests.bot.channels.telegram_office import Office, running
from tests.bot.channels.whatsapp_office import until
from tests.standins import graph_api
from tests.standins.bot_api import Person

pytestmark = pytest.mark.reliability

#: The others' p95 may be so many times what it is without.
MOST = 1.5
#: Seconds by which two measurements of the very same thing differ on a machine that does other work too.
NOISE = 0.005
#: A measurement may be taken again, the promise stays.
TRIES = 4
#: So many others write, one every so many seconds: far from what the service can do, so that none waits for the others.
OTHERS, EVERY = 40, 0.04


def p95(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)]


async def compared(quiet: Callable[[], Awaitable[float]], loud: Callable[[], Awaitable[float]], rounds: int) -> None:
    """One after the other, several times; the medians of both are compared."""
    ratios = []
    for _ in range(TRIES):
        pairs = [(await quiet(), await loud()) for _ in range(rounds)]
        without, beside = (statistics.median(side) for side in zip(*pairs, strict=True))
        ratios.append(f"{without * 1000:.1f} ms, beside the one {beside * 1000:.1f} ms")
        if beside <= MOST * without + NOISE:
            break
    else:
        raise AssertionError(ratios)
    print("p95", *ratios)  # noqa: T201 - a result


async def telegram(service: Office, many: int, rounds: int) -> None:
    """Over the webhook, which Telegram calls for each message, or in one answer to who polls."""
    numbers = iter(range(85_000_000, 86_000_000))

    async def asked() -> float:
        """Others write one after another, each once; the seconds from writing to the reply at the platform."""
        waiting = []
        for _ in range(OTHERS):
            waiting.append(asyncio.create_task(answered(Person(service.api, next(numbers)))))
            await asyncio.sleep(EVERY)
        return p95(list(await asyncio.gather(*waiting)))

    async def answered(person: Person) -> float:
        since = time.perf_counter()
        person.says("halo")
        while not service.api.to(person.id):  # noqa: ASYNC110 - the stand-in's lists have no event
            await asyncio.sleep(0.001)
        return time.perf_counter() - since

    async def beside() -> float:
        one = Person(service.api, next(numbers))
        for number in range(many):
            one.says(f"kata {number}")
        seconds = await asked()
        await until(lambda: len(service.api.to(one.id)) == many, seconds=60)
        return seconds

    await asked()
    await compared(asked, beside, rounds)


@pytest.mark.parametrize("mode", ["webhook", "polling"])
@pytest.mark.parametrize(("many", "rounds"), [(100, 1), pytest.param(500, 5, marks=pytest.mark.reliability)])
def test_the_others_on_telegram_hardly_notice(tmp_path: Path, mode: str, many: int, rounds: int) -> None:
    async def work(service: Office) -> None:
        service.world.open_intake()
        await telegram(service, many, rounds)

    running(work, tmp_path, "httpx", mode)


@pytest.mark.parametrize(("many", "rounds"), [(100, 1), pytest.param(500, 5, marks=pytest.mark.reliability)])
def test_the_others_on_whatsapp_hardly_notice(tmp_path: Path, many: int, rounds: int) -> None:
    """Meta brings everything of the one in a single call."""
    numbers = iter(range(6281200010001, 6281200020000))

    async def work(service: whatsapp_office.Office) -> None:
        service.world.open_intake()

        async def answered() -> float:
            person = graph_api.Person(str(next(numbers)))
            since = time.perf_counter()
            await service.call(graph_api.value(person, messages=[person.says("halo", at=service.now)]))
            while not service.to(person):  # noqa: ASYNC110 - the stand-in's lists have no event
                await asyncio.sleep(0.001)
            return time.perf_counter() - since

        async def asked() -> float:
            waiting = []
            for _ in range(OTHERS):
                waiting.append(asyncio.create_task(answered()))
                await asyncio.sleep(EVERY)
            return p95(list(await asyncio.gather(*waiting)))

        async def beside() -> float:
            one = graph_api.Person(str(next(numbers)))
            said = [one.says(f"kata {number}", at=service.now) for number in range(many)]
            calling = asyncio.create_task(service.call(graph_api.value(one, messages=said)))
            seconds = await asked()
            assert await calling == 200
            assert service.rows(f"SELECT count(*) FROM inbox WHERE address = '+{one.number}'") == [(many,)]  # noqa: S608
            return seconds

        await asked()
        await compared(asked, beside, rounds)

    whatsapp_office.running(work, tmp_path)
