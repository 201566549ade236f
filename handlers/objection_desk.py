"""`keberatan` for staff: what people object to, oldest first, each with the decision and who made it."""

from dataclasses import replace

from handlers import objection_answer
from handlers.desk import Desk
from handlers.opening_papers import STAYS, may_be_shown
from handlers.reply import Reply, Stored
from handlers.staff_commands import Command, Menu
from handlers.staff_desk import row_number, said
from handlers.status import stacked
from handlers.subject import Begin
from programme import objections, opened_papers, staff, verification
from programme.opened_papers import Opened
from programme.staff import Member
from storage.tables import ApplicationEvent, Objection
from talk import Argument, Choice, Line

#: The places of the list and of one objection.
LIST, ONE = "objections", "objection"
#: More do not fit on a phone; the oldest stand first.
SHOWN = 8


def listed(desk: Desk, _member: Member, *before: Line) -> Reply:
    """What waits for a decision, oldest first."""
    found = objections.open_objections(desk.session)
    if not found:
        return said(*before, Line("objections-none"))
    text = Line("objections-list", {"count": len(found)})
    for objection in found[:SHOWN]:
        text = Line("bullet", {"before": text, "next": _row(desk, objection)})
    choices = tuple(Choice(str(one.id), Line("as-is", {"text": one.application.number})) for one in found[:SHOWN])
    return Reply((*before, text), (*choices, Choice("menu", Line("staff-menu"))), place=LIST)


def one(desk: Desk, member: Member, objection: Objection, *before: Line) -> Reply:
    """The decision with its reason and who made it, and the objection in its own words."""
    event = next(event for event in objection.application.history if event.id == objection.event_id)
    about: dict[str, Argument] = {
        "name": objection.application.person.full_name,
        "number": objection.application.number,
        "decided": Line(f"state-{objection.state}"),
        "day": event.at.astimezone(desk.zone).date(),
        "by": staff.name_of(desk.session, event.staff_id) if event.staff_id else Line("by-staff"),
        "reason": _reason(desk, event),
        "made": objection.made_at.astimezone(desk.zone).date(),
    }
    words = Line("objections-words", {"words": objections.words(desk.session, objection)})
    lines = (*before, Line("objections-one", about), words, *_who_decides(desk, member, objection))
    choices = tuple(Choice(name, Line(f"objection-{name}")) for name in _can(desk, member, objection))
    return Reply(lines, choices, place=f"{ONE}:{objection.id}")


def _can(desk: Desk, member: Member, objection: Objection) -> tuple[str, ...]:
    deciders = {one.id for one in objections.deciders(desk.session, objection)}
    paused = objection.application.person.restricted_at is not None
    decides = ("uphold", "reject") if member.id in deciders and not paused else ()
    return (*decides, *(("file_open",) if objection.media_id else ()), "back")


def _who_decides(desk: Desk, member: Member, objection: Objection) -> tuple[Line, ...]:
    if objection.application.person.restricted_at is not None:
        return (Line("objections-paused"),)
    deciders = objections.deciders(desk.session, objection)
    if not deciders:
        return (Line("objections-nobody_else"),)
    return () if member.id in {one.id for one in deciders} else (Line("objections-own"),)


def _listed(desk: Desk, member: Member, _about: str, choice: str) -> Reply:
    objection = _open(desk, choice)
    return one(desk, member, objection) if objection else listed(desk, member, Line("objections-gone"))


def _one(desk: Desk, member: Member, about: str, choice: str) -> Reply | Begin:
    objection = _open(desk, about)
    if objection is None:
        return listed(desk, member, Line("objections-gone"))
    if choice not in _can(desk, member, objection):
        return one(desk, member, objection)
    if choice == "back":
        return listed(desk, member)
    if choice == "file_open":
        return _file(desk, member, objection)
    return Begin(objection_answer.SUBJECT.script.name, objection_answer.facts_of(objection, choice))


def _file(desk: Desk, member: Member, objection: Objection) -> Reply:
    """The file that came with it; each opening is in the trail."""
    again = one(desk, member, objection)
    if not may_be_shown(desk):
        return again.after(Line("objections-file_at_office"))
    found = opened_papers.open_objection(desk.session, member, objection, desk.now)
    if not isinstance(found, Opened):
        return again.after(Line("objections-no_file"))
    name = f"objection-{objection.application.number}"
    return replace(again, stored=Stored(found.media_id, name, for_staff=member.id), vanishes_after=STAYS)


def _reason(desk: Desk, event: ApplicationEvent) -> Line:
    """From the list, in words of their own, or both."""
    is_listed = event.reason_id is not None and event.reason_id != verification.OTHER
    listed = Line(f"refusal-{event.reason_id}", {"phone": desk.office.phone}) if is_listed else None
    words = Line("as-is", {"text": event.reason}) if event.reason else None
    return stacked([line for line in (listed, words) if line] or [Line("nothing")])


def _row(desk: Desk, objection: Objection) -> Line:
    made = objection.made_at.astimezone(desk.zone).date()
    number, decided = objection.application.number, Line(f"state-{objection.state}")
    return Line("objections-row", {"number": number, "decided": decided, "day": made})


def _open(desk: Desk, objection_id: str) -> Objection | None:
    return objections.get_open(desk.session, row_number(objection_id))


COMMANDS = (Command("objections", "objections", listed),)
MENUS = (Menu(LIST, "objections", _listed), Menu(ONE, "objections", _one))
