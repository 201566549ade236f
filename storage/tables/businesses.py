"""Businesses, when their people are asked how it goes, and what they report."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.tables.base import Base, Id, Utc
from storage.tables.people import Person

#: Of the index that holds only these rows; a query takes it through storage.tables.base.of.
OPEN_CHECK_INS = text("state IN ('waiting', 'asked', 'reminded')")


class Business(Base):
    """A business that somebody runs, alone or with others."""

    __tablename__ = "businesses"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    #: Whose it is, and who is asked about it.
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    #: One of programme.businesses.KINDS.
    kind: Mapped[str] = mapped_column(String(20))
    #: What it is in their own words, where it is of no kind that is listed.
    own_words: Mapped[str | None] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(80))
    #: Kemendagri code of desa or kelurahan, dotted, or eligibility.OUTSIDE.
    village: Mapped[str] = mapped_column(String(13))
    started_on: Mapped[date | None]
    with_others: Mapped[bool] = mapped_column(default=False)
    media_id: Mapped[str | None] = mapped_column(ForeignKey("media.id", ondelete="SET NULL"))
    #: "running", "paused" or "closed", as was last reported.
    state: Mapped[str] = mapped_column(String(8), default="running")
    state_since: Mapped[datetime] = mapped_column(Utc)
    #: From which day the months of its check-ins are counted: when it was recorded, or aid for it was handed over.
    monitored_since: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(Utc)
    #: None where its person recorded it.
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class CheckIn(Base):
    """One time that somebody is asked how it goes; the row is what keeps them from being asked twice.

    Only the next one of each is there: the one after it is made when this one is over.
    """

    __tablename__ = "check_ins"
    __table_args__ = (
        UniqueConstraint("about", "began_on", "months"),
        Index("ix_check_ins_open", "due_at", sqlite_where=OPEN_CHECK_INS, postgresql_where=OPEN_CHECK_INS),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    #: What it is about and its number: "business:7", or "alumnus:4" where somebody has no business.
    about: Mapped[str] = mapped_column(String(30))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    #: None where it asks somebody without a business what they do now.
    business_id: Mapped[int | None] = mapped_column(ForeignKey("businesses.id", ondelete="CASCADE"), index=True)
    #: From which day its months are counted, and how many there are: together its period.
    began_on: Mapped[date]
    months: Mapped[int]
    #: When it is to be asked, then reminded of, then counted as silence.
    due_at: Mapped[datetime] = mapped_column(Utc)
    #: "waiting", "asked" or "reminded"; "answered", "silent" (an answer may still come), "skipped" (it could not be
    #: asked in time, or was not wished), "held" while the person's record is only kept.
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    asked_at: Mapped[datetime | None] = mapped_column(Utc)
    #: Why it was skipped: "late", "stopped", "unreachable", "reported", "over"; while it is held, its state before.
    why: Mapped[str | None] = mapped_column(String(12))
    business: Mapped[Business | None] = relationship(lazy="joined")


class BusinessReport(Base):
    """What was reported of a business once; amounts are somebody's own finances, so they are sealed."""

    __tablename__ = "business_reports"
    __table_args__ = (Index("ix_business_reports_business_id", "business_id", "made_at"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id", ondelete="CASCADE"))
    #: None where they reported unasked.
    check_in_id: Mapped[int | None] = mapped_column(ForeignKey("check_ins.id", ondelete="SET NULL"), index=True)
    made_at: Mapped[datetime] = mapped_column(Utc)
    #: "running", "paused" or "closed".
    state: Mapped[str] = mapped_column(String(8))
    #: Sealed JSON (programme.reports).
    content: Mapped[bytes] = mapped_column(LargeBinary)
    photo_id: Mapped[str | None] = mapped_column(ForeignKey("media.id", ondelete="SET NULL"))
    voice_id: Mapped[str | None] = mapped_column(ForeignKey("media.id", ondelete="SET NULL"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="SET NULL"), index=True)
    #: The member of staff who wrote it down for them.
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    #: The report that corrected this one, which counts no more.
    replaced_by: Mapped[int | None] = mapped_column(ForeignKey("business_reports.id", ondelete="SET NULL"), index=True)
