"""The rights in chat: what the file holds and what it hides, whose it is, and what happens between two messages."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from handlers.documents.drawings import draw
from programme import audit, office_questions, rights
from storage.database import Storage
from storage.tables import Application, DataRequest, Person, Reminder
from tests.programme.people import bring
from tests.tester import ADULT_ANSWERS, Shown, Tester, World, register

NIK = "6401011708079001"
#: A second person of the same contact: another name and NIK, and a phone of their own.
SIBLING = {
    "Budi Karangan": "Rina Karangan",
    NIK: "6401016009060002",
    "17-08-2007": "20-09-2006",
    "Laki-laki": "Perempuan",
}


@pytest.fixture
def world(sqlite_storage: Storage) -> World:
    world = World(sqlite_storage)
    world.open_intake()
    return world


@pytest.fixture
def budi(world: World) -> Tester:
    person = world.person("guest-budi")
    register(person)
    return person


@dataclass
class Parent:
    """Somebody who registered two."""

    phone: Tester
    numbers: dict[str, str]


@pytest.fixture
def parent(world: World) -> Parent:
    phone = world.person("guest-parent")
    as_parent = {"Saya sendiri": "Anak saya"}
    for changes in (as_parent, {**as_parent, **SIBLING}):
        register(phone, tuple(changes.get(answer, answer) for answer in ADULT_ANSWERS))
    with world.storage.transaction() as tx:
        kept = tx.session.query(Application)
        return Parent(phone, {one.person.full_name: one.number for one in kept})


def file_of(shown: Shown, language: str = "id") -> str:
    assert shown.drawing is not None
    content, content_type, name = draw(shown.drawing, language)
    assert (content_type, name) == ("text/plain", "data-saya.txt")
    return content.decode()


def person(world: World, name: str) -> Any:
    with world.storage.transaction() as tx:
        return tx.session.query(Person).filter_by(full_name=name).one()


def correct(phone: Tester, name: str, *answers: str) -> Shown:
    phone.say("ubah data")
    for answer in (name, *answers):
        phone.answer(answer)
    return phone.last


# What the file holds.


def test_the_file_holds_every_answer_and_where_everything_stands(budi: Tester) -> None:
    budi.say("tanya petugas")
    budi.say("Kapan mulai, Kak?")
    text = file_of(budi.say("data saya"))
    for held in (
        "Nama: Budi Karangan",
        "Tanggal lahir: 17 Agustus 2007",
        "Desa/kelurahan: Tanah Grogot (Kec. Tanah Grogot)",
        "HP: 0812 0000 9001",
        "Bantuan keluarga: PKH",
        "Asrama: Bersedia",
        "2 Maret 2026 pukul 09.00: Berkas belum lengkap",
        "Kartu Keluarga: menyusul lewat chat",
        "pengingat, Ya (pemberitahuan versi ",
        "pengumuman, Tidak (pemberitahuan versi ",
        "Kapan mulai, Kak?",
        "melihat data, selesai 2 Maret 2026 pukul 09.00",
    ):
        assert held in text, held


def test_the_file_tells_who_changed_what_and_when(world: World, budi: Tester) -> None:
    world.clock.move(timedelta(days=1))
    correct(budi, "nama", "Budi Santoso", "Ya, simpan")
    text = file_of(budi.say("data saya"))
    assert "3 Maret 2026 pukul 09.00, pendaftar: mengubah Nama, dari Budi Karangan menjadi Budi Santoso" in text
    assert "3 Maret 2026 pukul 09.00, pendaftar: meminta salinan data" in file_of(budi.say("data saya"))


def test_the_nik_is_written_in_full_neither_in_the_chat_nor_in_the_file(budi: Tester) -> None:
    correct(budi, "nik", "6401011708079002", "Ya, simpan")
    shown = budi.say("data saya")
    for said in (shown.text, file_of(shown), file_of(shown, "en")):
        assert "6401********9002" in said
        assert not re.search(r"\d{16}", said)
    assert "dari 6401********9001 menjadi 6401********9002" in file_of(shown)


def test_an_unfinished_form_is_data_as_well(world: World) -> None:
    ani = world.person("guest-ani")
    ani.say("halo")
    for answer in ADULT_ANSWERS[:12]:
        ani.answer(answer)
    text = file_of(ani.say("data saya"))
    assert "Formulir yang belum selesai: 10 jawaban" in text
    assert "Nama: Budi Karangan" in text
    assert "NIK: 6401********9001" in text
    assert "Lanjutkan formulir" in ani.last.buttons


def test_a_line_of_the_trail_that_has_no_words_of_its_own_is_still_shown(world: World, budi: Tester) -> None:
    kept = person(world, "Budi Karangan")
    with world.storage.transaction() as tx:
        audit.record(tx.session, by="staff", action="looked", at=world.clock.now(), person_id=kept.id, after={"a": 1})
    assert "petugas: looked (1)" in file_of(budi.say("data saya"))


def test_what_travels_to_the_channel_is_sealed(world: World, budi: Tester) -> None:
    budi.send(text="data saya")
    with world.storage.transaction() as tx:
        for (content,) in tx.connection.exec_driver_sql("SELECT content FROM outbox WHERE content IS NOT NULL"):
            assert b"Karangan" not in bytes(content)


def test_the_copy_of_one_child_holds_nothing_of_the_other(parent: Parent) -> None:
    parent.phone.say("data saya")
    text = file_of(parent.phone.press("Rina Karangan"))
    assert "Rina Karangan" in text
    assert "Budi" not in text


# Whose it is.


@pytest.mark.parametrize("place", ["data", "erase", "erase_sure", "pause", "lift", "withdraw", "withdraw_sure"])
def test_a_button_with_somebody_elses_number_does_nothing(world: World, budi: Tester, place: str) -> None:
    stranger = world.person("guest-stranger")
    stranger.say("halo")
    number = "PSR-2026-0001"
    button = f"{place}:{number}|yes" if place.endswith("sure") else f"{place}|{number}"
    (shown,) = stranger.send(button=button)
    assert shown.text.startswith("Tombol itu sudah tidak berlaku")
    assert "Budi" not in shown.text
    assert person(world, "Budi Karangan").restricted_at is None


def test_one_child_is_corrected_and_the_other_is_not(world: World, parent: Parent) -> None:
    correct(parent.phone, "Rina Karangan", "desa", "Lolo", "Ya, simpan")
    assert person(world, "Rina Karangan").village != person(world, "Budi Karangan").village
    rina = person(world, "Rina Karangan")
    with world.storage.transaction() as tx:
        (step,) = audit.trail(tx.session, rina.id)
        assert (step.by, step.subject) == ("guardian", "village")


def test_both_children_are_erased_with_one_yes(world: World, parent: Parent) -> None:
    parent.phone.say("hapus data saya")
    shown = parent.phone.say("semua")
    assert "Rina Karangan, Budi Karangan" in shown.text
    parent.phone.say("ya")
    with world.storage.transaction() as tx:
        assert tx.session.query(Person).count() == 0
        assert {one.right for one in tx.session.query(DataRequest) if one.done_at} == {"erasure"}


def test_a_sibling_is_still_there_after_one_was_erased(world: World, parent: Parent) -> None:
    parent.phone.say("hapus data saya")
    parent.phone.press("Rina Karangan")
    parent.phone.say("ya")
    assert parent.phone.say("status").text.startswith("Budi Karangan")


# Between two messages.


def test_a_correction_goes_on_after_a_restart(world: World, budi: Tester) -> None:
    budi.say("ubah data")
    budi.say("desa")
    world.storage.close()
    budi.say("Kuaro")
    world.storage.close()
    budi.press("Lolo")
    world.storage.close()
    budi.press("Ya, simpan")
    assert person(world, "Budi Karangan").village.startswith("64.01.")
    assert "Lolo" in correct(budi, "desa").text


def test_what_was_changed_meanwhile_is_shown_again_before_anything_is_saved(world: World, budi: Tester) -> None:
    correct(budi, "nama", "Budi Santoso")
    with world.storage.transaction() as tx:
        tx.session.query(Person).one().full_name = "Budi K."
    shown = budi.press("Ya, simpan")
    assert "Budi K. → Budi Santoso" in shown.text
    budi.press("Ya, simpan")
    assert person(world, "Budi Santoso").full_name == "Budi Santoso"


def test_what_was_decided_meanwhile_is_left_to_staff_with_a_clock(world: World, budi: Tester) -> None:
    correct(budi, "nama", "Budi Santoso")
    with world.storage.transaction() as tx:
        bring(tx.session.query(Application).one(), "diusulkan", world.clock.now())
    assert "paling lambat 5 Maret 2026 pukul 09.00" in budi.press("Ya, simpan").text
    with world.storage.transaction() as tx:
        (request,) = rights.open_requests(tx.session)
        assert (request.right, request.due_at - request.asked_at) == ("correction", timedelta(hours=72))
        wanted = rights.wanted(tx.session, request.id)
        assert wanted is not None
        assert "PSR-2026-0001" in wanted["words"]
        assert "Budi Karangan → Budi Santoso" in wanted["words"]
    assert person(world, "Budi Karangan")


def test_an_open_form_is_finished_before_a_correction_begins(budi: Tester) -> None:
    budi.say("daftar")
    assert budi.say("ubah data").text.startswith("Kita selesaikan formulir ini dulu")


def test_erasing_needs_no_finished_form_and_an_old_yes_does_nothing(world: World, budi: Tester) -> None:
    budi.say("hapus data saya")
    asked = budi.last
    budi.say("daftar")
    (shown,) = budi.send(button=asked.buttons["Ya, hapus semua"])
    assert shown.text.startswith("Tombol itu sudah tidak berlaku")
    budi.say("hapus data saya")
    assert budi.press("Ya, hapus semua").text.startswith("Sudah, datanya kami hapus")
    with world.storage.transaction() as tx:
        assert tx.session.query(Person).count() == 0


def test_a_correction_that_was_open_is_gone_with_the_person(budi: Tester) -> None:
    correct(budi, "nama")
    budi.say("hapus data saya")
    budi.press("Ya, hapus semua")
    assert "Daftar pelatihan" in budi.last.buttons
    assert budi.say("Budi Santoso").text.startswith("Maaf Kak, aku belum paham")


def test_pausing_twice_keeps_the_first_day(world: World, budi: Tester) -> None:
    budi.say("privasi")
    shown = budi.last
    budi.press("Tunda pemakaian data")
    since = person(world, "Budi Karangan").restricted_at
    world.clock.move(timedelta(days=2))
    budi.send(button=shown.buttons["Tunda pemakaian data"])
    assert person(world, "Budi Karangan").restricted_at == since


def test_who_is_with_the_province_withdraws_together_with_the_office(world: World, budi: Tester) -> None:
    with world.storage.transaction() as tx:
        bring(tx.session.query(Application).one(), "diusulkan", world.clock.now())
    budi.say("mundur")
    assert "kami sampaikan ke petugas" in budi.press("Batal ikut").text
    with world.storage.transaction() as tx:
        assert tx.session.query(Application).one().state == "diusulkan"
        assert "PSR-2026-0001" in office_questions.open_questions(tx.session)[0].text


# A child whose guardian has not agreed: only the minimum is on record.

CHILD_ANSWERS = (
    *ADULT_ANSWERS[:7],
    "17-08-2010",
    "Kuaro",
    "Lolo",
    "Siti Aminah",
    "081200009002",
    "081200009001",
    "Perbengkelan",
    "Barista",
)


@pytest.fixture
def child(world: World) -> Tester:
    phone = world.person("guest-child")
    register(phone, CHILD_ANSWERS)
    return phone


def test_of_a_child_only_what_was_asked_can_be_corrected(child: Tester) -> None:
    assert list(child.say("ubah data").buttons) == [
        "Data diri",
        "Orang tua/wali",
        "NIK, HP, alamat",
        "Pilihan pelatihan",
    ]
    assert list(child.press("NIK, HP, alamat").buttons) == ["HP"]
    assert "nik" not in child.say("nik").text.lower().split()


def test_a_child_that_turns_out_to_be_of_age_fills_in_the_rest_under_its_number(world: World, child: Tester) -> None:
    shown = correct(child, "tanggal lahir", "17-08-2007", "Laki-laki", "Ya, simpan")
    assert "tidak diperlukan lagi" in shown.text
    child.press("Lengkapi sekarang")
    child.answer("Lengkapi Budi Karangan")
    assert "NIK" in child.last.text
    kept = person(world, "Budi Karangan")
    assert (kept.sex, kept.guardian_name, kept.guardian_phone) == ("male", None, None)


def test_a_slip_that_made_a_child_gives_the_guardian_a_code_and_a_reminder(world: World, budi: Tester) -> None:
    shown = correct(
        budi, "tanggal lahir", "17-08-2010", "Siti Aminah", "081200009002", "Dua-duanya benar", "Ya, simpan"
    )
    assert re.search(r"IZIN \w{3}-\w{3}-\w{3}", shown.text)
    with world.storage.transaction() as tx:
        planned = {reminder.about.partition(":")[0] for reminder in tx.session.query(Reminder)}
        assert "guardian" in planned


def test_a_chat_that_registered_nobody_is_erased_with_its_form_and_its_questions(world: World) -> None:
    ani = world.person("guest-ani")
    ani.say("tanya petugas")
    ani.say("Bisa bawa motor?")
    ani.say("daftar")
    ani.say("hapus data saya")
    ani.press("Ya, hapus semua")
    assert "Daftar pelatihan" in ani.last.buttons
    with world.storage.transaction() as tx:
        assert office_questions.open_questions(tx.session) == []
    assert "Formulir yang belum selesai" not in file_of(ani.say("data saya"))
