"""What became of those who graduated: every figure from plain values; docs/figures.md says how each is reckoned.

What nobody told is not known: it is counted as such and never as nought. Where a figure rests on few, how many told it
stands beside it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Literal, TypeVar

from programme.check_ins import months_after
from programme.office import Mentoring
from programme.reports import Report, a_month, is_estimate, profit

T = TypeVar("T")
Standing = Literal["business", "none", "unknown"]
STANDINGS: tuple[Standing, ...] = ("business", "none", "unknown")

#: How many months ago they graduated: at least so many, and fewer than so many. Everybody is in one of these.
COHORTS: Mapping[str, tuple[int | None, int | None]] = {
    "recent": (None, 6),
    "six": (6, 12),
    "twelve": (12, 24),
    "twenty_four": (24, 36),
    "older": (36, None),
}
#: Those the programme is judged by.
ASKED = ("six", "twelve", "twenty_four")
ALL = "all"


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of a business last."""

    on: date
    #: "running", "paused" or "closed".
    state: str
    #: None where it was only recorded, and where what was reported is not looked at.
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class Aided:
    """Aid that was handed over."""

    rupiah: int
    is_accounted: bool
    #: Of each receipt; None where it says no amount.
    receipts: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Life:
    """Somebody who graduated, as the records have them."""

    id: int
    skill: str
    #: Dotted code, or eligibility.OUTSIDE.
    kecamatan: str
    graduated_on: date
    businesses: tuple[Told, ...] = ()
    #: What they said they do without a business, and when.
    activity: str | None = None
    activity_on: date | None = None
    aid: tuple[Aided, ...] = ()
    #: How many of their businesses a mentor should look at.
    at_risk: int = 0
    #: Kept and not worked with, because they asked for it: what they told is not looked at.
    is_paused: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where somebody stands."""

    standing: Standing
    #: Of the word on which that rests; of what is not known, when something was heard last.
    heard_on: date | None
    #: What those without a business that runs do: "paused", "closed", or as they said.
    doing: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """The three that always sum to all."""

    business: int
    none: int
    unknown: int

    @property
    def total(self) -> int:
        """Everybody."""
        return self.business + self.none + self.unknown


@dataclass(frozen=True, slots=True)
class Middle:
    """The median of what was told, in rupiah a month; None where nobody told it."""

    rupiah: int | None
    told: int
    #: Of so many businesses that run.
    asked: int
    #: Of those told, so many were estimates.
    estimated: int


@dataclass(frozen=True, slots=True)
class Helpers:
    """How many help beside the owners; None where nobody told it."""

    count: int | None
    told: int
    asked: int


@dataclass(frozen=True, slots=True)
class AidGiven:
    """Aid that was handed over, and what of it is accounted for."""

    handed_over: int
    rupiah: int
    accounted: int
    #: What the receipts with an amount say.
    receipts_rupiah: int
    receipts: int
    receipts_without_amount: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What it all adds up to, of those who graduated at about the same time, or of everybody."""

    counts: Counts
    #: Of those without a business that runs, the largest first.
    doing: Mapping[str, int]
    #: By COHORTS, in their order; only those of somebody.
    cohorts: Mapping[str, Counts]
    #: The largest first.
    skills: Mapping[str, Counts]
    kecamatan: Mapping[str, Counts]
    sales: Middle
    profit: Middle
    paid: Helpers
    unpaid: Helpers
    aid: AidGiven
    at_risk: int
    #: Of these the record is kept and not worked with.
    paused: int


def cohort(graduated_on: date, today: date) -> str:
    """In which of COHORTS somebody is on that day."""
    for name, (_, before) in COHORTS.items():
        if before is None or months_after(graduated_on, before) > today:
            return name
    raise AssertionError("the last cohort has no end")


def within(lives: Iterable[Life], name: str, today: date) -> list[Life]:
    """Those of a cohort, or everybody."""
    return [life for life in lives if name in (ALL, cohort(life.graduated_on, today))]


def outcome(life: Life, today: date, known_days: int) -> Outcome:
    """Where somebody stands, by what was told within so many days.

    Whoever runs one business runs a business. Who left another in the dark is not known, unless they said since that
    they have none.
    """
    if life.is_paused:
        return Outcome("unknown", None)
    oldest = today - timedelta(days=known_days)
    fresh = [told for told in life.businesses if told.on >= oldest]
    if running := [told.on for told in fresh if told.state == "running"]:
        return Outcome("business", max(running))
    words = [(told.on, False, told.state) for told in life.businesses]
    if life.activity is not None and life.activity_on is not None:
        words.append((life.activity_on, True, life.activity))
    if not words:
        return Outcome("unknown", None)
    heard_on, _, doing = max(words)
    if heard_on < oldest or _in_the_dark(life, oldest):
        return Outcome("unknown", heard_on)
    return Outcome("none", heard_on, doing)


def _in_the_dark(life: Life, oldest: date) -> bool:
    """Whether a business may run of which nothing was told in time."""
    said_none_on = life.activity_on or date.min
    return any(told.state != "closed" and told.on < oldest and said_none_on <= told.on for told in life.businesses)


def figures(lives: Iterable[Life], rules: Mentoring, today: date) -> Figures:
    """Every figure, whatever the order of the lives."""
    known = [(life, outcome(life, today, rules.known_days)) for life in lives]
    reports = _reports(known, today - timedelta(days=rules.known_days))
    told = [report for report in reports if report is not None]
    cohorts = _by(known, lambda life: cohort(life.graduated_on, today))
    return Figures(
        counts=_counts(found for _, found in known),
        doing=_largest_first(Counter(found.doing for _, found in known if found.doing is not None), int),
        cohorts={name: cohorts[name] for name in COHORTS if name in cohorts},
        skills=_largest_first(_by(known, lambda life: life.skill), _total),
        kecamatan=_largest_first(_by(known, lambda life: life.kecamatan), _total),
        sales=_middle(told, len(reports), rules, lambda report, days: a_month(report.sales, days), _sales_estimated),
        profit=_middle(told, len(reports), rules, profit, is_estimate),
        paid=_helpers([report.helpers_paid for report in told], len(reports)),
        unpaid=_helpers([report.helpers_unpaid for report in told], len(reports)),
        aid=_aid([aided for life, _ in known for aided in life.aid]),
        at_risk=sum(life.at_risk for life, _ in known if not life.is_paused),
        paused=sum(life.is_paused for life, _ in known),
    )


def _reports(known: Iterable[tuple[Life, Outcome]], oldest: date) -> list[Report | None]:
    """The latest of each business that runs; None where it was recorded and nothing reported yet."""
    running = (told for life, found in known if found.standing == "business" for told in life.businesses)
    return [told.report for told in running if told.state == "running" and told.on >= oldest]


def _counts(outcomes: Iterable[Outcome]) -> Counts:
    found = Counter(outcome.standing for outcome in outcomes)
    return Counts(**{standing: found[standing] for standing in STANDINGS})


def _by(known: Sequence[tuple[Life, Outcome]], group: Callable[[Life], str]) -> dict[str, Counts]:
    groups: dict[str, list[Outcome]] = {}
    for life, found in known:
        groups.setdefault(group(life), []).append(found)
    return {name: _counts(found) for name, found in groups.items()}


def _total(counts: Counts) -> int:
    return counts.total


def _largest_first(table: Mapping[str, T], size: Callable[[T], int]) -> dict[str, T]:
    return dict(sorted(table.items(), key=lambda row: (-size(row[1]), row[0])))


def _middle(
    told: Iterable[Report],
    asked: int,
    rules: Mentoring,
    value: Callable[[Report, int], int | None],
    estimated: Callable[[Report], bool],
) -> Middle:
    found = [
        (amount, estimated(report)) for report in told if (amount := value(report, rules.days_a_month)) is not None
    ]
    amounts = [amount for amount, _ in found]
    middle = round(median(amounts)) if amounts else None
    return Middle(middle, len(found), asked, sum(guess for _, guess in found))


def _sales_estimated(report: Report) -> bool:
    return report.sales is not None and report.sales.is_estimate


def _helpers(told: Iterable[int | None], asked: int) -> Helpers:
    counts = [count for count in told if count is not None]
    return Helpers(sum(counts) if counts else None, len(counts), asked)


def _aid(given: Sequence[Aided]) -> AidGiven:
    receipts = [amount for aided in given for amount in aided.receipts]
    return AidGiven(
        handed_over=len(given),
        rupiah=sum(aided.rupiah for aided in given),
        accounted=sum(aided.is_accounted for aided in given),
        receipts_rupiah=sum(amount for amount in receipts if amount is not None),
        receipts=len(receipts),
        receipts_without_amount=receipts.count(None),
    )
