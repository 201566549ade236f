"""One transaction, whole or not at all; and a failure at start is one sentence."""

import re
import threading
import time
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import select

from storage import database, messages
from storage.crypto import Vault
from storage.database import Storage, StorageError, Unreachable
from storage.tables import Contact, Holiday, OfficeQuestion
from tests.storage.office import NOON, contact


def holidays(storage: Storage) -> list[str]:
    with storage.transaction() as tx:
        return list(tx.session.scalars(select(Holiday.name).order_by(Holiday.day)))


def test_what_session_and_hot_path_wrote_is_committed_together(storage: Storage) -> None:
    with storage.transaction() as tx:
        siti = messages.conversation(tx, "local", "siti", NOON)
        question = OfficeQuestion(contact_id=siti.contact_id, text=tx.vault.seal("Kapan?"), asked_at=NOON)
        question.waiting_since = NOON
        tx.session.add(question)
    with storage.transaction() as tx:
        found = tx.session.scalars(select(OfficeQuestion)).one()
        assert tx.vault.open(found.text) == b"Kapan?"
        assert found.contact_id == siti.contact_id


@pytest.mark.parametrize("stopped_by", [ValueError, KeyboardInterrupt, GeneratorExit])
def test_a_transaction_that_raises_leaves_nothing(storage: Storage, stopped_by: type[BaseException]) -> None:
    def turn() -> None:
        with storage.transaction() as tx:
            messages.record(tx, "local", "1", "siti", NOON)
            tx.session.add(Holiday(day=date(2026, 8, 17), name="Kemerdekaan"))
            tx.session.flush()
            raise stopped_by

    with pytest.raises(stopped_by):
        turn()
    assert holidays(storage) == []
    with storage.transaction() as tx:
        assert messages.record(tx, "local", "1", "siti", NOON) is not None


def test_nothing_below_a_transaction_can_commit_it(storage: Storage) -> None:
    def turn() -> None:
        with storage.transaction() as tx:
            tx.session.add(Holiday(day=date(2026, 8, 17), name="Kemerdekaan"))
            tx.session.commit()
            raise ValueError("after all")

    with pytest.raises(ValueError, match="after all"):
        turn()
    assert holidays(storage) == []


def test_the_hot_path_sees_what_the_session_holds(storage: Storage) -> None:
    siti = contact(storage)
    with storage.transaction() as tx:
        tx.session.get_one(Contact, siti.contact_id).language = "en"
        assert messages.conversation(tx, "local", "siti", NOON).language == "en"


def test_a_failed_statement_leaves_the_next_transaction_whole(storage: Storage) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key"), storage.transaction() as tx:
        messages.save_talk(tx, 999, messages.StoredTalk(None, "a", "b", 0, "open", {}, NOON, NOON), NOON)
    assert contact(storage).is_new


def test_times_come_back_aware_and_in_utc(storage: Storage) -> None:
    makassar = timezone(timedelta(hours=8))
    noon_there = datetime(2026, 7, 1, 12, 0, 0, 123456, tzinfo=makassar)
    with storage.transaction() as tx:
        messages.conversation(tx, "local", "siti", noon_there)
    with storage.transaction() as tx:
        by_hot_path = messages.conversation(tx, "local", "siti", NOON).last_message_at
        by_session = tx.session.scalars(select(Contact.last_message_at)).one()
    assert by_hot_path == by_session == noon_there
    assert by_hot_path.utcoffset() == by_session.utcoffset() == timedelta()


def test_a_time_without_a_zone_is_refused(storage: Storage) -> None:
    naive = NOON.replace(tzinfo=None)
    with pytest.raises(ValueError, match="without a zone"), storage.transaction() as tx:
        messages.record(tx, "local", "1", "siti", naive)


def test_the_command_line_waits_for_the_service_and_then_writes(sqlite_storage: Storage, sqlite_url: str) -> None:
    other = Storage(sqlite_url, sqlite_storage.vault)
    inside = threading.Event()

    def service() -> None:
        with sqlite_storage.transaction() as tx:
            messages.record(tx, "local", "1", "siti", NOON)
            inside.set()
            time.sleep(0.2)

    thread = threading.Thread(target=service)
    thread.start()
    inside.wait()
    with other.transaction() as tx:
        assert messages.record(tx, "local", "1", "siti", NOON) is None
        assert messages.record(tx, "local", "2", "siti", NOON) is not None
    thread.join()
    other.close()


def test_a_database_held_too_long_is_out_of_order_for_now(
    sqlite_storage: Storage, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_PRAGMAS", ("busy_timeout=50", *database._PRAGMAS[1:]))
    other = Storage(sqlite_url, sqlite_storage.vault)
    with sqlite_storage.transaction(), pytest.raises(Unreachable, match="locked"), other.transaction():
        pass
    with other.transaction() as tx:
        assert messages.record(tx, "local", "1", "siti", NOON) is not None
    other.close()


def test_a_transaction_within_a_transaction_is_told_instead_of_waiting_for_itself(sqlite_storage: Storage) -> None:
    with sqlite_storage.transaction(), pytest.raises(RuntimeError, match="pass it on"):
        contact(sqlite_storage)
    assert contact(sqlite_storage).is_new


def test_a_lost_connection_is_out_of_order_once_and_then_made_anew(
    postgresql_storage: Storage, postgresql: str
) -> None:
    contact(postgresql_storage)
    with psycopg.connect(postgresql, autocommit=True) as server:
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tuntas'")
    with pytest.raises(Unreachable, match="see that PostgreSQL runs"):
        contact(postgresql_storage)
    assert not contact(postgresql_storage).is_new


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("sqlite:////no/such/folder/tuntas.db", "The folder /no/such/folder of the database does not exist: create it"),
        ("postgresql://tuntas:secret@127.0.0.1:1/tuntas", "see that PostgreSQL runs"),
        ("mysql://localhost/tuntas", "write sqlite:///"),
        ("tuntas.db", "write sqlite:///"),
    ],
)
def test_a_database_that_cannot_be_used_is_one_sentence_with_its_remedy(url: str, sentence: str, vault: Vault) -> None:
    with pytest.raises(StorageError, match=re.escape(sentence)) as problem:
        Storage(url, vault)
    assert "\n" not in str(problem.value)
    assert "secret" not in str(problem.value)


def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path, vault: Vault) -> None:
    path = tmp_path / "tuntas.db"
    path.write_bytes(b"Dear office, " * 1000)
    with pytest.raises(StorageError, match=r"not a database.*: see that"):
        Storage(f"sqlite:///{path}", vault)
