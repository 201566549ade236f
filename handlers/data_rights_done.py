"""A member of staff has served a request: with a note for whoever asked, who hears of it at once."""

from dataclasses import dataclass

from handlers.desk import Desk
from handlers.notify import OWN_CASE, notify
from handlers.questions import FreeText
from handlers.reply import Reply
from handlers.staff_desk import as_begun, member_for, said
from handlers.subject import PlainFacts, Subject
from programme import rights
from programme.rights import OpenRequest
from programme.staff import Member
from talk import Answers, Ask, Choice, Line, talk


@dataclass(frozen=True, slots=True)
class Facts(PlainFacts):
    """Which request."""

    request_id: int
    right: str
    number: str


@dataclass(frozen=True, slots=True)
class Done:
    """It is done; what is said about it to whoever asked."""

    note: str | None


@talk("right_done")
def right_done(ask: Ask, facts: Facts) -> Done:
    """One question: what to say about it."""
    return Done(ask("note", FreeText(optional=True), right=Line(f"right-{facts.right}"), number=facts.number))


def facts_of(request: OpenRequest) -> Facts:
    """What the talk is about."""
    return Facts(request.id, request.right, ", ".join(request.numbers))


def facts(desk: Desk) -> Facts | Reply:
    """The same as when the talk was opened; whether it may still be done shows at the end."""
    return as_begun(desk, "rights", Facts, said(Line("button-old"), also=("data_rights",)))


def finish(desk: Desk, result: Done, known: Facts, _answers: Answers) -> Reply:
    """Stop its clock, once."""
    member = member_for(desk, "rights")
    if isinstance(member, Reply):
        return member
    request = rights.get_open(desk.session, known.request_id)
    if request is None:
        return said(Line("data_rights-gone"), also=("data_rights",))
    return finished(desk, member, request, result.note)


def finished(desk: Desk, member: Member, request: OpenRequest, note: str | None) -> Reply:
    """Note that it is done, and tell whoever asked."""
    if not rights.finish(desk.session, request.id, desk.now, member=member, note=note):
        return said(Line("data_rights-gone"), also=("data_rights",))
    _tell(desk, request, note)
    return said(Line("data_rights-done"), also=("data_rights",))


def _tell(desk: Desk, request: OpenRequest, note: str | None) -> None:
    if request.contact_id is None:
        return
    lines = [Line("data_rights-done_news", {"right": Line(f"right-{request.right}")})]
    if note:
        lines.append(Line("data_rights-note", {"note": note}))
    choices = tuple(Choice(name, Line(f"menu-{name}")) for name in ("my_data", "ask_staff"))
    message = Reply(tuple(lines), choices, place="menu")
    notify(desk.tx, request.contact_id, message, desk.now, priority=OWN_CASE)


SUBJECT = Subject(right_done, Facts, facts, finish)
