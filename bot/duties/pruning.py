"""Removes what its time is up for, by the rules of programme.retention, and the bytes of files that nobody needs."""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from bot.clock import Clock
from programme import media, settings
from programme.pruning import WORK
from programme.retention import RULES, Retention, Rule
from storage.database import Storage, Transaction, Unreachable

log = logging.getLogger(__name__)

T = TypeVar("T")

#: What somebody erased by chat is out of the files and the log of the database within so many seconds.
LOOK_EVERY = 300.0
#: How often the folder is compared with the rows, for files of which a crash left no row.
SWEEP_EVERY = 24 * 3600.0
#: So many rows a transaction, so that turns wait for moments only.
AT_ONCE = 200
#: For each row of a file that goes, the database looks through the papers of everybody.
FILES_AT_ONCE = 20
#: A file that came just now may have no row yet, or somebody else may be sending the same photo.
UNTOUCHED = 600.0
#: After so long without a round the service was off, or the machine's clock has jumped: nothing is erased until it has
#: run for so many seconds, so that a wrong clock can be put right.
GAP = timedelta(days=14)
HESITATE = 4 * 3600.0
PRUNED_AT = "pruned_at"


class Pruning:
    """Looks for what is due; each transaction is small, and one that was cut short is simply done again."""

    def __init__(
        self,
        storage: Storage,
        retention: Retention,
        clock: Clock,
        executor: Executor,
        *,
        at_once: int = AT_ONCE,
        untouched: float = UNTOUCHED,
        hesitate: float = HESITATE,
    ) -> None:
        self._storage = storage
        self._retention = retention
        self._clock = clock
        self._executor = executor
        self._at_once = at_once
        self._untouched = untouched
        self._hesitate = hesitate
        self._doubted_at: float | None = None
        self._swept_at: float | None = None

    async def run(self) -> None:
        """Look every few minutes until cancelled."""
        while True:
            try:
                await self.prune_due()
            except Unreachable as error:
                log.warning("Nothing can be pruned just now: %s", type(error).__name__)
            except Exception as error:  # noqa: BLE001 - the next round may go through
                log.error("Pruning failed: %s", type(error).__name__)  # noqa: TRY400 - it may hold personal data
            await asyncio.sleep(LOOK_EVERY)

    async def prune_due(self) -> None:
        """Everything that is due now."""
        if await self._transact(self._trusts_the_clock):
            for rule in RULES:
                await self._apply(rule)
        await self._remove_files()
        if self._swept_at is None or time.monotonic() - self._swept_at > SWEEP_EVERY:
            await self._sweep()
            self._swept_at = time.monotonic()
        await self._off_loop(self._storage.checkpoint)

    def _trusts_the_clock(self, tx: Transaction) -> bool:
        now = self._clock.now()
        last = settings.read(tx.session, PRUNED_AT)
        if last is not None and now - datetime.fromisoformat(last) > GAP:
            if self._doubted_at is None:
                self._doubted_at = time.monotonic()
                log.warning("The last pruning was on %s: see that the machine's clock is right.", last[:10])
            if time.monotonic() - self._doubted_at < self._hesitate:
                return False
        self._doubted_at = None
        settings.write(tx.session, PRUNED_AT, now.isoformat())
        return True

    async def _apply(self, rule: Rule) -> None:
        count = 0
        while done := await self._transact(partial(self._some, rule)):
            count += done
        if count:
            log.info("Pruned %s: %s", rule.name, count)

    def _some(self, rule: Rule, tx: Transaction) -> int:
        now = self._clock.now()
        return WORK[rule.name](tx.session, self._retention.before(rule, now), now, self._at_once)

    async def _remove_files(self) -> None:
        """The bytes of what was let go, then its rows; what was sent again just now waits for the next round."""
        while True:
            rows, needed = await self._transact(self._files_of_nobody)
            names = {name for name in rows.values() if name is not None}
            gone = await asyncio.to_thread(self._delete, names - needed) | needed
            done = [media_id for media_id, name in rows.items() if name is None or name in gone]
            await self._transact(partial(_forget, done))
            if len(done) < FILES_AT_ONCE:
                return

    def _files_of_nobody(self, tx: Transaction) -> tuple[dict[str, str | None], set[str]]:
        """Files that were let go of, and the names that somebody else's file bears too."""
        rows = media.of_nobody(tx.session, FILES_AT_ONCE)
        return rows, media.still_needed(tx.session, [name for name in rows.values() if name is not None])

    async def _sweep(self) -> None:
        """Files of which no row knows: their upload was cut short."""
        if self._storage.files is None:
            return
        names = await asyncio.to_thread(list, self._storage.files.names())
        for start in range(0, len(names), self._at_once):
            unknown = await self._transact(partial(_unknown, names[start : start + self._at_once]))
            await asyncio.to_thread(self._delete, unknown)
        await asyncio.to_thread(self._storage.files.delete_unfinished, self._untouched)

    def _delete(self, names: set[str]) -> set[str]:
        """Those of which the bytes are gone."""
        files = self._storage.files
        return names if files is None else {name for name in names if files.delete_untouched(name, self._untouched)}

    async def _transact(self, work: Callable[[Transaction], T]) -> T:
        def run() -> T:
            with self._storage.transaction() as tx:
                return work(tx)

        return await self._off_loop(run)

    async def _off_loop(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)


def _forget(media_ids: list[str], tx: Transaction) -> None:
    media.forget(tx.session, media_ids)


def _unknown(names: list[str], tx: Transaction) -> set[str]:
    return set(names) - media.known(tx.session, names)
