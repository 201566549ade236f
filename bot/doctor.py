"""Examines an installation: each finding says what is the matter and what to do about it."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Literal

from bot.channels.channel import Checkable, Checked, Remote
from bot.channels.date_of_platform import date_of
from bot.clock import Clock
from bot.config import Config
from bot.duties.backup import LAST
from bot.platforms import connected
from bot.receipts import Receipts
from programme import holidays, settings, trouble
from programme.reading import places
from storage import migrations
from storage.crypto import KeyProblem, Vault
from storage.database import Storage, StorageError, Transaction, database_file

Level = Literal["ok", "warning", "error"]

#: What a platform's state is to whoever looks after the service.
STATES: Mapping[str, Level] = {"fine": "ok", "doubtful": "warning", "wrong": "error"}

#: Free bytes below which it is high time, and below which people can no longer be served for long.
LITTLE_ROOM = 2_000_000_000
NO_ROOM = 200_000_000
BACKUP_DAYS = 3
#: How far the newest message may lie ahead of the clock.
CLOCK_SLACK = timedelta(minutes=10)
#: How far the clock may be from a platform's, which is told to the second.
SKEW = timedelta(seconds=10)
#: The ministers publish the holidays of a year in the autumn before it.
HOLIDAYS_KNOWN_BY = 10


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    check: str
    level: Level
    text: str
    #: What to do; empty where all is well.
    remedy: str = ""


def examine(config: Config, clock: Clock) -> Iterator[Finding]:
    """Everything that can be looked at without changing anything."""
    yield from _folders(config)
    yield from _clock(clock.now())
    yield _zone(config)
    try:
        vault = Vault.from_file(config.key_file)
    except KeyProblem as problem:
        yield Finding("key", "error", *_parted(problem))
        return
    yield _key(config.key_file)
    yield from _database(config, vault, clock)
    yield from _platforms_clocks(config, clock)


def _parted(problem: Exception) -> tuple[str, str]:
    """Our sentences say what is the matter, a colon, and the remedy."""
    text, _, remedy = str(problem).partition(": ")
    return text, remedy


def _folders(config: Config) -> Iterator[Finding]:
    file = database_file(config.database)
    folders = {
        "the database": file.parent if file else None,
        "the files": config.files,
        "the log": config.logs,
        "the backups": config.backups,
    }
    for what, folder in folders.items():
        if folder is not None:
            yield from _folder(what, _existing(folder))


def _existing(folder: Path) -> Path:
    """The folder, or where it will be made."""
    return next((path for path in (folder, *folder.parents) if path.is_dir()), folder)


def _folder(what: str, folder: Path) -> Iterator[Finding]:
    check = f"folder of {what}"
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
        free = shutil.disk_usage(folder).free
    except OSError as problem:
        yield Finding(check, "error", f"{folder} cannot be written ({problem.strerror})", "allow writing there")
        return
    level: Level = "error" if free < NO_ROOM else "warning" if free < LITTLE_ROOM else "ok"
    remedy = "" if level == "ok" else "make room on that disk, or move the folder to a larger one"
    yield Finding(check, level, f"{folder} can be written and has {free / 1e9:.1f} GB of room", remedy)


def _clock(now: datetime) -> Iterator[Finding]:
    installed = datetime.fromtimestamp(Path(__file__).stat().st_mtime, UTC)
    if now < installed - timedelta(days=1):
        text = f"the clock says {now:%Y-%m-%d}, which was before Tuntas was installed"
        yield Finding("clock", "error", text, "set the machine's date and time, and let it ask a time server")


def _zone(config: Config) -> Finding:
    expected = places.zone_of(config.office.region)
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    if expected is None:
        text = f"there is no regency {config.office.region}"
        return Finding("region", "error", text, "write the Kemendagri code of the regency into office.region")
    if moment.astimezone(config.zone).utcoffset() != moment.astimezone(expected).utcoffset():
        text = f"the office's region lies in {expected.key}, and time.zone is {config.zone.key}"
        return Finding("time zone", "warning", text, f'write zone = "{expected.key}" under [time]')
    return Finding("time zone", "ok", config.zone.key)


def _key(path: Path) -> Finding:
    if os.name != "nt" and path.stat().st_mode & 0o077:
        return Finding("key", "warning", f"others than its owner may read {path}", f"chmod 600 {path}")
    return Finding("key", "ok", f"{path} can be read; keep a copy elsewhere")


def _database(config: Config, vault: Vault, clock: Clock) -> Iterator[Finding]:
    file = database_file(config.database)
    if file is not None and not file.exists():
        text = f"there is no database {file} yet"
        yield Finding("database", "warning", text, "tuntas run makes it, or tuntas restore brings back a backup")
        return
    try:
        with closing(Storage(config.database, vault)) as storage:
            yield from _opened(storage, clock)
            yield from _platforms(config, storage, clock)
    except (KeyProblem, StorageError) as problem:
        yield Finding("database", "error", *_parted(problem))


def _opened(storage: Storage, clock: Clock) -> Iterator[Finding]:
    revision, newest = storage.revision(), migrations.known()[-1]
    if revision != newest:
        text = f"the database is at revision {revision or 'none'}, this version wants {newest}"
        yield Finding("migrations", "warning", text, "make a backup; tuntas run then brings it up to date")
        return
    yield Finding("migrations", "ok", f"revision {revision}")
    storage.check_key()
    yield Finding("database", "ok", "can be written, and the key is its own")
    with storage.transaction() as tx:
        yield from _content(tx, clock)


def _platforms_clocks(config: Config, clock: Clock) -> Iterator[Finding]:
    """A clock that is wrong sends reminders at night, and lets windows seem open that are closed."""
    addresses = {
        "Telegram": config.telegram and config.telegram.api_base_url,
        "WhatsApp": config.whatsapp and config.whatsapp.graph_base_url,
    }
    for name, address in addresses.items():
        theirs = date_of(address) if address else None
        if theirs is not None:
            yield _skew(name, (clock.now() - theirs).total_seconds())


def _skew(name: str, seconds: float) -> Finding:
    if abs(seconds) <= SKEW.total_seconds():
        return Finding("clock", "ok", f"goes as that of {name} does")
    text = f"the clock is {abs(seconds):,.0f} seconds {'ahead of' if seconds > 0 else 'behind'} that of {name}"
    level: Level = "error" if abs(seconds) > CLOCK_SLACK.total_seconds() else "warning"
    return Finding("clock", level, text, "set the machine's date and time, and let it ask a time server")


def _platforms(config: Config, storage: Storage, clock: Clock) -> Iterator[Finding]:
    """What the platforms themselves say; nothing is sent to anybody."""
    with ThreadPoolExecutor(1) as executor:
        for remote in connected(config, Receipts(storage, clock, executor), clock):
            for checked in asyncio.run(_checked(remote)):
                yield Finding(remote.name, STATES[checked.state], checked.says)


async def _checked(remote: Remote) -> list[Checked]:
    try:
        return await remote.check() if isinstance(remote, Checkable) else []
    finally:
        await remote.close()


def _content(tx: Transaction, clock: Clock) -> Iterator[Finding]:
    now = clock.now()
    yield _time_of_messages(tx, now)
    yield from _holidays(tx, clock.today())
    yield _backup(settings.read(tx.session, LAST), now)
    for count, what in trouble.left_over(tx.session):
        remedy = "look for their errors in the log; they are removed by themselves when their time is up"
        yield Finding("messages", "warning", f"{count} messages {what}", remedy)


def _time_of_messages(tx: Transaction, now: datetime) -> Finding:
    newest = trouble.last_message_at(tx.session)
    if newest is not None and newest > now + CLOCK_SLACK:
        text = f"the newest message came on {newest:%Y-%m-%d %H:%M} UTC, and the clock says {now:%Y-%m-%d %H:%M}"
        return Finding("clock", "error", text, "set the machine's date and time, and let it ask a time server")
    return Finding("clock", "ok", f"{now:%Y-%m-%d %H:%M} UTC")


def _holidays(tx: Transaction, today: date) -> Iterator[Finding]:
    for year in (today.year, today.year + 1):
        count = len(holidays.between(tx.session, date(year, 1, 1), date(year, 12, 31)))
        if count:
            yield Finding("holidays", "ok", f"{count} days of {year} are known")
        elif year == today.year or today.month >= HOLIDAYS_KNOWN_BY:
            remedy = "start tuntas run once, which fills them in; if they stay unknown, install a newer Tuntas"
            yield Finding("holidays", "warning", f"the holidays of {year} are not known", remedy)


def _backup(made_at: str | None, now: datetime) -> Finding:
    remedy = "tuntas backup FOLDER, or let one be made every night: backup.folder in the configuration"
    if made_at is None:
        return Finding("backup", "warning", "no backup was ever made", remedy)
    age = (now - datetime.fromisoformat(made_at)).days
    if age > BACKUP_DAYS:
        return Finding("backup", "warning", f"the last backup is {age} days old", remedy)
    return Finding("backup", "ok", f"made on {made_at[:10]}")
