"""`keberatan`: somebody disagrees with a decision, in their own words, and another member of staff looks again."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from handlers.desk import Desk
from handlers.menu import short_menu
from handlers.questions import Attachment, FreeText, OneOf
from handlers.reply import Reply
from handlers.subject import Subject
from programme import applications, objections
from storage.tables import Application
from talk import Answers, Argument, Ask, Choice, Line, talk

#: People say more here than elsewhere.
MOST_LETTERS = 1000


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that can be objected to."""

    number: str
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All such decisions of this contact, and whether a file may come by chat."""

    decisions: tuple[Decision, ...]
    by_chat: bool

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be kept with the talk."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The facts that `to_json` wrote."""
        return cls(tuple(Decision(**one) for one in stored["decisions"]), stored["by_chat"])


@dataclass(frozen=True, slots=True)
class Said:
    """What is wrong, for which registration, and the file that shows it."""

    number: str
    words: str
    media_id: str | None


@talk("objection")
def objecting(ask: Ask, facts: Facts) -> Said:
    """Whose, where several can object; what is wrong; a photo, if there is one."""
    mine = {one.number: one for one in facts.decisions}
    number = next(iter(mine))
    if len(mine) > 1:
        number = ask(
            "whose", OneOf(tuple(Choice(one.number, Line("as-is", {"text": one.name})) for one in mine.values()))
        )
    one = mine[number]
    words = ask("words", FreeText(most=MOST_LETTERS), name=one.name, decided=Line(f"state-{one.state}")) or ""
    return Said(number, words, ask("file", Attachment()) if facts.by_chat else None)


def facts(desk: Desk) -> Facts | Reply:
    """What can be objected to today; where nothing can, why, and what can be done instead."""
    mine = applications.newest_of_each(desk.session, desk.contact_id)
    refused = {one.number: _refusal(desk, one) for one in mine}
    open_to = tuple(
        Decision(one.number, one.person.full_name, one.state) for one in mine if refused[one.number] is None
    )
    if open_to:
        return Facts(open_to, desk.office.documents_by_chat)
    why = next((why for why in refused.values() if why != "nothing"), "nothing")
    about: dict[str, Argument] = {"days": desk.office.objection_days, "phone": desk.office.phone}
    return short_menu(desk, Line(f"objection-refused_{why}", about))


def finish(desk: Desk, said: Said, _known: Facts, _answers: Answers) -> Reply:
    """Keep it, once for each decision."""
    application = applications.for_contact_by_number(desk.session, desk.contact_id, said.number)
    if application is None or not objections.make(
        desk.session, application, said.words, said.media_id, contact_id=desk.contact_id, at=desk.now
    ):
        return short_menu(desk, Line("objection-refused_already", {"days": 0, "phone": desk.office.phone}))
    choices = tuple(Choice(name, Line(f"menu-{name}")) for name in ("status", "ask_staff"))
    return Reply((Line("objection-kept", {"name": application.person.full_name}),), choices, place="menu")


def _refusal(desk: Desk, application: Application) -> objections.Refusal | None:
    return objections.refusal(application, desk.today, desk.office.objection_days, desk.zone)


SUBJECT = Subject(objecting, Facts, facts, finish)
