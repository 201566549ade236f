"""Being invited to a coaching: when, where, what about, and the answer to it."""

from handlers.desk import Desk
from handlers.menu import short_menu
from handlers.reply import Reply
from handlers.staff_desk import row_number
from programme import coaching
from storage.tables import CoachingGuest
from talk import Argument, Choice, Line

PLACE = "coach"
_ANSWERS = ("coming", "hindered")


def invitation(guest: CoachingGuest) -> Reply:
    """The message by which somebody is invited."""
    return _asking(guest, Line("coach-invited", _about(guest)))


def reminder(guest: CoachingGuest) -> Reply:
    """The day before; whoever has not answered is asked once more."""
    return _asking(guest, Line("coach-reminder", _about(guest)))


def cancelled(guest: CoachingGuest) -> Reply:
    """It does not take place."""
    return Reply(
        (Line("coach-cancelled", _about(guest)),), (Choice("ask_staff", Line("menu-ask_staff")),), place="menu"
    )


def chosen(desk: Desk, guest_id: str, choice: str) -> Reply:
    """What they say to it; what is over is said kindly."""
    guest = coaching.guest_of(desk.session, row_number(guest_id), desk.contact_id)
    if guest is None or choice not in _ANSWERS or guest.coaching.cancelled_at is not None:
        return short_menu(desk, Line("coach-over"))
    if guest.coaching.on < desk.today:
        return short_menu(desk, Line("coach-over"))
    coaching.answer(guest, choice, desk.now)
    return short_menu(desk, Line(f"coach-{choice}", _about(guest)))


def _asking(guest: CoachingGuest, *lines: Line) -> Reply:
    choices = tuple(Choice(name, Line(f"coach-answer_{name}")) for name in _ANSWERS)
    return Reply(lines, choices, place=f"{PLACE}:{guest.id}")


def _about(guest: CoachingGuest) -> dict[str, Argument]:
    about = guest.coaching
    return {
        "name": guest.person.full_name,
        "day": about.on,
        "at": about.at,
        "place": about.place,
        "topic": about.topic,
    }
