"""Finding a case by its number or a name, and the list of those whom one registered oneself."""

from handlers import verification as verifying
from handlers.desk import Desk
from handlers.questions import FreeText
from handlers.reply import Reply
from handlers.staff_commands import Command, Menu
from handlers.staff_desk import member_for, row_number, said
from handlers.status import number_in
from handlers.subject import Begin, NoFacts, Subject
from programme import verification
from programme.staff import Member
from storage.tables import Application
from talk import Answers, Ask, Line, talk

_FOUND = "found"


@talk("find")
def find(ask: Ask, _facts: NoFacts) -> str:
    """A number, a name or a part of one."""
    return str(ask("wanted", FreeText(most=80)))


def facts(desk: Desk) -> NoFacts | Reply:
    """Only those who verify look at other people's cases."""
    member = member_for(desk, "verify")
    return member if isinstance(member, Reply) else NoFacts()


def finish(desk: Desk, wanted: str, _known: NoFacts, _answers: Answers) -> Reply:
    """The card of the only one, or all that fit."""
    member = member_for(desk, "verify")
    return member if isinstance(member, Reply) else found(desk, member, wanted)


def found(desk: Desk, member: Member, wanted: str) -> Reply:
    """The same for a number that was written without being asked for."""
    number = number_in(wanted, desk.office.prefix)
    cases = verification.find(desk.session, number or wanted, member.only_villages)
    if not cases:
        return said(Line("find-nobody", {"wanted": wanted}), also=("find",))
    if len(cases) == 1:
        return verifying.opened(desk, member, cases[0].id)
    return Reply((Line("find-several"),), verifying.listed(cases), place=_FOUND)


def own(desk: Desk, member: Member) -> Reply:
    """Those whom they registered; village officers see everybody of their villages."""
    cases = verification.registered_by(desk.session, member)
    text = Line("own-list" if cases else "own-nobody")
    for one in cases:
        text = Line("bullet", {"before": text, "next": _row(one)})
    return said(text, also=("assist",))


def _row(application: Application) -> Line:
    name, state = application.person.full_name, Line(f"state-{application.state}")
    return Line("own-row", {"name": name, "number": application.number, "state": state})


def _search(_desk: Desk, _member: Member) -> Begin:
    return Begin(find.name)


def _assist(_desk: Desk, _member: Member) -> Begin:
    """Registering somebody who has no phone: the same talk that everybody answers."""
    return Begin("registration")


def _picked(desk: Desk, member: Member, _about: str, choice: str) -> Reply:
    application_id = row_number(choice)
    return verifying.opened(desk, member, application_id) if application_id else said(Line("button-old"))


SUBJECT = Subject(find, NoFacts, facts, finish)
COMMANDS = (Command("find", "verify", _search), Command("assist", "register", _assist), Command("own", "register", own))
MENUS = (Menu(_FOUND, "verify", _picked),)
