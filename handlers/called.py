"""Being called to the training: when and where, the letter, and the answer to it."""

from dataclasses import dataclass
from datetime import date

from handlers.call_letters import letter
from handlers.desk import Desk
from handlers.menu import short_menu
from handlers.notify import OWN_CASE, tell_staff
from handlers.questions import FreeText, OneOf, labelled
from handlers.registration_summary import phone_of
from handlers.reply import Reply
from handlers.subject import Begin, PlainFacts, Subject
from programme import applications, calls
from programme.office import Office
from programme.reading import places
from storage.tables import Application, Call, CalledPerson
from talk import Answers, Argument, Ask, Choice, Line, talk

PLACE = "called"
#: What they may say to it.
_ANSWERS = ("coming", "hindered", "letter")


@dataclass(frozen=True, slots=True)
class Hindered(PlainFacts):
    """Whose seat it is about."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Said:
    """What keeps them, and whether they give up the seat."""

    why: str
    gives_up: bool


@talk("hindrance")
def hindrance(ask: Ask, facts: Hindered) -> Said:
    """What it is, and whether staff should call or the seat goes to somebody else."""
    why = str(ask("why", FreeText(most=300)))
    wish = ask("wish", OneOf(labelled("hindrance_wish", "call_me", "give_up"), "hindrance_wish"), name=facts.name)
    return Said(why, wish == "give_up")


def invitation(called: CalledPerson, office: Office) -> Reply:
    """The message with the letter by which somebody is called."""
    application = called.application
    about: dict[str, Argument] = {"name": application.person.full_name, "number": application.number}
    lines = (Line("news-dipanggil", about), details(called.call), Line("called-question"))
    return _asking(called, *lines, choices=_ANSWERS[:2], with_letter=office)


def details(call: Call) -> Line:
    """When and where, and what to bring."""
    bring = Line("empty")
    for thing in call.bring.split("\n"):
        bring = Line("bullet", {"before": bring, "next": Line("as-is", {"text": thing})})
    about: dict[str, Argument] = {
        "day": call.gather_on,
        "at": call.gather_at,
        "place": call.gather_place,
        "departs": call.departs_on,
        "destination": call.destination,
        "bring": bring,
    }
    return Line("called-details", about)


def standing_of(desk: Desk, application: Application) -> Reply | None:
    """How their call stands, with its choices; None for whoever is not called."""
    called = calls.of_application(desk.session, application)
    if called is None:
        return None
    said = Line(f"called-status_{called.answer or 'open'}")
    return _asking(called, details(called.call), said, choices=_ANSWERS)


def chosen(desk: Desk, number: str, choice: str) -> Reply | Begin:
    """What they say to it; what is over is said kindly."""
    application = applications.for_contact_by_number(desk.session, desk.contact_id, number)
    called = None if application is None else calls.of_application(desk.session, application)
    if application is None or called is None:
        return short_menu(desk, Line("called-over", {"phone": desk.office.phone}))
    if choice == "hindered":
        return Begin(hindrance.name, Hindered(number, application.person.full_name))
    if choice == "letter":
        return _asking(called, Line("called-letter"), choices=_ANSWERS[:2], with_letter=desk.office)
    calls.comes(desk.session, called, desk.contact_id, desk.now)
    told: dict[str, Argument] = {
        "name": application.person.full_name,
        "day": called.call.gather_on,
        "at": called.call.gather_at,
        "place": called.call.gather_place,
    }
    return short_menu(desk, Line("called-comes", told))


def reminder(called: CalledPerson, today: date) -> Reply:
    """So many days before they gather."""
    days = (called.call.gather_on - today).days
    said = Line("called-reminder", {"name": called.application.person.full_name, "days": days})
    open_question = () if called.answer == "coming" else (Line("called-question"),)
    return _asking(called, said, details(called.call), *open_question, choices=_ANSWERS[:2])


def facts(desk: Desk) -> Hindered | Reply:
    """As when the talk began; whether they are still called is seen when it ends."""
    stored = desk.conversation.talk
    if stored is None:
        return short_menu(desk, Line("called-over", {"phone": desk.office.phone}))
    return Hindered.from_json(stored.content["facts"])


def finish(desk: Desk, said: Said, known: Hindered, _answers: Answers) -> Reply:
    """Keep it, and let staff know at once."""
    application = applications.for_contact_by_number(desk.session, desk.contact_id, known.number)
    called = None if application is None else calls.of_application(desk.session, application)
    if called is None:
        return short_menu(desk, Line("called-over", {"phone": desk.office.phone}))
    keep = calls.gives_up if said.gives_up else calls.is_hindered
    keep(desk.session, called, said.why, desk.contact_id, desk.now)
    result = "gave_up" if said.gives_up else "hindered"
    card = _card(called, Line(f"call_card-{result}", {**_who(called), "why": said.why}))
    tell_staff(desk.tx, "send", card, desk.now, priority=OWN_CASE)
    return short_menu(desk, Line(f"called-{result}", {"name": known.name, "phone": desk.office.phone}))


def _card(called: CalledPerson, line: Line) -> Reply:
    """To staff, with the way to the letter."""
    return Reply((line,), (Choice(str(called.call_id), Line("call_card-open")),), place="calls")


def _who(called: CalledPerson) -> dict[str, Argument]:
    person = called.application.person
    return {"name": person.full_name, "number": called.application.number, "phone": phone_of(person)}


def silent_card(called: CalledPerson) -> Reply:
    """To staff: nothing was heard of somebody."""
    return _card(called, Line("call_card-silent", {**_who(called), "day": called.call.gather_on}))


def _asking(called: CalledPerson, *lines: Line, choices: tuple[str, ...], with_letter: Office | None = None) -> Reply:
    buttons = tuple(Choice(name, Line(f"called-{name}_button")) for name in choices)
    drawing = letter(called, with_letter, places.region(with_letter.region)) if with_letter else None
    return Reply(lines, buttons, place=f"{PLACE}:{called.application.number}", drawing=drawing)


SUBJECT = Subject(hindrance, Hindered, facts, finish)
