"""Making and changing an intake: what must hold of it, and who changed what into what, in the trail."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Literal, Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import seat_offers, seating, staff
from programme.staff import Member
from storage.tables import Application, Intake, IntakeSkill

#: What cannot be, by the name of its text.
Problem = Literal[
    "closes_early",
    "starts_early",
    "ends_early",
    "news_early",
    "age_max_low",
    "no_skill",
    "seats_held",
    "skill_seats_held",
]
_DATES = ("opens", "closes", "starts", "ends", "reference_date", "news_by")


class NotPossible(Exception):  # noqa: N818 - a state of affairs, told kindly
    """The intake cannot be so. Nothing was changed."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Plan:
    """An intake as staff plan it."""

    year: int
    name: str
    #: Each skill that is offered with its own seats; None where it has no limit of its own.
    skills: tuple[tuple[str, int | None], ...]
    place: str | None
    opens: date
    #: The last day on which one can register.
    closes: date
    starts: date | None
    ends: date | None
    #: By when applicants hear next.
    news_by: date | None
    quota: int
    #: Seats that other regencies left, as the province granted them.
    granted: int
    age_min: int
    age_max: int
    #: The day on which the age is reckoned.
    reference_date: date

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be kept with a talk."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The plan that `to_json` wrote."""
        dates = {name: date.fromisoformat(stored[name]) if stored[name] else None for name in _DATES}
        skills = tuple((skill, seats) for skill, seats in stored["skills"])
        return cls(**{**stored, **dates, "skills": skills})


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is another now, in words that name nobody."""

    name: str
    before: str
    after: str


def plan_of(intake: Intake) -> Plan:
    """An intake as it is on record."""
    names = [field.name for field in fields(Plan) if field.name != "skills"]
    skills = tuple((offered.skill, offered.seats) for offered in intake.skills)
    return Plan(**{name: getattr(intake, name) for name in names}, skills=skills)


def held(session: Session, intake_id: int) -> dict[str, int]:
    """How many seats of each skill are held, or promised by a selection: an intake never has fewer."""
    taken = [*seating.skills_taken(session, intake_id), *seating.promised(session, intake_id)]
    return {skill: taken.count(skill) for skill in dict.fromkeys(taken)}


def chosen(session: Session, intake_id: int) -> frozenset[str]:
    """The skills that somebody chose first."""
    return frozenset(session.scalars(select(Application.first_skill).filter_by(intake_id=intake_id).distinct()))


def problems(plan: Plan, taken: Mapping[str, int]) -> Iterator[Problem]:
    """What cannot be, given the seats that are held in each skill."""
    if plan.closes <= plan.opens:
        yield "closes_early"
    if plan.starts is not None and plan.starts <= plan.closes:
        yield "starts_early"
    if plan.ends is not None and plan.ends <= (plan.starts or plan.closes):
        yield "ends_early"
    if plan.news_by is not None and plan.news_by <= plan.opens:
        yield "news_early"
    if plan.age_max < plan.age_min:
        yield "age_max_low"
    yield from _problems_of_seats(plan, taken)


def changes(before: Plan, after: Plan) -> list[Change]:
    """What is another in the second plan."""
    names = [field.name for field in fields(Plan) if getattr(before, field.name) != getattr(after, field.name)]
    return [Change(name, _written(getattr(before, name)), _written(getattr(after, name))) for name in names]


def create(session: Session, plan: Plan, *, by: Member, now: datetime) -> Intake:
    """A new intake. Raises NotPossible."""
    _check(plan, {})
    intake = Intake()
    _put(intake, plan)
    session.add(intake)
    session.flush()
    staff.note(session, by, "intake_created", at=now, subject="intake", why=f"{plan.name}, kuota {plan.quota}")
    return intake


def change(session: Session, intake_id: int, plan: Plan, *, by: Member, now: datetime) -> list[Change]:
    """Put a changed plan on record, each change with its line in the trail.

    Raises NotPossible where somebody has got a seat meanwhile. Whoever gives seats locks the same row.
    """
    intake = seat_offers.lock(session, intake_id)
    _check(plan, held(session, intake_id))
    changed = changes(plan_of(intake), plan)
    _put(intake, plan)
    session.flush()
    for one in changed:
        why = f"{plan.name}: {one.before} → {one.after}"
        staff.note(session, by, "intake_changed", at=now, subject=one.name, why=why)
    return changed


def _problems_of_seats(plan: Plan, taken: Mapping[str, int]) -> Iterator[Problem]:
    offered = dict(plan.skills)
    if not offered:
        yield "no_skill"
    if plan.quota + plan.granted < sum(taken.values()):
        yield "seats_held"
    for skill, count in taken.items():
        seats = offered.get(skill, 0)
        if seats is not None and seats < count:
            yield "skill_seats_held"


def _check(plan: Plan, taken: Mapping[str, int]) -> None:
    for problem in problems(plan, taken):
        raise NotPossible(problem)


def _put(intake: Intake, plan: Plan) -> None:
    for field in fields(Plan):
        if field.name != "skills":
            setattr(intake, field.name, getattr(plan, field.name))
    known = {offered.skill: offered for offered in intake.skills}
    rows = [known.get(skill) or IntakeSkill(skill=skill) for skill, _ in plan.skills]
    for position, (row, (_, seats)) in enumerate(zip(rows, plan.skills, strict=True)):
        row.seats, row.position = seats, position
    intake.skills = rows


def _written(value: Any) -> str:
    """A value of a plan in the trail's words."""
    if isinstance(value, tuple):
        return _skills(value)
    return "–" if value is None else f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value)


def _skills(skills: Sequence[tuple[str, int | None]]) -> str:
    return ", ".join(f"{skill} {'bebas' if seats is None else seats}" for skill, seats in skills)
