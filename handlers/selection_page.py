"""A selection as staff read it: ten applicants a page, and of one of them every point with its reason."""

from collections.abc import Sequence

from handlers.desk import Desk
from handlers.documents.applicants import kecamatan_name
from handlers.reply import Reply
from handlers.staff_desk import said
from handlers.status import stacked
from programme import seating, selections
from programme.ranking import VERIFIED, Reason
from programme.reading import places
from programme.selection_draft import PROPOSED, Listed
from programme.states import SEATED
from storage.tables import Intake, Selection
from talk import Argument, Choice, Line

#: The places of a selection's choices; each says after its colon which selection and page, or which applicant.
PAGE, WHOSE, ONE = "sel", "selwho", "selone"
PER_PAGE = 10

#: In these the list says where somebody stands.
IN_THE_LIST = frozenset({VERIFIED, PROPOSED, "cadangan"})

#: The list as a file.
FILES = ("pdf", "excel")
#: What comes next in each state, where the province is asked; else the decree follows the confirmation.
_NEXT = {
    "draft": ("confirm",),
    "confirmed": ("letter",),
    "proposed": ("answer", *FILES),
    "answered": ("decree", *FILES),
}
_ALONE = {**_NEXT, "confirmed": ("decree",), "proposed": ("decree", *FILES)}


def page(desk: Desk, selection: Selection, number: int = 1, *before: Line) -> Reply:
    """Ten of the list, what can be done with it now, and the way to the other pages."""
    found = selections.listed(desk.session, selection, desk.office, desk.now)
    pages = max(-(-len(found) // PER_PAGE), 1)
    number = min(max(number, 1), pages)
    text = _head(desk, selection, found, number, pages)
    for one in found[(number - 1) * PER_PAGE : number * PER_PAGE]:
        text = Line("stacked", {"before": text, "next": _row(one)})
    if not found:
        return said(*before, text)
    names = [*next_steps(desk, selection), "one", *_turns(number, pages)]
    choices = tuple(Choice(name, Line(f"selection-{name}")) for name in names)
    return Reply((*before, text), choices, place=f"{PAGE}:{selection.id}.{number}")


def whose(desk: Desk, selection: Selection, number: int) -> Reply:
    """Which of those on the page."""
    found = selections.listed(desk.session, selection, desk.office, desk.now)
    shown = found[(number - 1) * PER_PAGE : number * PER_PAGE]
    names = tuple(
        Choice(one.application.number, Line("as-is", {"text": one.application.person.full_name})) for one in shown
    )
    back = Choice("back", Line("selection-back"))
    return Reply((Line("selection-whose"),), (*names, back), place=f"{WHOSE}:{selection.id}.{number}")


def one(desk: Desk, selection: Selection, number: str) -> Reply | None:
    """Every point of one applicant with its reason; None where they are no longer in it."""
    found = listed_one(desk, selection, number)
    if found is None:
        return None
    application = found.application
    about: dict[str, Argument] = {
        "name": application.person.full_name,
        "number": application.number,
        "place": found.place,
        "score": found.score,
        "outcome": _outcome(found),
    }
    text = stacked(
        [Line("selection-about", about), *(_points(desk, reason) for reason in found.reasons), *_notes(found)]
    )
    names = ("move", "back") if selection.state == "draft" else ("back",)
    choices = tuple(Choice(name, Line(f"selection-{name}")) for name in names)
    return Reply((text,), choices, place=f"{ONE}:{selection.id}.{application.number}")


def listed_one(desk: Desk, selection: Selection, number: str) -> Listed | None:
    """The applicant of that number, as the selection has them now."""
    found = selections.listed(desk.session, selection, desk.office, desk.now)
    return next((one for one in found if one.application.number == number), None)


def next_steps(desk: Desk, selection: Selection) -> Sequence[str]:
    """What can be done with the list now."""
    if selection.state == "decided":
        stand_by = seating.waiting_list(desk.session, selection.intake_id)
        return (*FILES, "close") if stand_by else FILES
    return (_NEXT if desk.office.selecting.province else _ALONE)[selection.state]


def page_of(place: int) -> int:
    """On which page that place of the list stands."""
    return (place - 1) // PER_PAGE + 1


def _head(desk: Desk, selection: Selection, found: Sequence[Listed], number: int, pages: int) -> Line:
    intake = desk.session.get_one(Intake, selection.intake_id)
    head = Line(
        "selection-head",
        {
            "intake": intake.name,
            "state": Line(f"selection-state_{selection.state}"),
            "people": len(found),
            "seats": seating.most(intake),
            "free": max(seating.most(intake) - len(seating.seated(desk.session, intake.id)), 0),
        },
    )
    if pages == 1:
        return head
    return Line("stacked", {"before": head, "next": Line("selection-page", {"page": number, "pages": pages})})


def _row(one: Listed) -> Line:
    key = "selection-row_moved" if one.moves else "selection-row"
    about: dict[str, Argument] = {"place": one.place, "name": one.application.person.full_name, "score": one.score}
    return Line(key, {**about, "outcome": _outcome(one)})


def _outcome(one: Listed) -> Line:
    """Where they stand by the list, or where they have come to since."""
    state = one.application.state
    if state in SEATED:
        return Line(f"skill-{one.application.seat_skill or one.application.first_skill}")
    if state not in IN_THE_LIST:
        return Line(f"state-{state}")
    if one.refused is not None:
        return Line("selection-refused")
    if one.skill is not None:
        return Line(f"skill-{one.skill}")
    return Line("selection-left") if one.waiting is None else Line("selection-waiting", {"waiting": one.waiting})


def _points(desk: Desk, reason: Reason) -> Line:
    args = dict(reason.args)
    if "district" in args:
        args["district"] = kecamatan_name(places.region(desk.office.region), str(args["district"]))
    because = Line(f"selection-because_{reason.key}", args)
    return Line("selection-points", {"because": because, "points": reason.points, "of": reason.of})


def _notes(found: Listed) -> list[Line]:
    """What people decided: why staff moved them, why the province refused."""
    notes = [Line("selection-moved_why", {"why": why}) for why in found.moves]
    return notes if found.refused is None else [*notes, Line("selection-refused_why", {"why": found.refused})]


def _turns(number: int, pages: int) -> list[str]:
    return [*(["before"] if number > 1 else []), *(["next"] if number < pages else [])]
