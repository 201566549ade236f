"""One service an SQLite file: a second one would send what the first has on the wire."""

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import BaseFileLock, FileLock, Timeout

from storage.database import StorageError, database_file


@contextmanager
def alone(url: str) -> Iterator[None]:
    """Hold the database file; the system lets go of it when the process ends, however it ends.

    PostgreSQL is for several services. Raises StorageError where another service holds the file.
    """
    file = database_file(url)
    if file is None or not file.parent.is_dir():  # about a missing folder the storage has its own sentence
        yield
        return
    with _held(FileLock(f"{file}.lock")):
        yield


@contextmanager
def _held(lock: BaseFileLock) -> Iterator[None]:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise StorageError(
            f"The database {lock.lock_file.removesuffix('.lock')} is served by another Tuntas already: "
            "stop that one first, or name another database in database.url."
        ) from None
    except OSError as problem:
        raise StorageError(
            f"The folder of the database cannot be written ({problem.strerror}): create it, and allow writing there."
        ) from None
    try:
        yield
    finally:
        lock.release()
