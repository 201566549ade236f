"""What a mentor hears on Monday morning: how the week was with their people, and what the next one brings."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import check_ins, mentors, risks
from programme.staff import Member
from storage.tables import Business, BusinessReport, CheckIn, Visit

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Digest:
    """A mentor's businesses, as their names, by what there is to say of them."""

    reported: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    at_risk: tuple[str, ...] = ()
    #: Those that are asked in the coming week, and those that are visited, with the day.
    asked: tuple[str, ...] = ()
    visited: tuple[tuple[str, date], ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return any((self.reported, self.silent, self.at_risk, self.asked, self.visited))


def of_member(session: Session, member: Member, now: datetime, zone: tzinfo) -> Digest:
    """Their week up to now, and the one that begins."""
    theirs = {business.id: business for business in mentors.businesses(session, member)}
    ids = list(theirs)
    reported = select(BusinessReport.business_id).where(
        BusinessReport.business_id.in_(ids), BusinessReport.made_at > now - _WEEK
    )
    asked = select(CheckIn.business_id).where(
        CheckIn.business_id.in_(ids), CheckIn.state.in_(check_ins.OPEN), CheckIn.due_at < now + _WEEK
    )
    today = now.astimezone(zone).date()
    coming = Visit.planned_on.between(today, today + _WEEK), Visit.done_on.is_(None), Visit.cancelled_at.is_(None)
    visits = session.scalars(select(Visit).where(Visit.business_id.in_(ids), *coming).order_by(Visit.planned_on))
    return Digest(
        reported=_named(theirs, set(session.scalars(reported))),
        silent=_named(theirs, check_ins.silent_among(session, ids)),
        at_risk=_named(theirs, set(risks.open_among(session, ids))),
        asked=_named(theirs, {number for number in session.scalars(asked) if number is not None}),
        visited=tuple((theirs[visit.business_id].name, visit.planned_on) for visit in visits),
    )


def _named(theirs: dict[int, Business], which: set[int]) -> tuple[str, ...]:
    return tuple(business.name for number, business in theirs.items() if number in which)
