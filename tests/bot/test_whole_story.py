"""From registration to graduation: three members of staff, two applicants, and what each of them reads on the way."""

import pytest

from programme import overview
from storage.database import Storage
from storage.tables import Application
from tests.tester import ADULT_ANSWERS, Tester, World, register

SARI = {
    "Budi Karangan": "Sari Wulandari",
    "17-08-2007": "12-05-2006",
    "Laki-laki": "Perempuan",
    "6401011708079001": "6401015205069002",
    "Perbengkelan": "Tata boga",
}


@pytest.fixture
def world(storage: Storage) -> World:
    world = World(storage)
    world.open_intake()
    return world


def test_from_registration_to_graduation(world: World) -> None:
    ratna = world.staff("Bu Ratna", "admin")
    hasan = world.staff("Pak Hasan", "verifier", address="guest-hasan")
    tini = world.staff("Bu Tini", "verifier", address="guest-tini")
    budi, sari = world.person("guest-budi"), world.person("guest-sari")
    register(budi)
    register(sari, tuple(SARI.get(answer, answer) for answer in ADULT_ANSWERS))

    papers_are_seen_at_the_office(hasan, budi, "Budi")
    papers_are_seen_at_the_office(hasan, sari, "Sari")
    verified(hasan, budi)
    refused_and_right_after_all(hasan, tini, sari)
    verified(hasan, sari)
    states_are(world, "diverifikasi")

    selected(ratna, budi, sari)
    called(ratna, budi, sari)
    sent_and_graduated(hasan, budi, sari)

    states_are(world, "lulus")
    assert "Lulus" in budi.say("status").text
    assert "lulus" in ratna.say("ringkasan").text.lower()


def papers_are_seen_at_the_office(hasan: Tester, applicant: Tester, name: str) -> None:
    hasan.say("cari")
    assert name in hasan.say(name).text
    hasan.press("Berkas lengkap")
    assert "sudah lengkap" in news(applicant)


def verified(hasan: Tester, applicant: Tester) -> None:
    hasan.say("verifikasi")
    hasan.press("Lolos verifikasi")
    assert "sudah diverifikasi" in news(applicant)


def refused_and_right_after_all(hasan: Tester, tini: Tester, sari: Tester) -> None:
    """Who refused does not decide on the objection; somebody else does."""
    hasan.say("verifikasi")
    for answer in ("Tidak lolos", "Umur lewat batas", "Lewati", "Ya, kirim"):
        hasan.answer(answer)
    assert "belum bisa ikut" in news(sari)
    sari.press("Ajukan keberatan")
    for answer in ("Umurku masih 20 tahun pada tanggal acuan.", "Lewati"):
        sari.answer(answer)
    hasan.arrived()
    tini.arrived()
    tini.say("keberatan")
    tini.say("1")
    for answer in ("Terima keberatan", "Benar, umurnya 20 tahun.", "ya"):
        tini.answer(answer)
    assert "Benar, umurnya 20 tahun." in news(sari)


def selected(ratna: Tester, *applicants: Tester) -> None:
    ratna.say("seleksi")
    for answer in ("Kunci daftar", "Ya, lanjutkan", "Usulkan ke provinsi", "460/1/2026", "Hari ini", "Ya, lanjutkan"):
        ratna.answer(answer)
    assert all("diusulkan ke provinsi" in news(applicant) for applicant in applicants)
    ratna.say("seleksi")
    for answer in ("Catat jawaban provinsi", "PSBR/7/2026", "Hari ini", "Ya", "Ya, lanjutkan"):
        ratna.answer(answer)
    for answer in ("Tetapkan dengan SK", "5 Tahun 2026", "Hari ini", "Ya", "Ya, lanjutkan"):
        ratna.answer(answer)
    assert all("terpilih ikut pelatihan" in news(applicant) for applicant in applicants)


def called(ratna: Tester, *applicants: Tester) -> None:
    ratna.say("panggil")
    letter = ("460/31/2026", "Hari ini", "1-4-2026", "08.00 WITA", "kantor Dinas Sosial", "Ya", "Samarinda", "Ya")
    for answer in (*letter, "Ya, panggil"):
        ratna.answer(answer)
    for applicant in applicants:
        assert "08.00 WITA" in news(applicant)
        assert applicant.last.drawing is not None
        applicant.press("Saya datang")
    ratna.say("surat")
    assert ratna.press("460/31/2026, kumpul 1 April 2026").text.count("datang") == len(applicants)


def sent_and_graduated(hasan: Tester, *applicants: Tester) -> None:
    steps = {
        "Berangkat: 2 orang (Dipanggil)": "sudah diberangkatkan",
        "Mulai pelatihan: 2 orang (Diberangkatkan)": "sudah mulai pelatihan",
        "Magang: 2 orang (Mengikuti pelatihan)": "sekarang magang",
        "Lulus: 2 orang (Magang)": "sudah lulus",
    }
    for step, told in steps.items():
        hasan.say("peserta")
        for answer in (step, "Hari ini", "Ya, catat"):
            hasan.answer(answer)
        assert all(told in news(applicant) for applicant in applicants)


def news(applicant: Tester) -> str:
    """What came unasked, last."""
    return applicant.arrived()[-1].text


def states_are(world: World, state: str) -> None:
    """Where everybody is, and the overview counts just that."""
    with world.storage.transaction() as tx:
        people = tx.session.query(Application).all()
        assert [one.state for one in people] == [state] * 2
        counted = overview.overview(tx.session)
    assert counted.states == {state: 2}
