"""A key is renewed beside the running service, and a renewal that is killed is only begun again."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from storage import messages
from storage.crypto import Key, KeyProblem, Keys, Vault
from storage.database import Storage, Transaction
from storage.files import FileStore
from storage.rotation import outdated, reseal
from tests.apart import processes
from tests.storage.office import NOON, claimed, contact, queued, talk

PEOPLE = 30


@pytest.fixture
def renewed(keys: Keys) -> Keys:
    return Keys((*keys.sealing, Key.new()), keys.hashing)


def opened(url: str, keys: Keys, folder: Path) -> Storage:
    vault = Vault(keys)
    return Storage(url, vault, FileStore(folder / "files", vault))


def fill(storage: Storage) -> None:
    assert storage.files is not None
    storage.check_key()
    for number in range(PEOPLE):
        someone = contact(storage, f"person-{number}")
        queued(storage, someone, number=number)
        with storage.transaction() as tx:
            messages.save_phone(tx, someone, f"+62812000{number:04}")
            messages.save_talk(tx, someone.contact_id, talk(full_name=f"Orang {number}"), NOON)
        storage.files.put(b"foto %d" % number)


def check(storage: Storage) -> None:
    """Everything that `fill` sealed opens."""
    assert storage.files is not None
    storage.check_key()
    for number in range(PEOPLE):
        found = contact(storage, f"person-{number}")
        assert found.phone == f"+62812000{number:04}"
        assert found.talk is not None
        assert found.talk.content["answers"] == {"full_name": f"Orang {number}"}
    assert {row.content["number"] for row in claimed(storage, limit=PEOPLE)} == set(range(PEOPLE))
    assert {storage.files.get(name) for name in storage.files.names()} == {b"foto %d" % n for n in range(PEOPLE)}


class SlowStorage(Storage):
    """Reports each commit, so that a test can kill the process between two of them."""

    report: Connection

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        with super().transaction() as tx:
            yield tx
        self.report.send("committed")
        self.report.recv()


def reseal_and_report(url: str, keys: Keys, report: Connection) -> None:
    storage = SlowStorage(url, Vault(keys))
    storage.report = report
    reseal(storage, batch=5)


def test_a_rotation_killed_in_the_middle_goes_on_where_it_stopped(
    storage: Storage, database_url: str, renewed: Keys, tmp_path: Path
) -> None:
    fill(storage)
    storage.close()
    here, there = processes.Pipe()
    child = processes.Process(target=reseal_and_report, args=(database_url, renewed, there))
    child.start()
    for _ in range(7):  # tables without rows commit as well
        assert here.poll(60)
        assert here.recv() == "committed"
        here.send("go on")
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    child.join()

    storage = opened(database_url, renewed, tmp_path)
    left, reported = outdated(storage), [0]
    rest = reseal(storage, batch=5, done=reported.append)
    assert 0 < rest < 4 * PEOPLE
    assert left == rest == sum(reported)
    assert reseal(storage) == outdated(storage) == 0
    storage.close()

    only_new = opened(database_url, Keys(renewed.sealing[-1:], renewed.hashing), tmp_path)
    check(only_new)
    only_new.close()


def test_before_resealing_the_new_key_alone_does_not_open(
    sqlite_storage: Storage, sqlite_url: str, renewed: Keys, tmp_path: Path
) -> None:
    fill(sqlite_storage)
    both = opened(sqlite_url, renewed, tmp_path)
    check(both)
    both.close()
    only_new = opened(sqlite_url, Keys(renewed.sealing[-1:], renewed.hashing), tmp_path)
    with pytest.raises(KeyProblem):
        only_new.check_key()
    only_new.close()
