"""Who writes: contacts, their addresses on the channels, and the talk each has open."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Utc


class Contact(Base):
    """Somebody who writes. Lock, open talk, language, opt-outs and last choices belong to it."""

    __tablename__ = "contacts"
    # A number is never given twice: the trail of changes outlives the row.
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - as SQLAlchemy wants it

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    language: Mapped[str] = mapped_column(String(2), default="id")
    #: What was last shown to choose from, as JSON {"place", "ids", "labels"}, so that "2" means what was shown.
    offered: Mapped[str | None] = mapped_column(Text)
    #: How many messages in a row were not understood; at three a human is offered.
    misunderstood: Mapped[int] = mapped_column(default=0)
    #: Since when reminders and announcements are off because they said `stop`.
    stopped_at: Mapped[datetime | None] = mapped_column(Utc)
    #: By which campaign's link they first came, as the link says it; None where they found the service by themselves.
    source: Mapped[str | None] = mapped_column(String(64))
    #: Since when, and how many, messages came in the minute that counts for the limit of one person.
    burst_since: Mapped[datetime | None] = mapped_column(Utc)
    burst: Mapped[int] = mapped_column(default=0, server_default="0")
    last_message_at: Mapped[datetime] = mapped_column(Utc)
    created_at: Mapped[datetime] = mapped_column(Utc)


class Address(Base):
    """Where a contact is reached: a Telegram chat, a WhatsApp number, a visitor of the local page."""

    __tablename__ = "addresses"
    __table_args__ = (UniqueConstraint("channel", "address"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(200))
    #: The number that the channel itself proved, sealed; a typed number is never kept here.
    phone: Mapped[bytes | None] = mapped_column(LargeBinary)
    #: Keyed hash of that number: two channels that prove the same one are the same contact.
    phone_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    #: When they last wrote from here: WhatsApp lets anything be sent for 24 hours after it, and templates later.
    last_message_at: Mapped[datetime | None] = mapped_column(Utc)
    #: Since when nothing reaches this address, and why ("blocked", "not_on_whatsapp" …); a message from it clears both.
    unreachable_at: Mapped[datetime | None] = mapped_column(Utc)
    unreachable_why: Mapped[str | None] = mapped_column(String(60))
    created_at: Mapped[datetime] = mapped_column(Utc)


class ContactCode(Base):
    """A code by which somebody proves on another channel that they are this contact; only its keyed hash is kept."""

    __tablename__ = "contact_codes"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(Utc)
    expires_at: Mapped[datetime] = mapped_column(Utc)
    used_at: Mapped[datetime | None] = mapped_column(Utc)


class Talk(Base):
    """A talk that a contact has open or paused; answers and facts are sealed."""

    __tablename__ = "talks"
    __table_args__ = (Index("ix_talks_contact_id", "contact_id", unique=True),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(40))
    #: The question whose answer is awaited (rule 4: the form may change under an open talk).
    waiting_for: Mapped[str] = mapped_column(String(80))
    #: Wrong answers in a row to that question.
    misread: Mapped[int] = mapped_column(default=0)
    #: "open", or "paused" after `stop` or three failed turns: kept, and offered again.
    state: Mapped[str] = mapped_column(String(10), default="open")
    #: Sealed JSON: facts read when it began and the answers given so far.
    content: Mapped[bytes] = mapped_column(LargeBinary)
    started_at: Mapped[datetime] = mapped_column(Utc)
    updated_at: Mapped[datetime] = mapped_column(Utc)
