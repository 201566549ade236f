"""A tick of the clock duty with many businesses of which few are due, or none: it costs what is due and no more.

Four services are ticked in turn, in one run: 2,000 and 200,000 businesses on each database. CPU is that of the process
that ticks, so on PostgreSQL that of the server comes to it; the time says what both took, with the disk.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, timedelta
from typing import Any

from sqlalchemy import Table, func, insert, select, update

from bot.duties.clock import Ticker
from programme.office import Office
from storage.crypto import Keys, Vault
from storage.database import Storage
from storage.tables import Base, CheckIn
from tests import postgres
from tests.tester import MONDAY, FixedClock, NoThreads

STORED = (2_000, 200_000)
DUE = 500
ROUNDS = 3
NOW = MONDAY.astimezone(UTC)


def main() -> None:
    """Measure and print."""
    idle, busy = ("none due: CPU ms", "ms"), (f"{DUE} due: CPU µs each", "ms each")
    print(f"{'database':<12}{'businesses':>12}{idle[0]:>18}{idle[1]:>8}{busy[0]:>24}{busy[1]:>10}")
    with tempfile.TemporaryDirectory() as folder, postgres.server() as address:
        storages = {
            (name, count): _prepared(_url(name, folder, address, count), count)
            for name in ("SQLite", "PostgreSQL")
            for count in STORED
        }
        rounds = [(key, _measure(storage, number)) for number in range(ROUNDS) for key, storage in storages.items()]
        for key, storage in storages.items():
            _print(*key, [figures for of, figures in rounds if of == key])
            storage.close()
    print(f"Medians of {ROUNDS} rounds in turn; everybody who is due has a chat, and is asked about one business.")


def _url(name: str, folder: str, server: str, count: int) -> str:
    return postgres.create(server, f"stalls_{count}") if name == "PostgreSQL" else f"sqlite:///{folder}/{count}.db"


def _print(name: str, count: int, rounds: list[tuple[float, ...]]) -> None:
    idle_cpu, idle, cpu, taken = (statistics.median(column) for column in zip(*rounds, strict=True))
    each = cpu / DUE * 1e6, taken / DUE * 1e3
    print(f"{name:<12}{count:>12,}{idle_cpu * 1e3:>18.2f}{idle * 1e3:>8.1f}{each[0]:>24.0f}{each[1]:>10.2f}")
    sys.stdout.flush()


def _measure(storage: Storage, number: int) -> tuple[float, ...]:
    """Seconds of CPU and of time: a tick with nothing due, and one with as many as a tick asks."""
    ticker = Ticker(storage, Office(), FixedClock(NOW), NoThreads())
    ticker.tick_now()  # the chores of the day
    idle = _timed(ticker)
    with storage.transaction() as tx:
        count = tx.session.scalar(select(func.max(CheckIn.id))) or 0
        theirs = range(1 + number, count + 1, count // DUE)
        tx.session.execute(update(CheckIn).where(CheckIn.id.in_(theirs)).values(due_at=NOW))
    busy = _timed(ticker)
    with storage.transaction() as tx:
        asked = tx.session.scalar(select(func.count()).where(CheckIn.state == "asked"))
        assert asked == DUE * (number + 1), asked
    return *idle, *busy


def _timed(ticker: Ticker) -> tuple[float, float]:
    cpu, begun = time.process_time(), time.perf_counter()
    ticker.tick_now()
    return time.process_time() - cpu, time.perf_counter() - begun


def _prepared(url: str, count: int) -> Storage:
    """So many businesses, each of somebody with a chat, and each with its next check-in in a month."""
    storage = Storage(url, Vault(Keys.new()))
    storage.upgrade()
    for first in range(1, count + 1, 5_000):
        with storage.transaction() as tx:
            for table, rows in _rows(range(first, min(first + 5_000, count + 1))):
                tx.connection.execute(insert(table), rows)
    return storage


def _rows(numbers: range) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    tables, today = Base.metadata.tables, NOW.date()
    village = "64.01.04.2001"
    for name, row in {
        "contacts": {"language": "id", "misunderstood": 0, "last_message_at": NOW, "created_at": NOW},
        "addresses": {"channel": "local", "created_at": NOW},
        "people": {"birth_date": date(2007, 8, 17), "village": village, "created_at": NOW},
        "acting": {"role": "self", "since": NOW},
        "businesses": {"kind": "food", "name": "Kue", "village": village, "with_others": False, "state": "running",
                       "state_since": NOW, "monitored_since": today, "recorded_at": NOW},
        "check_ins": {"began_on": today, "months": 1, "due_at": NOW + timedelta(days=30), "state": "waiting"},
    }.items():  # fmt: skip
        yield tables[name], [{"id": number, **row, **_own(name, number)} for number in numbers]


def _own(table: str, number: int) -> dict[str, Any]:
    """What each row has of its own."""
    own: dict[str, dict[str, Any]] = {
        "addresses": {"contact_id": number, "address": f"person-{number}"},
        "people": {"full_name": f"Orang {number}"},
        "acting": {"contact_id": number, "person_id": number},
        "businesses": {"person_id": number},
        "check_ins": {"about": f"business:{number}", "person_id": number, "business_id": number},
    }
    return own.get(table, {})
