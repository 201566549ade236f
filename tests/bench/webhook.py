"""Telegram's webhook in, sendMessage out, durable on SQLite, by httpx: the service in its own process."""

import statistics
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.office import People, Service, people, prepared, service
from tests.bench.steps import STEPS

#: People at once, and how many chats they write in one after another.
LEVELS = ((100, 400), (1_000, 1_000))
WARMING = 100
ROUNDS = 3
LONGEST = 5_000


def main() -> None:
    """Measure and print."""
    print("Telegram webhook in to sendMessage out (httpx, SQLite, no pace; the Bot API answers at once)")
    print(
        f"{'at once':>9}{'steps/CPU-s':>13}{'CPU µs a step':>15}{'steps/s':>9}{'p50 ms':>9}{'p99 ms':>9}{'longest':>9}"
    )
    with tempfile.TemporaryDirectory() as folder, people() as telegram:
        rounds = [_round(Path(folder) / str(number), telegram) for number in range(ROUNDS)]
    for level, (at_once, _) in enumerate(LEVELS):
        _print(at_once, [measured[level] for measured in rounds])
    per_second = [[measured[level]["per_second"] for measured in rounds] for level in (0, 1)]
    ratio = statistics.median(many / few for few, many in zip(*per_second, strict=True))
    few, many = LEVELS[0][0], LEVELS[1][0]
    print(f"Throughput at {many:,} over that at {few}: {ratio:.2f} (aim 0.90); medians of {ROUNDS} rounds.")


def _round(folder: Path, telegram: People) -> list[dict[str, Any]]:
    """A fresh service goes up through the levels."""
    with service(prepared(folder, telegram.api), ("tests.bench.launched", "unpaced")) as running:
        _write(telegram, running, 20, WARMING, first=1_000_000)
        return [
            _write(telegram, running, at_once, chats, first=(level + 2) * 1_000_000)
            for level, (at_once, chats) in enumerate(LEVELS)
        ]


def _write(telegram: People, running: Service, at_once: int, chats: int, first: int) -> dict[str, Any]:
    result = telegram.do(
        "write", pid=running.pid, port=running.port, people=at_once, chats=chats, first=first, texts=STEPS
    )
    return {**result, "per_second": result["steps"] / result["seconds"]}


def _print(at_once: int, rounds: list[dict[str, Any]]) -> None:
    def median(name: str) -> float:
        return statistics.median(float(measured[name]) for measured in rounds)

    cpu = statistics.median(measured["cpu"] / measured["steps"] for measured in rounds)
    longest = max(measured["longest"] for measured in rounds)
    print(
        f"{at_once:>9,}{1 / cpu:>13.0f}{cpu * 1e6:>15.0f}{median('per_second'):>9.0f}"
        f"{median('p50'):>9.1f}{median('p99'):>9.1f}{longest:>9.0f}",
        "" if longest < LONGEST else f"  somebody waited over {LONGEST / 1000:.0f} s",
    )
