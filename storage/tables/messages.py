"""What came in and what goes out."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Utc

#: Of the indexes that hold only these rows; a query takes them through storage.tables.base.of.
UNSENT = text("state IN ('queued', 'claimed')")
FAILED = text("state = 'failed'")
WAITING = text("state = 'waiting'")
WAITS = text("state = 'waits'")
VANISHES = text("vanish_at IS NOT NULL")


class Inbox(Base):
    """One message or event from a platform; the row is what makes a repeat recognisable."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("channel", "platform_id"),
        Index("ix_inbox_failed", "channel", "address", sqlite_where=FAILED, postgresql_where=FAILED),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    platform_id: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(200))
    #: "done", "failed" (to be tried again at retry_at), "given_up", "unreadable".
    state: Mapped[str] = mapped_column(String(12))
    attempts: Mapped[int] = mapped_column(default=0)
    retry_at: Mapped[datetime | None] = mapped_column(Utc)
    #: Sealed raw payload; only where a turn has yet to commit or the payload could not be read.
    payload: Mapped[bytes | None] = mapped_column(LargeBinary)
    #: The class of the error, never its text: that may hold what the person wrote.
    error: Mapped[str | None] = mapped_column(String(100))
    received_at: Mapped[datetime] = mapped_column(Utc)


class Outbox(Base):
    """One message to a person, queued in the transaction of its cause and sent afterwards."""

    __tablename__ = "outbox"
    __table_args__ = (
        # All stay small however much has been sent: only what is still to go stands in them. The id in the first
        # spares sorting an announcement to everybody, which is due at one instant (1 s a claim at 200,000 rows).
        Index("ix_outbox_unsent", "channel", "priority", "due_at", "id", sqlite_where=UNSENT, postgresql_where=UNSENT),
        Index("ix_outbox_unsent_contact", "contact_id", "channel", sqlite_where=UNSENT, postgresql_where=UNSENT),
        Index("ix_outbox_waits", "contact_id", sqlite_where=WAITS, postgresql_where=WAITS),
        Index("ix_outbox_vanishes", "channel", "vanish_at", sqlite_where=VANISHES, postgresql_where=VANISHES),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    address_id: Mapped[int] = mapped_column(ForeignKey("addresses.id", ondelete="CASCADE"))
    channel: Mapped[str] = mapped_column(String(20))
    #: 0 = reply, 1 = notice of the person's own case, 2 = reminder, 3 = announcement; lower goes first.
    priority: Mapped[int] = mapped_column(default=0)
    #: Sealed JSON: text keys with arguments, choices, picture; rendered when it is sent.
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    #: "queued", "claimed" (on the wire), "sent", "failed", or "waits" (until the person writes again: the channel's
    #: window is closed, and there is neither a template for it nor another way to them).
    state: Mapped[str] = mapped_column(String(8), default="queued")
    #: When it may go; while it is claimed, when the lease runs out and it may go again.
    due_at: Mapped[datetime] = mapped_column(Utc)
    attempts: Mapped[int] = mapped_column(default=0)
    platform_id: Mapped[str | None] = mapped_column(String(200))
    error: Mapped[str | None] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(Utc)
    sent_at: Mapped[datetime | None] = mapped_column(Utc)
    #: What the platform said of it afterwards; in any order, never backwards.
    delivered_at: Mapped[datetime | None] = mapped_column(Utc)
    read_at: Mapped[datetime | None] = mapped_column(Utc)
    #: So long after it went it is taken out of the chat again, where the channel can.
    vanishes_seconds: Mapped[int | None]
    #: When that is looked at next; None once it is done, or was given up.
    vanish_at: Mapped[datetime | None] = mapped_column(Utc)


class MessageCount(Base):
    """How many messages went out from a number in a month, by what the platform bills them as."""

    __tablename__ = "message_counts"

    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    #: The office's own number or bot, as the platform names it.
    number: Mapped[str] = mapped_column(String(40), primary_key=True)
    #: Such as 2026-11, by the office's calendar.
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    #: "service", "template".
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    count: Mapped[int]


class LocalMessage(Base):
    """What the local channel's phone shows: the counterpart of the messages that a platform keeps for its users."""

    __tablename__ = "local_messages"
    __table_args__ = (UniqueConstraint("address", "key"), Index("ix_local_messages_address", "address", "id"))

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    address: Mapped[str] = mapped_column(String(200))
    #: The page's own id of a message it sent, or "out:<outbox id>": a repeat is stored once.
    key: Mapped[str] = mapped_column(String(80))
    #: Sealed JSON of what the page draws.
    content: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(Utc)


class Media(Base):
    """A file that a person sent or that was drawn for them; the bytes are sealed in the file store."""

    __tablename__ = "media"
    __table_args__ = (
        Index("ix_media_waiting", "channel", "next_try_at", sqlite_where=WAITING, postgresql_where=WAITING),
    )

    #: Unguessable, since it stands in answers and addresses of the local page.
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(200), index=True)
    #: Name in the file store: a keyed hash of the bytes; None until they are fetched.
    file: Mapped[str | None] = mapped_column(String(64), index=True)
    #: "kept", "waiting" (to be fetched from the platform), "lost" (the platform no longer has it, or it is no file
    #: that is taken).
    state: Mapped[str] = mapped_column(String(8), default="kept", server_default="kept")
    #: Sealed: how the platform names the file, until it is fetched.
    reference: Mapped[bytes | None] = mapped_column(LargeBinary)
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    next_try_at: Mapped[datetime | None] = mapped_column(Utc)
    #: Until when the platform keeps it.
    fetch_by: Mapped[datetime | None] = mapped_column(Utc)
    #: By content, never by name: image/jpeg, image/png, application/pdf …
    content_type: Mapped[str | None] = mapped_column(String(100))
    size: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(Utc)
