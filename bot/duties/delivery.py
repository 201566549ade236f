"""Sends what is queued: claims with a lease, renders, sends, marks."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.channels.channel import Button, Channel, Outgoing, Said, SendError, WindowClosed
from bot.clock import Clock
from bot.duties.enclosing import Enclosing
from bot.duties.line import LOOK_EVERY, Line
from bot.duties.pace import Slot
from bot.duties.wire import Wire
from bot.meter import UNMEASURED, Meter, Outcome
from handlers.rendering import first_line, rendered
from handlers.reply import Enclosure
from programme.office import Office
from storage import messages
from storage.database import Storage, Transaction, Unreachable
from storage.messages import Claimed

log = logging.getLogger(__name__)

#: After an error that a channel could not name: the message may be out.
UNKNOWN_RETRY = timedelta(seconds=60)
#: What fails for the first time, the second, … goes again after so long at the earliest, as Meta advises for 131056.
RETRIES = [timedelta(seconds=seconds) for seconds in (1, 4, 16, 64, 256, 900)]
NO_ANSWER = SendError("no answer", reason="no_answer", retry_after=UNKNOWN_RETRY, unsure=True)


class Delivery:
    """One loop a channel, so that a stuck channel never holds up the other."""

    def __init__(
        self,
        storage: Storage,
        channels: Mapping[str, Channel],
        clock: Clock,
        executor: Executor,
        *,
        office: Office | None = None,
        in_flight: int = 20,
        lease: timedelta = timedelta(seconds=60),
        give_up_after: timedelta = timedelta(hours=24),
        meter: Meter = UNMEASURED,
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._executor = executor
        self._lines = {name: Line(channel, in_flight, lease) for name, channel in channels.items()}
        self._windows = {name: channel.abilities.window for name, channel in channels.items()}
        self._give_up_after = give_up_after
        self._meter = meter
        self._enclosing = Enclosing(storage, executor, office or Office(), clock)
        #: How long a claimed message is its claimer's alone.
        self.lease = lease

    def wake(self, channel: str) -> None:
        """Look into the outbox now."""
        line = self._lines.get(channel)
        if line is not None:
            line.something.set()

    def wire(self, channel: str) -> Wire:
        """For a turn that claims its reply itself and marks what went out, in its own transaction."""
        return self._lines[channel].wire

    def send(self, channel: str, claimed: Claimed) -> None:
        """Put a reply on the wire whose place was taken and whose turn has committed."""
        line = self._lines[channel]
        line.start(self._send(line, claimed))

    async def run(self) -> None:
        """Deliver on every channel until cancelled; what is on the wire then is finished first."""
        async with asyncio.TaskGroup() as group:
            for line in self._lines.values():
                group.create_task(self._run_line(line))

    async def _run_line(self, line: Line) -> None:
        try:
            while True:
                await line.wait()
                try:
                    claimed = await self._exchange(line, claim=line.is_open(self._clock.now()))
                except Exception as error:  # noqa: BLE001 - the database may be gone for a while
                    log.error("The outbox cannot be read: %s", type(error).__name__)  # noqa: TRY400 - no personal data
                    await asyncio.sleep(LOOK_EVERY)
                    continue
                for message in claimed:
                    line.start(self._send(line, message))
        finally:
            await line.finish()
            with suppress(Unreachable):
                await self._exchange(line, claim=False)

    async def _exchange(self, line: Line, *, claim: bool) -> list[Claimed]:
        """Mark what went out and claim what may go, in one transaction."""
        line.stop_timer()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, self._exchange_now, line.channel.name, line.wire, claim)

    def _exchange_now(self, name: str, wire: Wire, claim: bool) -> list[Claimed]:
        """The places of what is marked are free for what is claimed with it."""
        now = self._clock.now()
        sent = wire.take_sent()
        taken = wire.take(wire.places) if claim else 0
        try:
            with self._storage.transaction() as tx:
                messages.mark_sent(tx, sent, now)
                free = taken + len(sent)
                claimed = messages.claim(tx, name, now, self.lease, free) if claim and free else []
                reachable = [message for message in claimed if not self._turn_away(tx, message, now)]
        except BaseException:
            wire.put_back_sent(sent)
            wire.give_back(taken)
            raise
        wire.give_back(free - len(reachable))
        return reachable

    def _turn_away(self, tx: Transaction, message: Claimed, now: datetime) -> bool:
        """Nothing is sent to an address that nothing reaches."""
        if message.unreachable is None:
            return False
        if messages.elsewhere(tx, message.id, self._windows, now) is None:
            messages.mark_failed(tx, message.id, message.unreachable, None)
        return True

    async def _send(self, line: Line, message: Claimed) -> None:
        """Give a claimed message to its channel as soon as the platform lets us, and note what became of it."""
        if until := line.not_before(message.address, self._clock.now()):
            await self._put_off(line, message, until)
            return
        since = time.monotonic()
        slot = await line.turn(message)
        if slot is None:
            await self._put_off(line, message, line.not_before(message.address, self._clock.now()))
        elif time.monotonic() - since > self.lease.total_seconds() / 2:
            slot.end()
            line.left()  # too late to be sure that nobody else has claimed it
        else:
            await self._hand_over(line, message, slot)
            slot.end()

    async def _hand_over(self, line: Line, message: Claimed, slot: Slot) -> None:
        try:
            async with asyncio.timeout(self.lease.total_seconds()):
                platform_id = await line.channel.send(await self._ready(line.channel, message, slot))
        except WindowClosed as error:
            log.warning("Not sent: %s", error.log)
            await self._mark(line, partial(self._redirect, message))
        except SendError as error:
            log.warning("Not sent: %s", error.log)
            await self._not_sent(line, message, error)
        except TimeoutError:
            log.warning("Not sent: no answer from %s", line.channel.name)
            await self._not_sent(line, message, NO_ANSWER)
        except Exception as error:  # noqa: BLE001 - one message never stops the line
            log.error("Not sent: %s", type(error).__name__)  # noqa: TRY400 - a traceback may hold personal data
            name = type(error).__name__
            await self._not_sent(line, message, SendError(name, reason=name, retry_after=UNKNOWN_RETRY))
        else:
            line.arrived(message.id, platform_id)
            self._meter.sent(line.channel.name, self._clock.now() - message.created_at)

    async def _ready(self, channel: Channel, message: Claimed, slot: Slot) -> Outgoing:
        ready, enclosure = outgoing(message, channel)
        if enclosure is not None:
            ready = await self._enclosing.enclose(ready, enclosure, channel.abilities)
        return replace(past_window(ready, message, channel, self._clock.now()), written=slot.written)

    async def _not_sent(self, line: Line, message: Claimed, error: SendError) -> None:
        """Who has to wait, does; what may be out all the same stays claimed, and goes again when its lease ends."""
        now = self._clock.now()
        line.told(error, message.address, now)
        error = self._given_up(message, error, now)
        self._meter.not_sent(line.channel.name, _outcome(error))
        if error.unsure:
            line.left()
        else:
            await self._mark(line, partial(self._fail, message, error))

    def _given_up(self, message: Claimed, error: SendError, now: datetime) -> SendError:
        """What is so old by now helps nobody."""
        if error.retry_after is None or now - message.created_at < self._give_up_after:
            return error
        return SendError(error.log, reason=error.reason, retry_after=None, unreachable=error.unreachable)

    def _fail(self, message: Claimed, error: SendError) -> str | None:
        """To be tried again, or by the contact's other address, or never."""
        now = self._clock.now()
        with self._storage.transaction() as tx:
            if error.unreachable:
                messages.unreachable(tx, message.address_id, error.reason, now)
                if other := messages.elsewhere(tx, message.id, self._windows, now):
                    return other
            messages.mark_failed(tx, message.id, error.reason, retry_at(message, error, now))
        return None

    def _redirect(self, message: Claimed) -> str | None:
        """By the person's other channel, or not before they write."""
        with self._storage.transaction() as tx:
            return messages.window_closed(tx, message.id, self._windows, self._clock.now())

    async def _put_off(self, line: Line, message: Claimed, until: datetime | None) -> None:
        """Not tried: it holds no place on the wire while it waits."""
        now = self._clock.now()

        def mark() -> None:
            with self._storage.transaction() as tx:
                messages.put_off(tx, message.id, until or now)

        await self._mark(line, mark)
        if until is not None:
            line.look_in(until - now)

    async def _mark(self, line: Line, mark: Callable[[], str | None]) -> None:
        """Off the loop; wakes the channel by which the message goes instead."""
        try:
            other = await asyncio.get_running_loop().run_in_executor(self._executor, mark)
        except Unreachable as error:
            log.warning("Cannot be marked, and goes again when its lease ends: %s", type(error).__name__)
        else:
            self.wake(other or line.channel.name)
        finally:
            line.left()


def retry_at(message: Claimed, error: SendError, now: datetime) -> datetime | None:
    """When it goes again: not before the platform says, and later from try to try where the fault is the message's."""
    if error.retry_after is None:
        return None
    if error.waits == "channel":
        return now + error.retry_after
    return now + max(error.retry_after, RETRIES[min(message.attempts, len(RETRIES)) - 1])


def _outcome(error: SendError) -> Outcome:
    if error.unreachable:
        return "unreachable"
    if error.unsure:
        return "unsure"
    return "failed" if error.retry_after is None else "again"


def outgoing(message: Claimed, channel: Channel) -> tuple[Outgoing, Enclosure | None]:
    """The message in words, within the channel's abilities, and what is still to be drawn or opened for it."""
    abilities = channel.abilities
    most = max(abilities.buttons, abilities.list_rows)
    words = rendered(
        message.content,
        message.language,
        most_buttons=most,
        longest_label=abilities.button_label_length,
        deletes=abilities.deletes,
    )
    buttons = tuple(Button(payload, label) for payload, label in words.buttons)
    ready = Outgoing(message.id, message.address, words.text, buttons, share_number=words.share_number)
    return replace(ready, language=message.language, attempts=message.attempts), words.enclosure


def past_window(ready: Outgoing, message: Claimed, channel: Channel, now: datetime) -> Outgoing:
    """The same message as a template wants it, where the channel's window is closed."""
    window = channel.abilities.window
    if window is None or (message.wrote_at is not None and now - message.wrote_at < window):
        return ready
    return replace(ready, said=Said(*first_line(message.content, message.language)))
