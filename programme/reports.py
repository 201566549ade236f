"""What is reported of a business: read and written in one place, and reckoned a month at a time.

What somebody does not know stays unknown: it is None, never nought. Amounts are kept as they were said, with the
period they were said for, since people reckon by the day; what they make in a month is reckoned from that.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from programme.sealing import vault_of
from storage.tables import Business, BusinessReport

Period = Literal["day", "week", "month"]
PERIODS: tuple[Period, ...] = ("day", "week", "month")
TOOLS = ("good", "broken", "sold", "none")
OBSTACLES = ("none", "capital", "material", "buyers", "tools", "place", "debts", "family", "other")
#: A year has 52 weeks and twelve months.
_WEEKS, _MONTHS = 52, 12


@dataclass(frozen=True, slots=True)
class Amount:
    """So many rupiah in such a period."""

    rupiah: int
    period: Period
    #: Said as "kira-kira", or the middle of a range.
    is_estimate: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What was reported once; None is what was not asked or not known."""

    #: "running", "paused" or "closed".
    state: str
    sales: Amount | None = None
    spending: Amount | None = None
    #: How many help beside the owner, paid and unpaid.
    helpers_paid: int | None = None
    helpers_unpaid: int | None = None
    #: One of TOOLS.
    tools: str | None = None
    #: One of OBSTACLES.
    obstacle: str | None = None
    obstacle_words: str | None = None
    wants_help: bool | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A report that counts, with when it was made."""

    id: int
    made_at: datetime
    report: Report
    check_in_id: int | None
    photo_id: str | None = None
    voice_id: str | None = None
    #: Another one corrected it: it stays in the history, and counts no more.
    is_replaced: bool = False


def a_month(amount: Amount | None, days_a_month: int) -> int | None:
    """What that is in a month, in rupiah: a day's on so many days, a week's 52 times a year; unknown stays unknown."""
    if amount is None:
        return None
    if amount.period == "day":
        return amount.rupiah * days_a_month
    return amount.rupiah * _WEEKS // _MONTHS if amount.period == "week" else amount.rupiah


def profit(report: Report, days_a_month: int) -> int | None:
    """Sales less spending in a month, in rupiah; unknown where either is."""
    sales, spending = (a_month(amount, days_a_month) for amount in (report.sales, report.spending))
    return None if sales is None or spending is None else sales - spending


def is_estimate(report: Report) -> bool:
    """Whether an amount of it was only estimated."""
    return any(amount is not None and amount.is_estimate for amount in (report.sales, report.spending))


def keep(
    session: Session,
    business: Business,
    report: Report,
    *,
    at: datetime,
    contact_id: int | None = None,
    staff_id: int | None = None,
    check_in_id: int | None = None,
    photo_id: str | None = None,
    voice_id: str | None = None,
) -> BusinessReport:
    """Write down a report."""
    row = BusinessReport(
        business_id=business.id,
        check_in_id=check_in_id,
        made_at=at,
        state=report.state,
        content=vault_of(session).seal_json(asdict(report)),
        photo_id=photo_id,
        voice_id=voice_id,
        contact_id=contact_id,
        staff_id=staff_id,
    )
    session.add(row)
    session.flush()
    return row


def of_business(session: Session, business_id: int) -> list[Kept]:
    """Those that count, the oldest first."""
    return [one for one in history(session, business_id) if not one.is_replaced]


def history(session: Session, business_id: int) -> list[Kept]:
    """All that were made, those that were corrected too, the oldest first."""
    rows = select(BusinessReport).filter_by(business_id=business_id)
    return [kept(session, row) for row in session.scalars(rows.order_by(BusinessReport.made_at, BusinessReport.id))]


def last(session: Session, business_id: int) -> Kept | None:
    """The newest that counts."""
    rows = select(BusinessReport).filter_by(business_id=business_id, replaced_by=None)
    row = session.scalar(rows.order_by(BusinessReport.made_at.desc(), BusinessReport.id.desc()).limit(1))
    return None if row is None else kept(session, row)


def correct(session: Session, report_id: int, by: BusinessReport) -> None:
    """That report counts no more, and the one that corrects it stands in its place and at its time."""
    row = session.get_one(BusinessReport, report_id)
    row.replaced_by = by.id
    by.made_at, by.check_in_id = row.made_at, row.check_in_id
    session.flush()


def kept(session: Session, row: BusinessReport) -> Kept:
    """A row, opened."""
    report = opened(vault_of(session).open_json(row.content))
    is_replaced = row.replaced_by is not None
    return Kept(row.id, row.made_at, report, row.check_in_id, row.photo_id, row.voice_id, is_replaced)


def opened(stored: Mapping[str, Any]) -> Report:
    """A report as it was kept."""
    sales, spending = (Amount(**told) if (told := stored[name]) else None for name in ("sales", "spending"))
    return Report(**{**stored, "sales": sales, "spending": spending})
