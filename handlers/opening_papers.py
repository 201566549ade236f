"""A member of staff opens a paper: at the office's own page always, in other chats only where the office allows it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.desk import Desk
from handlers.reply import Reply, Stored
from programme import opened_papers, people, staff
from programme.opened_papers import Opened
from programme.reading import nik
from programme.staff import Member
from storage.tables import Application
from talk import Argument, Choice, Line

#: So long an opened paper stays in the chat, where the channel can take it out again.
STAYS = timedelta(minutes=10)


def show_document(
    desk: Desk, member: Member, application: Application, kind: str, *, choices: Sequence[Choice] = (), place: str = ""
) -> Reply:
    """The paper of that kind, with the choices that come next; without any, what was offered before still counts.

    Each opening is in the trail. Nothing is opened for whom it is not for, nor where the chat leaves the office.
    """
    answer = _answer(desk, member, application, kind)
    return replace(answer, choices=tuple(choices), place=place, is_aside=not place)


def show_nik(
    desk: Desk, member: Member, application: Application, *, choices: Sequence[Choice] = (), place: str = ""
) -> Reply:
    """The whole number, to be compared with the papers; under the same rules, and in the trail too."""
    number = people.nik(desk.session, application.person)
    if number is None or not may_be_shown(desk):
        return Reply((Line("opening-nik_at_office", {"number": application.number}),), tuple(choices), place)
    staff.note(desk.session, member, "nik_opened", at=desk.now, person_id=application.person_id)
    shown = Line("opening-nik", {"number": application.number, "nik": nik.grouped(number)})
    return Reply((shown,), tuple(choices), place, vanishes_after=STAYS)


def may_be_shown(desk: Desk) -> bool:
    """At the office's own page always, elsewhere only where the office allows it."""
    return desk.is_at_home or desk.office.open_papers_in_chat


def _answer(desk: Desk, member: Member, application: Application, kind: str) -> Reply:
    about: dict[str, Argument] = {"paper": Line(f"document-{kind}"), "number": application.number}
    if not may_be_shown(desk):
        return Reply((Line("opening-at_office", about),))
    found = opened_papers.open_paper(desk.session, member, application, kind, desk.now)
    if not isinstance(found, Opened):
        return Reply((Line(f"opening-{found}", about),))
    paper = Stored(found.media_id, f"{kind}-{application.number}", for_staff=member.id)
    return Reply((Line("opening-shown", about),), stored=paper, vanishes_after=STAYS)
