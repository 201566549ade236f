"""The hot path: recognise a repeat, find the contact and its talk, queue what goes out, claim it, mark it sent.

Every function takes the transaction first, and the time where it needs one. Everything else in the house uses the ORM.
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, exists, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT is SQLite's too, and compiles for both

from storage.database import Transaction
from storage.tables import Base
from storage.tables.base import Utc

#: What a person's own message is answered with goes first, what goes to everybody last.
PRIORITIES = (0, 1, 2, 3)

_ERROR_LENGTH = 100

_contacts = Base.metadata.tables["contacts"]
_addresses = Base.metadata.tables["addresses"]
_talks = Base.metadata.tables["talks"]
_inbox = Base.metadata.tables["inbox"]
_outbox = Base.metadata.tables["outbox"]
_local = Base.metadata.tables["local_messages"]
_media = Base.metadata.tables["media"]
_before = _outbox.alias("before")


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
    is_new: bool
    #: An earlier message of this address has yet to be tried again.
    failed_earlier: bool
    talk: StoredTalk | None


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


@dataclass(frozen=True, slots=True)
class StoredMedia:
    """A kept file: `file` is its name in the file store."""

    id: str
    channel: str
    address: str
    file: str
    content_type: str
    size: int


# In


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


_AT_ADDRESS = and_(_addresses.c.channel == bindparam("channel"), _addresses.c.address == bindparam("address"))

_LOCK = (
    select(_contacts.c.id)
    .join(_addresses, _addresses.c.contact_id == _contacts.c.id)
    .where(_AT_ADDRESS)
    .with_for_update(of=_contacts)
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
        exists()
        .where(_inbox.c.channel == bindparam("channel"), _inbox.c.address == bindparam("address"))
        .where(text("inbox.state = 'failed'")),
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
    .values(language="id", misunderstood=0, last_message_at=bindparam("now"), created_at=bindparam("now"))
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


def conversation(tx: Transaction, channel: str, address: str, now: datetime) -> Conversation:
    """Who writes from this address, locked until the transaction ends; made where nobody has yet."""
    found = _find(tx, channel, address) or _make(tx, channel, address, now) or _find(tx, channel, address)
    if found is None:
        raise LookupError(f"The address was made and is gone again ({channel}).")
    return found


def _find(tx: Transaction, channel: str, address: str) -> Conversation | None:
    # The lock is a statement of its own: one that had to wait would still see the talk as it was before the wait.
    if tx.locks and tx.one(_LOCK, channel=channel, address=address) is None:
        return None
    row = tx.one(_CONVERSATION, channel=channel, address=address)
    if row is None:
        return None
    contact_id, address_id, language, offered, misunderstood, stopped_at, last_message_at, phone, failed = row[:9]
    return Conversation(
        contact_id=contact_id,
        address_id=address_id,
        channel=channel,
        address=address,
        language=language,
        offered=None if offered is None else json.loads(offered),
        misunderstood=misunderstood,
        stopped_at=stopped_at,
        last_message_at=last_message_at,
        phone=None if phone is None else tx.vault.open(phone).decode(),
        is_new=False,
        failed_earlier=failed,
        talk=_talk(tx, row[9:]),
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
        is_new=True,
        failed_earlier=False,
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
        offered=None if offered is None else json.dumps(offered, ensure_ascii=False),
        misunderstood=conversation.misunderstood,
        stopped_at=conversation.stopped_at,
        now=now,
    )


_SAVE_PHONE = update(_addresses).where(_addresses.c.id == bindparam("address_id")).values(phone=bindparam("phone"))


def save_phone(tx: Transaction, conversation: Conversation, phone: str) -> None:
    """Keep the number that the channel itself proved."""
    tx.run(_SAVE_PHONE, address_id=conversation.address_id, phone=tx.vault.seal(phone))
    conversation.phone = phone


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


# In, where something went wrong


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
).where(text("inbox.state = 'failed'"))

_FAILED_OF = _FAILED_MESSAGES.where(
    _inbox.c.channel == bindparam("channel"), _inbox.c.address == bindparam("address")
).order_by(_inbox.c.id)

_DUE_RETRIES = (
    _FAILED_MESSAGES.where(_inbox.c.retry_at <= bindparam("now")).order_by(_inbox.c.id).limit(bindparam("at_most"))
)

_FINISH = update(_inbox).where(_inbox.c.id == bindparam("inbox_id")).values(state="done", payload=None, retry_at=None)
_GIVE_UP = update(_inbox).where(_inbox.c.id == bindparam("inbox_id")).values(state="given_up", retry_at=None)


def failed_of(tx: Transaction, channel: str, address: str) -> list[FailedMessage]:
    """What an address sent and has yet to be tried again, oldest first."""
    return [_failed_message(tx, row) for row in tx.all(_FAILED_OF, channel=channel, address=address)]


def due_retries(tx: Transaction, now: datetime, limit: int) -> list[FailedMessage]:
    """What is to be tried again by now, oldest first."""
    return [_failed_message(tx, row) for row in tx.all(_DUE_RETRIES, now=now, at_most=limit)]


def _failed_message(tx: Transaction, row: Sequence[Any]) -> FailedMessage:
    inbox_id, channel, platform_id, address, payload, attempts, retry_at = row
    return FailedMessage(inbox_id, channel, platform_id, address, tx.vault.open(payload), attempts, retry_at)


def finish(tx: Transaction, inbox_id: int) -> None:
    """The turn went through at last, in this transaction: what was kept for it is erased."""
    tx.run(_FINISH, inbox_id=inbox_id)


def give_up(tx: Transaction, inbox_id: int) -> None:
    """Try no more; the payload stays for staff until it is pruned."""
    tx.run(_GIVE_UP, inbox_id=inbox_id)


# Out


_QUEUE = (
    insert(_outbox)
    .values(
        contact_id=bindparam("contact_id"),
        address_id=bindparam("address_id"),
        channel=bindparam("channel"),
        priority=bindparam("priority"),
        content=bindparam("content"),
        state="queued",
        due_at=bindparam("due_at"),
        attempts=0,
        created_at=bindparam("now"),
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
) -> int:
    """Put a message in the outbox, to go with the transaction or not at all."""
    if priority not in PRIORITIES:
        raise ValueError(f"No such priority: {priority}")
    row = tx.one(
        _QUEUE,
        contact_id=contact_id,
        address_id=address_id,
        channel=channel,
        priority=priority,
        content=tx.vault.seal_json(content),
        due_at=due_at,
        now=now,
    )
    return int(row[0])


def _unsent(rows: str) -> ColumnElement[bool]:
    """Spelt as the indexes spell it (storage.tables.messages.UNSENT)."""
    return text(f"{rows}.state IN ('queued', 'claimed')")  # type: ignore[return-value]


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
            _unsent("before"),
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
    )
    .select_from(_outbox)
    .join(_addresses, _addresses.c.id == _outbox.c.address_id)
    .join(_contacts, _contacts.c.id == _outbox.c.contact_id)
    .where(
        _unsent("outbox"),
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

_MARK_SENT = (
    update(_outbox)
    .where(_outbox.c.id == bindparam("outbox_id"))
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
    return [
        Claimed(outbox_id, contact_id, address, language, tx.vault.open_json(content), attempts)
        for outbox_id, contact_id, address, language, content, attempts in rows
    ]


def mark_sent(tx: Transaction, sent: Sequence[tuple[int, str]], now: datetime) -> None:
    """What the platform took, with its own id of each message; the content stays until it is pruned."""
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


_NEXT_DUE = (
    select(_outbox.c.due_at)
    .where(
        _unsent("outbox"),
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


# The local page and files


_STORE_LOCAL = (
    insert(_local)
    .values(address=bindparam("address"), key=bindparam("key"), content=bindparam("content"), at=bindparam("now"))
    .on_conflict_do_nothing(index_elements=["address", "key"])
    .returning(_local.c.id)
)

_LOCAL_ID = select(_local.c.id).where(_local.c.address == bindparam("address"), _local.c.key == bindparam("key"))

_LOCAL_SINCE = (
    select(_local.c.id, _local.c.content, _local.c.at)
    .where(_local.c.address == bindparam("address"), _local.c.id > bindparam("after_id"))
    .order_by(_local.c.id)
    .limit(bindparam("at_most"))
)


def store_local(tx: Transaction, address: str, key: str, content: dict[str, Any], now: datetime) -> int:
    """Keep what the page shows, a repeat once; returns its id either way."""
    row = tx.one(_STORE_LOCAL, address=address, key=key, content=tx.vault.seal_json(content), now=now)
    return int((row or tx.one(_LOCAL_ID, address=address, key=key))[0])


def local_since(tx: Transaction, address: str, after_id: int, limit: int) -> list[tuple[int, dict[str, Any], datetime]]:
    """What the page has yet to show, in order."""
    rows = tx.all(_LOCAL_SINCE, address=address, after_id=after_id, at_most=limit)
    return [(row_id, tx.vault.open_json(content), at) for row_id, content, at in rows]


_ADD_MEDIA = insert(_media).values(
    id=bindparam("media_id"),
    channel=bindparam("channel"),
    address=bindparam("address"),
    file=bindparam("file"),
    content_type=bindparam("content_type"),
    size=bindparam("size"),
    created_at=bindparam("now"),
)

_MEDIA = select(
    _media.c.id, _media.c.channel, _media.c.address, _media.c.file, _media.c.content_type, _media.c.size
).where(_media.c.id == bindparam("media_id"))


def add_media(
    tx: Transaction, *, channel: str, address: str, file: str, content_type: str, size: int, now: datetime
) -> str:
    """Keep that an address sent a file, and return an id that nobody can guess."""
    media_id = secrets.token_urlsafe(16)
    tx.run(
        _ADD_MEDIA,
        media_id=media_id,
        channel=channel,
        address=address,
        file=file,
        content_type=content_type,
        size=size,
        now=now,
    )
    return media_id


def media(tx: Transaction, media_id: str) -> StoredMedia | None:
    """The file of that id."""
    row = tx.one(_MEDIA, media_id=media_id)
    return None if row is None else StoredMedia(*row)
