"""Alumni of earlier years from a list: whole, once, matched with whom the office knows, and nobody's chat is bound."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.importing import Order, apply, read_in
from programme.office import Office
from storage.database import Storage, Transaction
from storage.tables import Acting, Alumnus, Business, CheckIn, Person
from tests.programme.registers.lists import workbook
from tests.tester import ZONE, World

HEADER = ["Nama", "NIK", "Tanggal Lahir", "Tahun Lulus", "Pelatihan", "Desa", "Kecamatan", "No HP", "Jenis Usaha"]
WHERE = ["Tapis", "Tanah Grogot"]
ROWS = (
    ["Ani Lestari", None, "12-05-2006", "2023", "Tata boga", *WHERE, "081200009001", "jualan kue"],
    ["Budi Karangan", "6401041708079001", None, "15-06-2024", "Bengkel", *WHERE, None, None],
    ["Citra Contoh", None, None, "2022", "Barista", *WHERE, None, None],
    ["Dodo Contoh", None, "01-02-2002", None, "Barista", *WHERE, None, None],
    ["Eka Contoh", None, "01-02-2003", "2090", "Barista", *WHERE, None, "laundry"],
)


class Steps:
    """Each step a transaction of its own."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage

    def step(self, work, done: int = 0, total: int = 0):  # type: ignore[no-untyped-def] # noqa: ARG002
        with self.storage.transaction() as tx:
            return work(tx)


def taken(world: World, *rows: list[str | None]) -> tuple[int, list[str]]:
    """How many were taken, and what was wrong with the others."""
    order = Order("alumni", Office(), ZONE, world.clock.now(), staff_id=None)
    found = read_in(Steps(world.storage), order, workbook(HEADER, *rows), told=20)
    apply(Steps(world.storage), order, found.import_id)
    return found.report.taken, [problem.what for row in found.first for problem in row.problems if problem.is_fatal]


def on_record(tx: Transaction) -> list[tuple[str, str, date, bool]]:
    rows = tx.session.scalars(select(Alumnus).order_by(Alumnus.id))
    return [(one.person.full_name, one.skill, one.graduated_on, one.by_year) for one in rows]


@pytest.fixture
def world(storage: Storage) -> World:
    world = World(storage)
    world.open_intake()
    return world


def test_what_can_be_taken_is_on_record_and_the_rest_is_said(world: World, tmp_path: Path) -> None:
    count, wrong = taken(world, *ROWS)
    assert count == 2
    assert sorted(wrong) == ["birth_missing", "graduated_missing", "graduated_missing"]
    with world.storage.transaction() as tx:
        assert on_record(tx) == [
            ("Ani Lestari", "tata_boga", date(2023, 12, 31), True),
            ("Budi Karangan", "perbengkelan", date(2024, 6, 15), False),
        ]
        business = tx.session.scalars(select(Business)).one()
        assert (business.kind, business.name) == ("food", "jualan kue")
        assert tx.session.scalars(select(Acting)).all() == []
        assert {row.business_id for row in tx.session.scalars(select(CheckIn))} >= {business.id}
        budi = tx.session.scalars(select(Person).filter_by(full_name="Budi Karangan")).one()
        assert budi.birth_date == date(2007, 8, 17)


def test_again_nothing_is_doubled_and_whoever_is_known_is_matched(world: World) -> None:
    world.applicant("Ani Lestari", "diverifikasi", birth_date=date(2006, 5, 12))
    assert taken(world, ROWS[0])[0] == 1
    with world.storage.transaction() as tx:
        assert len(tx.session.scalars(select(Person)).all()) == 1
    assert taken(world, ROWS[0], ROWS[1]) == (1, ["alumnus_already"])
    with world.storage.transaction() as tx:
        assert len(on_record(tx)) == 2
        assert len(tx.session.scalars(select(Business)).all()) == 1
