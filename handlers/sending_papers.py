"""Papers sent after the registration: the talk asks only for those that are still outstanding."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from handlers.desk import Desk
from handlers.menu import short_menu
from handlers.papers import ask_paper
from handlers.questions import OneOf
from handlers.reply import Reply
from handlers.subject import Subject
from programme import applications
from programme.applications import DocumentAnswer
from programme.checklist import DocumentRule
from talk import Answers, Ask, Choice, Line, talk


@dataclass(frozen=True, slots=True)
class Lacking:
    """An application that lacks papers, and whose it is."""

    number: str
    name: str
    outstanding: tuple[DocumentRule, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Every application of this contact that lacks papers."""

    applications: tuple[Lacking, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be kept with the talk."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The facts that `to_json` wrote."""
        return cls(
            tuple(
                Lacking(one["number"], one["name"], tuple(DocumentRule(**rule) for rule in one["outstanding"]))
                for one in stored["applications"]
            )
        )


@dataclass(frozen=True, slots=True)
class Sent:
    """What came, and for which application."""

    number: str
    papers: Mapping[str, DocumentAnswer]


@talk("papers")
def sending_papers(ask: Ask, facts: Facts) -> Sent:
    """Whose papers, where several lack some; then each in turn. A paper can always follow later."""
    lacking = {one.number: one for one in facts.applications}
    number = next(iter(lacking))
    if len(lacking) > 1:
        number = ask(
            "whose", OneOf(tuple(Choice(one.number, Line("as-is", {"text": one.name})) for one in lacking.values()))
        )
    return Sent(number, {rule.id: ask_paper(ask, rule) for rule in lacking[number].outstanding})


def facts(desk: Desk) -> Facts | Reply:
    """The applications that still lack papers."""
    if not desk.office.documents_by_chat:
        return short_menu(
            desk, Line("papers-office_only", {"address": desk.office.address, "hours": desk.office.hours})
        )
    mine = applications.of_contact(desk.session, desk.contact_id)
    lacking = [
        Lacking(one.number, one.person.full_name, tuple(outstanding))
        for one in mine
        if (outstanding := applications.outstanding(one, desk.office.checklist))
    ]
    return Facts(tuple(lacking)) if lacking else short_menu(desk, Line("papers-none_outstanding"))


def finish(desk: Desk, sent: Sent, _known: Facts, _answers: Answers) -> Reply:
    """Attach what came."""
    application = applications.for_contact_by_number(desk.session, desk.contact_id, sent.number)
    if application is None:
        return short_menu(desk, Line("papers-none_outstanding"))
    received = {kind: paper.media_id for kind, paper in sent.papers.items() if paper.media_id is not None}
    for kind, media_id in received.items():
        applications.attach_document(desk.session, application, kind, media_id, desk.now)
    applications.papers_checked(desk.session, application, desk.office.checklist, desk.now)
    return short_menu(desk, Line("papers-thanks", {"received": len(received), "number": sent.number}))


SUBJECT = Subject(sending_papers, Facts, facts, finish)
