"""Papers sent after the registration: the talk asks only for those that are still outstanding."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from handlers.desk import Desk
from handlers.menu import short_menu
from handlers.papers import ask_paper
from handlers.reply import Reply
from handlers.subject import Subject
from programme import applications
from programme.applications import DocumentAnswer
from programme.checklist import DocumentRule
from talk import Answers, Ask, Line, talk


@dataclass(frozen=True, slots=True)
class Facts:
    """Whose papers, and which are outstanding."""

    number: str
    name: str
    outstanding: tuple[DocumentRule, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be kept with the talk."""
        return {**asdict(self), "outstanding": [asdict(rule) for rule in self.outstanding]}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The facts that `to_json` wrote."""
        return cls(stored["number"], stored["name"], tuple(DocumentRule(**rule) for rule in stored["outstanding"]))


@talk("papers")
def sending_papers(ask: Ask, facts: Facts) -> dict[str, DocumentAnswer]:
    """Each outstanding paper in turn; a paper can always follow later."""
    return {rule.id: ask_paper(ask, rule) for rule in facts.outstanding}


def facts(desk: Desk) -> Facts | Reply:
    """The first application that still lacks papers."""
    if not desk.office.documents_by_chat:
        return short_menu(
            desk, Line("papers-office_only", {"address": desk.office.address, "hours": desk.office.hours})
        )
    for application in applications.of_contact(desk.session, desk.contact_id):
        outstanding = applications.outstanding(application, desk.office.checklist)
        if outstanding:
            return Facts(application.number, application.person.full_name, tuple(outstanding))
    return short_menu(desk, Line("papers-none_outstanding"))


def finish(desk: Desk, kept: dict[str, DocumentAnswer], known: Facts, _answers: Answers) -> Reply:
    """Attach what came."""
    application = applications.for_contact_by_number(desk.session, desk.contact_id, known.number)
    if application is None:
        return short_menu(desk, Line("papers-none_outstanding"))
    received = {kind: paper.media_id for kind, paper in kept.items() if paper.media_id is not None}
    for kind, media_id in received.items():
        applications.attach_document(desk.session, application, kind, media_id, desk.now)
    applications.papers_checked(desk.session, application, desk.office.checklist, desk.now)
    return short_menu(desk, Line("papers-thanks", {"received": len(received), "number": known.number}))


SUBJECT = Subject(sending_papers, Facts, facts, finish)
