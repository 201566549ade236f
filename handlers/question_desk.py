"""`pertanyaan` for staff: what people ask the office, what waits first, each with who has it in hand."""

from handlers import question_card, question_talks
from handlers.desk import Desk
from handlers.notify import OWN_CASE, tell_member
from handlers.reply import Reply
from handlers.staff_commands import Command, Menu
from handlers.staff_desk import row_number, said
from handlers.subject import Begin
from programme import office_questions, staff
from programme.staff import Member
from storage.tables import OfficeQuestion
from talk import Choice, Line

#: The places of the list, and of the choice to whom one is handed over.
LIST, TO = "questions", "question_to"
#: More do not fit on a phone.
SHOWN = 8


def listed(desk: Desk, member: Member, *before: Line) -> Reply:
    """What waits, the longest first, and below it what was answered last."""
    found = office_questions.listed(desk.session, member, SHOWN)
    if not found:
        return said(*before, Line("questions-none"))
    choices = [Choice(str(one.id), _label(desk, one)) for one in found]
    waiting = sum(one.state == "open" for one in found)
    head = Line("questions-list", {"waiting": waiting}) if waiting else Line("questions-all_answered")
    return Reply((*before, head), (*choices, Choice("menu", Line("staff-menu"))), place=LIST)


def _label(desk: Desk, question: OfficeQuestion) -> Line:
    """Waiting, in somebody's hand, or done."""
    stands = "taken" if question.state == "open" and question.taken_by else question.state
    return Line(f"questions-row_{stands}", {"who": question_card.label(desk.tx, question)})


def _listed(desk: Desk, member: Member, _about: str, choice: str) -> Reply:
    question = _seen(desk, member, choice)
    return _card(desk, question) if question else listed(desk, member, Line("questions-gone"))


def _one(desk: Desk, member: Member, about: str, choice: str) -> Reply | Begin:
    question = _seen(desk, member, about)
    if question is None:
        return listed(desk, member, Line("questions-gone"))
    if choice == "back":
        return listed(desk, member)
    if choice == "keep":
        return _keep(desk, question)
    if (other := office_questions.holder(desk.session, question, but=member)) is not None and choice != "hand_over":
        return _card(desk, question, Line("questions-held", {"name": other.name}))
    return _act(desk, member, question, choice)


def _act(desk: Desk, member: Member, question: OfficeQuestion, choice: str) -> Reply | Begin:
    """What only one member does at a time."""
    if choice == "hand_over":
        return _to_whom(desk, member, question)
    if choice == "close":
        return _close(desk, member, question)
    if choice in ("take", "answer") and not office_questions.take(desk.session, question, member, desk.now):
        return _card(desk, question)  # somebody was quicker, and the card says who
    if choice == "answer":
        return Begin(question_talks.ANSWER, question_talks.facts_of(desk, question))
    return _card(desk, question)


def _keep(desk: Desk, question: OfficeQuestion) -> Reply | Begin:
    if office_questions.last_answer(desk.session, question) is None:
        return _card(desk, question, Line("questions-no_answer"))
    return Begin(question_talks.KEEP, question_talks.facts_of(desk, question))


def _close(desk: Desk, member: Member, question: OfficeQuestion) -> Reply:
    """Whoever still waits is told."""
    if question.state == "open":
        told = Line("answered-closed", {"question": question_card.quoted(desk.tx, question)})
        office_questions.close(desk.session, question, member, desk.now)
        question_card.give(desk.tx, question, told, desk.now)
    return said(Line("questions-closed"), also=(LIST,))


def _to_whom(desk: Desk, member: Member, question: OfficeQuestion) -> Reply:
    others = [one for one in staff.members(desk.session, "answer") if one.id != member.id]
    if not others:
        return _card(desk, question, Line("questions-nobody_else"))
    choices = tuple(Choice(str(one.id), Line("as-is", {"text": one.name})) for one in others)
    return Reply((Line("questions-to_whom"),), (*choices, Choice("no", Line("question-back"))), f"{TO}:{question.id}")


def _handed(desk: Desk, member: Member, about: str, choice: str) -> Reply:
    question = _seen(desk, member, about)
    if question is None:
        return listed(desk, member, Line("questions-gone"))
    to = staff.get(desk.session, row_number(choice))
    if to is None or not to.may("answer"):
        return _card(desk, question)
    office_questions.hand_over(desk.session, question, to, by=member, now=desk.now)
    if to.id != member.id:
        card = _card(desk, question, Line("question-handed", {"name": member.name}))
        tell_member(desk.tx, to, card, desk.now, priority=OWN_CASE)
    return said(Line("questions-handed", {"name": to.name}), also=(LIST,))


def _card(desk: Desk, question: OfficeQuestion, *before: Line) -> Reply:
    return question_card.card(desk.tx, question, desk.office, desk.zone, *before)


def _seen(desk: Desk, member: Member, question_id: str) -> OfficeQuestion | None:
    question = office_questions.get(desk.session, row_number(question_id))
    return question if question and office_questions.may_see(desk.session, member, question) else None


COMMANDS = (Command(LIST, "answer", listed),)
MENUS = (Menu(LIST, "answer", _listed), Menu(question_card.PLACE, "answer", _one), Menu(TO, "answer", _handed))
