"""Intakes and the applications to them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.tables.base import Base, Id, Utc
from storage.tables.objections import Objection
from storage.tables.people import Person


class Intake(Base):
    """One *angkatan*: who may register for what, until when. Data that staff edit, never code."""

    __tablename__ = "intakes"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    year: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    opens: Mapped[date]
    closes: Mapped[date]
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    place: Mapped[str | None] = mapped_column(String(120))
    quota: Mapped[int] = mapped_column(default=4)
    #: Seats beside the quota that other regencies left, as the province granted them (sisa kuota).
    granted: Mapped[int] = mapped_column(default=0, server_default="0")
    age_min: Mapped[int] = mapped_column(default=15)
    age_max: Mapped[int] = mapped_column(default=20)
    #: The day on which the age is reckoned.
    reference_date: Mapped[date]
    #: The next date on which applicants hear, as promised to them.
    news_by: Mapped[date | None]
    skills: Mapped[list["IntakeSkill"]] = relationship(
        order_by="IntakeSkill.position", cascade="all, delete-orphan", lazy="selectin"
    )


class IntakeSkill(Base):
    """A skill offered in an intake."""

    __tablename__ = "intake_skills"
    __table_args__ = (UniqueConstraint("intake_id", "skill"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    intake_id: Mapped[int] = mapped_column(ForeignKey("intakes.id", ondelete="CASCADE"))
    skill: Mapped[str] = mapped_column(String(30))
    seats: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)


def _state_since(context: DefaultExecutionContext) -> Any:
    return context.get_current_parameters()["state_since"]  # type: ignore[no-untyped-call]


class Application(Base):
    """One person's application to one intake."""

    __tablename__ = "applications"
    __table_args__ = (UniqueConstraint("person_id", "intake_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    #: Such as PSR-2026-0007.
    number: Mapped[str] = mapped_column(String(20), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    intake_id: Mapped[int] = mapped_column(ForeignKey("intakes.id"), index=True)
    #: The contact that registered; None where staff did it on paper.
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="SET NULL"), index=True)
    #: One of programme.states.STATES.
    state: Mapped[str] = mapped_column(String(30), index=True)
    state_since: Mapped[datetime] = mapped_column(Utc)
    #: From when the time of this state is counted: later than `state_since` by as long as the case was paused in it.
    clock_since: Mapped[datetime] = mapped_column(Utc, default=_state_since)
    first_skill: Mapped[str] = mapped_column(String(30))
    second_skill: Mapped[str | None] = mapped_column(String(30))
    #: In which of the two a seat is theirs; None before the decree, and without a seat.
    seat_skill: Mapped[str | None] = mapped_column(String(30))
    dormitory: Mapped[bool | None]
    last_school: Mapped[str | None] = mapped_column(String(10))
    last_class: Mapped[str | None] = mapped_column(String(20))
    year_left: Mapped[int | None]
    reason_left: Mapped[str | None] = mapped_column(String(30))
    #: What the family receives, by id (pkh, bpnt …), comma separated; None where it was not asked.
    aid: Mapped[str | None] = mapped_column(String(80))
    #: DTSEN desil 1-10 as the family says it; evidence for staff, never a decision.
    desil: Mapped[int | None]
    #: Sealed JSON list of findings with reasons, as reckoned when it was submitted.
    findings: Mapped[bytes | None] = mapped_column(LargeBinary)
    submitted_at: Mapped[datetime] = mapped_column(Utc)
    #: The member of staff who registered them, where they did not do it themselves.
    registered_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    #: Who has it in hand for verification, and until when nobody else is given it.
    held_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    held_until: Mapped[datetime | None] = mapped_column(Utc)
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    intake: Mapped[Intake] = relationship(lazy="joined", innerjoin=True)
    documents: Mapped[list["Document"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    history: Mapped[list["ApplicationEvent"]] = relationship(
        order_by="ApplicationEvent.id", cascade="all, delete-orphan", lazy="selectin"
    )
    #: Read only where a decision can be objected to.
    objections: Mapped[list["Objection"]] = relationship(back_populates="application", cascade="all, delete-orphan")


class ApplicationEvent(Base):
    """A state an application came into: the timeline that a person sees."""

    __tablename__ = "application_events"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    state: Mapped[str] = mapped_column(String(30))
    at: Mapped[datetime] = mapped_column(Utc)
    #: "person", "guardian", "staff", "system".
    by: Mapped[str] = mapped_column(String(40))
    #: Which member of staff, where it was one.
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    #: A reason from the list of programme.verification, said in the reader's language; `reason` then adds to it.
    reason_id: Mapped[str | None] = mapped_column(String(30))
    reason: Mapped[str | None] = mapped_column(Text)


class CaseNote(Base):
    """What staff found and wrote down about a case, such as at a visit; for staff, and for its person on request."""

    __tablename__ = "case_notes"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(Utc)
    #: The day on which they were there; None for a note that is no visit's.
    visited_on: Mapped[date | None]
    #: Sealed.
    text: Mapped[bytes] = mapped_column(LargeBinary)


class Document(Base):
    """One paper of an application: where it stands and, if it came by chat, which file it is."""

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("application_id", "kind"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"))
    #: An id of the configured list (kk, identity …).
    kind: Mapped[str] = mapped_column(String(30))
    #: "received" (by chat), "later", "office" (they bring it), "missing".
    state: Mapped[str] = mapped_column(String(10))
    media_id: Mapped[str | None] = mapped_column(ForeignKey("media.id", ondelete="SET NULL"))
    #: Why staff asked for it, in words for the applicant; None once it came.
    wanted_why: Mapped[str | None] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(Utc)
