"""Measures a registration step through the whole pipeline: message in, reply queued, rendered, sent, marked.

`make bench` prints, in one run, CPU microseconds of the service's process and milliseconds of latency a step, on SQLite
and on PostgreSQL, with 1,000 and with 200,000 stored people. The channel answers at once: what is measured is ours.
"""

import asyncio
import itertools
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Table, insert

from bot.app import App, build
from bot.channels.channel import Abilities, Incoming, Outgoing
from bot.config import load
from bot.serving import loop_factory
from storage.crypto import create_key_file
from storage.tables import Base, Intake, IntakeSkill
from tests import postgres
from tests.tester import SKILLS

STORED = (1_000, 200_000)
#: People who write at the same time, and how many of the stored people write in a round, together and then alone.
AT_ONCE = 20
WRITERS = 200
ALONE = 20
ROUNDS = 3

#: What each of them says: a registration from the first word to the last question, by words and never by button.
STEPS = (
    "daftar",
    "setuju",
    "ya",
    "ga",
    "tidak",
    "saya sendiri",
    "Budi Karangan",
    "17-08-2007",
    "cowok",
    "tanah grogot",
    "2",
    "6401011708079001",
    "081200009001",
    "lewati",
    "smp",
    "kelas 8",
    "2023",
    "lewati",
    "pkh",
    "bengkel",
    "kopi",
    "mau",
    "nanti",
)


class BenchChannel:
    """Sends at once, and tells whoever waits for the reply."""

    name = "bench"
    abilities = Abilities(buttons=10, list_rows=10, text_length=4096, button_label_length=40)

    def __init__(self) -> None:
        self.waiting: dict[str, asyncio.Future[None]] = {}

    async def send(self, outgoing: Outgoing) -> str:
        """The reply is out."""
        waiting = self.waiting.pop(outgoing.address, None)
        if waiting is not None:
            waiting.set_result(None)
        return secrets.token_hex(8)


def main() -> None:
    """Measure and print."""
    print(f"{'database':<12}{'people':>9}{'CPU µs a step':>16}{'p50 ms':>9}{'p99 ms':>9}   alone: CPU µs, ms")
    with tempfile.TemporaryDirectory() as folder, postgres.server() as address:
        apps = [
            (
                name,
                people,
                _prepared(Path(folder) / f"{name}-{people}", address if name == "PostgreSQL" else None, people),
            )
            for name in ("SQLite", "PostgreSQL")
            for people in STORED
        ]
        with asyncio.Runner(loop_factory=loop_factory()) as runner:
            rounds = [
                (name, people, _measure(runner, app, people, number))
                for number in range(ROUNDS)
                for name, people, app in apps
            ]
        for name, people, app in apps:
            figures = [figure for n, p, figure in rounds if (n, p) == (name, people)]
            _print(name, people, figures)
            app.close()
    print(f"Medians of {ROUNDS} rounds; {AT_ONCE} people at once, then one alone; {len(STEPS)} steps each.")


def _print(name: str, people: int, figures: Sequence[tuple[float, ...]]) -> None:
    cpu, p50, p99, alone_cpu, alone_ms = (statistics.median(column) for column in zip(*figures, strict=True))
    print(f"{name:<12}{people:>9,}{cpu:>16.0f}{p50:>9.2f}{p99:>9.2f}   {alone_cpu:.0f}, {alone_ms:.2f}")
    sys.stdout.flush()


def _measure(runner: asyncio.Runner, app: App, people: int, number: int) -> tuple[float, float, float, float, float]:
    """Each round is written by people of its own, spread over all who are stored."""
    writers = range(people)[:: people // (ROUNDS * (WRITERS + ALONE))]
    mine = writers[number * (WRITERS + ALONE) :]
    together = runner.run(_round(app, AT_ONCE, mine[:WRITERS]))
    alone = runner.run(_round(app, 1, mine[WRITERS : WRITERS + ALONE]))
    return (*together, alone[0], alone[1])


async def _round(app: App, at_once: int, writers: Sequence[int]) -> tuple[float, float, float]:
    """CPU microseconds a step, and the median and the 99th percentile of milliseconds until the reply was out."""
    latencies: list[float] = []
    people = iter(writers)
    async with app.running():
        began = time.process_time()
        async with asyncio.TaskGroup() as group:
            for _ in range(at_once):
                group.create_task(_write(app, people, latencies))
        cpu = time.process_time() - began
    latencies.sort()
    return cpu / len(latencies) * 1e6, statistics.median(latencies), latencies[int(len(latencies) * 0.99)]


_messages = itertools.count()


async def _write(app: App, people: Iterator[int], latencies: list[float]) -> None:
    channel = app.channels["bench"]
    assert isinstance(channel, BenchChannel)
    for person in people:
        address = f"person-{person}"
        for text in STEPS:
            sent = asyncio.get_running_loop().create_future()
            channel.waiting[address] = sent
            began = time.perf_counter()
            await app.turn.receive(Incoming("bench", f"m{next(_messages)}", address, app.clock.now(), text=text))
            await sent
            latencies.append((time.perf_counter() - began) * 1000)


def _prepared(folder: Path, server: str | None, people: int) -> App:
    """A service whose database holds that many people, each with what a year leaves behind."""
    folder.mkdir()
    url = postgres.create(server, f"people_{people}") if server else None
    config = replace(
        load(None, {}),
        database=url or f"sqlite:///{folder / 'bench.db'}",
        key_file=folder / "key",
        files=folder / "files",
        inbound_per_minute=10_000,
    )
    create_key_file(config.key_file)
    app = build(config, channels=[BenchChannel()])
    now = datetime.now(UTC)
    open_intake(app)
    sealed = app.storage.vault.seal("x" * 200)
    for rows in _batches(people):
        with app.storage.transaction() as tx:
            for table, values in _history(rows, sealed, now):
                tx.connection.execute(insert(table), values)
    return app


def open_intake(app: App) -> None:
    """Registration is open all year, for every skill that is known."""
    today = datetime.now(UTC).date()
    opens, closes = date(today.year, 1, 1), date(today.year, 12, 31)
    skills = [IntakeSkill(skill=skill, position=place) for place, skill in enumerate(SKILLS)]
    intake = Intake(
        year=today.year, name="Bench", opens=opens, closes=closes, age_min=15, age_max=20, reference_date=closes,
        quota=4, skills=skills,
    )  # fmt: skip
    with app.storage.transaction() as tx:
        tx.session.add(intake)


def _batches(people: int) -> Iterator[range]:
    for first in range(0, people, 5_000):
        yield range(first, min(first + 5_000, people))


def _history(people: range, sealed: bytes, now: datetime) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    tables = Base.metadata.tables
    yield (
        tables["contacts"],
        [
            {"id": n + 1, "language": "id", "misunderstood": 0, "last_message_at": now, "created_at": now}
            for n in people
        ],
    )
    yield (
        tables["addresses"],
        [
            {"id": n + 1, "contact_id": n + 1, "channel": "bench", "address": f"person-{n}", "created_at": now}
            for n in people
        ],
    )
    yield (
        tables["people"],
        [
            {"full_name": f"Orang {n}", "birth_date": date(2007, 8, 17), "village": "64.01.04.2001", "created_at": now}
            for n in people
        ],
    )
    yield tables["inbox"], [
        {"channel": "bench", "platform_id": f"old-{n}", "address": f"person-{n}", "state": "done", "attempts": 0,
         "received_at": now}
        for n in people
    ]  # fmt: skip
    yield tables["outbox"], [
        {"contact_id": n + 1, "address_id": n + 1, "channel": "bench", "priority": 0, "content": sealed,
         "state": "sent", "due_at": now, "attempts": 1, "created_at": now, "sent_at": now}
        for n in people
    ]  # fmt: skip
