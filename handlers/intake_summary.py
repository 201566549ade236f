"""An intake in words: whole, in short, and what becomes another."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from handlers.questions import SummaryLine
from programme.intake_plans import Plan, changes
from talk import Line


def lines(plan: Plan, names: Sequence[str]) -> Iterator[SummaryLine]:
    """Each part of it, with the question that asks for it again."""
    for name in names:
        asked = "skill:0" if name == "skills" else name
        yield SummaryLine(asked, Line(f"intake-field-{name}"), in_words(getattr(plan, name)))


def changed_lines(before: Plan, after: Plan) -> Iterator[SummaryLine]:
    """Old and new of what is another; nothing where all stayed."""
    for change in changes(before, after):
        old, new = (getattr(plan, change.name) for plan in (before, after))
        asked = change.name
        if change.name == "skills":
            asked = "skill"
            old, new = (
                tuple(one for one in skills if one not in others) for skills, others in ((old, new), (new, old))
            )
        becomes = Line("intake-becomes", {"old": in_words(old), "new": in_words(new)})
        yield SummaryLine(asked, Line(f"intake-field-{change.name}"), becomes)


def rows(shown: Iterable[SummaryLine]) -> Line:
    """Lines under each other."""
    text = Line("empty")
    for line in shown:
        row = Line("intake-row", {"label": line.label, "value": line.value})
        text = Line("bullet", {"before": text, "next": row})
    return text


def _without(skills: Sequence[Any], others: Sequence[Any]) -> tuple[Any, ...]:
    """Only what is another: the rest stays as it is."""
    return tuple(one for one in skills if one not in others)


def skills_line(skills: Sequence[tuple[str, int | None]]) -> Line:
    """Each skill with its seats; a dash where there is none yet."""
    text = Line("nothing")
    for skill, seats in skills:
        limit = Line("seats-free") if seats is None else Line("as-is", {"text": str(seats)})
        one = Line("intake-skill_seats", {"skill": Line(f"skill-{skill}"), "seats": limit})
        text = one if text.key == "nothing" else Line("listed", {"before": text, "next": one})
    return text


def in_words(value: Any) -> Line:
    """One value."""
    if value is None:
        return Line("intake-open")
    if isinstance(value, tuple):
        return skills_line(value)
    if isinstance(value, date):
        return Line("date", {"day": value})
    return Line("as-is", {"text": str(value)})
