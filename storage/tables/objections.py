"""Objections of people to what the office decided about them."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.tables.base import Base, Id, Utc

if TYPE_CHECKING:
    from storage.tables.applications import Application


class Objection(Base):
    """Somebody disagrees with a decision; another member of staff than the one who made it looks again."""

    __tablename__ = "objections"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    #: The decision: each can be objected to once.
    event_id: Mapped[int] = mapped_column(ForeignKey("application_events.id", ondelete="CASCADE"), unique=True)
    #: What was decided, as a state.
    state: Mapped[str] = mapped_column(String(30))
    #: Who objected, and is answered.
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="SET NULL"), index=True)
    #: In their own words; sealed.
    words: Mapped[bytes] = mapped_column(LargeBinary)
    media_id: Mapped[str | None] = mapped_column(ForeignKey("media.id", ondelete="SET NULL"))
    made_at: Mapped[datetime] = mapped_column(Utc)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Utc)
    #: "upheld" or "rejected".
    outcome: Mapped[str | None] = mapped_column(String(10))
    #: As it was told to whoever objected; sealed.
    reason: Mapped[bytes | None] = mapped_column(LargeBinary)
    application: Mapped["Application"] = relationship(back_populates="objections", lazy="joined", innerjoin=True)
