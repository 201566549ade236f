"""What a member of staff should look at today: told once a day, and only where there is something."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from programme import claims, office_questions
from programme.office import Office
from programme.quiet import next_day
from programme.staff import Member
from programme.states import TO_VERIFY
from storage.tables import Application, DataRequest, Objection, Person

_DAY = timedelta(days=1)
_SATURDAY = 5
#: In so many working days a question is answered; then it is raised.
_ANSWERED_IN = 1
#: A paused case waits, and is nobody's work.
_WORKED_WITH = (Person.restricted_at.is_(None), Person.anonymised_at.is_(None))


@dataclass(frozen=True, slots=True)
class Work:
    """How much of each kind there is, for this member."""

    #: Cases that wait for verification longer than the office promised.
    late_cases: int = 0
    objections: int = 0
    #: Questions that have waited for longer than a working day.
    questions: int = 0
    #: Requests for rights about data whose 72 hours end before long, and those that are over already.
    requests_near: int = 0
    requests_over: int = 0
    #: People who say that they graduated in an earlier year.
    claims: int = 0

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return any(
            (self.late_cases, self.objections, self.questions, self.requests_near, self.requests_over, self.claims)
        )


def of_member(
    session: Session, member: Member, now: datetime, office: Office, zone: tzinfo, holidays: Container[date]
) -> Work:
    """What lies with this member now, by what they may do; the clocks of the law are told to administrators."""
    near, over = _requests(session, now, office, zone, holidays) if "admin" in member.roles else (0, 0)
    return Work(
        late_cases=_late_cases(session, now, office, zone, holidays) if member.may("verify") else 0,
        objections=_objections(session) if member.may("objections") else 0,
        questions=_questions(session, member, now, zone, holidays) if member.may("answer") else 0,
        requests_near=near,
        requests_over=over,
        claims=claims.how_many(session) if member.may("alumni") else 0,
    )


def working_days_before(moment: datetime, days: int, holidays: Container[date], zone: tzinfo) -> datetime:
    """The instant so many working days (Monday to Friday, no holidays) before that one."""
    local = moment.astimezone(zone)
    while days > 0:
        local -= _DAY
        days -= local.weekday() < _SATURDAY and local.date() not in holidays
    return local


def _questions(session: Session, member: Member, now: datetime, zone: tzinfo, holidays: Container[date]) -> int:
    return office_questions.waiting(session, member, working_days_before(now, _ANSWERED_IN, holidays, zone))


def _late_cases(session: Session, now: datetime, office: Office, zone: tzinfo, holidays: Container[date]) -> int:
    promised = working_days_before(now, office.reminding.verify_days, holidays, zone)
    late = Application.state.in_(TO_VERIFY), Application.clock_since < promised
    counted = select(func.count()).select_from(Application).join(Person).where(*late, *_WORKED_WITH)
    return session.scalar(counted) or 0


def _objections(session: Session) -> int:
    undecided = select(func.count()).select_from(Objection).join(Objection.application).join(Application.person)
    return session.scalar(undecided.where(Objection.decided_at.is_(None), *_WORKED_WITH)) or 0


def _requests(
    session: Session, now: datetime, office: Office, zone: tzinfo, holidays: Container[date]
) -> tuple[int, int]:
    """Near are those that would have less than a day when the office is next told: a Sunday's are told on Saturday."""
    told_next = next_day(now, office.reminding, holidays, zone)
    open_until = select(func.count()).select_from(DataRequest).where(DataRequest.done_at.is_(None))
    over = session.scalar(open_until.where(DataRequest.due_at <= now)) or 0
    near = session.scalar(open_until.where(DataRequest.due_at > now, DataRequest.due_at <= told_next + _DAY)) or 0
    return near, over
