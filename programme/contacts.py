"""Reaching people who have not just written: where, and what a message to them offers to choose from; and by what
somebody is found again who writes from another place.
"""

import json
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from programme.media import NOBODY
from programme.sealing import vault_of
from storage import messages
from storage.messages.conversations import BEST_FIRST
from storage.tables import Address, Contact, Inbox, Media, Outbox

#: A number that was not heard of for so long may be somebody else's by now: operators give numbers away again.
NUMBER_LASTS = timedelta(days=90)


def ways_to(session: Session, contact_id: int) -> list[Address]:
    """Every address of this contact, the best first: reachable before unreachable, then the one they used last."""
    theirs = select(Address).where(Address.contact_id == contact_id, Address.channel != NOBODY)
    return list(session.scalars(theirs.order_by(*BEST_FIRST)))


def reach(session: Session, contact_id: int) -> Address | None:
    """Where whatever the service begins goes; None where there is no address left.

    Where none is reachable it is the last one all the same: the message's own row then says that it did not arrive.
    """
    return next(iter(ways_to(session, contact_id)), None)


def language(session: Session, contact_id: int) -> str:
    """In which they are spoken to."""
    return session.get_one(Contact, contact_id).language


def is_reached(session: Session, contact_id: int) -> bool:
    """Whether any address of theirs takes messages, as far as is known."""
    address = reach(session, contact_id)
    return address is not None and address.unreachable_at is None


def reached(session: Session, contact_ids: Collection[int]) -> set[int]:
    """Those of them whom a message reaches, as far as is known."""
    ways = select(Address.contact_id).where(Address.contact_id.in_(contact_ids), Address.channel != NOBODY)
    return set(session.scalars(ways.where(Address.unreachable_at.is_(None))))


def hold(session: Session, contact_ids: Collection[int]) -> dict[int, Contact]:
    """Those of them whom nobody else holds, such as a turn in which they write just now; held to the end."""
    theirs = select(Contact).where(Contact.id.in_(contact_ids)).order_by(Contact.id)
    return {contact.id: contact for contact in session.scalars(theirs.with_for_update(skip_locked=True))}


def wants_reminders(session: Session, contact_id: int) -> bool:
    """Whether they have not written `stop`."""
    return session.get_one(Contact, contact_id).stopped_at is None


def offer(session: Session, contact_id: int, offered: Mapping[str, Any]) -> None:
    """Remember what was shown to choose from, so that "2" means what was shown."""
    session.get_one(Contact, contact_id).offered = json.dumps(offered)
    session.flush()


def with_number(session: Session, phone: str, contact_id: int, now: datetime) -> list[int]:
    """The other contacts to whom a channel proved the same number lately, the oldest first."""
    proven = messages.phone_hash(vault_of(session), phone)
    theirs = select(Address.contact_id).where(Address.phone_hash == proven, Address.contact_id != contact_id)
    heard_of = Contact.id.in_(theirs), Contact.last_message_at > now - NUMBER_LASTS
    return list(session.scalars(select(Contact.id).where(*heard_of).order_by(Contact.id)))


def at_address(session: Session, channel: str, address: str, now: datetime) -> int | None:
    """The contact that wrote from there, unless so long ago that it may have been somebody else."""
    there = select(Contact.id).join(Address).where(Address.channel == channel, Address.address == address)
    return session.scalar(there.where(Contact.last_message_at > now - NUMBER_LASTS))


def move_address(session: Session, contact_id: int, channel: str, address: str, moved_to: str) -> None:
    """The platform gave the same person another address: what came from the old one came from the new one.

    Where the contact wrote from the new one already, the old one goes, since the platform may give it to somebody
    else. Where another contact did, nothing is changed.
    """
    old = session.scalars(select(Address).filter_by(channel=channel, address=address)).one()
    new = session.scalar(select(Address).filter_by(channel=channel, address=moved_to))
    if new is not None and new.contact_id != contact_id:
        return
    for table in (Inbox, Media):
        there = table.channel == channel, table.address == address
        session.execute(update(table).where(*there).values(address=moved_to))
    if new is None:
        old.address = moved_to
    else:
        session.execute(update(Outbox).where(Outbox.address_id == old.id).values(address_id=new.id))
        session.execute(delete(Address).where(Address.id == old.id))
    session.flush()
