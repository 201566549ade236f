"""What somebody does with the reports of their business: begin one, put the last one right, see all of them."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from handlers import check_in, own_business
from handlers.desk import Desk
from handlers.menu import short_menu
from handlers.reply import Reply
from handlers.staff_desk import row_number
from handlers.subject import Begin
from programme import businesses, check_ins
from programme.businesses import STATES
from storage.tables import Business
from talk import Line

#: An answer to an invitation that says too little: the question is asked in the talk.
UNCLEAR = "unclear"
#: The places where one of several is chosen: to put its last report right, or to see all of them.
CORRECT, HISTORY = "correct_of", "history_of"


def invited(desk: Desk, about: str, choice: str) -> Reply | Begin:
    """An invitation was answered: the talk begins with that answer; one that was answered before says so."""
    asked = check_ins.get(desk.session, row_number(about))
    business = None if asked is None or asked.business_id is None else _mine(desk, asked.business_id)
    if asked is None or business is None:
        return short_menu(desk, Line("check_in-over"))
    if asked.state == check_ins.ANSWERED or asked.why == "reported":
        return own_business.ways(business, Line("check_in-answered", {"business": business.name}))
    opened = check_in.begun(desk, business, check_in_id=asked.id)
    if isinstance(opened, Reply) or choice not in STATES:
        return opened
    return replace(opened, first=_first(business, choice))


def report(desk: Desk) -> Reply | Begin:
    """`lapor usaha`: of the one business they have, or of which one."""
    return _of_which(desk, check_in.begun, check_in.WHICH)


def correct(desk: Desk) -> Reply | Begin:
    """`betulkan laporan`: the last one is put right."""
    return _of_which(desk, check_in.corrected, CORRECT)


def history(desk: Desk) -> Reply | Begin:
    """`usahaku`: all reports as text and picture."""
    return _of_which(desk, shown, HISTORY)


def shown(desk: Desk, business: Business) -> Reply:
    """The reports of one business."""
    reply = own_business.ways(business, own_business.history(desk, business))
    return replace(reply, drawing=own_business.drawing(desk, business))


def chosen(desk: Desk, business_id: str, choice: str) -> Reply | Begin:
    """What is to be done about one business."""
    business = _mine(desk, row_number(business_id))
    if business is None or choice not in DOES:
        return short_menu(desk, Line("button-old"))
    return DOES[choice](desk, business)


def of_which(act: str) -> Callable[[Desk, str, str], Reply | Begin]:
    """Which business was chosen, to do that with."""
    return lambda desk, _about, choice: chosen(desk, choice, act)


def _of_which(desk: Desk, act: Callable[[Desk, Business], Reply | Begin], place: str) -> Reply | Begin:
    mine = businesses.of_contact(desk.session, desk.contact_id)
    if not mine:
        return check_in.nothing_recorded()
    if len(mine) == 1:
        return act(desk, mine[0])
    return Reply((Line("check_in-which"),), own_business.named(mine), place=place)


def _first(business: Business, choice: str) -> str:
    """The same answer where it is only asked whether a closed one runs again."""
    return choice if business.state != "closed" else "yes" if choice == "running" else "no"


def _mine(desk: Desk, business_id: int) -> Business | None:
    return businesses.for_contact(desk.session, desk.contact_id, business_id)


#: What can be done about a business, by the choices of own_business.ways.
DOES: Mapping[str, Callable[[Desk, Business], Reply | Begin]] = {
    "report": check_in.begun,
    "correct": check_in.corrected,
    "history": shown,
}
