"""`mundur`: out of a registration that was sent, after one question; later on only together with the office."""

from handlers import office_question
from handlers.desk import Desk
from handlers.menu import short_menu
from handlers.reply import Reply
from handlers.whose import picked, was_just_asked, whose
from programme import applications, rights
from programme.states import STATES, WITHDRAWABLE
from storage.tables import Application
from talk import Choice, Line

SURE = "withdraw_sure"


def withdraw(desk: Desk) -> Reply:
    """Whose, or at once the question for the only one."""
    return whose(desk, "withdraw", sure, question=Line("withdraw-whose"), nobody=Line("withdraw-nobody"))


def chosen(desk: Desk, _about: str, number: str) -> Reply:
    """The question for the one that was chosen."""
    return picked(desk, number, sure)


def sure(desk: Desk, application: Application) -> Reply:
    """One question; where the province has the name already, the office is told instead."""
    if STATES[application.state] == "nobody":
        return short_menu(desk, Line("withdraw-over", {"name": application.person.full_name}))
    if application.state not in WITHDRAWABLE:
        words = f"Ingin mengundurkan diri dari pendaftaran {application.number}."
        return office_question.about(desk, Line("mundur-office"), words)
    about = {"name": application.person.full_name, "number": application.number}
    choices = tuple(Choice(name, Line(f"withdraw_sure-{name}")) for name in ("yes", "no"))
    return Reply((Line("withdraw-sure", about),), choices, place=f"{SURE}:{application.number}")


def answered(desk: Desk, number: str, choice: str) -> Reply:
    """Withdraw after a yes to exactly this question."""
    if not was_just_asked(desk, f"{SURE}:{number}"):
        return short_menu(desk, Line("button-old"))
    if choice != "yes":
        return short_menu(desk, Line("withdraw-kept"))
    return picked(desk, number, _withdrawn)


def _withdrawn(desk: Desk, application: Application) -> Reply:
    if application.state not in WITHDRAWABLE:
        return sure(desk, application)
    applications.withdraw(desk.session, application, desk.now)
    rights.note(desk.session, "withdrawn", contact_id=desk.contact_id, person_id=application.person_id, at=desk.now)
    return short_menu(desk, Line("withdraw-done", {"name": application.person.full_name}))
