"""What falls due: rows with a time, never timers."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Utc

#: Of the index that holds only these rows; a query takes it through storage.tables.base.of.
PENDING = text("state = 'pending'")


class Reminder(Base):
    """One reminder to one contact about one thing; the row is what keeps it from being said twice."""

    __tablename__ = "reminders"
    __table_args__ = (
        UniqueConstraint("contact_id", "about", "step"),
        Index("ix_reminders_pending", "due_at", sqlite_where=PENDING, postgresql_where=PENDING),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    #: The application it is about; None for a talk.
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    #: The matter and its number, such as "talk:17" or "papers:4".
    about: Mapped[str] = mapped_column(String(40))
    #: Which of its reminders, counting from 1.
    step: Mapped[int]
    due_at: Mapped[datetime] = mapped_column(Utc)
    #: "pending", "queued", "held" while the case is paused, or "skipped" where it had become pointless or too late.
    state: Mapped[str] = mapped_column(String(8), default="pending")
