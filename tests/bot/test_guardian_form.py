"""A signed form in staff's hands: who may say that they saw it, and when there is nothing to say."""

from datetime import date
from typing import Any

import pytest

from programme import audit
from storage.database import Storage
from storage.tables import Application, Consent, Person
from tests.tester import Tester, World

VILLAGE, ELSEWHERE = "64.01.04.1001", "64.01.02.2001"
NUMBER = "PSR-2026-0001"


@pytest.fixture
def world(storage: Storage) -> World:
    """A girl waits for her guardian."""
    world = World(storage)
    world.open_intake()
    world.applicant("Sari Karangan", "menunggu_wali", address="guest-sari", birth_date=date(2010, 5, 12))
    return world


def seen(member: Tester) -> None:
    member.say("surat wali")
    member.say(NUMBER)
    member.press("Ya, sudah kulihat")
    for answer in ("Hari ini", "Aminah Karangan", "Ibu"):
        member.answer(answer)


def rows(world: World, table: Any) -> Any:
    with world.storage.transaction() as tx:
        return tx.session.query(table).all()


def test_an_officer_of_her_village_notes_it_and_the_trail_says_who_and_what_stood_on_it(world: World) -> None:
    officer = world.staff("Pak Lurah", "village_officer", villages=(VILLAGE,), address="guest-lurah")
    seen(officer)
    assert "sudah dicatat atas namamu" in officer.press("Ya, catat").text
    (application,) = rows(world, Application)
    assert application.state != "menunggu_wali"
    assert [(one.purpose, one.agreed) for one in rows(world, Consent) if one.purpose == "guardian"] == [
        ("guardian", True)
    ]
    with world.storage.transaction() as tx:
        step = next(step for step in audit.trail(tx.session, application.person_id) if step.action == "guardian_agreed")
    said = {"name": "Aminah Karangan", "relation": "mother", "signed_on": "2026-03-02"}
    assert (step.by, step.staff_id is not None, step.after) == ("staff", True, said)


def test_an_officer_of_another_village_sees_no_such_number(world: World) -> None:
    officer = world.staff("Pak Lurah", "village_officer", villages=(ELSEWHERE,), address="guest-lurah")
    officer.say("surat wali")
    shown = officer.say(NUMBER)
    assert "tidak ada, atau bukan bagian tugasmu" in shown.text
    assert "Sari" not in shown.text


def test_the_second_of_two_is_told_that_it_is_noted_already(world: World) -> None:
    ratna = world.staff("Bu Ratna", "verifier", address="guest-ratna")
    hasan = world.staff("Pak Hasan", "verifier", address="guest-hasan")
    seen(ratna)
    seen(hasan)
    ratna.press("Ya, catat")
    assert "barusan ada yang mencatatnya" in hasan.press("Ya, catat").text
    assert len([one for one in rows(world, Consent) if one.purpose == "guardian"]) == 1


def test_of_an_erased_child_nothing_is_noted(world: World) -> None:
    ratna = world.staff("Bu Ratna", "verifier", address="guest-ratna")
    seen(ratna)
    sari = world.person("guest-sari")
    sari.say("hapus data saya")
    sari.press("Ya, hapus semua")
    assert "atau datanya dihapus" in ratna.press("Ya, catat").text
    assert rows(world, Person) == []


def test_while_the_case_is_paused_the_form_waits(world: World) -> None:
    world.person("guest-sari").send(button="privacy|pause")
    ratna = world.staff("Bu Ratna", "verifier", address="guest-ratna")
    ratna.say("surat wali")
    assert "sedang ditunda" in ratna.say(NUMBER).text
