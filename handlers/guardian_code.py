"""The code that a child passes on, so that a guardian agrees from a phone of their own."""

from handlers.desk import Desk
from handlers.links import with_links
from handlers.menu import short_menu
from handlers.reply import Reply
from programme import applications, guardians
from programme.reading import code as reading_code
from storage.tables import Person
from talk import Choice, Line

#: Where it is chosen for which of several children.
PLACE = "guardian_code"


def code_line(desk: Desk, person: Person) -> Line:
    """A fresh code for that child's guardian, as it is passed on, with links where the office has such chats."""
    code, expires_at = guardians.new_code(desk.session, person, desk.now, desk.office.guardian_code_hours)
    name = person.guardian_name or Line("guardian-yours")
    until = expires_at.astimezone(desk.zone).date()
    said = Line("guardian-code", {"guardian": name, "code": reading_code.written(code, "guardian"), "day": until})
    return with_links(said, desk.office.links, code, "guardian")


def again(desk: Desk) -> Reply:
    """A new code where one was lost or is too old; with several children it is asked for whom."""
    return _again(desk, None)


def chosen(desk: Desk, _about: str, number: str) -> Reply:
    """The same for the child that was chosen."""
    return _again(desk, number)


def _again(desk: Desk, number: str | None) -> Reply:
    waiting = {application.number: application for application in applications.waiting(desk.session, desk.contact_id)}
    if number in waiting or len(waiting) == 1:
        application = waiting[number] if number in waiting else next(iter(waiting.values()))
        return short_menu(desk, code_line(desk, application.person))
    if not waiting:
        return short_menu(desk, Line("guardian-none_waiting"))
    names = tuple(Choice(one.number, Line("as-is", {"text": one.person.full_name})) for one in waiting.values())
    return Reply((Line("guardian-whose"),), names, place=PLACE)
