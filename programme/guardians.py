"""A guardian's yes or no for a child, from a phone of the guardian's own (UU 27/2022 art. 25).

The child passes on a code; whoever writes it from another phone is told who asks and answers. Only the keyed hash of a
code is kept, and a code serves once. A signed form that staff have checked ends in the same `agree`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from rapidfuzz import fuzz
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from programme import applications, audit, consents, people, settings
from programme.checklist import DocumentRule
from programme.eligibility import Finding
from programme.reading import guardian_code
from programme.reading import text as reading
from programme.sealing import vault_of
from storage.tables import Acting, Application, GuardianCode, Person, Setting

#: Why a code opens nothing; "wait" after too many wrong ones.
Refusal = Literal["unknown", "used", "expired", "own_phone", "wait"]

#: So many wrong codes from one contact within so long, and it has to wait.
WRONG_CODES = 5
WRONG_WITHIN = timedelta(hours=1)

#: How the settings begin that count a contact's wrong codes.
_TALLY = "wrong_codes:"

#: How alike two names must be to be one person's: "Ibu Aminah" is Aminah Karangan.
_ALIKE = 80


@dataclass(frozen=True, slots=True)
class Request:
    """What a valid code asks of its reader."""

    code_id: int
    application: Application


@dataclass(frozen=True, slots=True)
class Guardian:
    """What a guardian says of themselves."""

    name: str
    #: "father", "mother", "family" or "other".
    relation: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Which notice was shown before the answer, and in which language."""

    version: str
    language: str


def new_code(session: Session, person: Person, now: datetime, hours: int) -> tuple[str, datetime]:
    """A fresh code for the guardian of that child and when it expires; an earlier one that was not used serves no more.

    The code itself is kept nowhere.
    """
    unused = (GuardianCode.person_id == person.id, GuardianCode.used_at.is_(None), GuardianCode.expires_at > now)
    session.execute(update(GuardianCode).where(*unused).values(expires_at=now))
    code, expires_at = guardian_code.new(), now + timedelta(hours=hours)
    session.add(GuardianCode(person_id=person.id, code_hash=_digest(session, code), made_at=now, expires_at=expires_at))
    session.flush()
    return code, expires_at


def look_up(session: Session, code: str, *, contact_id: int, phone: str | None, now: datetime) -> Request | Refusal:
    """What the code asks, or why it asks nothing. Wrong ones are counted, since they may be guesses.

    `phone` is the number that the channel proved of whoever writes.
    """
    wrong = _wrong_codes(session, contact_id, now)
    if len(wrong) >= WRONG_CODES:
        return "wait"
    kept = session.scalar(select(GuardianCode).filter_by(code_hash=_digest(session, code)))
    if kept is None:
        settings.write(session, _tally(contact_id), json.dumps([*(at.isoformat() for at in wrong), now.isoformat()]))
        return "unknown"
    person = session.get_one(Person, kept.person_id)
    if _is_own_phone(session, person, contact_id, phone):
        return "own_phone"
    return _request(session, kept, now)


def reread(session: Session, code_id: int, now: datetime) -> Request | Refusal:
    """The same request when its talk ends: somebody else may have answered it meanwhile."""
    kept = session.get(GuardianCode, code_id)
    return "unknown" if kept is None else _request(session, kept, now)


def use(session: Session, code_id: int, now: datetime) -> bool:
    """Let the code serve, once; False where it has served, also to somebody at the same instant."""
    unused = update(GuardianCode).where(GuardianCode.id == code_id, GuardianCode.used_at.is_(None))
    return session.scalar(unused.values(used_at=now).returning(GuardianCode.id)) is not None


def agree(
    session: Session,
    person: Person,
    *,
    contact_id: int,
    by: Literal["guardian", "staff"],
    at: datetime,
    shown: Shown,
    checklist: Sequence[DocumentRule],
    guardian: Guardian,
) -> None:
    """The guardian agrees, by code ("guardian") or on a signed form ("staff"): the child's application goes on.

    Another name than the child gave is for staff to look at and refuses nobody. A guardian who writes from their own
    phone acts for the child from now on.
    """
    _answered(session, person, contact_id, by, at, shown, agreed=True, guardian=guardian)
    if by == "guardian":
        people.act_for(session, contact_id, person, "child", at)
    for application in _waiting(session, person):
        applications.guardian_said(session, application, _findings(person, guardian))
        if application.last_school is None:
            applications.enter(application, "wali_setuju", at, by=by)
        else:  # an office that asks everything at once has it all already
            applications.enter_first_states(application, checklist, at)
    session.flush()


def refuse(session: Session, person: Person, *, contact_id: int, at: datetime, shown: Shown) -> None:
    """The guardian does not agree: kept, and shown to staff; the child's minimum is erased when its time is up."""
    _answered(session, person, contact_id, "guardian", at, shown, agreed=False, guardian=None)
    for application in _waiting(session, person):
        applications.guardian_said(session, application, [Finding("guardian_refused", staff_only=True)])


def forget_wrong_codes(session: Session, now: datetime) -> None:
    """Drop the tallies of which nothing counts any more."""
    for row in session.scalars(select(Setting).where(Setting.name.startswith(_TALLY, autoescape=True))):
        if not _recent(row.value, now):
            session.delete(row)


def _request(session: Session, kept: GuardianCode, now: datetime) -> Request | Refusal:
    waiting = _waiting(session, session.get_one(Person, kept.person_id))
    if kept.used_at is not None or not waiting:
        return "used"
    return "expired" if kept.expires_at <= now else Request(kept.id, waiting[0])


def _waiting(session: Session, person: Person) -> list[Application]:
    of_person = select(Application).filter_by(person_id=person.id, state="menunggu_wali")
    return list(session.scalars(of_person.order_by(Application.id.desc())))


def _is_own_phone(session: Session, person: Person, contact_id: int, phone: str | None) -> bool:
    """The phone that registered the child, unless it is a guardian's, or a phone with the child's own number."""
    roles = session.scalars(select(Acting.role).filter_by(contact_id=contact_id, person_id=person.id))
    return roles.first() in ("self", "officer") or (phone is not None and phone == person.phone)


def _answered(
    session: Session,
    person: Person,
    contact_id: int,
    by: str,
    at: datetime,
    shown: Shown,
    *,
    agreed: bool,
    guardian: Guardian | None,
) -> None:
    consents.record(
        session,
        contact_id=contact_id,
        person_id=person.id,
        purpose="guardian",
        agreed=agreed,
        version=shown.version,
        language=shown.language,
        at=at,
    )
    audit.record(
        session,
        by=by,
        action="guardian_agreed" if agreed else "guardian_refused",
        at=at,
        contact_id=contact_id,
        person_id=person.id,
        after={"name": guardian.name, "relation": guardian.relation} if guardian else None,
    )


def _findings(person: Person, guardian: Guardian) -> list[Finding]:
    said = [Finding("guardian_agreed", {"name": guardian.name, "relation": guardian.relation}, staff_only=True)]
    if not _same_name(person.guardian_name or "", guardian.name):
        names = {"given": person.guardian_name or "", "said": guardian.name}
        said.append(Finding("guardian_name_differs", names, staff_only=True))
    return said


def _same_name(given: str, said: str) -> bool:
    return fuzz.token_set_ratio(reading.normalise(given), reading.normalise(said)) >= _ALIKE


def _digest(session: Session, code: str) -> str:
    return vault_of(session).keyed_hash(f"guardian code {code}")


def _tally(contact_id: int) -> str:
    return f"{_TALLY}{contact_id}"


def _wrong_codes(session: Session, contact_id: int, now: datetime) -> list[datetime]:
    """When this contact wrote wrong codes lately."""
    return _recent(settings.read(session, _tally(contact_id)) or "[]", now)


def _recent(tally: str, now: datetime) -> list[datetime]:
    """What still counts; a clock that was set back does not lock anybody out."""
    times = [datetime.fromisoformat(at) for at in json.loads(tally)]
    return [at for at in times if timedelta(0) <= now - at < WRONG_WITHIN]
