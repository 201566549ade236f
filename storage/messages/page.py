"""What the local page shows."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT is SQLite's too, and compiles for both

from storage.database import Transaction
from storage.tables import Base

_local = Base.metadata.tables["local_messages"]


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

_LOCAL = select(_local.c.key, _local.c.content).where(
    _local.c.address == bindparam("address"), _local.c.id == bindparam("message_id")
)
_REMOVE_LOCAL = delete(_local).where(_local.c.id == bindparam("message_id"))


def store_local(tx: Transaction, address: str, key: str, content: dict[str, Any], now: datetime) -> int:
    """Keep what the page shows, a repeat once; returns its id either way."""
    row = tx.one(_STORE_LOCAL, address=address, key=key, content=tx.vault.seal_json(content), now=now)
    return int((row or tx.one(_LOCAL_ID, address=address, key=key))[0])


def local_since(tx: Transaction, address: str, after_id: int, limit: int) -> list[tuple[int, dict[str, Any], datetime]]:
    """What the page has yet to show, in order."""
    rows = tx.all(_LOCAL_SINCE, address=address, after_id=after_id, at_most=limit)
    return [(row_id, tx.vault.open_json(content), at) for row_id, content, at in rows]


def remove_local(tx: Transaction, address: str, message_id: int, now: datetime) -> dict[str, Any] | None:
    """Take a message off the page and return what it held; None where it is gone already.

    A line takes its place at the end that says which one went: so a page learns it that shows the message now, or was
    without a signal just then, whichever process serves it.
    """
    row = tx.one(_LOCAL, address=address, message_id=message_id)
    if row is None:
        return None
    tx.run(_REMOVE_LOCAL, message_id=message_id)
    store_local(tx, address, gone(row[0]), {"gone": row[0]}, now)
    opened: dict[str, Any] = tx.vault.open_json(row[1])
    return opened


def gone(key: str) -> str:
    """The key of the line that says that a message went."""
    return f"gone:{key}"
