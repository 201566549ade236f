"""What a platform says of a message afterwards: in any order, perhaps twice, and it never goes backwards."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import String, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT is SQLite's too, and compiles for both

from storage.database import Transaction
from storage.messages.conversations import unreachable
from storage.messages.windows import window_closed
from storage.tables import Base
from storage.tables.base import Utc

_contacts = Base.metadata.tables["contacts"]
_outbox = Base.metadata.tables["outbox"]
_counts = Base.metadata.tables["message_counts"]

#: What the platform took and then failed to deliver is tried so often, counting the first time.
ATTEMPTS = 5
_ERROR_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Receipt:
    """One word of the platform about one message of ours."""

    outbox_id: int
    #: The platform's id of that sending; the same message may have been sent twice.
    platform_id: str
    says: Literal["sent", "delivered", "read", "failed"]
    at: datetime
    #: What it is billed as, and the office's number that it went from: it counts once it has arrived.
    kind: str
    number: str
    #: Why it failed, and after how long it may be tried again; None: never.
    reason: str = ""
    retry_after: timedelta | None = None
    #: What the failure says beyond this message: nothing reaches the address, the person wants no announcements, or
    #: nothing may be sent until they write.
    shows: Literal["", "unreachable", "opted_out", "window_closed"] = ""


@dataclass(frozen=True, slots=True)
class _Row:
    """Where the message stands."""

    state: str
    platform_id: str | None
    attempts: int
    delivered_at: datetime | None
    address_id: int

    def is_news(self, receipt: Receipt) -> bool:
        """Of a sending that nobody answered (yet): such a row knows no id, or that of an earlier one."""
        return self.state in ("queued", "claimed") and self.attempts > 0 and self.platform_id != receipt.platform_id


_ROW = (
    select(
        _outbox.c.state,
        _outbox.c.platform_id,
        _outbox.c.attempts,
        _outbox.c.delivered_at,
        _outbox.c.address_id,
    )
    .where(_outbox.c.id == bindparam("outbox_id"), _outbox.c.channel == bindparam("on_channel"))
    .with_for_update()
)

_SENT = (
    update(_outbox)
    .where(_outbox.c.id == bindparam("outbox_id"))
    .values(state="sent", platform_id=bindparam("said_of"), sent_at=bindparam("at", type_=Utc), error=None)
)

_ARRIVED = (
    update(_outbox)
    .where(_outbox.c.id == bindparam("outbox_id"))
    .values(
        state="sent",
        platform_id=bindparam("said_of"),
        sent_at=func.coalesce(_outbox.c.sent_at, bindparam("at", type_=Utc)),
        delivered_at=func.coalesce(_outbox.c.delivered_at, bindparam("at", type_=Utc)),
        read_at=func.coalesce(_outbox.c.read_at, bindparam("seen_at", type_=Utc)),
        error=None,
    )
)

_FAILED = (
    update(_outbox)
    .where(_outbox.c.id == bindparam("outbox_id"))
    .values(
        state=bindparam("becomes", type_=String),
        platform_id=bindparam("said_of"),
        due_at=func.coalesce(bindparam("retry_at", type_=Utc), _outbox.c.due_at),
        error=bindparam("why"),
    )
)

_COUNT = insert(_counts).values(
    channel=bindparam("channel"), number=bindparam("number"), month=bindparam("month"), kind=bindparam("kind"), count=1
)
_COUNT_ONE = _COUNT.on_conflict_do_update(
    index_elements=["channel", "number", "month", "kind"], set_={"count": _counts.c.count + 1}
)

_OPTED_OUT = (
    update(_contacts)
    .where(
        _contacts.c.id == select(_outbox.c.contact_id).where(_outbox.c.id == bindparam("outbox_id")).scalar_subquery(),
        _contacts.c.stopped_at.is_(None),
    )
    .values(stopped_at=bindparam("at", type_=Utc))
)


def receive(
    tx: Transaction, channel: str, receipt: Receipt, *, month: str, window: timedelta | None, now: datetime
) -> None:
    """Note what the platform said of a message.

    One whose sending was not answered is known by this to have gone. `month` is that of the receipt in the office's
    calendar, such as 2026-11; `window` is the channel's.
    """
    found = tx.one(_ROW, outbox_id=receipt.outbox_id, on_channel=channel)
    row = None if found is None else _Row(*found)
    if row is None or not (row.is_news(receipt) or row.platform_id == receipt.platform_id):
        return
    if receipt.says == "failed":
        _fail(tx, channel, row, receipt, window, now)
    elif receipt.says == "sent":
        if row.is_news(receipt):
            tx.run(_SENT, outbox_id=receipt.outbox_id, said_of=receipt.platform_id, at=receipt.at)
    else:
        _arrive(tx, channel, row, receipt, month)


def opted_out(tx: Transaction, outbox_id: int, at: datetime) -> None:
    """Whom that message was for wants no announcements and reminders, as if they had said `stop`."""
    tx.run(_OPTED_OUT, outbox_id=outbox_id, at=at)


def _arrive(tx: Transaction, channel: str, row: _Row, receipt: Receipt, month: str) -> None:
    """What was read has arrived, and what arrived went out, whatever was said before or never."""
    seen_at = receipt.at if receipt.says == "read" else None
    tx.run(_ARRIVED, outbox_id=receipt.outbox_id, said_of=receipt.platform_id, at=receipt.at, seen_at=seen_at)
    if row.delivered_at is None:
        tx.run(_COUNT_ONE, channel=channel, number=receipt.number, month=month, kind=receipt.kind)


def _fail(tx: Transaction, channel: str, row: _Row, receipt: Receipt, window: timedelta | None, now: datetime) -> None:
    """What arrived has not failed; what is being tried again or has failed for good is not failed once more."""
    if row.delivered_at is not None or not (row.is_news(receipt) or row.state == "sent"):
        return
    if receipt.shows == "window_closed":
        tx.run(_SENT, outbox_id=receipt.outbox_id, said_of=receipt.platform_id, at=receipt.at)
        window_closed(tx, receipt.outbox_id, {channel: window}, now)
        return
    retry_after = receipt.retry_after if row.attempts < ATTEMPTS else None
    tx.run(
        _FAILED,
        outbox_id=receipt.outbox_id,
        becomes="failed" if retry_after is None else "queued",
        said_of=receipt.platform_id,
        retry_at=None if retry_after is None else now + retry_after,
        why=receipt.reason[:_ERROR_LENGTH],
    )
    if receipt.shows == "unreachable":
        unreachable(tx, row.address_id, receipt.reason, now)
    elif receipt.shows == "opted_out":
        opted_out(tx, receipt.outbox_id, now)
