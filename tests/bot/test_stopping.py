"""The service is stopped in good order, and never runs twice on one database file."""

import asyncio
import secrets
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.process import Service, page, tuntas


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    service = Service(tmp_path / "demo")
    yield service
    service.kill()


@pytest.mark.asyncio
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_stopped_while_people_write_it_ends_within_ten_seconds_and_nothing_is_lost(
    service: Service, how: int
) -> None:
    visitors = [f"guest-{secrets.token_hex(16)}" for _ in range(10)]
    taken: set[str] = set()

    async def write(visitor: str) -> None:
        async with page(service, visitor) as phone:
            while True:
                await phone.say("halo")
                taken.add(visitor)

    writing = asyncio.gather(*(write(visitor) for visitor in visitors), return_exceptions=True)
    async with asyncio.timeout(30):
        while taken != set(visitors):  # noqa: ASYNC110 - a set has no event
            await asyncio.sleep(0.05)
    began = time.monotonic()
    status, said = await asyncio.to_thread(service.stop, how)
    assert time.monotonic() - began < 10
    await writing
    assert (status, said) == (0, "")
    service.start()
    for visitor in visitors:
        async with page(service, visitor) as phone:
            written = [message for message in phone.shown if message["mine"]]
            assert len(phone.replies) - len(written) in (0, 1)  # one was answered and not yet acknowledged


def test_a_second_service_on_the_same_file_is_refused_in_one_sentence(service: Service, tmp_path: Path) -> None:
    second = tuntas("demo", "--data", str(service.folder), "--port", "0", folder=tmp_path)
    assert second.returncode == 2
    assert second.stderr.count("\n") == 1
    assert "served by another Tuntas" in second.stderr
    service.kill()
    service.start()  # the file is free again, however the first one ended


def test_a_taken_port_is_one_sentence(service: Service, tmp_path: Path) -> None:
    port = service.address.rpartition(":")[2]
    second = tuntas("demo", "--data", str(tmp_path / "other"), "--port", port, folder=tmp_path)
    assert second.returncode == 2
    assert second.stderr.startswith("tuntas: web.host, web.port: 127.0.0.1:")
    assert second.stderr.count("\n") == 1
