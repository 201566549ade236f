"""Who is affected when somebody who had no right to it may have seen data: whose, which kinds, and how to reach them.

UU 27/2022 art. 46: they and the agency are told in writing within 3 x 24 hours which data, when and how, and what is
done about it.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from programme import media
from programme.sealing import vault_of
from storage.tables import (
    Acting,
    Address,
    Aid,
    Application,
    ApplicationEvent,
    AuditEntry,
    Business,
    BusinessReport,
    Consent,
    Contact,
    DataRequest,
    Document,
    Inbox,
    Media,
    MentoringNote,
    Objection,
    OfficeQuestion,
    Outbox,
    Person,
    QuestionMessage,
    Talk,
    Visit,
)

#: By when they have to be told, from when the office noticed.
DEADLINE = timedelta(hours=72)

#: The kinds of data, in the order in which they are told.
KINDS = (
    "identity",
    "registration",
    "papers",
    "businesses",
    "aid",
    "consents",
    "requests",
    "messages",
    "forms",
    "questions",
    "files",
)


@dataclass(frozen=True, slots=True)
class Affected:
    """Somebody to be told. Without a person it is a contact that acts for nobody."""

    person_id: int | None
    contact_ids: tuple[int, ...]
    name: str
    kinds: tuple[str, ...]
    #: Channel and address of each contact, as "local:guest-1".
    addresses: tuple[str, ...]
    phones: tuple[str, ...]
    guardian: str
    guardian_phone: str


def affected(session: Session, start: datetime, end: datetime) -> list[Affected]:
    """Everybody of whom something came, changed or was handled from `start` until `end`, people first.

    What a contact wrote is about those for whom it acts, so they are affected by it too.
    """
    people, contacts = _kinds(session, _about_people(start, end)), _kinds(session, _about_contacts(start, end))
    acting = _acting(session)
    for contact_id, kinds in contacts.items():
        for person_id in acting.get(contact_id, ()):
            people[person_id] |= kinds
    found = session.scalars(select(Person).where(Person.id.in_(people), Person.anonymised_at.is_(None)))
    strangers = [_contact(session, one, contacts[one]) for one in sorted(contacts) if one not in acting]
    return [
        *(_person(session, person, people[person.id]) for person in found),
        *(stranger for stranger in strangers if stranger.addresses),
    ]


def _about_people(start: datetime, end: datetime) -> Iterator[tuple[str, Select[Any]]]:
    of_application = select(Application.person_id)
    yield "identity", select(Person.id).where(Person.created_at.between(start, end))
    # A correction changes what the record says of its person.
    yield "identity", select(AuditEntry.person_id).where(AuditEntry.at.between(start, end))
    yield "registration", of_application.where(Application.submitted_at.between(start, end))
    yield "registration", of_application.join(ApplicationEvent).where(ApplicationEvent.at.between(start, end))
    yield "papers", of_application.join(Document).where(Document.at.between(start, end))
    of_business = select(Business.person_id)
    yield "businesses", of_business.where(Business.recorded_at.between(start, end))
    yield "businesses", of_business.join(BusinessReport).where(BusinessReport.made_at.between(start, end))
    yield "businesses", of_business.join(Visit).where(Visit.made_at.between(start, end))
    yield "businesses", of_business.join(MentoringNote).where(MentoringNote.at.between(start, end))
    yield "aid", select(Aid.person_id).where(_either(Aid.made_at, Aid.state_since, start, end))
    yield "consents", select(Consent.person_id).where(Consent.at.between(start, end))
    objected = _either(Objection.made_at, Objection.decided_at, start, end)
    yield "requests", select(Application.person_id).join(Application.objections).where(objected)
    yield "requests", select(DataRequest.person_id).where(DataRequest.asked_at.between(start, end))


def _about_contacts(start: datetime, end: datetime) -> Iterator[tuple[str, Select[Any]]]:
    at_address = select(Address.contact_id)
    came = (Inbox.channel == Address.channel) & (Inbox.address == Address.address)
    sent = (Media.channel == Address.channel) & (Media.address == Address.address)
    yield "messages", select(Contact.id).where(_either(Contact.created_at, Contact.last_message_at, start, end))
    yield "messages", at_address.join(Inbox, came).where(Inbox.received_at.between(start, end))
    yield "messages", select(Outbox.contact_id).where(_either(Outbox.created_at, Outbox.sent_at, start, end))
    yield "forms", select(Talk.contact_id).where(_either(Talk.started_at, Talk.updated_at, start, end))
    asked = _either(OfficeQuestion.asked_at, OfficeQuestion.answered_at, start, end)
    yield "questions", select(OfficeQuestion.contact_id).where(asked)
    answered = select(OfficeQuestion.contact_id).join(OfficeQuestion.messages)
    yield "questions", answered.where(QuestionMessage.at.between(start, end))
    yield "files", at_address.join(Media, sent).where(Media.created_at.between(start, end))
    yield "consents", select(Consent.contact_id).where(Consent.at.between(start, end))


def _either(
    one: InstrumentedAttribute[Any], other: InstrumentedAttribute[Any], start: datetime, end: datetime
) -> ColumnElement[bool]:
    return one.between(start, end) | other.between(start, end)


def _kinds(session: Session, sources: Iterator[tuple[str, Select[Any]]]) -> defaultdict[int, set[str]]:
    kinds: defaultdict[int, set[str]] = defaultdict(set)
    for kind, ids in sources:
        for found in session.scalars(ids.distinct()):
            if found is not None:
                kinds[found].add(kind)
    return kinds


def _acting(session: Session) -> dict[int, list[int]]:
    """For whom each contact acts now."""
    acting: defaultdict[int, list[int]] = defaultdict(list)
    rows = select(Acting.contact_id, Acting.person_id).where(Acting.revoked_at.is_(None))
    for contact_id, person_id in session.execute(rows).tuples():
        acting[contact_id].append(person_id)
    return dict(acting)


def _person(session: Session, person: Person, kinds: set[str]) -> Affected:
    theirs = select(Acting.contact_id).where(Acting.person_id == person.id, Acting.revoked_at.is_(None))
    contact_ids = tuple(session.scalars(theirs.order_by(Acting.contact_id)))
    addresses, proven = _reach(session, contact_ids)
    return Affected(
        person_id=person.id,
        contact_ids=contact_ids,
        name=person.full_name,
        kinds=_in_order(kinds),
        addresses=addresses,
        phones=tuple(dict.fromkeys([*([person.phone] if person.phone else []), *proven])),
        guardian=person.guardian_name or "",
        guardian_phone=person.guardian_phone or "",
    )


def _contact(session: Session, contact_id: int, kinds: set[str]) -> Affected:
    addresses, proven = _reach(session, (contact_id,))
    return Affected(None, (contact_id,), "", _in_order(kinds), addresses, proven, "", "")


def _reach(session: Session, contact_ids: tuple[int, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Addresses on the channels, and the numbers that the channels proved."""
    theirs = Address.contact_id.in_(contact_ids), Address.channel != media.NOBODY
    rows = session.scalars(select(Address).where(*theirs).order_by(Address.id)).all()
    proven = (vault_of(session).open(row.phone).decode() for row in rows if row.phone is not None)
    return tuple(f"{row.channel}:{row.address}" for row in rows), tuple(proven)


def _in_order(kinds: set[str]) -> tuple[str, ...]:
    return tuple(kind for kind in KINDS if kind in kinds)
