"""The trail says who, when, what and why for good, and values only as long as the person's key is there."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from programme import audit
from storage import rotation
from storage.crypto import Key, KeyProblem, Keys, Vault
from storage.database import Storage
from storage.tables import AuditEntry, PersonKey
from tests.programme.people import NOW


def _corrected(storage: Storage, person_id: int = 7) -> None:
    with storage.transaction() as tx:
        audit.record(
            tx.session,
            by="person",
            action="corrected",
            at=NOW,
            contact_id=3,
            person_id=person_id,
            subject="village",
            before="Tanah Grogot",
            after="Padang Pengrapat",
            why="moved",
        )


def test_a_change_is_told_with_its_values(storage: Storage) -> None:
    _corrected(storage)
    with storage.transaction() as tx:
        audit.record(tx.session, by="staff", action="shown", at=NOW + timedelta(hours=1), person_id=7)
        first, second = audit.trail(tx.session, 7)
    assert (first.by, first.contact_id, first.action, first.subject) == ("person", 3, "corrected", "village")
    assert (first.at, first.before, first.after, first.why) == (NOW, "Tanah Grogot", "Padang Pengrapat", "moved")
    assert (second.by, second.action, second.before, second.after) == ("staff", "shown", None, None)


def test_after_forgetting_who_when_what_and_why_stay(storage: Storage) -> None:
    _corrected(storage)
    _corrected(storage, person_id=8)
    with storage.transaction() as tx:
        audit.forget(tx.session, 7)
    with storage.transaction() as tx:
        (entry,) = audit.trail(tx.session, 7)
        (other,) = audit.trail(tx.session, 8)
    assert (entry.by, entry.at, entry.action, entry.subject, entry.why) == (
        "person",
        NOW,
        "corrected",
        "village",
        "moved",
    )
    assert (entry.before, entry.after) == (None, None)
    assert other.after == "Padang Pengrapat"


def test_the_vault_alone_does_not_read_what_is_forgotten(storage: Storage) -> None:
    _corrected(storage)
    with storage.transaction() as tx:
        audit.forget(tx.session, 7)
        sealed = tx.session.scalars(select(AuditEntry.values)).one()
        assert sealed is not None
        assert b"Grogot" not in tx.vault.open(sealed)


def test_values_without_a_person_are_refused(storage: Storage) -> None:
    with storage.transaction() as tx, pytest.raises(ValueError, match="say whose"):
        audit.record(tx.session, by="system", action="corrected", at=NOW, after="x")


def test_the_trail_is_resealed_like_everything_else(sqlite_url: str, keys: Keys) -> None:
    old = Storage(sqlite_url, Vault(keys))
    _corrected(old)
    old.close()
    newest = Keys((*keys.sealing, Key.new()), keys.hashing)
    storage = Storage(sqlite_url, Vault(newest))
    rotation.reseal(storage)
    storage.close()
    storage = Storage(sqlite_url, Vault(Keys(newest.sealing[-1:], keys.hashing)))
    with storage.transaction() as tx:
        (entry,) = audit.trail(tx.session, 7)
        assert entry.after == "Padang Pengrapat"
        with pytest.raises(KeyProblem):
            Vault(keys).open(tx.session.scalars(select(PersonKey.key)).one())
    storage.close()
