"""Calls to the training, and what whoever was called answered."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.tables.applications import Application, Intake
from storage.tables.base import Base, Id, Utc

#: Of the index that holds only these rows; a query takes it through storage.tables.base.of.
UNANSWERED = text("answer IS NULL AND staff_told_at IS NULL")


class Call(Base):
    """One letter (surat panggilan) to everybody with a seat by then; a later one calls those who got theirs after."""

    __tablename__ = "calls"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    intake_id: Mapped[int] = mapped_column(ForeignKey("intakes.id"), index=True)
    number: Mapped[str] = mapped_column(String(60))
    letter_date: Mapped[date]
    gather_on: Mapped[date]
    #: As it stands in the letter, such as "08.00 WITA".
    gather_at: Mapped[str] = mapped_column(String(40))
    gather_place: Mapped[str] = mapped_column(String(120))
    departs_on: Mapped[date]
    destination: Mapped[str] = mapped_column(String(120))
    #: What to bring, a line each.
    bring: Mapped[str] = mapped_column(Text)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    made_at: Mapped[datetime] = mapped_column(Utc)
    intake: Mapped[Intake] = relationship(lazy="joined", innerjoin=True)


class CalledPerson(Base):
    """Somebody who was called, and whether they come."""

    __tablename__ = "called_people"
    __table_args__ = (
        UniqueConstraint("call_id", "application_id"),
        Index("ix_called_people_unanswered", "reply_by", sqlite_where=UNANSWERED, postgresql_where=UNANSWERED),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"))
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    #: When staff are told that nothing was heard.
    reply_by: Mapped[datetime] = mapped_column(Utc)
    #: "coming" or "hindered"; None while nothing was heard.
    answer: Mapped[str | None] = mapped_column(String(10))
    answered_at: Mapped[datetime | None] = mapped_column(Utc)
    #: What keeps them, sealed, in their own words.
    hindrance: Mapped[bytes | None] = mapped_column(LargeBinary)
    staff_told_at: Mapped[datetime | None] = mapped_column(Utc)
    call: Mapped[Call] = relationship(lazy="joined", innerjoin=True)
    application: Mapped[Application] = relationship(lazy="joined", innerjoin=True)
