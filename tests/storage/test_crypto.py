"""What is sealed opens with its key only, before and after rotation."""

import os
from pathlib import Path

import pytest

from storage.crypto import KeyProblem, Keys, Vault, create_key_file, retired, rotated
from storage.database import Storage

NIK = "7306084107080001"


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "tuntas.key"
    create_key_file(path)
    return path


def test_the_same_value_never_looks_the_same_sealed(vault: Vault) -> None:
    assert vault.seal(NIK) != vault.seal(NIK)
    assert vault.open(vault.seal(NIK)) == NIK.encode()
    assert NIK.encode() not in vault.seal(NIK)


def test_a_value_that_was_tampered_with_does_not_open(vault: Vault) -> None:
    sealed = vault.seal(NIK)
    for at in range(len(sealed)):
        with pytest.raises(KeyProblem):
            vault.open(sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :])


@pytest.mark.parametrize("junk", [b"", b"\x01", b"7306084107080001"])
def test_what_was_never_sealed_does_not_open(vault: Vault, junk: bytes) -> None:
    with pytest.raises(KeyProblem, match="put back the key file"):
        vault.open(junk)


def test_a_key_file_is_for_its_owner_only(key_file: Path) -> None:
    rotated(key_file)
    assert key_file.stat().st_mode & 0o777 == 0o600


def test_a_key_file_is_never_overwritten(key_file: Path) -> None:
    before = key_file.read_bytes()
    with pytest.raises(KeyProblem, match="exists already"):
        create_key_file(key_file)
    assert key_file.read_bytes() == before


def test_after_rotation_old_values_open_and_new_ones_need_the_new_key(key_file: Path) -> None:
    before = Vault(Keys.parse(key_file.read_text()))
    after = rotated(key_file)
    assert after.open(before.seal(NIK)) == NIK.encode()
    assert Vault.from_file(key_file).open(after.seal(NIK)) == NIK.encode()
    with pytest.raises(KeyProblem, match="which the key file lacks"):
        before.open(after.seal(NIK))


def test_a_running_service_opens_at_once_and_soon_seals_with_a_key_that_was_added(
    key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = Vault.from_file(key_file)
    after = rotated(key_file)
    assert running.open(after.seal(NIK)) == NIK.encode()
    other = rotated(key_file)
    assert running.seal(NIK)[:5] == after.header
    monkeypatch.setattr("storage.crypto.time.monotonic", lambda: float("inf"))
    assert running.seal(NIK)[:5] == other.header


@pytest.mark.parametrize("content", [b"", b"half a key", Keys.new().text().encode()])
def test_a_key_file_that_is_spoilt_while_the_service_runs_changes_nothing(key_file: Path, content: bytes) -> None:
    running = Vault.from_file(key_file)
    foreign = Vault(Keys.new()).seal(NIK)
    sealed = running.seal(NIK)
    key_file.write_bytes(content)
    with pytest.raises(KeyProblem, match="which the key file lacks"):
        running.open(foreign)
    assert running.open(sealed) == NIK.encode()
    assert running.seal(NIK)[:5] == sealed[:5]


def test_a_number_is_found_again_after_rotation(key_file: Path) -> None:
    before = Vault.from_file(key_file).keyed_hash(NIK)
    rotated(key_file)
    retired(key_file)
    assert Vault.from_file(key_file).keyed_hash(NIK) == before
    assert Vault(Keys.new()).keyed_hash(NIK) != before


def test_what_a_retired_key_sealed_is_read_with_the_old_key_file(key_file: Path) -> None:
    assert retired(key_file) is None
    of_an_old_backup = Vault.from_file(key_file).seal(NIK)
    rotated(key_file)
    old = retired(key_file)
    assert old is not None
    assert old.stat().st_mode & 0o777 == 0o600
    with pytest.raises(KeyProblem):
        Vault.from_file(key_file).open(of_an_old_backup)
    assert Vault.from_file(old).open(of_an_old_backup) == NIK.encode()


def test_a_file_cannot_be_made_to_bear_the_hash_of_a_number(vault: Vault) -> None:
    assert vault.keyed_hash(NIK) != vault.keyed_hash(NIK.encode())


def test_a_rotation_cut_short_leaves_the_old_key_file(key_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def power_cut(_handle: int) -> None:
        raise OSError("the power went")

    before = key_file.read_bytes()
    monkeypatch.setattr("os.fsync", power_cut)
    with pytest.raises(KeyProblem, match="cannot be written"):
        rotated(key_file)
    assert key_file.read_bytes() == before
    assert list(key_file.parent.iterdir()) == [key_file]


def test_a_missing_key_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KeyProblem, match=r"does not exist: put back the copy"):
        Vault.from_file(tmp_path / "tuntas.key")


def test_a_key_file_cut_short_anywhere_is_noticed(key_file: Path) -> None:
    rotated(key_file)
    whole = key_file.read_bytes().rstrip()
    for length in range(len(whole)):
        key_file.write_bytes(whole[:length])
        with pytest.raises(KeyProblem, match=r"is damaged .*: put back the copy"):
            Vault.from_file(key_file)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"hello", b"aaaaaaaa:AAAA\nhash:AAAA\n", b":\n:\n"])
def test_a_malformed_key_file_is_noticed(key_file: Path, content: bytes) -> None:
    key_file.write_bytes(content)
    with pytest.raises(KeyProblem, match="is damaged"):
        Vault.from_file(key_file)


def test_the_key_of_another_database_is_noticed_at_start(storage: Storage, database_url: str, keys: Keys) -> None:
    storage.check_key()
    storage.check_key()
    for wrong in (Keys.new(), Keys(Keys.new().sealing, keys.hashing), Keys(keys.sealing, os.urandom(32))):
        other = Storage(database_url, Vault(wrong))
        with pytest.raises(KeyProblem, match="not the one that this database was written with: put back"):
            other.check_key()
        other.close()
