"""`ringkasan alumni`: what became of those who graduated, as staff read it, see it, and take it along."""

import asyncio
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from sqlalchemy import select

from bot.channels.channel import Outgoing
from bot.channels.local import LocalChannel
from bot.duties.enclosing import Enclosing
from handlers import outcomes
from handlers.documents.drawings import draw
from programme import outcome_records, staff
from programme.office import Mentoring, Office
from storage.database import Storage
from storage.tables import AuditEntry, Person
from tests.programme.lives import TWELVE, live
from tests.tester import Shown, World


@pytest.fixture
def world(storage: Storage) -> World:
    """Twelve alumni with lives that are known (tests/programme/lives.py)."""
    world = World(storage)
    with storage.transaction() as tx:
        live(tx.session)
    return world


ALL_OF_THEM = """\
Ringkasan alumni, 2 Maret 2026
Semua alumni: 12 orang
• punya usaha yang jalan: 5
• tidak menjalankan usaha: 3 (mencari kerja 1, usaha berhenti sementara 1, sekolah atau kuliah 1)
• belum diketahui, tidak ada kabar dalam 90 hari: 4

Menurut waktu lulus
• Lulus 6–11 bulan lalu: 3 orang (jalan 2, tidak 1, belum diketahui 0)
• Lulus 12–23 bulan lalu: 5 orang (jalan 2, tidak 1, belum diketahui 2)
• Lulus 24–35 bulan lalu: 2 orang (jalan 1, tidak 0, belum diketahui 1)

Menurut keterampilan
• Tata boga: 4 orang (jalan 2, tidak 0, belum diketahui 2)
• Barista: 3 orang (jalan 1, tidak 1, belum diketahui 1)
• Perbengkelan: 3 orang (jalan 1, tidak 1, belum diketahui 1)
• Tata rias: 2 orang (jalan 1, tidak 1, belum diketahui 0)

Menurut kecamatan
• Tanah Grogot: 5 orang (jalan 2, tidak 1, belum diketahui 2)
• Kuaro: 3 orang (jalan 3, tidak 0, belum diketahui 0)
• Batu Sopang: 2 orang (jalan 0, tidak 1, belum diketahui 1)
• Muara Samu: 1 orang (jalan 0, tidak 1, belum diketahui 0)
• Di luar Paser: 1 orang (jalan 0, tidak 0, belum diketahui 1)

Usaha yang jalan: 6
• uang masuk sebulan, nilai tengah: Rp4.600.000 (4 dari 6 usaha melapor, 1 kira-kira)
• untung sebulan, nilai tengah: Rp2.166.667 (3 dari 6 usaha melapor, 1 kira-kira)
• orang yang membantu dan dibayar: 3 (3 dari 6 usaha melapor)
• orang yang membantu tanpa dibayar: 3 (3 dari 6 usaha melapor)

Bantuan modal usaha
• diserahkan: 3, senilai Rp12.500.000
• dipertanggungjawabkan: 2, nota 5 senilai Rp9.500.000
• nota tanpa angka: 1

Usaha yang perlu dilihat pendamping: 2
1 orang menunda pemakaian datanya, jadi dihitung belum diketahui."""


def test_all_of_them_in_words_and_as_a_picture(world: World) -> None:
    shown = world.staff("Bu Ratna", "mentor").say("ringkasan alumni")
    assert shown.text == ALL_OF_THEM
    assert shown.drawing is not None
    content, content_type, name = draw(shown.drawing, "id")
    assert (content_type, name, content[:4]) == ("image/png", "ringkasan-alumni.png", b"\x89PNG")


def test_of_one_cohort_what_nobody_told_is_said_to_be_missing(world: World) -> None:
    ratna = world.staff("Bu Ratna", "mentor")
    ratna.say("rekap alumni")
    text = ratna.press("24–35 bulan").text
    assert text.startswith(
        "Ringkasan alumni, 2 Maret 2026\nLulus 24–35 bulan lalu: 2 orang\n• punya usaha yang jalan: 1"
    )
    assert "uang masuk sebulan: belum ada yang melapor" in text
    assert "belum ada yang diserahkan" in text
    assert "Menurut waktu lulus" not in text
    assert "Semua alumni" in ratna.last.buttons


def test_nobody_else_is_told(world: World) -> None:
    with world.storage.transaction() as tx:
        assert not staff.DUTIES["alumni"] & {"announcer", "village_officer", "answerer"}
        assert staff.members(tx.session) == []
    assert "usaha yang jalan" not in world.staff("Bu Ina", "announcer").say("ringkasan alumni").text


def test_where_nobody_graduated_it_says_so(storage: Storage) -> None:
    assert "Belum ada alumni" in World(storage).staff("Bu Ratna", "admin").say("ringkasan alumni").text


def test_of_many_it_is_reckoned_beside_the_talk_and_tells_the_same(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcome_records, "PAGE", 5)
    ratna = world.staff("Bu Ratna", "admin")
    assert "dihitung dulu" in ratna.say("ringkasan alumni").text
    world.work()
    (shown,) = ratna.arrived()
    assert shown.text == ALL_OF_THEM
    assert "dihitung dulu" in ratna.press("6–11 bulan").text


def test_whoever_was_removed_meanwhile_hears_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcome_records, "PAGE", 5)
    world.staff("Bu Sri", "admin", address="guest-sri")
    ratna = world.staff("Bu Ratna", "mentor")
    ratna.say("ringkasan alumni")
    remove(world, "Bu Ratna")
    world.work()
    assert ratna.arrived() == []


def test_an_office_that_waits_longer_for_news_knows_more(storage: Storage) -> None:
    patient = World(storage, office=replace(Office(), mentoring=replace(Mentoring(), known_days=91)))
    with storage.transaction() as tx:
        live(tx.session)
    text = patient.staff("Bu Ratna", "admin").say("ringkasan alumni").text
    assert "punya usaha yang jalan: 6\n" in text
    assert "tidak ada kabar dalam 91 hari: 3\n" in text


def test_the_list_says_where_everybody_stands_and_tells_the_same_figures(world: World) -> None:
    ratna = world.staff("Bu Ratna", "admin")
    ratna.say("ringkasan alumni")
    shown = ratna.press("Ekspor alumni")
    assert "12 alumni, tanpa NIK" in shown.text
    assert "terhapus sendiri 60 menit" in shown.text
    book = workbook(world, shown)
    rows = {row[1]: row[2:] for row in book["Alumni"].iter_rows(min_row=2, values_only=True)}
    day = {name: row[6].date() if row[6] else None for name, row in rows.items()}
    assert (rows["Ana"][4], day["Ana"]) == ("usaha jalan", date(2026, 2, 20))
    assert (rows["Gita"][4:6], day["Gita"]) == (("tidak menjalankan usaha", "mencari kerja"), date(2026, 2, 10))
    assert (rows["Eka"][4], day["Eka"]) == ("belum diketahui", date(2025, 12, 1))
    assert (rows[None][4], day[None], rows[None][7]) == ("belum diketahui", None, "Ditunda atas permintaannya")
    assert len(rows) == len(TWELVE)
    summary = list(book["Ringkasan"].iter_rows(values_only=True))
    assert summary[1] == ("semua", 1, 3, 5, 2, 1, 12)
    assert summary[2] == ("usaha jalan", 0, 2, 2, 1, 0, 5)
    # Of the two who graduated two years ago nobody told any sales: that is empty, and not nought.
    assert summary[6] == ("uang masuk sebulan, nilai tengah (Rp)", None, 5_200_000, 4_000_000, None, None, 4_600_000)
    assert [row[-1] for row in book["Menurut keterampilan"].iter_rows(min_row=2, values_only=True)] == [4, 3, 3, 2]
    assert trail(world) == [("alumni", "alumni, 12 baris")]


def test_whose_record_names_nobody_any_more_is_counted_and_not_named(world: World) -> None:
    with world.storage.transaction() as tx:
        indah = tx.session.scalars(select(Person).filter_by(full_name="Indah")).one()
        indah.full_name, indah.anonymised_at, indah.village = "", world.clock.now(), "64.01.05"
    ratna = world.staff("Bu Ratna", "admin")
    assert "Semua alumni: 12 orang" in ratna.say("ringkasan alumni").text
    book = workbook(world, ratna.press("Ekspor alumni"))
    notes = [row[-1] for row in book["Alumni"].iter_rows(min_row=2, values_only=True) if row[1] is None]
    assert notes == ["Sudah dianonimkan, hanya dihitung", "Ditunda atas permintaannya"]


def test_a_mentor_takes_no_list_along(world: World) -> None:
    ratna = world.staff("Bu Ratna", "mentor")
    assert "Ekspor alumni" not in ratna.say("ringkasan alumni").buttons
    (shown,) = ratna.send(button="outcomes|export")
    assert shown.text == ALL_OF_THEM
    assert trail(world) == []


def test_whoever_is_removed_before_it_is_sent_gets_no_file(world: World) -> None:
    world.staff("Bu Sri", "admin", address="guest-sri")
    ratna = world.staff("Bu Ratna", "admin")
    ratna.say("ringkasan alumni")
    shown = ratna.press("Ekspor alumni")
    remove(world, "Bu Ratna")
    assert enclosed(world, shown).picture is None


def test_a_list_that_is_too_long_for_a_chat_is_made_at_the_office(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcomes, "MOST", 11)
    ratna = world.staff("Bu Ratna", "admin")
    ratna.say("ringkasan alumni")
    shown = ratna.press("Ekspor alumni")
    assert "tuntas export alumni" in shown.text
    assert (shown.drawing, trail(world)) == (None, [])


def enclosed(world: World, shown: Shown) -> Outgoing:
    """The message with what goes with it, as it is sent."""
    assert shown.drawing is not None
    with ThreadPoolExecutor(1) as executor:
        enclosing = Enclosing(world.storage, executor, world.office, world.clock)
        message = Outgoing(1, "guest", shown.text)
        return asyncio.run(enclosing.enclose(message, shown.drawing, LocalChannel.abilities))


def workbook(world: World, shown: Shown) -> Workbook:
    picture = enclosed(world, shown).picture
    assert picture is not None
    assert picture.name == "alumni-2026-03-02.xlsx"
    return load_workbook(io.BytesIO(picture.content))


def remove(world: World, name: str) -> None:
    with world.storage.transaction() as tx:
        member = next(member for member in staff.members(tx.session) if member.name == name)
        staff.remove(tx.session, member.id, by=None, now=world.clock.now())


def trail(world: World) -> list[tuple[str, str | None]]:
    with world.storage.transaction() as tx:
        lines = tx.session.scalars(select(AuditEntry).filter_by(action="exported"))
        return [(line.subject, line.why) for line in lines]
