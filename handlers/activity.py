"""`kabar saya`: what somebody who graduated does without a business, asked by the plan or told unasked."""

from handlers import business
from handlers.check_in_asking import ACTIVITIES, ACTIVITY_PLACE
from handlers.desk import Desk
from handlers.menu import short_menu
from handlers.reply import Reply
from handlers.staff_desk import row_number
from handlers.subject import Begin
from programme import alumni, check_ins
from storage.tables import Alumnus
from talk import Choice, Line

#: The places where it is asked unasked: of one alumnus, and of which one.
OF, WHICH = "activity_of", "activity_which"


def tell(desk: Desk) -> Reply:
    """What they do now, of the one alumnus for whom this chat acts, or of which one."""
    mine = alumni.open_of_contact(desk.session, desk.contact_id)
    if not mine:
        return short_menu(desk, Line("business-nobody"))
    if len(mine) == 1:
        return _asking(mine[0])
    names = tuple(Choice(str(one.id), Line("as-is", {"text": one.person.full_name})) for one in mine)
    return Reply((Line("activity-which"),), names, place=WHICH)


def picked(desk: Desk, _about: str, choice: str) -> Reply:
    """The alumnus that was chosen; a button may be older than the record it names."""
    alumnus = _mine(desk, choice)
    return _asking(alumnus) if alumnus else short_menu(desk, Line("button-old"))


def told(desk: Desk, alumnus_id: str, choice: str) -> Reply | Begin:
    """What they said of themselves, unasked."""
    return _told(desk, _mine(desk, alumnus_id), choice)


def invited(desk: Desk, check_in_id: str, choice: str) -> Reply | Begin:
    """The same in answer to an invitation."""
    person_id = check_ins.person_of(desk.session, row_number(check_in_id))
    mine = alumni.open_of_contact(desk.session, desk.contact_id)
    return _told(desk, next((one for one in mine if one.person_id == person_id), None), choice)


def _told(desk: Desk, alumnus: Alumnus | None, choice: str) -> Reply | Begin:
    if alumnus is None or choice not in ACTIVITIES:
        return short_menu(desk, Line("button-old"))
    if choice == "business":
        return business.of_alumnus(desk, alumnus)
    check_ins.told_activity(desk.session, alumnus, choice, desk.now, desk.office, desk.zone)
    about = {"name": alumnus.person.full_name, "phone": desk.office.phone}
    return short_menu(desk, Line(f"activity-{choice}", about))


def _asking(alumnus: Alumnus) -> Reply:
    choices = tuple(Choice(name, Line(f"check_in_asking-{name}_button")) for name in ACTIVITIES)
    question = Line("activity-question", {"name": alumnus.person.full_name})
    return Reply((question,), choices, place=f"{OF}:{alumnus.id}")


def _mine(desk: Desk, alumnus_id: str) -> Alumnus | None:
    mine = alumni.open_of_contact(desk.session, desk.contact_id)
    return next((one for one in mine if one.id == row_number(alumnus_id)), None)


#: The places of invitations, and of what is told unasked.
PLACES = {ACTIVITY_PLACE: invited, OF: told, WHICH: picked}
