"""What staff ask of the outbox: which messages have not reached anybody and why, and how many are billed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, text

from storage.database import Transaction
from storage.tables import Base

_outbox = Base.metadata.tables["outbox"]
_counts = Base.metadata.tables["message_counts"]


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A message that waits or failed; whom it is for is the contact's number, what it says is not told."""

    id: int
    contact_id: int
    channel: str
    state: str
    created_at: datetime
    reason: str | None


@dataclass(frozen=True, slots=True)
class Billed:
    """How many messages arrived from a number of the office's in a month."""

    channel: str
    number: str
    month: str
    kind: str
    count: int


_UNDELIVERED = (
    select(
        _outbox.c.id,
        _outbox.c.contact_id,
        _outbox.c.channel,
        _outbox.c.state,
        _outbox.c.created_at,
        _outbox.c.error,
    )
    .where(text("(outbox.state IN ('waits', 'failed') OR (outbox.state = 'queued' AND outbox.error IS NOT NULL))"))
    .order_by(_outbox.c.id.desc())
    .limit(bindparam("at_most"))
)

_BILLED = select(_counts.c.channel, _counts.c.number, _counts.c.month, _counts.c.kind, _counts.c.count).order_by(
    _counts.c.month.desc(), _counts.c.channel, _counts.c.number, _counts.c.kind
)


def undelivered(tx: Transaction, limit: int) -> Sequence[Undelivered]:
    """What waits, failed, or is being tried again, the newest first."""
    return [Undelivered(*row) for row in tx.all(_UNDELIVERED, at_most=limit)]


def billed(tx: Transaction) -> Sequence[Billed]:
    """What the platform bills, the newest month first."""
    return [Billed(*row) for row in tx.all(_BILLED)]
