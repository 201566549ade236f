"""The work of the retention rules, in batches: each call handles some of what is due, and says how much it was.

A call that was killed has done nothing; the next one begins there. Two processes never take the same row: what another
one holds is stepped over, and so is a contact whose turn is running.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, delete, exists, func, or_, select, tuple_, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from programme import audit, erasure, jobs, media
from programme.chat_traces import SETTLED
from programme.registers import forgetting
from programme.states import DECIDED, PARTED
from storage.messages.media import DRAWN
from storage.messages.page import gone
from storage.tables import (
    Acting,
    Address,
    Alumnus,
    AlumnusClaim,
    Application,
    ApplicationEvent,
    BusinessReport,
    CheckIn,
    Consent,
    Contact,
    ContactCode,
    Inbox,
    Intake,
    LocalMessage,
    Media,
    MentoringNote,
    Objection,
    OfficeQuestion,
    Outbox,
    Person,
    Reminder,
    Risk,
    StaffInvitation,
    StaffMember,
    Talk,
    Visit,
)

#: A person has dozens of rows, and turns wait meanwhile.
_PEOPLE_AT_ONCE = 10
#: Rows are numbered as they come, so only the first so many are looked at; a clock that jumped shifts some of them.
_WINDOW = 10_000
#: The question that asks to agree to the notice: before its answer nothing may be kept.
BEFORE_CONSENT = "notice"
#: Waits until the person writes again; after the time of messages it is old news.
_STALE = (*SETTLED, "waits")


def drafts(session: Session, before: datetime, _now: datetime, limit: int) -> int:
    """Forms that wait for the answer to the notice."""
    return _drop_talks(session, and_(Talk.waiting_for == BEFORE_CONSENT, Talk.updated_at < before), limit)


def abandoned(session: Session, before: datetime, _now: datetime, limit: int) -> int:
    """Forms that nobody has gone on with."""
    return _drop_talks(session, Talk.updated_at < before, limit)


def guardian(session: Session, before: datetime, now: datetime, limit: int) -> int:
    """Children whose guardian has not agreed; an earlier registration that one agreed to stays."""
    return _children(session, "menunggu_wali", before, now, limit, "the guardian had not agreed in time")


def unfilled(session: Session, before: datetime, now: datetime, limit: int) -> int:
    """Children whose guardian agreed, and who never filled in the rest."""
    return _children(session, "wali_setuju", before, now, limit, "the form was left unfinished")


def questions(session: Session, before: datetime, _now: datetime, limit: int) -> int:
    """Questions that were answered or closed, with all that was written."""
    answered = func.coalesce(OfficeQuestion.answered_at, OfficeQuestion.asked_at) < before
    return _delete(session, OfficeQuestion.id, OfficeQuestion.state != "open", answered, limit=limit)


def messages(session: Session, before: datetime, _now: datetime, limit: int) -> int:
    """What was said, in the outbox and on the local page."""
    return _old_outbox(session, before, limit) + _old_page(session, before, limit)


def pictures(session: Session, before: datetime, _now: datetime, limit: int) -> int:
    """What was drawn for somebody."""
    return _let_go(session, Media.id.startswith(DRAWN, autoescape=True), Media.created_at < before, limit=limit)


def payloads(session: Session, before: datetime, _now: datetime, limit: int) -> int:
    """The content of messages that could not be read or were given up."""
    unneeded = Inbox.payload.is_not(None), Inbox.state.in_(("given_up", "unreadable")), Inbox.received_at < before
    due = _locked(session, select(Inbox.id).where(*unneeded), Inbox, limit)
    session.execute(update(Inbox).where(Inbox.id.in_(due)).values(payload=None))
    return len(due)


def inbox(session: Session, before: datetime, _now: datetime, limit: int) -> int:
    """By what a repeat is recognised."""
    first = select(Inbox.id, Inbox.received_at).order_by(Inbox.id).limit(_WINDOW).subquery()
    due = select(first.c.id).where(first.c.received_at < before)
    return _delete(session, Inbox.id, Inbox.id.in_(due), limit=limit)


def refused(session: Session, before: datetime, now: datetime, limit: int) -> int:
    """People of whom every registration ended without a place, long enough ago; not while they asked to pause.

    One that nobody ever decided has ended with the time in which one could register. Who graduated in an earlier year
    and was not chosen this time stays an alumnus.
    """
    forgotten = exists().where(Intake.id == Application.intake_id, Intake.closes < before.date())
    ended = or_(
        and_(Application.state.in_(PARTED), Application.clock_since < before),
        and_(Application.state.not_in(PARTED), forgotten),
    )
    theirs = Application.person_id == Person.id
    decided = exists().where(
        theirs, ApplicationEvent.application_id == Application.id, ApplicationEvent.state.in_(DECIDED)
    )
    objected = exists().where(theirs, Objection.application_id == Application.id, Objection.decided_at.is_(None))
    due = select(Person.id).where(
        Person.anonymised_at.is_(None),
        Person.restricted_at.is_(None),
        exists().where(theirs, ended),
        ~exists().where(theirs, ~ended),
        ~decided,
        ~objected,
        ~exists().where(Alumnus.person_id == Person.id),
    )
    people = _locked(session, due.order_by(Person.id), Person, min(limit, _PEOPLE_AT_ONCE))
    for person_id in people:
        person = session.get_one(Person, person_id)
        erasure.anonymise(session, person, by="system", why="the time of a registration without a place is up", at=now)
    return len(people)


def files(session: Session, before: datetime, _now: datetime, limit: int) -> int:
    """Files that no paper and no open form needs, such as the first of two photos."""
    open_form = (
        select(Talk.id)
        .join(Address, Address.contact_id == Talk.contact_id)
        .where(Address.channel == Media.channel, Address.address == Media.address)
    )
    sent = ~Media.id.startswith(DRAWN, autoescape=True)
    return _let_go(session, sent, Media.created_at < before, ~open_form.exists(), limit=limit)


def contacts(session: Session, before: datetime, _now: datetime, limit: int) -> int:
    """Addresses of contacts of which nothing else is left.

    A number and a language remain, which are nobody's: SQLite would have to look through the whole outbox for each
    row that is deleted.
    """
    holding = (Talk, OfficeQuestion, StaffMember, AlumnusClaim)
    held = [exists().where(table.contact_id == Contact.id) for table in holding]
    held.append(exists().where(Acting.contact_id == Contact.id, Acting.revoked_at.is_(None)))
    held.append(exists().where(Consent.contact_id == Contact.id, Consent.agreed))
    reached = exists().where(Address.contact_id == Contact.id, Address.channel != media.NOBODY)
    silent = select(Contact.id).where(Contact.last_message_at < before, reached, ~or_(*held)).order_by(Contact.id)
    due = _locked(session, silent, Contact, limit)
    theirs = Address.contact_id.in_(due)
    local = select(Address.address).where(theirs, Address.channel == "local")
    session.execute(delete(ContactCode).where(ContactCode.contact_id.in_(due)))
    session.execute(delete(LocalMessage).where(LocalMessage.address.in_(local)))
    unsent = Outbox.contact_id.in_(due), Outbox.state.not_in(SETTLED)
    session.execute(update(Outbox).where(*unsent).values(state="failed", content=None, error="nobody there"))
    gone = {"channel": media.NOBODY, "address": cast(Address.id, String), "phone": None, "phone_hash": None}
    session.execute(update(Address).where(theirs).values(gone))
    return len(due)


def invitations(session: Session, before: datetime, _now: datetime, limit: int) -> int:
    """Codes by which nobody can become a member of staff any more."""
    return _delete(session, StaffInvitation.id, StaffInvitation.expires_at < before, limit=limit)


def objections(session: Session, before: datetime, _now: datetime, limit: int) -> int:
    """Objections that were answered; a file that came with one is nobody's then."""
    return _delete(session, Objection.id, Objection.decided_at < before, limit=limit)


def claims(session: Session, before: datetime, _now: datetime, limit: int) -> int:
    """What people said of themselves who said that they graduated; who was confirmed has a record of their own."""
    return _delete(session, AlumnusClaim.id, AlumnusClaim.decided_at < before, limit=limit)


def reports(session: Session, before: datetime, _now: datetime, limit: int) -> int:
    """What was reported of businesses, when they were asked, and what mentors found; their photos are nobody's then."""
    return sum(
        (
            _delete(session, BusinessReport.id, BusinessReport.made_at < before, limit=limit),
            _delete(session, CheckIn.id, CheckIn.due_at < before, limit=limit),
            _delete(session, Visit.id, Visit.made_at < before, limit=limit),
            _delete(session, MentoringNote.id, MentoringNote.at < before, limit=limit),
            _delete(session, Risk.id, Risk.opened_at < before, Risk.state == "solved", limit=limit),
        )
    )


def left_staff(session: Session, before: datetime, _now: datetime, limit: int) -> int:
    """From which chat somebody who was removed worked; who they were stays with what they did."""
    gone = select(StaffMember.id).where(StaffMember.removed_at < before, StaffMember.contact_id.is_not(None))
    members = _locked(session, gone.order_by(StaffMember.id), StaffMember, limit)
    session.execute(update(StaffMember).where(StaffMember.id.in_(members)).values(contact_id=None))
    return len(members)


#: What each rule of programme.retention does.
WORK: Mapping[str, Callable[[Session, datetime, datetime, int], int]] = {
    work.__name__: work
    for work in (
        drafts,
        abandoned,
        guardian,
        unfilled,
        questions,
        messages,
        pictures,
        payloads,
        inbox,
        refused,
        files,
        left_staff,
        contacts,
        forgetting.lists,
        forgetting.superseded,
        forgetting.registers,
        jobs.long_work,
        invitations,
        objections,
        claims,
        reports,
    )
}


def _drop_talks(session: Session, due: ColumnElement[bool], limit: int) -> int:
    """A contact whose turn is running may be answering just now."""
    rows = select(Talk.id, Talk.contact_id).join(Contact).where(due).order_by(Talk.id).limit(limit)
    dropped = session.execute(rows.with_for_update(of=Contact, skip_locked=True)).tuples().all()
    for talk_id, contact_id in dropped:
        about = Reminder.contact_id == contact_id, Reminder.about == f"talk:{talk_id}"
        session.execute(delete(Reminder).where(*about))
    session.execute(delete(Talk).where(Talk.id.in_([talk_id for talk_id, _ in dropped])))
    return len(dropped)


def _children(session: Session, state: str, before: datetime, now: datetime, limit: int, why: str) -> int:
    due = Application.state == state, Application.clock_since < before
    waiting = select(Application.id).where(*due, Application.person.has(Person.restricted_at.is_(None)))
    children = _locked(session, waiting.order_by(Application.id), Application, min(limit, _PEOPLE_AT_ONCE))
    for application_id in children:
        _erase_child(session, application_id, now, why)
    return len(children)


def _erase_child(session: Session, application_id: int, now: datetime, why: str) -> None:
    application = session.get_one(Application, application_id)
    person_id = application.person_id
    others = exists().where(Application.person_id == person_id, Application.id != application_id)
    if session.scalar(select(others)):
        audit.record(session, by="system", action="erased", at=now, person_id=person_id, subject="application", why=why)
        session.delete(application)
        session.flush()
    else:
        erasure.erase_person(session, person_id, by="system", contact_id=None, why=why, at=now)


def _old_outbox(session: Session, before: datetime, limit: int) -> int:
    """With its copy on the local page, which knows it by its number: SQLite may give that number again."""
    stale = select(Outbox.id, Outbox.created_at).where(Outbox.state.in_(_STALE))
    first = stale.order_by(Outbox.id).limit(_WINDOW).subquery()
    due = select(first.c.id).where(first.c.created_at < before)
    ids = _locked(session, select(Outbox.id).where(Outbox.id.in_(due)).order_by(Outbox.id), Outbox, limit)
    sent = select(Address.address, Outbox.id).join(Address, Address.id == Outbox.address_id)
    keys = [(address, f"out:{number}") for address, number in session.execute(sent.where(Outbox.id.in_(ids)))]
    copies = [*keys, *((address, gone(key)) for address, key in keys)]
    session.execute(delete(LocalMessage).where(tuple_(LocalMessage.address, LocalMessage.key).in_(copies)))
    session.execute(delete(Outbox).where(Outbox.id.in_(ids)))
    return len(ids)


def _old_page(session: Session, before: datetime, limit: int) -> int:
    first = select(LocalMessage.id, LocalMessage.at).order_by(LocalMessage.id).limit(_WINDOW).subquery()
    due = select(first.c.id).where(first.c.at < before)
    return _delete(session, LocalMessage.id, LocalMessage.id.in_(due), limit=limit)


def _let_go(session: Session, *due: ColumnElement[bool], limit: int) -> int:
    unneeded = select(Media.id).where(Media.address != media.NOBODY, Media.id.not_in(media.papers()), *due)
    ids = _locked(session, unneeded.order_by(Media.created_at), Media, limit)
    media.let_go(session, ids)
    return len(ids)


def _delete(session: Session, key: InstrumentedAttribute[int], *due: ColumnElement[bool], limit: int) -> int:
    table: Any = key.class_
    ids = _locked(session, select(key).where(*due).order_by(key), table, limit)
    session.execute(delete(table).where(key.in_(ids)))
    return len(ids)


def _locked(session: Session, rows: Select[tuple[Any]], table: Any, limit: int) -> list[Any]:
    return list(session.scalars(rows.limit(limit).with_for_update(of=table, skip_locked=True)))
