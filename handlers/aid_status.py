"""`bantuan usahaku`: where somebody's start-up aid stands, who acts now, and what there is to do."""

from handlers import aid_news, aid_receipts, office_question
from handlers.desk import Desk
from handlers.menu import short_menu
from handlers.reply import Reply
from handlers.status import stacked
from handlers.subject import Begin
from handlers.whose import was_just_asked
from programme import aid as aids
from programme import alumni
from programme.aid_states import ENDED_EARLY
from programme.states import NotAllowed
from storage.tables import Aid
from talk import Choice, Line

#: The places of the choice among several, of one of them, and of the question whether to take it back.
WHICH, ONE, SURE = "aid_which", "aid_own", "aid_back"
#: So many of its newest steps are told.
_SHOWN = 5


def show(desk: Desk) -> Reply:
    """The only one there is; with several, the newest first, it is asked which."""
    mine = aids.of_contact(desk.session, desk.contact_id)
    if not mine and alumni.of_contact(desk.session, desk.contact_id):
        names = ("propose_aid", "ask_staff")
        choices = tuple(Choice(name, Line(f"menu-{name}")) for name in names)
        return Reply((Line("aid_mine-none"),), choices, place="menu")
    if not mine:
        return short_menu(desk, Line("aid_proposal-nobody"))
    if len(mine) == 1:
        return describe(desk, mine[0])
    return Reply((Line("aid_mine-which"),), tuple(Choice(str(one.id), _row(one)) for one in mine), place=WHICH)


def picked(desk: Desk, _about: str, choice: str) -> Reply:
    """The one that was chosen; a button may be older than the record it names."""
    aid = _mine(desk, choice)
    return describe(desk, aid) if aid else short_menu(desk, Line("button-old"))


def describe(desk: Desk, aid: Aid, *before: Line) -> Reply:
    """One of them in plain words."""
    said = [Line("aid_mine-head", {"name": aid.person.full_name, "number": aid.number}), _timeline(desk, aid)]
    why = aid_news.why(desk.tx, aid)
    said += [why] if why and aid.state in ENDED_EARLY else []
    said += [Line("aids-accounted", aid_receipts.summed(aid))] if aid.receipts and aids.takes_receipts(aid) else []
    said.append(_paused(desk, aid) or aid_news.next_line(aid, desk.office))
    receipts = (Choice("receipts", Line("menu-receipts")),) if _may_send(desk, aid) else ()
    cancel = (Choice("cancel", Line("aid_mine-cancel")),) if aids.can_take_back(aid) else ()
    choices = (*receipts, *cancel, Choice("ask_staff", Line("menu-ask_staff")))
    return Reply((*before, Line("lines", {"text": stacked(said)})), choices, place=f"{ONE}:{aid.id}")


def chosen(desk: Desk, aid_id: str, choice: str) -> Reply | Begin:
    """What can be done with it, asked first where it cannot be undone."""
    aid = _mine(desk, aid_id)
    if choice == "ask_staff":
        return office_question.invite(desk)
    if aid is None:
        return short_menu(desk, Line("button-old"))
    if choice == "receipts" and _may_send(desk, aid):
        return aid_receipts.begin(desk)
    if choice != "cancel" or not aids.can_take_back(aid):
        return describe(desk, aid)
    choices = (Choice("yes", Line("aid_back-yes")), Choice("no", Line("aid_back-no")))
    return Reply((Line("aid_back-sure", {"number": aid.number}),), choices, place=f"{SURE}:{aid.id}")


def answered(desk: Desk, aid_id: str, choice: str) -> Reply:
    """Take it back, if that was just asked and they said yes."""
    aid = _mine(desk, aid_id)
    if aid is None:
        return short_menu(desk, Line("button-old"))
    if choice != "yes" or not was_just_asked(desk, f"{SURE}:{aid_id}"):
        return describe(desk, aid, Line("aid_back-not_done"))
    return describe(desk, aid, *_taken_back(desk, aid))


def _taken_back(desk: Desk, aid: Aid) -> tuple[Line, ...]:
    try:
        aids.take_back(
            desk.session, aid.id, contact_id=desk.contact_id, office=desk.office, now=desk.now, zone=desk.zone
        )
    except (aids.Gone, NotAllowed):
        return (Line("aid_back-too_late"),)
    return (Line("aid_news-dibatalkan", {"name": aid.person.full_name, "number": aid.number}),)


def _may_send(desk: Desk, aid: Aid) -> bool:
    return aids.takes_receipts(aid) and desk.office.documents_by_chat


def _timeline(desk: Desk, aid: Aid) -> Line:
    text = Line("empty")
    for event in aid.history[-_SHOWN:]:
        day = event.at.astimezone(desk.zone).date()
        text = Line("status-step", {"before": text, "state": Line(f"aid_state-{event.state}"), "day": day})
    return text


def _paused(desk: Desk, aid: Aid) -> Line | None:
    since = aid.person.restricted_at
    return None if since is None else Line("status-restricted", {"day": since.astimezone(desk.zone).date()})


def _row(aid: Aid) -> Line:
    state = Line(f"aid_state-{aid.state}")
    return Line("aid_mine-row", {"number": aid.number, "name": aid.person.full_name, "state": state})


def _mine(desk: Desk, aid_id: str) -> Aid | None:
    return next((one for one in aids.of_contact(desk.session, desk.contact_id) if str(one.id) == aid_id), None)
