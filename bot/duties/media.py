"""Fetches files that a platform hands out by reference, before it stops doing so."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from datetime import datetime, timedelta
from typing import TypeVar

from bot.channels.channel import Channel, FetchError, Remote
from bot.clock import Clock
from bot.duties.looking import woken
from handlers.lost_file import Why, please_send_again
from handlers.notify import OWN_CASE, notify
from handlers.questions.files import PAPERS
from programme import lost_files
from programme.office import Office
from storage import messages
from storage.database import Storage, Transaction, Unreachable
from storage.files import TABLES, content_type
from storage.messages import WaitingMedia

log = logging.getLogger(__name__)

T = TypeVar("T")

LOOK_EVERY = 5.0
#: So many files are fetched side by side: each is in memory while it is.
AT_ONCE = 8
#: A file is its fetcher's alone for so long, and is not waited for any longer.
LEASE = timedelta(minutes=3)
#: What cannot be fetched for the first time, the second, … is tried again after so long at the earliest.
RETRIES = [timedelta(seconds=seconds) for seconds in (2, 10, 30, 120, 300)]
#: For so long a file is tried of which the platform does not say until when it has it.
KEPT_FOR = timedelta(hours=24)


class _Refused(Exception):  # noqa: N818 - a state of affairs
    """It is no file that is taken."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why


class Fetching:
    """Looks for files that wait; what cannot be had is asked for again, kindly and once."""

    def __init__(
        self,
        storage: Storage,
        channels: Mapping[str, Channel],
        office: Office,
        clock: Clock,
        executor: Executor,
        *,
        limit: int,
    ) -> None:
        """`limit` is bytes."""
        if storage.files is None:
            raise ValueError("Files are fetched into the file store: give the storage one.")
        self._storage = storage
        self._files = storage.files
        self._all_channels = channels
        self._office = office
        self._clock = clock
        self._executor = executor
        self._limit = limit
        self._something = asyncio.Event()
        self._fetching: set[asyncio.Task[None]] = set()

    @property
    def _channels(self) -> dict[str, Remote]:
        return {name: channel for name, channel in self._all_channels.items() if isinstance(channel, Remote)}

    def wake(self) -> None:
        """A file has just come."""
        self._something.set()

    async def run(self) -> None:
        """Look every few seconds until cancelled; what is being fetched then is fetched again by the next start."""
        try:
            while True:
                try:
                    await self.fetch_due()
                except Exception as error:  # noqa: BLE001 - the database may be gone for a while
                    log.warning("What is to be fetched cannot be read: %s", type(error).__name__)
                await woken(self._something, LOOK_EVERY)
        finally:
            for task in self._fetching:
                task.cancel()
            await asyncio.gather(*self._fetching, return_exceptions=True)

    async def fetch_due(self) -> None:
        """Begin with what is due, as much as may be fetched side by side."""
        free = AT_ONCE - len(self._fetching)
        channels = self._channels
        if not channels or not free:
            return
        now = self._clock.now()
        claimed = await self._transact(lambda tx: messages.claim_media(tx, channels, now, LEASE, free))
        for waiting in claimed:
            task = asyncio.create_task(self._fetch(channels[waiting.channel], waiting))
            self._fetching.add(task)
            task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._fetching.discard(task)
        self._something.set()

    async def _fetch(self, channel: Remote, waiting: WaitingMedia) -> None:
        try:
            await self._try(channel, waiting)
        except Unreachable as error:
            log.warning("Fetched again when its lease is over: %s", type(error).__name__)
        except Exception as error:  # noqa: BLE001 - one file never stops the others
            log.error("Not kept: %s", type(error).__name__)  # noqa: TRY400 - a traceback may hold personal data

    async def _try(self, channel: Remote, waiting: WaitingMedia) -> None:
        try:
            await self._keep(waiting, await _bytes(channel, waiting))
        except FetchError as error:
            log.warning("Not fetched: %s", error.log)
            again = self._again_at(waiting, error.retry_after)
            if again is None:
                await self._give_up(waiting, "too_big" if error.too_big else "lost")
            else:
                await self._transact(lambda tx: messages.retry_media(tx, waiting.id, again))
        except _Refused as refused:
            await self._give_up(waiting, refused.why)

    async def _keep(self, waiting: WaitingMedia, data: bytes) -> None:
        if len(data) > self._limit:
            raise _Refused("too_big")
        found = await asyncio.to_thread(content_type, data)
        if found is None or (waiting.content_type in PAPERS and found not in PAPERS):
            raise _Refused("wrong_type")
        if found in TABLES and waiting.content_type not in TABLES:  # of staff it is expected as one (bot.arrival)
            raise _Refused("wrong_type")
        name = await asyncio.to_thread(self._files.put, data)
        await self._transact(
            lambda tx: messages.keep_media(tx, waiting.id, file=name, content_type=found, size=len(data))
        )

    def _again_at(self, waiting: WaitingMedia, retry_after: timedelta | None) -> datetime | None:
        """None once the platform no longer has it; what the service slept through is tried once all the same."""
        if retry_after is None:
            return None
        again = self._clock.now() + max(retry_after, RETRIES[min(waiting.attempts, len(RETRIES)) - 1])
        return again if again < (waiting.fetch_by or waiting.created_at + KEPT_FOR) else None

    async def _give_up(self, waiting: WaitingMedia, why: Why) -> None:
        await self._transact(lambda tx: self._lose(tx, waiting, why))

    def _lose(self, tx: Transaction, waiting: WaitingMedia, why: Why) -> None:
        now = self._clock.now()
        contact_id = lost_files.sender(tx.session, waiting.id)
        if messages.lose_media(tx, waiting.id):
            lost = lost_files.ask_again(tx.session, waiting.id, contact_id, self._office, now)
            if lost is not None:
                notify(tx, lost.contact_id, please_send_again(lost, why), now, priority=OWN_CASE)

    async def _transact(self, work: Callable[[Transaction], T]) -> T:
        def run() -> T:
            with self._storage.transaction() as tx:
                return work(tx)

        return await asyncio.get_running_loop().run_in_executor(self._executor, run)


async def _bytes(channel: Remote, waiting: WaitingMedia) -> bytes:
    try:
        async with asyncio.timeout(LEASE.total_seconds()):
            return await channel.fetch(waiting.reference)
    except FetchError:
        raise
    except Exception as error:
        raise FetchError(type(error).__name__, retry_after=RETRIES[-1]) from error
