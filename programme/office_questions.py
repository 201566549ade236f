"""Questions that people ask of the office, kept until staff answer."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from programme.sealing import vault_of
from storage.tables import OfficeQuestion


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question with its text opened, for staff."""

    id: int
    contact_id: int
    text: str
    asked_at: datetime


def ask(session: Session, contact_id: int, text: str, now: datetime) -> OfficeQuestion:
    """Keep a question, sealed: people write into it what they would tell a clerk."""
    question = OfficeQuestion(contact_id=contact_id, text=vault_of(session).seal(text), asked_at=now)
    session.add(question)
    session.flush()
    return question


def of_contact(session: Session, contact_id: int) -> list[AskedQuestion]:
    """What this contact asked and is still kept, oldest first."""
    theirs = select(OfficeQuestion).filter_by(contact_id=contact_id)
    return _opened(session, theirs.order_by(OfficeQuestion.asked_at, OfficeQuestion.id))


def open_questions(session: Session) -> list[AskedQuestion]:
    """What nobody has answered yet, oldest first."""
    unanswered = (
        select(OfficeQuestion)
        .where(OfficeQuestion.state == "open")
        .order_by(OfficeQuestion.asked_at, OfficeQuestion.id)
    )
    return _opened(session, unanswered)


def _opened(session: Session, questions: Select[tuple[OfficeQuestion]]) -> list[AskedQuestion]:
    vault = vault_of(session)
    return [
        AskedQuestion(question.id, question.contact_id, vault.open(question.text).decode(), question.asked_at)
        for question in session.scalars(questions)
    ]
