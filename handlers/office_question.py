"""A question to the office: brought to staff at once, and answered with where and when the office is reached."""

from handlers import question_card
from handlers.desk import Desk
from handlers.menu import short_menu
from handlers.reply import Reply
from programme import holidays, office_hours, office_questions
from programme.reading import text
from talk import Choice, Line

#: The place of the next message, which is the question itself.
PLACE = "office_question"
LONGEST = 1000


def invite(_desk: Desk) -> Reply:
    """Ask for the question, in their own words."""
    return Reply((Line("office-question"),), (Choice("no", Line("office_question-no")),), place=PLACE)


def reply(_desk: Desk) -> Reply:
    """The same where staff wrote first."""
    return Reply((Line("office-reply"),), (Choice("no", Line("office_question-no")),), place=PLACE)


def keep(desk: Desk, said: str) -> Reply:
    """Keep the question and say where and when the office is reached."""
    question = text.clean(said)[:LONGEST]
    if not any(letter.isalnum() for letter in question):
        return invite(desk).after(Line("kind-empty"))
    _to_staff(desk, question)
    return short_menu(desk, *_kept(desk))


def about(desk: Desk, subject: Line, words: str) -> Reply:
    """Something only staff can do yet: kept as a question to them."""
    _to_staff(desk, words)
    return short_menu(desk, subject, *_kept(desk))


def _to_staff(desk: Desk, words: str) -> None:
    """Keep it with what they were doing, and tell whoever is on duty at once."""
    talk = desk.conversation.talk
    doing = talk.name if talk is not None else None
    asked = office_questions.ask(desk.session, desk.contact_id, words, desk.now, doing)
    question_card.tell(desk.tx, asked, desk.office, desk.now, desk.zone)


def _kept(desk: Desk) -> tuple[Line, ...]:
    """That it is kept, whether the office is closed now, and where and when it is reached."""
    holiday = holidays.is_holiday(desk.session, desk.today)
    is_open = office_hours.is_open(desk.now.astimezone(desk.zone), desk.office.hours, is_holiday=holiday)
    kept = Line("office-kept", _where(desk))
    return (kept,) if is_open else (Line("office-closed"), kept)


def _where(desk: Desk) -> dict[str, str]:
    return {"address": desk.office.address, "hours": desk.office.hours, "phone": desk.office.phone}
