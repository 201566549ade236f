"""Long work as rows: whoever is killed in the middle, another takes it up."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Utc

#: Of the index that holds only these rows; a query takes it through storage.tables.base.of.
TO_DO = text("state = 'waiting'")


class Job(Base):
    """One piece of long work."""

    __tablename__ = "jobs"
    __table_args__ = (Index("ix_jobs_to_do", "due_at", sqlite_where=TO_DO, postgresql_where=TO_DO),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    #: Which runner does it.
    kind: Mapped[str] = mapped_column(String(30))
    #: "waiting" (also while somebody works at it, until `due_at`), "done", "failed".
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    #: From when it may be taken up: while somebody works at it, when their lease runs out.
    due_at: Mapped[datetime] = mapped_column(Utc)
    #: How often it was taken up.
    attempts: Mapped[int] = mapped_column(default=0)
    #: Sealed JSON of what it is about.
    args: Mapped[bytes | None] = mapped_column(LargeBinary)
    #: How much is done, of how much; 0 while that is not known.
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    #: Who is told what came of it.
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="SET NULL"), index=True)
    #: The class of the error, never its text.
    error: Mapped[str | None] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(Utc)
    finished_at: Mapped[datetime | None] = mapped_column(Utc)
