"""Objections in the chat: the second member decides, whoever comes too late is told, and what is gone is said to be."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from programme.office import Office
from storage.database import Storage
from storage.tables import Application, ApplicationEvent, AuditEntry, Objection
from tests.tester import Shown, Tester, World


@pytest.fixture
def world(storage: Storage) -> World:
    world = World(storage)
    world.open_intake()
    return world


@pytest.fixture
def ratna(world: World) -> Tester:
    return world.staff("Bu Ratna", "verifier", address="guest-ratna")


@pytest.fixture
def hasan(world: World) -> Tester:
    return world.staff("Pak Hasan", "verifier", address="guest-hasan")


def refused_by_ratna(world: World, ratna: Tester) -> Tester:
    """She refuses Sari from the queue, with a reason of the list."""
    sari = world.applicant("Sari Karangan", "berkas_lengkap", address="guest-sari", birth_date=date(2006, 5, 12))
    ratna.say("verifikasi")
    ratna.press("Tidak lolos")
    for answer in ("umur lewat batas", "-", "ya"):
        ratna.answer(answer)
    sari.arrived()
    return sari


def objected(sari: Tester, words: str = "Umur saya masih 20 tahun.") -> Shown:
    sari.press("Ajukan keberatan")
    sari.say(words)
    return sari.press("Lewati")


def opened(member: Tester) -> Shown:
    member.say("keberatan")
    return member.say("1")


def all_of(world: World, table: Any) -> Any:
    with world.storage.transaction() as tx:
        return tx.session.scalars(select(table)).all()


def test_who_decided_is_shown_it_and_cannot_decide_again(world: World, ratna: Tester, hasan: Tester) -> None:
    sari = refused_by_ratna(world, ratna)
    assert "sudah kami terima" in objected(sari).text
    shown = opened(ratna)
    assert "oleh Bu Ratna" in shown.text
    assert "petugas lain yang memeriksa" in shown.text
    assert "Terima keberatan" not in shown.buttons
    assert "Terima keberatan" in opened(hasan).buttons


def test_an_office_of_one_is_told_to_invite_another(world: World, ratna: Tester) -> None:
    objected(refused_by_ratna(world, ratna))
    assert "Minta admin mengundang satu verifikator lagi" in opened(ratna).text


def test_upheld_it_is_back_in_the_queue_and_the_reason_is_read_at_once(
    world: World, ratna: Tester, hasan: Tester
) -> None:
    sari = refused_by_ratna(world, ratna)
    objected(sari)
    opened(hasan)
    hasan.press("Terima keberatan")
    hasan.say("Benar, umurnya masih cukup.")
    hasan.say("ya")
    [told] = sari.arrived()
    assert "Keberatanmu diterima" in told.text
    assert "Benar, umurnya masih cukup." in told.text
    assert [one.state for one in all_of(world, Application)] == ["berkas_lengkap"]
    assert "Sari Karangan" in hasan.say("verifikasi").text


def test_of_two_who_decide_at_once_the_second_is_told(world: World, ratna: Tester, hasan: Tester) -> None:
    admin = world.staff("Bu Aisyah", "admin", address="guest-aisyah")
    sari = refused_by_ratna(world, ratna)
    objected(sari)
    for member, button in ((hasan, "Terima keberatan"), (admin, "Tolak keberatan")):
        opened(member)
        member.press(button)
        member.say("Sudah kami periksa lagi.")
    assert "sudah diputus" in hasan.say("ya").text
    assert "Petugas lain baru saja memutus" in admin.say("ya").text
    assert [one.outcome for one in all_of(world, Objection)] == ["upheld"]
    assert [one.state for one in all_of(world, ApplicationEvent)].count("berkas_lengkap") == 2


def test_what_was_erased_meanwhile_is_said_to_be_gone(world: World, ratna: Tester, hasan: Tester) -> None:
    sari = refused_by_ratna(world, ratna)
    objected(sari)
    opened(hasan)
    hasan.press("Tolak keberatan")
    hasan.say("Umurnya memang lewat.")
    sari.say("hapus data saya")
    sari.press("Ya, hapus semua")
    assert "datanya dihapus" in hasan.say("ya").text
    assert "Tidak ada keberatan" in hasan.say("keberatan").text


def test_what_was_objected_is_in_the_copy_of_ones_data(world: World, ratna: Tester) -> None:
    sari = refused_by_ratna(world, ratna)
    objected(sari, "Akta saya salah tulis.")
    shown = sari.say("data saya")
    assert shown.drawing is not None
    assert any("Akta saya salah tulis." in str(row) for row in shown.drawing.args.values())


def test_the_file_is_opened_at_the_office_alone_and_each_opening_is_in_the_trail(
    sqlite_storage: Storage,
) -> None:
    for in_chat in (False, True):
        world = World(sqlite_storage, office=replace(Office(), open_papers_in_chat=in_chat))
        if not in_chat:
            world.open_intake()
            sari = world.applicant("Sari Karangan", "tidak_lolos", address="guest-sari")
            sari.say("keberatan")
            sari.say("Lihat akta saya.")
            sari.photo()
        hasan = world.staff("Pak Hasan", "verifier", address=f"telegram:hasan-{in_chat}")
        opened(hasan)
        shown = hasan.press("Lihat berkasnya")
        assert (shown.file is not None) == in_chat
    actions = [line.action for line in all_of(world, AuditEntry)]
    assert actions.count("document_opened") == 1
