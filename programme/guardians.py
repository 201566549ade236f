"""A guardian's yes or no for a child, from a phone of the guardian's own (UU 27/2022 art. 25).

The child passes on a code; whoever writes it from another phone is told who asks and answers. Only the keyed hash of a
code is kept, and a code serves once. A signed form that staff have checked ends in the same `agree`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from rapidfuzz import fuzz
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from programme import applications, audit, codes, consents, people
from programme.checklist import DocumentRule
from programme.eligibility import Finding
from programme.reading import code as reading_code
from programme.reading import text as reading
from programme.staff import Member
from storage.tables import Acting, Application, GuardianCode, Person

#: Why a code opens nothing; "wait" after too many wrong ones.
Refusal = Literal["unknown", "used", "expired", "own_phone", "wait"]

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
class SignedForm:
    """The signed form, as a member of staff has seen it."""

    seen_by: Member
    signed_on: date


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
    code, expires_at = reading_code.new(), now + timedelta(hours=hours)
    hashed = codes.digest(session, "guardian", code)
    session.add(GuardianCode(person_id=person.id, code_hash=hashed, made_at=now, expires_at=expires_at))
    session.flush()
    return code, expires_at


def look_up(session: Session, code: str, *, contact_id: int, phone: str | None, now: datetime) -> Request | Refusal:
    """What the code asks, or why it asks nothing. Wrong ones are counted, since they may be guesses.

    `phone` is the number that the channel proved of whoever writes.
    """
    if codes.must_wait(session, contact_id, now):
        return "wait"
    kept = session.scalar(select(GuardianCode).filter_by(code_hash=codes.digest(session, "guardian", code)))
    if kept is None:
        codes.count_wrong(session, contact_id, now)
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
    form: SignedForm | None = None,
) -> None:
    """The guardian agrees, by code ("guardian") or on a signed form ("staff"): the child's application goes on.

    Another name than the child gave is for staff to look at and refuses nobody. A guardian who writes from their own
    phone acts for the child from now on.
    """
    _answered(session, person, contact_id, by, at, shown, agreed=True, guardian=guardian, form=form)
    if by == "guardian":
        people.act_for(session, contact_id, person, "child", at)
    for application in _waiting(session, person):
        applications.guardian_said(session, application, _findings(person, guardian))
        if application.last_school is None:
            applications.enter(application, "wali_setuju", at, by=by, staff_id=form.seen_by.id if form else None)
        else:  # an office that asks everything at once has it all already
            applications.enter_first_states(application, checklist, at)
    session.flush()


def waits(session: Session, application_id: int) -> Application | None:
    """That application, if it waits for a guardian; whoever else would answer for it waits meanwhile."""
    one = select(Application).filter_by(id=application_id, state="menunggu_wali")
    return session.scalar(one.with_for_update(of=Application).execution_options(populate_existing=True))


def refuse(session: Session, person: Person, *, contact_id: int, at: datetime, shown: Shown) -> None:
    """The guardian does not agree: kept, and shown to staff; the child's minimum is erased when its time is up."""
    _answered(session, person, contact_id, "guardian", at, shown, agreed=False, guardian=None)
    for application in _waiting(session, person):
        applications.guardian_said(session, application, [Finding("guardian_refused", staff_only=True)])


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
    form: SignedForm | None = None,
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
        staff_id=form.seen_by.id if form else None,
        after=_told(guardian, form) if guardian else None,
    )


def _told(guardian: Guardian, form: SignedForm | None) -> dict[str, str]:
    told = {"name": guardian.name, "relation": guardian.relation}
    return {**told, "signed_on": form.signed_on.isoformat()} if form else told


def _findings(person: Person, guardian: Guardian) -> list[Finding]:
    said = [Finding("guardian_agreed", {"name": guardian.name, "relation": guardian.relation}, staff_only=True)]
    if not _same_name(person.guardian_name or "", guardian.name):
        names = {"given": person.guardian_name or "", "said": guardian.name}
        said.append(Finding("guardian_name_differs", names, staff_only=True))
    return said


def _same_name(given: str, said: str) -> bool:
    return fuzz.token_set_ratio(reading.normalise(given), reading.normalise(said)) >= _ALIKE
