"""A business as its mentor sees it: why to look at it, how it went, what is planned, and what can be done."""

from collections.abc import Iterator, Sequence
from datetime import date, tzinfo

from handlers.money_words import rupiah
from handlers.reply import Reply
from handlers.status import stacked
from programme import mentoring, reports, risks
from programme.office import Office
from programme.reading import places
from programme.reports import Kept
from programme.risks import Reason
from storage.database import Transaction
from storage.tables import Business, Risk
from talk import Argument, Choice, Line

PLACE = "mentee"
#: So many of the last reports and notes stand on the card.
LAST, NOTES = 3, 3


def card(tx: Transaction, business: Business, office: Office, zone: tzinfo, *before: Line) -> Reply:
    """The card, with what can be done about it."""
    known = reports.of_business(tx.session, business.id)
    risk = risks.unsolved(tx.session, business.id)
    visit = mentoring.planned_visit(tx.session, business.id)
    parts = [stacked(list(_head(business, office))), *_why(tx, risk), *_history(known, office, zone)]
    parts += _notes(tx, business, zone)
    if visit is not None:
        parts.append(Line("mentee-visit", {"day": visit.planned_on}))
    names = ["call", *(["visit_told", "visit_cancel"] if visit else ["plan"]), "note", *(["solved"] if risk else [])]
    names += ["hand_over", "report", *_files(known), "history"]
    choices = tuple(Choice(name, Line(f"mentee-{name}")) for name in (*names, "back"))
    return Reply((*before, *parts), choices, place=f"{PLACE}:{business.id}")


def _files(known: Sequence[Kept]) -> list[str]:
    """What came with the last report and can be opened."""
    if not known:
        return []
    last = known[-1]
    return [*(["voice"] if last.voice_id else []), *(["photo"] if last.photo_id else [])]


def _head(business: Business, office: Office) -> Iterator[Line]:
    region = places.region(office.region)
    about: dict[str, Argument] = {
        "business": business.name,
        "kind": Line(f"business-kind-{business.kind}"),
        "owner": business.person.full_name,
        "village": region.names.get(business.village, business.village),
        "state": Line(f"check_in_state-{business.state}"),
    }
    yield Line("mentee-head", about)


def _why(tx: Transaction, risk: Risk | None) -> list[Line]:
    if risk is None:
        return []
    text = Line(f"mentee-risk_{risk.state}")
    for reason in risks.of_risk(tx.session, risk):
        text = Line("bullet", {"before": text, "next": reason_line(reason)})
    return [text]


def reason_line(reason: Reason) -> Line:
    """One reason, with its figures."""
    money = {name: rupiah(reason.figures[name]) for name in ("rupiah", "before", "now") if name in reason.figures}
    line = Line(f"risk-{reason.kind}", {**reason.figures, **money})
    return Line("risk-estimated", {"reason": line}) if reason.is_estimate else line


def _history(known: Sequence[Kept], office: Office, zone: tzinfo) -> list[Line]:
    if not known:
        return [Line("mentee-no_report")]
    text = Line("mentee-last_reports")
    for kept in reversed(known[-LAST:]):
        text = Line("bullet", {"before": text, "next": _row(kept, office, kept.made_at.astimezone(zone).date())})
    return [text]


def _row(kept: Kept, office: Office, day: date) -> Line:
    days = office.mentoring.days_a_month
    sales, profit = reports.a_month(kept.report.sales, days), reports.profit(kept.report, days)
    about: dict[str, Argument] = {"day": day, "sales": Line("mentee-unknown") if sales is None else _money(sales)}
    about |= {"result": _result(profit), "state": Line(f"check_in_state-{kept.report.state}")}
    return Line("mentee-reported", about)


def _result(profit: int | None) -> Line:
    """A profit, or a loss said as such."""
    if profit is None:
        return Line("mentee-profit", {"amount": Line("mentee-unknown")})
    return Line("mentee-loss" if profit < 0 else "mentee-profit", {"amount": rupiah(abs(profit))})


def _money(amount: int) -> Line:
    return Line("as-is", {"text": rupiah(amount)})


def _notes(tx: Transaction, business: Business, zone: tzinfo) -> list[Line]:
    found: Sequence[mentoring.Note] = mentoring.notes(tx.session, business.id)[:NOTES]
    if not found:
        return []
    text = Line("mentee-notes")
    for note in found:
        about: dict[str, Argument] = {"day": note.at.astimezone(zone).date(), "by": note.by, "words": note.words}
        text = Line("bullet", {"before": text, "next": Line("mentee-noted", about)})
    return [text]
