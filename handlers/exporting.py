"""`ekspor`: the applicants as an Excel file, or counts for the public; made when the message is sent."""

from dataclasses import replace
from datetime import timedelta

from handlers.desk import Desk
from handlers.overview import ALL, intake_choices
from handlers.reply import Drawing, Reply
from handlers.staff_commands import Command, Menu
from handlers.staff_desk import said
from programme import exporting, intakes, staff
from programme.staff import Member
from talk import Choice, Line

_WHICH, _WHAT = "export", "export_what"
#: The one drawing that reads the records, when it is sent (bot/duties/enclosing.py).
APPLICANTS = "applicants"
#: Longer lists are made at the office's computer: a chat is no place for them, and they would hold up its messages.
MOST = 5_000
#: So long the list stays in the chat, where the channel can take it out again: whoever is erased meanwhile is in it.
STAYS = timedelta(hours=1)


def export(desk: Desk, member: Member) -> Reply:
    """Which intake, where there are several."""
    known = intakes.newest_first(desk.session)
    if not known:
        return said(Line("intakes-none"))
    if len(known) == 1:
        return _what(desk, member, "", str(known[0].id))
    return Reply((Line("export-which"),), intake_choices(known), place=_WHICH)


def _what(desk: Desk, member: Member, _about: str, choice: str) -> Reply:
    """The list, or counts for the public; of all intakes there is only the list."""
    if choice == ALL:
        return _list(desk, member, None)
    intake = intakes.get(desk.session, choice)
    if intake is None:
        return export(desk, member)
    choices = tuple(Choice(name, Line(f"export_what-{name}")) for name in ("list", "public"))
    return Reply((Line("export-what", {"intake": intake.name}),), choices, place=f"{_WHAT}:{intake.id}")


def _ordered(desk: Desk, member: Member, intake_id: str, choice: str) -> Reply:
    intake = intakes.get(desk.session, intake_id)
    if intake is None:
        return export(desk, member)
    if choice == "list":
        return _list(desk, member, intake.id)
    why = exporting.described(intake.name, public=True, rows=0)
    staff.note(desk.session, member, "exported", at=desk.now, subject="applicants", why=why)
    text = Line("export-public", {"intake": intake.name})
    return replace(said(text, also=("overview",)), drawing=_file(desk, member, intake.id, public=True))


def _list(desk: Desk, member: Member, intake_id: int | None) -> Reply:
    count = exporting.how_many(desk.session, intake_id)
    if not count:
        return said(Line("export-nobody"), also=("overview",))
    if count > MOST:
        return said(Line("export-too_long", {"count": count}), also=("overview",))
    intake = None if intake_id is None else intakes.get(desk.session, str(intake_id))
    why = exporting.described(intake.name if intake else None, public=False, rows=count)
    staff.note(desk.session, member, "exported", at=desk.now, subject="applicants", why=why)
    text = Line("export-list" if desk.is_at_home else "export-list_masked", {"count": count})
    file = _file(desk, member, intake_id, public=False)
    return replace(said(text, also=("overview",)), drawing=file, vanishes_after=STAYS)


def _file(desk: Desk, member: Member, intake_id: int | None, *, public: bool) -> Drawing:
    """Made when the message is sent; whoever may not have it any more by then gets none."""
    stays = "yes" if desk.is_at_home else "no"
    wanted = {"intake": intake_id or 0, "public": "yes" if public else "no", "stays": stays, "staff": member.id}
    return Drawing(APPLICANTS, wanted)


COMMANDS = (Command("export", "export", export),)
MENUS = (Menu(_WHICH, "export", _what), Menu(_WHAT, "export", _ordered))
