"""What the local page shows."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
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


def store_local(tx: Transaction, address: str, key: str, content: dict[str, Any], now: datetime) -> int:
    """Keep what the page shows, a repeat once; returns its id either way."""
    row = tx.one(_STORE_LOCAL, address=address, key=key, content=tx.vault.seal_json(content), now=now)
    return int((row or tx.one(_LOCAL_ID, address=address, key=key))[0])


def local_since(tx: Transaction, address: str, after_id: int, limit: int) -> list[tuple[int, dict[str, Any], datetime]]:
    """What the page has yet to show, in order."""
    rows = tx.all(_LOCAL_SINCE, address=address, after_id=after_id, at_most=limit)
    return [(row_id, tx.vault.open_json(content), at) for row_id, content, at in rows]
