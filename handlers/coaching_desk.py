"""`pembinaan`: staff plan a coaching, invite a group of alumni to it, and note who came."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Self

from handlers import invited
from handlers.desk import Desk
from handlers.documents.attendance import Sheet, SheetRow, sheet_args
from handlers.notify import OWN_CASE, notify
from handlers.questions import Day, FreeText, OneOf, Sure, labelled
from handlers.registration_summary import phone_of, to_telephone
from handlers.reply import Drawing, Reply
from handlers.staff_commands import Command, Menu
from handlers.staff_desk import member_for, row_number, said
from handlers.subject import Begin, Subject
from programme import coaching
from programme.coaching import Plan
from programme.reading import places
from programme.staff import Member
from storage.tables import Coaching, CoachingGuest
from talk import Answers, Argument, Ask, Choice, Line, talk

LIST, ONE, CAME = "coachings", "coaching", "attendance"
#: So many are offered to look at again, and so far ahead one is planned.
LATEST, AHEAD = 6, timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Facts:
    """What day it is, and which groups there are: each with how it is called, how many, and how many have a chat."""

    today: date
    groups: tuple[tuple[str, str, int, int], ...]

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be kept with the talk."""
        return {"today": self.today.isoformat(), "groups": [list(group) for group in self.groups]}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The facts that `to_json` wrote."""
        groups = tuple((name, called, people, reached) for name, called, people, reached in stored["groups"])
        return cls(date.fromisoformat(stored["today"]), groups)


@talk("coaching")
def planning(ask: Ask, facts: Facts) -> Plan | None:
    """When, where, what about, whom, and once more whether that is so."""
    on = ask("day", Day(facts.today, facts.today, facts.today + AHEAD))
    at = str(ask("at", FreeText(most=40)))
    place = str(ask("place", FreeText(most=120)))
    topic = str(ask("topic", FreeText(most=200)))
    group = ask("group", OneOf(tuple(Choice(one[0], _label(one)) for one in facts.groups)))
    chosen = next(one for one in facts.groups if one[0] == group)
    about: dict[str, Argument] = {"day": on, "at": at, "place": place, "topic": topic, "group": _label(chosen)}
    shown = f"{on} {at} {place} {topic} {group}"
    sure = Sure(labelled("coaching-sure", "yes", "no"), "yes-no", shown)
    agreed = ask("sure", sure, **about, lacking=chosen[2] - chosen[3])
    return Plan(on, at, place, topic, group) if agreed else None


def _label(group: tuple[str, str, int, int]) -> Line:
    name, called, people, _ = group
    kind, _, code = name.partition(":")
    words = Line(f"skill-{code}") if kind == "skill" else Line("as-is", {"text": called})
    return Line(f"coaching-group_{kind}", {"called": words, "people": people})


def facts(desk: Desk) -> Facts | Reply:
    """Whom there is to invite."""
    member = member_for(desk, "alumni")
    if isinstance(member, Reply):
        return member
    names = places.region(desk.office.region).names
    found = tuple(
        (group.id, names.get(code, code), group.people, group.reached)
        for group in coaching.groups(desk.session)
        for code in (group.id.partition(":")[2],)
    )
    return Facts(desk.today, found) if found else said(Line("coaching-nobody"))


def finish(desk: Desk, plan: Plan | None, _known: Facts, _answers: Answers) -> Reply:
    """Write it down and invite everybody who has a chat; the others are named to be called."""
    member = member_for(desk, "alumni")
    if isinstance(member, Reply):
        return member
    if plan is None:
        return said(Line("coaching-not_planned"), also=("coaching",))
    made, chats = coaching.make(desk.session, plan, by=member, office=desk.office, now=desk.now, zone=desk.zone)
    _tell(desk, made, chats, invited.invitation)
    alone = [guest.person for guest in coaching.guests(made) if guest.id not in chats]
    return _card(desk, made, Line("coaching-planned", {"people": len(chats)}), *to_telephone(alone))


def _tell(desk: Desk, made: Coaching, chats: Mapping[int, int], message: Callable[[CoachingGuest], Reply]) -> None:
    for guest in made.guests:
        if guest.id in chats:
            notify(desk.tx, chats[guest.id], message(guest), desk.now, priority=OWN_CASE)


def listed(desk: Desk, _member: Member) -> Reply | Begin:
    """Those that were and will be, and planning another."""
    found = coaching.newest(desk.session, LATEST)
    if not found:
        return Begin(planning.name)
    text = Line("coaching-head")
    for one in found:
        text = Line("bullet", {"before": text, "next": Line("coaching-row", _about(one))})
    names = tuple(Choice(str(one.id), Line("coaching-row", _about(one))) for one in found)
    choices = (Choice("new", Line("coaching-new")), *names, Choice("menu", Line("staff-menu")))
    return Reply((text,), choices, place=LIST)


def _chosen(desk: Desk, _member: Member, _about_it: str, choice: str) -> Reply | Begin:
    if choice == "new":
        return Begin(planning.name)
    found = coaching.get(desk.session, row_number(choice))
    return said(Line("coaching-back")) if choice == "menu" or found is None else _card(desk, found)


def _card(desk: Desk, one: Coaching, *before: Line) -> Reply:
    """What it is, who was invited and what they said; what can be done about it."""
    text = Line("coaching-cancelled_card" if one.cancelled_at else "coaching-card", _about(one))
    for guest in coaching.guests(one):
        row: dict[str, Argument] = {"name": guest.person.full_name, "said": Line(f"coaching-{_said(guest)}")}
        text = Line("bullet", {"before": text, "next": Line("coaching-guest", row)})
    names = () if one.cancelled_at else ("sheet", *(("came",) if one.on <= desk.today else ("cancel",)))
    choices = tuple(Choice(name, Line(f"coaching-do_{name}")) for name in (*names, "back"))
    return Reply((*before, text), choices, place=f"{ONE}:{one.id}")


def _said(guest: CoachingGuest) -> str:
    if guest.attended is not None:
        return "there" if guest.attended else "away"
    return guest.answer or "silent"


def _about(one: Coaching) -> dict[str, Argument]:
    return {"day": one.on, "at": one.at, "place": one.place, "topic": one.topic, "people": len(one.guests)}


def _did(desk: Desk, member: Member, coaching_id: str, choice: str) -> Reply | Begin:
    one = coaching.get(desk.session, row_number(coaching_id))
    if one is None or choice == "back":
        return listed(desk, member)
    if one.cancelled_at is None and choice == "came" and one.on <= desk.today:
        return _attendance(one)
    if one.cancelled_at is None and choice == "cancel" and one.on > desk.today:
        _tell(desk, one, coaching.cancel(desk.session, one, by=member, now=desk.now), invited.cancelled)
        return _card(desk, one, Line("coaching-cancelled"))
    if choice == "sheet":
        return replace(_card(desk, one, Line("coaching-sheet")), drawing=_sheet(desk, one))
    return _card(desk, one)


def _attendance(one: Coaching) -> Reply:
    """Everybody by name, marked where they were there; pressing a name marks or clears it."""
    names = tuple(
        Choice(
            str(guest.id), Line("coaching-mark_there" if guest.attended else "as-is", {"text": guest.person.full_name})
        )
        for guest in coaching.guests(one)
    )
    done = Choice("done", Line("coaching-mark_done"))
    return Reply((Line("coaching-who_came", _about(one)),), (*names, done), place=f"{CAME}:{one.id}")


def _mark(guest: CoachingGuest) -> Line:
    return Line("coaching-mark_there" if guest.attended else "as-is", {"text": guest.person.full_name})


def _marked(desk: Desk, member: Member, coaching_id: str, choice: str) -> Reply | Begin:
    one = coaching.get(desk.session, row_number(coaching_id))
    if one is None or one.cancelled_at is not None:
        return listed(desk, member)
    there = {guest.id for guest in one.guests if guest.attended}
    known = {guest.id for guest in one.guests}
    changed = row_number(choice)
    coaching.note(desk.session, one, there ^ ({changed} & known), by=member, now=desk.now)
    return _attendance(one) if changed in known else _card(desk, one, Line("coaching-noted", {"people": len(there)}))


def _sheet(desk: Desk, one: Coaching) -> Drawing:
    """The list to be signed on paper."""
    names = places.region(desk.office.region).names
    rows = [
        SheetRow(guest.person.full_name, names.get(guest.person.village, "-"), phone_of(guest.person))
        for guest in coaching.guests(one)
    ]
    return Drawing("attendance", sheet_args(Sheet(desk.office.letter, one.on, one.at, one.place, one.topic, rows)))


SUBJECT = Subject(planning, Facts, facts, finish)
COMMANDS = (Command("coaching", "alumni", listed),)
MENUS = (Menu(LIST, "alumni", _chosen), Menu(ONE, "alumni", _did), Menu(CAME, "alumni", _marked))
