"""A guardian agrees, or does not, from a phone of their own."""

from dataclasses import dataclass, replace

from handlers.desk import Desk
from handlers.menu import short_menu
from handlers.notice import full_notice
from handlers.notify import OWN_CASE, notify
from handlers.questions import Consent, OneOf, PersonName, labelled
from handlers.reply import Reply
from handlers.subject import PlainFacts, Subject
from programme import guardians, notice, reminders
from programme.guardians import Guardian, Request, Shown
from storage.tables import Application
from talk import Answers, Ask, Choice, Line, talk

RELATIONS = ("mother", "father", "family", "other")


@dataclass(frozen=True, slots=True)
class Facts(PlainFacts):
    """Who asks and for what; known only to whoever wrote a valid code."""

    code_id: int
    child: str
    skill: str
    office: str
    data_officer: str
    papers_by_chat: bool
    notice: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The guardian does not agree."""


@talk("guardian")
def guardian(ask: Ask, facts: Facts) -> Guardian | Refused:
    """Who asks and for what, yes or no, and who says so."""
    full = full_notice(facts.office, facts.data_officer, by_chat=facts.papers_by_chat)
    skill = Line(f"skill-{facts.skill}")
    if not ask("consent", Consent(facts.notice, full), office=facts.office, name=facts.child, skill=skill):
        return Refused()
    name = ask("name", PersonName())
    return Guardian(name, ask("relation", OneOf(labelled("relation", *RELATIONS), "relation"), name=facts.child))


def facts_of(desk: Desk, code: str) -> Facts | Reply:
    """What a code asks of its reader, or kindly why it asks nothing."""
    found = guardians.look_up(
        desk.session, code, contact_id=desk.contact_id, phone=desk.conversation.phone, now=desk.now
    )
    if not isinstance(found, Request):
        return short_menu(desk, Line(f"guardian-refused_{found}", {"phone": desk.office.phone}))
    return Facts(
        code_id=found.code_id,
        child=found.application.person.full_name,
        skill=found.application.first_skill,
        office=desk.office.name,
        data_officer=desk.office.data_officer,
        papers_by_chat=desk.office.documents_by_chat,
        notice=notice.VERSION,
    )


def facts(desk: Desk) -> Facts | Reply:
    """The same as when the code was written, with today's notice; without a talk the code has to be written again."""
    stored = desk.conversation.talk
    if stored is None or stored.name != guardian.name:
        return short_menu(desk, Line("guardian-write_code"))
    return replace(Facts.from_json(stored.content["facts"]), notice=notice.VERSION)


def finish(desk: Desk, result: Guardian | Refused, known: Facts, answers: Answers) -> Reply:
    """Keep the answer if the code still serves, and let the child know at once."""
    request = guardians.reread(desk.session, known.code_id, desk.now)
    if not isinstance(request, Request) or not guardians.use(desk.session, known.code_id, desk.now):
        return short_menu(desk, Line("guardian-refused_used"))
    shown = Shown(known.notice, desk.language)
    if isinstance(result, Refused):
        return _refused(desk, request.application, answers, shown)
    return _agreed(desk, request.application, result, answers, shown)


def _agreed(desk: Desk, application: Application, said: Guardian, answers: Answers, shown: Shown) -> Reply:
    guardians.agree(
        desk.session,
        application.person,
        contact_id=desk.contact_id,
        by="guardian",
        at=answers["consent"].at,
        shown=shown,
        checklist=desk.office.checklist,
        guardian=said,
    )
    reminders.plan(desk.session, application, desk.office)
    name, lacks_rest = application.person.full_name, application.state == "wali_setuju"
    told = Line("guardian-child_completes" if lacks_rest else "guardian-child_goes_on", {"name": name})
    _tell_child(desk, application, told, ("complete" if lacks_rest else "status", "ask_staff"))
    return Reply((Line("guardian-thanks", {"name": name}),), _choices("status", "ask_staff"), place="menu")


def _refused(desk: Desk, application: Application, answers: Answers, shown: Shown) -> Reply:
    at = answers["consent"].at
    guardians.refuse(desk.session, application.person, contact_id=desk.contact_id, at=at, shown=shown)
    name = application.person.full_name
    _tell_child(desk, application, Line("guardian-child_waits", {"name": name}), ("guardian_code", "ask_staff"))
    return short_menu(desk, Line("guardian-no_kept", {"name": name}))


def _tell_child(desk: Desk, application: Application, told: Line, names: tuple[str, ...]) -> None:
    """To the chat that registered, unless it is this one."""
    if application.contact_id not in (None, desk.contact_id):
        message = Reply((told,), _choices(*names), place="menu")
        notify(desk.tx, application.contact_id, message, desk.now, priority=OWN_CASE)


def _choices(*names: str) -> tuple[Choice, ...]:
    return tuple(Choice(name, Line(f"menu-{name}")) for name in names)


SUBJECT = Subject(guardian, Facts, facts, finish, said_once=frozenset({"consent"}))
