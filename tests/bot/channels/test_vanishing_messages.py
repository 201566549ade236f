"""A message that is to vanish, seen on the phone: by the stand-in for Telegram, and on the local page."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import open_storage
from bot.channels.channel import NotDeleted, Outgoing, Picture
from bot.channels.local import LocalChannel
from bot.clock import Clock
from bot.config import load
from handlers.notify import OWN_CASE, notify
from handlers.reply import Reply, say
from storage import messages
from storage.database import Storage
from tests.bot.channels.telegram_office import LIBRARIES, Office, running, text_of
from tests.bot.channels.test_telegram_killed import configuration
from tests.bot.office import until
from tests.bot.process import Service
from tests.bot.web.standin import ZONE, card
from tests.standins.bot_api import BotApi, Person, bot_api

ADDRESS = "guest-" + "0" * 32


def secret(seconds: float) -> Reply:
    return replace(say("as-is", text="KK atas nama Siti"), vanishes_after=timedelta(seconds=seconds))


def tell(storage: Storage, clock: Clock, person: Person, reply: Reply) -> None:
    """News for somebody who has written."""
    with storage.transaction() as tx:
        contact_id = messages.conversation(tx, "telegram", str(person.id), clock.now()).contact_id
        notify(tx, contact_id, reply, clock.now(), priority=OWN_CASE)


@pytest.mark.parametrize("library", LIBRARIES)
def test_telegram_takes_it_out_when_the_clock_says_so(tmp_path: Path, library: str) -> None:
    async def work(office: Office) -> None:
        person = Person(office.api, 81000001)
        await office.say(person, "halo")
        tell(office.app.storage, office.clock, person, secret(600))
        office.app.delivery.wake("telegram")
        await until(lambda: len(office.api.to(person.id)) == 2)
        shown = office.api.to(person.id)[1]
        assert text_of(shown).endswith("Pesan ini terhapus sendiri 10 menit setelah terkirim.")
        await until(lambda: office.rows("SELECT count(*) FROM outbox WHERE state = 'sent'") == [(2,)])
        office.clock.move(timedelta(minutes=10))
        office.app.vanishing.wake()
        await until(lambda: office.api.deleted == [shown["message_id"]])
        await until(lambda: office.rows("SELECT count(*) FROM outbox WHERE vanish_at IS NOT NULL") == [(0,)])

    running(work, tmp_path, library, "polling")


@pytest.mark.parametrize("library", LIBRARIES)
def test_what_telegram_says_to_a_deletion(tmp_path: Path, library: str) -> None:
    async def work(office: Office) -> None:
        sent = await office.channel.send(Outgoing(7, "81000001", "panjang " * 700))
        assert len(sent.split()) == 2
        office.api.delete_answers.append((429, "Too Many Requests: retry after 3", {"retry_after": 3}))
        office.api.delete_answers.append((502, "Bad Gateway", {}))
        assert await refused(office, sent) == timedelta(seconds=3)
        assert await refused(office, sent) == timedelta(minutes=5)
        await office.channel.delete("81000001", sent)
        assert office.api.deleted == [int(one) for one in sent.split()]
        await office.channel.delete("81000001", sent)
        late = await office.channel.send(Outgoing(8, "81000001", "lama"))
        office.api.too_old.add(int(late))
        assert await refused(office, late) is None

    running(work, tmp_path, library, "polling")


async def refused(office: Office, platform_id: str) -> timedelta | None:
    """When it may be tried again."""
    with pytest.raises(NotDeleted) as raised:
        await office.channel.delete("81000001", platform_id)
    return raised.value.retry_after


@pytest.mark.asyncio
async def test_the_page_is_told_and_neither_message_nor_file_is_there_any_more(storage: Storage) -> None:
    local = LocalChannel(storage, Clock(ZONE))
    first = await local.send(Outgoing(7, ADDRESS, "KK", picture=Picture(card(), "image/png", "kk.png")))
    await local.send(Outgoing(8, ADDRESS, "Ini tetap ada"))
    shown = await local.since(ADDRESS, 0)
    with local.watching(ADDRESS) as something:
        await local.delete(ADDRESS, first)
        assert something.is_set()
    await local.delete(ADDRESS, first)
    assert [one.get("gone") for one in await local.since(ADDRESS, shown[-1]["id"])] == ["out:7"]
    assert [one.get("text") for one in await local.since(ADDRESS, 0)] == ["Ini tetap ada", None]
    assert await local.file(ADDRESS, shown[0]["file"]["id"]) is None
    assert "KK" not in str(await local.since(ADDRESS, 0))


@pytest.mark.asyncio
async def test_nobody_elses_message_is_taken_off(storage: Storage) -> None:
    local = LocalChannel(storage, Clock(ZONE))
    sent = await local.send(Outgoing(7, ADDRESS, "Halo"))
    await local.delete("guest-" + "1" * 32, sent)
    assert len(await local.since(ADDRESS, 0)) == 1


def test_killed_after_it_was_sent_the_next_start_takes_it_out(tmp_path: Path) -> None:
    async def run() -> None:
        async with bot_api() as api:
            config = configuration(tmp_path, "httpx", api.url)
            service = await asyncio.to_thread(Service, tmp_path, config)
            try:
                await vanished(api, service, config)
            finally:
                service.kill()

    asyncio.run(run())


async def vanished(api: BotApi, service: Service, config: Path) -> None:
    person = Person(api, 82000000)
    person.says("halo")
    await until(lambda: len(api.to(person.id)) == 1, seconds=30)
    storage = open_storage(load(config))
    tell(storage, Clock(ZONE), person, secret(600))
    await until(lambda: sent(storage), seconds=30)
    await asyncio.to_thread(service.kill)
    with storage.transaction() as tx:
        tx.connection.exec_driver_sql(
            "UPDATE outbox SET vanishes_seconds = 0, vanish_at = sent_at WHERE vanishes_seconds > 0"
        )
    storage.close()
    await asyncio.to_thread(service.start)
    await until(lambda: api.deleted == [api.to(person.id)[1]["message_id"]], seconds=30)


def sent(storage: Storage) -> bool:
    """Whether everything is marked as sent."""
    with storage.transaction() as tx:
        rows = tx.connection.exec_driver_sql("SELECT state FROM outbox").all()
    return {row[0] for row in rows} == {"sent"}
