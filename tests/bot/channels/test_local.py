"""The local channel as the core sees it."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

import pytest

from bot.channels.channel import Button, Channel, Incoming, Outgoing, Picture, SendError, Unavailable
from bot.channels.local import LocalChannel, Written
from bot.clock import Clock
from storage.database import Storage, Unreachable
from tests.bot.web.standin import ZONE, card

T = TypeVar("T")
ADDRESS = "guest-" + "0" * 32


class Remembering:
    """A receiver that takes its time and says what it was given."""

    def __init__(self) -> None:
        self.received: list[Incoming] = []
        self.is_open = asyncio.Event()
        self.is_open.set()

    async def receive(self, incoming: Incoming) -> None:
        """Take it once the way is open."""
        await self.is_open.wait()
        self.received.append(incoming)


class Refusing:
    """A receiver whose database is gone."""

    async def receive(self, incoming: Incoming) -> None:
        """Come again."""
        raise Unavailable(incoming.channel)


def channel(storage: Storage) -> LocalChannel:
    """The channel with a receiver that remembers."""
    local = LocalChannel(storage, Clock(ZONE))
    local.receiver = Remembering()
    return local


def test_it_fills_the_port(storage: Storage) -> None:
    port: Channel = channel(storage)
    assert port.name == "local"


@pytest.mark.asyncio
async def test_what_is_sent_twice_is_shown_once(storage: Storage) -> None:
    local = channel(storage)
    message = Outgoing(7, ADDRESS, "Halo", (Button("menu:status", "Status"),), Picture(card(), "image/png", "k.png"))
    assert await local.send(message) == await local.send(message)
    [shown] = await local.since(ADDRESS, 0)
    assert (shown["key"], shown["text"], shown["mine"]) == ("out:7", "Halo", False)
    file = await local.file(ADDRESS, shown["file"]["id"])
    assert file is not None
    assert (file.content, file.content_type) == (card(), "image/png")
    assert await local.file("guest-" + "1" * 32, shown["file"]["id"]) is None


@pytest.mark.asyncio
async def test_a_file_whose_time_was_up_is_gone_without_a_fuss(storage: Storage) -> None:
    local = channel(storage)
    media = await local.keep(ADDRESS, card())
    assert storage.files is not None
    for name in list(storage.files.names()):
        storage.files.delete(name)
    assert media.id is not None
    assert await local.file(ADDRESS, media.id) is None


@pytest.mark.asyncio
async def test_a_reply_never_stands_before_what_it_answers(storage: Storage) -> None:
    local = channel(storage)
    receiver = local.receiver = Remembering()
    receiver.is_open.clear()
    taking = asyncio.create_task(local.take(Written("m" * 16, ADDRESS, text="tanya")))
    await asyncio.sleep(0)
    sending = asyncio.create_task(local.send(Outgoing(1, ADDRESS, "jawab")))
    await local.send(Outgoing(2, "guest-" + "1" * 32, "others do not wait"))
    receiver.is_open.set()
    await asyncio.gather(taking, sending)
    assert [message["text"] for message in await local.since(ADDRESS, 0)] == ["tanya", "jawab"]


@pytest.mark.asyncio
async def test_what_could_not_be_taken_is_not_shown(storage: Storage) -> None:
    local = channel(storage)
    local.receiver = Refusing()
    with pytest.raises(Unavailable):
        await local.take(Written("m" * 16, ADDRESS, text="halo"))
    assert await local.since(ADDRESS, 0) == []


@pytest.mark.asyncio
async def test_the_same_id_from_two_visitors_is_two_messages(storage: Storage) -> None:
    local = channel(storage)
    receiver = local.receiver = Remembering()
    for address in (ADDRESS, "guest-" + "1" * 32):
        await local.take(Written("m" * 16, address, text="halo"))
    assert len({incoming.platform_id for incoming in receiver.received}) == 2


@pytest.mark.asyncio
async def test_an_open_page_is_told_and_a_closed_one_forgotten(storage: Storage) -> None:
    local = channel(storage)
    with local.watching(ADDRESS) as something:
        await local.send(Outgoing(1, ADDRESS, "Halo"))
        assert something.is_set()
    assert not local._pages


@pytest.mark.asyncio
async def test_a_database_out_of_order_is_tried_again(storage: Storage) -> None:
    async def broken(work: Callable[[], T]) -> T:
        raise Unreachable("gone")

    local = LocalChannel(storage, Clock(ZONE), run=broken)
    with pytest.raises(SendError) as failed:
        await local.send(Outgoing(1, ADDRESS, "Halo"))
    assert failed.value.retry_after is not None


def test_it_will_not_start_without_a_place_for_files(sqlite_url: str, storage: Storage) -> None:
    bare = Storage(sqlite_url, storage.vault)
    with pytest.raises(ValueError, match="file store"):
        LocalChannel(bare, Clock(ZONE))
    bare.close()
