"""Killed in the middle and started again, the service goes on at the same question; nothing is lost or doubled."""

import asyncio
import json
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.process import Service, page

QUESTIONS = (
    ("daftar", "Setuju?"),
    ("setuju", "pengingat"),
    ("ya", "pengumuman"),
    ("tidak", "fotomu"),
    ("tidak", "Siapa yang mau didaftarkan?"),
    ("saya sendiri", "Siapa nama lengkapmu?"),
    ("Budi Karangan", "Kapan tanggal lahirmu?"),
    ("17-08-2007", "Laki-laki atau perempuan?"),
)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    service = Service(tmp_path / "demo")
    yield service
    service.kill()


@pytest.mark.reliability
async def test_killed_after_every_answer_the_talk_goes_on_at_the_same_question(service: Service) -> None:
    visitor = f"guest-{secrets.token_hex(16)}"
    for said, (text, question) in enumerate(QUESTIONS):
        async with page(service, visitor) as phone:
            assert len(phone.replies) == said
            assert question in await phone.say(text)
        service.kill()
        service.start()


@pytest.mark.parametrize(
    "after", [0.15, *(pytest.param(after / 20, marks=pytest.mark.reliability) for after in (1, 2, 4, 6, 8, 11, 15, 20))]
)
async def test_killed_while_many_write_every_message_is_answered_once(service: Service, after: float) -> None:
    """A page sends again what was not taken; the service recognises what it had."""
    visitors = [f"guest-{secrets.token_hex(16)}" for _ in range(20)]
    keys = {visitor: [secrets.token_hex(12) for _ in range(4)] for visitor in visitors}
    words = ("halo", "daftar", "setuju", "ya")

    async def write(visitor: str) -> None:
        async with page(service, visitor) as phone:
            for key, word in zip(keys[visitor], words, strict=True):
                await phone.socket.send(json.dumps({"type": "message", "id": key, "text": word}))
            await phone.socket.wait_closed()

    writing = asyncio.gather(*(write(visitor) for visitor in visitors), return_exceptions=True)
    await asyncio.sleep(after)
    service.kill()
    await writing
    service.start()
    for visitor in visitors:
        async with page(service, visitor) as phone:
            for key, word in zip(keys[visitor], words, strict=True):
                await phone.socket.send(json.dumps({"type": "message", "id": key, "text": word}))
            while len(phone.replies) < len(words):
                await phone.read()
            assert len(phone.replies) == len(words)
            assert "pengumuman" in phone.replies[-1]


pytestmark = pytest.mark.asyncio
