"""Questions that come again and again, answered from rows that the office edits."""

from handlers.desk import Desk
from handlers.menu import short_menu
from handlers.reply import Reply
from programme import answers, intakes
from talk import Line

#: The topic of each intent.
TOPICS = {
    "faq_requirements": "requirements",
    "faq_skills": "skills",
    "faq_schedule": "schedule",
    "faq_cost": "cost",
}


def topic(desk: Desk, said: str) -> str | None:
    """The topic whose phrases the office listed for what was said."""
    return answers.find(desk.session, said) if said else None


def answer_line(desk: Desk, topic: str) -> Line:
    """The answer as a text; the skills name those that are open this year."""
    text = answers.answer(desk.session, topic, desk.language)
    if text is None:
        return Line("answer-missing", {"phone": desk.office.phone})
    return Line("as-is", {"text": text})


def answer(desk: Desk, topic: str) -> Reply:
    """The answer, with the menu."""
    lines = [answer_line(desk, topic)]
    if topic == "skills":
        lines.append(open_skills(desk))
    return short_menu(desk, *lines)


def open_skills(desk: Desk) -> Line:
    """The skills that can be chosen this year."""
    intake = intakes.open_intake(desk.session, desk.today)
    if intake is None:
        return Line("answer-no_intake")
    text = Line("empty")
    for position, skill in enumerate(intake.skills):
        name = Line(f"skill-{skill}")
        text = name if position == 0 else Line("listed", {"before": text, "next": name})
    return Line("answer-open_skills", {"skills": text, "day": intake.closes})
