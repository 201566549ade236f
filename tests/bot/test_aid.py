"""Start-up aid as people and staff meet it: reminders, races, old buttons, bad input, pauses, and what stays."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from programme import erasure, rights
from storage.database import Storage
from storage.tables import Aid, AuditEntry, Media, Person
from tests.tester import Tester, World

A_FORTNIGHT = timedelta(days=14)
PROPOSAL = ("ajukan bantuan usaha", "alat bengkel", "Masih pinjam.", "kompresor 2jt", "selesai", "kirim")


@pytest.fixture
def world(storage: Storage) -> World:
    world = World(storage)
    world.open_intake()
    world.applicant("Ani Lestari", "lulus", address="guest-ani")
    return world


@pytest.fixture
def ani(world: World) -> Tester:
    return world.person("guest-ani")


@pytest.fixture
def ratna(world: World) -> Tester:
    return world.staff("Bu Ratna", "admin")


def press(person: Tester, *answers: str) -> str:
    person.arrived()
    for answer in answers:
        person.answer(answer) if person.shown else person.say(answer)
    return person.last.text


def step(member: Tester, state: str, *answers: str) -> str:
    member.arrived()
    return press(member, "stimulan", f"{state} (1)", "1", *answers)


def brought(world: World, ani: Tester, ratna: Tester, state: str) -> None:
    """Aid proposed from her chat, brought there by the only administrator."""
    press(ani, *PROPOSAL)
    steps = {
        "diverifikasi": ("Diajukan", "Sudah diperiksa", "Lewati", "Ya, catat"),
        "disetujui": ("Diverifikasi", "Setujui", "Lewati", "Ya, catat"),
        "diserahkan": ("Disetujui", "Diserahkan", "Hari ini", "BAST/1/2026", "Lewati", "Ya, catat"),
    }
    for to, answers in steps.items():
        if the_aid(world).state != state:
            step(ratna, *answers)
            assert the_aid(world).state == to
    for person in (ani, ratna):
        person.arrived()


def the_aid(world: World) -> Aid:
    with world.storage.transaction() as tx:
        aid = tx.session.scalars(select(Aid).order_by(Aid.id.desc())).first()
        assert aid is not None
        tx.session.expunge_all()
        return aid


def pass_days(world: World, days: timedelta = A_FORTNIGHT) -> None:
    """Until the middle of that day, minute by minute as it were."""
    world.clock.move(days)
    for _ in range(5):
        world.clock.move(timedelta(hours=1))
        world.tick()


def told(person: Tester, words: str) -> list[str]:
    return [shown.text for shown in person.arrived() if words in shown.text]


def test_staff_are_reminded_of_what_they_hold_up_every_fortnight_and_once(
    world: World, ani: Tester, ratna: Tester
) -> None:
    brought(world, ani, ratna, "diajukan")
    for _ in range(2):
        pass_days(world)
        (said,) = told(ratna, "Bantuan stimulan yang menunggu: 1")
        assert "BST-2026-0001, Ani Lestari: Diajukan sejak 2 Maret 2026" in said
        assert told(ani, "nota") == []


def test_its_person_is_reminded_of_receipts_and_not_after_stop_but_hears_news(
    world: World, ani: Tester, ratna: Tester
) -> None:
    brought(world, ani, ratna, "diserahkan")
    pass_days(world)
    (said,) = told(ani, "masih kami tunggu")
    assert "BST-2026-0001" in said
    assert told(ratna, "menunggu: 1") == []
    ani.say("stop")
    pass_days(world)
    assert told(ani, "masih kami tunggu") == []
    (said,) = told(ratna, "Bantuan stimulan yang menunggu: 1")
    assert "tolong ditelepon (0812 0000 0001)" in said
    step(ratna, "Diserahkan", "Terima notanya", "Lewati", "Ya, catat")
    assert told(ani, "sudah lengkap dan diterima")


def test_once_the_receipts_add_up_staff_are_reminded_to_look(world: World, ani: Tester, ratna: Tester) -> None:
    brought(world, ani, ratna, "diserahkan")
    ani.say("kirim nota")
    ani.photo()
    press(ani, "1,5jt", "tidak")
    pass_days(world)
    (said,) = told(ani, "masih kami tunggu")
    assert "Rp1.500.000 dari Rp2.000.000" in said
    ani.say("kirim nota")
    ani.photo()
    press(ani, "500rb", "tidak")
    ratna.arrived()
    pass_days(world)
    assert told(ani, "masih kami tunggu") == []
    (said,) = told(ratna, "menunggu: 1")
    assert "notanya sudah masuk" in said


def test_nobody_is_reminded_at_night_or_on_a_sunday(world: World, ani: Tester, ratna: Tester) -> None:
    brought(world, ani, ratna, "diserahkan")
    world.clock.move(timedelta(days=27, hours=14))  # a Sunday, 23.00, and no feast
    world.tick()
    assert told(ani, "masih kami tunggu") == []
    world.clock.move(timedelta(hours=10, minutes=59))  # Monday, 9.59
    world.tick()
    assert told(ani, "masih kami tunggu") == []
    world.clock.move(timedelta(minutes=5))
    for _ in range(2):
        world.tick()
    assert len(told(ani, "masih kami tunggu")) == 1


def test_days_without_the_service_bring_one_reminder(world: World, ani: Tester, ratna: Tester) -> None:
    brought(world, ani, ratna, "diserahkan")
    pass_days(world, timedelta(days=100))
    assert len(told(ani, "masih kami tunggu")) == 1


def test_while_the_record_is_only_kept_its_clock_stands(world: World, ani: Tester, ratna: Tester) -> None:
    brought(world, ani, ratna, "diserahkan")
    contact_id = the_aid(world).contact_id
    assert contact_id is not None
    world.clock.move(timedelta(days=4))
    with world.storage.transaction() as tx:
        rights.restrict(
            tx.session, tx.session.scalars(select(Person)).one(), contact_id=contact_id, at=world.clock.now()
        )
    pass_days(world, timedelta(days=30))
    assert told(ani, "masih kami tunggu") == []
    assert "ditunda" in step(ratna, "Diserahkan")
    assert "Terima notanya" not in ratna.last.buttons
    with world.storage.transaction() as tx:
        rights.lift(tx.session, tx.session.scalars(select(Person)).one(), contact_id=contact_id, at=world.clock.now())
    pass_days(world, timedelta(days=5))
    assert told(ani, "masih kami tunggu") == []
    for _ in range(8):
        pass_days(world, timedelta(hours=19))
    assert len(told(ani, "masih kami tunggu")) == 1


def test_two_members_press_the_same_and_the_second_is_told(world: World, ani: Tester, ratna: Tester) -> None:
    hasan = world.staff("Pak Hasan", "verifier", address="guest-hasan")
    brought(world, ani, ratna, "diajukan")
    for member in (ratna, hasan):
        step(member, "Diajukan", "Sudah diperiksa", "Lewati")
    assert "sekarang: Diverifikasi" in press(ratna, "Ya, catat")
    assert "Petugas lain lebih dulu" in press(hasan, "Ya, catat")
    assert [event.state for event in the_aid(world).history] == ["diajukan", "diverifikasi"]
    assert len(told(ani, "sudah diperiksa")) == 1


def test_whoever_proposed_leaves_the_approval_to_another(world: World, ratna: Tester) -> None:
    hasan = world.staff("Pak Hasan", "admin", address="guest-hasan")
    said = press(ratna, "stimulan", "Ajukan untuk alumni", "ani", "Ani Lestari, Tata boga", *PROPOSAL[1:])
    assert "BST-2026-0001" in said
    assert "petugas lain yang menyetujuinya" in step(
        ratna, "Diajukan", "Sudah diperiksa", "Lewati", "Ya, catat"
    ) + step(ratna, "Diverifikasi")
    assert "Setujui" not in ratna.last.buttons
    assert "sekarang: Disetujui" in step(hasan, "Diverifikasi", "Setujui", "Lewati", "Ya, catat")


def test_who_was_removed_in_the_middle_changes_nothing(world: World, ani: Tester, ratna: Tester) -> None:
    brought(world, ani, ratna, "diajukan")
    dewi = world.staff("Bu Dewi", "mentor", address="guest-dewi")
    step(dewi, "Diajukan", "Sudah diperiksa", "Lewati")
    card = next(shown for shown in reversed(dewi.shown) if "Sudah diperiksa" in shown.buttons)
    with world.storage.transaction() as tx:
        tx.connection.exec_driver_sql("UPDATE staff SET removed_at = '2026-03-02 01:00:00' WHERE name = 'Bu Dewi'")
    press(dewi, "Ya, catat")
    dewi.send(button=card.buttons["Sudah diperiksa"])
    assert the_aid(world).state == "diajukan"


def test_old_and_broken_buttons_show_how_things_are(world: World, ani: Tester, ratna: Tester) -> None:
    brought(world, ani, ratna, "diverifikasi")
    for payload in ("aid_card:1.1|diverifikasi", "aid_card:1.1|selesai", "aid_card:1|disetujui", "aid_card:1.x|fly"):
        assert "sudah berubah" in ratna.send(button=payload)[0].text
    for payload in ("aid_card:99|open", "aid_papers:x|bast", "aids_in:nowhere.0|1x", "aids|fly", "aid_for|99"):
        assert "Bantuan stimulan" in ratna.send(button=payload)[0].text
    for payload in ("aid_own:99|cancel", "aid_which|x", "aid_back:99|yes"):
        assert "sudah" in ani.send(button=payload)[0].text
    assert "tetap jalan" in ani.send(button="aid_back:1|yes")[0].text
    assert the_aid(world).state == "diverifikasi"


def test_somebody_elses_aid_looks_like_none(world: World, ani: Tester, ratna: Tester) -> None:
    brought(world, ani, ratna, "diajukan")
    stranger = world.person("guest-budi")
    stranger.say("halo")
    assert "BST" not in stranger.send(button="aid_own:1|cancel")[0].text
    assert "BST" not in stranger.say("bantuan usahaku").text
    assert the_aid(world).state == "diajukan"


def test_a_second_proposal_waits_for_the_first(world: World, ani: Tester, ratna: Tester) -> None:
    brought(world, ani, ratna, "diajukan")
    assert "BST-2026-0001 masih berjalan" in ani.say("ajukan bantuan usaha").text


def test_amounts_are_asked_again_until_they_are_one_amount(ani: Tester) -> None:
    press(ani, "ajukan bantuan usaha", "alat bengkel", "Masih pinjam.", "kompresor")
    for said in ("200-300rb", "mahal", "0", "-5jt", "5"):
        assert "berapa harga kompresor" in ani.say(said).text or "Maksudnya segini" in ani.last.text
    assert "Fotonya nanti" in ani.photo().text
    assert "Rp2.700.000" in ani.say("2jt700").text
    assert "Terlalu panjang" in ani.say("kompresor " * 30).text
    assert "Tulis nama barangnya" in ani.say("250.000").text
    assert "Jumlah semuanya: Rp2.700.000" in ani.say("selesai").text


def test_a_changed_thing_is_asked_its_price_anew(ani: Tester) -> None:
    press(ani, "ajukan bantuan usaha", "alat bengkel", "Masih pinjam.", "kompresor", "2jt", "selesai")
    assert "berapa harga dongkrak" in press(ani, "3", "dongkrak")
    ani.say("500rb")
    assert "Jumlah semuanya: Rp500.000" in ani.last.text


def test_a_photo_out_of_the_blue_begins_the_receipts(world: World, ani: Tester, ratna: Tester) -> None:
    brought(world, ani, ratna, "diserahkan")
    assert "Foto nota ke-1" in ani.photo().text
    ani.photo()
    assert "Rp250.000 dari Rp2.000.000" in press(ani, "250rb", "tidak")


def test_receipts_that_come_too_late_are_not_kept(world: World, ani: Tester, ratna: Tester) -> None:
    brought(world, ani, ratna, "diserahkan")
    ani.say("kirim nota")
    ani.photo()
    press(ani, "250rb")
    step(ratna, "Diserahkan", "Terima notanya", "Lewati", "Ya, catat")
    ani.arrived()
    assert "tidak ada bantuan yang menunggu nota" in ani.say("tidak").text
    assert the_aid(world).receipts == []


def test_a_step_back_says_what_is_wanted(world: World, ani: Tester, ratna: Tester) -> None:
    brought(world, ani, ratna, "diserahkan")
    step(ratna, "Diserahkan", "Terima notanya", "Lewati", "Ya, catat")
    step(ratna, "Dipertanggungjawabkan", "Nota perlu diperbaiki", "Nota kedua buram.", "Ya, catat")
    (said,) = told(ani, "masih perlu diperbaiki")
    assert "Alasannya: Nota kedua buram." in said
    assert "Foto nota ke-1" in ani.press("Kirim nota").text


def test_where_papers_go_to_the_office_staff_write_the_receipts_down(world: World, ani: Tester, ratna: Tester) -> None:
    world.office = replace(world.office, documents_by_chat=False)
    press(ani, *PROPOSAL)
    step(ratna, "Diajukan", "Sudah diperiksa", "Lewati", "Ya, catat")
    step(ratna, "Diverifikasi", "Setujui", "Lewati", "Ya, catat")
    step(ratna, "Disetujui", "Diserahkan", "Hari ini", "BAST/1/2026", "Ya, catat")
    assert told(ani, "bawa nota belanjanya ke kantor")
    assert "kantor" in ani.say("kirim nota").text
    assert "1 nota" in step(ratna, "Diserahkan", "Catat nota", "Lewati", "2jt", "tidak")
    assert [(one.amount, one.staff_id) for one in the_aid(world).receipts] == [(2_000_000, 1)]


def test_papers_are_opened_where_the_office_allows_it_and_each_is_in_the_trail(
    world: World, ani: Tester, ratna: Tester
) -> None:
    brought(world, ani, ratna, "diserahkan")
    ani.photo()
    ani.photo()
    press(ani, "250rb", "tidak")
    step(ratna, "Diserahkan", "Lihat berkasnya", "Nota 1: Rp250.000")
    assert ratna.last.file is not None
    with world.storage.transaction() as tx:
        (opened,) = tx.session.scalars(select(AuditEntry).filter_by(action="document_opened"))
        assert (opened.subject, opened.why) == ("receipt", "BST-2026-0001")
        for media in tx.session.scalars(select(Media)):
            media.state = "lost"
    press(ratna, "Nota 1: Rp250.000")
    assert "tidak ada lagi" in ratna.last.text
    far = world.staff("Pak Hasan", "verifier", address="telegram:hasan")
    step(far, "Diserahkan", "Lihat berkasnya", "Nota 1: Rp250.000")
    assert "komputer kantor" in far.last.text
    assert far.last.file is None


def test_who_has_no_chat_is_named_with_the_number_to_call(world: World, ani: Tester, ratna: Tester) -> None:
    brought(world, ani, ratna, "diajukan")
    with world.storage.transaction() as tx:
        tx.connection.exec_driver_sql("DELETE FROM acting")
    said = step(ratna, "Diajukan", "Sudah diperiksa", "Lewati", "Ya, catat")
    assert "tolong ditelepon: 0812 0000 0001" in said


def test_aid_that_was_handed_over_stays_without_a_name(world: World, ani: Tester, ratna: Tester) -> None:
    brought(world, ani, ratna, "diserahkan")
    with world.storage.transaction() as tx:
        person = tx.session.scalars(select(Person)).one()
        erasure.erase_person(tx.session, person.id, by="person", contact_id=None, why="asked", at=world.clock.now())
    kept = the_aid(world)
    assert (kept.number, kept.total, kept.bast_number) == ("BST-2026-0001", 2_000_000, "BAST/1/2026")
    assert (kept.contact_id, kept.remind_at, kept.person.full_name) == (None, None, "")
    assert "Belum ada bantuan stimulan" in ratna.say("stimulan").text
    pass_days(world)
    assert told(ani, "nota") == []
