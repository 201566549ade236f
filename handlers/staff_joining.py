"""A code that makes its writer a member of staff."""

from handlers import staff_menu
from handlers.desk import Desk
from handlers.menu import short_menu
from handlers.reply import Reply
from programme import staff
from programme.staff import Member
from talk import Line


def written(desk: Desk, code: str) -> Reply:
    """Welcome them with their own menu, or say kindly why the code serves no more."""
    found = staff.accept(desk.session, code, desk.contact_id, desk.now)
    if not isinstance(found, Member):
        return short_menu(desk, Line(f"staff-refused_{found}", {"phone": desk.office.phone}))
    return staff_menu.staff_menu(desk, found, Line("staff-welcome", {"office": desk.office.name}))
