"""What became of those who graduated: worked out by hand for twelve people, and what holds for any."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme import outcome_records, outcomes
from programme.office import ZONE, Mentoring
from programme.outcomes import ALL, ASKED, COHORTS, Aided, AidGiven, Counts, Figures, Helpers, Life, Middle, Told
from programme.reports import PERIODS, Amount, Report
from storage.database import Storage
from tests.programme.lives import ANA, TODAY, live

RULES = Mentoring()
GROGOT = "64.01.04"


def read(storage: Storage) -> list[Life]:
    with storage.transaction() as tx:
        return outcome_records.page(tx.session, today=TODAY, known_days=RULES.known_days, zone=ZONE)


@pytest.fixture
def twelve(storage: Storage) -> list[Life]:
    with storage.transaction() as tx:
        live(tx.session)
    return read(storage)


def of(lives: list[Life], cohort: str = ALL) -> Figures:
    return outcomes.figures(outcomes.within(lives, cohort, TODAY), RULES, TODAY)


def test_three_counts_sum_to_all(twelve: list[Life]) -> None:
    """Business: Ana, Bima, Citra, Dani, Kartika. None: Fajar, Gita, Hadi. Not known: Eka, Indah, Joko, Lukman."""
    found = of(twelve)
    assert found.counts == Counts(business=5, none=3, unknown=4)
    assert found.counts.total == 12
    assert found.doing == {"looking": 1, "paused": 1, "studying": 1}
    assert found.paused == 1


@pytest.mark.parametrize(
    ("cohort", "counts"),
    [
        ("recent", Counts(0, 1, 0)),  # Hadi
        ("six", Counts(2, 1, 0)),  # Ana, Dani, Gita
        ("twelve", Counts(2, 1, 2)),  # Bima, Kartika; Fajar; Eka, Lukman
        ("twenty_four", Counts(1, 0, 1)),  # Citra; Joko
        ("older", Counts(0, 0, 1)),  # Indah
    ],
)
def test_everybody_graduated_so_many_months_ago(twelve: list[Life], cohort: str, counts: Counts) -> None:
    assert of(twelve, cohort).counts == of(twelve).cohorts[cohort] == counts


def test_by_skill_and_by_kecamatan(twelve: list[Life]) -> None:
    found = of(twelve)
    assert list(found.skills.items()) == [
        ("tata_boga", Counts(2, 0, 2)),  # Ana, Kartika; Eka, Indah
        ("barista", Counts(1, 1, 1)),  # Dani; Hadi; Lukman
        ("perbengkelan", Counts(1, 1, 1)),  # Bima; Fajar; Joko
        ("tata_rias", Counts(1, 1, 0)),  # Citra; Gita
    ]
    assert list(found.kecamatan.items()) == [
        ("64.01.04", Counts(2, 1, 2)),  # Ana, Bima; Gita; Eka, Lukman
        ("64.01.05", Counts(3, 0, 0)),  # Citra, Dani, Kartika
        ("64.01.01", Counts(0, 1, 1)),  # Fajar; Joko
        ("64.01.10", Counts(0, 1, 0)),  # Hadi
        ("outside", Counts(0, 0, 1)),  # Indah
    ]


def test_the_median_is_of_those_who_told_and_says_how_many(twelve: list[Life]) -> None:
    """Six businesses run. Sales: 2.6, 4.0 (a guess), 5.2 and 6.5 million; Citra does not know, Dani was not asked yet.

    Profit: 2,200,000 (Ana), 2,166,667 and a loss of 400,000 (Kartika's two, the loss a guess).
    """
    found = of(twelve)
    assert found.sales == Middle(4_600_000, told=4, asked=6, estimated=1)
    assert found.profit == Middle(2_166_667, told=3, asked=6, estimated=1)
    twelve_months = of(twelve, "twelve")
    assert twelve_months.sales == Middle(4_000_000, told=3, asked=3, estimated=1)


def test_what_nobody_told_is_missing_and_not_nought(twelve: list[Life]) -> None:
    citra = of(twelve, "twenty_four")
    assert (citra.sales, citra.profit) == (Middle(None, 0, 1, 0), Middle(None, 0, 1, 0))
    assert (citra.paid, citra.unpaid) == (Helpers(None, 0, 1), Helpers(None, 0, 1))


def test_jobs_are_of_the_latest_reports_and_nobody_is_a_number_too(twelve: list[Life]) -> None:
    """Paid: Ana 1, Bima 0, Kartika 2. Unpaid: Ana 2, Kartika 0 and 1."""
    found = of(twelve)
    assert found.paid == Helpers(3, told=3, asked=6)
    assert found.unpaid == Helpers(3, told=3, asked=6)


def test_aid_counts_once_it_is_handed_over(twelve: list[Life]) -> None:
    """Ana 5.0 million with 5.0 in receipts, Kartika 4.5 with 1.5 and one that says nothing, Lukman 3.0 with 3.0."""
    assert of(twelve).aid == AidGiven(
        handed_over=3,
        rupiah=12_500_000,
        accounted=2,
        receipts_rupiah=9_500_000,
        receipts=5,
        receipts_without_amount=1,
    )


def test_risks_that_are_not_solved_count_but_not_of_a_record_that_is_only_kept(twelve: list[Life]) -> None:
    assert of(twelve).at_risk == 2  # Kartika's angkringan, Joko's garage


def test_nobody_is_counted_where_nobody_graduated(storage: Storage) -> None:
    found = of(read(storage))
    assert found.counts.total == 0
    assert found.sales == Middle(None, 0, 0, 0)


def test_who_said_since_that_they_have_none_is_known_whatever_became_of_the_business() -> None:
    left = Life(1, "barista", GROGOT, date(2025, 1, 1), (Told(date(2025, 6, 1), "running"),))
    assert outcomes.outcome(left, TODAY, 90).standing == "unknown"
    told = replace(left, activity="working", activity_on=date(2026, 1, 10))
    assert outcomes.outcome(told, TODAY, 90) == outcomes.Outcome("none", date(2026, 1, 10), "working")
    runs_again = replace(told, businesses=(Told(date(2026, 2, 1), "running"),))
    assert outcomes.outcome(runs_again, TODAY, 90).standing == "business"


@pytest.mark.parametrize(
    ("graduated", "today", "cohort"),
    [
        (date(2025, 8, 31), date(2026, 2, 27), "recent"),
        (date(2025, 8, 31), date(2026, 2, 28), "six"),  # February has no 31st: its last day is half a year later
        (date(2024, 2, 29), date(2025, 2, 27), "six"),
        (date(2024, 2, 29), date(2025, 2, 28), "twelve"),
        (date(2026, 12, 31), date(2026, 3, 2), "recent"),  # only the year is known
        (date(1999, 1, 1), date(2026, 3, 2), "older"),
    ],
)
def test_the_months_since_they_graduated(graduated: date, today: date, cohort: str) -> None:
    assert outcomes.cohort(graduated, today) == cohort


amounts = st.none() | st.builds(Amount, st.integers(0, 10**7), st.sampled_from(PERIODS), st.booleans())
days = st.integers(0, 200).map(lambda ago: TODAY - timedelta(days=ago))
told = st.builds(
    Told,
    on=days,
    state=st.sampled_from(["running", "paused", "closed"]),
    report=st.none()
    | st.builds(
        Report,
        state=st.just("running"),
        sales=amounts,
        spending=amounts,
        helpers_paid=st.none() | st.integers(0, 5),
        helpers_unpaid=st.none() | st.integers(0, 5),
    ),
)
lives = st.lists(
    st.builds(
        Life,
        id=st.integers(1, 10**6),
        skill=st.sampled_from(["barista", "tata_boga"]),
        kecamatan=st.sampled_from([GROGOT, "64.01.05", "outside"]),
        graduated_on=st.dates(date(2022, 1, 1), TODAY),
        businesses=st.lists(told, max_size=3).map(tuple),
        activity=st.just("working"),
        activity_on=st.none() | days,
        aid=st.lists(
            st.builds(Aided, st.integers(0, 10**7), st.booleans(), st.tuples(st.none() | st.integers(1, 10**6))),
            max_size=2,
        ).map(tuple),
        at_risk=st.integers(0, 2),
        is_paused=st.booleans(),
    ),
    max_size=8,
)


@given(lives)
def test_whoever_they_are_the_three_counts_sum_to_all_everywhere(found: list[Life]) -> None:
    everybody = of(found)
    assert everybody.counts.total == len(found)
    for table in (everybody.cohorts, everybody.skills, everybody.kecamatan):
        assert summed(table) == everybody.counts
    assert everybody.cohorts == {name: counts for name in COHORTS if (counts := of(found, name).counts).total}
    assert sum(everybody.doing.values()) == everybody.counts.none
    assert set(ASKED) < set(COHORTS)


@given(lives.flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_in_whatever_order_they_come(found: tuple[list[Life], list[Life]]) -> None:
    one, other = (of(lives) for lives in found)
    assert one == other
    assert list(one.skills) == list(other.skills)
    assert list(one.kecamatan) == list(other.kecamatan)


@given(lives)
def test_who_told_nothing_changes_no_median_and_no_sum(found: list[Life]) -> None:
    silent = Life(0, "barista", GROGOT, date(2025, 1, 1), (Told(TODAY, "running", Report("running")),))
    before, after = of(found), of([*found, silent])
    for name in ("sales", "profit", "paid", "unpaid"):
        was, is_now = getattr(before, name), getattr(after, name)
        assert replace(was, asked=was.asked + 1) == is_now


def test_a_business_that_was_recorded_is_told_of_by_that() -> None:
    recorded = Life(1, "barista", GROGOT, date(2025, 9, 1), (Told(TODAY - timedelta(days=90), "running"),))
    assert outcomes.outcome(recorded, TODAY, 90).standing == "business"
    assert outcomes.outcome(recorded, TODAY + timedelta(days=1), 90).standing == "unknown"


def test_an_office_may_wait_longer_for_news() -> None:
    eka = Life(1, "tata_boga", GROGOT, date(2024, 3, 3), (Told(date(2025, 12, 1), "running", ANA),))
    patient = replace(RULES, known_days=200)
    assert outcomes.figures([eka], patient, TODAY).counts == Counts(1, 0, 0)


def summed(table: Mapping[str, Counts]) -> Counts:
    rows = table.values()
    return Counts(sum(row.business for row in rows), sum(row.none for row in rows), sum(row.unknown for row in rows))
