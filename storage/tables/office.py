"""What the office itself keeps: questions asked of it, its answers, its holidays, its settings."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.tables.base import Base, Id, Utc


class OfficeQuestion(Base):
    """A question that a person asked of the office."""

    __tablename__ = "office_questions"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), index=True)
    #: With what it began, sealed; what was written since are its messages.
    text: Mapped[bytes] = mapped_column(LargeBinary)
    #: "open" while somebody waits for the office, "answered", "closed".
    state: Mapped[str] = mapped_column(String(10), default="open", index=True)
    asked_at: Mapped[datetime] = mapped_column(Utc)
    #: When it was answered or closed last.
    answered_at: Mapped[datetime | None] = mapped_column(Utc)
    #: Since when it waits for the office.
    waiting_since: Mapped[datetime] = mapped_column(Utc)
    #: The talk that was open when it was asked.
    doing: Mapped[str | None] = mapped_column(String(40))
    #: Who has it in hand.
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    #: Who wrote first, where staff did.
    begun_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    messages: Mapped[list["QuestionMessage"]] = relationship(
        order_by="QuestionMessage.id", cascade="all, delete-orphan", passive_deletes=True
    )


class QuestionMessage(Base):
    """What was written after a question began."""

    __tablename__ = "question_messages"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("office_questions.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(Utc)
    #: None where whoever asked wrote it.
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    #: Sealed.
    words: Mapped[bytes] = mapped_column(LargeBinary)


class Answer(Base):
    """One entry of the questions and answers, in one language; staff edit these rows."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("topic", "language"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    #: "requirements", "skills", "schedule", "cost", or a topic of the office's own.
    topic: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(Text)
    #: Phrases, one a line, by which it is found beside the built-in ones.
    phrases: Mapped[str] = mapped_column(Text, default="")
    updated_at: Mapped[datetime] = mapped_column(Utc)


class Holiday(Base):
    """A day on which the office is closed; rows, since no library knows the years to come."""

    __tablename__ = "holidays"

    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))


class Setting(Base):
    """A value the service keeps about itself, such as the demo's clock offset in seconds."""

    __tablename__ = "settings"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class Counter(Base):
    """Gapless numbers, such as those of the registrations of a year."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[int]
