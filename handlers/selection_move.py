"""Staff put an applicant at another place of a draft, with a reason that stays beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.desk import Desk
from handlers.questions import FreeText, Sure, WholeNumber, labelled
from handlers.questions.base import chosen
from handlers.reply import Reply
from handlers.selection_page import listed_one, page, page_of
from handlers.staff_desk import as_begun, member_for, said
from handlers.subject import PlainFacts, Subject
from programme import selections
from programme.selections import Changed, Frozen
from storage.tables import Selection
from talk import Answers, Ask, Choice, Line, Message, Stored, talk


@dataclass(frozen=True, slots=True)
class Facts(PlainFacts):
    """Whom it is about, where they stand, and how many there are."""

    selection_id: int
    number: str
    name: str
    place: int
    count: int


@dataclass(frozen=True, slots=True)
class Move:
    """To which place, and why."""

    place: int
    why: str


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A place by its number, or one up or down."""

    now: int
    most: int

    @property
    def choices(self) -> Sequence[Choice]:
        """Up and down, where there is somebody above or below."""
        up = labelled("selection_move", "up") if self.now > 1 else ()
        return (*up, *(labelled("selection_move", "down") if self.now < self.most else ()))

    def read(self, message: Message) -> Stored:
        """The number of the place."""
        step = {"up": -1, "down": 1}.get(chosen(Message(message.text, message.choice), self.choices) or "")
        return self._number.read(message) if step is None else self.now + step

    def check(self, stored: Stored) -> int:
        """A place that there is."""
        return self._number.check(stored)

    @property
    def _number(self) -> WholeNumber:
        return WholeNumber(1, self.most)


@talk("selection_move")
def selection_move(ask: Ask, facts: Facts) -> Move | None:
    """Where to, why, and whether to."""
    place = ask("place", NewPlace(facts.place, facts.count), name=facts.name, now=facts.place, most=facts.count)
    why = ask("why", FreeText(most=200)) or ""
    sure = Sure(labelled("selection_sure", "yes", "no"), "yes-no", f"{facts.number} {place} {why}")
    agreed = ask("sure", sure, name=facts.name, place=place, why=why)
    return Move(place, why) if agreed else None


def facts_of(desk: Desk, selection: Selection, number: str) -> Facts | None:
    """What the talk is about; None where they are no longer in it."""
    found = listed_one(desk, selection, number)
    if found is None:
        return None
    count = len(selections.listed(desk.session, selection, desk.office, desk.now))
    return Facts(selection.id, number, found.application.person.full_name, found.place, count)


def facts(desk: Desk) -> Facts | Reply:
    """The same as when the talk was opened; whether it may still be done shows at the end."""
    return as_begun(desk, "select", Facts, said(Line("selection-from_list"), also=("selection",)))


def finish(desk: Desk, move: Move | None, known: Facts, _answers: Answers) -> Reply:
    """Move them, if the list is still a draft and they are in it; then the page on which they stand."""
    member = member_for(desk, "select")
    if isinstance(member, Reply):
        return member
    selection = selections.get(desk.session, known.selection_id)
    if selection is None:
        return said(Line("button-old"), also=("selection",))
    if move is None:
        return page(desk, selection, page_of(known.place), Line("selection-not_moved"))
    try:
        selections.move(desk.session, selection, known.number, move.place, move.why, by=member, now=desk.now)
    except Changed:
        return page(desk, selection, 1, Line("selection-changed"))
    except Frozen as frozen:
        return page(desk, selection, 1, Line("selection-frozen", {"name": frozen.by or ""}))
    return page(desk, selection, page_of(move.place), Line("selection-moved", {"name": known.name}))


SUBJECT = Subject(selection_move, Facts, facts, finish)
