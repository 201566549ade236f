"""Erasing a person, and anonymising one: what goes, what must stay and why (UU 27/2022 art. 42-44).

Erased are the record with its applications, papers and consents, and what the chats about it left behind. What stays
says nothing about anybody: the trail's who, when, what and why; that a consent was given and to which notice (art. 24);
how many requests were answered in time. Where the office decided something, the record of that decision stays without
a name, since official records follow the archive's schedule (UU 43/2009).

The contact keeps its number, language and addresses, so that the reply arrives and an old message that comes again is
known; where it acts for nobody any more, the pruning duty takes it after its last message's time. Bytes of files go
after the commit, by the pruning duty as well.
"""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from programme import alumni_traces, applications, audit, chat_traces, media
from programme.eligibility import Finding
from programme.reading.places import kecamatan_of
from programme.sealing import vault_of
from programme.states import DECIDED
from storage.tables import (
    Acting,
    Application,
    ApplicationEvent,
    CalledPerson,
    CaseNote,
    Consent,
    Contact,
    DataRequest,
    Document,
    GuardianCode,
    Objection,
    Person,
    Reminder,
    SelectionMove,
    SelectionRow,
)

#: What stays after an erasure, as keys of texts.
TRAIL, DECISION, AID = "trail", "decision", "aid"


def must_stay(application: Application) -> str | None:
    """Why the record of this application must be kept although its person is erased; None where nothing asks for it.

    A registration that was not decided is nobody's archive.
    """
    return DECISION if any(event.state in DECIDED for event in application.history) else None


def what_stays(session: Session, person_id: int) -> list[str]:
    """What an erasure would leave, as keys of texts: to be told before they confirm."""
    reasons = {must_stay(application) for application in _applications(session, person_id)}
    aid = [AID] if alumni_traces.must_stay(session, person_id) else []
    return [TRAIL, *sorted(reason for reason in reasons if reason is not None), *aid]


def erase_person(session: Session, person_id: int, *, by: str, contact_id: int | None, why: str, at: datetime) -> None:
    """Erase one person everywhere; does nothing where that is done already.

    `by`, `contact_id` and `why` go to the trail, which stays: `why` names nobody. What the session had loaded of the
    person is gone afterwards. A talk of the contact may be gone too: a turn must not save it again.
    """
    person = session.get(Person, person_id)
    if person is None or person.anonymised_at is not None:
        return
    contacts = _lock_contacts(session, person_id)
    names = chat_traces.names_of(session, person)
    papers = media.of_person(session, person_id)
    _forget_numbers(session, person)
    _close_case(session, person_id, at)
    audit.record(session, by=by, action="erased", at=at, contact_id=contact_id, person_id=person_id, why=why)
    _remove(session, person, at)
    session.flush()
    session.expire_all()
    for contact in contacts:
        chat_traces.empty(session, contact, names, person_id=person_id, at=at)
    media.let_go(session, papers)


def erase_chat(session: Session, contact_id: int, *, by: str, why: str, at: datetime) -> None:
    """Erase what a chat left behind that has registered nobody: messages, open form, questions, agreements, files.

    Where the contact does act for somebody, what is still alive stays, and so do the records.
    """
    session.execute(select(Contact.id).where(Contact.id == contact_id).with_for_update())
    audit.record(session, by=by, action="erased", at=at, contact_id=contact_id, subject="chat", why=why)
    chat_traces.empty(session, contact_id, set(), person_id=None, at=at)
    session.expire_all()


def anonymise(session: Session, person: Person, *, by: str, why: str, at: datetime) -> None:
    """Empty everything that names somebody, and keep what is counted: kecamatan, year of birth, skill, year, state.

    For those who were not chosen or withdrew, once their time is up; no alumnus is among them (programme.pruning).
    """
    papers = media.of_person(session, person.id)
    _forget_numbers(session, person)
    _close_case(session, person.id, at)
    audit.record(session, by=by, action="anonymised", at=at, person_id=person.id, why=why)
    _empty(session, person, at)
    session.flush()
    media.let_go(session, papers)


def _applications(session: Session, person_id: int) -> list[Application]:
    return list(session.scalars(select(Application).filter_by(person_id=person_id)))


def _lock_contacts(session: Session, person_id: int) -> list[int]:
    """Everybody who acts or acted for the person: their messages wait until this is done."""
    acting = select(Acting.contact_id).filter_by(person_id=person_id)
    registered = select(Application.contact_id).filter_by(person_id=person_id)
    theirs = select(Contact.id).where(or_(Contact.id.in_(acting), Contact.id.in_(registered)))
    return list(session.scalars(theirs.order_by(Contact.id).with_for_update()))


def _close_case(session: Session, person_id: int, at: datetime) -> None:
    """Nobody acts for the person any more, nothing waits; consents and requests leave only their proof."""
    audit.forget(session, person_id)
    chat_traces.prove_and_drop_consents(session, Consent.person_id == person_id, person_id)
    chat_traces.close_requests(session, DataRequest.person_id == person_id, at)
    for table in (Acting, GuardianCode):
        session.execute(delete(table).where(table.person_id == person_id))


def _remove(session: Session, person: Person, at: datetime) -> None:
    """The rows themselves; where a decision must stay, it stays without a name."""
    kept = [application.id for application in _applications(session, person.id) if must_stay(application)]
    gone = Application.person_id == person.id, Application.id.not_in(kept)
    session.execute(delete(Application).where(*gone))
    alumni_traces.empty(session, person.id)
    if kept or alumni_traces.must_stay(session, person.id):
        session.expire_all()
        _empty(session, person, at)
    else:
        session.execute(delete(Person).where(Person.id == person.id))


def _empty(session: Session, person: Person, at: datetime) -> None:
    person.full_name = ""
    person.birth_date = date(person.birth_date.year, 1, 1)
    person.village = kecamatan_of(person.village)
    for name in ("nik", "nik_hash", "phone", "address_note", "guardian_name", "guardian_phone", "restricted_at"):
        setattr(person, name, None)
    person.anonymised_at = at
    for application in _applications(session, person.id):
        _empty_application(session, application)


def _empty_application(session: Session, application: Application) -> None:
    """A number stands on the card and in the office's books, so only a decision keeps it."""
    if must_stay(application) is None:
        application.number = f"anonim-{application.id}"
    for name in ("contact_id", "dormitory", "last_class", "year_left", "aid", "desil", "findings"):
        setattr(application, name, None)
    session.flush()
    for table in (CalledPerson, CaseNote, Document, Objection, Reminder, SelectionRow, SelectionMove):
        session.execute(delete(table).where(table.application_id == application.id))
    events = ApplicationEvent.application_id == application.id
    session.execute(update(ApplicationEvent).where(events).values(reason=None))
    session.expire(application)


def _forget_numbers(session: Session, person: Person) -> None:
    """Records of the same NIK or name point at this one's applications: the pointers go too."""
    numbers = {application.number for application in _applications(session, person.id)}
    same = (Person.full_name == person.full_name) & (Person.birth_date == person.birth_date)
    if person.nik_hash is not None:
        same |= Person.nik_hash == person.nik_hash
    for other in session.scalars(select(Application).join(Person).where(same, Person.id != person.id)):
        found = applications.findings(session, other)
        left = [rest for finding in found if (rest := _without(finding, numbers)) is not None]
        if left != found:
            other.findings = vault_of(session).seal_json([finding.to_json() for finding in left])


def _without(finding: Finding, numbers: set[str]) -> Finding | None:
    if "numbers" not in finding.args:
        return finding
    left = [number for number in str(finding.args["numbers"]).split(", ") if number not in numbers]
    return replace(finding, args={"numbers": ", ".join(left)}) if left else None
