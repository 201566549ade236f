"""The end of a waiting list: nobody stands by for ever, and everybody hears why it came to nothing."""

from dataclasses import dataclass

from handlers.desk import Desk
from handlers.questions import FreeText, Sure, labelled
from handlers.reply import Reply
from handlers.selection_page import page
from handlers.selection_steps import step, tell
from handlers.staff_desk import member_for, said
from handlers.subject import PlainFacts, Subject
from programme import seating, selections
from programme.staff import Member
from storage.tables import Selection
from talk import Answers, Ask, Line, talk


@dataclass(frozen=True, slots=True)
class Facts(PlainFacts):
    """Which selection, and how many stand by."""

    selection_id: int
    people: int


@talk("selection_closing")
def selection_closing(ask: Ask, facts: Facts) -> str | None:
    """Why, and whether to."""
    why = ask("why", FreeText(most=200), people=facts.people) or ""
    sure = Sure(labelled("selection_sure", "yes", "no"), "yes-no", f"{facts.people} {why}")
    return why if ask("sure", sure, people=facts.people, why=why) else None


def facts_of(desk: Desk, selection: Selection) -> Facts:
    """How many stand by now."""
    return Facts(selection.id, len(seating.waiting_list(desk.session, selection.intake_id)))


def facts(desk: Desk) -> Facts | Reply:
    """As they are now; without an open talk it has to begin from the list."""
    member = member_for(desk, "select")
    if isinstance(member, Reply):
        return member
    stored = desk.conversation.talk
    if stored is None or stored.name != selection_closing.name:
        return said(Line("selection-from_list"), also=("selection",))
    found = selections.get(desk.session, Facts.from_json(stored.content["facts"]).selection_id)
    return facts_of(desk, found) if found else said(Line("button-old"), also=("selection",))


def finish(desk: Desk, why: str | None, known: Facts, _answers: Answers) -> Reply:
    """Tell everybody who stands by, and show the list."""
    return step(desk, known.selection_id, why, _close)


def _close(desk: Desk, member: Member, selection: Selection, why: str) -> Reply:
    closed = selections.close(desk.session, selection, why, by=member, now=desk.now)
    tell(desk, closed)
    return page(desk, selection, 1, Line("selection-closed", {"people": len(closed)}))


SUBJECT = Subject(selection_closing, Facts, facts, finish)
