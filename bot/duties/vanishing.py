"""Takes messages out of the chat again whose time there is up, where the channel can."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from datetime import timedelta
from functools import partial
from typing import TypeVar

from bot.channels.channel import Channel, Deleting, NotDeleted
from bot.clock import Clock
from bot.duties.looking import woken
from storage import messages
from storage.database import Storage, Transaction, Unreachable

log = logging.getLogger(__name__)

T = TypeVar("T")

LOOK_EVERY = 5.0
AT_ONCE = 20
#: A call ends long before; only where this process was killed somebody else takes the message up.
LEASE = timedelta(minutes=2)
#: After an error that a channel could not name.
AGAIN = timedelta(minutes=1)
#: Where a platform has answered nothing else for so long after it went, it stays.
GIVE_UP_AFTER = timedelta(days=3)


class Vanishing:
    """Due work is a row; taking a message out twice is no harm, so nothing is held open while a channel does it."""

    def __init__(self, storage: Storage, channels: Mapping[str, Channel], clock: Clock, executor: Executor) -> None:
        self._storage = storage
        self._channels = channels
        self._clock = clock
        self._executor = executor
        self._something = asyncio.Event()

    def wake(self) -> None:
        """Look now."""
        self._something.set()

    async def run(self) -> None:
        """Look every few seconds until cancelled."""
        while True:
            await self.vanish_due()
            await woken(self._something, LOOK_EVERY)

    async def vanish_due(self) -> None:
        """Everything that is due now; no channel waits for another."""
        await asyncio.gather(*(self._vanish_on(name) for name in self._channels))

    async def _vanish_on(self, name: str) -> None:
        try:
            while await self._some(name) == AT_ONCE:
                pass
        except Unreachable as error:
            log.warning("What is to vanish cannot be read: %s", type(error).__name__)
        except Exception as error:  # noqa: BLE001 - the next look may go through
            log.error("Vanishing failed: %s", type(error).__name__)  # noqa: TRY400 - it may hold personal data

    async def _some(self, name: str) -> int:
        """How many were looked at."""
        due, looked_at = await self._transact(
            lambda tx: messages.due_to_vanish(tx, name, self._clock.now(), LEASE, AT_ONCE)
        )
        await asyncio.gather(*(self._vanish(self._channels[name], message) for message in due))
        return looked_at

    async def _vanish(self, channel: Channel, message: messages.Vanishing) -> None:
        settle = await self._delete(channel, message)
        await self._transact(settle)

    async def _delete(self, channel: Channel, message: messages.Vanishing) -> Callable[[Transaction], None]:
        """What is to be kept of the attempt."""
        if not isinstance(channel, Deleting):
            return partial(_stays, message)
        try:
            async with asyncio.timeout(LEASE.total_seconds() / 2):
                await channel.delete(message.address, message.platform_id)
        except NotDeleted as problem:
            log.warning("A message is still in the chat on %s. %s", channel.name, problem.log)
            return self._after(message, problem.retry_after)
        except Exception as error:  # noqa: BLE001 - one message never stops the others
            log.error("A message is still in the chat on %s: %s", channel.name, type(error).__name__)  # noqa: TRY400
            return self._after(message, AGAIN)
        return partial(_vanished, message)

    def _after(self, message: messages.Vanishing, retry_after: timedelta | None) -> Callable[[Transaction], None]:
        now = self._clock.now()
        if retry_after is None or now - message.sent_at > GIVE_UP_AFTER:
            log.warning("Message %s of the outbox stays in the chat: whoever has it may delete it there.", message.id)
            return partial(_stays, message)
        return lambda tx: messages.vanish_later(tx, message.id, now + retry_after)

    async def _transact(self, work: Callable[[Transaction], T]) -> T:
        def run() -> T:
            with self._storage.transaction() as tx:
                return work(tx)

        return await asyncio.get_running_loop().run_in_executor(self._executor, run)


def _vanished(message: messages.Vanishing, tx: Transaction) -> None:
    messages.vanished(tx, message.id)


def _stays(message: messages.Vanishing, tx: Transaction) -> None:
    messages.stays(tx, message.id)
