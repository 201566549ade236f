"""Makes the files that leave the service: page by page, so that the service goes on beside it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, tzinfo

from handlers.documents.applicants import applicants_workbook, public_workbook
from programme import exporting, overview
from programme.exporting import Listed
from programme.office import Office
from programme.reading import places
from storage.database import Storage
from storage.tables import Intake


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted."""

    #: None for all intakes; the public hears of one at a time.
    intake_id: int | None
    public: bool = False
    #: It goes through a chat platform, and so abroad.
    leaves_office: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """The file, and how it stands in the trail."""

    content: bytes
    rows: int
    described: str


def made(
    storage: Storage,
    order: Order,
    *,
    office: Office,
    zone: tzinfo,
    today: date,
    advance: Callable[[int], None] = lambda _: None,
) -> Made:
    """Make it; `advance` is told how many more rows are done. Slow: never inside a turn."""
    if order.public:
        return _counts(storage, order, office, today)
    with storage.transaction() as tx:
        count = exporting.how_many(tx.session, order.intake_id)
        intake = None if order.intake_id is None else tx.session.get_one(Intake, order.intake_id)
        name, reference = (intake.name, intake.reference_date) if intake else (None, None)
    content = applicants_workbook(
        _pages(storage, order, office, zone, advance),
        region=places.region(office.region),
        reference=reference,
        made=today,
        leaves_office=order.leaves_office,
    )
    return Made(content, count, exporting.described(name, public=False, rows=count))


def _counts(storage: Storage, order: Order, office: Office, today: date) -> Made:
    region = places.region(office.region)
    with storage.transaction() as tx:
        intake = tx.session.get_one(Intake, order.intake_id)
        name, tables = intake.name, overview.for_public(tx.session, intake, region)
    content = public_workbook(tables, intake=name, region=region, made=today)
    return Made(content, 0, exporting.described(name, public=True, rows=0))


def _pages(
    storage: Storage, order: Order, office: Office, zone: tzinfo, advance: Callable[[int], None]
) -> Iterator[Listed]:
    after = 0
    while True:
        with storage.transaction() as tx:
            page = exporting.page(tx.session, order.intake_id, office.checklist, zone, after=after)
        if not page:
            return
        yield from page
        advance(len(page))
        after = page[-1].id
