"""`seleksi`: the ranking of an intake, page by page; confirming it; and the way into the steps that follow."""

from collections.abc import Callable, Mapping

from handlers import selection_closing, selection_move, selection_papers
from handlers.desk import Desk
from handlers.reply import Reply
from handlers.selection_files import list_file
from handlers.selection_page import FILES, ONE, PAGE, WHOSE, next_steps, one, page, page_of, whose
from handlers.staff_commands import Command, Menu
from handlers.staff_desk import row_number, said
from handlers.subject import Begin
from handlers.whose import was_just_asked
from programme import selections
from programme.selections import Changed, Frozen
from programme.staff import Member
from storage.tables import Selection
from talk import Choice, Line

_INTAKE, _SURE = "selin", "selsure"


def selection(desk: Desk, _member: Member) -> Reply:
    """The ranking of the only intake, or first which one."""
    found = selections.to_select(desk.session)
    if not found:
        return said(Line("selection-nobody"))
    if len(found) == 1:
        return _begun(desk, found[0].id)
    names = tuple(Choice(str(intake.id), Line("as-is", {"text": intake.name})) for intake in found)
    return Reply((Line("selection-which"),), names, place=_INTAKE)


def _intake_chosen(desk: Desk, member: Member, _about: str, choice: str) -> Reply:
    known = [str(intake.id) for intake in selections.to_select(desk.session)]
    return _begun(desk, int(choice)) if choice in known else selection(desk, member)


def _begun(desk: Desk, intake_id: int) -> Reply:
    return page(desk, selections.begin(desk.session, intake_id, desk.now))


def _on_page(desk: Desk, member: Member, about: str, choice: str) -> Reply | Begin:
    """What is done with the list; an old button shows the list as it is now."""
    found, number = _found(desk, about)
    if found is None:
        return selection(desk, member)
    turn = {"before": -1, "next": 1}.get(choice)
    if turn is not None:
        return page(desk, found, row_number(number) + turn)
    if choice == "one":
        return whose(desk, found, row_number(number))
    if choice not in next_steps(desk, found):
        return page(desk, found, row_number(number), *([Line("selection-done_already")] if choice in _STEPS else []))
    return list_file(desk, member, found, choice) if choice in FILES else _STEPS[choice](desk, found)


def _whose_chosen(desk: Desk, member: Member, about: str, choice: str) -> Reply:
    found, number = _found(desk, about)
    if found is None:
        return selection(desk, member)
    return (None if choice == "back" else one(desk, found, choice)) or page(desk, found, row_number(number))


def _one_chosen(desk: Desk, member: Member, about: str, choice: str) -> Reply | Begin:
    found, number = _found(desk, about)
    if found is None:
        return selection(desk, member)
    facts = selection_move.facts_of(desk, found, number)
    if facts is None:
        return page(desk, found)
    return Begin("selection_move", facts) if choice == "move" else page(desk, found, page_of(facts.place))


def _ask_to_confirm(desk: Desk, found: Selection) -> Reply:
    """What it would mean, and whether to; the answer belongs to exactly this list."""
    listed = selections.listed(desk.session, found, desk.office, desk.now)
    seats = sum(one.skill is not None for one in listed)
    about = {"seats": seats, "waiting": len(listed) - seats}
    sure = tuple(Choice(name, Line(f"selection_sure-{name}")) for name in ("yes", "no"))
    return Reply((Line("selection-sure", about),), sure, place=f"{_SURE}:{found.id}.{selections.fingerprint(listed)}")


def _confirmed(desk: Desk, member: Member, about: str, choice: str) -> Reply:
    found, seen = _found(desk, about)
    if found is None:
        return selection(desk, member)
    if choice != "yes" or not was_just_asked(desk, f"{_SURE}:{about}"):
        return page(desk, found)
    try:
        selections.confirm(desk.session, found, seen=seen, office=desk.office, by=member, now=desk.now)
    except Changed:
        return page(desk, found, 1, Line("selection-changed"))
    except Frozen as frozen:
        return page(desk, found, 1, Line("selection-frozen", {"name": frozen.by or ""}))
    return page(desk, found, 1, Line("selection-confirmed"))


def _paper(talk: str) -> Callable[[Desk, Selection], Begin]:
    return lambda desk, found: Begin(talk, selection_papers.facts_of(desk, found))


def _close(desk: Desk, found: Selection) -> Begin:
    return Begin("selection_closing", selection_closing.facts_of(desk, found))


def _found(desk: Desk, about: str) -> tuple[Selection | None, str]:
    """The selection that a place is about, and the rest of what it says."""
    written, _, rest = about.partition(".")
    number = row_number(written)
    return (selections.get(desk.session, number) if number else None), rest or "1"


_STEPS: Mapping[str, Callable[[Desk, Selection], Reply | Begin]] = {
    "confirm": _ask_to_confirm,
    "letter": _paper("selection_letter"),
    "answer": _paper("selection_answer"),
    "decree": _paper("selection_decree"),
    "close": _close,
}

COMMANDS = (Command("selection", "select", selection),)
MENUS = (
    Menu(_INTAKE, "select", _intake_chosen),
    Menu(PAGE, "select", _on_page),
    Menu(WHOSE, "select", _whose_chosen),
    Menu(ONE, "select", _one_chosen),
    Menu(_SURE, "select", _confirmed),
)
