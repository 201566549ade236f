"""A question to the office as staff see it, told to whoever is on duty, and what comes back to whoever asked."""

from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.notify import OWN_CASE, notify, tell_member
from handlers.reply import Reply
from handlers.status import stacked
from handlers.when import when
from programme import office_questions, staff
from programme.office import Office
from programme.reading import places
from storage.database import Transaction
from storage.tables import Application, OfficeQuestion
from talk import Argument, Choice, Line

PLACE = "question"
#: Under what comes to whoever asked.
ANSWERED = "answered"
#: So many of the last messages stand on the card; the rest stands in their record.
LAST = 4
#: So many letters of the question are quoted.
QUOTED = 200
#: Open forms that have a name for staff; everything else is simply another form.
_DOING = frozenset({"registration", "papers", "correction", "check_in", "objection", "guardian"})


def card(tx: Transaction, question: OfficeQuestion, office: Office, zone: ZoneInfo, *before: Line) -> Reply:
    """Who asks, what they were doing, what was written, and what can be done."""
    head = [*_who(tx, question, office), *_doing(question), _stands(tx, question, zone)]
    names = ("answer", "take", "hand_over", *(("close",) if question.state == "open" else ("keep",)), "back")
    choices = tuple(Choice(name, Line(f"question-{name}")) for name in names)
    return Reply((*before, stacked(head), _words(tx, question)), choices, place=f"{PLACE}:{question.id}")


def tell(tx: Transaction, question: OfficeQuestion, office: Office, now: datetime, zone: ZoneInfo) -> None:
    """To whoever is on duty for it, beside what they are doing."""
    message = card(tx, question, office, zone, Line("question-new"))
    for member in office_questions.on_duty(tx.session, question):
        if member.contact_id != question.contact_id:
            tell_member(tx, member, message, now, priority=OWN_CASE)


def give(tx: Transaction, question: OfficeQuestion, said: Line, now: datetime, again: str = "ask_again") -> bool:
    """Bring it to whoever asked, beside what they are doing; False where there is no way to them."""
    choices = (Choice(again, Line(f"answered-{again}")), Choice("menu", Line("answered-menu")))
    message = Reply((said,), choices, place=ANSWERED).aside()
    return notify(tx, question.contact_id, message, now, priority=OWN_CASE) is not None


def quoted(tx: Transaction, question: OfficeQuestion) -> str:
    """The beginning of what they asked."""
    asked = office_questions.asked(tx.session, question)
    return asked if len(asked) <= QUOTED else f"{asked[:QUOTED].rstrip()} …"


def label(tx: Transaction, question: OfficeQuestion) -> str:
    """What stands on its button in the list."""
    found = office_questions.asker(tx.session, question)
    return f"{question.id}. {found[0].person.full_name}" if found else f"{question.id}."


def _who(tx: Transaction, question: OfficeQuestion, office: Office) -> list[Line]:
    found = office_questions.asker(tx.session, question)
    return [Line("question-asker", registered(one, office)) for one in found] or [Line("question-unknown")]


def registered(application: Application, office: Office) -> dict[str, Argument]:
    """Who it is, in a few words."""
    code = places.kecamatan_of(application.person.village)
    kecamatan = places.region(office.region).names.get(code, code)
    return {
        "name": application.person.full_name,
        "number": application.number,
        "kecamatan": kecamatan,
        "state": Line(f"state-{application.state}"),
    }


def _doing(question: OfficeQuestion) -> list[Line]:
    if question.doing is None:
        return []
    form = question.doing if question.doing in _DOING else "other"
    return [Line("question-while", {"form": Line(f"question_doing-{form}")})]


def _stands(tx: Transaction, question: OfficeQuestion, zone: ZoneInfo) -> Line:
    """Since when it waits, or that it is done; and who has it."""
    by = staff.name_of(tx.session, question.taken_by) if question.taken_by else None
    has = Line("question-taken_by", {"name": by}) if by else Line("question-free")
    return Line(f"question-is_{question.state}", {"when": when(question.waiting_since, zone), "has": has})


def _words(tx: Transaction, question: OfficeQuestion) -> Line:
    text: Line | None = None
    for written in office_questions.thread(tx.session, question)[-LAST:]:
        who: Argument = Line("question-they") if written.by is None else written.by
        row = Line("question-wrote", {"who": who, "words": written.text})
        text = row if text is None else stacked([text, row])
    return text or Line("nothing")
