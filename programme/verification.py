"""Verification: which case staff look at next, in whose hands it is, and what they decide of it.

The one that waits longest comes first. Whoever is given a case has it in hand for a while, so that two never work on
the same one; a decision is taken only on the case as it was shown. Everything decided here is somebody's decision,
with a reason wherever it says no.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from programme import applications, cases, people, staff
from programme import checklist as papers
from programme.checklist import DocumentRule
from programme.eligibility import Finding
from programme.sealing import vault_of
from programme.staff import Member
from programme.states import TO_VERIFY, TRANSITIONS
from storage.tables import Application, CaseNote, Document, Person

#: For how long nobody else is given a case that somebody looks at.
LEASE = timedelta(minutes=15)
VISIT = "verifikasi_lapangan"

#: The reason that is only said in words.
OTHER = "other"
#: Why somebody cannot take part; the texts are `refusal-<id>`, and each says where else to go.
REASONS = (
    "too_old",
    "too_young",
    "still_in_school",
    "outside_regency",
    "not_poor",
    "helped_before",
    "papers",
    "unreachable",
    OTHER,
)


class Outdated(Exception):  # noqa: N818 - a state of affairs, told kindly
    """The case has moved on since it was shown. Nothing was changed."""


class Gone(Exception):  # noqa: N818 - a state of affairs, told kindly
    """The case was erased, or is paused at its person's wish. Nothing was changed."""


class InOtherHands(Exception):  # noqa: N818 - a state of affairs, told kindly
    """Somebody else has it in hand, whose name is told. Nothing was changed."""

    def __init__(self, name: str) -> None:
        super().__init__("in other hands")
        self.name = name


@dataclass(frozen=True, slots=True)
class Note:
    """What staff wrote down, opened."""

    at: datetime
    by: str
    visited_on: date | None
    text: str


def next_case(
    session: Session, member: Member, now: datetime, *, after: Application | None = None
) -> Application | None:
    """The case that has waited longest and is in nobody else's hands; from now on it is in this member's.

    With `after`, the next one behind that, which is put back. None where nothing waits.
    """
    if after is not None:
        put_back(session, after, member)
    mine = _waiting(now, member.id).order_by(Application.held_by.is_(None), *_LONGEST).limit(1)
    if after is not None:
        mine = _waiting(now, member.id).where(_behind(after)).order_by(*_LONGEST).limit(1)
    found: Application | None = session.scalar(mine.with_for_update(of=Application, skip_locked=True))
    if found is not None:
        found.held_by, found.held_until = member.id, now + LEASE
        session.flush()
    return found


def visits(session: Session) -> list[Application]:
    """The cases that wait for a visit, the longest first."""
    waiting = _may_be_used(select(Application).where(Application.state == VISIT))
    return list(session.scalars(waiting.order_by(*_LONGEST)))


def version(application: Application) -> int:
    """By which a card is known to be of today: whatever happened to the case makes another one."""
    return application.history[-1].id


def take(session: Session, application_id: int, member: Member, now: datetime) -> Application:
    """That very case, into this member's hands. Raises Gone and InOtherHands."""
    application = _locked(session, application_id)
    if _is_held(application, now) and application.held_by != member.id:
        raise InOtherHands(staff.name_of(session, application.held_by or 0))
    application.held_by, application.held_until = member.id, now + LEASE
    session.flush()
    return application


def decide_on(session: Session, application_id: int, shown: int, member: Member, now: datetime) -> Application:
    """The case for a decision on what was shown, locked. Raises Gone, Outdated and InOtherHands."""
    application = _locked(session, application_id)
    if version(application) != shown:
        raise Outdated
    return take(session, application_id, member, now)


def put_back(session: Session, application: Application, member: Member) -> None:
    """Let go of it, undecided."""
    if application.held_by == member.id:
        application.held_by = application.held_until = None
        session.flush()


def may(application: Application, state: str) -> bool:
    """Whether staff can bring it into that state now."""
    return "staff" in TRANSITIONS[application.state].get(state, ())


def complete(
    session: Session, application: Application, member: Member, checklist: Sequence[DocumentRule], now: datetime
) -> None:
    """All its papers are here: those that did not come by chat were seen at the office."""
    states = applications.document_states(application)
    for rule in papers.outstanding(checklist, states):
        applications.paper_seen(application, rule.id, now)
        _note(session, application, member, "document_seen", now, subject=rule.id)
    cases.enter(session, application, "berkas_lengkap", member, now)


def ask_for(
    session: Session, application: Application, member: Member, kind: str, why: str | None, now: datetime
) -> None:
    """A paper is wanted, again or for the first time; why, in words for the applicant."""
    applications.paper_wanted(application, kind, why, now)
    _note(session, application, member, "document_wanted", now, subject=kind)
    if application.state == "berkas_kurang":
        session.flush()
    else:
        cases.enter(session, application, "berkas_kurang", member, now)


def visit(session: Session, application: Application, member: Member, now: datetime) -> None:
    """Somebody is to visit the family before it is decided."""
    cases.enter(session, application, VISIT, member, now)


def verify(session: Session, application: Application, member: Member, now: datetime) -> None:
    """It is as it should be, and goes into the selection."""
    cases.enter(session, application, "diverifikasi", member, now)


def refuse(
    session: Session, application: Application, member: Member, reason_id: str, words: str | None, now: datetime
) -> None:
    """They cannot take part; a reason from the list, and what staff add to it in their own words."""
    if reason_id not in REASONS:
        raise ValueError("There is no such reason.")
    cases.enter(session, application, "tidak_lolos", member, now, reason_id=reason_id, reason=words)


def reopen(session: Session, application: Application, member: Member, why: str, now: datetime) -> None:
    """Back into the queue: a slip, or a withdrawal that was none."""
    cases.enter(session, application, "berkas_lengkap", member, now, reason=why)


def write_down(
    session: Session, application: Application, member: Member, text: str, now: datetime, visited_on: date | None = None
) -> None:
    """Keep what was found, sealed; the trail says that somebody wrote, not what."""
    note = CaseNote(
        application_id=application.id,
        staff_id=member.id,
        at=now,
        visited_on=visited_on,
        text=vault_of(session).seal(text),
    )
    session.add(note)
    _note(session, application, member, "visited" if visited_on else "noted", now)


def notes(session: Session, application: Application) -> list[Note]:
    """What staff wrote down about it, oldest first."""
    vault = vault_of(session)
    rows = session.scalars(select(CaseNote).filter_by(application_id=application.id).order_by(CaseNote.id))
    return [
        Note(row.at, staff.name_of(session, row.staff_id), row.visited_on, vault.open(row.text).decode())
        for row in rows
    ]


def findings(session: Session, application: Application) -> list[Finding]:
    """What to look at now: as reckoned when it was submitted, and other records of the same person as of today."""
    reckoned = applications.findings(session, application)
    kept = [finding for finding in reckoned if finding.rule not in applications.KNOWN_ELSEWHERE]
    return kept + applications.known_elsewhere(session, application.person)


def find(session: Session, wanted: str, villages: frozenset[str] | None, limit: int = 10) -> list[Application]:
    """Cases by registration number, or by a part of the name; for village officers only those of their villages."""
    named = Person.full_name.icontains(wanted, autoescape=True) | (Application.number == wanted.upper())
    rows = select(Application).join(Person, Application.person_id == Person.id).where(named, *_in(villages))
    return list(
        session.scalars(rows.where(Person.anonymised_at.is_(None)).order_by(Application.id.desc()).limit(limit))
    )


def registered_by(session: Session, member: Member, limit: int = 30) -> list[Application]:
    """Those whom this member registered, and for village officers everybody of their villages; the newest first."""
    theirs: ColumnElement[bool] = Application.registered_by == member.id
    if member.villages:
        theirs = theirs | Person.village.in_(member.villages)
    rows = select(Application).join(Person, Application.person_id == Person.id).where(theirs)
    return list(
        session.scalars(rows.where(Person.anonymised_at.is_(None)).order_by(Application.id.desc()).limit(limit))
    )


def document(application: Application, kind: str) -> Document | None:
    """Where that paper stands."""
    return next((one for one in application.documents if one.kind == kind), None)


_LONGEST = (Application.state_since, Application.id)


def _waiting(now: datetime, staff_id: int) -> Select[tuple[Application]]:
    free = or_(Application.held_until.is_(None), Application.held_until <= now, Application.held_by == staff_id)
    return _may_be_used(select(Application).where(Application.state.in_(TO_VERIFY), free))


def _may_be_used(rows: Select[Any]) -> Select[Any]:
    """Paused cases stop every clock, and of anonymised ones nothing is left to verify."""
    usable = Person.restricted_at.is_(None), Person.anonymised_at.is_(None)
    return rows.join(Person, Application.person_id == Person.id).where(*usable)


def _behind(application: Application) -> ColumnElement[bool]:
    since, same = application.state_since, Application.state_since == application.state_since
    return or_(Application.state_since > since, and_(same, Application.id > application.id))


def _in(villages: frozenset[str] | None) -> tuple[ColumnElement[bool], ...]:
    return () if villages is None else (Person.village.in_(villages),)


def _newest(session: Session, limit: int, *which: ColumnElement[bool]) -> list[Application]:
    named = select(Application).join(Person, Application.person_id == Person.id).where(Person.anonymised_at.is_(None))
    return list(session.scalars(named.where(*which).order_by(Application.id.desc()).limit(limit)))


def _locked(session: Session, application_id: int) -> Application:
    one = select(Application).filter_by(id=application_id).with_for_update(of=Application)
    application = session.scalar(one.execution_options(populate_existing=True))
    if application is None or people.is_set_aside(application.person):
        raise Gone
    return application


def _is_held(application: Application, now: datetime) -> bool:
    return application.held_until is not None and application.held_until > now


def _note(
    session: Session, application: Application, member: Member, action: str, now: datetime, subject: str = ""
) -> None:
    staff.note(session, member, action, at=now, person_id=application.person_id, subject=subject)
