"""Messages that are to vanish are taken out of the chat, once, when their time is up, whatever happens meanwhile."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from bot.channels.channel import Abilities, Channel, Deleting, NotDeleted, SendError
from bot.channels.local import LocalChannel
from bot.channels.telegram_format import ABILITIES as TELEGRAM
from bot.channels.telegram_platform import TelegramPlatform
from bot.channels.whatsapp import WhatsAppChannel
from bot.duties.delivery import outgoing, retry_at
from bot.duties.vanishing import GIVE_UP_AFTER, LEASE, Vanishing
from bot.turn import claim
from handlers.desk import Desk
from handlers.notify import OWN_CASE, notify
from handlers.reply import Reply, say
from storage import messages
from storage.database import Storage
from tests.bot.post import Post
from tests.tester import ZONE, World

TEN_MINUTES = timedelta(minutes=10)
SECOND = timedelta(seconds=1)


@dataclass
class Chat(Post):
    """A channel out of whose chats messages can be taken; it fails as it is told to."""

    gone: list[str] = field(default_factory=list)
    problems: list[Exception] = field(default_factory=list)

    async def delete(self, address: str, platform_id: str) -> None:
        """Note it, or fail."""
        if self.problems:
            raise self.problems.pop(0)
        self.gone.append(f"{address} {platform_id}")


@pytest.fixture
def world(storage: Storage) -> World:
    return World(storage)


def secret(text: str = "KK atas nama Siti") -> Reply:
    return replace(say("as-is", text=text), vanishes_after=TEN_MINUTES)


def queue(world: World, reply: Reply, address: str = "guest-ani") -> None:
    now = world.clock.now()
    with world.storage.transaction() as tx:
        contact_id = messages.conversation(tx, "local", address, now).contact_id
        notify(tx, contact_id, reply, now, priority=OWN_CASE)


def look(world: World, *channels: Channel) -> None:
    """One round of the duty, by a process of its own."""
    duty = Vanishing(world.storage, {one.name: one for one in channels}, world.clock, ThreadPoolExecutor(1))
    asyncio.run(duty.vanish_due())


def sent(world: World, chat: Post) -> None:
    """Send what may go now."""
    now = world.clock.now()
    while True:
        with world.storage.transaction() as tx:
            claimed = messages.claim(tx, "local", now, timedelta(minutes=1), 100)
        if not claimed:
            return
        for message in claimed:
            with world.storage.transaction() as tx:
                try:
                    platform_id = asyncio.run(chat.send(outgoing(message, chat)[0]))
                except SendError as error:
                    messages.mark_failed(tx, message.id, error.reason, retry_at(message, error, now))
                else:
                    messages.mark_sent(tx, [(message.id, platform_id)], now)


def open_rows(world: World) -> int:
    """Messages that are still to vanish."""
    with world.storage.transaction() as tx:
        return int(
            tx.connection.exec_driver_sql("SELECT count(*) FROM outbox WHERE vanish_at IS NOT NULL").scalar_one()
        )


def test_it_vanishes_ten_minutes_after_it_went_and_once(world: World) -> None:
    chat = Chat()
    queue(world, secret())
    queue(world, say("as-is", text="Ini tetap ada"))
    sent(world, chat)
    assert chat.sent == ["KK atas nama Siti\n\nPesan ini terhapus sendiri 10 menit setelah terkirim.", "Ini tetap ada"]
    world.clock.move(TEN_MINUTES - SECOND)
    look(world, chat)
    assert chat.gone == []
    world.clock.move(SECOND)
    look(world, chat)
    look(world, chat)
    assert chat.gone == ["guest-ani sent-1"]
    with world.storage.transaction() as tx:
        kept = tx.connection.exec_driver_sql("SELECT state, content IS NULL FROM outbox ORDER BY id").all()
    assert [(state, bool(empty)) for state, empty in kept] == [("sent", True), ("sent", False)]


def test_a_reply_that_goes_at_once_vanishes_like_any_other(world: World) -> None:
    now = world.clock.now()
    with world.storage.transaction() as tx:
        conversation = messages.conversation(tx, "local", "guest-ani", now)
        reply = claim(Desk(tx, conversation, now, ZONE, world.office), secret(), LEASE)
        messages.mark_sent(tx, [(reply.id, "sent-1")], now)
    chat = Chat()
    world.clock.move(TEN_MINUTES)
    look(world, chat)
    assert chat.gone == ["guest-ani sent-1"]


def test_two_processes_that_look_at_once_take_each_out_once(world: World) -> None:
    chats = Chat(), Chat()
    for number in range(30):
        queue(world, secret(), f"guest-{number}")
    sent(world, Chat())
    world.clock.move(TEN_MINUTES)

    async def both() -> None:
        duties = [Vanishing(world.storage, {"local": chat}, world.clock, ThreadPoolExecutor(1)) for chat in chats]
        await asyncio.gather(*(duty.vanish_due() for duty in duties))

    asyncio.run(both())
    assert sorted(chats[0].gone + chats[1].gone) == sorted(f"guest-{number} sent-{number + 1}" for number in range(30))


def test_the_time_counts_from_the_sending_also_after_a_standstill(world: World) -> None:
    chat = Chat(failing={secret_text(): [SendError("full", reason="full", retry_after=timedelta(minutes=30))]})
    queue(world, secret())
    sent(world, chat)
    world.clock.move(timedelta(minutes=31))
    look(world, chat)
    sent(world, chat)
    world.clock.move(TEN_MINUTES - SECOND)
    look(world, chat)
    assert (len(chat.sent), chat.gone) == (1, [])
    world.clock.move(SECOND)
    look(world, chat)
    assert chat.gone == ["guest-ani sent-1"]


def secret_text() -> str:
    return "KK atas nama Siti\n\nPesan ini terhapus sendiri 10 menit setelah terkirim."


def test_what_never_went_has_nothing_to_vanish(world: World) -> None:
    chat = Chat(failing={secret_text(): [SendError("blocked", reason="blocked", retry_after=None)]})
    queue(world, secret())
    sent(world, chat)
    world.clock.move(TEN_MINUTES)
    look(world, chat)
    assert (chat.gone, open_rows(world)) == ([], 0)


@pytest.mark.parametrize("problem", [NotDeleted("HTTP 500", retry_after=timedelta(minutes=1)), ValueError("odd")])
def test_an_error_is_tried_again(world: World, problem: Exception) -> None:
    chat = Chat(problems=[problem])
    queue(world, secret())
    sent(world, chat)
    world.clock.move(TEN_MINUTES)
    look(world, chat)
    look(world, chat)
    assert chat.gone == []
    world.clock.move(timedelta(minutes=1))
    look(world, chat)
    assert chat.gone == ["guest-ani sent-1"]


def test_what_the_platform_will_never_take_out_stays_and_is_said_once_without_a_word_of_it(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    chat = Chat(problems=[NotDeleted("deleteMessage: HTTP 400", retry_after=None)])
    queue(world, secret())
    sent(world, chat)
    world.clock.move(TEN_MINUTES)
    look(world, chat)
    look(world, chat)
    assert (chat.gone, open_rows(world)) == ([], 0)
    assert [record.message for record in caplog.records if "stays in the chat" in record.message] == [
        "Message 1 of the outbox stays in the chat: whoever has it may delete it there."
    ]
    assert "Siti" not in caplog.text


def test_a_platform_that_is_away_for_days_is_given_up(world: World) -> None:
    chat = Chat(problems=[NotDeleted("no answer", retry_after=timedelta(minutes=1))])
    queue(world, secret())
    sent(world, chat)
    world.clock.move(GIVE_UP_AFTER + SECOND)
    look(world, chat)
    assert (chat.gone, open_rows(world)) == ([], 0)


def test_one_that_fails_holds_up_no_other(world: World) -> None:
    chat = Chat(problems=[NotDeleted("HTTP 500", retry_after=timedelta(minutes=1))])
    for number in range(25):
        queue(world, secret(), f"guest-{number}")
    sent(world, chat)
    world.clock.move(TEN_MINUTES)
    look(world, chat)
    assert (len(chat.gone), open_rows(world)) == (24, 1)


def test_killed_before_it_noted_what_it_did_another_does_it_again_after_the_lease(world: World) -> None:
    chat = Chat()
    queue(world, secret())
    sent(world, chat)
    world.clock.move(TEN_MINUTES)
    with world.storage.transaction() as tx:
        taken, _ = messages.due_to_vanish(tx, "local", world.clock.now(), LEASE, 10)
    assert [one.platform_id for one in taken] == ["sent-1"]
    look(world, chat)
    assert chat.gone == []
    world.clock.move(LEASE)
    look(world, chat)
    assert (chat.gone, open_rows(world)) == (["guest-ani sent-1"], 0)


def test_where_nothing_can_be_taken_out_the_reader_is_asked_to(world: World) -> None:
    post = Post(abilities=Abilities(buttons=3, list_rows=10, text_length=4096, button_label_length=96))
    queue(world, secret())
    sent(world, post)
    assert post.sent == ["KK atas nama Siti\n\nSetelah dilihat, hapus pesan ini dari chat, ya."]
    world.clock.move(TEN_MINUTES)
    look(world, post)
    assert open_rows(world) == 0


def test_the_channels_say_rightly_whether_they_can() -> None:
    can = {kind: issubclass(kind, Deleting) for kind in (LocalChannel, TelegramPlatform, WhatsAppChannel)}
    assert can == {LocalChannel: True, TelegramPlatform: True, WhatsAppChannel: False}
    said = (LocalChannel.abilities.deletes, TELEGRAM.deletes, WhatsAppChannel.abilities.deletes)
    assert said == (True, True, False)
