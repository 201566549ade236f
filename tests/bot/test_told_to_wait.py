"""What a platform refuses: who has to wait does, the others go on, and nothing is sent to where nothing arrives."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.channels.channel import Limits, SendError
from bot.channels.local import LocalChannel
from bot.duties.delivery import Delivery
from storage import messages
from storage.database import Storage
from tests.bot.post import Post, deliver, queue, reasons, state
from tests.tester import FixedClock, World

MINUTE = timedelta(minutes=1)
TOO_MANY = SendError("429", reason="too_many", retry_after=5 * MINUTE)
ALL_TOO_MANY = SendError("429", reason="too_many", retry_after=5 * MINUTE, waits="channel")
BLOCKED = SendError("403", reason="blocked", retry_after=None, unreachable=True)
NO_ANSWER = SendError("time-out", reason="no_answer", retry_after=MINUTE, unsure=True)


@pytest.fixture
def world(storage: Storage) -> World:
    return World(storage)


def test_a_chat_that_is_to_wait_waits_also_with_its_replies_and_nobody_else_does(world: World) -> None:
    async def both() -> list[str]:
        running = asyncio.create_task(deliver(world, post, seconds=1.8))
        await asyncio.sleep(0.4)
        queue(world, "1", "reply")
        queue(world, "2", "other reply")
        await running
        return list(post.sent)

    post = Post(failing={"announcement": [TOO_MANY]})
    queue(world, "1", "announcement", priority=3)
    queue(world, "2", "other announcement", priority=3)
    assert asyncio.run(both()) == ["other announcement", "other reply"]
    world.clock.move(4 * MINUTE)
    asyncio.run(deliver(world, post))
    assert post.sent[2:] == []
    world.clock.move(2 * MINUTE)
    asyncio.run(deliver(world, post))
    assert post.sent[2:] == ["reply", "announcement"]


def test_a_channel_that_is_to_wait_sends_nothing_until_then_and_then_everything(world: World) -> None:
    post, other = Post("telegram", failing={"0": [ALL_TOO_MANY]}), Post("local")

    async def wait_and_go_on() -> tuple[list[str], list[str]]:
        running = asyncio.create_task(deliver(world, post, other, seconds=2.6))
        await asyncio.sleep(0.4)
        for number in range(1, 5):
            queue(world, str(number), str(number), "telegram")
        queue(world, "guest-ani", "local")
        await asyncio.sleep(1.0)
        meanwhile = post.sent + other.sent
        world.clock.move(6 * MINUTE)
        await running
        return meanwhile, post.sent

    queue(world, "0", "0", "telegram")
    meanwhile, afterwards = asyncio.run(wait_and_go_on())
    assert meanwhile == ["local"]
    assert sorted(afterwards) == ["0", "1", "2", "3", "4"]


def test_what_waits_for_its_turn_goes_back_where_everybody_is_to_wait(world: World) -> None:
    slow = replace(LocalChannel.abilities, limits=Limits(per_second=1, address_burst=9, address_seconds=1))
    post = Post(failing={"0": [ALL_TOO_MANY]}, abilities=slow)
    for number in range(4):
        queue(world, str(number), str(number))
    asyncio.run(deliver(world, post))
    assert state(world) == ["queued"] * 4
    assert post.sent == []


def test_nothing_more_is_sent_to_where_nothing_arrives_until_they_write(world: World) -> None:
    post = Post(failing={"first": [BLOCKED]})
    queue(world, "1", "first")
    queue(world, "1", "second")
    asyncio.run(deliver(world, post, seconds=0.8))
    queue(world, "1", "third")
    asyncio.run(deliver(world, post))
    assert post.sent == []
    assert (state(world), reasons(world)) == (["failed"] * 3, ["blocked"] * 3)
    with world.storage.transaction() as tx:
        messages.reached(tx, messages.conversation(tx, "local", "1", world.clock.now()))
    queue(world, "1", "fourth")
    asyncio.run(deliver(world, post))
    assert post.sent == ["fourth"]


def test_what_does_not_reach_one_address_goes_by_the_contacts_other(world: World) -> None:
    telegram, local = Post("telegram", failing={"first": [BLOCKED]}), Post("local")
    with world.storage.transaction() as tx:
        messages.conversation(tx, "telegram", "1", world.clock.now())
        tx.connection.exec_driver_sql(
            "INSERT INTO addresses (contact_id, channel, address, created_at) "
            "SELECT contact_id, 'local', 'guest-ani', created_at FROM addresses"
        )
    queue(world, "1", "first", "telegram")
    queue(world, "1", "second", "telegram")
    asyncio.run(deliver(world, telegram, local, seconds=1.6))
    assert (telegram.sent, local.sent) == ([], ["first", "second"])
    assert state(world) == ["sent", "sent"]


def test_what_may_be_out_is_tried_again_when_its_lease_is_over_and_not_overtaken(world: World) -> None:
    post = Post(failing={"first": [NO_ANSWER]})
    queue(world, "1", "first")
    queue(world, "1", "second")
    queue(world, "2", "other")
    asyncio.run(deliver(world, post, seconds=0.8))
    assert post.sent == ["other"]
    assert state(world) == ["claimed", "queued", "sent"]
    world.clock.move(2 * MINUTE)
    asyncio.run(deliver(world, post))
    assert post.sent == ["other", "first", "second"]


def test_what_keeps_failing_is_tried_less_and_less_often_and_then_given_up(sqlite_storage: Storage) -> None:
    world = World(sqlite_storage)
    errors = [SendError("500", reason="platform", retry_after=timedelta(seconds=1)) for _ in range(1000)]
    post = Post(failing={"first": errors})
    queue(world, "1", "first")
    tries = []
    for tenth in range(25 * 6):
        if tenth < 4 or tenth % 6 == 0:
            before = len(errors)
            asyncio.run(deliver(world, post, seconds=0.03))
            tries += [10 * tenth] if before != len(errors) else []
        world.clock.move(10 * MINUTE)
    assert tries[:4] == [0, 10, 20, 30]
    assert tries[4:] == [60 * hour for hour in range(1, 25)]
    assert (state(world), reasons(world)) == (["failed"], ["platform"])


class RunningClock(FixedClock):
    """Goes on from the instant at which it was made."""

    begun = time.monotonic()

    def now(self) -> datetime:
        """The instant it was set to, and what has passed since."""
        return self.instant + timedelta(seconds=time.monotonic() - self.begun)


def test_one_person_who_wrote_too_much_lets_the_others_go_on(storage: Storage) -> None:
    world = World(storage, RunningClock())
    limits = Limits(per_second=100, address_burst=2, address_seconds=0.5)
    post = Post(abilities=replace(LocalChannel.abilities, limits=limits))
    for number in range(4):
        queue(world, "1", f"1-{number}")
    for number in range(30):
        queue(world, f"other-{number}", "other")
    asyncio.run(deliver(world, post, seconds=2.0))
    assert post.sent.count("other") == 30
    own = [at for at, text in zip(post.times, post.sent, strict=True) if text.startswith("1-")]
    assert [text for text in post.sent if text.startswith("1-")] == ["1-0", "1-1", "1-2", "1-3"]
    # When each was taken, which may be some milliseconds after it was let go.
    assert own[2] - own[0] >= 0.45
    assert own[3] - own[2] >= 0.45
    assert max(at for at, text in zip(post.times, post.sent, strict=True) if text == "other") < own[3]


def test_a_channel_that_hangs_is_let_go_of_within_ten_seconds(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.duties.line.FINISH_WITHIN", 0.5)
    slow = replace(LocalChannel.abilities, limits=Limits(per_second=2, address_burst=9, address_seconds=1))
    post = Post(stuck=asyncio.Event(), abilities=slow)
    for number in range(4):
        queue(world, str(number), str(number))
    since = time.monotonic()
    asyncio.run(deliver(world, post))
    assert time.monotonic() - since < 3
    assert state(world).count("claimed") == 2  # on the wire; the others went back
    assert state(world).count("queued") == 2


def test_a_channel_that_never_answers_is_not_waited_for_longer_than_the_lease(world: World) -> None:
    async def hang() -> int:
        post = Post(stuck=asyncio.Event())
        lease = timedelta(seconds=0.3)
        delivery = Delivery(
            world.storage, {"local": post}, world.clock, ThreadPoolExecutor(1), in_flight=1, lease=lease
        )
        delivery.wake("local")
        running = asyncio.create_task(delivery.run())
        await asyncio.sleep(0.8)
        free = delivery.wire("local").take(9)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        return free

    queue(world, "1", "first")
    assert asyncio.run(hang()) == 1
    assert state(world) == ["claimed"]
