"""Who graduated, and what they do now; who says they did; and the coaching to which they are invited."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.tables.base import Base, Id, Utc
from storage.tables.people import Person

#: Of the index that holds only these rows: a chat waits for one answer at a time.
OPEN_CLAIMS = text("state = 'open'")


class Alumnus(Base):
    """Somebody who graduated from the training; of several times the last counts."""

    __tablename__ = "alumni"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), unique=True)
    #: None for those of earlier years, who came from a list or said so themselves.
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id", ondelete="SET NULL"), unique=True)
    skill: Mapped[str] = mapped_column(String(30))
    graduated_on: Mapped[date] = mapped_column(index=True)
    #: Only the year is known; the day is its last.
    by_year: Mapped[bool] = mapped_column(default=False)
    #: What they do beside or instead of a business, as they said last: "working", "studying", "looking", "moved".
    activity: Mapped[str | None] = mapped_column(String(10))
    #: When they last said what they do, without a business.
    activity_at: Mapped[datetime | None] = mapped_column(Utc)
    created_at: Mapped[datetime] = mapped_column(Utc)
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class AlumnusClaim(Base):
    """Somebody writes that they graduated in an earlier year; staff say whether that is so."""

    __tablename__ = "alumnus_claims"
    __table_args__ = (
        Index(
            "ix_alumnus_claims_open", "contact_id", unique=True, sqlite_where=OPEN_CLAIMS, postgresql_where=OPEN_CLAIMS
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    #: What they said of themselves, as sealed JSON.
    said: Mapped[bytes] = mapped_column(LargeBinary)
    #: "open", "confirmed" or "rejected".
    state: Mapped[str] = mapped_column(String(10), default="open")
    made_at: Mapped[datetime] = mapped_column(Utc)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Utc)


class Coaching(Base):
    """One day of coaching for several together (*pembinaan lanjutan*)."""

    __tablename__ = "coachings"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    on: Mapped[date]
    #: As it is told to them, such as "09.00 WITA".
    at: Mapped[str] = mapped_column(String(40))
    place: Mapped[str] = mapped_column(String(120))
    topic: Mapped[str] = mapped_column(String(200))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    made_at: Mapped[datetime] = mapped_column(Utc)
    cancelled_at: Mapped[datetime | None] = mapped_column(Utc)
    guests: Mapped[list["CoachingGuest"]] = relationship(
        back_populates="coaching", order_by="CoachingGuest.id", cascade="all, delete-orphan", lazy="selectin"
    )


class CoachingGuest(Base):
    """Somebody who was invited to a coaching, what they answered, and whether they were there."""

    __tablename__ = "coaching_guests"
    __table_args__ = (UniqueConstraint("coaching_id", "person_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    coaching_id: Mapped[int] = mapped_column(ForeignKey("coachings.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    #: "coming" or "hindered"; None while nothing was heard.
    answer: Mapped[str | None] = mapped_column(String(10))
    answered_at: Mapped[datetime | None] = mapped_column(Utc)
    #: None until it is noted.
    attended: Mapped[bool | None]
    coaching: Mapped[Coaching] = relationship(back_populates="guests", lazy="joined", innerjoin=True)
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
