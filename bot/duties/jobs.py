"""Does long work in small steps: imports, exports, whatever would hold up a turn. What it is comes from a row."""

import asyncio
import logging
import threading
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TypeVar

from bot import logs
from bot.clock import Clock
from bot.duties.looking import woken
from handlers.notify import OWN_CASE, notify
from handlers.reply import Reply, say
from programme import jobs
from programme.jobs import Taken
from programme.office import Office
from storage.database import Storage, Transaction, Unreachable

log = logging.getLogger(__name__)

T = TypeVar("T")

LOOK_EVERY = 3.0
#: Work that has made no step for so long belongs to nobody: whoever had it was killed.
LEASE = timedelta(minutes=5)
AGAIN_AFTER = timedelta(minutes=1)
SOON = timedelta(seconds=5)


class Stopped(Exception):  # noqa: N818 - a state of affairs
    """The service ends, or another process has taken the work: it goes on from its last step."""


class Later(Exception):  # noqa: N818 - a state of affairs
    """Something that the work needs is not there yet: it is taken up again soon, as if for the first time."""


class Work:
    """What a runner works with. Each step is a small transaction, so that turns wait for moments only.

    A runner may be stopped or killed after any step, and begins again: what is done already it must notice by itself.
    """

    def __init__(self, taken: Taken, storage: Storage, office: Office, clock: Clock, stopping: threading.Event) -> None:
        self.taken = taken
        self.storage = storage
        self.office = office
        self.clock = clock
        self._stopping = stopping

    def step(self, work: Callable[[Transaction], T], done: int = 0, total: int = 0) -> T:
        """One step, after which so much of the whole is done. Raises Stopped, with the step undone."""
        with self.storage.transaction() as tx:
            until = self.clock.now() + LEASE
            if self._stopping.is_set() or not jobs.go_on(tx.session, self.taken, until, done, total):
                raise Stopped
            return work(tx)


#: Does one kind of work off the event loop; what it returns is said to whoever asked for it.
Runner = Callable[[Work], Reply | None]


class Jobs:
    """Takes up one piece of work after the other."""

    def __init__(
        self,
        storage: Storage,
        office: Office,
        clock: Clock,
        runners: Mapping[str, Runner],
        *,
        said: Callable[[], None] = lambda: None,
    ) -> None:
        """`said` is called after something was told."""
        self._storage = storage
        self._office = office
        self._clock = clock
        self._runners = runners
        self._said = said
        self._stopping = threading.Event()
        self._something = asyncio.Event()

    async def run(self) -> None:
        """Look every few seconds until cancelled; what is being done then goes on at the next start."""
        try:
            while True:
                while await asyncio.to_thread(self.do_next):
                    self._said()
                await woken(self._something, LOOK_EVERY)
        finally:
            self._stopping.set()

    def wake(self) -> None:
        """Work was put down just now."""
        self._something.set()

    def do_next(self) -> bool:
        """Do what has waited longest; says whether there was anything."""
        try:
            with self._storage.transaction() as tx:
                taken = jobs.take(tx.session, self._clock.now(), LEASE)
            return taken is not None and self._do(taken)
        except Unreachable as error:
            log.warning("Long work waits for the database: %s", type(error).__name__)
            return False

    def _do(self, taken: Taken) -> bool:
        work = Work(taken, self._storage, self._office, self._clock, self._stopping)
        try:
            self._finish(taken, self._runners[taken.kind](work))
        except (Stopped, Later) as state:
            again = self._clock.now() + (SOON if isinstance(state, Later) else timedelta(0))
            with self._storage.transaction() as tx:
                jobs.let_go(tx.session, taken, again)
            return False
        except Unreachable:
            raise
        except Exception as error:  # noqa: BLE001 - one piece of work never stops the others
            # The traceback's text may hold what stands in a list: only where it happened is logged.
            name = type(error).__name__
            log.error("Work %s failed: %s at %s", taken.kind, name, logs.place_of(error.__traceback__))  # noqa: TRY400
            self._failed(taken, name)
        return True

    def _finish(self, taken: Taken, reply: Reply | None) -> None:
        with self._storage.transaction() as tx:
            if jobs.finish(tx.session, taken, self._clock.now()):
                self._tell(tx, taken, reply)

    def _failed(self, taken: Taken, error: str) -> None:
        with self._storage.transaction() as tx:
            if not jobs.try_again(tx.session, taken, self._clock.now() + AGAIN_AFTER, error):
                self._tell(tx, taken, say("job-failed", phone=self._office.phone))

    def _tell(self, tx: Transaction, taken: Taken, reply: Reply | None) -> None:
        if reply is not None and taken.contact_id is not None:
            notify(tx, taken.contact_id, reply, self._clock.now(), priority=OWN_CASE)
