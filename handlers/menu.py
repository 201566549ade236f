"""The greeting and its menu, the words that always work, and what is said when nothing was understood."""

from handlers.desk import Desk
from handlers.reply import Reply
from programme import alumni, businesses
from talk import Choice, Line

ENTRIES = ("register", "status", "requirements", "ask_staff")
#: Of whoever acts for somebody who graduated: with a business that is not closed, and without one.
WITH_BUSINESS = ("report", "my_business", "new_business", "aid", "status", "ask_staff")
WITHOUT = ("new_business", "activity", "aid", "status", "ask_staff")


def menu(desk: Desk, *before: Line) -> Reply:
    """What this is, that it is free, and what can be done; an open talk is offered first."""
    greeting = "menu-greeting" if _alumni_entries(desk) is None else "menu-greeting_alumni"
    return Reply((*before, Line(greeting, {"office": desk.office.name})), entries(desk), place="menu")


def short_menu(desk: Desk, *before: Line) -> Reply:
    """The menu without its greeting, after something else was said."""
    return Reply(before, entries(desk), place="menu")


def entries(desk: Desk) -> tuple[Choice, ...]:
    """The menu's buttons."""
    other = "english" if desk.language == "id" else "indonesian"
    graduated = _alumni_entries(desk)
    names = graduated or ENTRIES
    if desk.conversation.talk:
        names = ("go_on", *(names if graduated else ENTRIES[1:]))
    return tuple(Choice(name, Line(f"menu-{name}")) for name in (*names, other))


def _alumni_entries(desk: Desk) -> tuple[str, ...] | None:
    """What alumni do here; None for everybody else."""
    mine = alumni.open_of_contact(desk.session, desk.contact_id)
    if not mine:
        return None
    return WITH_BUSINESS if businesses.any_open(desk.session, [one.person_id for one in mine]) else WITHOUT


def help_menu(_desk: Desk) -> Reply:
    """The word for help also means social aid: ask which."""
    return Reply((Line("help-which"),), _choices("help", "chat", "aid"), place="help")


def help_chat(desk: Desk) -> Reply:
    """How this chat works, in a few words that always work."""
    return short_menu(desk, Line("help-about_chat"))


def mundur_menu(desk: Desk) -> Reply:
    """The word means one question back, or withdrawing: ask which."""
    names = ("back", "withdraw") if desk.conversation.talk else ("menu", "withdraw")
    return Reply((Line("mundur-which"),), _choices("mundur", *names), place="mundur")


def discard_menu(desk: Desk) -> Reply:
    """Whether the open form is really to be thrown away."""
    if desk.conversation.talk is None:
        return short_menu(desk, Line("discard-nothing"))
    return Reply((Line("discard-sure"),), _choices("discard", "yes", "no"), place="discard")


def resume_menu(_desk: Desk) -> Reply:
    """After two days of silence, or a pause: go on, or start again."""
    return Reply((Line("resume-which"),), _choices("resume", "go_on", "anew"), place="resume")


def not_understood(desk: Desk) -> Reply:
    """A short menu, never silence, never a guess; the third time in a row a human is offered first."""
    desk.conversation.misunderstood += 1
    if desk.conversation.misunderstood >= 3:
        return short_menu(desk, Line("menu-human"))
    return short_menu(desk, Line("menu-not_understood"))


def speak(desk: Desk, language: str) -> None:
    """Change the language of everything that follows."""
    desk.conversation.language = language


def _choices(group: str, *names: str) -> tuple[Choice, ...]:
    return tuple(Choice(name, Line(f"{group}-{name}")) for name in names)
