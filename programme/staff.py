"""Who works here, and what each may do: invited with a code, named in the trail, and out at once when removed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from programme import audit, codes
from programme.reading import code as reading_code
from storage.tables import StaffInvitation, StaffMember, StaffRole

#: What a member can be; one may be several.
ROLES = ("admin", "verifier", "mentor", "announcer", "answerer", "village_officer")
VILLAGE_OFFICER = "village_officer"

#: What is done here, each by some of the roles.
Duty = Literal[
    "verify",
    "register",
    "select",
    "intakes",
    "staff",
    "trail",
    "overview",
    "export",
    "import",
    "send",
    "objections",
    "rights",
    "alumni",
    "mentor",
    "mentors",
    "aid",
    "approve_aid",
    "answer",
]

_ADMIN = frozenset({"admin"})
_CASES = _ADMIN | {"verifier"}

#: Which roles may do what: the only table of that. Asked before anything is shown, and again before it is done.
DUTIES: Mapping[Duty, frozenset[str]] = {
    "verify": _CASES,
    "register": _CASES | {VILLAGE_OFFICER},
    "select": _ADMIN,
    "intakes": _ADMIN,
    "staff": _ADMIN,
    "trail": _ADMIN,
    "overview": _CASES | {"mentor", "announcer", VILLAGE_OFFICER},
    "export": _CASES,
    "import": _CASES,
    "send": _CASES,
    "objections": _CASES,
    "rights": _CASES,
    "alumni": _CASES | {"mentor"},
    "mentor": _ADMIN | {"mentor"},
    "mentors": _ADMIN,
    "aid": _CASES | {"mentor"},
    "approve_aid": _ADMIN,
    "answer": _CASES | {"mentor", "answerer"},
}

#: How long an invitation serves.
INVITED_FOR = timedelta(days=3)

#: Why a code makes nobody a member; "wait" after too many wrong ones.
Refusal = Literal["unknown", "used", "expired", "member", "wait"]


class LastAdmin(Exception):  # noqa: N818 - a state of affairs, told kindly
    """Without an administrator nobody could invite anybody any more. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the office, as they are now."""

    id: int
    #: None where their chat was erased.
    contact_id: int | None
    name: str
    roles: frozenset[str]
    #: Where a village officer may look; everybody else of the office sees every village.
    villages: frozenset[str]

    def may(self, duty: Duty) -> bool:
        """Whether one of their roles does that."""
        return not self.roles.isdisjoint(DUTIES[duty])

    @property
    def only_villages(self) -> frozenset[str] | None:
        """The villages to which they are limited; None where they are not."""
        return self.villages if self.roles == {VILLAGE_OFFICER} else None


@dataclass(frozen=True, slots=True)
class Invited:
    """What an invitation makes of whoever uses it."""

    name: str
    roles: tuple[str, ...]
    villages: tuple[str, ...] = ()


def of_contact(session: Session, contact_id: int) -> Member | None:
    """The member who writes from there; None for everybody else, and for whoever was removed."""
    row = session.scalar(select(StaffMember).filter_by(contact_id=contact_id, removed_at=None))
    return None if row is None else _member(row)


def get(session: Session, staff_id: int) -> Member | None:
    """That member, unless they were removed."""
    row = session.get(StaffMember, staff_id)
    return None if row is None or row.removed_at is not None else _member(row)


def members(session: Session, duty: Duty | None = None) -> list[Member]:
    """Everybody of the office, in the order in which they came, or those who may do that."""
    rows = session.scalars(select(StaffMember).filter_by(removed_at=None).order_by(StaffMember.id))
    return [member for member in map(_member, rows) if duty is None or member.may(duty)]


def name_of(session: Session, staff_id: int) -> str:
    """Their name, also after they left."""
    return session.get_one(StaffMember, staff_id).name


def names(session: Session) -> Mapping[int, str]:
    """Everybody who works here or once did, by number."""
    return {member.id: member.name for member in session.scalars(select(StaffMember).order_by(StaffMember.id))}


def invite(session: Session, invited: Invited, *, by: Member | None, now: datetime) -> str:
    """A code that makes its writer a member, once, within three days. None invites from the command line.

    The code itself is kept nowhere.
    """
    code = reading_code.new()
    session.add(
        StaffInvitation(
            code_hash=codes.digest(session, "staff", code),
            name=invited.name,
            roles=",".join(invited.roles),
            villages=",".join(invited.villages),
            invited_by=by.id if by else None,
            made_at=now,
            expires_at=now + INVITED_FOR,
        )
    )
    _record(session, by, "staff_invited", at=now, subject=",".join(invited.roles))
    return code


def accept(session: Session, code: str, contact_id: int, now: datetime) -> Member | Refusal:
    """Make a member of whoever wrote the code, or say why not. Wrong ones are counted, since they may be guesses."""
    if codes.must_wait(session, contact_id, now):
        return "wait"
    kept = session.scalar(select(StaffInvitation).filter_by(code_hash=codes.digest(session, "staff", code)))
    if kept is None:
        codes.count_wrong(session, contact_id, now)
        return "unknown"
    if kept.expires_at <= now:
        return "expired"
    if of_contact(session, contact_id) is not None:
        return "member"
    return _joined(session, kept, contact_id, now) if _use(session, kept.id, now) else "used"


def set_roles(
    session: Session, staff_id: int, roles: Collection[str], villages: Collection[str], *, by: Member, now: datetime
) -> None:
    """Change what a member may do. Raises LastAdmin."""
    row = session.get_one(StaffMember, staff_id)
    if "admin" not in roles:
        _keep_an_admin(session, staff_id)
    row.roles = []
    session.flush()
    row.roles = _rows(roles, villages)
    _record(session, by, "staff_roles_changed", at=now, subject=",".join(sorted(roles)), why=f"staff {staff_id}")


def remove(session: Session, staff_id: int, *, by: Member | None, now: datetime) -> None:
    """Let a member do nothing any more, from this moment on. Raises LastAdmin."""
    _keep_an_admin(session, staff_id)
    session.get_one(StaffMember, staff_id).removed_at = now
    _record(session, by, "staff_removed", at=now, why=f"staff {staff_id}")


def note(
    session: Session,
    member: Member,
    action: str,
    *,
    at: datetime,
    person_id: int | None = None,
    subject: str = "",
    before: Any = None,
    after: Any = None,
    why: str | None = None,
) -> None:
    """A line in the trail of what a member did; `subject` and `why` name nobody (programme.audit)."""
    audit.record(
        session,
        by="staff",
        action=action,
        at=at,
        contact_id=member.contact_id,
        person_id=person_id,
        staff_id=member.id,
        subject=subject,
        before=before,
        after=after,
        why=why,
    )


def _member(row: StaffMember) -> Member:
    roles = frozenset(role.role for role in row.roles)
    villages = frozenset(role.village for role in row.roles if role.village)
    return Member(row.id, row.contact_id, row.name, roles, villages)


def _use(session: Session, invitation_id: int, now: datetime) -> bool:
    """Let it serve, once; False where it has served, also to somebody at the same instant."""
    unused = StaffInvitation.id == invitation_id, StaffInvitation.used_at.is_(None)
    used = update(StaffInvitation).where(*unused).values(used_at=now).returning(StaffInvitation.id)
    return session.scalar(used) is not None


def _joined(session: Session, invitation: StaffInvitation, contact_id: int, now: datetime) -> Member:
    """Somebody who was removed and comes back is the same member, so that what they did stays one person's."""
    row = session.scalar(select(StaffMember).filter_by(contact_id=contact_id))
    if row is None:
        row = StaffMember(contact_id=contact_id, name=invitation.name, since=now)
        session.add(row)
    row.name, row.removed_at, row.roles = invitation.name, None, []
    session.flush()
    row.roles = _rows(_listed(invitation.roles), _listed(invitation.villages))
    session.flush()
    member = _member(row)
    note(session, member, "staff_joined", at=now, subject=invitation.roles)
    return member


def _rows(roles: Collection[str], villages: Collection[str]) -> list[StaffRole]:
    whole = [StaffRole(role=role, village="") for role in roles if role != VILLAGE_OFFICER]
    return whole + [StaffRole(role=VILLAGE_OFFICER, village=village) for village in _of_officer(roles, villages)]


def _of_officer(roles: Collection[str], villages: Collection[str]) -> Sequence[str]:
    return sorted(set(villages)) if VILLAGE_OFFICER in roles else ()


def _keep_an_admin(session: Session, but: int) -> None:
    admins = [member for member in members(session) if "admin" in member.roles]
    if [member.id for member in admins] == [but]:
        raise LastAdmin


def _record(
    session: Session, by: Member | None, action: str, *, at: datetime, subject: str = "", why: str | None = None
) -> None:
    if by is None:
        audit.record(session, by="operator", action=action, at=at, subject=subject, why=why)
    else:
        note(session, by, action, at=at, subject=subject, why=why)


def _listed(joined: str) -> list[str]:
    return [one for one in joined.split(",") if one]
