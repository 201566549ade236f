"""Twelve people who graduated, with lives that are known, on a Monday in March 2026; nobody here exists.

What it all adds up to is worked out by hand in test_outcomes.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from programme import reports
from programme.office import ZONE
from programme.reports import Amount, Report
from storage.tables import Aid, AidReceipt, Alumnus, Business, Person, Risk

TODAY = date(2026, 3, 2)
GROGOT, KUARO, BATU_SOPANG, PENAJAM = "64.01.04.1001", "64.01.05.1001", "64.01.01.2011", "64.01.10.2001"


@dataclass(frozen=True)
class Made:
    """A report, with the day on which it was made; one that `is_corrected` counts no more."""

    on: date
    report: Report
    is_corrected: bool = False


@dataclass(frozen=True)
class Runs:
    """A business, when it was recorded, what was reported of it, and whether a mentor should look at it."""

    kind: str
    recorded: date
    reports: Sequence[Made] = ()
    risk: str | None = None


@dataclass(frozen=True)
class Handed:
    """Aid in that state, when it was handed over, and what its receipts say."""

    rupiah: int
    state: str
    on: date | None = None
    receipts: Sequence[int | None] = ()


@dataclass(frozen=True)
class Lived:
    """Somebody's life since the training."""

    name: str
    skill: str
    village: str
    graduated: date
    businesses: Sequence[Runs] = ()
    activity: tuple[str, date] | None = None
    aid: Handed | None = None
    is_paused: bool = False


RUNNING = Report("running")
#: Sales 5,200,000 and spending 3,000,000 a month.
ANA = replace(
    RUNNING,
    sales=Amount(200_000, "day"),
    spending=Amount(3_000_000, "month"),
    helpers_paid=1,
    helpers_unpaid=2,
)
#: Sales 6,500,000 and spending 4,333,333 a month.
KARTIKA_FOOD = replace(
    RUNNING,
    sales=Amount(1_500_000, "week"),
    spending=Amount(1_000_000, "week"),
    helpers_paid=2,
    helpers_unpaid=0,
)
#: Sales 2,600,000 and spending, as she guesses, 3,000,000.
KARTIKA_ANGKRINGAN = replace(
    RUNNING,
    sales=Amount(100_000, "day"),
    spending=Amount(3_000_000, "month", is_estimate=True),
    helpers_unpaid=1,
)

TWELVE = (
    Lived(
        "Ana",
        "tata_boga",
        GROGOT,
        date(2025, 8, 15),
        [
            Runs(
                "food",
                date(2025, 9, 1),
                [
                    Made(date(2025, 12, 20), replace(RUNNING, sales=Amount(1_000_000, "month"), helpers_paid=9)),
                    Made(date(2026, 2, 20), ANA),
                ],
            )
        ],
        aid=Handed(5_000_000, "dipertanggungjawabkan", date(2025, 10, 1), [3_000_000, 2_000_000]),
    ),
    # A year and a day ago; does not know what the garage spends, nor who helps without pay.
    Lived(
        "Bima",
        "perbengkelan",
        GROGOT,
        date(2025, 3, 1),
        [
            Runs(
                "garage",
                date(2025, 4, 1),
                [
                    Made(
                        date(2026, 1, 10),
                        replace(RUNNING, sales=Amount(4_000_000, "month", is_estimate=True), helpers_paid=0),
                    )
                ],
            )
        ],
        aid=Handed(4_000_000, "disetujui"),
    ),
    # Two years ago to the day; reported ninety days ago, and does not know what she sells.
    Lived(
        "Citra",
        "tata_rias",
        KUARO,
        date(2024, 3, 2),
        [Runs("makeup", date(2024, 5, 1), [Made(date(2025, 12, 2), replace(RUNNING, spending=Amount(1, "day")))])],
    ),
    # Six months ago to the day; the business is recorded, and nothing reported yet.
    Lived("Dani", "barista", KUARO, date(2025, 9, 2), [Runs("coffee", date(2026, 1, 15))]),
    # A day short of two years; reported ninety-one days ago.
    Lived(
        "Eka",
        "tata_boga",
        GROGOT,
        date(2024, 3, 3),
        [Runs("food", date(2024, 5, 1), [Made(date(2025, 12, 1), replace(ANA, sales=Amount(9_000_000, "month")))])],
    ),
    Lived(
        "Fajar",
        "perbengkelan",
        BATU_SOPANG,
        date(2025, 2, 20),
        [
            Runs(
                "garage",
                date(2025, 3, 1),
                [
                    Made(date(2026, 1, 2), ANA),
                    Made(date(2026, 2, 1), Report("paused", sales=Amount(700_000, "month"), helpers_paid=1)),
                ],
                risk="solved",
            )
        ],
    ),
    # Closed, and looks for work since.
    Lived(
        "Gita",
        "tata_rias",
        GROGOT,
        date(2025, 6, 30),
        [Runs("makeup", date(2025, 7, 15), [Made(date(2026, 1, 5), Report("closed"))])],
        activity=("looking", date(2026, 2, 10)),
    ),
    Lived("Hadi", "barista", PENAJAM, date(2025, 12, 31), activity=("studying", date(2026, 1, 20))),
    # Of an earlier year; nothing was ever heard.
    Lived("Indah", "tata_boga", "outside", date(2022, 12, 31)),
    # One business closed; of the other nothing was heard since October.
    Lived(
        "Joko",
        "perbengkelan",
        BATU_SOPANG,
        date(2024, 1, 10),
        [
            Runs("grocery", date(2024, 9, 1), [Made(date(2026, 2, 15), Report("closed"))]),
            Runs("garage", date(2024, 3, 1), [Made(date(2025, 10, 1), ANA)], risk="taken"),
        ],
    ),
    # Two businesses; the report that was corrected does not count, one of the two makes a loss.
    Lived(
        "Kartika",
        "tata_boga",
        KUARO,
        date(2024, 6, 1),
        [
            Runs(
                "food",
                date(2024, 8, 1),
                [
                    Made(date(2026, 2, 25), replace(ANA, sales=Amount(99_000_000, "day")), is_corrected=True),
                    Made(date(2026, 2, 25), KARTIKA_FOOD),
                ],
            ),
            Runs("angkringan", date(2025, 8, 1), [Made(date(2026, 1, 31), KARTIKA_ANGKRINGAN)], risk="open"),
        ],
        aid=Handed(4_500_000, "diserahkan", date(2025, 9, 1), [1_500_000, None]),
    ),
    # Asked that the record be only kept: what he told is not looked at.
    Lived(
        "Lukman",
        "barista",
        GROGOT,
        date(2025, 1, 5),
        [Runs("coffee", date(2025, 3, 1), [Made(date(2026, 2, 20), ANA)], risk="open")],
        aid=Handed(3_000_000, "dipantau", date(2025, 6, 1), [3_000_000]),
        is_paused=True,
    ),
)


def live(session: Session, lived: Sequence[Lived] = TWELVE) -> None:
    """Write these lives into the records."""
    for place, life in enumerate(lived):
        person = Person(
            full_name=life.name,
            birth_date=date(2005, 5, 1),
            sex="female",
            village=life.village,
            restricted_at=moment(TODAY) if life.is_paused else None,
            created_at=moment(life.graduated),
        )
        session.add(person)
        session.flush()
        activity, told = life.activity or (None, None)
        session.add(
            Alumnus(
                person_id=person.id,
                skill=life.skill,
                graduated_on=life.graduated,
                activity=activity,
                activity_at=moment(told) if told else None,
                created_at=moment(life.graduated),
            )
        )
        for business in life.businesses:
            _run(session, person, business)
        if life.aid is not None:
            _aid(session, person, life.aid, place)
    session.flush()


def moment(day: date) -> datetime:
    """Just after midnight at the office: in UTC it is the day before."""
    return datetime.combine(day, time(0, 30), ZONE)


def _run(session: Session, person: Person, runs: Runs) -> None:
    business = Business(
        person_id=person.id,
        kind=runs.kind,
        name=f"{runs.kind} {person.full_name}",
        village=person.village,
        state="running",
        state_since=moment(runs.recorded),
        monitored_since=runs.recorded,
        recorded_at=moment(runs.recorded),
    )
    session.add(business)
    session.flush()
    made = [reports.keep(session, business, made.report, at=moment(made.on)) for made in runs.reports]
    for corrected, row in zip(runs.reports, made, strict=True):
        if corrected.is_corrected:
            row.replaced_by = made[-1].id
    if runs.risk is not None:
        session.add(
            Risk(
                business_id=business.id,
                reasons=b"sealed",
                state=runs.risk,
                opened_at=moment(TODAY),
                escalate_at=moment(TODAY),
            )
        )


def _aid(session: Session, person: Person, handed: Handed, place: int) -> None:
    receipts = [AidReceipt(amount=amount, at=moment(TODAY)) for amount in handed.receipts]
    session.add(
        Aid(
            number=f"BST-2026-{place:04}",
            person_id=person.id,
            state=handed.state,
            state_since=moment(TODAY),
            content=b"sealed",
            total=handed.rupiah,
            handed_on=handed.on,
            made_at=moment(TODAY),
            receipts=receipts,
        )
    )
