"""`hak data`: the rights that people used and staff have yet to serve, each with its clock and who has it in hand."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from handlers import data_rights_done
from handlers.correction_desk import values
from handlers.data_rights_done import finished
from handlers.desk import Desk
from handlers.notify import OWN_CASE, notify
from handlers.reply import Reply
from handlers.staff_commands import Command, Menu
from handlers.staff_desk import row_number, said
from handlers.subject import Begin
from programme import applications, corrections, reminders, rights, staff
from programme.rights import OpenRequest
from programme.staff import Member
from talk import Argument, Choice, Line

#: The places of the list, of one request, and of who is to have it.
LIST, ONE, TO = "rights", "right", "right_to"
#: More do not fit on a phone; the most urgent stand first.
SHOWN = 8

_HOUR = timedelta(hours=1)


def listed(desk: Desk, _member: Member, *before: Line) -> Reply:
    """What is open, overdue first, with the time left and who holds it up."""
    found = rights.open_requests(desk.session)
    if not found:
        return said(*before, Line("data_rights-none"))
    text = Line("data_rights-list", {"count": len(found)})
    for request in found[:SHOWN]:
        row = Line(
            "data_rights-row",
            {"what": _what(request), "left": _left(desk, request), "holder": _holder(desk, request)},
        )
        text = Line("bullet", {"before": text, "next": row})
    choices = tuple(Choice(str(request.id), _what(request)) for request in found[:SHOWN])
    return Reply((*before, text), (*choices, Choice("menu", Line("staff-menu"))), place=LIST)


def one(desk: Desk, member: Member, request: OpenRequest, *before: Line) -> Reply:
    """One request: what is wanted, until when, who has it, and what this member can do."""
    about: dict[str, Argument] = {
        "right": Line(f"right-{request.right}"),
        "number": _number(request),
        "asked": request.asked_at.astimezone(desk.zone).date(),
        "due": request.due_at.astimezone(desk.zone).date(),
        "time": f"{request.due_at.astimezone(desk.zone):%H.%M}",
        "left": _left(desk, request),
        "holder": _holder(desk, request),
    }
    wanted = rights.wanted(desk.session, request.id)
    words = (Line("as-is", {"text": wanted["words"]}),) if wanted else ()
    choices = tuple(Choice(name, Line(f"right-{name}")) for name in _can(desk, member, request))
    return Reply((*before, Line("data_rights-one", about), *words), choices, place=f"{ONE}:{request.id}")


def _can(desk: Desk, member: Member, request: OpenRequest) -> tuple[str, ...]:
    if request.taken_by is None:
        return ("take", "hand_over", "back")
    if request.taken_by != member.id:
        return ("take_over", "back")
    known = ("apply",) if rights.wanted(desk.session, request.id) else ()
    return (*known, "done", "hand_over", "back")


def _listed(desk: Desk, member: Member, _about: str, choice: str) -> Reply:
    request = _open(desk, choice)
    return one(desk, member, request) if request else listed(desk, member, Line("data_rights-gone"))


def _one(desk: Desk, member: Member, about: str, choice: str) -> Reply | Begin:
    request = _open(desk, about)
    if request is None:
        return listed(desk, member, Line("data_rights-gone"))
    if choice not in _can(desk, member, request):  # a button from before it went into other hands
        return one(desk, member, request)
    act = ACTS.get(choice)
    return act(desk, member, request) if act else listed(desk, member)


def _take(desk: Desk, member: Member, request: OpenRequest) -> Reply:
    """Two may want it at the same instant: the second is told who was first."""
    taken = rights.take(desk.session, request.id, member, desk.now)
    return _again(desk, member, request, Line("data_rights-yours" if taken else "data_rights-taken"))


def _take_over(desk: Desk, member: Member, request: OpenRequest) -> Reply:
    rights.hand_over(desk.session, request.id, member, by=member, at=desk.now)
    return _again(desk, member, request, Line("data_rights-yours"))


def _hand_over(desk: Desk, member: Member, request: OpenRequest) -> Reply:
    others = [other for other in staff.members(desk.session, "rights") if other.id not in (member.id, request.taken_by)]
    if not others:
        return one(desk, member, request, Line("data_rights-nobody_else"))
    names = tuple(Choice(str(other.id), Line("as-is", {"text": other.name})) for other in others)
    return Reply((Line("data_rights-to_whom"),), (*names, Choice("back", Line("right-back"))), f"{TO}:{request.id}")


def _handed_over(desk: Desk, member: Member, about: str, choice: str) -> Reply:
    request = _open(desk, about)
    to = staff.get(desk.session, row_number(choice))
    if request is None:
        return listed(desk, member, Line("data_rights-gone"))
    if to is None or not to.may("rights"):
        return one(desk, member, request)
    rights.hand_over(desk.session, request.id, to, by=member, at=desk.now)
    _tell_new_holder(desk, to, request)
    return listed(desk, member, Line("data_rights-handed_over", {"name": to.name}))


def _tell_new_holder(desk: Desk, to: Member, request: OpenRequest) -> None:
    if to.contact_id is not None:
        text = Line("data_rights-now_yours", {"what": _what(request), "left": _left(desk, request)})
        message = Reply((text,), (Choice("data_rights", Line("staff-data_rights")),), place="staff")
        notify(desk.tx, to.contact_id, message, desk.now, priority=OWN_CASE)


def _done(_desk: Desk, _member: Member, request: OpenRequest) -> Begin:
    return Begin(data_rights_done.SUBJECT.script.name, data_rights_done.facts_of(request))


def _apply(desk: Desk, member: Member, request: OpenRequest) -> Reply:
    """Put the corrected values on record as they were asked for."""
    wanted = rights.wanted(desk.session, request.id)
    application = applications.by_number(desk.session, wanted["number"]) if wanted else None
    if wanted is None or application is None or request.contact_id is None or application.person.anonymised_at:
        return one(desk, member, request)
    age_change = corrections.correct(
        desk.session,
        application,
        values(wanted["changes"]),
        contact_id=request.contact_id,
        at=desk.now,
        checklist=desk.office.checklist,
        zone=desk.zone,
        member=member,
    )
    if age_change is not None:
        reminders.plan(desk.session, application, desk.office)
    return finished(desk, member, request, None)


def _again(desk: Desk, member: Member, request: OpenRequest, *before: Line) -> Reply:
    """As it stands now."""
    fresh = rights.get_open(desk.session, request.id)
    return one(desk, member, fresh, *before) if fresh else listed(desk, member, Line("data_rights-gone"))


def _open(desk: Desk, request_id: str) -> OpenRequest | None:
    return rights.get_open(desk.session, row_number(request_id))


def _what(request: OpenRequest) -> Line:
    return Line("data_rights-what", {"number": _number(request), "right": Line(f"right-{request.right}")})


def _number(request: OpenRequest) -> Line:
    if not request.numbers:
        return Line("data_rights-no_number")
    return Line("as-is", {"text": ", ".join(request.numbers)})


def _left(desk: Desk, request: OpenRequest) -> Line:
    left = request.due_at - desk.now
    return Line("data_rights-left" if left > timedelta(0) else "data_rights-late", {"hours": abs(left) // _HOUR})


def _holder(desk: Desk, request: OpenRequest) -> Line:
    if request.taken_by is None or request.taken_at is None:
        return Line("data_rights-held_by_nobody")
    since = request.taken_at.astimezone(desk.zone).date()
    return Line("data_rights-held_by", {"name": staff.name_of(desk.session, request.taken_by), "day": since})


ACTS: Mapping[str, Callable[[Desk, Member, OpenRequest], Reply | Begin]] = {
    "take": _take,
    "take_over": _take_over,
    "hand_over": _hand_over,
    "apply": _apply,
    "done": _done,
}

COMMANDS = (Command("data_rights", "rights", listed),)
MENUS = (Menu(LIST, "rights", _listed), Menu(ONE, "rights", _one), Menu(TO, "rights", _handed_over))
