"""`ringkasan` and `ekspor`: what staff see of the whole, and what of it leaves the service."""

import asyncio
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from sqlalchemy import select

from bot.channels.channel import Abilities, Outgoing
from bot.channels.local import LocalChannel
from bot.duties.enclosing import Enclosing
from handlers.documents.drawings import draw
from handlers.exporting import MOST
from programme import exporting, staff
from programme.overview import overview
from storage.database import Storage
from storage.tables import Application, AuditEntry, Intake
from tests.programme.people import ANI, contact, intake, submit
from tests.tester import Shown, World

ABILITIES: Abilities = LocalChannel.abilities
GROGOT, KUARO = "64.01.04.1001", "64.01.05.1001"


@pytest.fixture
def world(storage: Storage) -> World:
    """Six from Tanah Grogot and one from Kuaro."""
    world = World(storage)
    world.open_intake()
    with storage.transaction() as tx:
        opened = tx.session.scalars(select(Intake.id)).one()
        for number in range(7):
            form = replace(ANI, full_name=f"Ani {'I' * number}", nik=None, village=GROGOT if number else KUARO)
            submit(tx.session, contact(tx.session), form, opened, world.clock.now())
    return world


def second_intake(world: World) -> None:
    with world.storage.transaction() as tx:
        intake(tx.session, name="Angkatan lama", closes=date(2025, 3, 1))


def enclosed(world: World, shown: Shown) -> Outgoing:
    """The message with what goes with it, as it is sent."""
    assert shown.drawing is not None
    with ThreadPoolExecutor(1) as executor:
        enclosing = Enclosing(world.storage, executor, world.office, world.clock)
        return asyncio.run(enclosing.enclose(Outgoing(1, "guest", shown.text), shown.drawing, ABILITIES))


def workbook(world: World, shown: Shown) -> Workbook:
    picture = enclosed(world, shown).picture
    assert picture is not None
    assert picture.name.endswith("-2026-03-02.xlsx")
    return load_workbook(io.BytesIO(picture.content))


def trail(world: World) -> list[tuple[str, str | None]]:
    with world.storage.transaction() as tx:
        return [
            (staff.name_of(tx.session, line.staff_id or 0), line.why)
            for line in tx.session.scalars(select(AuditEntry).filter_by(action="exported"))
        ]


def test_the_overview_counts_and_draws_the_one_intake_there_is(world: World) -> None:
    shown = world.staff("Bu Ratna", "verifier").say("ringkasan")
    assert shown.text.startswith("Ringkasan Angkatan 2026, 2 Maret 2026\n7 pendaftar, kursi 4, terisi 0")
    assert "Menurut status\n• Terdaftar: 7" in shown.text
    assert "• Tanah Grogot: 6\n• Kuaro: 1" in shown.text
    assert shown.drawing is not None
    content, content_type, _ = draw(shown.drawing, "id")
    assert (content_type, content[:4]) == ("image/png", b"\x89PNG")
    assert "Ekspor Excel" in shown.buttons


def test_of_several_intakes_it_is_asked_which(world: World) -> None:
    second_intake(world)
    ratna = world.staff("Bu Ratna", "mentor")
    assert "Angkatan lama" in ratna.say("rekap").buttons
    assert "belum ada pendaftar" in ratna.press("Angkatan lama").text
    ratna.say("rekap")
    everything = ratna.press("Semua angkatan")
    assert "Menurut angkatan\n• Angkatan 2026: 7" in everything.text
    assert "Ekspor Excel" not in everything.buttons


def test_a_village_officer_sees_their_villages_and_whom_they_registered(world: World) -> None:
    officer = world.staff("Pak Hasan", "village_officer", villages=(KUARO,))
    assert "1 pendaftar\n" in officer.say("ringkasan").text
    with world.storage.transaction() as tx:
        member = staff.members(tx.session)[0]
        tx.session.scalars(
            select(Application).where(Application.number == "PSR-2026-0005")
        ).one().registered_by = member.id
    shown = officer.say("ringkasan")
    assert "2 pendaftar" in shown.text
    assert "• Tanah Grogot: 1" in shown.text


def test_of_many_kecamatan_the_largest_are_named_and_the_others_are_a_sum(world: World) -> None:
    with world.storage.transaction() as tx:
        opened = tx.session.scalars(select(Intake.id)).one()
        for number, village in enumerate(("outside",) * 8 + tuple(f"64.01.{place:02}.2001" for place in (1, 2, 3, 6))):
            form = replace(ANI, full_name=f"Budi {'I' * number}", nik=None, village=village)
            submit(tx.session, contact(tx.session), form, opened, world.clock.now())
    text = world.staff("Bu Ratna", "verifier").say("ringkasan").text
    table = text.partition("Menurut kecamatan")[2].strip().splitlines()
    assert table[:2] == ["• Di luar Paser: 8", "• Tanah Grogot: 6"]
    assert (len(table), table[-1]) == (6, "• lainnya: 2")


def test_who_paused_their_data_is_counted_and_said(world: World) -> None:
    with world.storage.transaction() as tx:
        tx.session.scalars(select(Application)).first().person.restricted_at = world.clock.now()  # type: ignore[union-attr]
    assert "1 orang di antaranya menunda" in world.staff("Bu Ratna", "verifier").say("ringkasan").text


def test_the_list_comes_as_a_workbook_and_stands_in_the_trail(world: World) -> None:
    ratna = world.staff("Bu Ratna", "verifier")
    ratna.say("ekspor")
    shown = ratna.press("Daftar lengkap")
    assert "7 baris" in shown.text
    page = workbook(world, shown)["Pendaftar"]
    assert [row[3] for row in page.iter_rows(min_row=2, max_row=3, values_only=True)] == ["Ani ", "Ani I"]
    assert trail(world) == [("Bu Ratna", "Angkatan 2026, 7 baris")]


def test_overview_and_list_agree(world: World) -> None:
    ratna = world.staff("Bu Ratna", "verifier")
    ratna.say("ekspor")
    page = workbook(world, ratna.press("Daftar lengkap"))["Pendaftar"]
    with world.storage.transaction() as tx:
        assert page.max_row - 1 == overview(tx.session).total == exporting.how_many(tx.session, None)


def test_by_a_platform_abroad_the_nik_goes_only_in_part(world: World) -> None:
    with world.storage.transaction() as tx:
        opened = tx.session.scalars(select(Intake.id)).one()
        submit(tx.session, contact(tx.session), ANI, opened, world.clock.now())
    ratna = world.staff("Bu Ratna", "verifier", address="telegram:ratna")
    ratna.say("ekspor")
    shown = ratna.press("Daftar lengkap")
    assert "NIK hanya sebagian" in shown.text
    cells = [str(cell) for row in workbook(world, shown)["Pendaftar"].iter_rows(values_only=True) for cell in row]
    assert "6401********9001" in cells
    assert not any("6401045708079001" in cell or "masjid" in cell for cell in cells)


def test_the_public_gets_counts_and_nobody_s_name(world: World) -> None:
    ratna = world.staff("Bu Ratna", "verifier")
    ratna.say("ekspor")
    book = workbook(world, ratna.press("Angka untuk umum"))
    assert book.sheetnames == ["Angka"]
    cells = [cell for row in book["Angka"].iter_rows(values_only=True) for cell in row if cell is not None]
    assert all(cell >= 5 for cell in cells if isinstance(cell, int))
    assert not any("Ani" in str(cell) for cell in cells)
    assert trail(world) == [("Bu Ratna", "Angkatan 2026, angka untuk umum")]


def test_whoever_is_removed_before_it_is_sent_gets_no_file(world: World) -> None:
    world.staff("Bu Sri", "admin", address="guest-sri")
    ratna = world.staff("Bu Ratna", "verifier")
    ratna.say("ekspor")
    shown = ratna.press("Daftar lengkap")
    with world.storage.transaction() as tx:
        member = next(member for member in staff.members(tx.session) if member.name == "Bu Ratna")
        staff.remove(tx.session, member.id, by=None, now=world.clock.now())
    assert enclosed(world, shown).picture is None


def test_a_list_that_is_too_long_for_a_chat_is_made_at_the_office(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "how_many", lambda *_: MOST + 1)
    ratna = world.staff("Bu Ratna", "verifier")
    ratna.say("ekspor")
    shown = ratna.press("Daftar lengkap")
    assert "tuntas export applicants" in shown.text
    assert (shown.drawing, trail(world)) == (None, [])


def test_of_nobody_there_is_no_list_and_without_an_intake_nothing_to_count(storage: Storage) -> None:
    world = World(storage)
    ratna = world.staff("Bu Ratna", "verifier")
    assert ratna.say("ekspor").text == ratna.say("ringkasan").text == "Belum ada angkatan. Buat dulu, ya."
    world.open_intake()
    ratna.say("ekspor")
    assert "belum ada yang bisa diekspor" in ratna.press("Daftar lengkap").text


def test_a_button_of_an_intake_that_is_none_asks_again(world: World) -> None:
    second_intake(world)
    ratna = world.staff("Bu Ratna", "verifier")
    for payload in ("overview|99", f"overview|{'9' * 30}", "export|x", "export_what:77|list"):
        (shown,) = ratna.send(button=payload)
        assert "Angkatan lama" in shown.buttons


def test_the_list_leaves_the_chat_again_and_the_counts_for_the_public_stay(world: World) -> None:
    ratna = world.staff("Bu Ratna", "verifier")
    ratna.say("ekspor")
    assert "terhapus sendiri 60 menit" in ratna.press("Daftar lengkap").text
    ratna.say("ekspor")
    assert "terhapus sendiri" not in ratna.press("Angka untuk umum").text
