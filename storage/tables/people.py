"""Whom a record is about, who acts for them, and what was agreed to."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Utc


class Person(Base):
    """Somebody the office keeps a record about."""

    __tablename__ = "people"
    # A number is never given twice: the trail of changes outlives the row.
    __table_args__ = (Index("ix_people_name_birth_date", "full_name", "birth_date"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    full_name: Mapped[str] = mapped_column(String(80))
    birth_date: Mapped[date]
    #: "male", "female"; unknown until it is asked.
    sex: Mapped[str | None] = mapped_column(String(6))
    #: Kemendagri code of desa or kelurahan, dotted.
    village: Mapped[str] = mapped_column(String(13))
    #: Sealed.
    nik: Mapped[bytes | None] = mapped_column(LargeBinary)
    #: Keyed hash, to find duplicates without reading anybody's number.
    nik_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    #: E.164, as the person gave it: proves nothing.
    phone: Mapped[str | None] = mapped_column(String(16))
    #: Sealed free text.
    address_note: Mapped[bytes | None] = mapped_column(LargeBinary)
    guardian_name: Mapped[str | None] = mapped_column(String(80))
    guardian_phone: Mapped[str | None] = mapped_column(String(16))
    #: Since when the record is only kept and not worked with, because they asked for it (UU 27/2022 art. 41).
    restricted_at: Mapped[datetime | None] = mapped_column(Utc)
    #: Since when nothing in the record names anybody: what stays is counted, never shown.
    anonymised_at: Mapped[datetime | None] = mapped_column(Utc)
    created_at: Mapped[datetime] = mapped_column(Utc)


class Acting(Base):
    """A contact acts for a person, until revoked."""

    __tablename__ = "acting"
    __table_args__ = (UniqueConstraint("contact_id", "person_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    #: "self", "guardian" or "officer".
    role: Mapped[str] = mapped_column(String(10))
    since: Mapped[datetime] = mapped_column(Utc)
    revoked_at: Mapped[datetime | None] = mapped_column(Utc)


class Consent(Base):
    """Provable record of one answer about data use (UU 27/2022 art. 22-24: the controller must prove it)."""

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    #: "notice", "reminders", "announcements", "photos", "guardian".
    purpose: Mapped[str] = mapped_column(String(20))
    agreed: Mapped[bool]
    #: Version of the notice that was shown.
    version: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2))
    #: When the person answered, not when it was stored.
    at: Mapped[datetime] = mapped_column(Utc)
