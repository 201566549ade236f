"""Risk: each rule speaks of what is known and of nothing else, at its limit too, and what was corrected goes."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given

from programme import businesses, mentors, reports, risks, staff
from programme.businesses import Described
from programme.office import ZONE, Mentoring, Office
from programme.reports import Amount, Kept, Report
from programme.staff import Invited, Member
from storage.database import Storage, Transaction
from storage.tables import Business, Person
from tests.programme.people import NOW, contact

RULES = Mentoring()
DAY = timedelta(days=1)


def month(rupiah: int, *, estimate: bool = False) -> Amount:
    return Amount(rupiah, "month", estimate)


def kept(*known: Report) -> list[Kept]:
    return [Kept(number, NOW + number * DAY, report, None) for number, report in enumerate(known, start=1)]


def kinds(*known: Report, silent: int = 0) -> list[str]:
    return [reason.kind for reason in risks.reasons(kept(*known), silent, RULES)]


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (Report("running"), []),
        (Report("running", wants_help=True), ["asked_help"]),
        (Report("running", wants_help=False, tools="good"), []),
        (Report("running", tools="broken"), ["tools_broken"]),
        (Report("running", tools="sold"), ["tools_sold"]),
        (Report("running", tools="none"), []),
        (Report("paused"), ["paused"]),
        (Report("running", sales=month(1_000_000), spending=month(1_000_000)), []),
        (Report("running", sales=month(1_000_000), spending=month(1_000_001)), ["loss"]),
        (Report("running", sales=month(1_000_000)), []),
        (Report("running", spending=month(1_000_000)), []),
        (Report("closed", tools="sold", sales=month(0), spending=month(5)), []),
        (Report("closed", wants_help=True), ["asked_help"]),
    ],
)
def test_one_report_by_itself(report: Report, expected: list[str]) -> None:
    assert kinds(report) == expected


@pytest.mark.parametrize(
    ("before", "now", "falls"),
    [(1_000_000, 700_000, False), (1_000_000, 699_999, True), (1_000_000, 1_000_000, False), (0, 0, False)],
)
def test_sales_fall_by_more_than_the_limit(before: int, now: int, falls: bool) -> None:
    found = kinds(Report("running", sales=month(before)), Report("running", sales=month(now)))
    assert found == (["fall"] if falls else [])


def test_a_fall_is_against_the_last_known_sales_and_says_that_it_is_estimated() -> None:
    known = kept(
        Report("running", sales=month(9_000_000)),
        Report("running", sales=month(2_000_000, estimate=True)),
        Report("running"),
        Report("running", sales=Amount(25_000, "day")),
    )
    (reason,) = risks.reasons(known, 0, RULES)
    assert reason.figures == {"before": 2_000_000, "now": 650_000, "percent": 67}
    assert reason.is_estimate


@pytest.mark.parametrize(("periods", "expected"), [(0, []), (1, []), (2, ["silent"]), (5, ["silent"])])
def test_silence_counts_from_the_second_period_on(periods: int, expected: list[str]) -> None:
    assert kinds(Report("running"), silent=periods) == expected
    assert kinds(silent=periods) == expected


AMOUNTS = st.none() | st.builds(Amount, st.integers(0, 10**9), st.sampled_from(reports.PERIODS), st.booleans())


@given(st.lists(st.builds(Report, st.just("running"), sales=AMOUNTS, spending=AMOUNTS), max_size=5))
def test_what_is_not_known_is_never_a_reason(known: list[Report]) -> None:
    forgotten = replace(known[-1], sales=None) if known else Report("running")
    assert kinds(*known[:-1], forgotten) == []


def ready(tx: Transaction) -> tuple[Business, Member]:
    """Ani with a business, and the mentor of her kecamatan."""
    session = tx.session
    ani = Person(full_name="Ani Lestari", birth_date=date(2007, 8, 17), village="64.01.04.1001", created_at=NOW)
    session.add(ani)
    session.flush()
    joining = contact(session)
    code = staff.invite(session, Invited("Bu Mega", ("mentor",)), by=None, now=NOW)
    mega = staff.accept(session, code, joining, NOW)
    assert isinstance(mega, Member)
    mentors.set_areas(session, mega, ["64.01.04"], by=mega, now=NOW)
    told = Described("food", "Dapur Ani", "64.01.04.1001", date(2026, 1, 5), with_others=False)
    return businesses.record(session, ani.id, told, office=Office(), now=NOW, zone=ZONE), mega


def report(tx: Transaction, business: Business, told: Report, now: datetime) -> list[str]:
    reports.keep(tx.session, business, told, at=now)
    return [reason.kind for reason in risks.look(tx.session, business, RULES, now).new]


def test_new_reasons_come_to_the_open_risk_and_make_it_unhandled_again(storage: Storage) -> None:
    with storage.transaction() as tx:
        business, mega = ready(tx)
        assert report(tx, business, Report("running", tools="broken"), NOW) == ["tools_broken"]
        risk = risks.unsolved(tx.session, business.id)
        assert risk is not None
        risks.handle(risk, "taken", mega.id, NOW)
        assert risks.look(tx.session, business, RULES, NOW + DAY).new == []
        assert risk.state == "taken"
        assert report(tx, business, Report("running", wants_help=True), NOW + DAY) == ["asked_help"]
        assert (risk.state, risk.escalate_at) == ("open", NOW + 8 * DAY)
        assert [one.kind for one in risks.of_risk(tx.session, risk)] == ["asked_help", "tools_broken"]


def test_a_reason_that_was_corrected_is_gone_and_with_the_last_one_the_risk(storage: Storage) -> None:
    with storage.transaction() as tx:
        business, _ = ready(tx)
        wrong = reports.keep(tx.session, business, Report("running", tools="sold"), at=NOW)
        assert risks.look(tx.session, business, RULES, NOW).risk is not None
        wrong.replaced_by = reports.keep(tx.session, business, Report("running", tools="good"), at=NOW).id
        tx.session.flush()
        assert risks.look(tx.session, business, RULES, NOW).risk is None
        assert risks.unsolved(tx.session, business.id) is None


def test_administrators_hear_once_of_what_nobody_looked_at(storage: Storage) -> None:
    with storage.transaction() as tx:
        business, mega = ready(tx)
        report(tx, business, Report("paused"), NOW)
        assert risks.take_unhandled(tx.session, NOW + 7 * DAY - timedelta(seconds=1), 10) == []
        assert len(risks.take_unhandled(tx.session, NOW + 7 * DAY, 10)) == 1
        assert risks.take_unhandled(tx.session, NOW + 8 * DAY, 10) == []
        report(tx, business, Report("paused"), NOW + 9 * DAY)
        risk = risks.unsolved(tx.session, business.id)
        assert risk is not None
        risks.handle(risk, "taken", mega.id, NOW + 9 * DAY)
        assert risks.take_unhandled(tx.session, NOW + 30 * DAY, 10) == []


def test_what_was_solved_does_not_come_back_by_silence(storage: Storage) -> None:
    with storage.transaction() as tx:
        business, mega = ready(tx)
        report(tx, business, Report("running", wants_help=True), NOW)
        risk = risks.unsolved(tx.session, business.id)
        assert risk is not None
        risks.handle(risk, "solved", mega.id, NOW)
        assert risks.look(tx.session, business, RULES, NOW + DAY).new == []
        assert report(tx, business, Report("running", wants_help=True), NOW + 2 * DAY) == ["asked_help"]


def test_a_record_that_is_only_kept_is_told_to_nobody_until_it_is_worked_with_again(storage: Storage) -> None:
    with storage.transaction() as tx:
        business, _ = ready(tx)
        report(tx, business, Report("paused"), NOW)
        business.person.restricted_at = NOW
        assert risks.take_unhandled(tx.session, NOW + 8 * DAY, 10) == []
        business.person.restricted_at = None
        assert len(risks.take_unhandled(tx.session, NOW + 9 * DAY, 10)) == 1


def test_the_guide_says_the_limits_that_hold() -> None:
    guide = (Path(__file__).parents[2] / "docs/panduan/pendamping.md").read_text()
    assert f"turun lebih dari {RULES.fall_percent} %" in guide
    assert f"tepat {RULES.fall_percent} % belum" in guide
    assert f"Sehari dihitung {RULES.days_a_month} hari sebulan" in guide
    assert (RULES.silent_periods, RULES.unhandled_days) == (2, 7)
    assert "Dua periode berturut-turut" in guide
    assert "Kalau tujuh hari belum ada yang menangani" in guide
