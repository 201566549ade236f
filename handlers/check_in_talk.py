"""How a business goes, told in half a minute: what is asked, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from handlers.money_words import about, in_period, rupiah
from handlers.questions import Attachment, Helpers, Hindered, Money, Obstacle, OneOf, Takings, Telling, YesNo, labelled
from handlers.questions.reckoned import Reckoned
from handlers.subject import PlainFacts
from programme.businesses import STATES
from programme.reports import OBSTACLES, TOOLS, Amount, Report, profit
from talk import Argument, Ask, Line, talk

RUNNING = "running"
#: What pauses or ends a business is not nothing.
_REASONS = tuple(name for name in OBSTACLES if name != "none")


@dataclass(frozen=True, slots=True)
class Facts(PlainFacts):
    """Which business it is about, and what the report answers."""

    business_id: int
    #: What it is called, and whose it is.
    business: str
    owner: str
    #: On so many days of a month it is open.
    days_a_month: int
    #: Whether files may come by chat.
    by_chat: bool
    #: As it was last reported: a closed one may run again.
    is_closed: bool = False
    #: The check-in that is answered; None for a report unasked.
    check_in_id: int | None = None
    #: The report that this one corrects.
    corrects: int | None = None
    #: One of the last days, which it may be about as well, and its day (ISO).
    recent: int | None = None
    recent_on: str = ""
    #: The member of staff who writes it down for them.
    staff_id: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What was reported, with what came beside the words, and which report it corrects."""

    report: Report
    photo_id: str | None = None
    voice_id: str | None = None
    corrects: int | None = None


@talk("check_in")
def check_in(ask: Ask, facts: Facts) -> Told | None:
    """Whether it runs; then the money and the rest, or why it does not. None: a closed one stays closed."""
    if facts.staff_id is not None:
        ask.tell("for_somebody", business=facts.business, owner=facts.owner)
    corrects = _corrects(ask, facts)
    state = _state(ask, facts, corrects)
    if state is None:
        return None
    told = _running(ask, facts) if state == RUNNING else _at_rest(ask, facts, state)
    return replace(told, corrects=corrects)


def _corrects(ask: Ask, facts: Facts) -> int | None:
    """Two reports within some days: the second one may be meant to put the first one right."""
    if facts.recent is None or facts.corrects is not None:
        return facts.corrects
    about: dict[str, Argument] = {"business": facts.business, "day": date.fromisoformat(facts.recent_on)}
    which = ask("again", OneOf(labelled("check_in_again", "new", "correct"), "check_in_again"), **about)
    return facts.recent if which == "correct" else None


def _state(ask: Ask, facts: Facts, corrects: int | None) -> str | None:
    """As it is now; of one that is closed only whether it runs again, unless that is what is put right."""
    if corrects is not None or not facts.is_closed:
        return ask("state", OneOf(labelled("check_in_state", *STATES), "check_in"), business=facts.business)
    again = YesNo(labelled("check_in_reopened", "yes", "no"))
    return RUNNING if ask("reopened", again, business=facts.business) else None


def _running(ask: Ask, facts: Facts) -> Told:
    sales, spending = _money(ask, facts)
    paid, unpaid = ask("helpers_paid", Helpers()), ask("helpers_unpaid", Helpers())
    tools = ask("tools", OneOf(labelled("tools", *TOOLS), "tools"))
    hindered = _more(ask, facts, ask("obstacle", Obstacle(), how=_how(facts)))
    wants_help = ask("help", YesNo())
    report = Report(RUNNING, sales, spending, paid, unpaid, tools, hindered.obstacle, hindered.words, wants_help)
    photo_id = ask("photo", Attachment()) if facts.by_chat else None
    return Told(report, photo_id, hindered.voice_id)


def _at_rest(ask: Ask, facts: Facts, state: str) -> Told:
    """Paused or closed: why, and whether somebody should help; nothing else matters then."""
    why: dict[str, Argument] = {"business": facts.business, "how": _how(facts)}
    reason = Obstacle(_REASONS)
    told = ask("why_paused", reason, **why) if state == "paused" else ask("why_closed", reason, **why)
    hindered = _more(ask, facts, told)
    report = Report(state, obstacle=hindered.obstacle, obstacle_words=hindered.words, wants_help=ask("help", YesNo()))
    return Told(report, voice_id=hindered.voice_id)


def _money(ask: Ask, facts: Facts) -> tuple[Amount | None, Amount | None]:
    """Sales and spending, until what is left of them is right; without the one the other says little."""
    told = ask("period", Takings("sales"))
    if told is None:
        ask.tell("no_books")
        return None, None
    sales = told if isinstance(told, Amount) else ask("sales", Money(told, "sales"), period=Line(f"period_in-{told}"))
    period = told.period if isinstance(told, Amount) else sales.period if sales else told
    spending = ask("spending", Money(period, "spending"), question=_spending(sales, Line(f"period_in-{period}")))
    if sales is not None and spending is not None:
        asked = {"fix_sales": "period" if sales is told else "sales", "fix_spending": "spending"}
        _confirm(ask, sales, spending, facts.days_a_month, asked)
    return sales, spending


def _spending(sales: Amount | None, period: Line) -> Line:
    """What is asked of spending, after the sales in full: whoever sees another figure than they meant goes back."""
    if sales is None:
        return Line("check_in-spending_of", {"period": period})
    return Line("check_in-spending_after", {"sales": in_period(sales), "period": period})


def _confirm(ask: Ask, sales: Amount, spending: Amount, days: int, asked: Mapping[str, str]) -> None:
    """What is left of it, shown back: whoever sees a wrong figure has it asked again."""
    shown = {"sales": in_period(sales), "spending": in_period(spending), "result": _result(sales, spending, days)}
    ask("confirm", Reckoned(f"{sales!r} {spending!r}", asked), **shown)


def _result(sales: Amount, spending: Amount, days: int) -> Line:
    """What is left in a month, and in the period in which both were said."""
    month = profit(Report(RUNNING, sales, spending), days)
    assert month is not None  # noqa: S101 - both are known
    kind = "profit" if month > 0 else "loss" if month < 0 else "even"
    if kind == "even":
        return Line("check_in-even")
    is_estimate = sales.is_estimate or spending.is_estimate
    in_month = about(abs(month)) if is_estimate else Line("as-is", {"text": rupiah(abs(month))})
    if sales.period != spending.period or sales.period == "month":
        return Line(f"check_in-{kind}_month", {"month": in_month})
    left = replace(sales, rupiah=abs(sales.rupiah - spending.rupiah), is_estimate=is_estimate)
    return Line(f"check_in-{kind}_both", {"amount": in_period(left), "month": in_month})


def _more(ask: Ask, facts: Facts, hindered: Hindered) -> Hindered:
    """Of something else than what can be chosen, what it is."""
    is_open = hindered.obstacle == "other" and hindered.words is None and hindered.voice_id is None
    return ask("words", Telling(), how=_how(facts)) if is_open else hindered


def _how(facts: Facts) -> Line:
    """In which ways it can be told."""
    return Line("check_in-by_voice" if facts.by_chat else "check_in-in_words")
