"""Selecting in the chat: page by page, one step after another, and never a step twice."""

import io
import re
from datetime import date

import pytest
from pypdf import PdfReader

from handlers.documents.drawings import draw
from programme import seating
from programme.office import Office, Selecting
from storage.database import Storage
from storage.tables import AuditEntry, Intake
from tests.tester import Tester, World

ALONE = Office(selecting=Selecting(province=False))


def world(storage: Storage, count: int, office: Office | None = None) -> World:
    world = World(storage, office=office or Office())
    world.open_intake()
    for number in range(count):
        born = date(2006 + number // 12, 1 + number % 12, 15)
        world.applicant(f"Calon {'ABCDEFGHIJKLM'[number]}", address=f"guest-{number}", birth_date=born)
    return world


def press(person: Tester, *labels: str) -> str:
    for label in labels:
        person.answer(label)
    return person.last.text


def test_twelve_applicants_stand_on_two_pages(storage: Storage) -> None:
    ratna = world(storage, 12).staff("Bu Ratna", "admin")
    first = ratna.say("seleksi")
    assert "Halaman 1 dari 2" in first.text
    assert "10. " in first.text
    assert "11. " not in first.text
    second = ratna.press("Halaman berikutnya")
    assert "12. " in second.text
    assert "Halaman berikutnya" not in second.buttons
    ratna.press("Lihat satu orang")
    assert "urutan 12" in ratna.say("2").text
    assert "Halaman 2 dari 2" in ratna.press("Kembali ke daftar").text


def test_where_the_province_is_not_asked_the_decree_follows_at_once(storage: Storage) -> None:
    here = world(storage, 5, ALONE)
    ratna = here.staff("Bu Ratna", "admin")
    press(ratna, "seleksi", "Kunci daftar", "Ya, lanjutkan")
    assert "Usulkan ke provinsi" not in ratna.last.buttons
    said = press(ratna, "Tetapkan dengan SK", "5/2026", "Hari ini", "Ya", "Ya, lanjutkan")
    assert "Yang dikabari: 5 orang" in said
    assert "terpilih ikut pelatihan" in here.person("guest-0").arrived()[-1].text
    assert "daftar cadangan" in here.person("guest-4").arrived()[-1].text


def test_two_members_confirm_one_wins_and_the_other_is_told(storage: Storage) -> None:
    here = world(storage, 3)
    ratna, hasan = here.staff("Bu Ratna", "admin"), here.staff("Pak Hasan", "admin", address="guest-hasan")
    press(ratna, "seleksi", "Kunci daftar")
    press(hasan, "seleksi", "Kunci daftar")
    assert "Daftar sudah dikunci." in press(ratna, "Ya, lanjutkan")
    assert "sudah dikunci Bu Ratna" in press(hasan, "Ya, lanjutkan")


def test_two_members_write_the_same_letter_and_people_are_told_once(storage: Storage) -> None:
    here = world(storage, 2)
    ratna, hasan = here.staff("Bu Ratna", "admin"), here.staff("Pak Hasan", "admin", address="guest-hasan")
    press(ratna, "seleksi", "Kunci daftar", "Ya, lanjutkan", "Usulkan ke provinsi", "1/2026", "Hari ini")
    press(hasan, "seleksi", "Usulkan ke provinsi", "2/2026", "Hari ini", "Ya, lanjutkan")
    assert "sudah dikerjakan" in press(ratna, "Ya, lanjutkan")
    assert len(here.person("guest-0").arrived()) == 1


def test_a_list_that_changed_meanwhile_is_shown_anew_and_not_confirmed(storage: Storage) -> None:
    here = world(storage, 2)
    ratna = here.staff("Bu Ratna", "admin")
    press(ratna, "seleksi", "Kunci daftar")
    first = here.person("guest-0")
    first.say("mundur")
    press(first, "Batal ikut", "Ya, mundur")
    said = press(ratna, "Ya, lanjutkan")
    assert "Daftarnya baru saja berubah" in said
    assert "Calon A" not in said


def test_an_old_button_shows_the_list_as_it_is(storage: Storage) -> None:
    ratna = world(storage, 2).staff("Bu Ratna", "admin")
    old = dict(ratna.say("seleksi").buttons)
    press(ratna, "Kunci daftar", "Ya, lanjutkan")
    sure = next(shown.buttons["Ya, lanjutkan"] for shown in ratna.shown if "Ya, lanjutkan" in shown.buttons)
    for payload in (
        sure,
        *old.values(),
        "sel:99.1|one",
        "selone:1.PSR-2026-9999|move",
        "selwho:x|y",
        "selin:1|77",
        "sel:1.x|next",
        f"sel:{10**30}|x",
    ):
        (said,) = ratna.send(button=payload)
        assert "urutan sudah dikunci" in said.text or "Lihat alasan siapa" in said.text


def test_a_quota_lowered_meanwhile_is_told_in_one_sentence(storage: Storage) -> None:
    here = world(storage, 4, ALONE)
    ratna = here.staff("Bu Ratna", "admin")
    press(ratna, "seleksi", "Kunci daftar", "Ya, lanjutkan", "Tetapkan dengan SK", "5/2026", "Hari ini", "Ya")
    with storage.transaction() as tx:
        tx.session.query(Intake).one().quota = 1
    assert "yang terpilih 4 orang, kursinya hanya cukup untuk 1" in press(ratna, "Ya, lanjutkan")
    with storage.transaction() as tx:
        assert seating.seated(tx.session, 1) == []


def test_an_intake_without_seats_gives_a_waiting_list(storage: Storage) -> None:
    here = world(storage, 2)
    with storage.transaction() as tx:
        tx.session.query(Intake).one().quota = 0
    said = here.staff("Bu Ratna", "admin").say("seleksi").text
    assert "Kursi kosong: 0 dari 0" in said
    assert "cadangan 2" in said


def test_without_anybody_verified_there_is_nothing_to_select(storage: Storage) -> None:
    here = world(storage, 0)
    ratna = here.staff("Bu Ratna", "admin")
    assert "Belum ada yang bisa diseleksi" in ratna.say("seleksi").text
    here.applicant("Calon A", "berkas_lengkap", address="guest-0")
    assert "Belum ada yang bisa diseleksi" in ratna.say("seleksi").text


def test_after_the_decree_the_list_can_be_looked_at_again(storage: Storage) -> None:
    ratna = world(storage, 2, ALONE).staff("Bu Ratna", "admin")
    press(
        ratna,
        "seleksi",
        "Kunci daftar",
        "Ya, lanjutkan",
        "Tetapkan dengan SK",
        "5/2026",
        "Hari ini",
        "Ya",
        "Ya, lanjutkan",
    )
    assert "sudah ditetapkan" in ratna.say("seleksi").text


def test_after_the_decree_the_list_is_of_who_takes_part(storage: Storage) -> None:
    here = world(storage, 5, ALONE)
    ratna = here.staff("Bu Ratna", "admin")
    press(
        ratna,
        "seleksi",
        "Kunci daftar",
        "Ya, lanjutkan",
        "Tetapkan dengan SK",
        "5/2026",
        "Hari ini",
        "Ya",
        "Ya, lanjutkan",
    )
    drawing = ratna.press("Daftar PDF").drawing
    assert drawing is not None
    words = re.sub(r"\s+", " ", PdfReader(io.BytesIO(draw(drawing, "id")[0])).pages[0].extract_text())
    for expected in ("DAFTAR PESERTA PELATIHAN", "Keputusan nomor 5/2026", "Calon A", "Peserta", "Cadangan 1"):
        assert expected in words


def test_who_stands_by_in_vain_hears_it_with_the_reason(storage: Storage) -> None:
    here = world(storage, 5, ALONE)
    ratna = here.staff("Bu Ratna", "admin")
    press(
        ratna,
        "seleksi",
        "Kunci daftar",
        "Ya, lanjutkan",
        "Tetapkan dengan SK",
        "5/2026",
        "Hari ini",
        "Ya",
        "Ya, lanjutkan",
    )
    press(ratna, "Tutup daftar cadangan", "Kursi penuh, pelatihan sudah mulai", "Tidak jadi")
    here.person("guest-4").arrived()
    said = press(ratna, "Tutup daftar cadangan", "Kursi penuh, pelatihan sudah mulai", "Ya, lanjutkan")
    assert "Yang dikabari: 1 orang" in said
    assert "Tutup daftar cadangan" not in ratna.last.buttons
    (told,) = here.person("guest-4").arrived()
    assert "Alasannya: Kursi penuh, pelatihan sudah mulai" in told.text


def test_the_list_is_drawn_from_what_the_outbox_holds_and_the_trail_says_who_made_it(storage: Storage) -> None:
    here = world(storage, 2)
    ratna = here.staff("Bu Ratna", "admin")
    press(
        ratna, "seleksi", "Kunci daftar", "Ya, lanjutkan", "Usulkan ke provinsi", "1/2026", "Hari ini", "Ya, lanjutkan"
    )
    for label, kind in (("Daftar Excel", b"PK"), ("Daftar PDF", b"%PDF")):
        drawing = ratna.press(label).drawing
        assert drawing is not None
        assert draw(drawing, "id")[0].startswith(kind)
    with storage.transaction() as tx:
        made = tx.session.query(AuditEntry).filter_by(action="selection_list_made").all()
        assert [line.why for line in made] == ["pdf", "excel", "pdf"]


@pytest.mark.parametrize(
    ("address", "allowed", "shown"),
    [
        ("guest-ratna", False, "6401045708079001"),
        ("telegram:ratna", True, "6401045708079001"),
        ("telegram:ratna", False, "6401********9001"),
    ],
)
def test_whole_numbers_leave_the_office_only_where_it_allows_that(
    storage: Storage, address: str, allowed: bool, shown: str
) -> None:
    here = world(storage, 0, Office(open_papers_in_chat=allowed))
    here.applicant("Calon A", address="guest-0", nik="6401045708079001")
    ratna = here.staff("Bu Ratna", "admin", address=address)
    press(
        ratna, "seleksi", "Kunci daftar", "Ya, lanjutkan", "Usulkan ke provinsi", "1/2026", "Hari ini", "Ya, lanjutkan"
    )
    drawing = ratna.last.drawing
    assert drawing is not None
    assert shown in str(drawing.args["rows"])


@pytest.mark.parametrize("word", ["seleksi", "peringkat"])
def test_to_a_verifier_the_word_is_a_word_like_any_other(storage: Storage, word: str) -> None:
    hasan = world(storage, 1).staff("Pak Hasan", "verifier")
    assert "Calon A" not in hasan.say(word).text
