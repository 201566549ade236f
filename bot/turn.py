"""One message in is one transaction: the inbox row, its effect and the reply commit together, or not at all."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Protocol, TypeVar

from bot import arrival, logs, router, talking
from bot.channels.channel import Incoming, Unavailable
from bot.clock import Clock
from bot.duties.wire import Place, Wire
from bot.meter import UNMEASURED, Came, Meter
from bot.queues import Queues
from handlers import connecting
from handlers.desk import Desk
from handlers.reply import Reply
from programme.joining import TakeFirst
from programme.office import Office
from storage import messages
from storage.database import Storage, Transaction, Unreachable
from storage.messages import Claimed, Conversation
from talk import Line

log = logging.getLogger(__name__)

T = TypeVar("T")

#: A turn that fails is tried three times, within seconds (docs/decisions/0005-failed-turns.md).
ATTEMPTS = 3
#: So often a turn begins again within one attempt because somebody else holds what it needs.
BEGIN_AGAIN = 10
#: More than anybody writes in a minute.
UNLIMITED = 1_000_000
RETRY_AFTER = (timedelta(seconds=0.5), timedelta(seconds=2))
#: So many turns are handed to the threads at once, and the others wait in line before them. No thread is idle while the
#: loop is busy, and what else needs one (claiming replies that wait, health) is not behind a thousand turns.
HANDED_OVER = 32


class Sender(Protocol):
    """Who brings replies to people (bot.duties.delivery)."""

    lease: timedelta

    def wake(self, channel: str) -> None:
        """Look into the outbox now."""

    def wire(self, channel: str, /) -> Wire:
        """Where a turn takes a place for its reply, and finds what went out and is yet to be marked."""

    def send(self, channel: str, claimed: Claimed) -> None:
        """Send a reply whose place was taken and whose turn has committed."""


@dataclass(frozen=True, slots=True)
class Handled:
    """What became of a turn."""

    #: False where an earlier message of the address failed and must be finished first; nothing was done then.
    done: bool = True
    #: The reply, where it can go at once; else it waits in the outbox for the delivery.
    reply: Claimed | None = None
    outcome: Came = "handled"


class _EarlierFirst(Exception):  # noqa: N818 - a state of affairs
    """An earlier message of the same address is still to be finished."""


class Turn:
    """Takes messages in, one person's one after another, different people's side by side."""

    def __init__(
        self,
        storage: Storage,
        office: Office,
        clock: Clock,
        executor: Executor,
        delivery: Sender,
        *,
        file_came: Callable[[], None] = lambda: None,
        per_minute: int = UNLIMITED,
        meter: Meter = UNMEASURED,
    ) -> None:
        """`file_came` wakes whoever fetches files (bot.duties.media); one person is answered `per_minute` messages."""
        self._storage = storage
        self._office = office
        self._clock = clock
        self._executor = executor
        self._delivery = delivery
        self._file_came = file_came
        self._per_minute = per_minute
        self._meter = meter
        self._queues = Queues()
        self._hand_over = asyncio.Semaphore(HANDED_OVER)

    async def receive(self, incoming: Incoming) -> None:
        """Return once the message and its effect are committed, or it is recorded for another try."""
        async with self._in_order(incoming):
            if not await self._attempt(incoming):
                await self._finish_failed(incoming)
                await self._attempt(incoming, regardless=True)

    async def finish_failed(self, incoming: Incoming) -> None:
        """Try again what failed on that address, in order; called by the duty that looks for what is due."""
        async with self._in_order(incoming):
            await self._finish_failed(incoming)

    @asynccontextmanager
    async def _in_order(self, incoming: Incoming) -> AsyncIterator[None]:
        """One address's messages one after another."""
        async with self._queues.of((incoming.channel, incoming.address)):
            try:
                yield
            except Unreachable as error:
                raise Unavailable(type(error).__name__) from error

    def handle(self, incoming: Incoming, *, regardless: bool = False) -> Handled:
        """The whole turn, synchronous; raises what went wrong, with nothing changed.

        `regardless` of earlier failed messages is for when those were tried as often as they are tried.
        """
        begun = time.perf_counter()
        outcome: Came = "failed"
        try:
            handled = _with_locks(lambda first: self._handle(incoming, regardless, first))
            outcome = handled.outcome
        finally:
            self._meter.came(incoming.channel, outcome, time.perf_counter() - begun)
        return handled

    def _handle(self, incoming: Incoming, regardless: bool, first: Sequence[int]) -> Handled:
        step = logs.Step()
        now = self._clock.now()
        place = Place(self._delivery.wire(incoming.channel))
        try:
            with place, self._storage.transaction() as tx:
                messages.lock(tx, first)
                messages.mark_sent(tx, place.sent, now)
                if messages.record(tx, incoming.channel, incoming.platform_id, incoming.address, now) is None:
                    return Handled(outcome="repeated")
                conversation = messages.conversation(tx, incoming.channel, incoming.address, now, incoming.also)
                step.at(conversation)
                if conversation.failed_earlier and not regardless:
                    raise _EarlierFirst  # rolls back: this message waits
                place.reply = self._answer(tx, conversation, incoming, step, place)
        except _EarlierFirst:
            return Handled(done=False, outcome="waited")
        step.done()
        return Handled(reply=place.reply)

    def _answer(
        self,
        tx: Transaction,
        conversation: Conversation,
        incoming: Incoming,
        step: logs.Step,
        place: Place | None = None,
    ) -> Claimed | None:
        """One reply a message, except to what is no message; claimed where it has a place on the wire."""
        now = self._clock.now()
        reply = None
        desk = Desk(tx, conversation, now, self._clock.zone, self._office)
        incoming, joined = arrival.note(desk, incoming)
        said = self._said(desk, incoming, joined)
        if said is not None:
            step.said(said)
            if place is not None and not desk.conversation.has_unsent and place.take():
                reply = claim(desk, said, self._delivery.lease)
            else:
                queue(desk, said)
        if incoming.opens_window:
            messages.open_window(tx, desk.conversation, incoming.at, now)
        messages.save_contact(tx, desk.conversation, now)
        return reply

    def _said(self, desk: Desk, incoming: Incoming, joined: connecting.Joined | None) -> Reply | None:
        """The one reply; None to what is no message, and to who writes more than one person is answered."""
        if incoming.happening != "message" and not (incoming.happening == "group" and desk.conversation.is_new):
            return None
        beyond = arrival.beyond_limit(desk, self._per_minute)
        if beyond:
            return Reply((Line("too-many"),), is_aside=True) if beyond == 1 else None
        incoming = arrival.record_file(desk, incoming)
        if joined is None:
            return router.route(desk, incoming)
        # Two chats have just become one: that is told first.
        route = router.route_words if joined.brought_form else router.route
        return route(desk, incoming).after(joined.told)

    async def _attempt(self, incoming: Incoming, *, regardless: bool = False) -> bool:
        """Run a turn on a worker thread; a failure is recorded and tried again before anything else of theirs."""
        loop = asyncio.get_running_loop()
        work = partial(self.handle, incoming, regardless=regardless)
        try:
            async with self._hand_over:
                handled = await loop.run_in_executor(self._executor, work)
        except Unreachable:
            raise
        except Exception as error:  # noqa: BLE001 - one person's failure never delays another
            await self._record_failure(incoming, error)
            await self._finish_failed(incoming)
            return True
        if handled.reply is not None:
            self._delivery.send(incoming.channel, handled.reply)
        else:
            self._delivery.wake(incoming.channel)
        if incoming.media is not None and incoming.media.reference is not None:
            self._file_came()
        return handled.done

    async def _finish_failed(self, incoming: Incoming) -> None:
        """Everything that failed on this address, oldest first, until it is done or given up."""
        loop = asyncio.get_running_loop()
        while True:
            failed = await loop.run_in_executor(self._executor, self._failed, incoming)
            if failed is None:
                self._delivery.wake(incoming.channel)
                return
            await asyncio.sleep(RETRY_AFTER[min(failed.attempts, len(RETRY_AFTER)) - 1].total_seconds())
            try:
                await loop.run_in_executor(self._executor, self._retry, failed)
            except Unreachable:
                raise
            except Exception as error:  # noqa: BLE001 - counted, and given up after the third
                await self._record_failure(Incoming.from_bytes(failed.payload), error)

    def _failed(self, incoming: Incoming) -> messages.FailedMessage | None:
        with self._storage.transaction() as tx:
            waiting = messages.failed_of(tx, incoming.channel, incoming.address)
        return waiting[0] if waiting else None

    def _retry(self, failed: messages.FailedMessage) -> None:
        _with_locks(lambda first: self._retry_with(failed, first))

    def _retry_with(self, failed: messages.FailedMessage, first: Sequence[int]) -> None:
        step = logs.Step()
        incoming = Incoming.from_bytes(failed.payload)
        with self._storage.transaction() as tx:
            messages.lock(tx, first)
            now = self._clock.now()
            conversation = messages.conversation(tx, incoming.channel, incoming.address, now, incoming.also)
            step.at(conversation)
            if messages.finish(tx, failed.id):  # else another process was quicker
                self._answer(tx, conversation, incoming, step)
        step.done()

    async def _record_failure(self, incoming: Incoming, error: Exception) -> None:
        name = type(error).__name__
        # The traceback's text may hold what the person wrote: only where it happened is logged.
        log.error("A turn failed: %s at %s", name, logs.place_of(error.__traceback__))
        await asyncio.get_running_loop().run_in_executor(self._executor, self._failure, incoming, name)

    def _failure(self, incoming: Incoming, error: str) -> None:
        """Record the failed attempt; after the last, apologise once and set the talk aside with its answers."""
        now = self._clock.now()
        with self._storage.transaction() as tx:
            attempts = messages.failed(
                tx,
                incoming.channel,
                incoming.platform_id,
                incoming.address,
                payload=incoming.to_bytes(),
                error=error,
                retry_at=now + RETRY_AFTER[-1],
                now=now,
            )
            if attempts < ATTEMPTS:
                return
            for failed in messages.failed_of(tx, incoming.channel, incoming.address):
                if failed.platform_id == incoming.platform_id:
                    messages.give_up(tx, failed.id)
            conversation = messages.conversation(tx, incoming.channel, incoming.address, now, incoming.also)
            desk = Desk(tx, conversation, now, self._clock.zone, self._office)
            talking.pause(desk)
            queue(desk, Reply((Line("turn-failed", {"phone": self._office.phone}),)))
            messages.save_contact(tx, conversation, now)


def _with_locks(work: Callable[[Sequence[int]], T]) -> T:
    """Two contacts may turn out to be one on the way: then from the beginning, with both locked in order first."""
    first: Sequence[int] = ()
    for _ in range(BEGIN_AGAIN):
        try:
            return work(first)
        except TakeFirst as wish:
            first = wish.contact_ids
    return work(first)


def queue(desk: Desk, reply: Reply) -> None:
    """Put the reply into the outbox, and remember what it offers."""
    conversation = desk.conversation
    _offer(conversation, reply)
    messages.queue(
        desk.tx,
        contact_id=conversation.contact_id,
        address_id=conversation.address_id,
        channel=conversation.channel,
        content=reply.to_json(),
        due_at=desk.now,
        now=desk.now,
        vanishes_after=reply.vanishes_after,
    )


def claim(desk: Desk, reply: Reply, lease: timedelta) -> Claimed:
    """The same for a reply that goes out as soon as the turn has committed: it spares a transaction of its own."""
    _offer(desk.conversation, reply)
    content = reply.to_json()
    return messages.queue_claimed(desk.tx, desk.conversation, content, desk.now, lease, reply.vanishes_after)


def _offer(conversation: Conversation, reply: Reply) -> None:
    if reply.is_aside:
        return
    conversation.offered = reply.offer
