"""`usahaku`: a business as it was reported from time to time, as text and picture, and what can be done about it."""

from collections.abc import Sequence
from datetime import date

from handlers.desk import Desk
from handlers.documents import progress
from handlers.money_words import about, rupiah
from handlers.reply import Drawing, Reply
from programme import reports
from programme.reports import Kept
from storage.tables import Business
from talk import Argument, Choice, Line

#: The place of one business of whoever writes.
PLACE = "own_business"
#: So many of the last reports are told in the text, and drawn: more do not fit on a phone.
TOLD, DRAWN = 5, 10


def ways(business: Business, *lines: Line) -> Reply:
    """Something said of a business, with what can be done about it."""
    names = ("report", "correct", "history")
    choices = tuple(Choice(name, Line(f"own_business-{name}")) for name in names)
    return Reply(lines, choices, place=f"{PLACE}:{business.id}")


def history(desk: Desk, business: Business) -> Line:
    """Its last reports, the newest first; of those that were put right it is said."""
    found = reports.history(desk.session, business.id)
    about_it: dict[str, Argument] = {"business": business.name, "state": Line(f"business_state-{business.state}")}
    if not found:
        return Line("own_business-no_reports", about_it)
    text = Line("own_business-head", about_it)
    for kept in found[: -TOLD - 1 : -1]:
        text = Line("bullet", {"before": text, "next": _row(desk, kept)})
    if len(found) > TOLD:
        text = Line("bullet", {"before": text, "next": Line("own_business-more", {"count": len(found) - TOLD})})
    return text


def drawing(desk: Desk, business: Business) -> Drawing | None:
    """Sales and profit a month over its reports; None where no amount is known."""
    points = [_point(desk, kept) for kept in reports.of_business(desk.session, business.id)[-DRAWN:]]
    if all(point.sales is None and point.profit is None for point in points):
        return None
    return Drawing("progress", progress.arguments(business.name, points))


def _point(desk: Desk, kept: Kept) -> progress.Point:
    days = desk.office.mentoring.days_a_month
    return progress.Point(
        _day(desk, kept),
        kept.report.state,
        sales=reports.a_month(kept.report.sales, days),
        profit=reports.profit(kept.report, days),
        is_estimate=reports.is_estimate(kept.report),
    )


def _row(desk: Desk, kept: Kept) -> Line:
    about_it: dict[str, Argument] = {"day": _day(desk, kept)}
    if kept.is_replaced:
        return Line("own_business-row_replaced", about_it)
    if kept.report.state != "running":
        return Line("own_business-row_at_rest", {**about_it, "state": Line(f"business_state-{kept.report.state}")})
    point = _point(desk, kept)
    key = "own_business-row_loss" if (point.profit or 0) < 0 else "own_business-row"
    profit = None if point.profit is None else abs(point.profit)
    amounts = {"sales": _amount(point.sales, point.is_estimate), "profit": _amount(profit, point.is_estimate)}
    return Line(key, {**about_it, **amounts})


def _amount(amount: int | None, is_estimate: bool) -> Line:
    if amount is None:
        return Line("own_business-not_known")
    return about(amount) if is_estimate else Line("as-is", {"text": rupiah(amount)})


def _day(desk: Desk, kept: Kept) -> date:
    return kept.made_at.astimezone(desk.zone).date()


def named(mine: Sequence[Business]) -> tuple[Choice, ...]:
    """Which of several, by its name; a closed one says so."""
    return tuple(Choice(str(one.id), Line(f"own_business-name_{one.state}", {"business": one.name})) for one in mine)
