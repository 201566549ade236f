"""What came in: a row makes a repeat recognisable, and keeps what went wrong for another try."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT is SQLite's too, and compiles for both

from storage.crypto import KeyProblem
from storage.database import Transaction
from storage.tables import Base
from storage.tables.base import of
from storage.tables.messages import FAILED

_log = logging.getLogger(__name__)

_ERROR_LENGTH = 100

_inbox = Base.metadata.tables["inbox"]


@dataclass(frozen=True, slots=True)
class FailedMessage:
    """A message whose turn failed and is to be tried again."""

    id: int
    channel: str
    platform_id: str
    address: str
    payload: bytes
    attempts: int
    retry_at: datetime


_RECORD = (
    insert(_inbox)
    .values(
        channel=bindparam("channel"),
        platform_id=bindparam("platform_id"),
        address=bindparam("address"),
        state="done",
        attempts=0,
        received_at=bindparam("now"),
    )
    .on_conflict_do_nothing(index_elements=["channel", "platform_id"])
    .returning(_inbox.c.id)
)


def record(tx: Transaction, channel: str, platform_id: str, address: str, now: datetime) -> int | None:
    """Take note of a message that this transaction handles; None where it is a repeat."""
    row = tx.one(_RECORD, channel=channel, platform_id=platform_id, address=address, now=now)
    return None if row is None else int(row[0])


_UNREADABLE = (
    insert(_inbox)
    .values(
        channel=bindparam("channel"),
        platform_id=bindparam("platform_id"),
        address=bindparam("address"),
        state="unreadable",
        attempts=0,
        payload=bindparam("payload"),
        error=bindparam("error"),
        received_at=bindparam("now"),
    )
    .on_conflict_do_nothing(index_elements=["channel", "platform_id"])
)


def unreadable(
    tx: Transaction, channel: str, platform_id: str, address: str, payload: bytes, error: str, now: datetime
) -> None:
    """Keep a payload that cannot be read, for whoever finds out why."""
    tx.run(
        _UNREADABLE,
        channel=channel,
        platform_id=platform_id,
        address=address,
        payload=tx.vault.seal(payload),
        error=error[:_ERROR_LENGTH],
        now=now,
    )


_FAILED_AGAIN = {
    "state": "failed",
    "attempts": _inbox.c.attempts + 1,
    "payload": bindparam("payload"),
    "error": bindparam("error"),
    "retry_at": bindparam("retry_at"),
}

_FAILED = (
    insert(_inbox)
    .values(
        channel=bindparam("channel"),
        platform_id=bindparam("platform_id"),
        address=bindparam("address"),
        state="failed",
        attempts=1,
        retry_at=bindparam("retry_at"),
        payload=bindparam("payload"),
        error=bindparam("error"),
        received_at=bindparam("now"),
    )
    .on_conflict_do_update(
        index_elements=["channel", "platform_id"], set_=_FAILED_AGAIN, where=_inbox.c.state == "failed"
    )
    .returning(_inbox.c.attempts)
)


def failed(
    tx: Transaction,
    channel: str,
    platform_id: str,
    address: str,
    payload: bytes,
    error: str,
    retry_at: datetime,
    now: datetime,
) -> int:
    """Keep a message whose turn failed, and return how often it has; 0 where another process is through with it."""
    row = tx.one(
        _FAILED,
        channel=channel,
        platform_id=platform_id,
        address=address,
        payload=tx.vault.seal(payload),
        error=error[:_ERROR_LENGTH],
        retry_at=retry_at,
        now=now,
    )
    return 0 if row is None else int(row[0])


_FAILED_MESSAGES = select(
    _inbox.c.id,
    _inbox.c.channel,
    _inbox.c.platform_id,
    _inbox.c.address,
    _inbox.c.payload,
    _inbox.c.attempts,
    _inbox.c.retry_at,
).where(of("inbox", FAILED))

_FAILED_OF = _FAILED_MESSAGES.where(
    _inbox.c.channel == bindparam("channel"), _inbox.c.address == bindparam("address")
).order_by(_inbox.c.id)

_DUE_RETRIES = (
    _FAILED_MESSAGES.where(_inbox.c.retry_at <= bindparam("now")).order_by(_inbox.c.id).limit(bindparam("at_most"))
)

_FINISH = (
    update(_inbox)
    .where(_inbox.c.id == bindparam("inbox_id"), _inbox.c.state == "failed")
    .values(state="done", payload=None, retry_at=None)
    .returning(_inbox.c.id)
)
_GIVE_UP = update(_inbox).where(_inbox.c.id == bindparam("inbox_id")).values(state="given_up", retry_at=None)


def failed_of(tx: Transaction, channel: str, address: str) -> list[FailedMessage]:
    """What an address sent and has yet to be tried again, oldest first."""
    return _opened(tx, tx.all(_FAILED_OF, channel=channel, address=address))


def due_retries(tx: Transaction, now: datetime, limit: int) -> list[FailedMessage]:
    """What is to be tried again by now, oldest first."""
    return _opened(tx, tx.all(_DUE_RETRIES, now=now, at_most=limit))


def _opened(tx: Transaction, rows: Sequence[Sequence[Any]]) -> list[FailedMessage]:
    """One that does not open is told to the log and stepped over: it must not stop the others."""
    found = []
    for inbox_id, channel, platform_id, address, sealed, attempts, retry_at in rows:
        try:
            payload = tx.vault.open(sealed)
        except KeyProblem as problem:
            _log.error("Message %s of the inbox cannot be tried again. %s", inbox_id, problem)
        else:
            found.append(FailedMessage(inbox_id, channel, platform_id, address, payload, attempts, retry_at))
    return found


def finish(tx: Transaction, inbox_id: int) -> bool:
    """Its turn goes through in this transaction: what was kept for it is erased.

    False where another process was through with it first; then this turn must leave nothing behind.
    """
    return tx.one(_FINISH, inbox_id=inbox_id) is not None


def give_up(tx: Transaction, inbox_id: int) -> None:
    """Try no more; the payload stays for staff until it is pruned."""
    tx.run(_GIVE_UP, inbox_id=inbox_id)
