"""What the steps of a selection share: each is taken once, by somebody who may, and the list says what came of it."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from handlers import case_news
from handlers.desk import Desk
from handlers.reply import Reply
from handlers.selection_page import page
from handlers.staff_desk import member_for, said
from programme import selections
from programme.selections import Frozen, TooFewSeats
from programme.staff import Member
from storage.tables import Application, Selection
from talk import Line

R = TypeVar("R")


def step(desk: Desk, selection_id: int, result: R | None, take: Callable[[Desk, Member, Selection, R], Reply]) -> Reply:
    """Take the step if it may be taken; else the list as it is now, and why nothing was done."""
    member = member_for(desk, "select")
    if isinstance(member, Reply):
        return member
    selection = selections.get(desk.session, selection_id)
    if selection is None:
        return said(Line("button-old"), also=("selection",))
    if result is None:
        return page(desk, selection, 1, Line("selection-not_done"))
    try:
        return take(desk, member, selection, result)
    except Frozen:
        return page(desk, selection, 1, Line("selection-done_already"))
    except TooFewSeats as refused:
        about = {"selected": refused.selected, "left": refused.left}
        return page(desk, selection, 1, Line("selection-too_few_seats", about))


def tell(desk: Desk, changed: Sequence[Application]) -> None:
    """Each hears of it at once."""
    for application in changed:
        case_news.tell(desk.tx, application, office=desk.office, now=desk.now, zone=desk.zone)
