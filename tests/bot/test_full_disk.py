"""The disk is full, or may only be read: people are told to try again, nothing is half kept, and then it goes on."""

import asyncio
import http.client
import json
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from tests.bot.process import Page, Service, page, tuntas
from tests.disks import Disk, pulled_disk, small_disk

pytestmark = [pytest.mark.asyncio, pytest.mark.reliability]

COME_AGAIN = 1013
PHOTO = b"\x89PNG\r\n\x1a\n" + b"\0" * 60_000


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with small_disk(tmp_path / "disk", 60) as disk:
        yield disk


@pytest.fixture
def service(disk: Disk) -> Iterator[Service]:
    """A demo whose database, files and log are all on the small disk."""
    service = Service(disk.path / "demo")
    yield service
    service.kill()


def ask(service: Service, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(service.address, timeout=10)
    try:
        connection.request(method, path, body, {"Origin": f"http://{service.address}", **headers})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def send_photo(service: Service, visitor: str) -> int:
    headers = {"X-Tuntas-Address": visitor, "X-Tuntas-Message": secrets.token_hex(12)}
    return ask(service, "POST", "/chat/files", PHOTO + secrets.token_bytes(1000), **headers)[0]


async def refused(phone: Page, key: str, text: str) -> int | None:
    """The code with which the page was closed, instead of taking the message."""
    with pytest.raises(ConnectionClosed) as closed:
        await phone.say(text, key)
    return closed.value.rcvd.code if closed.value.rcvd else None


async def test_with_a_full_disk_people_are_told_to_come_again_and_the_talk_goes_on_when_there_is_room(
    service: Service, disk: Disk
) -> None:
    visitors = [f"guest-{secrets.token_hex(16)}" for _ in range(5)]
    for visitor in visitors:
        async with page(service, visitor) as phone:
            for text in ("daftar", "setuju"):
                await phone.say(text)
            assert "pengingat" in phone.replies[-1]
    disk.fill()
    keys = {visitor: secrets.token_hex(12) for visitor in visitors}
    for _ in range(3):
        for visitor in visitors:
            async with page(service, visitor) as phone:
                assert await refused(phone, keys[visitor], "ya") == COME_AGAIN
    assert await asyncio.to_thread(send_photo, service, visitors[0]) == 503
    status, body = await asyncio.to_thread(ask, service, "GET", "/health")
    assert (status, json.loads(body)["ready"]) == (503, False)
    assert "cannot be written" in json.loads(body)["why_not"][0]
    assert (await asyncio.to_thread(ask, service, "GET", "/health/live"))[0] == 200

    disk.make_room()
    for visitor in visitors:
        async with page(service, visitor) as phone:
            assert "pengingat" in phone.replies[-1]
            assert len(phone.replies) == 2
            assert "pengumuman" in await phone.say("ya", keys[visitor])
    assert await asyncio.to_thread(send_photo, service, visitors[0]) == 200
    assert (await asyncio.to_thread(ask, service, "GET", "/health"))[0] == 200
    assert service.process.poll() is None
    files = disk.path / "demo" / "files"
    assert list(files.rglob(".writing-*")) == []


async def test_the_disk_fills_up_while_many_write_and_each_message_is_answered_once(
    service: Service, disk: Disk
) -> None:
    visitors = [f"guest-{secrets.token_hex(16)}" for _ in range(10)]
    words = ("halo", "daftar", "setuju", "ya")
    keys = {visitor: [secrets.token_hex(12) for _ in words] for visitor in visitors}

    async def write(visitor: str) -> None:
        """Send until everything is taken, as the page does."""
        for _ in range(100):
            try:
                async with page(service, visitor) as phone:
                    for key, word in zip(keys[visitor], words, strict=True):
                        await phone.socket.send(json.dumps({"type": "message", "id": key, "text": word}))
                        await asyncio.sleep(0.05)
                    while len(phone.replies) < len(words):
                        await phone.read()
                    return
            except (ConnectionClosed, TimeoutError):
                await asyncio.sleep(0.2)
        raise AssertionError("it never went through")

    writing = [asyncio.create_task(write(visitor)) for visitor in visitors]
    for _ in range(3):
        disk.fill()
        await asyncio.sleep(0.5)
        disk.make_room()
        await asyncio.sleep(0.5)
    await asyncio.gather(*writing)
    await asyncio.sleep(1)
    for visitor in visitors:
        async with page(service, visitor) as phone:
            assert len(phone.replies) == len(words)
            assert "pengumuman" in phone.replies[-1]


async def test_on_a_disk_that_may_only_be_read_the_start_is_refused_in_one_sentence(
    service: Service, disk: Disk
) -> None:
    service.kill()
    disk.make_read_only()
    done = tuntas("demo", "--data", str(service.folder), "--port", "0", folder=disk.path.parent)
    assert done.returncode == 2
    assert done.stderr.startswith("tuntas: ")
    assert "Read-only file system" in done.stderr
    assert done.stderr.count("\n") == 1
    disk.make_writable()
    service.start()


async def test_a_disk_that_is_pulled_out_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    visitor = f"guest-{secrets.token_hex(16)}"
    with pulled_disk(tmp_path) as disk:
        service = Service(disk.path / "demo")
        async with page(service, visitor) as phone:
            await phone.say("daftar")
            assert "pengingat" in await phone.say("setuju")
        disk.pull()
        key = secrets.token_hex(12)
        for _ in range(3):
            with pytest.raises(ConnectionClosed) as closed:
                async with page(service, visitor) as phone:
                    await phone.say("ya", key)
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == COME_AGAIN
        assert (await asyncio.to_thread(ask, service, "GET", "/health"))[0] == 503
        service.kill()
        disk.take_out()
        disk.put_in()
        service.start()
        async with page(service, visitor) as phone:
            assert len(phone.replies) == 2
            assert "pengumuman" in await phone.say("ya", key)
        service.kill()
