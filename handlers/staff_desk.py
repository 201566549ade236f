"""What every subject of staff shares: who is asking, and the way back to their menu."""

from handlers.desk import Desk
from handlers.menu import short_menu
from handlers.reply import Reply
from handlers.subject import F
from programme import staff
from programme.staff import Duty, Member
from talk import Choice, Line

#: The place of the staff's menu; its choices are the names of commands.
PLACE = "staff"

#: More digits than any row of ours has; a database takes no number of any length.
_LONGEST = 15


def member_for(desk: Desk, duty: Duty) -> Member | Reply:
    """Whoever writes, if they may do that now; else, kindly, that they may not."""
    member = staff.of_contact(desk.session, desk.contact_id)
    if member is None:
        return short_menu(desk, Line("button-old"))
    return member if member.may(duty) else said(Line("staff-not_allowed"))


def as_begun(desk: Desk, duty: Duty, facts_type: type[F], otherwise: Reply) -> F | Reply:
    """The facts with which the open talk was begun from a button, to whoever may still do that.

    Whether it may still be done is seen when the talk ends. Where none is open, since it was thrown away to begin
    again, it has to be opened from its list, which `otherwise` says.
    """
    member = member_for(desk, duty)
    if isinstance(member, Reply):
        return member
    stored = desk.conversation.talk
    return otherwise if stored is None else facts_type.from_json(stored.content["facts"])


def said(*lines: Line, also: tuple[str, ...] = ()) -> Reply:
    """Something said to staff, with the commands that come next and the way back to the menu."""
    return Reply(lines, tuple(Choice(name, Line(f"staff-{name}")) for name in (*also, "menu")), place=PLACE)


def row_number(written: str) -> int:
    """The number of a row as a button or place holds it; 0, which no row has, for whatever else may come back."""
    return int(written) if written.isdecimal() and len(written) <= _LONGEST else 0
