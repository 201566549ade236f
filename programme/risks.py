"""When a mentor should look at a business: explained rules over what was reported, and what was found by them.

A rule speaks only of what is known: what somebody did not know or was not asked is never a reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import check_ins, reports
from programme.office import Mentoring
from programme.reports import Kept, Report
from programme.sealing import vault_of
from storage.tables import Business, Risk
from storage.tables.base import of
from storage.tables.mentoring import UNHANDLED, UNSOLVED

SILENT, FALL, LOSS, BROKEN, SOLD, PAUSED, HELP = (
    "silent",
    "fall",
    "loss",
    "tools_broken",
    "tools_sold",
    "paused",
    "asked_help",
)
#: Every reason there is, the most urgent first.
KINDS = (HELP, LOSS, FALL, PAUSED, SOLD, BROKEN, SILENT)
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: one of KINDS, with the figures that it speaks of (rupiah a month, periods, per cent)."""

    kind: str
    figures: Mapping[str, int] = field(default_factory=dict)
    #: An amount of it was only estimated.
    is_estimate: bool = False
    #: The report that shows it; None for silence.
    report_id: int | None = None

    @property
    def mark(self) -> tuple[str, int | None, int]:
        """By which it is known again: a further report, or a further period of silence, is something new."""
        return self.kind, self.report_id, self.figures.get("periods", 0)


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a business found: its unsolved risk, if any, and what is new in it."""

    risk: Risk | None
    new: list[Reason]


def reasons(known: Sequence[Kept], silent: int, rules: Mentoring) -> list[Reason]:
    """Why somebody should look at a business, by its reports (the oldest first) and its periods of silence in a row.

    A closed business is at no risk any more; that its person asks for help counts all the same.
    """
    newest = known[-1] if known else None
    found = [] if newest is None else _of_report(newest, known[:-1], rules)
    is_closed = newest is not None and newest.report.state == "closed"
    if silent >= rules.silent_periods and not is_closed:
        found.append(Reason(SILENT, {"periods": silent}))
    return sorted(found, key=lambda reason: KINDS.index(reason.kind))


def look(session: Session, business: Business, rules: Mentoring, now: datetime) -> Look:
    """Look at a business after something was reported, or not: what is new is put down, what was corrected goes."""
    known = reports.of_business(session, business.id)
    found = reasons(known, check_ins.silence(session, business.id), rules)
    risk = unsolved(session, business.id)
    kept = [] if risk is None else _still_true(of_risk(session, risk), known)
    known_marks = {one.mark for one in kept} | _settled(session, business)
    new = [reason for reason in found if reason.mark not in known_marks]
    kept = [one for one in kept if one.kind != SILENT or one.mark in {reason.mark for reason in found}]
    if risk is None and not new:
        return Look(None, [])
    risk = risk or _opened(session, business, now)
    _write(session, risk, [*new, *kept])
    if new:
        reopen(risk, rules, now)
    elif not kept:
        risk.state, risk.handled_at = "solved", now
    session.flush()
    return Look(risk if risk.state != "solved" else None, new)


def of_risk(session: Session, risk: Risk) -> list[Reason]:
    """The reasons of a risk, the newest first."""
    return [Reason(**stored) for stored in vault_of(session).open_json(risk.reasons)]


def reopen(risk: Risk, rules: Mentoring, now: datetime) -> None:
    """Nobody looks after it any more."""
    risk.state, risk.escalate_at, risk.escalated_at = "open", now + timedelta(days=rules.unhandled_days), None


def unsolved(session: Session, business_id: int) -> Risk | None:
    """The risk of a business that is not solved."""
    return session.scalar(select(Risk).where(of("risks", UNSOLVED), Risk.business_id == business_id))


def open_among(session: Session, business_ids: Sequence[int]) -> dict[int, Risk]:
    """Unsolved risks of these businesses."""
    found = session.scalars(select(Risk).where(of("risks", UNSOLVED), Risk.business_id.in_(business_ids)))
    return {risk.business_id: risk for risk in found}


def handle(risk: Risk, state: str, staff_id: int, now: datetime) -> None:
    """Somebody looks after it: "taken", "visit" or "solved"."""
    risk.state, risk.handled_by, risk.handled_at = state, staff_id, now


def take_unhandled(session: Session, now: datetime, limit: int) -> list[Risk]:
    """Those that nobody has looked at in time, once; what another process holds is stepped over."""
    worked_with = Risk.business.has(Business.person.has(restricted_at=None, anonymised_at=None))
    late = select(Risk).where(of("risks", UNHANDLED), Risk.escalate_at <= now, worked_with).order_by(Risk.escalate_at)
    found = session.scalars(late.limit(limit).with_for_update(of=Risk, skip_locked=True)).all()
    for risk in found:
        risk.escalated_at = now
    session.flush()
    return list(found)


def _of_report(newest: Kept, earlier: Sequence[Kept], rules: Mentoring) -> list[Reason]:
    report = newest.report
    found = [Reason(HELP, report_id=newest.id)] if report.wants_help else []
    if report.state == "closed":
        return found
    if report.state == "paused":
        found.append(Reason(PAUSED, report_id=newest.id))
    if report.tools in ("broken", "sold"):
        found.append(Reason(BROKEN if report.tools == "broken" else SOLD, report_id=newest.id))
    return [*found, *_loss(newest, rules), *_fall(newest, earlier, rules)]


def _loss(newest: Kept, rules: Mentoring) -> list[Reason]:
    profit = reports.profit(newest.report, rules.days_a_month)
    if profit is None or profit >= 0:
        return []
    return [Reason(LOSS, {"rupiah": -profit}, reports.is_estimate(newest.report), newest.id)]


def _fall(newest: Kept, earlier: Sequence[Kept], rules: Mentoring) -> list[Reason]:
    """Against the last report whose sales are known, however long ago."""
    now = _sales(newest.report, rules)
    before = next((one.report for one in reversed(earlier) if _sales(one.report, rules) is not None), None)
    was = None if before is None else _sales(before, rules)
    if now is None or was is None or before is None or now * _WHOLE >= was * (_WHOLE - rules.fall_percent):
        return []
    figures = {"before": was, "now": now, "percent": (was - now) * _WHOLE // was}
    estimated = any(report.sales is not None and report.sales.is_estimate for report in (before, newest.report))
    return [Reason(FALL, figures, estimated, newest.id)]


def _sales(report: Report, rules: Mentoring) -> int | None:
    return reports.a_month(report.sales, rules.days_a_month)


def _still_true(kept: Sequence[Reason], known: Sequence[Kept]) -> list[Reason]:
    """What a report showed that was corrected since is shown by nothing any more."""
    standing = {one.id for one in known}
    return [reason for reason in kept if reason.report_id is None or reason.report_id in standing]


def _settled(session: Session, business: Business) -> set[tuple[str, int | None, int]]:
    """What reports showed that was solved since; a further silence is news, whatever was done about the one before."""
    solved = session.scalars(select(Risk).filter_by(business_id=business.id, state="solved"))
    return {reason.mark for risk in solved for reason in of_risk(session, risk) if reason.report_id is not None}


def _opened(session: Session, business: Business, now: datetime) -> Risk:
    risk = Risk(business_id=business.id, opened_at=now, escalate_at=now, state="open", reasons=b"")
    session.add(risk)
    return risk


def _write(session: Session, risk: Risk, found: Sequence[Reason]) -> None:
    stored: list[Any] = [asdict(reason) for reason in found]
    risk.reasons = vault_of(session).seal_json(stored)
