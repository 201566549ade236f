"""The composition root: builds everything from the configuration. The only file that tests override."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from bot.channels.channel import Channel, Remote, Webhook
from bot.channels.local import LocalChannel
from bot.clock import Clock
from bot.config import Config
from bot.duties.backup import Backups
from bot.duties.clock import Ticker
from bot.duties.delivery import Delivery
from bot.duties.jobs import Jobs
from bot.duties.media import Fetching
from bot.duties.pruning import HESITATE, Pruning
from bot.duties.retries import Retries
from bot.duties.vanishing import Vanishing
from bot.meter import UNMEASURED
from bot.platforms import connected
from bot.receipts import Receipts
from bot.runners import RUNNERS
from bot.turn import Turn
from programme import answers, settings
from storage.crypto import Vault
from storage.database import Storage, Unreachable
from storage.files import FileStore

if TYPE_CHECKING:
    from bot.metrics import Metrics

T = TypeVar("T")
CLOCK_OFFSET = "clock_offset"
#: The demo's clock goes in such steps: one of two always falls into the hours in which people may be reminded.
HALF_A_DAY = timedelta(hours=12)
#: Seconds after which a database that does not answer counts as out of order.
READY_WITHIN = 5


@dataclass(frozen=True, slots=True)
class App:
    """The running service's parts."""

    config: Config
    storage: Storage
    clock: Clock
    executor: Executor
    turn: Turn
    channels: Mapping[str, Channel]
    local: LocalChannel
    delivery: Delivery
    fetching: Fetching
    retries: Retries
    vanishing: Vanishing
    pruning: Pruning
    backups: Backups
    ticker: Ticker
    jobs: Jobs
    #: None where nobody looks (web.metrics).
    metrics: "Metrics | None"

    @property
    def webhooks(self) -> list[Webhook]:
        """The channels that their platforms call."""
        return [channel for channel in self.channels.values() if isinstance(channel, Webhook)]

    async def move_clock(self, by: timedelta) -> None:
        """Move the demo's clock forward; what falls due on the way is said in its own half of a day."""
        while by > timedelta(0):
            step = min(by, HALF_A_DAY)
            await asyncio.get_running_loop().run_in_executor(self.executor, self._move_clock, step)
            await self.ticker.tick()
            by -= step
        self.delivery.wake(self.local.name)
        self.vanishing.wake()

    def _move_clock(self, by: timedelta) -> None:
        """The offset is a row, so that it survives a kill."""
        with self.storage.transaction() as tx:
            settings.write(tx.session, CLOCK_OFFSET, str((self.clock.offset + by).total_seconds()))
        self.clock.offset += by

    async def why_not_ready(self) -> list[str]:
        """Why messages cannot be taken just now, each a sentence; empty where they can."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(READY_WITHIN):
                await loop.run_in_executor(self.executor, self._write_something)
        except TimeoutError:
            return [f"The database has not answered for {READY_WITHIN} seconds."]
        except Unreachable:
            return ["The database cannot be written: `tuntas doctor` says why."]
        return []

    async def metrics_text(self) -> bytes:
        """The figures of the service."""
        assert self.metrics is not None  # noqa: S101 - only asked where there are some
        return await asyncio.get_running_loop().run_in_executor(self.executor, self.metrics.text)

    def _write_something(self) -> None:
        """Only a write shows that one can write: not a full disk, not a read-only one."""
        with self.storage.transaction() as tx:
            settings.write(tx.session, "health_asked_at", self.clock.now().isoformat())

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """The duties at work, and the platforms listened to: those end first, so that what came is still answered."""
        remotes = [channel for channel in self.channels.values() if isinstance(channel, Remote)]
        duties = (
            self.delivery,
            self.fetching,
            self.retries,
            self.vanishing,
            self.pruning,
            self.backups,
            self.ticker,
            self.jobs,
        )
        listening = [asyncio.create_task(remote.run()) for remote in remotes]
        working = [asyncio.create_task(duty.run()) for duty in duties]
        try:
            yield
        finally:
            await _ended(listening)
            await _ended(working)
            for remote in remotes:
                await remote.close()

    def close(self) -> None:
        """Let go of threads and connections."""
        self.executor.shutdown()
        self.storage.close()


def build(
    config: Config, *, clock: Clock | None = None, channels: Iterable[Channel] = (), connect: bool = False
) -> App:
    """Everything, ready to run; the platforms that are set up only where it is to `connect` to them.

    Raises KeyProblem and StorageError, each one sentence with its remedy.
    """
    storage = open_storage(config)
    with storage.transaction() as tx:
        answers.begin(tx.session, (clock or Clock(config.zone)).now())
    clock = clock or Clock(config.zone, _offset(storage) if config.demo else timedelta(0))
    executor = ThreadPoolExecutor(storage.threads, thread_name_prefix="turn")
    local = LocalChannel(storage, clock, run=Threads(executor))
    metrics = _metrics(storage, clock) if config.metrics else None
    meter = metrics or UNMEASURED
    receipts = Receipts(storage, clock, executor, meter=meter)
    platforms = connected(config, receipts, clock) if connect else ()
    named = {channel.name: channel for channel in (local, *channels, *platforms)}
    lease = timedelta(seconds=config.lease_seconds)
    delivery = Delivery(
        storage,
        named,
        clock,
        executor,
        office=config.office,
        in_flight=config.in_flight,
        lease=lease,
        give_up_after=timedelta(hours=config.give_up_hours),
        meter=meter,
    )
    limit = config.upload_megabytes * 1_000_000
    fetching = Fetching(storage, named, config.office, clock, executor, limit=limit)
    turn = Turn(
        storage,
        config.office,
        clock,
        executor,
        delivery,
        file_came=fetching.wake,
        per_minute=config.inbound_per_minute,
        meter=meter,
    )
    for receiving in (local, *platforms):
        receiving.receiver = turn
    retries = Retries(storage, turn, clock, executor)
    vanishing = Vanishing(storage, named, clock, executor)
    # The demo's clock is moved on purpose.
    pruning = Pruning(storage, config.retention, clock, executor, hesitate=0 if config.demo else HESITATE)
    backups = Backups(storage, config, clock)
    jobs = Jobs(storage, config.office, clock, RUNNERS, said=lambda: _wake(delivery, named))
    tell_arrival = {name for name, channel in named.items() if channel.abilities.tells_arrival}
    ticker = Ticker(storage, config.office, clock, executor, tell_arrival=tell_arrival)
    return App(
        config,
        storage,
        clock,
        executor,
        turn,
        named,
        local,
        delivery,
        fetching,
        retries,
        vanishing,
        pruning,
        backups,
        ticker,
        jobs,
        metrics,
    )


def _wake(delivery: Delivery, channels: Iterable[str]) -> None:
    for channel in channels:
        delivery.wake(channel)


async def _ended(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    for task in tasks:
        with suppress(asyncio.CancelledError):
            await task


def _metrics(storage: Storage, clock: Clock) -> "Metrics":
    """Imported only where somebody looks."""
    from bot.metrics import Metrics

    return Metrics(storage, clock)


def open_storage(config: Config) -> Storage:
    """The database of today's version, opened with the right key. Raises KeyProblem and StorageError."""
    vault = Vault.from_file(config.key_file)
    storage = Storage(config.database, vault, FileStore(config.files, vault))
    storage.upgrade()
    storage.check_key()
    return storage


def _offset(storage: Storage) -> timedelta:
    with storage.transaction() as tx:
        return timedelta(seconds=float(settings.read(tx.session, CLOCK_OFFSET) or 0))


class Threads:
    """Runs blocking work on the database's threads."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    def __call__(self, work: Callable[[], T], /) -> Awaitable[T]:
        """What the work returns."""
        return asyncio.get_running_loop().run_in_executor(self._executor, work)
