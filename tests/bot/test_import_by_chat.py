"""Staff send a list to the bot: which one, what is wrong in it, and only then does it count. Nobody else may."""

import itertools
from typing import Any

import pytest

from bot.channels.channel import MediaIn
from bot.duties.jobs import Work
from handlers.reply import Stored
from programme import jobs
from storage import messages
from storage.database import Storage
from storage.tables import Application, Import, ImportRow, Media
from tests.programme.registers.lists import workbook
from tests.tester import Tester, World

HEADER = ["Nama", "NIK", "TTL", "L/P", "Desa", "Kecamatan", "Desil", "Pilihan"]
BUDI = ["Budi Karangan", "6401041205079001", "Kuaro, 12-05-2007", "L", "Tapis", "Tanah Grogot", 2, "barista"]
SPOILT = ["Siti Contoh", 6401045305089000, "13-05-2008", "P", "Lolo", "Kuaro", 3, "tata rias"]


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest) -> World:
    storage: Storage = request.getfixturevalue(f"{request.param}_storage")
    world = World(storage)
    world.open_intake()
    return world


@pytest.fixture
def ratna(world: World) -> Tester:
    return world.staff("Bu Ratna", "verifier")


def count(world: World, table: type[Any], **where: object) -> int:
    with world.storage.transaction() as tx:
        return tx.session.query(table).filter_by(**where).count()


def test_a_register_is_read_told_and_taken(world: World, ratna: Tester) -> None:
    assert (
        ratna.document(workbook(["DAFTAR"], HEADER, BUDI, SPOILT)).text
        == "Terima kasih, filenya sampai. Ini daftar apa?"
    )
    assert ratna.press("DTSEN / DTKS").text.startswith("Sedang dibaca.")
    world.work()
    (report,) = ratna.arrived()
    assert '"Data" (dari 1 lembar)' in report.text
    assert "2 baris. Bisa dipakai: 2 (1 di antaranya ada isi yang diragukan). Dilewati: 0." in report.text
    assert "Baris 4, NIK: digit terakhir sudah hilang" in report.text
    assert isinstance(report.file, Stored)
    assert count(world, Import, state="checked") == 1
    assert ratna.press("Pakai").text.startswith("Sudah dipakai: 2 baris.")
    assert count(world, Import, state="applied") == 1
    assert "Tidak ada yang berubah" in ratna.press("Pakai").text


def test_applicants_are_registered_in_the_name_of_whoever_sent_them(world: World, ratna: Tester) -> None:
    ratna.document(workbook(HEADER, BUDI))
    ratna.press("Pendaftar")
    world.work()
    (report,) = ratna.arrived()
    assert report.file is None
    assert ratna.press("Pakai").text.startswith("Sedang didaftarkan: 1 orang.")
    world.work()
    assert ratna.arrived()[0].text.startswith("Selesai: 1 orang terdaftar")
    assert count(world, Application, registered_by=1) == 1


def test_a_list_that_is_cancelled_changes_nothing(world: World, ratna: Tester) -> None:
    ratna.document(workbook(HEADER, BUDI))
    ratna.press("Anak tidak sekolah")
    world.work()
    ratna.arrived()
    assert ratna.press("Batal").text == "Oke, daftarnya tidak dipakai."
    assert "sudah dibatalkan" in ratna.press("Pakai").text
    assert count(world, Import, state="cancelled") == 1


def test_a_file_that_is_no_list_is_one_sentence(world: World, ratna: Tester) -> None:
    ratna.document(b"halo, kak\nini, bukan daftar\n")
    ratna.press("DTSEN / DTKS")
    world.work()
    assert ratna.arrived()[0].text.startswith("Judul kolomnya tidak ketemu")
    assert count(world, ImportRow) == 0
    (refused,) = ratna.send(media=MediaIn("document", problem="wrong_type"))
    assert refused.text.startswith("File itu bukan Excel atau CSV.")


def test_the_same_file_counts_once(world: World, ratna: Tester) -> None:
    data = workbook(HEADER, BUDI)
    for _ in range(2):
        ratna.document(data)
        ratna.press("DTSEN / DTKS")
        world.work()
        ratna.arrived()
        if "Pakai" in ratna.last.buttons:
            ratna.press("Pakai")
    assert "Tidak ada yang berubah" in ratna.last.text


def test_nobody_else_may_send_a_list(world: World) -> None:
    ani = world.person("guest-ani")
    ani.say("halo")
    assert "Ini daftar apa?" not in ani.document(workbook(HEADER, BUDI)).text
    hasan = world.staff("Pak Hasan", "announcer", address="guest-hasan")
    assert "Ini daftar apa?" not in hasan.document(workbook(HEADER, BUDI)).text
    assert count(world, Media, address="guest-ani") == count(world, Media, address="guest-hasan") == 0


def test_who_was_removed_meanwhile_hears_nothing(world: World, ratna: Tester) -> None:
    ratna.document(workbook(HEADER, BUDI))
    ratna.press("DTSEN / DTKS")
    with world.storage.transaction() as tx:
        tx.connection.exec_driver_sql("DELETE FROM staff_roles")
    world.work()
    assert ratna.arrived() == []
    assert count(world, Import) == 0


def test_a_list_that_is_still_being_fetched_is_waited_for(world: World, ratna: Tester) -> None:
    media = MediaIn("document", content_type="application/octet-stream", reference="file-1", fetch_within=3600)
    (shown,) = ratna.send(media=media)
    assert "Ini daftar apa?" in shown.text
    ratna.press("DTSEN / DTKS")
    world.work()
    assert ratna.arrived() == []
    with world.storage.transaction() as tx:
        media_id = tx.session.query(Media).filter_by(state="waiting").one().id
        assert messages.lose_media(tx, media_id)
    with world.storage.transaction() as tx:
        jobs.release(tx.session, world.clock.now())
    world.work()
    assert ratna.arrived()[0].text.startswith("Filenya tidak bisa diambil.")


@pytest.mark.parametrize("kind", ["DTSEN / DTKS", "Pendaftar"])
def test_killed_after_any_step_it_goes_on_and_nothing_counts_twice(
    world: World, ratna: Tester, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.importing.CHUNK", 1)
    monkeypatch.setattr("bot.importing.REGISTERED_AT_ONCE", 1)
    ratna.document(workbook(HEADER, BUDI, ["Ani Contoh", *BUDI[1:]], SPOILT))
    ratna.press(kind)
    kills = work_killed_at_every_step(world)
    (report,) = ratna.arrived()
    assert "3 baris. Bisa dipakai: 2" in report.text
    ratna.press("Pakai")
    kills += work_killed_at_every_step(world)
    assert kills >= 8
    assert count(world, ImportRow) == 3
    assert count(world, Application) == (2 if kind == "Pendaftar" else 0)


def work_killed_at_every_step(world: World) -> int:
    """Kill the service before its first step, then before its second, and so on until it comes through."""
    for survived in itertools.count():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Work, "step", killed_after(survived))
            try:
                world.work()
            except KeyboardInterrupt:
                with world.storage.transaction() as tx:
                    tx.connection.exec_driver_sql("UPDATE jobs SET attempts = 0")
                    jobs.release(tx.session, world.clock.now())
            else:
                return survived
    raise AssertionError


def killed_after(steps: int) -> Any:
    left = iter(range(steps))
    whole = Work.step

    def step(self: Work, *args: Any) -> Any:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return whole(self, *args)

    return step
