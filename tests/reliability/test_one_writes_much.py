"""One person writes without end, and the others hardly notice."""

import statistics
from pathlib import Path

import pytest

from tests.bench.office import People, Service, people, prepared, service
from tests.bench.steps import STEPS

pytestmark = pytest.mark.reliability

FLOOD = 500
OTHERS = 20
ROUNDS = 5


def p95(telegram: People, running: Service, first: int, flood: int) -> float:
    """Milliseconds within which 95 of 100 of the others' messages are answered."""
    how = {"people": OTHERS, "chats": 2 * OTHERS, "texts": STEPS, "flood": flood}
    return float(telegram.do("write", pid=running.pid, port=running.port, first=first, **how)["p95"])


@pytest.mark.timeout(300)
def test_while_one_writes_500_messages_the_others_wait_half_as_long_again_at_most(tmp_path: Path) -> None:
    with (
        people() as telegram,
        service(prepared(tmp_path / "office", telegram.api, per_minute=60), ("tests.bench.launched", "unpaced")) as bot,
    ):
        p95(telegram, bot, 1_000_000, 0)  # warming up
        alone, beside = [], []
        for number in range(ROUNDS):
            alone.append(p95(telegram, bot, (2 * number + 2) * 1_000_000, 0))
            beside.append(p95(telegram, bot, (2 * number + 3) * 1_000_000, FLOOD))
    ratio = statistics.median(beside) / statistics.median(alone)
    print(f"p95 {statistics.median(alone):.0f} ms, beside the flood {statistics.median(beside):.0f} ms: {ratio:.2f} ×")  # noqa: T201 - a result
    assert ratio <= 1.5
