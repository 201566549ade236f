"""`jejak`: who did what and when, for an administrator, ten lines at a time; also of one day, person or colleague."""

from collections.abc import Callable, Mapping
from datetime import date

from handlers.desk import Desk
from handlers.reply import Reply
from handlers.staff_commands import Command, Menu
from handlers.staff_desk import said
from handlers.subject import Begin
from handlers.trail_words import about, what, who
from programme import trail
from programme.audit import Wanted
from programme.staff import Member
from programme.trail import Page, Row
from talk import Choice, Line

_PLACE = "audit"
#: A filter as it stands in a button: "a", "p15", "s3", "d20260302".
EVERYTHING = "a"


def newest(desk: Desk, _member: Member) -> Reply:
    """The newest lines of all."""
    return show(desk, EVERYTHING)


def show(desk: Desk, chosen: str, *, older: int | None = None, newer: int | None = None) -> Reply:
    """A page of those lines. Buttons carry the filter and the numbers of the first and last line that were shown."""
    wanted = _wanted(desk, chosen)
    if wanted is None:
        return said(Line("button-old"))
    page = trail.page(desk.session, wanted, older=older, newer=newer)
    if not page.rows:
        return Reply((Line("audit-none"),), _choices("search"), place=f"{_PLACE}:{chosen}")
    text = Line("audit-head")
    for row in page.rows:
        text = Line("bullet", {"before": text, "next": _line(desk, row)})
    first, last = page.rows[0].entry.id, page.rows[-1].entry.id
    return Reply((text,), _choices(*_next(page, chosen)), place=f"{_PLACE}:{chosen}.{first}.{last}")


def _next(page: Page, chosen: str) -> list[str]:
    offered = {"older": page.has_older, "newer": page.has_newer, "search": True, "everything": chosen != EVERYTHING}
    return [name for name, is_there in offered.items() if is_there]


def _choices(*names: str) -> tuple[Choice, ...]:
    back = Choice("menu", Line("staff-menu"))
    return (*(Choice(name, Line(f"audit-{name}")) for name in names), back)


def _turned(desk: Desk, member: Member, shown: str, choice: str) -> Reply | Begin:
    """The next page, back to everything, or what is looked for."""
    chosen, _, lines = shown.partition(".")
    first, _, last = lines.partition(".")
    if choice == "search":
        return Begin("trail_search")
    if choice == "older" and _is_number(last):
        return show(desk, chosen, older=int(last))
    if choice == "newer" and _is_number(first):
        return show(desk, chosen, newer=int(first))
    return newest(desk, member)


def _line(desk: Desk, row: Row) -> Line:
    entry = row.entry
    local = entry.at.astimezone(desk.zone)
    text = Line("audit-row", {"when": f"{local:%d-%m-%Y %H.%M}", "who": who(row), "what": what(entry)})
    for more in about(row, desk.office.region):
        text = Line("audit-more", {"before": text, "next": more})
    return text


def _wanted(desk: Desk, chosen: str) -> Wanted | None:
    kind, number = chosen[:1], chosen[1:]
    if chosen == EVERYTHING:
        return Wanted()
    return _WANTED[kind](desk, number) if kind in _WANTED and _is_number(number) else None


def _of_day(desk: Desk, written: str) -> Wanted | None:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return trail.of_day(day, desk.zone)


_WANTED: Mapping[str, Callable[[Desk, str], Wanted | None]] = {
    trail.PERSON: lambda _, number: Wanted(person_id=int(number)),
    trail.STAFF: lambda _, number: Wanted(staff_id=int(number)),
    trail.DAY: _of_day,
}


def _is_number(written: str) -> bool:
    """A number that a row may have; anything may come back from a button."""
    return written.isascii() and written.isdecimal() and len(written) < 16


COMMANDS = (Command("trail", "trail", newest),)
MENUS = (Menu(_PLACE, "trail", _turned),)
