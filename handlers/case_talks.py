"""What is asked before some decisions on a case: which paper, why not, what a visit showed, what to write down."""

from dataclasses import dataclass
from datetime import date, timedelta

from handlers import case_desk
from handlers.case_desk import Case
from handlers.desk import Desk
from handlers.questions import Day, FreeText, OneOf, Sure, labelled
from handlers.reply import Reply
from handlers.staff_desk import said
from handlers.subject import Subject
from programme import verification
from programme.staff import Member
from programme.verification import OTHER, REASONS
from storage.tables import Application
from talk import Answers, Ask, Line, talk

#: An older visit says nothing of today.
A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper, and why."""

    kind: str
    why: str | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why somebody cannot take part."""

    reason: str
    words: str | None


@dataclass(frozen=True, slots=True)
class Visit:
    """When somebody was there, and what was found."""

    day: date
    found: str


@talk("paper_request")
def paper_request(ask: Ask, facts: Case) -> Wanted:
    """Which paper, and why: the applicant reads it as it is written."""
    kind = ask("kind", OneOf(labelled("document", *facts.papers), "document"), name=facts.name)
    return Wanted(kind, ask("why", FreeText(most=200, optional=True), paper=Line(f"document-{kind}")))


@talk("refusal")
def refusal(ask: Ask, facts: Case) -> Refusal | None:
    """A reason from the list, words of one's own beside it, and once more whether that is so."""
    reason = ask("reason", OneOf(labelled("refusal_reason", *REASONS), "refusal_reason"), name=facts.name)
    words = ask("words", FreeText(most=300, optional=reason != OTHER))
    exactly = Sure(labelled("refusal_sure", "yes", "no"), "", f"{reason} {words}")
    listed = Line(f"refusal_reason-{reason}")
    sure = ask("sure", exactly, name=facts.name, reason=listed, words=words or "–")
    return Refusal(reason, words) if sure else None


@talk("visit_report")
def visit_report(ask: Ask, facts: Case) -> Visit:
    """When, and what was found."""
    today = date.fromisoformat(facts.today)
    day = ask("day", Day(today, today - A_YEAR, today), name=facts.name)
    return Visit(day, str(ask("found", FreeText(most=1000))))


@talk("case_note")
def case_note(ask: Ask, facts: Case) -> str:
    """Something to remember about the case."""
    return str(ask("text", FreeText(most=1000), name=facts.name))


@talk("reopening")
def reopening(ask: Ask, facts: Case) -> str:
    """Why it goes back into the queue: the applicant reads it as it is written."""
    return str(ask("why", FreeText(most=200), name=facts.name))


def _wanted(desk: Desk, result: Wanted, known: Case, _answers: Answers) -> Reply:
    def act(member: Member, application: Application) -> Reply:
        verification.ask_for(desk.session, application, member, result.kind, result.why, desk.now)
        return case_desk.decided(desk, application)

    return case_desk.conclude(desk, known, act)


def _refused(desk: Desk, result: Refusal | None, known: Case, _answers: Answers) -> Reply:
    if result is None:
        return said(Line("case-kept"), also=("verify",))

    def act(member: Member, application: Application) -> Reply:
        verification.refuse(desk.session, application, member, result.reason, result.words, desk.now)
        return case_desk.decided(desk, application)

    return case_desk.conclude(desk, known, act)


def _visited(desk: Desk, result: Visit, known: Case, _answers: Answers) -> Reply:
    def act(member: Member, application: Application) -> Reply:
        verification.write_down(desk.session, application, member, result.found, desk.now, result.day)
        return case_desk.show(desk, application, Line("case-written_down"))

    return case_desk.conclude(desk, known, act)


def _noted(desk: Desk, result: str, known: Case, _answers: Answers) -> Reply:
    def act(member: Member, application: Application) -> Reply:
        verification.write_down(desk.session, application, member, result, desk.now)
        return case_desk.show(desk, application, Line("case-written_down"))

    return case_desk.conclude(desk, known, act)


def _reopened(desk: Desk, result: str, known: Case, _answers: Answers) -> Reply:
    def act(member: Member, application: Application) -> Reply:
        verification.reopen(desk.session, application, member, result, desk.now)
        return case_desk.decided(desk, application)

    return case_desk.conclude(desk, known, act)


SUBJECTS = (
    Subject(paper_request, Case, case_desk.facts, _wanted),
    Subject(refusal, Case, case_desk.facts, _refused),
    Subject(visit_report, Case, case_desk.facts, _visited),
    Subject(case_note, Case, case_desk.facts, _noted),
    Subject(reopening, Case, case_desk.facts, _reopened),
)
