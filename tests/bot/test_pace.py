"""Never above a platform's limit in any stretch of a second, and hardly below it."""

import asyncio
import heapq
import random
import time
from bisect import bisect_right
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from math import inf

import aiohttp
import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.channel import Abilities, Limits, Outgoing
from bot.channels.local import LocalChannel
from bot.duties.delivery import Delivery
from bot.duties.pace import Addresses, Pace, Window
from handlers.reply import say
from storage import messages
from storage.database import Storage
from tests.tester import World


def most_in_a_second(times: Sequence[float]) -> int:
    """The fullest stretch of one second, wherever it begins."""
    ordered = sorted(times)
    return max(bisect_right(ordered, begin + 1.0) - at for at, begin in enumerate(ordered))


def rate(times: Sequence[float]) -> float:
    """Messages a second, from the first to the last."""
    ordered = sorted(times)
    return (len(ordered) - 1) / (ordered[-1] - ordered[0])


def written(per_second: int, count: int, lags: Sequence[float], *, late: float = 0.0, evenly: bool) -> list[float]:
    """When so many that all wait are written: on its way to the wire each takes one of the lags."""
    window, now, times = Window(per_second), 100.0, []
    leaving: list[float] = []
    sent = 0
    while sent < count or leaving:
        wait = window.wait(now, evenly=evenly) if sent < count else inf
        next_written = leaving[0] if leaving else inf
        if wait == 0:
            window.go(now)
            heapq.heappush(leaving, now + lags[sent % len(lags)])
            sent += 1
        elif next_written <= now + wait:
            now = heapq.heappop(leaving)
            window.wrote(now)
            times.append(now)
        else:
            now += wait + late
    return times


LAGS = st.lists(st.floats(0, 2.5), min_size=1, max_size=40)


@given(per_second=st.integers(1, 40), lags=LAGS, late=st.floats(0, 0.01), evenly=st.booleans())
def test_no_second_has_more_however_long_messages_take_to_the_wire(
    per_second: int, lags: list[float], late: float, evenly: bool
) -> None:
    times = written(per_second, per_second * 4, lags, late=late, evenly=evenly)
    assert most_in_a_second(times) <= per_second


@pytest.mark.parametrize("per_second", [1, 30, 80, 1000])
@pytest.mark.parametrize("evenly", [False, True])
def test_99_percent_of_the_limit_is_used(per_second: int, evenly: bool) -> None:
    chance = random.Random(7)
    lags = [chance.uniform(0, 0.004) for _ in range(997)]
    times = written(per_second, per_second * 20, lags, late=0.001, evenly=evenly)
    assert most_in_a_second(times) <= per_second
    assert rate(times[per_second:]) >= 0.99 * per_second


def test_announcements_are_spread_over_the_second_and_replies_are_not_held_back() -> None:
    def gone_in(seconds: float, *, evenly: bool) -> int:
        window, gone = Window(30), 0
        for millisecond in range(int(seconds * 1000)):
            while window.wait(millisecond / 1000, evenly=evenly) == 0:
                window.go(millisecond / 1000)
                window.wrote(millisecond / 1000)
                gone += 1
        return gone

    assert gone_in(0.5, evenly=True) in (15, 16)
    assert gone_in(0.001, evenly=False) == 30


@given(burst=st.integers(1, 45), seconds=st.floats(0.1, 6), pauses=st.lists(st.floats(0, 30), min_size=1, max_size=200))
def test_an_address_gets_a_burst_and_then_one_in_so_many_seconds(
    burst: int, seconds: float, pauses: list[float]
) -> None:
    addresses, now, times = Addresses(burst, seconds), 0.0, []
    for pause in pauses:
        now += pause
        now += addresses.wait("chat", now)
        addresses.wrote("chat", now)
        times.append(now)
    for first in range(len(times)):
        for last in range(first, len(times)):
            assert last - first + 1 <= burst + (times[last] - times[first]) / seconds + 1e-6
    assert addresses.wait("another chat", now) == 0


def test_a_reply_overtakes_the_announcements_that_wait() -> None:
    async def order() -> list[str]:
        pace, gone = Pace(Limits(per_second=10, address_burst=1, address_seconds=1), time.monotonic), []

        async def send(address: str, priority: int) -> None:
            slot = await pace.turn(address, priority)
            assert slot is not None
            gone.append(address)
            slot.written()

        announcing = [asyncio.create_task(send(f"announcement {number}", 3)) for number in range(6)]
        await asyncio.sleep(0.02)
        await send("reply", 0)
        await asyncio.gather(*announcing)
        return gone

    assert asyncio.run(order()).index("reply") <= 2


def test_who_waits_for_a_turn_can_be_sent_away() -> None:
    async def sent_away() -> object:
        pace = Pace(Limits(per_second=1, address_burst=1, address_seconds=1), time.monotonic)
        assert await pace.turn("ani", 0)
        waiting = asyncio.create_task(pace.turn("budi", 0))
        await asyncio.sleep(0)
        pace.send_away()
        return await waiting

    assert asyncio.run(sent_away()) is None


class Platform:
    """A platform over real HTTP, and the channel that calls it; it notes when a request is written."""

    name = "platform"

    def __init__(self, limits: Limits, expected: int = 1) -> None:
        self.abilities: Abilities = replace(LocalChannel.abilities, limits=limits)
        self.times: list[float] = []
        self.expected = expected
        self.all_there = asyncio.Event()
        self.url = ""

    async def send(self, outgoing: Outgoing) -> str:
        trace = {"written": outgoing.written}
        async with self.session.post(self.url, json={"text": outgoing.text}, trace_request_ctx=trace) as answer:
            return await answer.text()

    async def __aenter__(self) -> "Platform":
        async def answer(_request: web.Request) -> web.Response:
            await asyncio.sleep(0.05)
            return web.Response(text="1")

        async def left(_session: object, context: object, _headers: object) -> None:
            self.times.append(time.monotonic())
            context.trace_request_ctx["written"]()  # type: ignore[attr-defined]
            if len(self.times) == self.expected:
                self.all_there.set()

        app = web.Application()
        app.router.add_post("/", answer)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/"
        trace = aiohttp.TraceConfig()
        trace.on_request_headers_sent.append(left)
        self.session = aiohttp.ClientSession(trace_configs=[trace])
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.session.close()
        await self._runner.cleanup()


def announce(world: World, count: int) -> None:
    now = world.clock.now()
    with world.storage.transaction() as tx:
        for number in range(count):
            contact = messages.conversation(tx, "platform", str(number), now)
            messages.queue(
                tx,
                contact_id=contact.contact_id,
                address_id=contact.address_id,
                channel="platform",
                content=say("as-is", text="Pengumuman").to_json(),
                priority=3,
                due_at=now,
                now=now,
            )


def test_the_delivery_writes_30_a_second_and_never_more(sqlite_storage: Storage) -> None:
    world = World(sqlite_storage)
    announce(world, 130)

    async def deliver() -> list[float]:
        async with Platform(Limits(per_second=30, address_burst=1, address_seconds=1), 130) as platform:
            executor = ThreadPoolExecutor(1)
            delivery = Delivery(world.storage, {platform.name: platform}, world.clock, executor)
            delivery.wake(platform.name)
            running = asyncio.create_task(delivery.run())
            async with asyncio.timeout(10):
                await platform.all_there.wait()
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            return platform.times

    times = asyncio.run(deliver())
    assert most_in_a_second(times) <= 30
    assert rate(times[30:]) >= 0.99 * 30


def test_the_limits_of_a_channel_bound_what_is_claimed_ahead(sqlite_storage: Storage) -> None:
    slow = Platform(Limits(per_second=1, address_burst=1, address_seconds=1))
    world = World(sqlite_storage)
    delivery = Delivery(
        world.storage, {slow.name: slow}, world.clock, ThreadPoolExecutor(1), lease=timedelta(seconds=8)
    )
    assert delivery.wire(slow.name).places == 2
