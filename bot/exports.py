"""Makes the files that leave the service: read page by page, so that the service goes on beside it, then written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Protocol, Self

from handlers.documents.alumni import alumni_workbook
from handlers.documents.applicants import applicants_workbook, public_workbook
from programme import alumni_exporting, exporting, outcome_records, overview
from programme.exporting import Listed
from programme.office import Office
from programme.overview import PublicTables
from programme.reading import places
from storage.database import Storage
from storage.tables import Intake
from talk import Argument


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted."""

    #: None for all intakes; the public hears of one at a time.
    intake_id: int | None
    public: bool = False
    #: It goes through a chat platform, and so abroad.
    leaves_office: bool = False

    @classmethod
    def from_args(cls, args: Mapping[str, Argument]) -> Self:
        """As handlers.exporting puts it into a message."""
        intake_id = int(str(args["intake"])) or None
        return cls(intake_id, public=args["public"] == "yes", leaves_office=args["stays"] != "yes")

    @property
    def name(self) -> str:
        """What the file is called, without its day and ending."""
        return "angka" if self.public else "pendaftar"


class Making(Protocol):
    """A file in the making. Slow: never inside a turn."""

    @property
    def name(self) -> str:
        """What the file is called, without its day and ending."""

    def read(self) -> int:
        """The next page; how many rows it has, 0 at the end."""

    def write(self, today: date) -> bytes:
        """The workbook of what was read."""


class Export:
    """One file in the making. Slow: never inside a turn."""

    def __init__(self, storage: Storage, order: Order, office: Office, zone: tzinfo) -> None:
        self._storage = storage
        self._order = order
        self._office = office
        self._zone = zone
        self._region = places.region(office.region)
        self._rows: list[Listed] = []
        self._intake: str | None = None
        self._reference: date | None = None
        self._tables: PublicTables | None = None
        with storage.transaction() as tx:
            if order.intake_id is not None:
                intake = tx.session.get_one(Intake, order.intake_id)
                self._intake, self._reference = intake.name, intake.reference_date
                if order.public:
                    self._tables = overview.for_public(tx.session, intake, self._region)

    @property
    def name(self) -> str:
        """What the file is called, without its day and ending."""
        return self._order.name

    @property
    def described(self) -> str:
        """As it stands in the trail."""
        return exporting.described(self._intake, public=self._order.public, rows=len(self._rows))

    def read(self) -> int:
        """The next page; how many rows it has, 0 at the end."""
        if self._tables is not None:
            return 0
        after = self._rows[-1].id if self._rows else 0
        intake_id, checklist = self._order.intake_id, self._office.checklist
        with self._storage.transaction() as tx:
            page = exporting.page(tx.session, intake_id, checklist, self._zone, after=after)
        self._rows += page
        return len(page)

    def write(self, today: date) -> bytes:
        """The workbook of what was read."""
        if self._tables is not None:
            return public_workbook(self._tables, intake=self._intake or "", region=self._region, made=today)
        return applicants_workbook(
            self._rows,
            region=self._region,
            reference=self._reference,
            made=today,
            leaves_office=self._order.leaves_office,
        )


class AlumniExport:
    """The alumni, as of that day. Slow: never inside a turn."""

    name = "alumni"

    def __init__(self, storage: Storage, office: Office, zone: tzinfo, today: date) -> None:
        self._storage = storage
        self._office = office
        self._zone = zone
        self._today = today
        self.rows: list[alumni_exporting.Listed] = []

    def read(self) -> int:
        """The next page; how many rows it has, 0 at the end."""
        after, known_days = self.rows[-1].life.id if self.rows else 0, self._office.mentoring.known_days
        with self._storage.transaction() as tx:
            lives = outcome_records.page(
                tx.session, today=self._today, known_days=known_days, zone=self._zone, after=after
            )
            self.rows += alumni_exporting.listed(tx.session, lives, self._today, known_days)
        return len(lives)

    def write(self, today: date) -> bytes:
        """The workbook of what was read."""
        region = places.region(self._office.region)
        return alumni_workbook(self.rows, region=region, rules=self._office.mentoring, made=today)
