"""A backup is whole or not there; what is restored is what was kept; nothing is overwritten."""

import secrets
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from storage import backup, messages
from storage.crypto import Keys, Vault
from storage.database import Storage, StorageError
from storage.files import FileStore
from tests import postgres
from tests.disks import small_disk
from tests.storage.office import NOON, contact

Made = tuple[Storage, backup.Place]


@pytest.fixture
def place(database_url: str, tmp_path: Path) -> backup.Place:
    (tmp_path / "data").mkdir()
    if database_url.startswith("sqlite"):
        database_url = f"sqlite:///{shutil.copy(database_url.removeprefix('sqlite:///'), tmp_path / 'data')}"
    return backup.Place(database_url, tmp_path / "data" / "files")


@pytest.fixture
def office(place: backup.Place, vault: Vault, monkeypatch: pytest.MonkeyPatch) -> Iterator[Storage]:
    """A database with two people and two files."""
    monkeypatch.setenv("PATH", str(postgres.tools()), prepend=":")
    storage = Storage(place.database, vault, FileStore(place.files, vault))
    storage.check_key()
    for name in ("Ani", "Budi"):
        someone = contact(storage, f"guest-{name}")
        with storage.transaction() as tx:
            messages.save_phone(tx, someone, "+628120000001")
        FileStore(place.files, vault).put(f"foto {name}".encode())
    yield storage
    storage.close()


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, place: backup.Place, tmp_path: Path) -> backup.Place:
    """Another machine, where nothing is yet."""
    files = tmp_path / "new" / "files"
    if place.kind == "sqlite":
        return backup.Place(f"sqlite:///{tmp_path / 'new' / 'tuntas.db'}", files)
    server = request.getfixturevalue("postgresql")
    return backup.Place(postgres.create(server, f"new_{secrets.token_hex(6)}"), files)


def test_what_is_restored_is_what_was_kept(
    office: Storage, place: backup.Place, elsewhere: backup.Place, vault: Vault, tmp_path: Path
) -> None:
    copied: list[int] = []
    made = backup.make(office, place, tmp_path / "backups", NOON, copied.append)
    assert sum(copied) > 0
    contact(office, "guest-afterwards")
    manifest = backup.restore(made, elsewhere)
    assert (manifest.made, manifest.keys, manifest.revision) == (NOON, vault.kids, office.revision())
    restored = Storage(elsewhere.database, vault, FileStore(elsewhere.files, vault))
    restored.check_key()
    assert not contact(restored, "guest-Ani").is_new
    assert contact(restored, "guest-Budi").phone == "+628120000001"
    assert contact(restored, "guest-afterwards").is_new
    assert restored.files is not None
    assert {restored.files.get(name) for name in restored.files.names()} == {b"foto Ani", b"foto Budi"}
    restored.close()


def test_the_key_is_in_no_backup(office: Storage, place: backup.Place, keys: Keys, tmp_path: Path) -> None:
    made = backup.make(office, place, tmp_path / "backups", NOON)
    for path in made.rglob("*"):
        if path.is_file():
            assert keys.sealing[0].secret not in path.read_bytes()
            assert b"+62812" not in path.read_bytes()
    assert made.stat().st_mode & 0o077 == 0


def test_nothing_is_overwritten(office: Storage, place: backup.Place, elsewhere: backup.Place, tmp_path: Path) -> None:
    made = backup.make(office, place, tmp_path / "backups", NOON)
    with pytest.raises(StorageError, match="nothing is overwritten"):
        backup.restore(made, place)
    backup.restore(made, elsewhere)
    with pytest.raises(StorageError, match="nothing is overwritten"):
        backup.restore(made, elsewhere)


@pytest.fixture
def small(sqlite_storage: Storage, tmp_path: Path) -> Made:
    """SQLite only, for what does not touch the difference between databases."""
    assert sqlite_storage.files is not None
    sqlite_storage.files.put(b"foto")
    sqlite_storage.check_key()
    return sqlite_storage, backup.Place(f"sqlite:///{tmp_path / 'tuntas.db'}", tmp_path / "files")


def test_a_restoring_that_was_cut_short_is_done_again(small: Made, vault: Vault, tmp_path: Path) -> None:
    made = backup.make(*small, tmp_path / "backups", NOON)
    new = backup.Place(f"sqlite:///{tmp_path / 'new' / 'tuntas.db'}", tmp_path / "new" / "files")
    size = backup.read(made).size
    copied = [0]

    def cut(count: int) -> None:
        copied[0] += count
        if copied[0] > 1.5 * size:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backup.restore(made, new, cut)
    assert not (tmp_path / "new" / "tuntas.db").exists()
    backup.restore(made, new)
    assert FileStore(new.files, vault).get(vault.keyed_hash(b"foto")) == b"foto"


def test_a_backup_that_was_cut_short_is_not_there(small: Made, tmp_path: Path) -> None:
    def cut(_count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backup.make(*small, tmp_path / "backups", NOON, cut)
    assert backup.made_in(tmp_path / "backups") == []
    (tmp_path / "backups" / ".tuntas-20260302-010000.part").mkdir()  # as a kill would leave it
    made = backup.make(*small, tmp_path / "backups", NOON)
    assert backup.made_in(tmp_path / "backups") == [made]
    assert not list((tmp_path / "backups").glob("*.part"))


@pytest.mark.parametrize("spoilt", ["database.db", "manifest.json", "file"])
def test_a_damaged_backup_is_not_restored(small: Made, tmp_path: Path, spoilt: str) -> None:
    made = backup.make(*small, tmp_path / "backups", NOON)
    path = next(made.glob("files/*/*")) if spoilt == "file" else made / spoilt
    path.write_bytes(path.read_bytes()[:-20] + b"\0" * 19)
    new = backup.Place(f"sqlite:///{tmp_path / 'new.db'}", tmp_path / "new")
    with pytest.raises(StorageError, match=r"is damaged|is no whole backup"):
        backup.restore(made, new)
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize("folder", [".", "files", "files/deeper", "nowhere/at/all"])
def test_the_databases_own_folder_and_one_that_is_not_there_are_refused(
    small: Made, tmp_path: Path, folder: str
) -> None:
    with pytest.raises(StorageError, match=r"name a folder on another disk|see that the folder is there"):
        backup.make(*small, tmp_path / folder, NOON)
    assert backup.made_in(tmp_path / folder) == []


def test_a_full_folder_and_a_read_only_one_are_refused_in_one_sentence(
    small: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_disk(tmp_path / "disk", 1) as disk:
        disk.fill()
        with pytest.raises(StorageError, match="not enough room"):
            backup.make(*small, disk.path, NOON)
        monkeypatch.setattr(backup.Place, "size", lambda _place: 0)  # the room went while it was copied
        with pytest.raises(StorageError, match="see that the folder is there, can be written and has room"):
            backup.make(*small, disk.path, NOON)
        disk.make_room()
        disk.make_read_only()
        with pytest.raises(StorageError, match="Read-only file system"):
            backup.make(*small, disk.path, NOON)
        disk.make_writable()
        assert list(disk.path.glob("*tuntas-2*")) == []


def test_a_backup_of_a_newer_version_or_of_the_other_database_is_refused(small: Made, tmp_path: Path) -> None:
    made = backup.make(*small, tmp_path / "backups", NOON)
    with pytest.raises(StorageError, match=r"correct database\.url"):
        backup.restore(made, backup.Place("postgresql://office@localhost/tuntas", tmp_path / "new"))
    manifest = made / backup.MANIFEST
    manifest.write_text(manifest.read_text().replace(backup.read(made).revision, "9999"))
    with pytest.raises(StorageError, match="install that version"):
        backup.restore(made, backup.Place(f"sqlite:///{tmp_path / 'new.db'}", tmp_path / "new"))


def test_without_postgresqls_tools_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, small: Made) -> None:
    storage, place = small
    monkeypatch.setenv("PATH", "")
    with pytest.raises(StorageError, match=r"pg_dump is not on this machine: install"):
        backup.make(
            storage,
            backup.Place("postgresql://office@localhost/tuntas", place.files),
            place.files.parent / "backups",
            NOON + timedelta(days=1),
        )
