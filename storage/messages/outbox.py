"""What goes out: queued with its cause, claimed with a lease, marked when the platform took it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, func, insert, or_, select, text, update

from storage.crypto import KeyProblem
from storage.database import Transaction
from storage.messages.conversations import Conversation
from storage.tables import Base
from storage.tables.base import Utc, of
from storage.tables.messages import UNSENT

_log = logging.getLogger(__name__)

#: What a person's own message is answered with goes first, what goes to everybody last.
PRIORITIES = (0, 1, 2, 3)

_ERROR_LENGTH = 100

_contacts = Base.metadata.tables["contacts"]
_addresses = Base.metadata.tables["addresses"]
_outbox = Base.metadata.tables["outbox"]
_before = _outbox.alias("before")


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that is this process's to send, until the lease runs out."""

    id: int
    contact_id: int
    address: str
    language: str
    content: dict[str, Any]
    #: Counting this one.
    attempts: int
    address_id: int
    priority: int
    created_at: datetime
    #: Why nothing reaches that address any more; None where it is reached.
    unreachable: str | None = None
    #: When they last wrote from that address; kept where the channel opens a window by it.
    wrote_at: datetime | None = None


_QUEUE = (
    insert(_outbox)
    .values(
        contact_id=bindparam("contact_id"),
        address_id=bindparam("address_id"),
        channel=bindparam("channel"),
        priority=bindparam("priority"),
        content=bindparam("content"),
        state=bindparam("state"),
        due_at=bindparam("due_at"),
        attempts=bindparam("attempts"),
        created_at=bindparam("now"),
        vanishes_seconds=bindparam("vanishes_seconds"),
        vanish_at=bindparam("vanish_at"),
    )
    .returning(_outbox.c.id)
)


def queue(
    tx: Transaction,
    *,
    contact_id: int,
    address_id: int,
    channel: str,
    content: dict[str, Any],
    priority: int = 0,
    due_at: datetime,
    now: datetime,
    vanishes_after: timedelta | None = None,
) -> int:
    """Put a message in the outbox, to go with the transaction or not at all; some vanish again (messages.vanishing)."""
    if priority not in PRIORITIES:
        raise ValueError(f"No such priority: {priority}")
    row = tx.one(
        _QUEUE,
        contact_id=contact_id,
        address_id=address_id,
        channel=channel,
        priority=priority,
        content=tx.vault.seal_json(content),
        state="queued",
        due_at=due_at,
        attempts=0,
        now=now,
        **_vanishes(vanishes_after, now),
    )
    return int(row[0])


def _vanishes(after: timedelta | None, now: datetime) -> dict[str, Any]:
    """It is looked at that long from now, which is early where it had to wait: then it is looked at again."""
    if after is None:
        return {"vanishes_seconds": None, "vanish_at": None}
    return {"vanishes_seconds": int(after.total_seconds()), "vanish_at": now + after}


def queue_claimed(
    tx: Transaction,
    conversation: Conversation,
    content: dict[str, Any],
    now: datetime,
    lease: timedelta,
    vanishes_after: timedelta | None = None,
) -> Claimed:
    """Put a reply into the outbox as claimed already, for whoever sends it as soon as the transaction has committed.

    Only where nothing else of that contact is unsent in the channel (`conversation.has_unsent`): it would overtake.
    """
    row = tx.one(
        _QUEUE,
        contact_id=conversation.contact_id,
        address_id=conversation.address_id,
        channel=conversation.channel,
        priority=0,
        content=tx.vault.seal_json(content),
        state="claimed",
        due_at=now + lease,
        attempts=1,
        now=now,
        **_vanishes(vanishes_after, now),
    )
    return Claimed(
        id=row[0],
        contact_id=conversation.contact_id,
        address=conversation.address,
        language=conversation.language,
        content=content,
        attempts=1,
        address_id=conversation.address_id,
        priority=0,
        created_at=now,
        wrote_at=now,
    )


_GOES_BEFORE = or_(
    _before.c.priority < _outbox.c.priority,
    and_(_before.c.priority == _outbox.c.priority, _before.c.id < _outbox.c.id),
)


def _held_up(ready: ColumnElement[bool]) -> ColumnElement[bool]:
    """Another message of the same contact is on the wire, or is to go first and `ready` says that it counts."""
    return (
        exists()
        .select_from(_before)
        .where(
            of("before", UNSENT),
            _before.c.contact_id == _outbox.c.contact_id,
            _before.c.channel == _outbox.c.channel,
            _before.c.id != _outbox.c.id,
            or_(_before.c.state == "claimed", and_(_GOES_BEFORE, ready)),
        )
    )


# A message that waits for its own day (a reminder of next week) holds up nothing; one that is tried again does.
_TRIED = _before.c.attempts > 0

# What was claimed goes again without regard to the rest: it may have been on the wire, and the rest waits for it.
_CLAIMABLE = (
    select(
        _outbox.c.id,
        _outbox.c.contact_id,
        _addresses.c.address,
        _contacts.c.language,
        _outbox.c.content,
        _outbox.c.attempts + 1,
        _outbox.c.address_id,
        _outbox.c.priority,
        _outbox.c.created_at,
        _addresses.c.unreachable_why,
        _addresses.c.last_message_at,
    )
    .select_from(_outbox)
    .join(_addresses, _addresses.c.id == _outbox.c.address_id)
    .join(_contacts, _contacts.c.id == _outbox.c.contact_id)
    .where(
        of("outbox", UNSENT),
        _outbox.c.channel == bindparam("channel"),
        text(f"outbox.priority IN ({', '.join(map(str, PRIORITIES))})"),  # lets an index serve the order and the time
        _outbox.c.due_at <= bindparam("now"),
        or_(
            _outbox.c.state == "claimed",
            ~_held_up(or_(_TRIED, _before.c.due_at <= bindparam("now"))),
        ),
    )
    .order_by(_outbox.c.priority, _outbox.c.due_at, _outbox.c.id)
    .limit(bindparam("at_most"))
    .with_for_update(of=_outbox, skip_locked=True)
)

_CLAIM = (
    update(_outbox)
    .where(_outbox.c.id == bindparam("outbox_id"))
    .values(state="claimed", due_at=bindparam("lease_until"), attempts=_outbox.c.attempts + 1)
)

# Where the platform has said something of that very sending meanwhile (receipts), its word stands.
_MARK_SENT = (
    update(_outbox)
    .where(_outbox.c.id == bindparam("outbox_id"), _outbox.c.platform_id.is_distinct_from(bindparam("platform_id")))
    .values(state="sent", platform_id=bindparam("platform_id"), sent_at=bindparam("now"), error=None)
)

# Only what is on the wire fails: another process may have sent it after this one's lease ran out.
_MARK_FAILED = (
    update(_outbox)
    .where(_outbox.c.id == bindparam("outbox_id"), _outbox.c.state == "claimed")
    .values(
        state=bindparam("state"),
        due_at=func.coalesce(bindparam("retry_at", type_=Utc), _outbox.c.due_at),
        error=bindparam("error"),
    )
)


def claim(tx: Transaction, channel: str, now: datetime, lease: timedelta, limit: int) -> list[Claimed]:
    """Take what is to be sent now: replies before announcements, then the oldest; of a contact only one at a time.

    Among a contact's messages in a channel the lower priority number goes first, and within it the earlier one;
    none goes while another is on the wire or is waiting to be tried again before it.
    """
    rows = tx.all(_CLAIMABLE, channel=channel, now=now, at_most=limit)
    lease_until = now + lease
    tx.run_many(_CLAIM, [{"outbox_id": row[0], "lease_until": lease_until} for row in rows])
    return [claimed for claimed in (_claimed(tx, row) for row in rows) if claimed is not None]


def _claimed(tx: Transaction, row: Sequence[Any]) -> Claimed | None:
    """None where the content does not open: it stays claimed, so that it is tried again and holds up nobody else."""
    outbox_id, contact_id, address, language, sealed, *rest = row
    try:
        return Claimed(outbox_id, contact_id, address, language, tx.vault.open_json(sealed), *rest)
    except KeyProblem as problem:
        _log.error("Message %s of the outbox cannot be sent. %s", outbox_id, problem)
        return None


def mark_sent(tx: Transaction, sent: Sequence[tuple[int, str]], now: datetime) -> None:
    """What the platform took, with its own id of each message; the content stays until it is pruned."""
    if not sent:
        return
    tx.run_many(
        _MARK_SENT,
        [{"outbox_id": outbox_id, "platform_id": platform_id, "now": now} for outbox_id, platform_id in sent],
    )


def mark_failed(tx: Transaction, outbox_id: int, error: str, retry_at: datetime | None) -> None:
    """It did not go out: to be tried again at `retry_at`, or never."""
    tx.run(
        _MARK_FAILED,
        outbox_id=outbox_id,
        state="failed" if retry_at is None else "queued",
        retry_at=retry_at,
        error=error[:_ERROR_LENGTH],
    )


# A first try that was put off is none; whatever has been claimed once still holds up what comes after it.
_PUT_OFF = (
    update(_outbox)
    .where(_outbox.c.id == bindparam("outbox_id"), _outbox.c.state == "claimed")
    .values(
        state="queued",
        due_at=bindparam("until"),
        attempts=case((_outbox.c.attempts > 1, _outbox.c.attempts - 1), else_=1),
    )
)


def put_off(tx: Transaction, outbox_id: int, until: datetime) -> None:
    """It was not tried, since the platform wants no message there before then."""
    tx.run(_PUT_OFF, outbox_id=outbox_id, until=until)


_RELEASE = update(_outbox).where(text("outbox.state = 'claimed'")).values(due_at=bindparam("now"))


def release(tx: Transaction, now: datetime) -> None:
    """End every lease: only where no other process can have anything on the wire, as at the start on SQLite."""
    tx.run(_RELEASE, now=now)


_NEXT_DUE = (
    select(_outbox.c.due_at)
    .where(
        of("outbox", UNSENT),
        _outbox.c.channel == bindparam("channel"),
        _outbox.c.priority == bindparam("priority"),
        or_(_outbox.c.state == "claimed", ~_held_up(_TRIED)),
    )
    .order_by(_outbox.c.due_at)
    .limit(1)
)


def next_due(tx: Transaction, channel: str) -> datetime | None:
    """When `claim` will find something next: what is held up by the wire or by another try does not count."""
    rows = [tx.one(_NEXT_DUE, channel=channel, priority=priority) for priority in PRIORITIES]
    return min((row[0] for row in rows if row is not None), default=None)
