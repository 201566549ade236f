"""A real `tuntas run`, killed in the middle: every message is answered, in order, and no effect happens twice."""

import asyncio
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.channels.telegram_office import text_of
from tests.bot.office import until, written
from tests.bot.process import Service
from tests.standins.bot_api import TOKEN, BotApi, Person, bot_api

#: What is said, and what only its answer holds.
SAID = (("halo", "Mau mulai dari mana?"), ("daftar", "Setuju?"), ("setuju", "pengingat"), ("ya", "pengumuman"))
PEOPLE = 12
#: Seconds after the first message at which the service is killed.
KILLS = (0.05, 0.4)
#: delivery.in_flight: so many may be said twice after each kill.
IN_FLIGHT = 5


def configuration(folder: Path, library: str, url: str) -> Path:
    """What an office writes, with an intake that is open today."""
    return written(
        folder,
        f"""
        [telegram]
        token = "{TOKEN}"
        library = "{library}"
        api_base_url = "{url}"
        [delivery]
        in_flight = {IN_FLIGHT}
        """,
    )


@pytest.mark.parametrize("library", ["python-telegram-bot", pytest.param("httpx", marks=pytest.mark.reliability)])
def test_killed_while_many_write_nothing_is_lost_or_done_twice(tmp_path: Path, library: str) -> None:
    async def run() -> None:
        async with bot_api() as api:
            config = configuration(tmp_path, library, api.url)
            service = await asyncio.to_thread(Service, tmp_path, config)
            try:
                await written_and_killed(api, service)
            finally:
                service.kill()

    asyncio.run(run())


async def written_and_killed(api: BotApi, service: Service) -> None:
    people = [Person(api, 82000000 + number) for number in range(PEOPLE)]
    for text, _ in SAID:
        for person in people:
            person.says(text)
    for seconds in KILLS:
        await asyncio.sleep(seconds)
        await asyncio.to_thread(service.kill)
        await asyncio.to_thread(service.start)
    last = SAID[-1][1]
    await until(lambda: all(api.to(one.id) and last in text_of(api.to(one.id)[-1]) for one in people), seconds=30)
    await until(lambda: not api.waiting)
    for person in people:
        assert list(read(api, person)) == [answer for _, answer in SAID]
    assert len(api.sent) - PEOPLE * len(SAID) <= IN_FLIGHT * len(KILLS)
    status, said = await asyncio.to_thread(service.stop)
    assert (status, "Traceback" in said) == (0, False)


def read(api: BotApi, person: Person) -> Iterator[str]:
    """What they were answered, in order; what was said twice in a row counts once."""
    answers = [next((part for _, part in SAID if part in text_of(body)), "?") for body in api.to(person.id)]
    return (answer for answer, _ in itertools.groupby(answers))
