"""Where an application stands: since when, who acts, what the person has to do, and when they hear next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Literal

from programme import checklist as papers
from programme import objections
from programme.applications import document_states
from programme.checklist import DEFAULT, DocumentRule
from programme.eligibility import is_minor
from programme.office import ZONE, Office
from programme.states import STATES, Acts
from storage.tables import Application

Todo = Literal["wait", "send_documents", "guardian_agrees", "complete", "answer_call", "look_elsewhere"]

#: What the person has to do, where it is more than to wait. A refusal always says where else to go.
_TODO: dict[str, Todo] = {
    "menunggu_wali": "guardian_agrees",
    "wali_setuju": "complete",
    "berkas_kurang": "send_documents",
    "dipanggil": "answer_call",
    "tidak_lolos": "look_elsewhere",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One application, as its person may see it."""

    state: str
    since: date
    acts: Acts
    todo: Todo
    #: The papers to send, by kind, where that is what there is to do.
    papers: tuple[str, ...]
    #: Why staff asked for each of those for which they said it, in their words.
    papers_why: tuple[str, ...]
    #: The reason for the present state: one of the list (programme.verification), and what staff added in their words.
    reason_id: str | None
    reason: str | None
    #: By when they hear next; None where no such day is set or it has passed.
    news_by: date | None
    timeline: list[tuple[str, date]]
    #: The last day on which the decision can be objected to; None where it is none, or that is over.
    object_until: date | None
    #: What became of the objection to it: "open", "upheld" or "rejected"; None where there is none.
    objection: str | None


def standing(
    application: Application,
    today: date,
    *,
    checklist: Sequence[DocumentRule] = DEFAULT,
    zone: tzinfo = ZONE,
    objection_days: int = Office().objection_days,
) -> Standing:
    """Where it stands today. Days are those of the office: an evening here is another day than in UTC."""
    acts = STATES[application.state]
    todo = _TODO.get(application.state, "wait")
    if todo == "guardian_agrees" and not is_minor(application.person.birth_date, today):
        acts, todo = "person", "complete"  # they came of age while they waited
    return Standing(
        state=application.state,
        since=application.state_since.astimezone(zone).date(),
        acts=acts,
        todo=todo,
        papers=_papers(application, checklist) if todo == "send_documents" else (),
        papers_why=_papers_why(application) if todo == "send_documents" else (),
        reason_id=application.history[-1].reason_id if application.history else None,
        reason=application.history[-1].reason if application.history else None,
        news_by=None if acts == "nobody" else _still_ahead(application.intake.news_by, today),
        timeline=[(event.state, event.at.astimezone(zone).date()) for event in application.history],
        object_until=_object_until(application, today, objection_days, zone),
        objection=_objection(application),
    )


def _papers(application: Application, checklist: Sequence[DocumentRule]) -> tuple[str, ...]:
    """The required papers that are not here, and those that staff asked for beside them."""
    states = document_states(application)
    required = [rule.id for rule in papers.outstanding(checklist, states)]
    asked_for = [kind for kind, state in states.items() if state == "missing" and kind not in required]
    return (*required, *asked_for)


def _papers_why(application: Application) -> tuple[str, ...]:
    return tuple(document.wanted_why for document in application.documents if document.wanted_why)


def _object_until(application: Application, today: date, days: int, zone: tzinfo) -> date | None:
    refused = objections.refusal(application, today, days, zone)
    return objections.until(application, days, zone) if refused is None else None


def _objection(application: Application) -> str | None:
    objection = objections.against(application)
    return None if objection is None else objection.outcome or "open"


def _still_ahead(day: date | None, today: date) -> date | None:
    """A promised day that has passed is not promised again."""
    return day if day is not None and day >= today else None
