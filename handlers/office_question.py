"""A question to the office: kept for staff, and answered at once with where and when the office is reached."""

from handlers.desk import Desk
from handlers.menu import short_menu
from handlers.reply import Reply
from programme import office_questions
from programme.reading import text
from talk import Choice, Line

#: The place of the next message, which is the question itself.
PLACE = "office_question"
LONGEST = 1000


def invite(_desk: Desk) -> Reply:
    """Ask for the question, in their own words."""
    return Reply((Line("office-question"),), (Choice("no", Line("office_question-no")),), place=PLACE)


def keep(desk: Desk, said: str) -> Reply:
    """Keep the question and say where and when the office is reached."""
    question = text.clean(said)[:LONGEST]
    if not any(letter.isalnum() for letter in question):
        return invite(desk).after(Line("kind-empty"))
    office_questions.ask(desk.session, desk.contact_id, question, desk.now)
    return short_menu(desk, Line("office-kept", _where(desk)))


def about(desk: Desk, subject: Line, words: str) -> Reply:
    """Something only staff can do yet: kept as a question to them."""
    office_questions.ask(desk.session, desk.contact_id, words, desk.now)
    return short_menu(desk, subject, Line("office-kept", _where(desk)))


def _where(desk: Desk) -> dict[str, str]:
    return {"address": desk.office.address, "hours": desk.office.hours, "phone": desk.office.phone}
