"""What is promised about messages out: in order, once, tried again, and no channel waits for another."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bot.channels.channel import Incoming, SendError
from bot.duties.delivery import Delivery
from bot.turn import Turn
from storage import messages
from storage.database import Storage
from tests.bot.post import Post, deliver, queue, state
from tests.tester import FixedClock, World


@pytest.fixture
def world(storage: Storage) -> World:
    return World(storage)


def test_a_contacts_messages_arrive_in_order_and_are_marked(world: World) -> None:
    post = Post()
    for number in range(8):
        queue(world, "guest-ani", str(number))
    asyncio.run(deliver(world, post))
    assert post.sent == [str(number) for number in range(8)]
    assert state(world) == ["sent"] * 8


def test_a_failure_is_tried_again_and_nothing_overtakes_it(world: World) -> None:
    post = Post(failing={"first": [SendError("full", reason="full", retry_after=timedelta(minutes=5))]})
    queue(world, "guest-ani", "first")
    queue(world, "guest-ani", "second")
    queue(world, "guest-budi", "other")
    asyncio.run(deliver(world, post))
    assert post.sent == ["other"]
    world.clock.move(timedelta(minutes=6))
    asyncio.run(deliver(world, post))
    assert post.sent == ["other", "first", "second"]


def test_a_final_failure_is_kept_and_lets_the_next_go(world: World) -> None:
    post = Post(failing={"first": [SendError("blocked", reason="blocked", retry_after=None)]})
    queue(world, "guest-ani", "first")
    queue(world, "guest-ani", "second")
    asyncio.run(deliver(world, post))
    assert post.sent == ["second"]
    assert state(world) == ["failed", "sent"]


def test_a_stuck_channel_does_not_hold_up_another(world: World) -> None:
    async def both() -> tuple[list[str], list[str]]:
        stuck, free = Post("telegram", stuck=asyncio.Event()), Post("local")
        running = asyncio.create_task(deliver(world, stuck, free, seconds=0.6))
        await asyncio.sleep(0.4)
        seen = list(stuck.sent), list(free.sent)
        assert stuck.stuck is not None
        stuck.stuck.set()
        await running
        return seen

    queue(world, "1", "a", "telegram")
    queue(world, "guest-ani", "b", "local")
    assert asyncio.run(both()) == ([], ["b"])


def test_what_a_dead_process_had_claimed_goes_when_its_lease_is_over(world: World) -> None:
    post = Post()
    queue(world, "guest-ani", "first")
    with world.storage.transaction() as tx:
        assert messages.claim(tx, "local", world.clock.now(), timedelta(minutes=1), 10)
    asyncio.run(deliver(world, post))
    assert post.sent == []
    assert isinstance(world.clock, FixedClock)
    world.clock.move(timedelta(minutes=2))
    asyncio.run(deliver(world, post))
    assert post.sent == ["first"]


def claimed_rows(world: World) -> int:
    return state(world).count("claimed")


def test_replies_claimed_by_their_turns_never_exceed_what_may_be_on_the_wire(world: World) -> None:
    post = Post(stuck=asyncio.Event())
    people = [f"guest-{number}" for number in range(12)]

    async def write() -> int:
        executor = ThreadPoolExecutor(world.storage.threads)
        delivery = Delivery(world.storage, {"local": post}, world.clock, executor, in_flight=5)
        turn = Turn(world.storage, world.office, world.clock, executor, delivery)
        running = asyncio.create_task(delivery.run())
        writing = (Incoming("local", person, person, world.clock.now(), text="menu") for person in people)
        await asyncio.gather(*(turn.receive(incoming) for incoming in writing))
        await asyncio.sleep(0.1)
        most = claimed_rows(world)
        assert post.stuck is not None
        post.stuck.set()
        await asyncio.sleep(0.5)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        return most

    assert asyncio.run(write()) == 5
    assert state(world) == ["sent"] * len(people)


def test_a_failed_turn_keeps_no_place_on_the_wire(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Turn, "_answer", lambda *_: 1 / 0)
    delivery = Delivery(world.storage, {"local": Post()}, world.clock, ThreadPoolExecutor(1), in_flight=2)
    delivery.wire("local").sent.append((7, "sent-7"))
    turn = Turn(world.storage, world.office, world.clock, ThreadPoolExecutor(1), delivery)
    for attempt in ("a", "b", "c"):
        with pytest.raises(ZeroDivisionError):
            turn.handle(Incoming("local", attempt, "guest-ani", world.clock.now(), text="menu"))
    assert delivery.wire("local").take(9) == 2
    assert delivery.wire("local").take_sent() == [(7, "sent-7")]
