"""Reaching people who have not just written: where, and what a message to them offers to choose from."""

import json
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables import Address, Contact


def reach(session: Session, contact_id: int) -> Address | None:
    """Where this contact is reached: the address it came by last; None where it has none left."""
    addresses = select(Address).filter_by(contact_id=contact_id).order_by(Address.id.desc()).limit(1)
    found: Address | None = session.scalar(addresses)
    return found


def offer(session: Session, contact_id: int, place: str, ids: Sequence[str]) -> None:
    """Remember what was shown to choose from, so that "2" means what was shown."""
    session.get_one(Contact, contact_id).offered = json.dumps({"place": place, "ids": list(ids)})
    session.flush()
