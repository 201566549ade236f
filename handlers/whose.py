"""Whose record it is about: asked wherever one contact acts for several people."""

from collections.abc import Callable, Sequence

from handlers.desk import Desk
from handlers.menu import short_menu
from handlers.reply import Reply
from programme import applications
from storage.tables import Alumnus, Application
from talk import Choice, Line

Act = Callable[[Desk, Application], Reply]


def whose(desk: Desk, place: str, act: Act, *, question: Line, nobody: Line, more: Sequence[Choice] = ()) -> Reply:
    """Do it for the one person there is; with several ask whose, and come back through `picked`."""
    mine = applications.newest_of_each(desk.session, desk.contact_id)
    if not mine:
        return short_menu(desk, nobody)
    if len(mine) == 1 and not more:
        return act(desk, mine[0])
    names = [Choice(one.number, Line("status-row", {"name": one.person.full_name})) for one in mine]
    return Reply((question,), (*names, *more), place=place)


def picked(desk: Desk, number: str, act: Act) -> Reply:
    """Do it for the one that was chosen; a button may be older than the record it names."""
    application = applications.for_contact_by_number(desk.session, desk.contact_id, number)
    if application is None or application.person.anonymised_at is not None:
        return short_menu(desk, Line("button-old"))
    return act(desk, application)


def of_alumni(alumni: Sequence[Alumnus]) -> tuple[Choice, ...]:
    """Those who graduated before they could register here, to be chosen by name (programme.alumni.unregistered)."""
    return tuple(Choice(f"a{one.id}", Line("status-row", {"name": one.person.full_name})) for one in alumni)


def was_just_asked(desk: Desk, place: str) -> bool:
    """Whether a yes belongs to the question on the screen: what cannot be undone takes no old button."""
    return desk.conversation.offered is not None and desk.conversation.offered["place"] == place
