"""`surat wali`: a guardian's consent on paper. A member of staff has seen the signed form, and says so."""

from dataclasses import dataclass
from datetime import date, timedelta

from handlers import case_news, on_record
from handlers.desk import Desk
from handlers.guardian import RELATIONS
from handlers.questions import Day, OneOf, PersonName, Sure, labelled
from handlers.reply import Reply
from handlers.staff_commands import Command, Menu
from handlers.staff_desk import as_begun, member_for, said
from handlers.subject import Begin, PlainFacts, Subject
from programme import applications, guardians, notice, opened_papers, reminders
from programme.guardians import Guardian, Shown, SignedForm
from programme.staff import Duty, Member
from storage.tables import Application
from talk import Answers, Argument, Ask, Choice, Line, talk

#: The place of the card that asks whether the form was seen.
CARD = "gform"
#: Whoever registers people may: a village officer for those of their own villages alone.
NEEDS: Duty = "register"
#: A form may have been signed before the child registered.
OLDEST = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Facts(PlainFacts):
    """Whose guardian has signed."""

    application_id: int
    number: str
    child: str
    #: ISO date of the office's day.
    today: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands on the form."""

    signed_on: date
    guardian: Guardian


@talk("guardian_form")
def guardian_form(ask: Ask, facts: Facts) -> Seen | None:
    """When it was signed, by whom, what they are to the child, and whether all that is so."""
    today = date.fromisoformat(facts.today)
    signed_on = ask("signed_on", Day(today, today - OLDEST, today), name=facts.child)
    name = ask("signer", PersonName())
    relation = ask("relation", OneOf(labelled("relation", *RELATIONS), "relation"), name=facts.child)
    sure = Sure(labelled("guardian_form-sure", "yes", "no"), "yes-no", f"{facts.number} {signed_on} {name} {relation}")
    about: dict[str, Argument] = {
        "day": signed_on,
        "signer": name,
        "relation": Line(f"relation-{relation}"),
        "name": facts.child,
        "number": facts.number,
    }
    return Seen(signed_on, Guardian(name, relation)) if ask("sure", sure, **about) else None


def found(desk: Desk, member: Member, number: str) -> Reply:
    """The child and the guardian it named, to be held against the form; or kindly why no form is needed."""
    application = applications.by_number(desk.session, number)
    refused = _refused(member, application, number)
    if application is None or refused is not None:
        return refused or said(Line("button-old"))
    person = application.person
    about: dict[str, Argument] = {
        "name": person.full_name,
        "number": application.number,
        "born": person.birth_date,
        "village": on_record.in_words("village", person.village, desk.office.region),
        "guardian": person.guardian_name or Line("nothing"),
    }
    has_refused = any(
        finding.rule == "guardian_refused" for finding in applications.findings(desk.session, application)
    )
    warned = (Line("guardian_form-said_no"),) if has_refused else ()
    choices = tuple(Choice(name, Line(f"guardian_form-{name}")) for name in ("seen", "not_seen"))
    return Reply((Line("guardian_form-card", about), *warned), choices, place=f"{CARD}:{application.number}")


def _refused(member: Member, application: Application | None, number: str) -> Reply | None:
    """Somebody else's village looks like no registration at all."""
    if application is None or not opened_papers.may_open(member, application):
        return said(Line("guardian_form-unknown", {"number": number}), also=("guardian_form",))
    if application.person.restricted_at is not None:
        return said(Line("guardian_form-paused", {"number": number}))
    if application.state != "menunggu_wali":
        state = Line(f"state-{application.state}")
        return said(Line("guardian_form-not_waiting", {"number": number, "state": state}), also=("guardian_form",))
    return None


def _answered(desk: Desk, member: Member, number: str, choice: str) -> Reply | Begin:
    """Seen: then what stands on it; not seen: nothing happens."""
    if choice != "seen":
        return said(Line("guardian_form-not_kept"), also=("guardian_form",))
    application = applications.by_number(desk.session, number)
    refused = _refused(member, application, number)
    if application is None or refused is not None:
        return refused or said(Line("button-old"))
    return Begin(
        guardian_form.name,
        Facts(application.id, application.number, application.person.full_name, desk.today.isoformat()),
    )


def facts(desk: Desk) -> Facts | Reply:
    """The same as when the talk was opened; whether it may still be done shows at the end."""
    return as_begun(desk, NEEDS, Facts, said(Line("button-old"), also=("guardian_form",)))


def finish(desk: Desk, seen: Seen | None, known: Facts, _answers: Answers) -> Reply:
    """The guardian has agreed, if the child still waits for it; the child hears what to do next."""
    member = member_for(desk, NEEDS)
    if isinstance(member, Reply):
        return member
    if seen is None:
        return said(Line("guardian_form-not_kept"), also=("guardian_form",))
    application = guardians.waits(desk.session, known.application_id)
    if application is None:
        return said(Line("guardian_form-too_late", {"number": known.number}), also=("guardian_form",))
    refused = _refused(member, application, known.number)
    return refused or _agreed(desk, member, application, seen)


def _agreed(desk: Desk, member: Member, application: Application, seen: Seen) -> Reply:
    guardians.agree(
        desk.session,
        application.person,
        contact_id=desk.contact_id,
        by="staff",
        at=desk.now,
        shown=Shown(notice.VERSION, desk.language),
        checklist=desk.office.checklist,
        guardian=seen.guardian,
        form=SignedForm(member, seen.signed_on),
    )
    reminders.plan(desk.session, application, desk.office)
    case_news.tell(desk.tx, application, office=desk.office, now=desk.now, zone=desk.zone)
    key = "guardian_form-done" if application.contact_id else "guardian_form-done_no_chat"
    return said(Line(key, {"name": application.person.full_name}), also=("guardian_form",))


def _ask_number(_desk: Desk, _member: Member) -> Begin:
    return Begin("guardian_form_number")


SUBJECT = Subject(guardian_form, Facts, facts, finish)
COMMANDS = (Command("guardian_form", NEEDS, _ask_number),)
MENUS = (Menu(CARD, NEEDS, _answered),)
