"""Participants of the training, from departure to graduation: one step at a time, for one or for many."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import alumni, cases, check_ins, seating
from programme.office import Office
from programme.staff import Member
from programme.states import SEATED, may_enter
from storage.tables import Application, ApplicationEvent, Intake

#: What staff note of participants, and the state that each becomes; the first four are steps of everybody.
ACTS: Mapping[str, str] = {
    "depart": "diberangkatkan",
    "begin": "mengikuti_pelatihan",
    "intern": "magang",
    "graduate": "lulus",
    "quit": "mengundurkan_diri",
    "home": "dipulangkan",
}
#: Nobody is sent home or counted as withdrawn without a reason.
WITH_REASON = frozenset({"quit", "home"})
#: States in which somebody who had a seat has left it.
_LEFT = frozenset({"mengundurkan_diri", "dipulangkan"})
#: By day alone: nobody writes down at what hour a bus left.
_NOON = time(12)


def intakes(session: Session) -> list[Intake]:
    """Those that have participants, the newest first."""
    seated = select(Application.intake_id).where(Application.state.in_(SEATED))
    return list(session.scalars(select(Intake).where(Intake.id.in_(seated)).order_by(Intake.id.desc())))


def left(session: Session, intake_id: int) -> list[Application]:
    """Who had a seat and gave it up, or was sent home, in the order in which they registered."""
    had_seat = select(ApplicationEvent.application_id).where(ApplicationEvent.state.in_(SEATED))
    gone = Application.intake_id == intake_id, Application.state.in_(_LEFT), Application.id.in_(had_seat)
    found = session.scalars(select(Application).where(*gone).order_by(Application.id))
    return [application for application in found if application.person.anonymised_at is None]


def acts(application: Application) -> list[str]:
    """What can be noted of somebody now; nothing while the case is paused, or of whoever holds no seat."""
    if application.state not in SEATED or seating.set_aside(application):
        return []
    return [act for act, state in ACTS.items() if may_enter(application.state, state, "staff")]


def together(people: Sequence[Application]) -> dict[tuple[str, str], list[Application]]:
    """The steps that several can take at once: by their state and the act, who could."""
    found: dict[tuple[str, str], list[Application]] = {}
    for application in people:
        for act in acts(application):
            if act not in WITH_REASON:
                found.setdefault((application.state, act), []).append(application)
    return found


def note(
    session: Session,
    numbers: Collection[str],
    act: str,
    on: date,
    reason: str | None,
    *,
    by: Member,
    now: datetime,
    office: Office,
    zone: tzinfo,
) -> list[Application]:
    """Note it of all of them of whom it can (still) be noted; returns whose case changed."""
    theirs = select(Application).where(Application.number.in_(numbers)).order_by(Application.id)
    held = theirs.with_for_update(of=Application).execution_options(populate_existing=True)
    changed = [one for one in session.scalars(held).all() if act in acts(one)]
    for application in changed:
        at = _moment(application, on, now, zone)
        cases.enter(session, application, ACTS[act], by, now, at=at, reason=reason)
        if act == "graduate":
            alumnus = alumni.graduated(session, application, at.astimezone(zone).date())
            check_ins.begin_alumnus(session, alumnus, now, office, zone)
    return changed


def _moment(application: Application, on: date, now: datetime, zone: tzinfo) -> datetime:
    """Now, or some moment of an earlier day, and never before the case came into its present state."""
    if on >= now.astimezone(zone).date():
        return now
    return max(datetime.combine(on, _NOON, zone), application.state_since)
