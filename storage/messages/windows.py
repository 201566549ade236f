"""Channels that let anything be sent only for a while after a person wrote: what waits, what goes by another way."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import String, bindparam, case, select, text, update

from storage.database import Transaction
from storage.messages.conversations import BEST_FIRST, Conversation
from storage.tables import Base
from storage.tables.base import Id, Utc, of
from storage.tables.messages import WAITS

_addresses = Base.metadata.tables["addresses"]
_outbox = Base.metadata.tables["outbox"]

#: Kept as the reason of what waits.
CLOSED = "window_closed"
#: Whoever said `stop` still hears replies and news of their own case.
_OWN_CASE, _ANY = 1, 3

_WROTE = (
    update(_addresses)
    .where(_addresses.c.contact_id == bindparam("of_contact"), _addresses.c.channel == bindparam("on_channel"))
    .values(
        last_message_at=case(
            (_addresses.c.last_message_at > bindparam("at", type_=Utc), _addresses.c.last_message_at),
            else_=bindparam("at", type_=Utc),
        ),
        unreachable_at=None,
        unreachable_why=None,
    )
)

_WAITS_NO_LONGER = (
    update(_outbox)
    .where(
        of("outbox", WAITS),
        _outbox.c.contact_id == bindparam("of_contact"),
        _outbox.c.priority <= bindparam("at_most"),
    )
    .values(state="queued", due_at=bindparam("now", type_=Utc), attempts=0, error=None)
)


def open_window(tx: Transaction, conversation: Conversation, at: datetime, now: datetime) -> None:
    """They wrote at that time, so for a while anything may be sent to them here; what waited for that goes now.

    Whoever wants no reminders by now gets none that waited.
    """
    tx.run(_WROTE, of_contact=conversation.contact_id, on_channel=conversation.channel, at=min(at, now))
    at_most = _OWN_CASE if conversation.stopped_at else _ANY
    tx.run(_WAITS_NO_LONGER, of_contact=conversation.contact_id, at_most=at_most, now=now)


_ADDRESS_OF = (
    select(_addresses.c.id, _addresses.c.contact_id, _addresses.c.channel, _addresses.c.last_message_at)
    .join(_outbox, _outbox.c.address_id == _addresses.c.id)
    .where(_outbox.c.id == bindparam("outbox_id"))
)

_SHUT = (
    update(_addresses)
    .where(_addresses.c.contact_id == bindparam("of_contact"), _addresses.c.channel == bindparam("on_channel"))
    .values(last_message_at=None)
)

_REACHABLE = (
    select(_addresses.c.id, _addresses.c.channel, _addresses.c.last_message_at)
    .where(_addresses.c.contact_id == bindparam("of_contact"), _addresses.c.unreachable_at.is_(None))
    .order_by(*BEST_FIRST)
)
_ON_OTHER_CHANNELS = _REACHABLE.where(_addresses.c.channel != bindparam("on_channel"))
_AT_OTHER_ADDRESSES = _REACHABLE.where(_addresses.c.id != bindparam("but"))

_UNSENT_YET = (
    update(_outbox)
    .where(_outbox.c.id == bindparam("outbox_id"), text("outbox.state IN ('claimed', 'sent')"))
    .values(
        state=bindparam("becomes", type_=String),
        address_id=bindparam("to_address", type_=Id),
        channel=bindparam("on_channel", type_=String),
        due_at=bindparam("now", type_=Utc),
        attempts=0,
        error=bindparam("why", type_=String),
    )
)


def window_closed(
    tx: Transaction, outbox_id: int, windows: Mapping[str, timedelta | None], now: datetime
) -> str | None:
    """That message cannot go where it was to go; returns the channel by which it goes now, None where it waits.

    `windows` says of each running channel for how long after a message anything may be sent. A window that counted as
    open, and is not as the platform says, counts as closed from now on, and the message is tried once more: there may
    be a template for it.
    """
    address_id, contact_id, channel, wrote_at = tx.one(_ADDRESS_OF, outbox_id=outbox_id)
    if _open(wrote_at, windows.get(channel), now):
        tx.run(_SHUT, of_contact=contact_id, on_channel=channel)
        _becomes(tx, outbox_id, "queued", address_id, channel, now)
        return str(channel)
    for other_id, other, other_wrote_at in tx.all(_ON_OTHER_CHANNELS, of_contact=contact_id, on_channel=channel):
        if other in windows and _open(other_wrote_at, windows[other], now):
            _becomes(tx, outbox_id, "queued", other_id, other, now)
            return str(other)
    _becomes(tx, outbox_id, "waits", address_id, channel, now)
    return None


def elsewhere(tx: Transaction, outbox_id: int, windows: Mapping[str, timedelta | None], now: datetime) -> str | None:
    """Nothing reaches the address of that message: it goes to another one of the contact's, in the channel returned.

    None where they have no other in a channel of `windows`. One whose window is open is preferred; in another the
    message goes as a template, or waits.
    """
    address_id, contact_id, _, _ = tx.one(_ADDRESS_OF, outbox_id=outbox_id)
    found = tx.all(_AT_OTHER_ADDRESSES, of_contact=contact_id, but=address_id)
    others = [other for other in found if other[1] in windows]
    others.sort(key=lambda other: not _open(other[2], windows[other[1]], now))  # and the best first among equals
    for other_id, channel, _ in others[:1]:
        _becomes(tx, outbox_id, "queued", other_id, channel, now)
        return str(channel)
    return None


def _open(wrote_at: datetime | None, window: timedelta | None, now: datetime) -> bool:
    return window is None or (wrote_at is not None and now - wrote_at < window)


def _becomes(tx: Transaction, outbox_id: int, state: str, address_id: int, channel: str, now: datetime) -> None:
    why = CLOSED if state == "waits" else None
    tx.run(_UNSENT_YET, outbox_id=outbox_id, becomes=state, to_address=address_id, on_channel=channel, now=now, why=why)
