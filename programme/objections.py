"""Objections (keberatan): who disagrees with a decision is heard by another member of staff than who made it.

A decision is the newest state of a case, where staff brought it there and it speaks against its person. Each can be
objected to once, within some days that stand still while the case is paused.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Literal

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT is SQLite's too, and compiles for both
from sqlalchemy.orm import Session

from programme import applications, rights, staff
from programme.sealing import vault_of
from programme.staff import Member
from programme.states import OBJECTIONABLE
from storage.tables import Application, ApplicationEvent, Objection, Person

Outcome = Literal["upheld", "rejected"]
#: Why nobody can object now.
Refusal = Literal["nothing", "already", "late", "paused"]
#: Why a member of staff does not decide: it is gone with its person, somebody was quicker, it is their own decision,
#: or the person asked for a pause.
NotDecided = Literal["gone", "decided", "own", "paused"]


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of an objection; `moved`: the case is back with whoever verifies."""

    objection: Objection
    moved: bool


def decision(application: Application) -> ApplicationEvent | None:
    """The decision that the case stands at; None where it is none, or not against its person."""
    newest = application.history[-1] if application.history else None
    return newest if newest and newest.by == "staff" and newest.state in OBJECTIONABLE else None


def against(application: Application) -> Objection | None:
    """The objection to that decision."""
    decided = decision(application)
    if decided is None:
        return None
    return next((one for one in application.objections if one.event_id == decided.id), None)


def until(application: Application, days: int, zone: tzinfo) -> date:
    """The last day on which the decision can be objected to."""
    return (application.clock_since + timedelta(days=days)).astimezone(zone).date()


def refusal(application: Application, today: date, days: int, zone: tzinfo) -> Refusal | None:
    """Why the decision cannot be objected to today; None where it can."""
    if decision(application) is None or application.person.anonymised_at is not None:
        return "nothing"
    if application.person.restricted_at is not None:
        return "paused"
    if against(application) is not None:
        return "already"
    return "late" if today > until(application, days, zone) else None


def make(
    session: Session, application: Application, words: str, media_id: str | None, *, contact_id: int, at: datetime
) -> bool:
    """Keep an objection to the decision, sealed; False where somebody else was quicker."""
    decided = decision(application)
    if decided is None:
        return False
    new = insert(Objection).values(
        application_id=application.id,
        event_id=decided.id,
        state=decided.state,
        contact_id=contact_id,
        words=vault_of(session).seal(words),
        media_id=media_id,
        made_at=at,
    )
    kept = session.scalar(new.on_conflict_do_nothing(index_elements=["event_id"]).returning(Objection.id))
    if kept is None:
        return False
    session.expire(application, ["objections"])
    rights.note(session, "objected", contact_id=contact_id, person_id=application.person_id, at=at)
    return True


def open_objections(session: Session) -> list[Objection]:
    """What waits for a decision, oldest first; a paused case waits outside."""
    return list(session.scalars(_open().where(Person.restricted_at.is_(None))))


def get_open(session: Session, objection_id: int) -> Objection | None:
    """That objection, unless it is decided or gone."""
    return session.scalar(_open().where(Objection.id == objection_id))


def of_person(session: Session, person_id: int) -> list[Objection]:
    """Everything that was ever objected to for this person, oldest first."""
    theirs = select(Objection).join(Objection.application).where(Application.person_id == person_id)
    return list(session.scalars(theirs.order_by(Objection.made_at, Objection.id)))


def words(session: Session, objection: Objection) -> str:
    """What was objected, opened."""
    return vault_of(session).open(objection.words).decode()


def reason(session: Session, objection: Objection) -> str | None:
    """Why it was decided so, opened."""
    return None if objection.reason is None else vault_of(session).open(objection.reason).decode()


def decided_by(session: Session, objection: Objection) -> int | None:
    """The member of staff who made the decision that is objected to."""
    return session.scalar(select(ApplicationEvent.staff_id).filter_by(id=objection.event_id))


def deciders(session: Session, objection: Objection) -> list[Member]:
    """Who may decide on it: everybody who decides on objections but the one who made the decision."""
    first = decided_by(session, objection)
    return [member for member in staff.members(session, "objections") if member.id != first]


def decide(
    session: Session, objection_id: int, outcome: Outcome, why: str, *, member: Member, at: datetime
) -> Decided | NotDecided:
    """Uphold or reject it, once, by another member than who made the decision.

    Where a refusal is upheld the case goes back to whoever verifies; elsewhere staff do what they wrote.
    """
    found = session.scalar(
        select(Objection)
        .filter_by(id=objection_id)
        .with_for_update(of=Objection)
        .execution_options(populate_existing=True)
    )
    refused = _not_decided(session, found, member)
    if found is None or refused is not None:
        return refused or "gone"
    found.outcome, found.decided_by, found.decided_at = outcome, member.id, at
    found.reason = vault_of(session).seal(why)
    moved = outcome == "upheld" and _back_to_verification(found, why, member, at)
    person_id = found.application.person_id
    after = {"reason": why}
    staff.note(session, member, f"objection_{outcome}", at=at, person_id=person_id, subject=found.state, after=after)
    return Decided(found, moved)


def _not_decided(session: Session, found: Objection | None, member: Member) -> NotDecided | None:
    if found is None:
        return "gone"
    if found.decided_at is not None:
        return "decided"
    if found.application.person.restricted_at is not None:
        return "paused"
    return "own" if decided_by(session, found) == member.id else None


def _back_to_verification(objection: Objection, why: str, member: Member, at: datetime) -> bool:
    """Unless the case has gone on by itself meanwhile."""
    newest = objection.application.history[-1]
    if objection.state != "tidak_lolos" or newest.id != objection.event_id:
        return False
    applications.enter(objection.application, "berkas_lengkap", at, by="staff", reason=why, staff_id=member.id)
    return True


def _open() -> Select[tuple[Objection]]:
    return (
        select(Objection)
        .join(Objection.application)
        .join(Application.person)
        .where(Objection.decided_at.is_(None), Person.anonymised_at.is_(None))
        .order_by(Objection.made_at, Objection.id)
    )
