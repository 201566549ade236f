"""How an administrator plans an intake (angkatan), or changes one: only what is to be another is asked then."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from handlers.intake_form import ASKED, SKILLS, Facts
from handlers.intake_summary import changed_lines, lines, rows, skills_line
from handlers.questions import (
    FreeText,
    NewName,
    OneOf,
    PlannedDay,
    SeatCount,
    Skill,
    SkillSeats,
    Summary,
    WholeNumber,
    labelled,
)
from handlers.questions.seats import CLOSED, FREE
from handlers.registration_summary import given, numbered
from programme.intake_plans import Plan
from talk import Ask, Line, talk

DONE = "done"
#: Nobody younger or older is trained here.
YOUNGEST, OLDEST = 10, 60
#: How far from this year an intake may be planned or entered afterwards.
YEARS_BACK, YEARS_AHEAD = 2, 5
LONGEST_NAME, LONGEST_PLACE = 80, 120

#: What is known of the intake so far, by the names of programme.intake_plans.Plan.
Values = dict[str, Any]


@talk("intake")
def intake(ask: Ask, facts: Facts) -> Plan:
    """Everything of a new one, or what is to be changed; then a summary in which each answer is open to change."""
    plan = ask_new(ask, facts) if facts.plan is None else ask_changes(ask, facts, facts.plan)
    shown = tuple(lines(plan, ASKED) if facts.plan is None else changed_lines(facts.plan, plan))
    ask("confirm", Summary(shown, given(ask)), lines=numbered(shown))
    return plan


def ask_new(ask: Ask, facts: Facts) -> Plan:
    """Question after question; seats that other regencies leave are granted later."""
    values: Values = {"granted": 0}
    for name in ASKED:
        values[name] = ask_skills(ask) if name == "skills" else QUESTIONS[name](ask, values, facts)
    return Plan(**values)


def ask_changes(ask: Ask, facts: Facts, before: Plan) -> Plan:
    """What is to be another, one after the other, until it is enough."""
    plan, changed = before, list[str]()
    while (wanted := ask_which(ask, changed, before, plan)) != DONE:
        changed.append(wanted)
        if wanted == "skills":
            plan = replace(plan, skills=ask_skill(ask, plan, facts))
            continue
        values = {name: getattr(plan, name) for name in (*ASKED, "granted")}
        plan = replace(plan, **{wanted: QUESTIONS[wanted](ask, values, facts)})
    return plan


def ask_which(ask: Ask, changed: list[str], before: Plan, plan: Plan) -> str:
    """What is to be changed next; once something was, it may be enough."""
    left = labelled("intake-field", *(name for name in ASKED if name not in changed))
    if changed:
        left = (*labelled("intake-field", DONE), *left)
    shown = Line("intake-so_far", {"rows": rows(changed_lines(before, plan))})
    if not changed:
        shown = Line("intake-now", {"rows": rows(lines(plan, ASKED))})
    return ask("which", OneOf(left, "intake-field"), str(len(changed)), shown=shown)


def ask_skills(ask: Ask) -> tuple[tuple[str, int | None], ...]:
    """One skill after another with its seats, until it is enough."""
    seats: dict[str, int | None] = {}
    while len(seats) < len(SKILLS):
        left = labelled("skill", *(skill for skill in SKILLS if skill not in seats))
        if seats:
            left = (*labelled("intake-skill", DONE), *left)
        skill = ask("skill", Skill(left), str(len(seats)), so_far=skills_line(tuple(seats.items())))
        if skill == DONE:
            break
        answer = ask("seats", SkillSeats(), skill, skill=Line(f"skill-{skill}"))
        seats[skill] = _limit(answer)
    return tuple(seats.items())


def ask_skill(ask: Ask, plan: Plan, facts: Facts) -> tuple[tuple[str, int | None], ...]:
    """Other seats for one skill, a new one, or one that is no longer offered."""
    offered = dict(plan.skills)
    skill = ask("skill", Skill(labelled("skill", *SKILLS)), so_far=skills_line(plan.skills))
    held, only_one = facts.held.get(skill, 0), set(offered) == {skill}
    kind = SkillSeats(held, closable=skill in offered and not only_one)
    answer = ask("seats", kind, skill, skill=Line(f"skill-{skill}"))
    if answer == CLOSED:
        if skill in facts.chosen:
            ask.tell("skill_chosen", skill=Line(f"skill-{skill}"))
        return tuple((name, seats) for name, seats in plan.skills if name != skill)
    return tuple({**offered, skill: _limit(answer)}.items())


def _limit(answer: int | str) -> int | None:
    """None where a skill has no limit of its own."""
    return None if answer == FREE else int(answer)


def _year(ask: Ask, _values: Values, facts: Facts) -> int:
    return ask("year", WholeNumber(facts.today.year - YEARS_BACK, facts.today.year + YEARS_AHEAD))


def _name(ask: Ask, values: Values, facts: Facts) -> str:
    return ask("name", NewName(LONGEST_NAME, facts.names), year=values["year"])


def _place(ask: Ask, _values: Values, _facts: Facts) -> str | None:
    return ask("place", FreeText(LONGEST_PLACE, optional=True))


def _opens(ask: Ask, values: Values, facts: Facts) -> Any:
    return ask("opens", PlannedDay(facts.today, before=_set("closes", values), same=facts.today))


def _closes(ask: Ask, values: Values, facts: Facts) -> Any:
    day = ask("closes", PlannedDay(facts.today, after=_set("opens", values), before=_set("starts", values)))
    if day is not None and day < facts.today:
        ask.tell("closed_already")
    return day


def _starts(ask: Ask, values: Values, facts: Facts) -> Any:
    after, before = _set("closes", values), _set("ends", values)
    return ask("starts", PlannedDay(facts.today, after, before, optional=True))


def _ends(ask: Ask, values: Values, facts: Facts) -> Any:
    after = _set("starts", values) or _set("closes", values)
    return ask("ends", PlannedDay(facts.today, after=after, optional=True))


def _news_by(ask: Ask, values: Values, facts: Facts) -> Any:
    return ask("news_by", PlannedDay(facts.today, after=_set("opens", values), optional=True))


def _reference_date(ask: Ask, values: Values, facts: Facts) -> Any:
    return ask("reference_date", PlannedDay(facts.today, same=values.get("starts")))


def _quota(ask: Ask, values: Values, facts: Facts) -> int:
    quota = ask("quota", SeatCount(sum(facts.held.values()), values["granted"]))
    if quota + values["granted"] == 0:
        ask.tell("no_seats")
    return quota


def _age_min(ask: Ask, values: Values, _facts: Facts) -> int:
    return ask("age_min", WholeNumber(YOUNGEST, values.get("age_max", OLDEST)))


def _age_max(ask: Ask, values: Values, _facts: Facts) -> int:
    return ask("age_max", WholeNumber(values["age_min"], OLDEST))


def _set(name: str, values: Values) -> tuple[Line, Any] | None:
    """A day that is set already, with its label."""
    return (Line(f"intake-field-{name}"), values[name]) if values.get(name) else None


QUESTIONS: Mapping[str, Callable[[Ask, Values, Facts], Any]] = {
    "year": _year,
    "name": _name,
    "place": _place,
    "opens": _opens,
    "closes": _closes,
    "starts": _starts,
    "ends": _ends,
    "news_by": _news_by,
    "quota": _quota,
    "age_min": _age_min,
    "age_max": _age_max,
    "reference_date": _reference_date,
}
