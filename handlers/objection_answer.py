"""A second member of staff decides on an objection, with a reason; whoever objected hears of it at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from handlers import case_news
from handlers.desk import Desk
from handlers.notify import OWN_CASE, notify
from handlers.questions import FreeText, Sure, labelled
from handlers.reply import Reply
from handlers.staff_desk import as_begun, member_for, said
from handlers.subject import PlainFacts, Subject
from programme import objections
from programme.objections import Decided, Outcome
from storage.tables import Objection
from talk import Answers, Ask, Choice, Line, talk

_OUTCOMES: Mapping[str, Outcome] = {"uphold": "upheld", "reject": "rejected"}


@dataclass(frozen=True, slots=True)
class Facts(PlainFacts):
    """Which objection, and what becomes of it."""

    objection_id: int
    outcome: Outcome
    state: str
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Why, in words for whoever objected."""

    why: str


@talk("objection_answer")
def objection_answer(ask: Ask, facts: Facts) -> Answer | None:
    """The reason, and whether to."""
    question = "why_rejected" if facts.outcome == "rejected" else _why_upheld(facts.state)
    why = ask(question, FreeText(most=500), name=facts.name) or ""
    choices = labelled("objection_answer-sure", "yes", "no")
    what = Line(f"objection_answer-{facts.outcome}")
    sure = Sure(choices, "yes-no", f"{facts.objection_id} {facts.outcome} {why}")
    return Answer(why) if ask("sure", sure, what=what, number=facts.number, why=why) else None


def _why_upheld(state: str) -> str:
    """Only a refusal goes back by itself; elsewhere staff say what they will do."""
    return "why_upheld" if state == "tidak_lolos" else "what_is_done"


def facts_of(objection: Objection, choice: str) -> Facts:
    """What the talk is about."""
    application = objection.application
    return Facts(
        objection_id=objection.id,
        outcome=_OUTCOMES[choice],
        state=objection.state,
        name=application.person.full_name,
        number=application.number,
    )


def facts(desk: Desk) -> Facts | Reply:
    """The same as when the talk was opened; whether it may still be done shows at the end."""
    return as_begun(desk, "objections", Facts, said(Line("button-old"), also=("objections",)))


def finish(desk: Desk, answer: Answer | None, known: Facts, _answers: Answers) -> Reply:
    """Decide it, if nobody was quicker; the case goes where the table of states sends it."""
    member = member_for(desk, "objections")
    if isinstance(member, Reply):
        return member
    if answer is None:
        return said(Line("objection_answer-not_decided"), also=("objections",))
    decided = objections.decide(desk.session, known.objection_id, known.outcome, answer.why, member=member, at=desk.now)
    if not isinstance(decided, Decided):
        return said(Line(f"objection_answer-{decided}"), also=("objections",))
    _tell(desk, decided, known, answer.why)
    return said(Line("objection_answer-done", {"number": known.number}), also=("objections",))


def _tell(desk: Desk, decided: Decided, known: Facts, why: str) -> None:
    """Where the case has moved its own news says why; whoever else objected is answered as well."""
    application, objector = decided.objection.application, decided.objection.contact_id
    if decided.moved:
        more = Line("status-objection_upheld")
        case_news.tell(desk.tx, application, office=desk.office, now=desk.now, zone=desk.zone, more=more)
    if objector is not None and not (decided.moved and objector == application.contact_id):
        answered = Line(f"objection-news_{known.outcome}", {"name": known.name, "number": known.number})
        lines = (answered, Line("status-reason", {"reason": why}))
        choices = tuple(Choice(name, Line(f"menu-{name}")) for name in ("status", "ask_staff"))
        notify(desk.tx, objector, Reply(lines, choices, place="menu"), desk.now, priority=OWN_CASE)


SUBJECT = Subject(objection_answer, Facts, facts, finish)
