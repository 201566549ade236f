"""Finishes what a crash left failed in the inbox: turns that were to be tried again and were not."""

import asyncio
import logging
from concurrent.futures import Executor

from bot.channels.channel import Incoming, Unavailable
from bot.clock import Clock
from bot.turn import Turn
from storage import messages
from storage.database import Storage, Unreachable

log = logging.getLogger(__name__)

LOOK_EVERY = 5.0
AT_ONCE = 20


class Retries:
    """Looks for failed messages whose time has come."""

    def __init__(self, storage: Storage, turn: Turn, clock: Clock, executor: Executor) -> None:
        self._storage = storage
        self._turn = turn
        self._clock = clock
        self._executor = executor

    async def run(self) -> None:
        """Look every few seconds until cancelled."""
        while True:
            try:
                await self.retry_due()
            except (Unavailable, Unreachable) as error:
                log.warning("The inbox cannot be read: %s", type(error).__name__)
            await asyncio.sleep(LOOK_EVERY)

    async def retry_due(self) -> None:
        """Finish what is due now, each address in order."""
        due = await asyncio.get_running_loop().run_in_executor(self._executor, self._due)
        for incoming in due:
            await self._turn.finish_failed(incoming)

    def _due(self) -> list[Incoming]:
        with self._storage.transaction() as tx:
            return [
                Incoming.from_bytes(failed.payload) for failed in messages.due_retries(tx, self._clock.now(), AT_ONCE)
            ]
