"""What tests share: a vault, and the two databases, each migrated once and empty for every test.

A storage learns its statements with use, so the same one serves all tests of a worker: a new one for each would spend
more time on learning than the tests on their work.
"""

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
def _postgresql_url(postgresql: str, vault: Vault) -> str:
    return postgres.migrated(postgresql, "tuntas_test", vault)


@pytest.fixture(scope="session")
def _postgresql_storage(_postgresql_url: str, vault: Vault) -> Storage:
    return Storage(_postgresql_url, vault)


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory, vault: Vault) -> Path:
    path = tmp_path_factory.mktemp("template") / "tuntas.db"
    storage = Storage(f"sqlite:///{path}", vault)
    storage.upgrade()
    storage.close()
    return path


@pytest.fixture(scope="session")
def _sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sqlite") / "tuntas.db"


@pytest.fixture(scope="session")
def _sqlite_storage(_sqlite_file: Path, vault: Vault) -> Storage:
    storage = Storage(f"sqlite:///{_sqlite_file}", vault)
    storage.close()  # it looked at the file, and is to look at each test's own
    return storage


@pytest.fixture
def postgresql_url(_postgresql_url: str) -> Iterator[str]:
    """A migrated database, as empty as a new one: making one for each test costs a hundred times as much."""
    yield _postgresql_url
    postgres.empty(_postgresql_url)


@pytest.fixture
def sqlite_url(_sqlite_file: Path, _sqlite_template: Path) -> str:
    """A migrated, empty file."""
    for left in _sqlite_file.parent.iterdir():  # its log too, which would be read into the next
        left.unlink()
    return f"sqlite:///{shutil.copy(_sqlite_template, _sqlite_file)}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The test runs twice: once on each database."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def storage(database_url: str, request: pytest.FixtureRequest) -> Storage:
    """A migrated, empty storage; the test runs on both databases."""
    storage: Storage = request.getfixturevalue(f"{database_url.partition(':')[0]}_storage")
    return storage


@pytest.fixture
def sqlite_storage(sqlite_url: str, _sqlite_storage: Storage, vault: Vault, tmp_path: Path) -> Iterator[Storage]:
    """A migrated, empty storage, for tests of what does not touch the difference between databases."""
    del sqlite_url  # a new file lies there
    yield from _with_files(_sqlite_storage, vault, tmp_path)


@pytest.fixture
def postgresql_storage(
    postgresql_url: str, _postgresql_storage: Storage, vault: Vault, tmp_path: Path
) -> Iterator[Storage]:
    """A migrated, empty storage, for tests of several processes."""
    del postgresql_url  # it is emptied afterwards
    yield from _with_files(_postgresql_storage, vault, tmp_path)


def _with_files(storage: Storage, vault: Vault, folder: Path) -> Iterator[Storage]:
    storage.vault, storage.files = vault, FileStore(folder / "files", vault)
    yield storage
    storage.close()
