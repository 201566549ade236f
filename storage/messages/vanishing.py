"""Messages that are taken out of the chat again some time after they went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select, update

from storage.database import Transaction
from storage.tables import Base
from storage.tables.base import Utc, of
from storage.tables.messages import VANISHES

_addresses = Base.metadata.tables["addresses"]
_outbox = Base.metadata.tables["outbox"]


@dataclass(frozen=True, slots=True)
class Vanishing:
    """A message that is this process's to take out of the chat, until the lease runs out."""

    id: int
    address: str
    #: As the channel gave it when it was sent.
    platform_id: str
    sent_at: datetime


_DUE = (
    select(
        _outbox.c.id,
        _addresses.c.address,
        _outbox.c.platform_id,
        _outbox.c.sent_at,
        _outbox.c.state,
        _outbox.c.vanishes_seconds,
    )
    .select_from(_outbox)
    .join(_addresses, _addresses.c.id == _outbox.c.address_id)
    .where(of("outbox", VANISHES), _outbox.c.channel == bindparam("channel"), _outbox.c.vanish_at <= bindparam("now"))
    .order_by(_outbox.c.vanish_at, _outbox.c.id)
    .limit(bindparam("at_most"))
    .with_for_update(of=_outbox, skip_locked=True)
)

_OF_ONE = _outbox.c.id == bindparam("outbox_id")
_LOOK_AT = update(_outbox).where(_OF_ONE, of("outbox", VANISHES)).values(vanish_at=bindparam("at", type_=Utc))
_VANISHED = update(_outbox).where(_OF_ONE).values(vanish_at=None, content=None)
_STAYS = update(_outbox).where(_OF_ONE).values(vanish_at=None)


def due_to_vanish(
    tx: Transaction, channel: str, now: datetime, lease: timedelta, limit: int
) -> tuple[list[Vanishing], int]:
    """Messages whose time in the chat is up, nobody else's before the lease is over; and how many were looked at.

    One that has yet to go, or went later than it was queued, is looked at again when its time may be up.
    """
    rows = tx.all(_DUE, channel=channel, now=now, at_most=limit)
    due = [vanishing for row in rows if (vanishing := _taken(tx, row, now, lease)) is not None]
    return due, len(rows)


def _taken(tx: Transaction, row: Sequence[Any], now: datetime, lease: timedelta) -> Vanishing | None:
    outbox_id, address, platform_id, sent_at, state, seconds = row
    after = timedelta(seconds=seconds)
    if state == "failed":
        stays(tx, outbox_id)
    elif state != "sent":
        vanish_later(tx, outbox_id, now + after)
    elif sent_at + after > now:
        vanish_later(tx, outbox_id, sent_at + after)
    else:
        vanish_later(tx, outbox_id, now + lease)
        return Vanishing(outbox_id, address, platform_id or "", sent_at)
    return None


def vanish_later(tx: Transaction, outbox_id: int, at: datetime) -> None:
    """Look at it again then."""
    tx.run(_LOOK_AT, outbox_id=outbox_id, at=at)


def vanished(tx: Transaction, outbox_id: int) -> None:
    """It is out of the chat; what it said is kept here no longer either."""
    tx.run(_VANISHED, outbox_id=outbox_id)


def stays(tx: Transaction, outbox_id: int) -> None:
    """It never went, or nobody can take it out of the chat any more."""
    tx.run(_STAYS, outbox_id=outbox_id)
