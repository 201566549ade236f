"""A step with aid: why, or when and by which BAST it was handed over; once more; then its person hears of it."""

from dataclasses import dataclass
from datetime import date, timedelta

from handlers import aid_news, aid_telling
from handlers.desk import Desk
from handlers.money_words import rupiah
from handlers.questions import Attachment, Day, FreeText, Sure, labelled
from handlers.reply import Reply
from handlers.staff_desk import as_begun, member_for, said
from handlers.subject import Begin, PlainFacts, Subject
from programme import aid as aids
from programme.aid import AlreadyOpen, Gone, HandOver, Outdated, OwnProposal
from programme.aid_states import is_back, needs_reason
from programme.staff import Member
from programme.states import NotAllowed
from storage.tables import Aid
from talk import Answers, Argument, Ask, Line, talk

_HANDED = "diserahkan"
#: A hand-over that is longer ago is a slip of the finger.
_A_YEAR = timedelta(days=365)
#: Its person reads it in one message.
_WHY = 250


@dataclass(frozen=True, slots=True)
class Facts(PlainFacts):
    """Which aid, as it was shown, and into which state."""

    aid_id: int
    shown: int
    state: str
    to: str
    number: str
    name: str
    total: int
    today: str
    by_chat: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """What goes with the step."""

    reason: str | None
    handed: HandOver | None


@talk("aid_step")
def aid_step(ask: Ask, facts: Facts) -> Taken | None:
    """A reason where one is owed, day and BAST where it is handed over, a note otherwise; and whether to."""
    about: dict[str, Argument] = {"step": label(facts.state, facts.to), "number": facts.number, "name": facts.name}
    handed = _handed(ask, facts) if _hands_over(facts) else None
    if needs_reason(facts.state, facts.to):
        reason = ask("reason", FreeText(most=_WHY), **about)
    else:
        reason = None if handed else ask("note", FreeText(most=_WHY, optional=True), **about)
    shown = f"{facts.aid_id} {facts.shown} {facts.to} {reason} {handed}"
    sure = Sure(labelled("aid_step-sure", "yes", "no"), "yes-no", shown)
    agreed = ask("sure", sure, **about, total=rupiah(facts.total), more=_more(reason, handed))
    return Taken(reason, handed) if agreed else None


def _hands_over(facts: Facts) -> bool:
    return facts.to == _HANDED and not is_back(facts.state, facts.to)


def _handed(ask: Ask, facts: Facts) -> HandOver:
    today = date.fromisoformat(facts.today)
    on = ask("handed_on", Day(today, today - _A_YEAR, today), number=facts.number, name=facts.name)
    bast = ask("bast", FreeText(most=60)) or ""
    return HandOver(on, bast, ask("photo", Attachment()) if facts.by_chat else None)


def _more(reason: str | None, handed: HandOver | None) -> Line:
    if handed is not None:
        return Line("aid_step-with_bast", {"day": handed.on, "bast": handed.bast_number})
    return Line("aid_step-with_reason", {"reason": reason}) if reason else Line("empty")


def label(state: str, to: str) -> Line:
    """What a step is called; back is another thing than forward."""
    return Line(f"aid_back_to-{to}" if is_back(state, to) else f"aid_to-{to}")


def begin(desk: Desk, aid: Aid, to: str) -> Begin:
    """Open the talk about that step, as the card showed it."""
    known = Facts(
        aid_id=aid.id,
        shown=aids.version(aid),
        state=aid.state,
        to=to,
        number=aid.number,
        name=aid.person.full_name,
        total=aid.total,
        today=desk.today.isoformat(),
        by_chat=desk.office.documents_by_chat,
    )
    return Begin(aid_step.name, known)


def facts(desk: Desk) -> Facts | Reply:
    """The same as when the talk was opened; whether it may still be done shows at the end."""
    return as_begun(desk, "aid", Facts, said(Line("button-old"), also=("aid",)))


def finish(desk: Desk, taken: Taken | None, known: Facts, _answers: Answers) -> Reply:
    """Do it, if nobody was quicker, and tell its person."""
    member = member_for(desk, "aid")
    if isinstance(member, Reply):
        return member
    if taken is None:
        return said(Line("aid_step-not_done"), also=("aid",))
    done = _do(desk, taken, known, member)
    if isinstance(done, Line):
        return said(done, also=("aid",))
    aid_telling.next_staff(desk, done, member)
    reached = aid_news.tell(desk.tx, done, desk.office, desk.now)
    about: dict[str, Argument] = {"number": done.number, "state": Line(f"aid_state-{done.state}")}
    lines = (Line("aid_step-done", about), *(() if reached else (aid_telling.to_telephone(done),)))
    return said(*lines, also=("aid",))


def _do(desk: Desk, taken: Taken, known: Facts, member: Member) -> Aid | Line:
    """The aid in its new state, or why nothing was done."""
    try:
        return aids.step(
            desk.session,
            known.aid_id,
            known.shown,
            known.to,
            member=member,
            office=desk.office,
            now=desk.now,
            zone=desk.zone,
            reason=taken.reason,
            handed=taken.handed,
        )
    except (Outdated, NotAllowed):
        return Line("aid_step-outdated", {"number": known.number})
    except AlreadyOpen as already:
        return Line("aid_proposal-already", {"number": already.number})
    except OwnProposal:
        return Line("aids-own")
    except Gone:
        return Line("aid_step-gone")


SUBJECT = Subject(aid_step, Facts, facts, finish)
