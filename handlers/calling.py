"""Staff call those who have a seat: which intake, what the letter says, and who has answered since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Self

from handlers import called as answering
from handlers.call_letters import letter, village_list
from handlers.desk import Desk
from handlers.notify import OWN_CASE, notify
from handlers.questions import Day, FreeText, Sure, YesNo, labelled
from handlers.registration_summary import phone_of
from handlers.reply import Reply
from handlers.staff_commands import Command, Menu
from handlers.staff_desk import member_for, row_number, said
from handlers.subject import Begin, Subject
from programme import calls
from programme.calls import Plan
from programme.eligibility import OUTSIDE
from programme.reading import places
from programme.staff import Member
from storage.tables import Call, CalledPerson, Intake
from talk import Answers, Argument, Ask, Choice, Line, talk

_LETTERS, _CALL, _ONE, _WHICH = "calls", "call_page", "call_one", "call_intake"
#: So many letters are offered to look at again.
_NEWEST = 6
#: A letter may be older than its entry here, and people are not called for a day further away.
_BACK, _AHEAD = timedelta(days=31), timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Facts:
    """Which intake, how many people, and what is usual."""

    intake_id: int
    intake: str
    people: int
    today: date
    destination: str
    bring: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be kept with the talk."""
        values = {name: getattr(self, name) for name in ("intake_id", "intake", "people", "destination")}
        return {**values, "today": self.today.isoformat(), "bring": list(self.bring)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The facts that `to_json` wrote."""
        return cls(**{**stored, "today": date.fromisoformat(stored["today"]), "bring": tuple(stored["bring"])})


@talk("calling")
def calling(ask: Ask, facts: Facts) -> Plan | None:
    """What the letter says, one thing after another, and once more whether that is so."""
    today = facts.today
    number = str(ask("number", FreeText(most=60), intake=facts.intake, people=facts.people))
    letter_date = ask("letter_date", Day(today, today - _BACK, today + _BACK))
    gather_on = ask("gather_on", Day(today, today, today + _AHEAD))
    gather_at = str(ask("gather_at", FreeText(most=40)))
    gather_place = str(ask("gather_place", FreeText(most=120)))
    departs_on = ask_departure(ask, facts, gather_on)
    destination = ask_destination(ask, facts)
    plan = Plan(
        number=number,
        letter_date=letter_date,
        gather_on=gather_on,
        gather_at=gather_at,
        gather_place=gather_place,
        departs_on=departs_on,
        destination=destination,
        bring=ask_bring(ask, facts),
    )
    exactly = Sure(labelled("calling_sure", "yes", "no"), "yes-no", repr(plan))
    return plan if ask("sure", exactly, **summary(plan, facts)) else None


def ask_departure(ask: Ask, facts: Facts, gather_on: date) -> date:
    """The same day, as mostly, or a later one."""
    if ask("same_day", YesNo(), day=gather_on):
        return gather_on
    return ask("departs_on", Day(facts.today, gather_on, gather_on + _BACK))


def ask_destination(ask: Ask, facts: Facts) -> str:
    """Where the intake says that it is, or another place."""
    if facts.destination and ask("usual_destination", YesNo(), place=facts.destination):
        return facts.destination
    return str(ask("destination", FreeText(most=120)))


def ask_bring(ask: Ask, facts: Facts) -> tuple[str, ...]:
    """The usual things, or others, one after another with commas."""
    usual = Line("empty")
    for thing in facts.bring:
        usual = Line("bullet", {"before": usual, "next": Line("as-is", {"text": thing})})
    if ask("usual_bring", YesNo(), bring=usual):
        return facts.bring
    words = str(ask("bring", FreeText(most=800)))
    return tuple(thing.strip() for thing in words.split(",") if thing.strip())


def summary(plan: Plan, facts: Facts) -> dict[str, Argument]:
    """What is shown before it is sent."""
    return {
        "number": plan.number,
        "people": facts.people,
        "intake": facts.intake,
        "day": plan.gather_on,
        "at": plan.gather_at,
        "place": plan.gather_place,
        "departs": plan.departs_on,
        "destination": plan.destination,
    }


def call(desk: Desk, member: Member) -> Reply | Begin:
    """Whom to call, or the letters that were sent."""
    waiting = calls.intakes_to_call(desk.session)
    if len(waiting) == 1:
        return Begin(calling.name, _facts(desk, *waiting[0]))
    if waiting:
        names = tuple(
            Choice(str(one.id), Line("call_intake-row", {"name": one.name, "people": n})) for one, n in waiting
        )
        return Reply((Line("call_intake-which"),), names, place=_WHICH)
    return letters(desk, member, Line("call-nobody"))


def letters(desk: Desk, _member: Member, *before: Line) -> Reply:
    """The latest letters, to see who answered."""
    newest = calls.newest(desk.session, _NEWEST)
    if not newest:
        return said(*before, Line("call-no_letters"))
    rows = tuple(
        Choice(str(one.id), Line("call-letter", {"number": one.number, "day": one.gather_on})) for one in newest
    )
    return Reply((*before, Line("call-letters")), rows, place=_LETTERS)


def _which(desk: Desk, member: Member, _about: str, choice: str) -> Reply | Begin:
    waiting = {str(intake.id): (intake, count) for intake, count in calls.intakes_to_call(desk.session)}
    if choice not in waiting:
        return letters(desk, member, Line("call-nobody"))
    return Begin(calling.name, _facts(desk, *waiting[choice]))


def _opened(desk: Desk, member: Member, _about: str, choice: str) -> Reply:
    people = calls.people_of(desk.session, row_number(choice))
    return page(desk, people) if people else letters(desk, member)


def page(desk: Desk, people: Sequence[CalledPerson], *before: Line) -> Reply:
    """Who was called by one letter, what they answered, and the list of each village."""
    text = _head(people[0].call)
    for one in people:
        text = Line("bullet", {"before": text, "next": _row(one)})
    return Reply((*before, text), _lists(desk, people), place=f"{_CALL}:{people[0].call_id}")


def _lists(desk: Desk, people: Sequence[CalledPerson]) -> tuple[Choice, ...]:
    region = places.region(desk.office.region)
    lists = [Choice(code, Line("call-list", {"village": region.name(code)})) for code in _villages(people)]
    names = [
        Choice(one.application.number, Line("as-is", {"text": one.application.person.full_name}))
        for one in people
        if one.application.state == calls.CALLED
    ]
    return (*lists, *names, Choice("back", Line("call-back")))


def _head(one: Call) -> Line:
    about: dict[str, Argument] = {"number": one.number, "intake": one.intake.name}
    return Line("call-head", {**about, "day": one.gather_on, "at": one.gather_at})


def _row(one: CalledPerson) -> Line:
    person, state = one.application.person, one.application.state
    stands = f"call-stands_{one.answer or 'silent'}" if state == calls.CALLED else f"state-{state}"
    return Line("call-row", {"name": person.full_name, "phone": phone_of(person), "state": Line(stands)})


def _villages(people: Sequence[CalledPerson]) -> list[str]:
    villages = {one.application.person.village for one in people}
    return sorted(villages - {OUTSIDE})


def _on_page(desk: Desk, member: Member, about: str, choice: str) -> Reply:
    people = calls.people_of(desk.session, row_number(about))
    one = _called(people, choice)
    if one is not None:
        return _card(desk, one)
    if choice not in _villages(people):
        return letters(desk, member)
    region = places.region(desk.office.region)
    drawing = village_list(people[0].call, people, choice, desk.office, region)
    text = Line("call-list_here", {"village": region.name(choice)})
    return Reply((text,), _lists(desk, people), place=f"{_CALL}:{about}", drawing=drawing)


def _called(people: Sequence[CalledPerson], number: str) -> CalledPerson | None:
    """The one of that number, if they are still called."""
    found = (one for one in people if one.application.number == number)
    return next((one for one in found if one.application.state == calls.CALLED), None)


def _card(desk: Desk, one: CalledPerson, *before: Line) -> Reply:
    """One person: what they answered, an answer given by telephone, and the letter for who has no chat."""
    hindrance = calls.hindrance(desk.session, one)
    why = (Line("call_one-why", {"why": hindrance}),) if hindrance else ()
    names = ("letter", "back") if one.answer == "coming" else ("comes", "letter", "back")
    choices = tuple(Choice(name, Line(f"call_one-{name}")) for name in names)
    return Reply((*before, _row(one), *why), choices, place=f"{_ONE}:{one.call_id}.{one.application.number}")


def _on_card(desk: Desk, member: Member, about: str, choice: str) -> Reply:
    call_id, _, number = about.partition(".")
    people = calls.people_of(desk.session, row_number(call_id))
    one = _called(people, number)
    if one is None or choice == "back":
        return page(desk, people) if people else letters(desk, member)
    if choice == "comes":
        calls.noted_coming(desk.session, one, member, desk.now)
        return _card(desk, one, Line("call_one-noted"))
    printed = letter(one, desk.office, places.region(desk.office.region))
    return replace(_card(desk, one), drawing=printed)


def _facts(desk: Desk, intake: Intake, people: int) -> Facts:
    bring = desk.office.calling.bring
    return Facts(intake.id, intake.name, people, desk.today, intake.place or "", bring)


def facts(desk: Desk) -> Facts | Reply:
    """As they are now: who has a seat by the end is called."""
    member = member_for(desk, "send")
    stored = desk.conversation.talk
    if isinstance(member, Reply) or stored is None:
        return member if isinstance(member, Reply) else said(Line("button-old"), also=("call",))
    intake_id = Facts.from_json(stored.content["facts"]).intake_id
    waiting = {intake.id: (intake, count) for intake, count in calls.intakes_to_call(desk.session)}
    return _facts(desk, *waiting[intake_id]) if intake_id in waiting else letters(desk, member, Line("call-nobody"))


def finish(desk: Desk, plan: Plan | None, known: Facts, _answers: Answers) -> Reply:
    """Call them all, each with a letter; who has no chat is named, to be called by telephone."""
    member = member_for(desk, "send")
    if isinstance(member, Reply):
        return member
    if plan is None:
        return said(Line("call-not_made"), also=("call",))
    people = calls.call(desk.session, member, known.intake_id, plan, desk.office, desk.now, desk.zone)
    if not people:
        return letters(desk, member, Line("call-nobody"))
    for one in people:
        if one.application.contact_id is not None:
            invitation = answering.invitation(one, desk.office)
            notify(desk.tx, one.application.contact_id, invitation, desk.now, priority=OWN_CASE)
    by_phone = sum(one.application.contact_id is None for one in people)
    told = Line("call-done_by_phone", {"count": by_phone}) if by_phone else Line("call-done_all")
    return page(desk, people, Line("call-done", {"people": len(people)}), told)


SUBJECT = Subject(calling, Facts, facts, finish)
COMMANDS = (Command("call", "send", call), Command("letters", "send", letters))
MENUS = (
    Menu(_WHICH, "send", _which),
    Menu(_LETTERS, "send", _opened),
    Menu(_CALL, "send", _on_page),
    Menu(_ONE, "send", _on_card),
)
