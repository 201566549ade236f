"""One channel's line: what it has on the wire, and for whom its platform wants us to wait."""

import asyncio
import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.channels.channel import Channel, Limits, SendError
from bot.duties.looking import woken
from bot.duties.pace import REMEMBERED, UNPACED, Pace, Slot
from bot.duties.wire import Wire
from storage.messages import Claimed

if TYPE_CHECKING:
    from collections.abc import Coroutine

#: How often the outbox is looked at without being woken: for other processes and for what falls due.
LOOK_EVERY = 1.0
#: What went out is marked within so many seconds, and earlier if something is claimed meanwhile.
MARK_WITHIN = 0.02
#: At the end the service waits so many seconds for what is on the wire.
FINISH_WITHIN = 5.0


class Line:
    """Used on the event loop's thread, but for its wire."""

    def __init__(self, channel: Channel, in_flight: int, lease: timedelta) -> None:
        self.channel = channel
        self.something = asyncio.Event()
        limits = channel.abilities.limits
        self.wire = Wire(in_flight if limits is None else min(in_flight, _in_time(limits, lease)))
        self._pace = None if limits is None else Pace(limits, time.monotonic)
        self._paused_until: datetime | None = None
        self._addresses_until: dict[str, datetime] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._ends = False

    def is_open(self, now: datetime) -> bool:
        """Whether anything may be claimed; once a pause is over the wire takes messages again."""
        if self._paused_until is not None and self._paused_until <= now:
            self._paused_until = None
            self.wire.open()
        return self._paused_until is None

    def told(self, error: SendError, address: str, now: datetime) -> None:
        """The platform wants us to wait, with everybody or with that address."""
        if error.retry_after is None or error.unsure:
            return
        until = now + error.retry_after
        if error.waits == "channel":
            self._pause(max(until, self._paused_until or until))
        else:
            if len(self._addresses_until) >= REMEMBERED:
                self._addresses_until = {key: end for key, end in self._addresses_until.items() if end > now}
            self._addresses_until[address] = until

    def _pause(self, until: datetime) -> None:
        """Whoever waits for a turn goes back into the outbox: its lease would end meanwhile."""
        self._paused_until = until
        self.wire.shut()
        if self._pace is not None:
            self._pace.send_away()

    def not_before(self, address: str, now: datetime) -> datetime | None:
        """When that address may be written to; None if it may be now."""
        until = self._paused_until
        if self._addresses_until:
            told = self._addresses_until.get(address)
            until = max(until or told, told) if told is not None else until
        if self._pace is not None and (seconds := self._pace.wait(address)):
            own = now + timedelta(seconds=seconds)
            until = max(until or own, own)
        return until if until is not None and until > now else None

    async def turn(self, message: Claimed) -> Slot | None:
        """Leave to write the message, as soon as the pace lets it; None where it goes back into the outbox."""
        if self._ends:
            return None
        return UNPACED if self._pace is None else await self._pace.turn(message.address, message.priority)

    def arrived(self, outbox_id: int, platform_id: str) -> None:
        """A message is out; it is marked with the next turn or claim, or soon, so that many share one transaction."""
        self.wire.sent.append((outbox_id, platform_id))
        if len(self.wire.sent) * 2 >= self.wire.places:
            self.something.set()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(MARK_WITHIN, self.something.set)

    def stop_timer(self) -> None:
        """What is out will be marked now."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def left(self) -> None:
        """A message is no longer on the wire, and not out."""
        self.wire.give_back(1)
        self.something.set()

    def start(self, sending: "Coroutine[Any, Any, None]") -> None:
        """Put one message on the wire."""
        task = asyncio.get_running_loop().create_task(sending)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def wait(self) -> None:
        """Until there is something to do, or it is time to look."""
        await woken(self.something, LOOK_EVERY)

    def look_in(self, wait: timedelta) -> None:
        """Something falls due sooner than the outbox is looked at anyway."""
        if wait.total_seconds() < LOOK_EVERY:
            asyncio.get_running_loop().call_later(wait.total_seconds(), self.something.set)

    async def finish(self) -> None:
        """Let what is on the wire arrive; what takes longer is let go of, and goes again when its lease ends."""
        self._ends = True
        if self._pace is not None:
            self._pace.send_away()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=FINISH_WITHIN)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)


def _in_time(limits: Limits, lease: timedelta) -> int:
    """So many may be claimed that the last has its turn long before its lease ends."""
    return max(1, int(limits.per_second * lease.total_seconds() / 4))
