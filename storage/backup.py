"""A copy of database and files, whole or not there at all, made while the service runs; and the way back.

The database is copied first, as it is at one instant, and the files after it: a file is kept before the row that
names it, so every file that the copy names is there. The keys are in no backup.
"""

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from storage import migrations, postgresql_copy
from storage.crypto import write_atomically
from storage.database import Storage, StorageError, database_file
from storage.files import kept
from storage.lock import alone

MANIFEST = "manifest.json"
FILES = "files"
_NAMES = "tuntas-????????-??????"
_CHUNK = 1 << 20
#: Pages of SQLite's that are copied between two reports.
_PAGES = 2_000

#: Told of bytes that are copied or checked; whatever it raises ends the work and leaves nothing behind.
Done = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Place:
    """Where database and files are: what a backup is made of, and what one is restored to."""

    database: str
    files: Path

    @property
    def kind(self) -> str:
        """What the database is."""
        return "postgresql" if database_file(self.database) is None else "sqlite"

    def size(self) -> int:
        """Bytes to be copied; of PostgreSQL's database only an idea."""
        file = database_file(self.database)
        copied = [*(file.parent.glob(f"{file.name}*") if file else ()), *kept(self.files)]
        return sum(path.stat().st_size for path in copied if path.exists())


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds."""

    made_at: str
    revision: str
    database: str
    #: The ids of the keys that open it, never the keys.
    keys: list[str]
    #: Size and SHA-256 of every file, by its name in the backup.
    files: dict[str, tuple[int, str]]

    @property
    def made(self) -> datetime:
        """When, in the office's zone."""
        return datetime.fromisoformat(self.made_at)

    @property
    def size(self) -> int:
        """Bytes in all."""
        return sum(size for size, _ in self.files.values())


def make(storage: Storage, place: Place, folder: Path, at: datetime, done: Done = lambda _bytes: None) -> Path:
    """Put a backup into the folder and return it. `at` is the office's time, by which it is named.

    Raises StorageError with what to do about the folder.
    """
    _refuse_own(place, folder)
    whole = folder / f"tuntas-{at:%Y%m%d-%H%M%S}"
    part = folder / f".{whole.name}.part"
    with _usable(folder, place):
        for left in folder.glob(f".{_NAMES}.part"):
            shutil.rmtree(left)
        try:
            part.mkdir(mode=0o700)
            database = _copy_database(place, part, done)
            files = {database.name: _fingerprint(database)} | dict(_copy_files(place.files, part / FILES, done))
            manifest = Manifest(at.isoformat(), storage.revision() or "", place.kind, storage.vault.kids, files)
            write_atomically(part / MANIFEST, json.dumps(asdict(manifest), indent=1).encode())
            part.rename(whole)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
    return whole


def made_in(folder: Path) -> list[Path]:
    """The whole backups of a folder, oldest first."""
    return sorted(path.parent for path in folder.glob(f"{_NAMES}/{MANIFEST}"))


def read(backup: Path) -> Manifest:
    """What a backup says of itself. Raises StorageError where it is none."""
    try:
        stored: dict[str, Any] = json.loads((backup / MANIFEST).read_text(encoding="utf-8"))
        files = {name: (int(size), str(digest)) for name, (size, digest) in stored.pop("files").items()}
        return Manifest(**stored, files=files)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise StorageError(
            f"{backup} is no whole backup: name a folder that `tuntas backup` made, such as tuntas-20260302-020000."
        ) from None


def restore(backup: Path, place: Place, done: Done = lambda _bytes: None) -> Manifest:
    """Bring back database and files where there are none yet. Raises StorageError."""
    manifest = read(backup)
    _refuse_unfit(manifest, place)
    _verify(backup, manifest, done)
    try:
        with alone(place.database):
            _refuse_occupied(manifest, place)
            _bring_files(backup, manifest, place.files, done)
            _bring_database(backup, place, done)
    except OSError as problem:
        raise StorageError(
            f"The backup cannot be put back ({_reason(problem)}): see that the folders can be written and have room."
        ) from None
    return manifest


def _refuse_own(place: Place, folder: Path) -> None:
    file = database_file(place.database)
    here, files = folder.resolve(), place.files.resolve()
    if (file and here == file.parent.resolve()) or here == files or files in here.parents:
        raise StorageError(
            f"The backup cannot be kept in {folder}, where the database and its files are themselves: "
            "name a folder on another disk."
        )


@contextmanager
def _usable(folder: Path, place: Place) -> Iterator[None]:
    """One backup at a time in a folder that has room and can be written; what goes wrong is said in one sentence."""
    try:
        folder.mkdir(exist_ok=True)  # not its parents: a disk that is not plugged in must not be made up
        if shutil.disk_usage(folder).free < place.size():
            raise StorageError(f"There is not enough room in {folder} for a backup: make room, or name another folder.")
        with FileLock(folder / ".tuntas-backup.lock", timeout=0):
            yield
    except Timeout:
        raise StorageError(f"Another backup is being made in {folder}: wait until it is done.") from None
    except (OSError, sqlite3.Error) as problem:
        raise StorageError(
            f"No backup can be made in {folder} ({_reason(problem)}): see that the folder is there, can be written "
            "and has room, or name another one."
        ) from None


def _reason(problem: Exception) -> str:
    return (problem.strerror if isinstance(problem, OSError) else str(problem)) or type(problem).__name__


def _copy_database(place: Place, to: Path, done: Done) -> Path:
    file = database_file(place.database)
    if file is None:
        return postgresql_copy.dump(place.database, to / "database.dump")
    copy = to / "database.db"
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        # One read transaction for the whole copy: who writes meanwhile waits for nothing and is not in it.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        size = source.execute("PRAGMA page_size").fetchone()[0]
        source.backup(target, pages=_PAGES, progress=lambda _status, _left, total: done(min(_PAGES, total) * size))
        if target.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise StorageError(
                "The database is damaged, so no backup was made of it: restore the last one that is whole."
            )
    return copy


def _copy_files(folder: Path, to: Path, done: Done) -> Iterator[tuple[str, tuple[int, str]]]:
    for path in kept(folder):
        name = path.relative_to(folder)
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):  # erased meanwhile
            yield f"{FILES}/{name.as_posix()}", _copy(path, to / name, done)


def _copy(path: Path, to: Path, done: Done) -> tuple[int, str]:
    """Copy to the disk itself; returns size and SHA-256."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source, to.open("wb") as target:
        while chunk := source.read(_CHUNK):
            target.write(chunk)
            digest.update(chunk)
            size += len(chunk)
            done(len(chunk))
        target.flush()
        os.fsync(target.fileno())
    return size, digest.hexdigest()


def _fingerprint(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()


def _refuse_unfit(manifest: Manifest, place: Place) -> None:
    if manifest.revision not in migrations.known():
        raise StorageError(
            f"The backup was made by a newer version of Tuntas (revision {manifest.revision}): install that version."
        )
    if manifest.database != place.kind:
        raise StorageError(
            f"The backup is of a database of the kind {manifest.database}, and database.url names one of the kind "
            f"{place.kind}: correct database.url in the configuration."
        )


def _verify(backup: Path, manifest: Manifest, done: Done) -> None:
    for name, expected in manifest.files.items():
        path = backup / name
        if not path.is_file() or _fingerprint(path) != expected:
            raise StorageError(f"The backup is damaged ({name} is not as it was): take another one.")
        done(expected[0])


def _refuse_occupied(manifest: Manifest, place: Place) -> None:
    """Files of this very backup are those of a restoring that was cut short: it is done again."""
    file = database_file(place.database)
    occupied = file.exists() if file else postgresql_copy.has_tables(place.database)
    ours = {Path(name).name for name in manifest.files}
    if occupied or any(path.name not in ours for path in kept(place.files)):
        raise StorageError(
            "There is a database or a folder of files already, and nothing is overwritten: move them away first, or "
            "name other places in the configuration."
        )


def _bring_files(backup: Path, manifest: Manifest, folder: Path, done: Done) -> None:
    for name in manifest.files:
        if name.startswith(f"{FILES}/"):
            target = folder / name.removeprefix(f"{FILES}/")
            target.parent.mkdir(parents=True, exist_ok=True)
            _copy(backup / name, target, done)


def _bring_database(backup: Path, place: Place, done: Done) -> None:
    """Last, and under its name only when it is whole."""
    file = database_file(place.database)
    if file is None:
        postgresql_copy.load(place.database, backup / "database.dump")
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.part")
    _copy(backup / "database.db", part, done)
    part.rename(file)
