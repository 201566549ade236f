"""The papers of a selection: the letter to the province, its answer, and the decree; with each the applicants hear."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Self

from handlers.desk import Desk
from handlers.questions import Day, FreeText, OneOf, Sure, YesNo, labelled
from handlers.reply import Reply
from handlers.selection_files import list_file
from handlers.selection_page import page
from handlers.selection_steps import step, tell
from handlers.staff_desk import member_for, said
from handlers.subject import Subject
from programme import selections
from programme.selections import Paper
from programme.staff import Member
from storage.tables import Selection
from talk import Answers, Argument, Ask, Choice, Line, talk

#: A letter may be older than its entry here, and is seldom dated ahead.
_BACK, _AHEAD = timedelta(days=366), timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Facts:
    """Which selection, who is in it, and what is usual."""

    selection_id: int
    today: date
    signatory: str
    #: Number and name of everybody in it, in order.
    people: tuple[tuple[str, str], ...]

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be kept with the talk."""
        return {**asdict(self), "today": self.today.isoformat(), "people": [list(one) for one in self.people]}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The facts that `to_json` wrote."""
        people = tuple((number, name) for number, name in stored["people"])
        return cls(**{**stored, "today": date.fromisoformat(stored["today"]), "people": people})


@dataclass(frozen=True, slots=True)
class Answered:
    """The province's letter, and whom it did not accept, with the reason."""

    letter: Paper
    refused: Mapping[str, str]


@talk("selection_letter")
def selection_letter(ask: Ask, facts: Facts) -> Paper | None:
    """Number and day of the letter with which the list goes to the province."""
    paper = ask_paper(ask, facts)
    about: dict[str, Argument] = {"number": paper.number, "day": paper.on, "people": len(facts.people)}
    return paper if ask("sure", sure(repr(paper)), **about) else None


@talk("selection_answer")
def selection_answer(ask: Ask, facts: Facts) -> Answered | None:
    """Number and day of the province's letter, and whom it did not accept."""
    paper = ask_paper(ask, facts)
    refused = {} if ask("all", YesNo(), people=len(facts.people)) else ask_refused(ask, facts)
    about: dict[str, Argument] = {"number": paper.number, "day": paper.on, "refused": len(refused)}
    return Answered(paper, refused) if ask("sure", sure(repr((paper, refused))), **about) else None


@talk("selection_decree")
def selection_decree(ask: Ask, facts: Facts) -> Paper | None:
    """Number, day and signatory of the decree by which people take part."""
    paper = ask_paper(ask, facts)
    if ask("usual_signatory", YesNo(), name=facts.signatory):
        signatory = facts.signatory
    else:
        signatory = ask("signatory", FreeText(most=120)) or ""
    about: dict[str, Argument] = {"number": paper.number, "day": paper.on, "signatory": signatory}
    agreed = ask("sure", sure(repr((paper, signatory))), **about)
    return Paper(paper.number, paper.on, signatory) if agreed else None


def ask_paper(ask: Ask, facts: Facts) -> Paper:
    """What every letter has."""
    number = ask("number", FreeText(most=60)) or ""
    return Paper(number, ask("day", Day(facts.today, facts.today - _BACK, facts.today + _AHEAD)))


def ask_refused(ask: Ask, facts: Facts) -> dict[str, str]:
    """One after another, each with a reason that is told to them, until it is enough."""
    refused: dict[str, str] = {}
    while len(refused) < len(facts.people):
        left = tuple(
            Choice(number, Line("as-is", {"text": name})) for number, name in facts.people if number not in refused
        )
        enough = labelled("selection", "enough") if refused else ()
        picked = ask("who", OneOf((*left, *enough)), str(len(refused)))
        if picked == "enough":
            break
        name = dict(facts.people)[picked]
        refused[picked] = ask("why", FreeText(most=200), picked, name=name) or ""
    return refused


def sure(shown: str) -> Sure:
    """Yes or no to exactly that."""
    return Sure(labelled("selection_sure", "yes", "no"), "yes-no", shown)


def facts_of(desk: Desk, selection: Selection) -> Facts:
    """What these talks have to know of a selection."""
    listed = selections.listed(desk.session, selection, desk.office, desk.now)
    people = tuple((one.application.number, one.application.person.full_name) for one in listed)
    return Facts(selection.id, desk.today, desk.office.letter.signatory, people)


def facts(desk: Desk) -> Facts | Reply:
    """As they are now; without an open talk it has to begin from the list."""
    member = member_for(desk, "select")
    if isinstance(member, Reply):
        return member
    stored = desk.conversation.talk
    found = stored and selections.get(desk.session, int(stored.content["facts"].get("selection_id", 0)))
    return facts_of(desk, found) if found else said(Line("selection-from_list"), also=("selection",))


def letter_written(desk: Desk, paper: Paper | None, known: Facts, _answers: Answers) -> Reply:
    """Propose everybody, tell them, and hand over the list."""
    return step(desk, known.selection_id, paper, _propose)


def province_answered(desk: Desk, answered: Answered | None, known: Facts, _answers: Answers) -> Reply:
    """Note the answer; people hear with the decree."""
    return step(desk, known.selection_id, answered, _answer)


def decree_signed(desk: Desk, decree: Paper | None, known: Facts, _answers: Answers) -> Reply:
    """Decide by the decree, and tell everybody at once."""
    return step(desk, known.selection_id, decree, _decide)


def _propose(desk: Desk, member: Member, selection: Selection, letter: Paper) -> Reply:
    tell(desk, selections.propose(desk.session, selection, letter, by=member, now=desk.now))
    return list_file(desk, member, selection, "pdf", Line("selection-proposed"))


def _answer(desk: Desk, member: Member, selection: Selection, answered: Answered) -> Reply:
    selections.answer(desk.session, selection, answered.letter, answered.refused, by=member, now=desk.now)
    return page(desk, selection, 1, Line("selection-answer_kept"))


def _decide(desk: Desk, member: Member, selection: Selection, decree: Paper) -> Reply:
    told = selections.decide(desk.session, selection, decree, office=desk.office, by=member, now=desk.now)
    tell(desk, told)
    return page(desk, selection, 1, Line("selection-decided", {"people": len(told)}))


SUBJECTS = (
    Subject(selection_letter, Facts, facts, letter_written),
    Subject(selection_answer, Facts, facts, province_answered),
    Subject(selection_decree, Facts, facts, decree_signed),
)
