"""The trail of changes: who did what, when, to what, from what, to what, and why. Lines are added, never changed.

Who, when, what and why stay for good. Personal values are sealed with a key of the person's own, and that again by the
vault, as everything sealed here is; once the person is erased that key is destroyed and nobody reads the values again.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT is SQLite's too, and compiles for both
from sqlalchemy.orm import Session

from programme.sealing import vault_of
from storage.crypto import Key, Keys, Vault
from storage.tables import AuditEntry, PersonKey

#: A person has one key, so its id tells nothing.
_KID = "00000000"
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines of the trail: of one person's record, of one member of staff, of some time; by default all."""

    person_id: int | None = None
    staff_id: int | None = None
    since: datetime | None = None
    #: Before this instant.
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the trail, opened; `before` and `after` are None where there were none or the key is gone."""

    id: int
    at: datetime
    by: str
    contact_id: int | None
    person_id: int | None
    #: The member of staff, where one did it.
    staff_id: int | None
    action: str
    subject: str
    before: Any
    after: Any
    why: str | None


def record(
    session: Session,
    *,
    by: str,
    action: str,
    at: datetime,
    contact_id: int | None = None,
    person_id: int | None = None,
    staff_id: int | None = None,
    subject: str = "",
    before: Any = None,
    after: Any = None,
    why: str | None = None,
) -> None:
    """Add one line. `before` and `after` are plain values of a person; without a person there can be none.

    `by` is "person", "guardian", "staff", "operator" or "system"; `subject` and `why` name nobody.
    """
    values = None if before is None and after is None else {"from": before, "to": after}
    if values is not None and person_id is None:
        raise ValueError("A value in the trail is somebody's: say whose, so that it can be forgotten.")
    sealed = None if values is None or person_id is None else _seal(session, person_id, values)
    session.add(
        AuditEntry(
            at=at,
            by=by,
            contact_id=contact_id,
            person_id=person_id,
            staff_id=staff_id,
            action=action,
            subject=subject,
            values=sealed,
            why=why,
        )
    )
    session.flush()


def trail(session: Session, person_id: int) -> list[Entry]:
    """Everything that was done to this person's record, oldest first."""
    key = _key(session, person_id)
    lines = session.scalars(select(AuditEntry).filter_by(person_id=person_id).order_by(AuditEntry.at, AuditEntry.id))
    return [_entry(line, _open(session, key, line.values)) for line in lines]


def newest(
    session: Session, wanted: Wanted, *, older: int | None = None, newer: int | None = None, most: int
) -> list[Entry]:
    """The newest of those lines, or those before the line of number `older`, or the ones after `newer`; newest first.

    Values are opened only where it is asked for one person's lines, and only while their key lives.
    """
    lines = select(AuditEntry).where(*_conditions(wanted)).limit(most)
    if newer is not None:
        found = list(session.scalars(lines.where(AuditEntry.id > newer).order_by(AuditEntry.id)))[::-1]
    else:
        before = [] if older is None else [AuditEntry.id < older]
        found = list(session.scalars(lines.where(*before).order_by(AuditEntry.id.desc())))
    key = None if wanted.person_id is None else _key(session, wanted.person_id)
    return [_entry(line, _open(session, key, line.values)) for line in found]


def forget(session: Session, person_id: int) -> None:
    """Destroy the person's key: what the trail holds of them cannot be read again."""
    session.execute(delete(PersonKey).where(PersonKey.person_id == person_id))


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.person_id is not None:
        yield AuditEntry.person_id == wanted.person_id
    if wanted.staff_id is not None:
        yield AuditEntry.staff_id == wanted.staff_id
    if wanted.since is not None:
        yield AuditEntry.at >= wanted.since
    if wanted.until is not None:
        yield AuditEntry.at < wanted.until


def _entry(line: AuditEntry, values: dict[str, Any]) -> Entry:
    return Entry(
        line.id,
        line.at,
        line.by,
        line.contact_id,
        line.person_id,
        line.staff_id,
        line.action,
        line.subject,
        values.get("from"),
        values.get("to"),
        line.why,
    )


def _seal(session: Session, person_id: int, values: dict[str, Any]) -> bytes:
    key = _key(session, person_id) or _new_key(session, person_id)
    return vault_of(session).seal(key.seal_json(values))


def _open(session: Session, key: Vault | None, values: bytes | None) -> dict[str, Any]:
    if key is None or values is None:
        return {}
    opened: dict[str, Any] = key.open_json(vault_of(session).open(values))
    return opened


def _key(session: Session, person_id: int) -> Vault | None:
    kept = session.scalar(select(PersonKey.key).filter_by(person_id=person_id))
    return None if kept is None else _vault(vault_of(session).open(kept))


def _new_key(session: Session, person_id: int) -> Vault:
    """Made with the first value; where another process was first at the same instant, the key is that one's."""
    sealed = vault_of(session).seal(secrets.token_bytes(_KEY_BYTES))
    session.execute(insert(PersonKey).values(person_id=person_id, key=sealed).on_conflict_do_nothing())
    kept = session.scalars(select(PersonKey.key).filter_by(person_id=person_id)).one()
    return _vault(vault_of(session).open(kept))


def _vault(secret: bytes) -> Vault:
    """Values are sealed as everywhere else, only with this key; nothing is hashed with it."""
    return Vault(Keys((Key(_KID, secret),), secret))
