"""Figures at /metrics: what came and went, what waits; nothing about a person, and only under the page's names."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from bot.app import App, build
from bot.channels.channel import Incoming
from bot.config import load
from bot.metrics import Metrics
from bot.serving import web
from bot.turn import Turn
from storage.crypto import create_key_file
from storage.database import Storage, Unreachable
from storage.tables import MessageCount
from tests.bot.post import queue
from tests.tester import FixedClock, World


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[App]:
    create_key_file(tmp_path / "key")
    config = replace(load(None, {}), database=database_url, key_file=tmp_path / "key", files=tmp_path / "files")
    with closing(build(config)) as app:
        yield app


async def get(app: App, host: str = "127.0.0.1") -> httpx.Response:
    transport = httpx.ASGITransport(app=web(app))
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
        return await client.get("/metrics")


def figures(text: str) -> dict[str, float]:
    rows = (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in rows}


@pytest.mark.asyncio
async def test_what_came_and_went_is_counted_and_nobody_is_named(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    def message(key: str) -> Incoming:
        return Incoming("local", key, "guest-0123456789", app.clock.now(), text="daftar", phone="+6281200001234")

    async with app.running():
        await app.turn.receive(message("1"))
        await app.turn.receive(message("1"))
        await asyncio.sleep(0.3)
        with monkeypatch.context() as broken:
            broken.setattr(Turn, "_answer", lambda *_: 1 / 0)
            broken.setattr("bot.turn.RETRY_AFTER", (timedelta(0), timedelta(0)))
            await app.turn.receive(message("2"))
        answer = await get(app)
    found = figures(answer.text)
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert found['tuntas_messages_in_total{channel="local",outcome="handled"}'] == 1
    assert found['tuntas_messages_in_total{channel="local",outcome="repeated"}'] == 1
    assert found['tuntas_messages_in_total{channel="local",outcome="failed"}'] == 1
    assert found['tuntas_messages_out_total{channel="local",outcome="sent"}'] >= 1
    assert found["tuntas_turn_seconds_count"] == 3
    assert found['tuntas_delivery_lag_seconds_count{channel="local"}'] >= 1
    assert found["tuntas_database_up"] == 1
    assert not any(word in answer.text for word in ("guest", "0123456789", "1200001234", "daftar"))


def test_what_waits_and_what_is_billed_is_read_when_it_is_asked_for(storage: Storage) -> None:
    world = World(storage, FixedClock())
    metrics = Metrics(storage, world.clock)
    world.open_intake()
    ani = world.person()
    ani.say("halo")
    ani.press("Daftar pelatihan")
    queue(world, "628", "1", "whatsapp")
    world.clock.move(timedelta(minutes=5))
    queue(world, "629", "2", "whatsapp")
    with storage.transaction() as tx:
        tx.session.add(MessageCount(channel="whatsapp", number="1055", month="2026-03", kind="service", count=7))
    found = figures(metrics.text().decode())
    assert found['tuntas_queue_messages{channel="whatsapp"}'] == 2
    assert found['tuntas_queue_oldest_seconds{channel="whatsapp"}'] == 300
    assert found["tuntas_talks_open"] == 1
    assert found["tuntas_files_waiting"] == 0
    assert found['tuntas_messages_billed{channel="whatsapp",kind="service",month="2026-03",number="1055"}'] == 7


def test_without_a_database_the_rest_is_shown_all_the_same(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_storage: Storage) -> None:
        raise Unreachable

    metrics = Metrics(storage, FixedClock())
    metrics.came("telegram", "handled", 0.01)
    monkeypatch.setattr(Storage, "transaction", gone)
    found = figures(metrics.text().decode())
    assert found["tuntas_database_up"] == 0
    assert found['tuntas_messages_in_total{channel="telegram",outcome="handled"}'] == 1


@pytest.mark.asyncio
async def test_they_are_shown_under_the_names_of_the_page_and_only_where_that_is_wanted(app: App) -> None:
    assert (await get(app)).status_code == 200
    assert (await get(app, "evil.example")).status_code == 421
    assert (await get(replace(app, metrics=None))).status_code == 404


def test_several_services_in_one_process_count_each_for_itself(storage: Storage) -> None:
    one, other = Metrics(storage, FixedClock()), Metrics(storage, FixedClock())
    one.sent("telegram", timedelta(seconds=1))
    name = 'tuntas_messages_out_total{channel="telegram",outcome="sent"}'
    assert figures(one.text().decode())[name] == 1
    assert name not in figures(other.text().decode())
