"""What every decision on a case shares: that it is still as it was shown, and that its person hears of it at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self, TypeVar

from handlers import case_card, case_news
from handlers.desk import Desk
from handlers.registration_summary import phone_of
from handlers.reply import Reply
from handlers.staff_desk import as_begun, member_for, said
from handlers.subject import Begin
from programme import opened_papers, verification
from programme.checklist import DocumentRule
from programme.staff import Member
from programme.states import TO_VERIFY
from programme.verification import Gone, InOtherHands, Outdated
from storage.tables import Application
from talk import Choice, Line

R = TypeVar("R", bound=Reply | Begin)

#: The place of a card; after a colon stands which case, and which version of it was shown.
CASE = "case"
#: What leads to which state, and is offered where the table of states allows it.
DECISIONS = {
    "verify": "diverifikasi",
    "complete": "berkas_lengkap",
    "visit": verification.VISIT,
    "refuse": "tidak_lolos",
}
#: Where verifying goes on.
IN_VERIFICATION = TO_VERIFY | {"berkas_kurang", verification.VISIT}
#: What can be brought back into the queue: a slip, or a withdrawal that was none.
REOPENED = frozenset({"diverifikasi", "mengundurkan_diri"})


@dataclass(frozen=True, slots=True)
class Case:
    """The case that a talk of staff is about, as it was shown to them."""

    id: int
    #: programme.verification.version of that moment.
    shown: int
    name: str
    number: str
    papers: tuple[str, ...]
    #: ISO date of the office's day.
    today: str

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be kept with the talk."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The case that `to_json` wrote."""
        return cls(**{**stored, "papers": tuple(stored["papers"])})


def case(desk: Desk, application: Application, checklist: Sequence[DocumentRule]) -> Case:
    """What a talk about it needs to know."""
    return Case(
        id=application.id,
        shown=verification.version(application),
        name=application.person.full_name,
        number=application.number,
        papers=tuple(rule.id for rule in checklist),
        today=desk.today.isoformat(),
    )


def facts(desk: Desk) -> Case | Reply:
    """The same as when the talk began: whether the case is still as it was shown is seen when it is decided."""
    return as_begun(desk, "verify", Case, said(Line("button-old"), also=("verify",)))


def conclude(desk: Desk, known: Case, act: Callable[[Member, Application], Reply]) -> Reply:
    """Do it, if it is still theirs to do and the case is as it was shown."""
    member = member_for(desk, "verify")
    if isinstance(member, Reply):
        return member

    def work() -> Reply:
        return act(member, verification.decide_on(desk.session, known.id, known.shown, member, desk.now))

    return kindly(work)


def show(desk: Desk, application: Application, *before: Line) -> Reply:
    """The card with what may be done with it."""
    place = f"{CASE}:{application.id}.{verification.version(application)}"
    choices = tuple(Choice(name, Line(f"case-do_{name}")) for name in offered(application))
    return Reply((*before, *case_card.card(desk, application)), choices, place=place)


def offered(application: Application) -> tuple[str, ...]:
    """What may be done with it now."""
    if application.state in REOPENED:
        return ("papers", "reopen", "note", "skip")
    decisions = [name for name, state in DECISIONS.items() if verification.may(application, state)]
    if application.state not in IN_VERIFICATION:
        return ("papers", "note", "skip")
    visited = ("visited",) if application.state == verification.VISIT else ()
    return ("papers", *visited, *decisions, "ask", "note", "skip")


def openable(application: Application) -> tuple[Choice, ...]:
    """What can be opened one by one: its files, and the number of which the card shows only a part."""
    files = [Choice(kind, Line(f"document-{kind}")) for kind in opened_papers.openable(application)]
    number = [Choice("nik", Line("case-open_nik"))] if application.person.nik else []
    return (*files, *number, Choice("card", Line("case-open_card")))


def decided(desk: Desk, application: Application) -> Reply:
    """Tell the applicant at once, and say so to whoever decided."""
    case_news.tell(desk.tx, application, office=desk.office, now=desk.now, zone=desk.zone)
    told = (
        Line("case-told") if application.contact_id else Line("case-not_told", {"phone": phone_of(application.person)})
    )
    return said(_decided(application), told, also=("verify",))


def kindly(work: Callable[[], R]) -> R | Reply:
    """What keeps a decision from being taken is said, with what to do."""
    try:
        return work()
    except Outdated:
        return said(Line("case-outdated"), also=("verify",))
    except Gone:
        return said(Line("case-gone"), also=("verify",))
    except InOtherHands as held:
        return said(Line("case-in_other_hands", {"name": held.name}), also=("verify",))


def _decided(application: Application) -> Line:
    name, state = application.person.full_name, Line(f"state-{application.state}")
    return Line("case-decided", {"name": name, "state": state})
