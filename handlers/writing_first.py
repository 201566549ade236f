"""`tulis` for staff: a message to somebody who is registered, into the same thread as their questions."""

from dataclasses import dataclass

from handlers import question_card
from handlers.desk import Desk
from handlers.question_talks import MOST_LETTERS
from handlers.questions import FreeText
from handlers.registration_summary import phone_of
from handlers.reply import Reply
from handlers.staff_commands import Command, Menu
from handlers.staff_desk import as_begun, member_for, said
from handlers.status import number_in
from handlers.subject import Begin, NoFacts, PlainFacts, Subject
from programme import applications, office_questions
from programme.staff import Member
from storage.tables import Application
from talk import Answers, Ask, Choice, Line, talk

FIND, MESSAGE = "write_find", "write_message"
PLACE = "write_to"


@dataclass(frozen=True, slots=True)
class Facts(PlainFacts):
    """To whom."""

    number: str
    name: str


@talk(FIND)
def write_find(ask: Ask, _facts: NoFacts) -> str:
    """The number of whom they mean."""
    return ask("number", FreeText(most=40)) or ""


@talk(MESSAGE)
def write_message(ask: Ask, facts: Facts) -> str:
    """In their own words."""
    return ask("words", FreeText(most=MOST_LETTERS), name=facts.name) or ""


def begin(_desk: Desk, _member: Member) -> Begin:
    """Ask for the number first, so that the name can be looked at before anything is written."""
    return Begin(FIND)


def _no_facts(desk: Desk) -> NoFacts | Reply:
    member = member_for(desk, "answer")
    return member if isinstance(member, Reply) else NoFacts()


def _facts(desk: Desk) -> Facts | Reply:
    return as_begun(desk, "answer", Facts, said(Line("button-old"), also=("write",)))


def _found(desk: Desk, written: str, _known: NoFacts, _answers: Answers) -> Reply:
    """Who it is, to be looked at."""
    member = member_for(desk, "answer")
    if isinstance(member, Reply):
        return member
    number = number_in(written, desk.office.prefix) or written
    application = _writable(desk, member, number)
    if isinstance(application, Reply):
        return application
    choices = (Choice("yes", Line("write_to-yes")), Choice("no", Line("write_to-no")))
    who = question_card.registered(application, desk.office)
    return Reply((Line("write_to-who", who),), choices, place=f"{PLACE}:{application.number}")


def _chosen(desk: Desk, member: Member, about: str, choice: str) -> Reply | Begin:
    if choice != "yes":
        return begin(desk, member)
    known = _writable(desk, member, about)
    return known if isinstance(known, Reply) else Begin(MESSAGE, Facts(known.number, known.person.full_name))


def _sent(desk: Desk, words: str, known: Facts, _answers: Answers) -> Reply:
    member = member_for(desk, "answer")
    if isinstance(member, Reply):
        return member
    application = _writable(desk, member, known.number)
    if isinstance(application, Reply):
        return application
    assert application.contact_id is not None  # noqa: S101 - else it would not be writable
    begun = office_questions.begin(desk.session, application.contact_id, application, words, by=member, now=desk.now)
    if isinstance(begun, str):
        return said(Line("write_message-taken"), also=("questions",))
    told = Line("written-said", {"office": desk.office.name, "words": words})
    arrives = question_card.give(desk.tx, begun, told, desk.now, again="reply")
    done = "write_message-sent" if arrives else "write_message-no_way"
    return said(Line(done, {"name": known.name}), also=("questions",))


def _writable(desk: Desk, member: Member, number: str) -> Application | Reply:
    """The registration, where they may write to whoever registered; else why not."""
    application = applications.by_number(desk.session, number)
    if application is None or not office_questions.may_write(desk.session, member, application):
        return said(Line("write_to-not_found", {"number": number}), also=("write",))
    if application.contact_id is None:
        about = {"name": application.person.full_name, "phone": phone_of(application.person)}
        return said(Line("write_to-no_chat", about), also=("write",))
    return application


COMMANDS = (Command("write", "answer", begin),)
MENUS = (Menu(PLACE, "answer", _chosen),)
SUBJECTS = (
    Subject(write_find, NoFacts, _no_facts, _found),
    Subject(write_message, Facts, _facts, _sent),
)
