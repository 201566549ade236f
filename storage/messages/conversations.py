"""Who writes: the contact behind an address, locked for the turn, with the talk it has open."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import String, and_, bindparam, delete, exists, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT is SQLite's too, and compiles for both

from storage.crypto import Vault
from storage.database import Transaction
from storage.tables import Base
from storage.tables.base import Utc, of
from storage.tables.messages import FAILED, UNSENT

_contacts = Base.metadata.tables["contacts"]
_addresses = Base.metadata.tables["addresses"]
_talks = Base.metadata.tables["talks"]
_inbox = Base.metadata.tables["inbox"]
_outbox = Base.metadata.tables["outbox"]

_WHY_LENGTH = 60
#: When an address was last used is kept to the minute: most messages then need no statement for it.
_USED_EVERY = timedelta(minutes=1)


@dataclass(slots=True)
class StoredTalk:
    """A talk as it is kept; `id` is None until it is saved."""

    id: int | None
    name: str
    waiting_for: str
    misread: int
    state: str
    #: "facts" and "answers", plain values.
    content: dict[str, Any]
    started_at: datetime
    updated_at: datetime


@dataclass(slots=True)
class Conversation:
    """Who wrote, through which address, and the talk they have open."""

    contact_id: int
    address_id: int
    channel: str
    address: str
    language: str
    #: What was last shown to choose from.
    offered: dict[str, Any] | None
    misunderstood: int
    stopped_at: datetime | None
    #: When they wrote before this.
    last_message_at: datetime
    #: The number that the channel proved.
    phone: str | None
    #: Whether every other contact that proved the same number has become one with this one; True without a number.
    is_linked: bool
    #: When they last wrote from this address, to the minute.
    address_used_at: datetime | None
    is_new: bool
    #: Nothing reached this address when it was last tried.
    is_unreachable: bool
    #: An earlier message of this address has yet to be tried again.
    failed_earlier: bool
    #: A message to this contact has yet to go out in this channel: none may overtake it.
    has_unsent: bool
    talk: StoredTalk | None
    #: Since when, and how many, messages count for the limit of one person.
    burst_since: datetime | None = None
    burst: int = 0


#: Which of a contact's addresses is the best to reach them at: one that is reachable, and of those the last used.
BEST_FIRST = (
    _addresses.c.unreachable_at.is_not(None),
    _addresses.c.last_message_at.desc().nulls_last(),
    _addresses.c.id.desc(),
)

_AT_ADDRESS = and_(_addresses.c.channel == bindparam("channel"), _addresses.c.address == bindparam("address"))

_LOCK = (
    select(_contacts.c.id)
    .join(_addresses, _addresses.c.contact_id == _contacts.c.id)
    .where(_AT_ADDRESS)
    .with_for_update(of=_contacts)
)

_LOCK_SOME = (
    select(_contacts.c.id)
    .where(_contacts.c.id.in_(bindparam("contact_ids", expanding=True)))
    .order_by(_contacts.c.id)
    .with_for_update()
)

_CONVERSATION = (
    select(
        _contacts.c.id,
        _addresses.c.id,
        _contacts.c.language,
        _contacts.c.offered,
        _contacts.c.misunderstood,
        _contacts.c.stopped_at,
        _contacts.c.last_message_at,
        _addresses.c.phone,
        _addresses.c.unreachable_at.is_not(None),
        exists()
        .where(_inbox.c.channel == bindparam("channel"), _inbox.c.address == bindparam("address"))
        .where(of("inbox", FAILED)),
        exists()
        .where(_outbox.c.contact_id == _contacts.c.id, _outbox.c.channel == bindparam("channel"))
        .where(of("outbox", UNSENT)),
        or_(_addresses.c.phone.is_(None), _addresses.c.phone_hash.is_not(None)),
        _addresses.c.last_message_at,
        _contacts.c.burst_since,
        _contacts.c.burst,
        _talks.c.id,
        _talks.c.name,
        _talks.c.waiting_for,
        _talks.c.misread,
        _talks.c.state,
        _talks.c.content,
        _talks.c.started_at,
        _talks.c.updated_at,
    )
    .select_from(_addresses)
    .join(_contacts, _contacts.c.id == _addresses.c.contact_id)
    .outerjoin(_talks, _talks.c.contact_id == _contacts.c.id)
    .where(_AT_ADDRESS)
)

_NEW_CONTACT = (
    insert(_contacts)
    .values(language="id", misunderstood=0, burst=0, last_message_at=bindparam("now"), created_at=bindparam("now"))
    .returning(_contacts.c.id)
)

_NEW_ADDRESS = (
    insert(_addresses)
    .values(
        contact_id=bindparam("contact_id"),
        channel=bindparam("channel"),
        address=bindparam("address"),
        created_at=bindparam("now"),
    )
    .on_conflict_do_nothing(index_elements=["channel", "address"])
    .returning(_addresses.c.id)
)

_UNDO_CONTACT = delete(_contacts).where(_contacts.c.id == bindparam("contact_id"))


def lock(tx: Transaction, contact_ids: Collection[int]) -> None:
    """Lock several contacts, always in the same order, before anything else of them is."""
    if contact_ids and tx.locks:
        tx.connection.execute(_LOCK_SOME, {"contact_ids": sorted(contact_ids)})


def conversation(tx: Transaction, channel: str, address: str, now: datetime, also: Sequence[str] = ()) -> Conversation:
    """Who writes from this address, locked until the transaction ends; made where nobody has yet.

    `also` are other addresses of the same person in that channel: whoever is known under one of them has this one too.
    """
    if also:
        _share(tx, channel, (address, *also), now)
    found = _find(tx, channel, address) or _make(tx, channel, address, now) or _find(tx, channel, address)
    if found is None:
        raise LookupError(f"The address was made and is gone again ({channel}).")
    if also and found.is_new:
        _share(tx, channel, (address, *also), now)
    return found


_OWNER = select(_addresses.c.contact_id).where(_AT_ADDRESS)


def _share(tx: Transaction, channel: str, addresses: Sequence[str], now: datetime) -> None:
    """Give the contact that has one of the addresses those that nobody has; two contacts are not made one here."""
    owners = {address: tx.one(_OWNER, channel=channel, address=address) for address in addresses}
    known = next((owner[0] for owner in owners.values() if owner is not None), None)
    if known is None:
        return
    for address in (address for address, owner in owners.items() if owner is None):
        tx.one(_NEW_ADDRESS, contact_id=known, channel=channel, address=address, now=now)


def _find(tx: Transaction, channel: str, address: str) -> Conversation | None:
    # The lock is a statement of its own: one that had to wait would still see the talk as it was before the wait.
    if tx.locks and tx.one(_LOCK, channel=channel, address=address) is None:
        return None
    row = tx.one(_CONVERSATION, channel=channel, address=address)
    if row is None:
        return None
    contact_id, address_id, language, offered, misunderstood, stopped_at, last_message_at, phone = row[:8]
    return Conversation(
        contact_id=contact_id,
        address_id=address_id,
        channel=channel,
        address=address,
        language=language,
        offered=None if offered is None else orjson.loads(offered),
        misunderstood=misunderstood,
        stopped_at=stopped_at,
        last_message_at=last_message_at,
        phone=None if phone is None else tx.vault.open(phone).decode(),
        is_linked=row[11],
        address_used_at=row[12],
        is_new=False,
        is_unreachable=row[8],
        failed_earlier=row[9],
        has_unsent=row[10],
        burst_since=row[13],
        burst=row[14],
        talk=_talk(tx, row[15:]),
    )


def _talk(tx: Transaction, row: Sequence[Any]) -> StoredTalk | None:
    talk_id, name, waiting_for, misread, state, content, started_at, updated_at = row
    if talk_id is None:
        return None
    return StoredTalk(talk_id, name, waiting_for, misread, state, tx.vault.open_json(content), started_at, updated_at)


def _make(tx: Transaction, channel: str, address: str, now: datetime) -> Conversation | None:
    """A new contact at this address; None where another process made it at the same instant."""
    contact_id = tx.one(_NEW_CONTACT, now=now)[0]
    made = tx.one(_NEW_ADDRESS, contact_id=contact_id, channel=channel, address=address, now=now)
    if made is None:
        tx.run(_UNDO_CONTACT, contact_id=contact_id)
        return None
    return Conversation(
        contact_id=contact_id,
        address_id=made[0],
        channel=channel,
        address=address,
        language="id",
        offered=None,
        misunderstood=0,
        stopped_at=None,
        last_message_at=now,
        phone=None,
        is_linked=True,
        address_used_at=None,
        is_new=True,
        is_unreachable=False,
        failed_earlier=False,
        has_unsent=False,
        talk=None,
    )


_SAVE_CONTACT = (
    update(_contacts)
    .where(_contacts.c.id == bindparam("contact_id"))
    .values(
        language=bindparam("language"),
        offered=bindparam("offered"),
        misunderstood=bindparam("misunderstood"),
        stopped_at=bindparam("stopped_at"),
        burst_since=bindparam("burst_since"),
        burst=bindparam("burst"),
        last_message_at=bindparam("now"),
    )
)


def save_contact(tx: Transaction, conversation: Conversation, now: datetime) -> None:
    """Keep what the turn changed about the contact."""
    offered = conversation.offered
    tx.run(
        _SAVE_CONTACT,
        contact_id=conversation.contact_id,
        language=conversation.language,
        offered=None if offered is None else orjson.dumps(offered).decode(),
        misunderstood=conversation.misunderstood,
        stopped_at=conversation.stopped_at,
        burst_since=conversation.burst_since,
        burst=conversation.burst,
        now=now,
    )


_SAVE_SOURCE = update(_contacts).where(_contacts.c.id == bindparam("contact_id")).values(source=bindparam("source"))


def save_source(tx: Transaction, conversation: Conversation, source: str) -> None:
    """By which campaign's link a new contact came."""
    tx.run(_SAVE_SOURCE, contact_id=conversation.contact_id, source=source)


_SAVE_PHONE = (
    update(_addresses)
    .where(_addresses.c.id == bindparam("address_id"))
    .values(phone=bindparam("phone"), phone_hash=bindparam("phone_hash"))
)


def phone_hash(vault: Vault, phone: str) -> str:
    """By what two channels that prove the same number are found; E.164."""
    return vault.keyed_hash(f"proven phone {phone}")


def lock_number(tx: Transaction, phone: str) -> None:
    """Let one transaction at a time look who proved this number and prove it: two at once would miss each other."""
    if tx.locks:
        tx.connection.execute(select(func.pg_advisory_xact_lock(int(phone_hash(tx.vault, phone)[:15], 16))))


def save_phone(tx: Transaction, conversation: Conversation, phone: str, *, is_linked: bool = True) -> None:
    """Keep the number that the channel itself proved.

    Where it could not be linked yet it bears no hash, so that the address's next message tries again.
    """
    hashed = phone_hash(tx.vault, phone) if is_linked else None
    tx.run(_SAVE_PHONE, address_id=conversation.address_id, phone=tx.vault.seal(phone), phone_hash=hashed)
    conversation.phone, conversation.is_linked = phone, is_linked


_USED = update(_addresses).where(_addresses.c.id == bindparam("address_id")).values(last_message_at=bindparam("now"))


def used(tx: Transaction, conversation: Conversation, now: datetime) -> None:
    """They wrote from this address: it is where they are reached, and a closed window opens again."""
    before = conversation.address_used_at
    if before is None or not timedelta(0) <= now - before < _USED_EVERY:
        tx.run(_USED, address_id=conversation.address_id, now=now)
        conversation.address_used_at = now


_REACHED = update(_addresses).values(
    unreachable_at=bindparam("since", type_=Utc), unreachable_why=bindparam("why", type_=String)
)
_REACHED_BY_ID = _REACHED.where(_addresses.c.id == bindparam("address_id"))


def reached(tx: Transaction, conversation: Conversation) -> None:
    """They wrote, so what is sent to them arrives again."""
    tx.run(_REACHED_BY_ID, address_id=conversation.address_id, since=None, why=None)
    conversation.is_unreachable = False


def unreachable(tx: Transaction, address_id: int, why: str, now: datetime) -> None:
    """Nothing reaches that address any more; a message from it clears this."""
    tx.run(_REACHED_BY_ID, address_id=address_id, since=now, why=why[:_WHY_LENGTH])


_TALK_VALUES: dict[str, Any] = {
    column: bindparam(column)
    for column in ("name", "waiting_for", "misread", "state", "content", "started_at", "updated_at")
}

_NEW_TALK = (
    insert(_talks)
    .values(contact_id=bindparam("contact_id"), **_TALK_VALUES)
    .on_conflict_do_update(index_elements=["contact_id"], set_=_TALK_VALUES)
    .returning(_talks.c.id)
)

_SAVE_TALK = (
    update(_talks)
    .where(_talks.c.id == bindparam("talk_id"))
    .values({column: value for column, value in _TALK_VALUES.items() if column != "started_at"})
)

_DROP_TALK = delete(_talks).where(_talks.c.id == bindparam("talk_id"))


def save_talk(tx: Transaction, contact_id: int, talk: StoredTalk, now: datetime) -> StoredTalk:
    """Keep a talk. A contact has one: a new one takes the place of another."""
    values = {
        "name": talk.name,
        "waiting_for": talk.waiting_for,
        "misread": talk.misread,
        "state": talk.state,
        "content": tx.vault.seal_json(talk.content),
        "updated_at": now,
    }
    if talk.id is None:
        talk.id = tx.one(_NEW_TALK, contact_id=contact_id, started_at=talk.started_at, **values)[0]
    else:
        tx.run(_SAVE_TALK, talk_id=talk.id, **values)
    talk.updated_at = now
    return talk


def drop_talk(tx: Transaction, talk_id: int) -> None:
    """Forget a talk with its answers."""
    tx.run(_DROP_TALK, talk_id=talk_id)
