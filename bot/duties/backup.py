"""A backup every night, of which the last few are kept."""

import asyncio
import logging
import shutil
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import Clock
from bot.config import Config
from programme import settings
from storage import backup
from storage.database import Storage, StorageError

log = logging.getLogger(__name__)

#: When the last backup was made, whoever made it: `tuntas doctor` asks.
LAST = "last_backup_at"
LOOK_EVERY = 60.0
#: After one that came to nothing.
AGAIN_AFTER = timedelta(hours=1)


class _Stopped(Exception):  # noqa: N818 - a state of affairs
    """The service ends; what is copied so far is thrown away."""


class Backups:
    """Looks whether last night's backup is still to be made."""

    def __init__(self, storage: Storage, config: Config, clock: Clock) -> None:
        self._storage = storage
        self._config = config
        self._clock = clock
        self._not_before: datetime | None = None
        self._stopping = False

    async def run(self) -> None:
        """Look every minute until cancelled; nothing where no folder is set."""
        folder = self._config.backups
        while folder is not None:
            try:
                await asyncio.to_thread(self.make_due, folder)
            except asyncio.CancelledError:
                self._stopping = True
                raise
            await asyncio.sleep(LOOK_EVERY)

    def make_due(self, folder: Path) -> None:
        """Make the backup if it is time, and remove those beyond the last few."""
        now = self._clock.now().astimezone(self._clock.zone)
        try:
            if self._is_due(folder, now):
                _keep_last(folder, self._config.backups_kept, self._make(folder, now))
        except StorageError as problem:
            self._not_before = now + AGAIN_AFTER
            log.error("%s", problem)  # noqa: TRY400 - says everything in one sentence

    def _make(self, folder: Path, now: datetime) -> Path:
        return back_up(self._storage, self._config, folder, now, self._copied)

    def _is_due(self, folder: Path, now: datetime) -> bool:
        """Whether none was made since the hour last struck; one from the future comes from a clock that was wrong."""
        if self._not_before is not None and now < self._not_before <= now + AGAIN_AFTER:
            return False
        struck = now.replace(hour=self._config.backup_hour, minute=0, second=0, microsecond=0)
        since = struck if struck <= now else struck - timedelta(days=1)
        return not any(since <= backup.read(made).made <= now for made in backup.made_in(folder))

    def _copied(self, _bytes: int) -> None:
        if self._stopping:
            raise _Stopped


def back_up(
    storage: Storage, config: Config, folder: Path, now: datetime, done: backup.Done = lambda _bytes: None
) -> Path:
    """Make a backup and note when. Raises StorageError."""
    place = backup.Place(config.database, config.files)
    made = backup.make(storage, place, folder, now.astimezone(config.zone), done)
    with storage.transaction() as tx:
        settings.write(tx.session, LAST, now.isoformat())
    return made


def _keep_last(folder: Path, count: int, newest: Path) -> None:
    for old in backup.made_in(folder)[:-count]:
        if old != newest:
            shutil.rmtree(old, ignore_errors=True)
