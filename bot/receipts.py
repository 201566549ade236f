"""What channels keep beside messages: what came and could not be read."""

import asyncio
from concurrent.futures import Executor

from bot.channels.channel import Unavailable
from bot.clock import Clock
from storage import messages
from storage.database import Storage, Unreachable


class Receipts:
    """Opens the transactions of the channels, each on a thread of the database's."""

    def __init__(self, storage: Storage, clock: Clock, executor: Executor) -> None:
        self._storage = storage
        self._clock = clock
        self._executor = executor

    async def unreadable(self, channel: str, platform_id: str, payload: bytes, error: str) -> None:
        """Keep what cannot be read, once, sealed, so that it can be stepped over. Raises Unavailable."""

        def keep() -> None:
            with self._storage.transaction() as tx:
                messages.unreadable(tx, channel, platform_id, "", payload, error, self._clock.now())

        try:
            await asyncio.get_running_loop().run_in_executor(self._executor, keep)
        except Unreachable as unreachable:
            raise Unavailable(type(unreachable).__name__) from unreachable
