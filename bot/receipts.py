"""What channels keep beside messages: what came and could not be read, and what platforms say of what was sent."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from datetime import timedelta

from bot.channels.channel import Unavailable
from bot.clock import Clock
from bot.meter import UNMEASURED, Meter
from storage import messages
from storage.database import Storage, Unreachable
from storage.messages import Receipt

log = logging.getLogger(__name__)

#: So many receipts go through before the thread is given to somebody else.
AT_ONCE = 20


class Receipts:
    """Opens the transactions of the channels, each on a thread of the database's."""

    def __init__(self, storage: Storage, clock: Clock, executor: Executor, *, meter: Meter = UNMEASURED) -> None:
        self._storage = storage
        self._clock = clock
        self._executor = executor
        self._meter = meter

    async def unreadable(self, channel: str, platform_id: str, payload: bytes, error: str) -> None:
        """Keep what cannot be read, once, sealed, so that it can be stepped over. Raises Unavailable."""

        def keep() -> None:
            with self._storage.transaction() as tx:
                messages.unreadable(tx, channel, platform_id, "", payload, error, self._clock.now())

        await self._on_thread(keep)
        self._meter.unreadable(channel)

    async def said(self, channel: str, receipts: Sequence[Receipt], window: timedelta | None) -> None:
        """Note what the platform says of messages that were sent. Raises Unavailable."""
        for first in range(0, len(receipts), AT_ONCE):
            some = receipts[first : first + AT_ONCE]
            await self._on_thread(lambda some=some: self._note(channel, some, window))  # type: ignore[misc]

    async def opted_out(self, outbox_id: int) -> None:
        """Whom that message was for wants no announcements and reminders. Raises Unavailable."""

        def keep() -> None:
            with self._storage.transaction() as tx:
                messages.opted_out(tx, outbox_id, self._clock.now())

        await self._on_thread(keep)

    def _note(self, channel: str, receipts: Sequence[Receipt], window: timedelta | None) -> None:
        """Each in a transaction of its own: none takes the others with it."""
        now, zone = self._clock.now(), self._clock.zone
        for receipt in receipts:
            month = f"{receipt.at.astimezone(zone):%Y-%m}"
            try:
                with self._storage.transaction() as tx:
                    messages.receive(tx, channel, receipt, month=month, window=window, now=now)
            except Unreachable:
                raise
            except Exception as error:  # noqa: BLE001 - told to the log, and stepped over
                log.error("A receipt cannot be noted: %s", type(error).__name__)  # noqa: TRY400 - no personal data

    async def _on_thread(self, work: Callable[[], None]) -> None:
        try:
            await asyncio.get_running_loop().run_in_executor(self._executor, work)
        except Unreachable as unreachable:
            raise Unavailable(type(unreachable).__name__) from unreachable
