"""Sends what is queued: claims with a lease, renders, sends, marks."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.channels.channel import Button, Channel, Outgoing, Picture, Said, SendError, WindowClosed
from bot.clock import Clock
from bot.duties.wire import Wire
from handlers.documents.drawings import draw
from handlers.rendering import first_line, rendered
from handlers.reply import Drawing
from storage import messages
from storage.database import Storage, Unreachable
from storage.messages import Claimed

log = logging.getLogger(__name__)

#: How often the outbox is looked at without being woken: for other processes and for what falls due.
LOOK_EVERY = 1.0
#: What went out is marked within so many seconds, and earlier if something is claimed meanwhile.
MARK_WITHIN = 0.02
#: At the end the service waits so many seconds for what is on the wire.
FINISH_WITHIN = 5.0
#: After an error that a channel could not name: the lease's length, for the message may be out.
UNKNOWN_RETRY = timedelta(seconds=60)


class Delivery:
    """One loop a channel, so that a stuck channel never holds up the other."""

    def __init__(
        self,
        storage: Storage,
        channels: Mapping[str, Channel],
        clock: Clock,
        executor: Executor,
        *,
        in_flight: int = 20,
        lease: timedelta = timedelta(seconds=60),
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._executor = executor
        self._lines = {name: _Line(channel, in_flight) for name, channel in channels.items()}
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
            for name, line in self._lines.items():
                group.create_task(self._run_line(name, line))

    async def _run_line(self, name: str, line: "_Line") -> None:
        try:
            while True:
                await line.wait()
                try:
                    claimed = await self._exchange(name, line)
                except Exception as error:  # noqa: BLE001 - the database may be gone for a while
                    log.error("The outbox cannot be read: %s", type(error).__name__)  # noqa: TRY400 - no personal data
                    await asyncio.sleep(LOOK_EVERY)
                    continue
                for message in claimed:
                    line.start(self._send(line, message))
        finally:
            await line.finish()
            with suppress(Unreachable):
                await self._exchange(name, line, claim=False)

    async def _exchange(self, name: str, line: "_Line", *, claim: bool = True) -> list[Claimed]:
        """Mark what went out and claim what may go, in one transaction."""
        line.stop_timer()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, self._exchange_now, name, line.wire, claim)

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
        except BaseException:
            wire.put_back_sent(sent)
            wire.give_back(taken)
            raise
        wire.give_back(free - len(claimed))
        return claimed

    async def _send(self, line: "_Line", message: Claimed) -> None:
        try:
            ready, drawing = outgoing(message, line.channel)
            if drawing is not None:
                ready = await asyncio.to_thread(with_picture, ready, drawing, message.language)
            platform_id = await line.channel.send(past_window(ready, message, line.channel, self._clock.now()))
        except WindowClosed as error:
            log.warning("Not sent: %s", error.log)
            await self._mark(line, partial(self._redirect, message))
        except SendError as error:
            log.warning("Not sent: %s", error.log)
            await self._failed(line, message, error.reason, error.retry_after)
        except Exception as error:  # noqa: BLE001 - one message never stops the line
            log.error("Not sent: %s", type(error).__name__)  # noqa: TRY400 - a traceback may hold personal data
            await self._failed(line, message, type(error).__name__, UNKNOWN_RETRY)
        else:
            line.arrived(message.id, platform_id)

    async def _failed(self, line: "_Line", message: Claimed, reason: str, retry_after: timedelta | None) -> None:
        def mark() -> None:
            now = self._clock.now()
            with self._storage.transaction() as tx:
                messages.mark_failed(tx, message.id, reason, now + retry_after if retry_after else None)

        await self._mark(line, mark)

    def _redirect(self, message: Claimed) -> None:
        """By the person's other channel, or not before they write."""
        windows = {name: line.channel.abilities.window for name, line in self._lines.items()}
        with self._storage.transaction() as tx:
            messages.window_closed(tx, message.id, windows, self._clock.now())

    async def _mark(self, line: "_Line", mark: Callable[[], None]) -> None:
        try:
            await asyncio.get_running_loop().run_in_executor(self._executor, mark)
        except Unreachable as error:
            log.warning("Cannot be marked, and goes again when its lease ends: %s", type(error).__name__)
        finally:
            line.wire.give_back(1)
            line.something.set()


class _Line:
    """What one channel has on the wire."""

    def __init__(self, channel: Channel, in_flight: int) -> None:
        self.channel = channel
        self.something = asyncio.Event()
        self.wire = Wire(in_flight)
        self._tasks: set[asyncio.Task[None]] = set()
        self._timer: asyncio.TimerHandle | None = None

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

    def start(self, sending: "asyncio._CoroutineLike[None]") -> None:
        """Put one message on the wire."""
        task = asyncio.get_running_loop().create_task(sending)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def wait(self) -> None:
        """Until there is something to do, or it is time to look."""
        try:
            async with asyncio.timeout(LOOK_EVERY):
                await self.something.wait()
        except TimeoutError:
            pass
        self.something.clear()

    async def finish(self) -> None:
        """Let what is on the wire arrive; what takes longer goes again when its lease ends."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=FINISH_WITHIN)


def outgoing(message: Claimed, channel: Channel) -> tuple[Outgoing, Drawing | None]:
    """The message in words, within the channel's abilities, and what is still to be drawn for it."""
    abilities = channel.abilities
    most = max(abilities.buttons, abilities.list_rows)
    words = rendered(message.content, message.language, most_buttons=most, longest_label=abilities.button_label_length)
    buttons = tuple(Button(payload, label) for payload, label in words.buttons)
    ready = Outgoing(message.id, message.address, words.text, buttons)
    return replace(ready, language=message.language, attempts=message.attempts), words.drawing


def past_window(ready: Outgoing, message: Claimed, channel: Channel, now: datetime) -> Outgoing:
    """The same message as a template wants it, where the channel's window is closed."""
    window = channel.abilities.window
    if window is None or (message.wrote_at is not None and now - message.wrote_at < window):
        return ready
    return replace(ready, said=Said(*first_line(message.content, message.language)))


def with_picture(message: Outgoing, drawing: Drawing, language: str) -> Outgoing:
    """The same message with its picture."""
    content, content_type, name = draw(drawing, language)
    return replace(message, picture=Picture(content, content_type, name))
