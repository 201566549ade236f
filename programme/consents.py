"""What people agreed to, provable: every answer is kept, and the latest one counts.

The office must prove consent, separately for each purpose and each version of the notice (UU 27/2022 art. 22-24), and
stop within three days of its withdrawal (art. 40). So an answer is never changed; a later one takes its place.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables import Consent


def record(
    session: Session,
    *,
    contact_id: int,
    person_id: int | None,
    purpose: str,
    agreed: bool,
    version: str,
    language: str,
    at: datetime,
) -> Consent:
    """Keep one answer; `person_id` is None where it concerns the chat and no record yet."""
    answer = Consent(
        contact_id=contact_id,
        person_id=person_id,
        purpose=purpose,
        agreed=agreed,
        version=version,
        language=language,
        at=at,
    )
    session.add(answer)
    session.flush()
    return answer


def given(session: Session, contact_id: int, person_id: int | None) -> list[Consent]:
    """Every answer about that person, whoever gave it, and those of this contact about nobody in particular."""
    about = (Consent.contact_id == contact_id) & Consent.person_id.is_(None)
    if person_id is not None:
        about |= Consent.person_id == person_id
    return list(session.scalars(select(Consent).where(about).order_by(Consent.at, Consent.id)))


def latest(session: Session, contact_id: int) -> list[Consent]:
    """The answer that counts now for each purpose, as `current` reads them, with its time and version."""
    answers = select(Consent).where(Consent.contact_id == contact_id).order_by(Consent.at, Consent.id)
    return list({answer.purpose: answer for answer in session.scalars(answers)}.values())


def current(session: Session, contact_id: int, person_id: int | None = None) -> dict[str, bool]:
    """The latest answer by purpose; a purpose without one was never agreed to.

    Without a person it is all that this contact answered: reminders and announcements reach a chat, whoever they are
    about. With one it is what was answered about that person or about nobody in particular: a guardian who agreed for
    one child has not agreed for another.
    """
    answers = select(Consent.purpose, Consent.agreed).where(Consent.contact_id == contact_id)
    if person_id is not None:
        answers = answers.where((Consent.person_id == person_id) | Consent.person_id.is_(None))
    return dict(session.execute(answers.order_by(Consent.at, Consent.id)).tuples().all())
