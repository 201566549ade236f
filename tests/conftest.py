"""What tests share: the two databases, each migrated once and empty for every test, and a vault."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.crypto import Keys, Vault
from storage.database import Storage
from storage.files import FileStore
from tests import postgres


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
    """Address of a real PostgreSQL, one for each worker, stopped at the end."""
    with postgres.server() as address:
        postgres.hurry(address)
        yield address


@pytest.fixture(scope="session")
def _postgresql_migrated(postgresql: str, vault: Vault) -> str:
    return postgres.migrated(postgresql, "tuntas_test", vault)


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory, vault: Vault) -> Path:
    path = tmp_path_factory.mktemp("template") / "tuntas.db"
    storage = Storage(f"sqlite:///{path}", vault)
    storage.upgrade()
    storage.close()
    return path


@pytest.fixture
def postgresql_url(_postgresql_migrated: str) -> Iterator[str]:
    """A migrated database, as empty as a new one: making one for each test costs a hundred times as much."""
    yield _postgresql_migrated
    postgres.empty(_postgresql_migrated)


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
