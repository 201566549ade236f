"""`peserta`: whoever has a seat, and what is noted of them, from departure to graduation."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from handlers import case_news
from handlers.desk import Desk
from handlers.questions import Day, FreeText, Sure, labelled
from handlers.registration_summary import to_telephone
from handlers.reply import Reply
from handlers.staff_commands import Command, Menu
from handlers.staff_desk import member_for, said
from handlers.subject import Begin, Subject
from programme import applications, participants, seating
from programme.participants import ACTS, WITH_REASON
from programme.staff import Member
from storage import messages
from storage.tables import Application, Intake
from talk import Answers, Argument, Ask, Choice, Line, talk

_WHICH, _INTAKE, _ONE = "trainees", "trainees_in", "trainee"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is noted, of whom, and since when the last of them is in the present state."""

    act: str
    people: tuple[tuple[str, str], ...]
    since: date
    today: date

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be kept with the talk."""
        days = {"since": self.since.isoformat(), "today": self.today.isoformat()}
        return {**asdict(self), **days, "people": [list(one) for one in self.people]}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The facts that `to_json` wrote."""
        days = {name: date.fromisoformat(stored[name]) for name in ("since", "today")}
        return cls(stored["act"], tuple((number, name) for number, name in stored["people"]), **days)


@dataclass(frozen=True, slots=True)
class Noted:
    """On which day, and why where that is asked."""

    on: date
    reason: str | None


@talk("participation")
def participation(ask: Ask, facts: Facts) -> Noted | None:
    """The day, the reason where something ended early, and once more who it is about."""
    about: dict[str, Argument] = {
        "act": Line(f"state-{ACTS[facts.act]}"),
        "people": len(facts.people),
        "names": ", ".join(name for _, name in facts.people),
    }
    on = ask("day", Day(facts.today, facts.since, facts.today), **about)
    reason = ask("reason", FreeText(most=200)) if facts.act in WITH_REASON else None
    shown = f"{facts.act} {on} {reason} {facts.people!r}"
    agreed = ask("sure", Sure(labelled("participation-sure", "yes", "no"), "yes-no", shown), **about, day=on)
    return Noted(on, reason) if agreed else None


def which(desk: Desk, _member: Member) -> Reply | Begin:
    """The participants of the only intake, or of which one."""
    found = participants.intakes(desk.session)
    if not found:
        return said(Line("trainees-nobody"))
    if len(found) == 1:
        return show(desk, found[0])
    rows = tuple(Choice(str(one.id), Line("as-is", {"text": one.name})) for one in found)
    return Reply((Line("trainees-which"),), rows, place=_WHICH)


def _chosen(desk: Desk, member: Member, _about: str, intake_id: str) -> Reply | Begin:
    intake = _intake(desk, intake_id)
    return which(desk, member) if intake is None else show(desk, intake)


def show(desk: Desk, intake: Intake, *before: Line) -> Reply:
    """Everybody with the state they are in, those who left too; the steps that several can take, and each by name."""
    people = seating.seated(desk.session, intake.id)
    text = _rows(Line("trainees-head", {"intake": intake.name, "people": len(people)}), people)
    if gone := participants.left(desk.session, intake.id):
        text = _rows(Line("stacked", {"before": text, "next": Line("trainees-left")}), gone)
    many = tuple(
        Choice(f"{state}.{act}", _label(state, act, len(able)))
        for (state, act), able in participants.together(people).items()
        if len(able) > 1
    )
    names = tuple(
        Choice(one.number, Line("as-is", {"text": one.person.full_name})) for one in people if participants.acts(one)
    )
    choices = (*many, *names, Choice("menu", Line("staff-menu")))
    return Reply((*before, text), choices, place=f"{_INTAKE}:{intake.id}")


def _rows(text: Line, people: Sequence[Application]) -> Line:
    """A line for each; whoever asked that their record only be kept is marked, since nothing can be noted of them."""
    for one in people:
        key = "trainees-row" if one.person.restricted_at is None else "trainees-row_paused"
        row: dict[str, Argument] = {"name": one.person.full_name, "state": Line(f"state-{one.state}")}
        text = Line("bullet", {"before": text, "next": Line(key, row)})
    return text


def _in_intake(desk: Desk, member: Member, intake_id: str, choice: str) -> Reply | Begin:
    intake = _intake(desk, intake_id)
    if choice == "menu" or intake is None:
        return said(Line("trainees-back")) if choice == "menu" else which(desk, member)
    state, dot, act = choice.partition(".")
    if not dot:
        return _card(desk, member, choice)
    able = participants.together(seating.seated(desk.session, intake.id)).get((state, act))
    return Begin(participation.name, _facts(desk, act, able)) if able else show(desk, intake, Line("trainees-not_now"))


def _card(desk: Desk, member: Member, number: str, *before: Line) -> Reply | Begin:
    """One participant, and what can be noted of them."""
    application = applications.by_number(desk.session, number)
    if application is None:
        return which(desk, member)
    about: dict[str, Argument] = {
        "name": application.person.full_name,
        "number": number,
        "state": Line(f"state-{application.state}"),
    }
    names = (*participants.acts(application), "back")
    choices = tuple(Choice(name, Line(f"trainee-{name}")) for name in names)
    return Reply((*before, Line("trainees-one", about)), choices, place=f"{_ONE}:{number}")


def _one(desk: Desk, member: Member, number: str, choice: str) -> Reply | Begin:
    application = applications.by_number(desk.session, number)
    if application is None:
        return which(desk, member)
    if choice == "back":
        return show(desk, application.intake)
    if choice not in participants.acts(application):
        return _card(desk, member, number, Line("trainees-not_now"))
    return Begin(participation.name, _facts(desk, choice, [application]))


def facts(desk: Desk) -> Facts | Reply:
    """Those of whom it can still be noted; without an open talk it has to begin from the list."""
    member = member_for(desk, "send")
    stored = desk.conversation.talk
    if isinstance(member, Reply) or stored is None:
        return member if isinstance(member, Reply) else said(Line("trainees-not_now"), also=("participants",))
    known = Facts.from_json(stored.content["facts"])
    found = [applications.by_number(desk.session, number) for number, _ in known.people]
    able = [one for one in found if one is not None and known.act in participants.acts(one)]
    return _facts(desk, known.act, able) if able else said(Line("trainees-not_now"), also=("participants",))


def finish(desk: Desk, noted: Noted | None, known: Facts, _answers: Answers) -> Reply:
    """Note it, and tell each of them at once."""
    member = member_for(desk, "send")
    if isinstance(member, Reply):
        return member
    if noted is None:
        return said(Line("trainees-not_done"), also=("participants",))
    numbers = [number for number, _ in known.people]
    chats = (applications.by_number(desk.session, number) for number in numbers)
    messages.lock(desk.tx, sorted({one.contact_id for one in chats if one is not None and one.contact_id is not None}))
    changed = participants.note(
        desk.session,
        numbers,
        known.act,
        noted.on,
        noted.reason,
        by=member,
        now=desk.now,
        office=desk.office,
        zone=desk.zone,
    )
    for application in changed:
        more, offers = (Line("trainees-graduated"), case_news.AFTERWARDS) if known.act == "graduate" else (None, ())
        case_news.tell(desk.tx, application, office=desk.office, now=desk.now, zone=desk.zone, more=more, offers=offers)
    done = Line("trainees-done", {"people": len(changed), "state": Line(f"state-{ACTS[known.act]}")})
    if not changed:
        return said(Line("trainees-not_now"), also=("participants",))
    return show(desk, changed[0].intake, done, *to_telephone([one.person for one in changed if one.contact_id is None]))


def _facts(desk: Desk, act: str, people: Sequence[Application]) -> Facts:
    since = max(one.state_since.astimezone(desk.zone).date() for one in people)
    return Facts(act, tuple((one.number, one.person.full_name) for one in people), min(since, desk.today), desk.today)


def _label(state: str, act: str, people: int) -> Line:
    return Line("trainees-all", {"act": Line(f"trainee-{act}"), "state": Line(f"state-{state}"), "people": people})


def _intake(desk: Desk, intake_id: str) -> Intake | None:
    return next((one for one in participants.intakes(desk.session) if str(one.id) == intake_id), None)


SUBJECT = Subject(participation, Facts, facts, finish)
COMMANDS = (Command("participants", "send", which),)
MENUS = (Menu(_WHICH, "send", _chosen), Menu(_INTAKE, "send", _in_intake), Menu(_ONE, "send", _one))
