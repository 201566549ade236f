"""Pausing the use of somebody's data, and letting it go on: *ditangguhkan* (UU 27/2022 art. 41)."""

from collections.abc import Callable

from handlers.desk import Desk
from handlers.reply import Reply
from handlers.whose import of_alumni, picked, whose
from programme import alumni, applications, rights
from storage.tables import Alumnus, Application, Person
from talk import Choice, Line


def choices(desk: Desk) -> tuple[Choice, ...]:
    """Pausing where somebody's data is used, letting go on where it is paused."""
    mine: list[Application | Alumnus] = [*applications.newest_of_each(desk.session, desk.contact_id)]
    mine += alumni.unregistered(desk.session, desk.contact_id)
    paused = {one.person.restricted_at is not None for one in mine}
    names = {False: "pause", True: "lift"}
    return tuple(Choice(names[state], Line(f"privacy-{names[state]}")) for state in sorted(paused))


def pause(desk: Desk) -> Reply:
    """Whose, or at once the only one's."""
    return _whose(desk, "pause", _pause)


def pause_chosen(desk: Desk, _about: str, number: str) -> Reply:
    """Pause what is kept about the one that was chosen."""
    return _picked(desk, number, _pause)


def lift(desk: Desk) -> Reply:
    """Whose, or at once the only one's."""
    return _whose(desk, "lift", _lift)


def lift_chosen(desk: Desk, _about: str, number: str) -> Reply:
    """Let go on what was paused about the one that was chosen."""
    return _picked(desk, number, _lift)


def _whose(desk: Desk, place: str, act: Callable[[Desk, Person], Reply]) -> Reply:
    """Who never registered here is asked about beside those who did."""
    graduates = alumni.unregistered(desk.session, desk.contact_id)
    question = Line("pause-whose" if place == "pause" else "lift-whose")
    if graduates and not applications.newest_of_each(desk.session, desk.contact_id):
        only = graduates[0] if len(graduates) == 1 else None
        return act(desk, only.person) if only else Reply((question,), of_alumni(graduates), place=place)
    names = of_alumni(graduates)
    return whose(
        desk, place, lambda desk, one: act(desk, one.person), question=question, nobody=Line("pause-nobody"), more=names
    )


def _picked(desk: Desk, number: str, act: Callable[[Desk, Person], Reply]) -> Reply:
    alumnus = alumni.unregistered_one(desk.session, desk.contact_id, number)
    return act(desk, alumnus.person) if alumnus else picked(desk, number, lambda desk, one: act(desk, one.person))


def _pause(desk: Desk, person: Person) -> Reply:
    """Pressed twice it stays paused, since when it was."""
    if person.restricted_at is None:
        rights.restrict(desk.session, person, contact_id=desk.contact_id, at=desk.now)
    return _said(Line("pause-on", {"name": person.full_name}))


def _lift(desk: Desk, person: Person) -> Reply:
    if person.restricted_at is not None:
        rights.lift(desk.session, person, contact_id=desk.contact_id, at=desk.now)
    return _said(Line("pause-off", {"name": person.full_name}))


def _said(line: Line) -> Reply:
    return Reply((line,), tuple(Choice(name, Line(f"menu-{name}")) for name in ("privacy", "status")), place="menu")
