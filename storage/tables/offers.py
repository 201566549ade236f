"""Seats that came free: who was asked for one and what became of it, and what the province granted beside the quota."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.tables.applications import Application
from storage.tables.base import Base, Id, Utc

#: Of the index that holds only these rows: a person is asked for one seat at a time.
OPEN_OFFERS = text("state IN ('asked', 'lapsed', 'undeliverable')")


class SeatOffer(Base):
    """One seat, kept for one person of the waiting list until they have answered or staff pass it on."""

    __tablename__ = "seat_offers"
    __table_args__ = (
        Index(
            "ix_seat_offers_open",
            "application_id",
            unique=True,
            sqlite_where=OPEN_OFFERS,
            postgresql_where=OPEN_OFFERS,
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    intake_id: Mapped[int] = mapped_column(ForeignKey("intakes.id"), index=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    skill: Mapped[str] = mapped_column(String(30))
    #: "asked"; "lapsed" (no answer in time) and "undeliverable" (it has not reached them) wait for staff; "accepted",
    #: "declined", "passed_on" (by staff, without an answer) and "withdrawn" (the seat is gone) are over.
    state: Mapped[str] = mapped_column(String(14), default="asked")
    made_at: Mapped[datetime] = mapped_column(Utc)
    #: The message that asks.
    outbox_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id", ondelete="SET NULL"), index=True)
    #: When they could read it: their time counts from then.
    delivered_at: Mapped[datetime | None] = mapped_column(Utc)
    #: When they are to be reminded; None before it was delivered, and afterwards.
    remind_at: Mapped[datetime | None] = mapped_column(Utc)
    deadline_at: Mapped[datetime | None] = mapped_column(Utc)
    #: When it was over.
    ended_at: Mapped[datetime | None] = mapped_column(Utc)
    #: The member of staff who gave more time last.
    extended_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    #: The member of staff who wrote down the answer, or passed the seat on.
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    #: Since when they want a seat after all, said when this one was gone.
    wants_at: Mapped[datetime | None] = mapped_column(Utc)
    #: What they have still to hear: "ask", "remind", "extended", "gone" or "begun".
    to_say: Mapped[str | None] = mapped_column(String(10))
    #: Whether staff have still to hear what became of it.
    staff_to_tell: Mapped[bool] = mapped_column(default=False)
    application: Mapped[Application] = relationship(lazy="joined", innerjoin=True)


class SeatGrant(Base):
    """A letter by which the province said how many seats an intake has beside its quota."""

    __tablename__ = "seat_grants"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    intake_id: Mapped[int] = mapped_column(ForeignKey("intakes.id"), index=True)
    #: In all, with those of earlier letters.
    seats: Mapped[int]
    letter_number: Mapped[str] = mapped_column(String(60))
    letter_date: Mapped[date]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(Utc)
