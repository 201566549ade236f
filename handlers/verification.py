"""Verifying: the next case as one card, and what is decided of it by a button."""

from collections.abc import Callable, Sequence

from handlers import case_desk, opening_papers
from handlers.case_desk import CASE, kindly, show
from handlers.desk import Desk
from handlers.reply import Reply
from handlers.staff_commands import Command, Menu
from handlers.staff_desk import row_number, said
from handlers.subject import Begin
from programme import verification
from programme.staff import Member
from storage.tables import Application
from talk import Choice, Line

_VISITS, _PAPERS = "visits", "papers_of"


def next_case(desk: Desk, member: Member) -> Reply:
    """The case that has waited longest."""
    return _card_of(desk, verification.next_case(desk.session, member, desk.now))


def visits(desk: Desk, _member: Member) -> Reply:
    """Who waits for a visit."""
    waiting = verification.visits(desk.session)
    if not waiting:
        return said(Line("case-no_visits"), also=("verify",))
    return Reply((Line("case-visits", {"count": len(waiting)}),), listed(waiting), place=_VISITS)


def listed(cases: Sequence[Application]) -> tuple[Choice, ...]:
    """Cases to choose from, by name and number."""
    return tuple(
        Choice(str(one.id), Line("case-listed", {"name": one.person.full_name, "number": one.number})) for one in cases
    )


def opened(desk: Desk, member: Member, application_id: int) -> Reply:
    """The card of that case, which is now in this member's hands."""
    return kindly(lambda: show(desk, verification.take(desk.session, application_id, member, desk.now)))


def _card_of(desk: Desk, application: Application | None) -> Reply:
    return said(Line("case-none_waits"), also=("visits",)) if application is None else show(desk, application)


def _picked(desk: Desk, member: Member, _about: str, choice: str) -> Reply:
    application_id = row_number(choice)
    return opened(desk, member, application_id) if application_id else said(Line("button-old"), also=("verify",))


def _chosen(desk: Desk, member: Member, about: str, choice: str) -> Reply | Begin:
    number, _, shown = about.partition(".")
    card = row_number(number), row_number(shown)
    if not all(card):
        return said(Line("button-old"), also=("verify",))
    return kindly(lambda: _decided(desk, member, card, choice))


def _decided(desk: Desk, member: Member, card: tuple[int, int], choice: str) -> Reply | Begin:
    application = verification.decide_on(desk.session, *card, member, desk.now)
    if choice in _TALKS:
        return Begin(_TALKS[choice], case_desk.case(desk, application, desk.office.checklist))
    if choice == "papers":
        return _papers(application)
    if choice == "skip":
        return _card_of(desk, verification.next_case(desk.session, member, desk.now, after=application))
    if choice not in case_desk.offered(application):
        return show(desk, application, Line("button-old"))
    _ACTS[choice](desk, member, application)
    return case_desk.decided(desk, application)


def _papers(application: Application, *before: Line) -> Reply:
    """Which of its papers may be opened, one by one; whoever looks still has the case in hand."""
    choices = case_desk.openable(application)
    return Reply(
        (*before, Line("case-open_which", {"name": application.person.full_name})), choices, place=_place(application)
    )


def _place(application: Application) -> str:
    return f"{_PAPERS}:{application.id}"


def _opened_paper(desk: Desk, member: Member, about: str, kind: str) -> Reply:
    application_id = row_number(about)
    if not application_id:
        return said(Line("button-old"), also=("verify",))
    return kindly(lambda: _open(desk, member, application_id, kind))


def _open(desk: Desk, member: Member, application_id: int, kind: str) -> Reply:
    application = verification.take(desk.session, application_id, member, desk.now)
    if kind == "card":
        return show(desk, application)
    choices = case_desk.openable(application)
    if kind not in {choice.id for choice in choices}:
        return _papers(application, Line("button-old"))
    if kind == "nik":
        return opening_papers.show_nik(desk, member, application, choices=choices, place=_place(application))
    return opening_papers.show_document(desk, member, application, kind, choices=choices, place=_place(application))


def _complete(desk: Desk, member: Member, application: Application) -> None:
    verification.complete(desk.session, application, member, desk.office.checklist, desk.now)


def _visit(desk: Desk, member: Member, application: Application) -> None:
    verification.visit(desk.session, application, member, desk.now)


def _verify(desk: Desk, member: Member, application: Application) -> None:
    verification.verify(desk.session, application, member, desk.now)


_ACTS: dict[str, Callable[[Desk, Member, Application], None]] = {
    "complete": _complete,
    "visit": _visit,
    "verify": _verify,
}
#: Choices that ask something first.
_TALKS = {
    "ask": "paper_request",
    "refuse": "refusal",
    "visited": "visit_report",
    "note": "case_note",
    "reopen": "reopening",
}

COMMANDS = (Command("verify", "verify", next_case), Command("visits", "verify", visits))
MENUS = (Menu(CASE, "verify", _chosen), Menu(_VISITS, "verify", _picked), Menu(_PAPERS, "verify", _opened_paper))
