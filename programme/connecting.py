"""A code that makes two chats one: made in the one, written in the other within a quarter of an hour, once.

Whoever holds it could see the other chat's registrations, so only its keyed hash is kept, and it serves only after a
question that names the other chat's channel and nothing else of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from programme import codes, contacts
from programme.reading import code as reading
from storage.tables import ContactCode

SERVES_FOR = timedelta(minutes=15)
#: So long a code that serves no more is told from one that nobody was given.
_KNOWN_FOR = timedelta(days=1)

#: Why a code joins nothing; "own_chat" where it was made by the same contact, "wait" after too many wrong ones.
Refusal = Literal["unknown", "used", "expired", "own_chat", "wait"]


@dataclass(frozen=True, slots=True)
class Offer:
    """What a valid code stands for: another contact, and on which channels it writes."""

    code_id: int
    contact_id: int
    channels: Sequence[str]


def new_code(session: Session, contact_id: int, now: datetime) -> str:
    """A fresh code of this contact; an earlier one serves no more. The code itself is kept nowhere."""
    unused = ContactCode.contact_id == contact_id, ContactCode.used_at.is_(None), ContactCode.expires_at > now
    session.execute(update(ContactCode).where(*unused).values(expires_at=now))
    code = reading.new()
    hashed = codes.digest(session, "connect", code)
    session.add(ContactCode(contact_id=contact_id, code_hash=hashed, made_at=now, expires_at=now + SERVES_FOR))
    session.flush()
    return code


def is_known(session: Session, code: str) -> bool:
    """Whether these signs are such a code, also one that serves no more."""
    return _kept(session, code) is not None


def look_up(session: Session, code: str, *, contact_id: int, now: datetime) -> Offer | Refusal:
    """What the code stands for, or why for nothing. Wrong ones are counted, since they may be guesses."""
    if codes.must_wait(session, contact_id, now):
        return "wait"
    kept = _kept(session, code)
    if kept is None:
        codes.count_wrong(session, contact_id, now)
        return "unknown"
    return _offer(session, kept, contact_id, now)


def reread(session: Session, code_id: int, *, contact_id: int, now: datetime) -> Offer | Refusal:
    """The same when they have said yes: a quarter of an hour may be over meanwhile."""
    kept = session.get(ContactCode, code_id)
    return "unknown" if kept is None else _offer(session, kept, contact_id, now)


def use(session: Session, code_id: int, now: datetime) -> bool:
    """Let the code serve, once; False where it has served, also to somebody at the same instant."""
    unused = update(ContactCode).where(ContactCode.id == code_id, ContactCode.used_at.is_(None))
    return session.scalar(unused.values(used_at=now).returning(ContactCode.id)) is not None


def forget_codes(session: Session, now: datetime) -> None:
    """Drop codes that have long served or expired."""
    session.execute(delete(ContactCode).where(ContactCode.expires_at < now - _KNOWN_FOR))


def _kept(session: Session, code: str) -> ContactCode | None:
    return session.scalar(select(ContactCode).filter_by(code_hash=codes.digest(session, "connect", code)))


def _offer(session: Session, kept: ContactCode, contact_id: int, now: datetime) -> Offer | Refusal:
    if kept.used_at is not None:
        return "used"
    if kept.contact_id == contact_id:
        return "own_chat"
    if kept.expires_at <= now:
        return "expired"
    ways = contacts.ways_to(session, kept.contact_id)
    return Offer(kept.id, kept.contact_id, tuple(dict.fromkeys(way.channel for way in ways)))
