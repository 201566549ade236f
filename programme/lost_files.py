"""A file that came by chat and cannot be had from the platform, or is none that is taken: it is asked for again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import checklist as papers
from programme import reminders
from programme.applications import document_states, enter
from programme.office import Office
from programme.sealing import vault_of
from storage.tables import Address, Application, Contact, Document, Media, Talk


@dataclass(frozen=True, slots=True)
class Lost:
    """Who sent what was lost, and as which paper of whom; without a paper it stood in a form that is still open."""

    contact_id: int
    paper: str | None
    name: str | None
    has_open_talk: bool


def ask_again(session: Session, media_id: str, contact_id: int | None, office: Office, now: datetime) -> Lost | None:
    """The paper is to come again; says whom to tell. None where nobody needs the file, and nobody waits for it."""
    document = session.scalar(select(Document).filter_by(media_id=media_id))
    application = None if document is None else _to_come(session, document, office, now)
    talk = None if contact_id is None else session.scalar(select(Talk).filter_by(contact_id=contact_id))
    if contact_id is None or not (application or (talk and _holds(session, talk, media_id))):
        return None
    kind, name = (document.kind, application.person.full_name) if document and application else (None, None)
    return Lost(contact_id, kind, name, talk is not None and talk.state == "open")


def sender(session: Session, media_id: str) -> int | None:
    """Who sent it, locked as by a turn: they may be finishing the form in which it stands. Asked before all else."""
    there = (Address.channel == Media.channel) & (Address.address == Media.address)
    sent = select(Contact.id).join(Address).join(Media, there).where(Media.id == media_id)
    return session.scalar(sent.with_for_update(of=Contact))


def _to_come(session: Session, document: Document, office: Office, now: datetime) -> Application:
    application = session.get_one(Application, document.application_id)
    document.state, document.media_id, document.at = papers.LATER, None, now
    session.flush()
    if application.state == "berkas_lengkap" and papers.outstanding(office.checklist, document_states(application)):
        enter(application, "berkas_kurang", now, by="system")
        session.flush()
        reminders.plan(session, application, office)
    return application


def _holds(session: Session, talk: Talk, media_id: str) -> bool:
    """Whether it was the answer to a question of that form."""
    answers = vault_of(session).open_json(talk.content)["answers"]
    return media_id in str(answers)
