"""The record of what is kept about people: what, why, on which legal ground, how much, since when and until when.

(UU 27/2022 art. 31: whoever keeps personal data records what is done with it.)
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from programme import media
from programme.chat_traces import SETTLED
from programme.pruning import BEFORE_CONSENT
from programme.registers.matches import REGISTERS
from programme.retention import RULES, Retention
from programme.states import DECIDED, PARTED
from storage.messages.media import DRAWN
from storage.tables import (
    Address,
    Aid,
    Alumnus,
    AlumnusClaim,
    Application,
    AuditEntry,
    Business,
    BusinessReport,
    CalledPerson,
    CaseNote,
    CheckIn,
    Coaching,
    CoachingGuest,
    Consent,
    Contact,
    DataRequest,
    Import,
    ImportRow,
    Inbox,
    Job,
    LocalMessage,
    Media,
    Mentored,
    MentoringNote,
    Objection,
    OfficeQuestion,
    Outbox,
    Person,
    Reminder,
    Risk,
    SeatOffer,
    Selection,
    SelectionRow,
    StaffInvitation,
    StaffMember,
    Talk,
    Visit,
)

SERVICE = "art. 20: the office's public service"
CONSENT = "art. 20, 22: consent in the chat"
PROOF = "art. 24, 31: it must be provable"

Stock = tuple[int, datetime | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of what is kept; `rule` names the retention rule that ends it; without one, `until` says what does."""

    what: str
    why: str
    ground: str
    stock: Callable[[Session], Stock]
    rule: str | None = None
    until: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """A kind with how much of it is kept; `until` is the day on which the oldest goes, or what it waits for."""

    what: str
    why: str
    ground: str
    count: int
    oldest: date | None
    until: str


def holdings(session: Session, retention: Retention, zone: tzinfo) -> list[Holding]:
    """Everything that is kept now; days are the office's."""
    return [_holding(session, kind, retention, zone) for kind in KINDS]


def _holding(session: Session, kind: Kind, retention: Retention, zone: tzinfo) -> Holding:
    count, oldest = kind.stock(session)
    until = kind.until
    if kind.rule is not None and oldest is not None:
        until = _due(kind.rule, oldest, retention, zone).isoformat()
    day = None if oldest is None else oldest.astimezone(zone).date()
    return Holding(kind.what, kind.why, kind.ground, count, day, until)


def _due(name: str, oldest: datetime, retention: Retention, zone: tzinfo) -> date:
    rule = next(rule for rule in RULES if rule.name == name)
    return (oldest + retention.after(rule)).astimezone(zone).date()


def _of(since: InstrumentedAttribute[datetime], *where: ColumnElement[bool]) -> Callable[[Session], Stock]:
    def stock(session: Session) -> Stock:
        row = session.execute(select(func.count(), func.min(since)).where(*where)).one()
        return row[0], row[1]

    return stock


def _rows(since: InstrumentedAttribute[Any], *where: ColumnElement[bool]) -> Callable[[Session], Stock]:
    def stock(session: Session) -> Stock:
        rows = select(func.count(), func.min(since)).select_from(ImportRow).join(Import).where(*where)
        count, oldest = session.execute(rows).one()
        return count, oldest

    return stock


_REGISTER = (Import.state == "applied") & Import.kind.in_(REGISTERS)
_OWNED = Media.address != media.NOBODY
_DRAWN = Media.id.startswith(DRAWN, autoescape=True)
_NAMED = Application.person_id.in_(select(Person.id).where(Person.anonymised_at.is_(None)))
_RUNNING = Application.state.not_in({*PARTED, *DECIDED, "menunggu_wali"})

KINDS: tuple[Kind, ...] = (
    Kind(
        "Registrations in progress, with name, birth date, NIK, phone, school, aid",
        "To register, verify and select for the training",
        SERVICE,
        _of(Application.submitted_at, _NAMED, _RUNNING),
        until="until it is decided",
    ),
    Kind(
        "Children whose guardian has yet to agree: the minimum",
        "To ask the guardian",
        "art. 25: consent of the guardian",
        _of(Application.clock_since, Application.state == "menunggu_wali"),
        rule="guardian",
    ),
    Kind(
        "Registrations not chosen or withdrawn",
        "So that they can register again",
        SERVICE,
        _of(Application.clock_since, _NAMED, Application.state.in_(PARTED)),
        rule="refused",
    ),
    Kind(
        "Trainees and what was decided for them",
        "Official record of a decision",
        "art. 20; UU 43/2009: archive",
        _of(Application.state_since, _NAMED, Application.state.in_(DECIDED)),
        until="by the archive's schedule (JRA)",
    ),
    Kind(
        "Places in a selection, with every reason, sealed",
        "To show why somebody was chosen or not",
        PROOF,
        _of(Selection.confirmed_at, SelectionRow.selection_id == Selection.id),  # type: ignore[arg-type]
        until="with the registration",
    ),
    Kind(
        "Offers of a seat that came free, and what became of each",
        "To show who was asked in which order, and how long they had",
        PROOF,
        _of(SeatOffer.made_at),
        until="with the registration",
    ),
    Kind(
        "Notes of staff on a registration, such as of a visit, sealed",
        "To verify the registration",
        SERVICE,
        _of(CaseNote.at),
        until="with the registration",
    ),
    Kind(
        "Answers to a call to the training, with what keeps somebody, sealed",
        "To know who comes, and to help whoever cannot",
        SERVICE,
        _of(CalledPerson.answered_at, CalledPerson.answered_at.is_not(None)),  # type: ignore[arg-type]
        until="with the registration",
    ),
    Kind(
        "Anonymised registrations",
        "To count by kecamatan, year, skill and state",
        "no longer personal",
        _of(Person.anonymised_at, Person.anonymised_at.is_not(None)),  # type: ignore[arg-type]
        until="kept for counting",
    ),
    Kind(
        "Papers of registrations, photos of businesses and of aid, voice notes, as files",
        "To verify the registration, to mentor, and to account for aid",
        SERVICE,
        _of(Media.created_at, _OWNED, Media.id.in_(media.papers())),
        until="with the registration, business, report or aid",
    ),
    Kind(
        "Files that are no paper, such as the first of two photos",
        "They came by chat",
        CONSENT,
        _of(Media.created_at, _OWNED, ~_DRAWN, Media.id.not_in(media.papers())),
        rule="files",
    ),
    Kind(
        "Pictures drawn for people",
        "The local page shows them",
        CONSENT,
        _of(Media.created_at, _OWNED, _DRAWN),
        rule="pictures",
    ),
    Kind(
        "Files that were let go of",
        "Their bytes are removed",
        "art. 43",
        _of(Media.created_at, Media.address == media.NOBODY),
        until="within minutes",
    ),
    Kind(
        "Answers about data use",
        "The office must prove what was agreed to",
        PROOF,
        _of(Consent.at),
        until="with the registration; that it was given stays in the trail",
    ),
    Kind(
        "Forms begun without agreeing to the notice",
        "To show the notice",
        CONSENT,
        _of(Talk.updated_at, Talk.waiting_for == BEFORE_CONSENT),
        rule="drafts",
    ),
    Kind(
        "Unfinished forms, sealed",
        "To go on where they stopped",
        CONSENT,
        _of(Talk.updated_at, Talk.waiting_for != BEFORE_CONSENT),
        rule="abandoned",
    ),
    Kind(
        "Imported lists: rows not taken yet, or already registrations",
        "To look at a list before it counts",
        SERVICE,
        _rows(Import.at, ~_REGISTER),
        rule="lists",
    ),
    Kind(
        "People in imported registers (DTSEN, ATS), sealed",
        "Evidence for staff who verify; found by keyed hashes, shown to staff alone",
        SERVICE,
        _rows(Import.applied_at, _REGISTER),
        rule="registers",
    ),
    Kind(
        "Long work that is done, with what it was about, sealed",
        "To take it up again where it was cut short",
        SERVICE,
        _of(Job.finished_at, Job.finished_at.is_not(None)),  # type: ignore[arg-type]
        rule="long_work",
    ),
    Kind(
        "Questions to the office that wait for an answer, with their thread, sealed",
        "To answer them",
        SERVICE,
        _of(OfficeQuestion.asked_at, OfficeQuestion.state == "open"),
        until="until answered",
    ),
    Kind(
        "Answered questions with all that was written, sealed",
        "To settle what was asked",
        SERVICE,
        _of(OfficeQuestion.answered_at, OfficeQuestion.state != "open"),  # type: ignore[arg-type]
        rule="questions",
    ),
    Kind(
        "Messages that have yet to go out, sealed",
        "To send them",
        CONSENT,
        _of(Outbox.created_at, Outbox.state.not_in(SETTLED)),
        until="until sent",
    ),
    Kind(
        "Messages sent, sealed",
        "To settle what was said",
        CONSENT,
        _of(Outbox.created_at, Outbox.state.in_(SETTLED)),
        rule="messages",
    ),
    Kind(
        "The conversation as the local page shows it, sealed",
        "The page's own memory",
        CONSENT,
        _of(LocalMessage.at),
        rule="messages",
    ),
    Kind(
        "Messages that could not be read or handled, sealed",
        "To find out why",
        SERVICE,
        _of(Inbox.received_at, Inbox.payload.is_not(None)),
        rule="payloads",
    ),
    Kind(
        "That a message came: its number and address",
        "To know one that comes twice",
        SERVICE,
        _of(Inbox.received_at),
        rule="inbox",
    ),
    Kind(
        "Contacts: language, addresses, number that the channel proved",
        "To answer them",
        CONSENT,
        _of(Contact.created_at, Contact.id.in_(select(Address.contact_id).where(Address.channel != media.NOBODY))),
        until="while they act for somebody, then as long as messages",
    ),
    Kind(
        "Reminders",
        "To remind once, and not twice",
        CONSENT,
        _of(Reminder.due_at),
        until="with the registration or form",
    ),
    Kind(
        "Requests of people for their rights",
        "To answer within 3 x 24 hours",
        PROOF,
        _of(DataRequest.asked_at),
        until="with the registration; right and times stay without a name",
    ),
    Kind(
        "Objections that wait for a decision, sealed",
        "To look again at what was decided",
        SERVICE,
        _of(Objection.made_at, Objection.decided_at.is_(None)),
        until="until decided",
    ),
    Kind(
        "Objections that were answered, sealed",
        "To settle what was decided and why",
        PROOF,
        _of(Objection.decided_at, Objection.decided_at.is_not(None)),  # type: ignore[arg-type]
        rule="objections",
    ),
    Kind(
        "Alumni: skill, day or year of graduation, what they do",
        "To know what becomes of whoever was trained, and to mentor",
        SERVICE,
        _of(Alumnus.created_at),
        until="by the archive's schedule (JRA)",
    ),
    Kind(
        "People who say that they graduated, and of whom staff have not decided, sealed",
        "To find their record",
        CONSENT,
        _of(AlumnusClaim.made_at, AlumnusClaim.state == "open"),
        until="until decided",
    ),
    Kind(
        "People who said that they graduated, decided, sealed",
        "To settle what was decided",
        SERVICE,
        _of(AlumnusClaim.decided_at, AlumnusClaim.decided_at.is_not(None)),  # type: ignore[arg-type]
        rule="claims",
    ),
    Kind(
        "Businesses of alumni: kind, name, village, since when",
        "To mentor",
        SERVICE,
        _of(Business.recorded_at),
        until="with the alumnus",
    ),
    Kind(
        "Reports of businesses: sales, spending, helpers, obstacles, sealed",
        "To mentor, and to know what the training brought",
        SERVICE,
        _of(BusinessReport.made_at),
        rule="reports",
    ),
    Kind(
        "Check-ins: when somebody is asked how it goes",
        "To ask once, and not twice",
        SERVICE,
        _of(CheckIn.due_at),
        rule="reports",
    ),
    Kind(
        "Risks of a business, with their reasons, sealed",
        "So that a mentor helps in time",
        SERVICE,
        _of(Risk.opened_at, Risk.state != "solved"),
        until="until solved",
    ),
    Kind(
        "Solved risks, with their reasons, sealed",
        "To know what helped",
        SERVICE,
        _of(Risk.opened_at, Risk.state == "solved"),
        rule="reports",
    ),
    Kind(
        "Visits of mentors, with what was found, sealed",
        "To mentor",
        SERVICE,
        _of(Visit.made_at),
        rule="reports",
    ),
    Kind(
        "Notes of mentors, sealed",
        "To mentor",
        SERVICE,
        _of(MentoringNote.at),
        rule="reports",
    ),
    Kind(
        "Who mentors whom",
        "So that somebody is there for everybody",
        SERVICE,
        _of(Mentored.since),
        until="with the alumnus",
    ),
    Kind(
        "Invitations to group coaching, answers and attendance",
        "To plan it, and to account for it",
        SERVICE,
        _of(Coaching.made_at, CoachingGuest.coaching_id == Coaching.id),
        until="with the alumnus",
    ),
    Kind(
        "Start-up aid: what for, costs, decisions and receipts, sealed",
        "To give it, and to account for public money",
        "art. 20; UU 43/2009: archive",
        _of(Aid.made_at),
        until="by the archive's schedule (JRA)",
    ),
    Kind(
        "Members of staff: name, tasks, chat",
        "To know who may do what, and who did what",
        PROOF,
        _of(StaffMember.since, StaffMember.removed_at.is_(None)),
        until="while they work here",
    ),
    Kind(
        "Former members of staff, with their chat",
        "So that who comes back is the same member",
        PROOF,
        _of(
            StaffMember.removed_at,  # type: ignore[arg-type]
            StaffMember.removed_at.is_not(None),
            StaffMember.contact_id.is_not(None),
        ),
        rule="left_staff",
    ),
    Kind(
        "Invitations of staff: name, tasks, keyed hash of the code",
        "To let somebody begin to work here",
        SERVICE,
        _of(StaffInvitation.expires_at),
        rule="invitations",
    ),
    Kind(
        "The trail of changes: who, when, what, why; values sealed",
        "To show who changed what",
        PROOF,
        _of(AuditEntry.at),
        until="for good; values until the person is erased",
    ),
)
