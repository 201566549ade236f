"""Where an application stands: a short timeline, who acts now, what to do, when the next news comes."""

import re
from collections.abc import Iterator, Sequence

from handlers import called, seat_offer
from handlers.desk import Desk
from handlers.menu import short_menu
from handlers.reply import Reply
from programme import applications, verification
from programme.office import Office
from programme.standing import Standing, standing
from storage.tables import Application
from talk import Choice, Line


def status(desk: Desk, number: str | None = None) -> Reply:
    """The standing of the one application this contact has; with several it is asked whose."""
    if number is not None:
        return _by_number(desk, number)
    mine = applications.of_contact(desk.session, desk.contact_id)
    if not mine:
        return short_menu(desk, Line("status-draft" if desk.conversation.talk else "status-none"))
    if len(mine) == 1:
        return describe(desk, mine[0])
    choices = tuple(_whose(application) for application in mine)
    return Reply((Line("status-whose"),), choices, place="status")


def describe(desk: Desk, application: Application) -> Reply:
    """One application in plain words."""
    where = standing(
        application,
        desk.today,
        checklist=desk.office.checklist,
        zone=desk.zone,
        objection_days=desk.office.objection_days,
    )
    head = [
        Line("status-head", {"name": application.person.full_name, "number": application.number}),
        _timeline(where),
    ]
    if application.person.restricted_at:
        paused = Line("status-restricted", {"day": application.person.restricted_at.astimezone(desk.zone).date()})
        choices = (Choice("privacy", Line("menu-privacy")), Choice("ask_staff", Line("menu-ask_staff")))
        return Reply((Line("lines", {"text": stacked([*head, paused])}),), choices, place="menu")
    offer = seat_offer.kept_for(desk, application)
    offer = offer or called.standing_of(desk, application)
    if offer is not None:
        return offer.after(Line("lines", {"text": stacked(head)}))
    lines = [*head, *next_steps(desk.office, application, where)]
    return Reply((Line("lines", {"text": stacked(lines)}),), choices_for(desk.office, where), place="menu")


def next_steps(office: Office, application: Application, where: Standing) -> Iterator[Line]:
    """Who acts now, what there is to do, and when they hear."""
    yield Line(f"acts-{where.acts}", {"guardian": application.person.guardian_name or ""})
    listed = where.reason_id if where.reason_id != verification.OTHER else None
    if listed:
        yield Line("status-reason", {"reason": Line(f"refusal-{listed}", {"phone": office.phone})})
    if where.reason:
        yield Line("status-reason_words" if listed else "status-reason", {"reason": where.reason})
    yield Line(f"todo-{_todo(office, where)}", {"papers": bullets(where.papers), "phone": office.phone})
    for why in where.papers_why:
        yield Line("status-paper_why", {"why": why})
    if where.objection:
        yield Line(f"status-objection_{where.objection}")
    if where.object_until:
        yield Line("status-object_until", {"day": where.object_until})
    if where.news_by:
        yield Line("status-news", {"day": where.news_by})


def number_in(text: str, prefix: str) -> str | None:
    """A registration number written anywhere in the text, however it is spaced."""
    found = re.search(rf"\b{re.escape(prefix)}[\s-]*(\d{{4}})[\s-]*(\d{{1,6}})\b", text, re.IGNORECASE)
    return f"{prefix}-{found[1]}-{int(found[2]):04d}" if found else None


def _by_number(desk: Desk, number: str) -> Reply:
    """Only the own ones: a number from another chat reveals nothing, not even whether it exists."""
    found = applications.for_contact_by_number(desk.session, desk.contact_id, number)
    return describe(desk, found) if found else short_menu(desk, Line("status-not_yours", {"number": number}))


def _whose(application: Application) -> Choice:
    row = {"name": application.person.full_name, "number": application.number}
    return Choice(application.number, Line("status-row", row))


def _timeline(where: Standing) -> Line:
    text = Line("empty")
    for state, day in where.timeline:
        text = Line("status-step", {"before": text, "state": Line(f"state-{state}"), "day": day})
    return text


def bullets(papers: tuple[str, ...]) -> Line:
    """Papers under each other."""
    text = Line("empty")
    for kind in papers:
        text = Line("bullet", {"before": text, "next": Line(f"document-{kind}")})
    return text


def stacked(lines: Sequence[Line]) -> Line:
    """Lines under each other, as one."""
    text = lines[0]
    for line in lines[1:]:
        text = Line("stacked", {"before": text, "next": line})
    return text


def _todo(office: Office, where: Standing) -> str:
    """What there is to do, as this office takes its papers."""
    to_office = where.todo == "send_documents" and not office.documents_by_chat
    return "bring_documents" if to_office else where.todo


def choices_for(office: Office, where: Standing) -> tuple[Choice, ...]:
    """What is offered beside it: what there is to do, and a question to the office."""
    names = {"send_documents": ["send_papers"], "guardian_agrees": ["guardian_code"], "complete": ["complete"]}
    objecting = ("object",) if where.object_until else ()
    offered = (*names.get(_todo(office, where), ()), *objecting, "ask_staff")
    return tuple(Choice(name, Line(f"menu-{name}")) for name in offered)
