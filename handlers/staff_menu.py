"""The staff's menu: what this member may do, and nothing else."""

from handlers import finding_cases, menu, staff_desk
from handlers.desk import Desk
from handlers.reply import Reply
from handlers.staff_registry import COMMANDS, MENUS
from handlers.subject import Begin
from programme import staff
from programme.staff import Member
from talk import Choice, Line

#: Choices of the menu that are no command of staff.
_BACK, _APPLICANTS = "menu", "applicants"


def at_work(desk: Desk, *before: Line) -> Reply | None:
    """The menu of whoever works here; None for everybody else."""
    member = staff.of_contact(desk.session, desk.contact_id)
    return None if member is None else staff_menu(desk, member, *before)


def staff_menu(desk: Desk, member: Member, *before: Line) -> Reply:
    """What they may do; an open form is offered first, and the menu that everybody has last."""
    names = [name for name, command in COMMANDS.items() if member.may(command.needs)]
    form = (Choice("go_on", Line("menu-go_on")),) if desk.conversation.talk else ()
    choices = (*form, *(Choice(name, Line(f"staff-{name}")) for name in (*names, _APPLICANTS)))
    return Reply((*before, Line("staff-greeting", {"name": member.name})), choices, place=staff_desk.PLACE)


def command(desk: Desk, name: str) -> Reply | Begin | None:
    """Do what the word or button says; None where it is no command, or none of theirs."""
    member = staff.of_contact(desk.session, desk.contact_id)
    if member is None:
        return None
    if name == _BACK:
        return staff_menu(desk, member)
    if name == _APPLICANTS:
        return menu.menu(desk)
    asked = COMMANDS.get(name)
    return asked.run(desk, member) if asked is not None and member.may(asked.needs) else None


def case(desk: Desk, number: str) -> Reply | None:
    """The case of a number that was written, to whoever verifies; None to everybody else."""
    member = staff.of_contact(desk.session, desk.contact_id)
    return finding_cases.found(desk, member, number) if member is not None and member.may("verify") else None


def chosen(desk: Desk, place: str, about: str, choice: str) -> Reply | Begin:
    """What a choice does, if whoever made it may do that now."""
    member = staff_desk.member_for(desk, MENUS[place].needs)
    return member if isinstance(member, Reply) else MENUS[place].chosen(desk, member, about, choice)
