"""Who was selected for an intake, in which order and why, and what the province and the decree said."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.tables.applications import Application
from storage.tables.base import Base, Id, Utc


class Selection(Base):
    """One selection of an intake; after it is decided another may follow, for whoever was verified later."""

    __tablename__ = "selections"
    __table_args__ = (UniqueConstraint("intake_id", "round"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    intake_id: Mapped[int] = mapped_column(ForeignKey("intakes.id"))
    #: 1 for the first of its intake.
    round: Mapped[int]
    #: "draft", "confirmed", "proposed", "answered" or "decided".
    state: Mapped[str] = mapped_column(String(10), default="draft")
    made_at: Mapped[datetime] = mapped_column(Utc)
    #: What each criterion was worth when it was confirmed, as JSON.
    weights: Mapped[str | None] = mapped_column(Text)
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(Utc)
    #: Of the letter with which the list went to the province.
    letter_number: Mapped[str | None] = mapped_column(String(60))
    letter_date: Mapped[date | None]
    #: Of the province's answer.
    answer_number: Mapped[str | None] = mapped_column(String(60))
    answer_date: Mapped[date | None]
    #: Of the decree (SK) that names who takes part.
    decree_number: Mapped[str | None] = mapped_column(String(60))
    decree_date: Mapped[date | None]
    decree_signatory: Mapped[str | None] = mapped_column(String(120))
    #: Empty while it is a draft: a draft is reckoned anew each time it is looked at.
    rows: Mapped[list["SelectionRow"]] = relationship(
        order_by="SelectionRow.place", cascade="all, delete-orphan", lazy="selectin"
    )
    moves: Mapped[list["SelectionMove"]] = relationship(
        order_by="SelectionMove.id", cascade="all, delete-orphan", lazy="selectin"
    )


class SelectionRow(Base):
    """Where one applicant stood when staff confirmed the order, and what became of it."""

    __tablename__ = "selection_rows"
    __table_args__ = (UniqueConstraint("selection_id", "application_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    selection_id: Mapped[int] = mapped_column(ForeignKey("selections.id", ondelete="CASCADE"))
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    #: In the order that staff confirmed, counted from 1.
    place: Mapped[int]
    #: Sealed JSON list of the reasons with their points.
    reasons: Mapped[bytes] = mapped_column(LargeBinary)
    #: In which skill a seat is theirs; None on the waiting list.
    skill: Mapped[str | None] = mapped_column(String(30))
    #: The place on the waiting list; None with a seat.
    waiting: Mapped[int | None]
    #: Why the province did not accept them, sealed; None where it did, or has not answered.
    refused: Mapped[bytes | None] = mapped_column(LargeBinary)
    application: Mapped[Application] = relationship(lazy="joined", innerjoin=True)


class SelectionMove(Base):
    """An applicant whom staff put at another place of the draft, and why."""

    __tablename__ = "selection_moves"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    selection_id: Mapped[int] = mapped_column(ForeignKey("selections.id", ondelete="CASCADE"), index=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    place: Mapped[int]
    #: Sealed free text.
    why: Mapped[bytes] = mapped_column(LargeBinary)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(Utc)
    application: Mapped[Application] = relationship(lazy="joined", innerjoin=True)
