"""Pausing the use of somebody's data, and letting it go on: *ditangguhkan* (UU 27/2022 art. 41)."""

from handlers.desk import Desk
from handlers.reply import Reply
from handlers.whose import picked, whose
from programme import applications, rights
from storage.tables import Application
from talk import Choice, Line


def choices(desk: Desk) -> tuple[Choice, ...]:
    """Pausing where somebody's data is used, letting go on where it is paused."""
    paused = {
        one.person.restricted_at is not None for one in applications.newest_of_each(desk.session, desk.contact_id)
    }
    names = {False: "pause", True: "lift"}
    return tuple(Choice(names[state], Line(f"privacy-{names[state]}")) for state in sorted(paused))


def pause(desk: Desk) -> Reply:
    """Whose, or at once the only one's."""
    return whose(desk, "pause", _pause, question=Line("pause-whose"), nobody=Line("pause-nobody"))


def pause_chosen(desk: Desk, _about: str, number: str) -> Reply:
    """Pause what is kept about the one that was chosen."""
    return picked(desk, number, _pause)


def lift(desk: Desk) -> Reply:
    """Whose, or at once the only one's."""
    return whose(desk, "lift", _lift, question=Line("lift-whose"), nobody=Line("pause-nobody"))


def lift_chosen(desk: Desk, _about: str, number: str) -> Reply:
    """Let go on what was paused about the one that was chosen."""
    return picked(desk, number, _lift)


def _pause(desk: Desk, application: Application) -> Reply:
    """Pressed twice it stays paused, since when it was."""
    if application.person.restricted_at is None:
        rights.restrict(desk.session, application.person, contact_id=desk.contact_id, at=desk.now)
    return _said(Line("pause-on", {"name": application.person.full_name}))


def _lift(desk: Desk, application: Application) -> Reply:
    if application.person.restricted_at is not None:
        rights.lift(desk.session, application.person, contact_id=desk.contact_id, at=desk.now)
    return _said(Line("pause-off", {"name": application.person.full_name}))


def _said(line: Line) -> Reply:
    return Reply((line,), tuple(Choice(name, Line(f"menu-{name}")) for name in ("privacy", "status")), place="menu")
