"""A migration leads up, down and up again, and ends where the tables are declared."""

import secrets
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from storage import migrations
from storage.crypto import Vault
from storage.database import Storage, StorageError
from storage.tables import Base, Contact, Person
from tests import postgres

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


@pytest.fixture
def postgresql_url(postgresql: str, vault: Vault) -> str:
    """A database of this test's own: what changes tables is not done where other tests work."""
    return postgres.migrated(postgresql, f"migrated_{secrets.token_hex(6)}", vault)


@pytest.fixture
def storage(database_url: str, vault: Vault) -> Iterator[Storage]:
    with closing(Storage(database_url, vault)) as storage:
        yield storage


def differences(storage: Storage) -> list[object]:
    with storage.transaction() as tx:
        context = MigrationContext.configure(
            tx.connection, opts={"compare_type": True, "target_metadata": Base.metadata}
        )
        return list(compare_metadata(context, Base.metadata))


def tables(storage: Storage) -> set[str]:
    with storage.transaction() as tx:
        return set(inspect(tx.connection).get_table_names())


def test_up_down_and_up_again_gives_the_declared_tables(storage: Storage) -> None:
    assert differences(storage) == []
    storage.downgrade("base")
    assert tables(storage) == {"alembic_version"}
    assert storage.revision() is None
    storage.upgrade()
    assert storage.revision() == migrations.known()[-1]
    assert differences(storage) == []


def test_numbers_of_files_are_the_revisions_in_order() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations.FOLDER))
    revisions = ScriptDirectory.from_config(config).walk_revisions()
    assert [revision.revision for revision in revisions] == migrations.known()[::-1]


def test_a_newer_database_is_refused_in_one_sentence(storage: Storage, database_url: str) -> None:
    with storage.transaction() as tx:
        tx.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageError, match=r"newer version of Tuntas \(revision 9999\): install"):
        Storage(database_url, storage.vault)


def test_a_failed_migration_leaves_the_database_as_it_was(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("the power went")

    before = tables(storage)
    monkeypatch.setattr("alembic.runtime.migration.HeadMaintainer.update_to_step", fails)
    with pytest.raises(RuntimeError):
        storage.downgrade("base")
    assert tables(storage) == before


def test_the_number_of_an_erased_person_or_contact_is_never_given_again(storage: Storage) -> None:
    """The trail outlives the row: another person under the same number would inherit its lines."""
    with storage.transaction() as tx:
        for row in (_contact, _person):
            first, second = row(), row()
            tx.session.add_all([first, second])
            tx.session.flush()
            number = second.id
            tx.session.delete(second)
            tx.session.flush()
            third = row()
            tx.session.add(third)
            tx.session.flush()
            assert third.id > number


def _contact() -> Contact:
    return Contact(last_message_at=NOW, created_at=NOW)


def _person() -> Person:
    return Person(full_name="Ani Lestari", birth_date=date(2007, 8, 17), village="64.01.04.1001", created_at=NOW)
