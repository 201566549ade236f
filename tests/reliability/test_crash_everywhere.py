"""A kill at every statement and every call of a turn, of a delivery and of a batch, one after another.

After each the service begins again on what the database holds, and the platform brings again what was not answered.
"""

import asyncio
import itertools
import json
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import open_storage
from bot.config import Config
from storage.tables import Base
from tests import postgres
from tests.bot.channels import telegram_office, whatsapp_office
from tests.reliability.crashes import Call, Life, lived
from tests.standins import graph_api
from tests.standins.bot_api import SECRET_HEADER, BotApi, bot_api
from tests.standins.bot_api import Person as Somebody
from tests.standins.graph_api import GraphApi
from tests.tester import FixedClock, World

IN_FLIGHT = 2
#: Longer than delivery.lease_seconds.
LEASE = timedelta(seconds=61)

Make = Callable[["Place"], list[list[Call]]]
#: An empty database for the files of a folder.
Prepare = Callable[[Path], str]


@dataclass
class Place:
    """One office with its platforms."""

    config: Config
    api: BotApi
    graph: GraphApi
    clock: FixedClock

    @property
    def sent(self) -> list[tuple[str, str]]:
        """Whom what was sent, over both platforms."""
        telegram = [(str(body["chat_id"]), telegram_office.text_of(body)) for body in self.api.sent]
        return telegram + [(body["to"], whatsapp_office.text_of(body)) for body in self.graph.sent]

    def writes(self, person: Somebody, *words: str) -> list[Call]:
        """What Telegram brings when they write."""
        assert self.config.telegram is not None
        headers = {SECRET_HEADER.lower(): self.config.telegram.secret}
        updates = [
            {"update_id": person.id * 100 + n, "message": person.message(text=text)} for n, text in enumerate(words)
        ]
        return [Call(str(update["update_id"]), "telegram", json.dumps(update).encode(), headers) for update in updates]


@dataclass(frozen=True)
class Outcome:
    """What a life, or one that was cut short and the next, leaves."""

    #: How many rows each table holds, and how many replies are sent.
    rows: dict[str, int]
    #: Each person's replies in order; what was said twice in a row counts once.
    read: dict[str, list[str]]


def seen(sent: list[tuple[str, str]]) -> dict[str, list[str]]:
    """What each person reads."""
    people = sorted({who for who, _ in sent})
    return {who: [text for text, _ in itertools.groupby(said for to, said in sent if to == who)] for who in people}


def rows(config: Config) -> dict[str, int]:
    """What is in the database."""
    storage = open_storage(config)
    with storage.transaction() as tx:
        counted = {name: f"SELECT count(*) FROM {name}" for name in Base.metadata.tables}  # noqa: S608 - our own names
        counted["sent"] = "SELECT count(*) FROM outbox WHERE state = 'sent'"
        found = {name: int(tx.connection.exec_driver_sql(sql).scalar_one()) for name, sql in counted.items()}
    storage.close()
    return found


def turn(place: Place) -> list[list[Call]]:
    """Two steps of one person's talk."""
    return [place.writes(Somebody(place.api, 83_000_001), "daftar", "setuju")]


def delivery(place: Place) -> list[list[Call]]:
    """More at once than the wire takes, so that replies wait in the outbox and are claimed together."""
    ani, budi = Somebody(place.api, 83_000_002), Somebody(place.api, 83_000_003)
    return [place.writes(ani, "halo", "daftar", "setuju"), place.writes(budi, "halo", "daftar")]


def batch(place: Place) -> list[list[Call]]:
    """One call of Meta's with two people's messages."""
    ani, budi = graph_api.Person("6281200001001"), graph_api.Person("6281200001002", name="Budi")
    at = place.clock.now().timestamp()
    values = [
        graph_api.value(ani, messages=[ani.says("halo", at=at), ani.says("daftar", at=at)]),
        graph_api.value(budi, messages=[budi.says("halo", at=at)]),
    ]
    body = graph_api.webhook(*values)
    return [[Call("batch", "whatsapp", body, {"x-hub-signature-256": graph_api.signature(body)})]]


async def killed(folder: Path, make: Make, prepare: Prepare, step: int) -> tuple[bool, Outcome, int]:
    """Kill it at that step and let it begin again; whether it came to that, what is left, and how often it spoke."""
    answered = folder / "answered"
    answered.mkdir(parents=True)
    async with bot_api() as api, graph_api.graph_api() as graph:
        config = telegram_office.configuration(folder, api.url, "httpx", "webhook")
        account = whatsapp_office.configuration(folder, graph.url).whatsapp
        config = replace(config, whatsapp=account, in_flight=IN_FLIGHT, database=prepare(folder))
        place = Place(config, api, graph, FixedClock())
        storage = open_storage(config)
        World(storage, place.clock, config.office).open_intake()
        storage.close()
        life = Life(config, place.clock.now(), make(place), answered, step)
        was_killed = await lived(life)
        if was_killed:
            await lived(replace(life, calls=life.unanswered(), now=life.now + LEASE, dies_at=0))
        return was_killed, Outcome(rows(config), seen(place.sent)), len(place.sent)


async def enumerated(folder: Path, make: Make, prepare: Prepare, every: int) -> int:
    """Kill it at one step after another, or at some of them, until there is none left; returns how many there were."""
    _, undisturbed, spoken = await killed(folder / "undisturbed", make, prepare, 0)
    assert spoken == sum(len(said) for said in undisturbed.read.values()) == undisturbed.rows["sent"]
    for step in itertools.count(random.randint(1, every), every):
        was_killed, left, often = await killed(folder / str(step), make, prepare, step)
        assert (step, left) == (step, undisturbed)
        assert often - spoken <= IN_FLIGHT, f"step {step}: {often - spoken} were said twice"
        shutil.rmtree(folder / str(step))
        if not was_killed:
            return step - 1
    raise AssertionError


@pytest.fixture(params=["sqlite", "postgresql"])
def prepare(request: pytest.FixtureRequest) -> Prepare:
    """The test runs twice: once on each database."""
    if request.param == "sqlite":
        return lambda folder: f"sqlite:///{folder / 'tuntas.db'}"
    url: str = request.getfixturevalue("postgresql_url")

    def emptied(_folder: Path) -> str:
        postgres.empty(url)
        return url

    return emptied


#: All of them on both databases take minutes: in `make test` it is some, and others each time.
EVERYWHERE = [pytest.param(make, 1, marks=pytest.mark.reliability) for make in (turn, delivery, batch)]


@pytest.mark.timeout(900)
@pytest.mark.parametrize(("make", "every"), [(turn, 12), *EVERYWHERE])
def test_a_kill_at_any_step_loses_nothing_and_does_nothing_twice(
    tmp_path: Path, make: Make, every: int, prepare: Prepare
) -> None:
    steps = asyncio.run(enumerated(tmp_path, make, prepare, every))
    print(f"{steps} steps")  # noqa: T201 - a result
    assert steps > 20
