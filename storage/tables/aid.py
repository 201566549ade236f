"""Start-up aid (*bantuan stimulan*): what was proposed for whom, each step of it, and the receipts."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.tables.base import Base, Id, Utc
from storage.tables.people import Person


class Aid(Base):
    """Aid for one person's business, from its proposal on."""

    __tablename__ = "aid"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    #: Such as BST-2026-0003.
    number: Mapped[str] = mapped_column(String(20), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    business_id: Mapped[int | None] = mapped_column(ForeignKey("businesses.id", ondelete="SET NULL"), index=True)
    #: One of programme.aid.STATES.
    state: Mapped[str] = mapped_column(String(24), index=True)
    state_since: Mapped[datetime] = mapped_column(Utc)
    #: What for, why, and what it costs item by item: sealed JSON.
    content: Mapped[bytes] = mapped_column(LargeBinary)
    #: The sum of its items, in rupiah.
    total: Mapped[int] = mapped_column(BigInteger)
    #: When it was handed over, and by which berita acara serah terima.
    handed_on: Mapped[date | None]
    bast_number: Mapped[str | None] = mapped_column(String(60))
    bast_media_id: Mapped[str | None] = mapped_column(ForeignKey("media.id", ondelete="SET NULL"))
    #: The chat that is told of it; None where there is none.
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="SET NULL"), index=True)
    #: When whoever holds it up is reminded next; None where nobody has to do anything.
    remind_at: Mapped[datetime | None] = mapped_column(Utc, index=True)
    made_at: Mapped[datetime] = mapped_column(Utc)
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    history: Mapped[list["AidEvent"]] = relationship(
        order_by="AidEvent.id", cascade="all, delete-orphan", lazy="selectin"
    )
    receipts: Mapped[list["AidReceipt"]] = relationship(
        order_by="AidReceipt.id", cascade="all, delete-orphan", lazy="selectin"
    )


class AidEvent(Base):
    """Aid came into a state: when, by whom, and why."""

    __tablename__ = "aid_events"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    aid_id: Mapped[int] = mapped_column(ForeignKey("aid.id", ondelete="CASCADE"), index=True)
    state: Mapped[str] = mapped_column(String(24))
    at: Mapped[datetime] = mapped_column(Utc)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    #: Sealed.
    reason: Mapped[bytes | None] = mapped_column(LargeBinary)


class AidReceipt(Base):
    """A receipt that accounts for a part of it."""

    __tablename__ = "aid_receipts"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    aid_id: Mapped[int] = mapped_column(ForeignKey("aid.id", ondelete="CASCADE"), index=True)
    media_id: Mapped[str | None] = mapped_column(ForeignKey("media.id", ondelete="SET NULL"))
    #: In rupiah; None where they could not say.
    amount: Mapped[int | None] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(Utc)
    #: None where its person sent it.
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
