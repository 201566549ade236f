"""What somebody is reminded of, in words: short, warm, and with a way to make it stop."""

from datetime import date, datetime, tzinfo

from handlers import called, digest, invited, staff_work
from handlers.reply import Reply
from handlers.status import bullets
from programme import reminders
from programme.office import Office
from programme.reminders import Due
from programme.standing import standing
from storage.tables import Application
from talk import Argument, Choice, Line

#: The place of its choices; "ya" there means to go on, and is no answer to the question that waits.
PLACE = "reminder"


def reminder(due: Due, office: Office, now: datetime, zone: tzinfo) -> Reply:
    """The message of one reminder."""
    if due.guest is not None:
        return invited.reminder(due.guest)
    if due.digest is not None:
        return digest.digest(due.digest)
    if due.work is not None:
        return staff_work.message(due.work, office)
    if due.closes is not None:
        return _closing(due.application, due.closes, office, now, zone)
    if due.application is None:
        return _message(Line("reminder-unfinished"), "go_on", "stop")
    if due.called is not None:
        return called.reminder(due.called, now.astimezone(zone).date())
    if due.about == "guardian":
        return _message(_before_erasure(due.application, office, zone), "guardian_code", "ask_staff")
    return _message(_papers(due.application, office, now, zone), *_sending(office), "stop")


def _closing(application: Application | None, closes: date, office: Office, now: datetime, zone: tzinfo) -> Reply:
    """What is unfinished, and until when it can be finished."""
    if application is None:
        return _message(Line("reminder-closes", {"day": closes}), "go_on", "stop")
    about: dict[str, Argument] = {"name": application.person.full_name, "day": closes}
    if application.state != "berkas_kurang":
        return _message(Line("reminder-closes_rest", about), "complete", "stop")
    where = standing(application, now.astimezone(zone).date(), checklist=office.checklist, zone=zone)
    line = Line("reminder-closes_papers", {**about, "papers": bullets(where.papers)})
    return _message(line, *_sending(office), "stop")


def _papers(application: Application, office: Office, now: datetime, zone: tzinfo) -> Line:
    where = standing(application, now.astimezone(zone).date(), checklist=office.checklist, zone=zone)
    key = "reminder-papers" if office.documents_by_chat else "reminder-papers_to_office"
    return Line(key, {"name": application.person.full_name, "papers": bullets(where.papers)})


def _sending(office: Office) -> tuple[str, ...]:
    return ("send_papers",) if office.documents_by_chat else ("ask_staff",)


def _before_erasure(application: Application, office: Office, zone: tzinfo) -> Line:
    day = reminders.erased_on(application, office, zone)
    return Line("reminder-guardian", {"name": application.person.full_name, "day": day})


def _message(line: Line, *names: str) -> Reply:
    return Reply((line,), tuple(Choice(name, Line(f"reminder-{name}")) for name in names), place=PLACE)
