"""What a chat leaves behind on its contact: messages, the open talk, questions to the office, what is still to be said.

A chat cannot be told apart by whom it is about. So where a contact acts for nobody else, all of it goes; where it acts
for others too, what was said goes as well (a conversation names everybody), while what is still alive, such as a
sibling's open form or a notice that has yet to go out, stays unless it names the erased person.
"""

import re
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, case, delete, select, tuple_, update
from sqlalchemy.orm import Session

from programme import alumni_traces, audit, media
from programme.people import nik
from programme.sealing import vault_of
from storage.tables import (
    Acting,
    Address,
    AlumnusClaim,
    Application,
    Consent,
    Contact,
    ContactCode,
    DataRequest,
    Inbox,
    LocalMessage,
    OfficeQuestion,
    Outbox,
    Person,
    QuestionMessage,
    Reminder,
    StaffMember,
    Talk,
)

#: What became of a message that does not go out any more.
SETTLED = ("sent", "failed")
#: Shorter words of a name are words of the language too.
_NAME_LETTERS = 4


def names_of(session: Session, person: Person) -> set[str]:
    """By what a text names this person: each word of the name, the NIK, numbers of applications, their businesses."""
    words = {word for word in re.findall(r"\w+", person.full_name.casefold()) if len(word) >= _NAME_LETTERS}
    numbers = session.scalars(select(Application.number).filter_by(person_id=person.id))
    marks = {person.full_name, nik(session, person) or "", *numbers, *alumni_traces.names_of(session, person.id)}
    return words | {mark.casefold() for mark in marks if mark}


def empty(session: Session, contact_id: int, names: set[str], *, person_id: int | None, at: datetime) -> None:
    """Remove what this contact's chat holds of a person who is being erased; their acting is ended already.

    Without a person it is the chat itself that is erased.
    """
    others = _others(session, contact_id)
    told = names.difference(*(names_of(session, other) for other in others)) if others else None
    _empty_messages(session, contact_id, told)
    _drop_talk(session, contact_id, told)
    _drop_questions(session, contact_id, told)
    _drop_claims(session, contact_id, told)
    session.execute(update(Contact).where(Contact.id == contact_id).values(offered=None, misunderstood=0))
    if told is None:
        _empty_contact(session, contact_id, person_id, at)
    media.let_go(session, media.of_contact(session, contact_id) - _in_talk(session, contact_id))


def prove_and_drop_consents(session: Session, which: ColumnElement[bool], person_id: int | None) -> None:
    """The answers go; that, when and to which notice they were given stays provable (UU 27/2022 art. 24)."""
    for consent in session.scalars(select(Consent).where(which).order_by(Consent.id)):
        audit.record(
            session,
            by="guardian" if consent.purpose == "guardian" else "person",
            action="agreed" if consent.agreed else "declined",
            at=consent.at,
            contact_id=consent.contact_id,
            person_id=person_id,
            subject=consent.purpose,
            why=f"notice of {consent.version} ({consent.language})",
        )
    session.execute(delete(Consent).where(which))


def close_requests(session: Session, which: ColumnElement[bool], at: datetime) -> None:
    """Nobody waits for them any more; which right was used, and whether it was answered in time, stays countable."""
    done = case((DataRequest.done_at.is_(None), at), else_=DataRequest.done_at)
    session.execute(update(DataRequest).where(which).values(contact_id=None, person_id=None, done_at=done, wanted=None))


def _others(session: Session, contact_id: int) -> list[Person]:
    acting = select(Person).join(Acting).where(Acting.contact_id == contact_id, Acting.revoked_at.is_(None))
    return list(session.scalars(acting))


def _empty_messages(session: Session, contact_id: int, told: set[str] | None) -> None:
    """The row of a message stays until it is pruned: on the local page a number must not come twice."""
    gone = Outbox.state.in_(SETTLED) | Outbox.id.in_(_unsent_naming(session, contact_id, told))
    state = case((Outbox.state.not_in(SETTLED), "failed"), else_=Outbox.state)
    session.execute(
        update(Outbox).where(Outbox.contact_id == contact_id, gone).values(content=None, state=state, error="erased")
    )
    addresses = session.execute(select(Address.channel, Address.address).filter_by(contact_id=contact_id)).tuples()
    where = list(addresses)
    local = [address for channel, address in where if channel == "local"]
    session.execute(delete(LocalMessage).where(LocalMessage.address.in_(local)))
    came: list[ColumnElement[bool]] = [tuple_(Inbox.channel, Inbox.address).in_(where), Inbox.payload.is_not(None)]
    if told is not None:
        came.append(Inbox.state != "failed")  # it may be about a sibling, and is tried again within seconds
    state = case((Inbox.state == "failed", "given_up"), else_=Inbox.state)
    session.execute(update(Inbox).where(*came).values(payload=None, retry_at=None, state=state))


def _unsent_naming(session: Session, contact_id: int, told: set[str] | None) -> list[int]:
    rows = select(Outbox.id, Outbox.content).where(Outbox.contact_id == contact_id, Outbox.state.not_in(SETTLED))
    return [row_id for row_id, sealed in session.execute(rows) if _names(session, sealed, told)]


def _drop_talk(session: Session, contact_id: int, told: set[str] | None) -> None:
    talk = session.execute(select(Talk.id, Talk.content).filter_by(contact_id=contact_id)).first()
    if talk is not None and _names(session, talk.content, told):
        session.execute(delete(Talk).where(Talk.id == talk.id))
        about = Reminder.contact_id == contact_id, Reminder.about == f"talk:{talk.id}"
        session.execute(delete(Reminder).where(*about))


def _drop_questions(session: Session, contact_id: int, told: set[str] | None) -> None:
    """What names them goes, with the answers to it and the cards of it that staff were sent; the rest stays."""
    changed = list[int]()
    for question in session.scalars(select(OfficeQuestion).filter_by(contact_id=contact_id)).all():
        kept = _not_naming(session, question, told)
        if len(kept) <= len(question.messages):
            changed.append(question.id)
        if not kept:
            session.delete(question)
        elif kept[0] is not question:
            first = kept.pop(0)
            assert isinstance(first, QuestionMessage)  # noqa: S101 - only the beginning is none
            question.text, question.asked_at, question.begun_by = first.words, first.at, first.staff_id
        question.messages = [one for one in kept if isinstance(one, QuestionMessage)]
    session.flush()
    if changed:
        _empty_cards(session, re.compile(rf"\bquestion:({'|'.join(map(str, changed))})\b"))


def _empty_cards(session: Session, place: re.Pattern[str]) -> None:
    """What staff were sent of them; on the page of the office's own machine too."""
    members = select(StaffMember.contact_id).where(StaffMember.contact_id.is_not(None))
    sent = session.execute(
        select(Outbox.id, Outbox.content).where(Outbox.contact_id.in_(members), Outbox.content.is_not(None))
    )
    there = select(Address.address).where(Address.contact_id.in_(members), Address.channel == "local")
    shown = session.execute(
        select(LocalMessage.id, LocalMessage.content).where(
            LocalMessage.address.in_(there), LocalMessage.content.is_not(None)
        )
    )
    vault = vault_of(session)
    cards = [row_id for row_id, sealed in sent if sealed and place.search(vault.open(sealed).decode())]
    page = [row_id for row_id, sealed in shown if sealed and place.search(vault.open(sealed).decode())]
    state = case((Outbox.state.not_in(SETTLED), "failed"), else_=Outbox.state)
    session.execute(update(Outbox).where(Outbox.id.in_(cards)).values(content=None, state=state, error="erased"))
    session.execute(delete(LocalMessage).where(LocalMessage.id.in_(page)))


def _not_naming(
    session: Session, question: OfficeQuestion, told: set[str] | None
) -> list[OfficeQuestion | QuestionMessage]:
    """What stays of a thread: an answer only together with what it answers."""
    goes, kept = _names(session, question.text, told), list[OfficeQuestion | QuestionMessage]()
    if not goes:
        kept.append(question)
    for message in question.messages:
        names = _names(session, message.words, told)
        goes = names or (goes and message.staff_id is not None)
        if not goes:
            kept.append(message)
    return kept


def _drop_claims(session: Session, contact_id: int, told: set[str] | None) -> None:
    rows = session.execute(select(AlumnusClaim.id, AlumnusClaim.said).filter_by(contact_id=contact_id))
    naming = [row_id for row_id, sealed in rows if _names(session, sealed, told)]
    session.execute(delete(AlumnusClaim).where(AlumnusClaim.id.in_(naming)))


def _empty_contact(session: Session, contact_id: int, person_id: int | None, at: datetime) -> None:
    """Language and addresses stay: the last reply has to arrive, and the pruning duty takes them in its time."""
    prove_and_drop_consents(session, Consent.contact_id == contact_id, person_id)
    close_requests(session, DataRequest.contact_id == contact_id, at)
    session.execute(delete(Reminder).where(Reminder.contact_id == contact_id))
    session.execute(delete(ContactCode).where(ContactCode.contact_id == contact_id))
    theirs = Address.contact_id == contact_id
    session.execute(update(Address).where(theirs).values(phone=None, phone_hash=None))


def _names(session: Session, sealed: bytes | None, told: set[str] | None) -> bool:
    """Whether a sealed text names one of these; `told` None stands for: whatever it says."""
    if told is None or sealed is None:
        return True
    return _any_in(vault_of(session).open(sealed).decode(), told)


def _any_in(text: str, told: Iterable[str]) -> bool:
    said = text.casefold()
    return any(re.search(rf"\b{re.escape(name)}\b", said) for name in told)


def _in_talk(session: Session, contact_id: int) -> set[str]:
    """Files that stand as answers in the contact's open talk."""
    sealed = session.scalar(select(Talk.content).filter_by(contact_id=contact_id))
    return set() if sealed is None else set(_texts(vault_of(session).open_json(sealed)))


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)
