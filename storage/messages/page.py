"""What the local page shows, and the files that came with messages."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT is SQLite's too, and compiles for both

from storage.database import Transaction
from storage.tables import Base

#: So begins the id of a file that was drawn for somebody; any other came from them.
DRAWN = "drawn."

_local = Base.metadata.tables["local_messages"]
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
