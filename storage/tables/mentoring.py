"""Mentors and their people: who looks after whom, what is at risk, visits, and notes."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.tables.base import Base, Id, Utc
from storage.tables.businesses import Business

#: Of the indexes that hold only these rows; a query takes them through storage.tables.base.of.
UNSOLVED = text("state <> 'solved'")
UNHANDLED = text("state = 'open' AND escalated_at IS NULL")
TO_REMIND = text("remind_at IS NOT NULL")


class MentorArea(Base):
    """A kecamatan whose people a mentor looks after; several mentors may share one."""

    __tablename__ = "mentor_areas"
    __table_args__ = (UniqueConstraint("staff_id", "kecamatan"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    #: Kemendagri code, dotted.
    kecamatan: Mapped[str] = mapped_column(String(8), index=True)


class Mentored(Base):
    """Who looks after whom."""

    __tablename__ = "mentored"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    since: Mapped[datetime] = mapped_column(Utc)
    #: Chosen by somebody, so that a change of areas leaves it alone.
    by_hand: Mapped[bool] = mapped_column(default=False)


class Risk(Base):
    """Why a mentor should look at a business; new reasons come to the one that is not solved."""

    __tablename__ = "risks"
    __table_args__ = (
        Index("ix_risks_unsolved", "business_id", unique=True, sqlite_where=UNSOLVED, postgresql_where=UNSOLVED),
        Index("ix_risks_unhandled", "escalate_at", sqlite_where=UNHANDLED, postgresql_where=UNHANDLED),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id", ondelete="CASCADE"), index=True)
    #: Sealed JSON (programme.risks): amounts stand in it.
    reasons: Mapped[bytes] = mapped_column(LargeBinary)
    #: "open" until the mentor did something, then "taken" (will call), "visit" (planned) or "solved".
    state: Mapped[str] = mapped_column(String(8), default="open")
    opened_at: Mapped[datetime] = mapped_column(Utc)
    #: When administrators hear of it if nobody did anything.
    escalate_at: Mapped[datetime] = mapped_column(Utc)
    escalated_at: Mapped[datetime | None] = mapped_column(Utc)
    #: Who did something last, and when.
    handled_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    handled_at: Mapped[datetime | None] = mapped_column(Utc)
    business: Mapped[Business] = relationship(lazy="joined", innerjoin=True)


class Visit(Base):
    """A visit to a business, planned and then told of."""

    __tablename__ = "visits"
    __table_args__ = (Index("ix_visits_to_remind", "remind_at", sqlite_where=TO_REMIND, postgresql_where=TO_REMIND),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id", ondelete="CASCADE"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    planned_on: Mapped[date]
    #: When the mentor is reminded; None once that was done, or where there is nothing to remind of.
    remind_at: Mapped[datetime | None] = mapped_column(Utc)
    #: None while it is planned.
    done_on: Mapped[date | None]
    #: What was found, sealed.
    words: Mapped[bytes | None] = mapped_column(LargeBinary)
    media_id: Mapped[str | None] = mapped_column(ForeignKey("media.id", ondelete="SET NULL"))
    cancelled_at: Mapped[datetime | None] = mapped_column(Utc)
    made_at: Mapped[datetime] = mapped_column(Utc)
    business: Mapped[Business] = relationship(lazy="joined", innerjoin=True)


class MentoringNote(Base):
    """What a mentor wrote down of a business."""

    __tablename__ = "mentoring_notes"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id", ondelete="CASCADE"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    #: Sealed.
    words: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(Utc)
