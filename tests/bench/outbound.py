"""Announcements out to a Bot API that answers after 50 ms: how near to the pace, and what one costs."""

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert

from bot.app import build
from bot.config import load
from handlers.reply import say
from storage.tables import Base
from tests.bench.office import People, people, prepared, service

DELAY = 0.05
#: A second, by the limit; so many wait.
LIMITS = ((30, 300), (1_000, 8_000))
#: A thousand a second and 50 ms of waiting are 50 on the wire.
ON_THE_WIRE = "[delivery]\nin_flight = 100"
WARM_UP = 1.0


def main() -> None:
    """Measure and print."""
    print(
        f"Announcements by httpx to a Bot API that answers after {DELAY * 1000:.0f} ms, first {WARM_UP:.0f} s left out"
    )
    print(f"{'limit/s':>9}{'sent/s':>9}{'of limit':>10}{'most in a second':>18}{'CPU µs a message':>18}")
    with tempfile.TemporaryDirectory() as folder, people() as telegram:
        for limit, waiting in LIMITS:
            _measure(Path(folder) / str(limit), telegram, limit, waiting)


def _measure(folder: Path, telegram: People, limit: int, waiting: int) -> None:
    config = prepared(folder, telegram.api, more=ON_THE_WIRE if limit > 30 else "")
    _announce(config, waiting)
    writes = folder / "writes.json"
    telegram.do("expect", delay=DELAY, messages=waiting)
    with service(config, ("tests.bench.launched", f"writes={writes}")) as running:
        result = telegram.do("receive", pid=running.pid, within=120)
    written = json.loads(writes.read_text())
    warm = [at for at in written if at >= written[0] + WARM_UP]
    sent = (len(warm) - 1) / (warm[-1] - warm[0])
    cpu = result["cpu"] / result["messages"] * 1e6
    print(f"{limit:>9,}{sent:>9.1f}{sent / limit:>10.1%}{most_in_a_second(written):>18,}{cpu:>18.0f}", flush=True)


def most_in_a_second(times: list[float]) -> int:
    """How many are in the fullest stretch of one second."""
    times = sorted(times)
    first = most = 0
    for last, at in enumerate(times):
        while at - times[first] >= 1:
            first += 1
        most = max(most, last - first + 1)
    return most


def _announce(config: Path, count: int) -> None:
    """An announcement to each of so many people."""
    app = build(load(config))
    now = datetime.now(UTC)
    content = app.storage.vault.seal_json(say("kind-no-file-now").to_json())
    contact = {"language": "id", "misunderstood": 0, "last_message_at": now, "created_at": now}
    address = {"channel": "telegram", "created_at": now}
    message = {
        "channel": "telegram", "priority": 1, "content": content, "state": "queued", "due_at": now, "attempts": 0,
        "created_at": now,
    }  # fmt: skip
    rows = {
        "contacts": [{"id": n, **contact} for n in range(1, count + 1)],
        "addresses": [
            {"id": n, "contact_id": n, "address": str(9_000_000 + n), **address} for n in range(1, count + 1)
        ],
        "outbox": [{"contact_id": n, "address_id": n, **message} for n in range(1, count + 1)],
    }
    with app.storage.transaction() as tx:
        for table, values in rows.items():
            tx.connection.execute(insert(Base.metadata.tables[table]), values)
    app.close()
