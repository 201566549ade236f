"""Memory of an idle service with Telegram, and how long it takes from its start until it serves."""

import statistics
import tempfile
import time
from pathlib import Path

from tests.bench.office import people, prepared, service

LIBRARIES = ("python-telegram-bot", "httpx")
STARTS = 5
#: Seconds until it is idle.
SETTLE = 2


def main() -> None:
    """Measure and print."""
    print(f"{'idle, webhook with':<22}{'PSS MiB':>9}{'RSS MiB':>9}{'start to ready s':>18}   (aims: 130 MiB, 2.5 s)")
    with tempfile.TemporaryDirectory() as folder, people() as telegram:
        for library in LIBRARIES:
            config = prepared(Path(folder) / library, telegram.api, library=library)
            starts = []
            for _ in range(STARTS):
                with service(config) as running:
                    starts.append(running.ready_after)
                    time.sleep(SETTLE)
                    pss, rss = running.memory()
            print(f"{library:<22}{pss:>9.0f}{rss:>9.0f}{statistics.median(starts):>18.2f}", flush=True)
    print(f"The start is the median of {STARTS}.")
