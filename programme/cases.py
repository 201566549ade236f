"""What staff do to a case: every change of its state with who made it, in the timeline and in the trail."""

from datetime import datetime

from sqlalchemy.orm import Session

from programme import applications, staff
from programme.staff import Member
from storage.tables import Application


def enter(
    session: Session,
    application: Application,
    state: str,
    member: Member,
    now: datetime,
    *,
    at: datetime | None = None,
    reason_id: str | None = None,
    reason: str | None = None,
) -> None:
    """Bring a case into a state; `at` is when it came there, where that is noted only now. Raises NotAllowed."""
    before = application.state
    applications.enter(
        application, state, at or now, by="staff", staff_id=member.id, reason_id=reason_id, reason=reason
    )
    session.flush()
    staff.note(
        session,
        member,
        "state_changed",
        at=now,
        person_id=application.person_id,
        subject="state",
        before=before,
        after=state,
        why=reason_id,
    )
