"""Files that came with messages or were drawn; what a platform hands out by reference is fetched afterwards."""

import logging
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from storage.crypto import KeyProblem
from storage.database import Transaction
from storage.tables import Base
from storage.tables.base import of
from storage.tables.messages import WAITING

_log = logging.getLogger(__name__)

#: So begins the id of a file that was drawn for somebody; any other came from them.
DRAWN = "drawn."

_media = Base.metadata.tables["media"]


@dataclass(frozen=True, slots=True)
class StoredMedia:
    """A file that came or was drawn: `file` is its name in the file store, None where it is not fetched (yet)."""

    id: str
    channel: str
    address: str
    file: str | None
    content_type: str | None
    size: int | None


@dataclass(frozen=True, slots=True)
class WaitingMedia:
    """A file that is this process's to fetch for a while."""

    id: str
    channel: str
    reference: str
    #: What the platform says it is.
    content_type: str | None
    #: Counting this one.
    attempts: int
    #: Until when the platform promises to hand it out.
    fetch_by: datetime | None
    created_at: datetime


_ADD_MEDIA = insert(_media).values(
    id=bindparam("media_id"),
    channel=bindparam("channel"),
    address=bindparam("address"),
    file=bindparam("file"),
    content_type=bindparam("content_type"),
    size=bindparam("size"),
    state="kept",
    attempts=0,
    created_at=bindparam("now"),
)

_MEDIA = select(
    _media.c.id, _media.c.channel, _media.c.address, _media.c.file, _media.c.content_type, _media.c.size
).where(_media.c.id == bindparam("media_id"))


def add_media(
    tx: Transaction,
    *,
    channel: str,
    address: str,
    file: str,
    content_type: str,
    size: int,
    now: datetime,
    drawn: bool = False,
) -> str:
    """Keep that an address sent a file, or that one was drawn for it; return an id that nobody can guess."""
    media_id = (DRAWN if drawn else "") + secrets.token_urlsafe(16)
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


_EXPECT_MEDIA = insert(_media).values(
    id=bindparam("media_id"),
    channel=bindparam("channel"),
    address=bindparam("address"),
    content_type=bindparam("content_type"),
    size=bindparam("size"),
    state="waiting",
    reference=bindparam("reference"),
    attempts=0,
    next_try_at=bindparam("now"),
    fetch_by=bindparam("fetch_by"),
    created_at=bindparam("now"),
)


def expect_media(
    tx: Transaction,
    *,
    channel: str,
    address: str,
    reference: str,
    content_type: str | None,
    size: int | None,
    fetch_by: datetime | None,
    now: datetime,
) -> str:
    """Keep that an address sent a file which the platform still has, to be fetched soon; return our id of it."""
    media_id = secrets.token_urlsafe(16)
    tx.run(
        _EXPECT_MEDIA,
        media_id=media_id,
        channel=channel,
        address=address,
        content_type=content_type,
        size=size,
        reference=tx.vault.seal(reference),
        fetch_by=fetch_by,
        now=now,
    )
    return media_id


def media(tx: Transaction, media_id: str) -> StoredMedia | None:
    """The file of that id."""
    row = tx.one(_MEDIA, media_id=media_id)
    return None if row is None else StoredMedia(*row)


_WAITING = of("media", WAITING)

_DUE = (
    select(
        _media.c.id,
        _media.c.channel,
        _media.c.reference,
        _media.c.content_type,
        _media.c.attempts + 1,
        _media.c.fetch_by,
        _media.c.created_at,
    )
    .where(_WAITING, _media.c.channel == bindparam("channel"), _media.c.next_try_at <= bindparam("now"))
    .order_by(_media.c.next_try_at)
    .limit(bindparam("at_most"))
    .with_for_update(skip_locked=True)
)

_OF_ONE = _media.c.id == bindparam("media_id")
_TRY = update(_media).where(_OF_ONE).values(next_try_at=bindparam("again_at"), attempts=_media.c.attempts + 1)
_TRY_AGAIN = update(_media).where(_OF_ONE, _WAITING).values(next_try_at=bindparam("again_at"))
_SETTLE = (
    update(_media)
    .where(_OF_ONE, _WAITING)
    .values(
        state=bindparam("becomes"),
        file=bindparam("name"),
        content_type=bindparam("found"),
        size=bindparam("bytes_long"),
        reference=None,
        next_try_at=None,
    )
    .returning(_media.c.id)
)


def claim_media(
    tx: Transaction, channels: Iterable[str], now: datetime, lease: timedelta, limit: int
) -> list[WaitingMedia]:
    """Files to be fetched now, the longest waiting first; nobody else takes them before the lease is over."""
    claimed: list[WaitingMedia] = []
    for channel in channels:
        rows = tx.all(_DUE, channel=channel, now=now, at_most=limit - len(claimed))
        tx.run_many(_TRY, [{"media_id": row[0], "again_at": now + lease} for row in rows])
        claimed += [waiting for waiting in (_waiting(tx, row) for row in rows) if waiting is not None]
    return claimed


def _waiting(tx: Transaction, row: Sequence[Any]) -> WaitingMedia | None:
    """None where the reference does not open: it is tried again when the key is back."""
    media_id, channel, reference, *rest = row
    try:
        return WaitingMedia(media_id, channel, tx.vault.open(reference).decode(), *rest)
    except KeyProblem as problem:
        _log.error("A file cannot be fetched. %s", problem)
        return None


def retry_media(tx: Transaction, media_id: str, at: datetime) -> None:
    """It could not be fetched; to be tried again then."""
    tx.run(_TRY_AGAIN, media_id=media_id, again_at=at)


def keep_media(tx: Transaction, media_id: str, *, file: str, content_type: str, size: int) -> bool:
    """It was fetched; False where somebody else was quicker, or nobody wants it any more."""
    return _settle(tx, media_id, "kept", file, content_type, size)


def lose_media(tx: Transaction, media_id: str) -> bool:
    """It will not be fetched any more; True for the one that says so first."""
    return _settle(tx, media_id, "lost", None, None, None)


def _settle(
    tx: Transaction, media_id: str, state: str, file: str | None, content_type: str | None, size: int | None
) -> bool:
    row = tx.one(_SETTLE, media_id=media_id, becomes=state, name=file, found=content_type, bytes_long=size)
    return row is not None
