"""What the law asks to be kept beside a record: who changed what, and which requests run against a clock."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Utc


class AuditEntry(Base):
    """One line of the append-only trail: who, when, what and why stay for good, personal values only with their key.

    Numbers of contacts and people are kept as plain numbers and refer to no row, so that the line outlives both.
    """

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_person_id", "person_id"), Index("ix_audit_at", "at"))

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc)
    #: "person", "guardian", "staff", "operator" (the command line), "system" (a duty).
    by: Mapped[str] = mapped_column(String(10))
    contact_id: Mapped[int | None] = mapped_column(Id)
    person_id: Mapped[int | None] = mapped_column(Id)
    #: The member of staff who did it; their row stays when they leave.
    staff_id: Mapped[int | None] = mapped_column(Id)
    #: What was done, such as "corrected", "erased", "consent_changed".
    action: Mapped[str] = mapped_column(String(40))
    #: What it was done to, by its name in the house, such as "village"; never a value.
    subject: Mapped[str] = mapped_column(String(60), default="")
    #: {"from": …, "to": …}, sealed with the person's own key and that again by the vault, as all bytes here are.
    values: Mapped[bytes | None] = mapped_column(LargeBinary)
    #: Why, in words that name nobody.
    why: Mapped[str | None] = mapped_column(Text)


class PersonKey(Base):
    """The key of one person's values in the trail, itself sealed; erasing the person destroys it."""

    __tablename__ = "person_keys"

    person_id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    key: Mapped[bytes] = mapped_column(LargeBinary)


class DataRequest(Base):
    """A right that somebody used, with the time by which the law wants it answered (3 x 24 hours)."""

    __tablename__ = "data_requests"
    __table_args__ = (Index("ix_data_requests_due_at", "due_at"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="SET NULL"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    #: "access", "correction", "restriction" or "erasure".
    right: Mapped[str] = mapped_column(String(12))
    asked_at: Mapped[datetime] = mapped_column(Utc)
    due_at: Mapped[datetime] = mapped_column(Utc)
    done_at: Mapped[datetime | None] = mapped_column(Utc)
    #: What is wanted, where staff have to do it: sealed JSON.
    wanted: Mapped[bytes | None] = mapped_column(LargeBinary)
    #: Which member of staff has it in hand, and since when.
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    taken_at: Mapped[datetime | None] = mapped_column(Utc)


class GuardianCode(Base):
    """A code with which a guardian agrees from a phone of their own; only its keyed hash is kept."""

    __tablename__ = "guardian_codes"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(Utc)
    expires_at: Mapped[datetime] = mapped_column(Utc)
    #: When a guardian answered with it: it serves once.
    used_at: Mapped[datetime | None] = mapped_column(Utc)
