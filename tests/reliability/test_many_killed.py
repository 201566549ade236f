"""Many people write at once over Telegram's webhook, and a real `tuntas run` is killed at random moments.

Everybody is answered, in order; no effect happens twice; what was said twice was on the wire at a kill.
"""

import asyncio
import itertools
import random
import re
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import open_storage
from bot.config import load
from tests.bot.channels.telegram_office import text_of
from tests.bot.office import until, written
from tests.bot.process import Service
from tests.standins.bot_api import TOKEN, BotApi, Person, bot_api

#: delivery.in_flight: so many may be said twice after each kill.
IN_FLIGHT = 20
#: A whole registration. Names, NIK and numbers are invented; the year of birth fits the intake of any year.
WORDS = ("halo", "daftar", "setuju", "ya", "tidak", "tidak", "saya sendiri", "Budi Karangan", "{birthday}", "laki-laki")
#: What is said next, so that twenty kills find twenty words: an answer that is not understood, and whatever comes.
AND_MORE = ("belum tahu", "status", "lanjut", "???", "menu", "lanjut", "kapan mulai?", "bantuan", "lanjut", "halo")


def configuration(folder: Path, url: str) -> Path:
    """An office's, with an intake that is open today; the pace is the quicker one, so that a round is short."""
    return written(
        folder,
        f"""
        [telegram]
        token = "{TOKEN}"
        library = "httpx"
        mode = "webhook"
        webhook_url = "https://chat.example.go.id/webhooks/telegram"
        api_base_url = "{url}"
        paid_broadcast = true
        [delivery]
        in_flight = {IN_FLIGHT}
        """,
    )


def count(config: Path, sql: str) -> int:
    storage = open_storage(load(config))
    try:
        with storage.transaction() as tx:
            return int(tx.connection.exec_driver_sql(sql).scalar_one())
    finally:
        storage.close()


class Heard:
    """What everybody was answered, in order; what was said twice in a row counts once."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._known = 0
        self._by: defaultdict[int, list[str]] = defaultdict(list)

    def by(self, person: Person) -> list[str]:
        """One person's."""
        for body in self._api.sent[self._known :]:
            heard, said = self._by[int(body["chat_id"])], re.sub(r"\d", "#", text_of(body))
            if heard[-1:] != [said]:
                heard.append(said)
        self._known = len(self._api.sent)
        return self._by[person.id]


class Round:
    """The service, the platform and everybody who writes."""

    def __init__(self, api: BotApi, service: Service, people: int) -> None:
        self.api = api
        self.heard = Heard(api)
        self.service = service
        self.people = [Person(api, 82_000_000 + number) for number in range(people)]
        self.kills = 0
        self.said = 0

    def reach(self) -> None:
        """The port is another one after every start."""
        self.api.hook_at = f"http://{self.service.address}/webhooks/telegram"

    async def write(self, words: tuple[str, ...], killed_within: float, rng: random.Random) -> None:
        """Everybody says so many words at once; the service is killed, started, and has everybody answered."""
        for word in words:
            for person in self.people:
                person.says(word)
        self.said += len(words)
        await asyncio.sleep(rng.uniform(0, killed_within))
        await asyncio.to_thread(self.service.kill)
        self.kills += 1
        await asyncio.to_thread(self.service.start)
        self.reach()
        await until(lambda: all(len(self.heard.by(person)) >= self.said for person in self.people), seconds=120)


async def witness(api: BotApi, words: tuple[str, ...]) -> list[str]:
    """What somebody is answered whom nothing disturbs."""
    person = Person(api, 81_999_999)
    for said, word in enumerate(words, 1):
        person.says(word)
        await until(lambda said=said: len(api.to(person.id)) == said)  # type: ignore[misc]
    return Heard(api).by(person)


async def rounds(folder: Path, people: int, parts: list[tuple[str, ...]], killed_within: float) -> None:
    """Kill the service once in each part of what everybody says."""
    rng, words = random.Random(), tuple(itertools.chain(*parts))
    async with bot_api() as api:
        config = configuration(folder, api.url)
        service = await asyncio.to_thread(Service, folder, config)
        try:
            many = Round(api, service, people)
            many.reach()
            await until(lambda: bool(api.hook))
            expected = await witness(api, words)
            assert len(expected) == len(words)
            api.delay = 0.03
            before = len(api.sent)
            for part in parts:
                await many.write(part, killed_within, rng)
            await asyncio.sleep(0.5)
            status, said = await asyncio.to_thread(service.stop)
        finally:
            service.kill()
        assert (status, "Traceback" in said) == (0, False)
        for person in many.people:
            assert many.heard.by(person) == expected
        twice = len(api.sent) - before - people * len(words)
        print(f"{people} people, {len(parts)} kills: {twice} of {len(api.sent)} said twice")  # noqa: T201 - a result
        assert twice <= IN_FLIGHT * many.kills
        messages = (people + 1) * len(words)
        assert count(config, "SELECT count(*) FROM inbox WHERE channel = 'telegram' AND state = 'done'") == messages
        assert count(config, "SELECT count(*) FROM outbox WHERE channel = 'telegram'") == messages
        assert count(config, "SELECT count(*) FROM outbox WHERE channel = 'telegram' AND state <> 'sent'") == 0
        assert count(config, "SELECT count(*) FROM addresses WHERE channel = 'telegram'") == people + 1


def spoken() -> list[str]:
    birthday = f"17-08-{datetime.now(UTC).year - 18}"
    return [word.format(birthday=birthday) for word in WORDS]


def test_twenty_people_write_while_the_service_is_killed(tmp_path: Path) -> None:
    asyncio.run(rounds(tmp_path, 20, [tuple(spoken()[:4])], killed_within=0.4))


@pytest.mark.reliability
@pytest.mark.timeout(900)
def test_five_hundred_people_write_and_the_service_is_killed_twenty_times(tmp_path: Path) -> None:
    asyncio.run(rounds(tmp_path, 500, [(word,) for word in (*spoken(), *AND_MORE)], killed_within=2))
