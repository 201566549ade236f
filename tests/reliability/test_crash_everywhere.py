"""A crash at every statement and every call of a turn, of a delivery and of a batch, one after another.

After each the service begins again on what the database holds, and the platform brings again what was not answered.
"""

import asyncio
import itertools
import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App, build
from bot.channels import telegram_format, telegram_platform
from bot.channels.channel import Called, Webhook
from bot.config import Config
from bot.serving import _release_leases
from tests.bot.channels import telegram_office, whatsapp_office
from tests.reliability.crashes import Died, Steps, copy_as_it_lies, dying
from tests.standins import graph_api
from tests.standins.bot_api import SECRET_HEADER, BotApi, bot_api
from tests.standins.bot_api import Person as Somebody
from tests.standins.graph_api import GraphApi
from tests.tester import FixedClock, World

IN_FLIGHT = 2
#: Longer than delivery.lease_seconds.
LEASE = timedelta(seconds=61)


@dataclass
class Case:
    """What is being done while the service dies."""

    #: The calls of the platform, in order; each is repeated until it is answered.
    calls: list[tuple[str, bytes, dict[str, str]]]
    #: How many messages they hold.
    messages: int
    #: Said before by the service without being asked, so that a delivery of its own is on the way.
    queued: int = 0


@dataclass
class Place:
    """One life after another on one database."""

    config: Config
    api: BotApi
    graph: GraphApi
    clock: FixedClock
    folder: Path

    def life(self) -> App:
        """The service, begun again."""
        app = build(self.config, clock=self.clock, connect=True)
        _release_leases(app)
        return app

    @property
    def sent(self) -> list[tuple[str, str]]:
        """Whom what was sent, over both platforms."""
        telegram = [(str(body["chat_id"]), telegram_office.text_of(body)) for body in self.api.sent]
        return telegram + [(body["to"], whatsapp_office.text_of(body)) for body in self.graph.sent]


def seen(sent: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Each person's replies in order; what was said twice in a row counts once."""
    people = sorted({who for who, _ in sent})
    return {who: [text for text, _ in itertools.groupby(said for to, said in sent if to == who)] for who in people}


async def live(app: App, case: Case, steps: Steps | None = None) -> None:
    """Take what the platform brings and deliver until nothing is left, or until death."""
    asyncio.get_running_loop().set_exception_handler(lambda *_: None)  # who dies leaves tasks behind
    delivering = asyncio.create_task(app.delivery.run())
    try:
        for channel, body, headers in case.calls:
            named = app.channels[channel]
            assert isinstance(named, Webhook)
            answered = await named.called(Called("POST", headers, {}, body))
            assert answered.status == 200
        while not (steps and steps.is_dead) and not delivering.done() and unsent(app):  # noqa: ASYNC110 - polled from outside
            await asyncio.sleep(0.005)
        if steps and steps.is_dead:
            raise Died
    finally:
        delivering.cancel()
        await asyncio.gather(delivering, return_exceptions=True)
        for name in ("telegram", "whatsapp"):
            with suppress(BaseException):
                await app.channels[name].close()  # type: ignore[attr-defined]
        app.executor.shutdown()


def unsent(app: App) -> bool:
    """Whether something is on its way, asked past the counted cursors."""
    line = [app.delivery.wire(name) for name in ("telegram", "whatsapp")]
    return any(wire.sent or wire._free < wire.places for wire in line) or _queued(app)


def _queued(app: App) -> bool:
    with app.storage._engine.connect() as connection:
        cursor = connection.connection.dbapi_connection.cursor()  # type: ignore[union-attr]
        cursor.execute("SELECT count(*) FROM outbox WHERE state IN ('queued', 'claimed')")
        return bool(cursor.fetchall()[0][0])


def effects(app: App) -> dict[str, int]:
    """How many rows each table holds, and how many replies are sent: the same whether it died on the way or not."""
    with app.storage.transaction() as tx:
        names = tx.session.get_bind().dialect.get_table_names(tx.connection)
        ask = tx.connection.exec_driver_sql
        rows = {name: int(ask(f"SELECT count(*) FROM {name}").scalar_one()) for name in names}  # noqa: S608
        rows["sent"] = int(ask("SELECT count(*) FROM outbox WHERE state = 'sent'").scalar_one())
    return rows


def telegram_call(number: int, person: Somebody, text: str, secret: str) -> tuple[str, bytes, dict[str, str]]:
    update = {"update_id": number, "message": person.message(text=text)}
    return "telegram", json.dumps(update).encode(), {SECRET_HEADER.lower(): secret}


def turn(place: Place, secret: str) -> Case:
    """Two steps of one person's talk."""
    person = Somebody(place.api, 83_000_001)
    return Case([telegram_call(900 + n, person, text, secret) for n, text in enumerate(("daftar", "setuju"))], 2)


def delivery(place: Place, secret: str) -> Case:
    """More at once than the wire takes, so that replies wait in the outbox and are claimed together."""
    person, other = Somebody(place.api, 83_000_002), Somebody(place.api, 83_000_003)
    words = [(person, "halo"), (person, "daftar"), (other, "halo"), (person, "setuju"), (other, "daftar")]
    return Case([telegram_call(910 + n, who, text, secret) for n, (who, text) in enumerate(words)], len(words))


def batch(place: Place, _secret: str) -> Case:
    """One call of Meta's with two people's messages."""
    ani, budi = graph_api.Person("6281200001001"), graph_api.Person("6281200001002", name="Budi")
    at = place.clock.now().timestamp()
    values = [
        graph_api.value(ani, messages=[ani.says("halo", at=at), ani.says("daftar", at=at)]),
        graph_api.value(budi, messages=[budi.says("halo", at=at)]),
    ]
    body = graph_api.webhook(*values)
    return Case([("whatsapp", body, {"x-hub-signature-256": graph_api.signature(body)})], 3)


async def crashed(
    folder: Path, make: Callable[[Place, str], Case], prepare: Callable[[Path], str], n: int
) -> tuple[bool, dict[str, int], dict[str, list[str]], int]:
    """Die at the n-th step and recover. Returns whether it died, what is in the database, what was read, how often."""
    folder.mkdir()  # noqa: ASYNC240 - nobody else uses this loop
    async with bot_api() as api, graph_api.graph_api() as graph:
        base = telegram_office.configuration(folder, api.url, "httpx", "webhook")
        account = whatsapp_office.configuration(folder, graph.url).whatsapp
        config = replace(base, whatsapp=account, in_flight=IN_FLIGHT, database=prepare(folder))
        place = Place(config, api, graph, FixedClock(), folder)
        app = place.life()
        World(app.storage, place.clock, config.office).open_intake()
        assert config.telegram is not None
        case = make(place, config.telegram.secret)
        is_file = app.storage.is_sqlite

        def picture() -> None:
            if is_file:
                copy_as_it_lies(folder / "tuntas.db", folder / "left")

        steps = Steps(n, picture)
        with dying(steps), suppress(BaseException):
            await live(app, case, steps)
        app.close()
        if steps.is_dead:
            if is_file:
                place.config = replace(config, database=f"sqlite:///{folder / 'left' / 'tuntas.db'}")
            place.clock.move(LEASE)
        app = place.life()
        await live(app, case)
        found = effects(app)
        app.close()
        return steps.is_dead, found, seen(place.sent), len(place.sent)


async def enumerated(folder: Path, make: Callable[[Place, str], Case], prepare: Callable[[Path], str]) -> int:
    """Die at each step in turn, until there is none left to die at; returns how many there were."""
    _, rows, replies, often = await crashed(folder / "undisturbed", make, prepare, 0)
    assert often == sum(len(said) for said in replies.values()) == rows["sent"]
    for n in itertools.count(1):
        died, found, read, said = await crashed(folder / str(n), make, prepare, n)
        assert (n, found) == (n, rows)
        assert (n, read) == (n, replies)
        assert said - often <= IN_FLIGHT, f"step {n}: {said - often} were said twice"
        shutil.rmtree(folder / str(n))
        if not died:
            return n - 1
    raise AssertionError


@pytest.fixture(autouse=True)
def _unpaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telegram_platform, "ABILITIES", replace(telegram_format.ABILITIES, limits=None))


def file_of(folder: Path) -> str:
    return f"sqlite:///{folder / 'tuntas.db'}"


def test_a_talk_survives_a_crash_at_every_step(tmp_path: Path) -> None:
    steps = asyncio.run(enumerated(tmp_path, turn, file_of))
    print(f"{steps} steps")  # noqa: T201 - a result
    assert steps > 20


@pytest.mark.reliability
@pytest.mark.timeout(300)
@pytest.mark.parametrize("make", [delivery, batch])
def test_delivery_and_batch_survive_a_crash_at_every_step(tmp_path: Path, make: Callable[[Place, str], Case]) -> None:
    steps = asyncio.run(enumerated(tmp_path, make, file_of))
    print(f"{steps} steps")  # noqa: T201 - a result
    assert steps > 20
