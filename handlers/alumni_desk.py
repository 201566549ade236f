"""`alumni` for staff: somebody who graduated is found by name, with their businesses, and what can be done for them."""

from handlers import business, claim_words
from handlers.desk import Desk
from handlers.questions import FreeText
from handlers.registration_summary import phone_of
from handlers.reply import Reply
from handlers.staff_commands import Command, Menu
from handlers.staff_desk import member_for, row_number, said
from handlers.subject import Begin, NoFacts, Subject
from programme import alumni, businesses, check_ins, staff
from programme.alumni import ACTIVITIES
from programme.staff import Member
from storage.tables import Alumnus
from talk import Answers, Argument, Ask, Choice, Line, talk

#: The places of those who were found, of one of them, and of what they do now.
FOUND, ONE, DOES = "alumni", "alumnus", "alumnus_does"


@talk("find_alumnus")
def find_alumnus(ask: Ask, _facts: NoFacts) -> str:
    """A name, a part of one, or the number of a registration."""
    return str(ask("wanted", FreeText(most=80)))


def facts(desk: Desk) -> NoFacts | Reply:
    """Whoever sees to alumni looks for them."""
    member = member_for(desk, "alumni")
    return member if isinstance(member, Reply) else NoFacts()


def finish(desk: Desk, wanted: str, _known: NoFacts, _answers: Answers) -> Reply:
    """The card of the only one, or those who could be meant."""
    member = member_for(desk, "alumni")
    if isinstance(member, Reply):
        return member
    found = alumni.find(desk.session, wanted)
    if not found:
        return said(Line("alumnus-nobody", {"wanted": wanted}), also=("alumni",))
    if len(found) == 1:
        return card(desk, found[0])
    rows = tuple(Choice(str(one.id), Line("alumnus-row", _about(desk, one))) for one in found)
    return Reply((Line("alumnus-which"),), (*rows, Choice("menu", Line("staff-menu"))), place=FOUND)


def card(desk: Desk, alumnus: Alumnus, *before: Line) -> Reply:
    """Training, what they do, their businesses; a record that is only kept is shown and not worked with."""
    text = Line("alumnus-card", _about(desk, alumnus))
    if alumnus.activity:
        does = Line(f"check_in_asking-{alumnus.activity}_button")
        text = Line("stacked", {"before": text, "next": Line("alumnus-does", {"does": does})})
    for one in businesses.of_person(desk.session, alumnus.person_id):
        about: dict[str, Argument] = {"business": one.name, "state": Line(f"business_state-{one.state}")}
        text = Line("bullet", {"before": text, "next": Line("alumnus-business", about)})
    is_paused = alumnus.person.restricted_at is not None
    paused = (Line("alumnus-paused"),) if is_paused else ()
    names = ("back",) if is_paused else ("record", "does", "back")
    choices = tuple(Choice(name, Line(f"alumnus-{name}_button")) for name in names)
    return Reply((*before, text, *paused), choices, place=f"{ONE}:{alumnus.id}")


def _about(desk: Desk, alumnus: Alumnus) -> dict[str, Argument]:
    return {**claim_words.on_record(alumnus, desk.office.region), "phone": phone_of(alumnus.person)}


def _search(_desk: Desk, _member: Member) -> Begin:
    return Begin(find_alumnus.name)


def _found(desk: Desk, member: Member, _about: str, choice: str) -> Reply | Begin:
    if choice == "menu":
        return said(Line("trainees-back"))
    alumnus = alumni.get(desk.session, row_number(choice))
    return card(desk, alumnus) if alumnus else _search(desk, member)


def _one(desk: Desk, member: Member, about: str, choice: str) -> Reply | Begin:
    alumnus = alumni.get(desk.session, row_number(about))
    if alumnus is None or choice == "back":
        return _search(desk, member)
    if alumnus.person.restricted_at is not None or choice not in ("record", "does"):
        return card(desk, alumnus)
    if choice == "record":
        return business.for_alumnus(desk, alumnus)
    choices = tuple(Choice(name, Line(f"check_in_asking-{name}_button")) for name in ACTIVITIES)
    question = Line("activity-question", {"name": alumnus.person.full_name})
    return Reply((question,), choices, place=f"{DOES}:{alumnus.id}")


def _does(desk: Desk, member: Member, about: str, choice: str) -> Reply | Begin:
    alumnus = alumni.get(desk.session, row_number(about))
    if alumnus is None:
        return _search(desk, member)
    if alumnus.person.restricted_at is not None or choice not in ACTIVITIES:
        return card(desk, alumnus)
    check_ins.told_activity(desk.session, alumnus, choice, desk.now, desk.office, desk.zone)
    staff.note(desk.session, member, "activity_noted", at=desk.now, person_id=alumnus.person_id, why=choice)
    return card(desk, alumnus, Line("alumnus-noted"))


SUBJECT = Subject(find_alumnus, NoFacts, facts, finish)
COMMANDS = (Command("alumni", "alumni", _search),)
MENUS = (Menu(FOUND, "alumni", _found), Menu(ONE, "alumni", _one), Menu(DOES, "alumni", _does))
