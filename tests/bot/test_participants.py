"""Participants: each act only where the table of states allows it, once, and told at once."""

from datetime import date

import pytest
from sqlalchemy import select

from programme import participants, states
from programme.participants import ACTS
from storage.database import Storage
from storage.tables import Application, AuditEntry, Person
from tests.programme.people import bring
from tests.tester import Tester, World


@pytest.fixture
def world(storage: Storage) -> World:
    world = World(storage)
    world.open_intake()
    world.applicant("Ani Lestari", "dipanggil", address="guest-ani")
    world.applicant("Budi Karangan", "dipanggil", address="guest-budi")
    return world


def press(person: Tester, *answers: str) -> str:
    for answer in answers:
        person.answer(answer)
    return person.last.text


def cases(world: World) -> list[str]:
    with world.storage.transaction() as tx:
        return list(tx.session.scalars(select(Application.state).order_by(Application.id)))


@pytest.mark.parametrize("state", sorted(states.SEATED))
def test_only_what_the_table_of_states_allows_is_offered(storage: Storage, state: str) -> None:
    world = World(storage)
    world.open_intake()
    world.applicant("Ani Lestari", state)
    with storage.transaction() as tx:
        application = tx.session.scalars(select(Application)).one()
        offered = participants.acts(application)
        assert offered == [act for act, to in ACTS.items() if "staff" in states.TRANSITIONS[state].get(to, ())]
        application.person.restricted_at = world.clock.now()
        assert participants.acts(application) == []


def test_two_members_note_the_same_and_people_are_told_once(world: World) -> None:
    ratna, hasan = world.staff("Bu Ratna", "verifier"), world.staff("Pak Hasan", "admin", address="guest-hasan")
    for member in (ratna, hasan):
        press(member, "peserta", "Berangkat: 2 orang (Dipanggil)", "Hari ini")
    assert "Sudah dicatat untuk 2 orang" in press(ratna, "Ya, catat")
    assert "tidak bisa dicatat" in press(hasan, "Ya, catat")
    assert cases(world) == ["diberangkatkan"] * 2
    assert len(world.person("guest-ani").arrived()) == 1
    with world.storage.transaction() as tx:
        assert len(tx.session.scalars(select(AuditEntry).filter_by(action="state_changed")).all()) == 2


def test_whose_case_changed_meanwhile_is_asked_about_again_and_left_out(world: World) -> None:
    ratna = world.staff("Bu Ratna", "verifier")
    press(ratna, "peserta", "Berangkat: 2 orang (Dipanggil)", "Hari ini")
    with world.storage.transaction() as tx:
        ani = tx.session.scalars(select(Application).order_by(Application.id)).first()
        assert ani is not None
        bring(ani, "mengundurkan_diri", world.clock.now())
    assert "1 orang (Budi Karangan)" in press(ratna, "Ya, catat")
    assert "Sudah dicatat untuk 1 orang" in press(ratna, "Ya, catat")
    assert cases(world) == ["mengundurkan_diri", "diberangkatkan"]


def test_an_old_button_is_answered_with_how_things_are(world: World) -> None:
    ratna = world.staff("Bu Ratna", "verifier")
    press(ratna, "peserta", "Ani Lestari")
    old = ratna.last.buttons["Berangkat"]
    press(ratna, "Berangkat", "Hari ini", "Ya, catat")
    assert "tidak bisa dicatat" in ratna.send(button=old)[0].text
    for payload in ("trainees:|99", "trainees_in:x|y", "trainees_in:1|dipanggil.fly", "trainee:PSR-2026-9999|depart"):
        assert "Angkatan 2026" in ratna.send(button=payload)[0].text
    assert cases(world) == ["diberangkatkan", "dipanggil"]


def test_a_day_before_the_present_state_is_not_taken(world: World) -> None:
    ratna = world.staff("Bu Ratna", "verifier")
    press(ratna, "peserta", "Ani Lestari", "Berangkat")
    assert "di luar batas" in ratna.say("1 maret 2026").text
    assert ratna.say(f"{date(2026, 3, 2):%d-%m-%Y}").text.startswith("Catat 1 orang")


def test_ending_early_always_asks_why_and_frees_the_seat(world: World) -> None:
    ratna = world.staff("Bu Ratna", "verifier")
    said = press(ratna, "peserta", "Ani Lestari", "Mengundurkan diri", "Hari ini")
    assert said.startswith("Apa alasannya?")
    press(ratna, "Sudah bekerja.", "Ya, catat")
    (told,) = world.person("guest-ani").arrived()
    assert "Sudah bekerja." in told.text
    listed = ratna.say("peserta")
    assert "1 peserta:\n• Budi Karangan: Dipanggil\nYang sudah tidak ikut:\n• Ani Lestari: Meng" in listed.text
    assert "Ani Lestari" not in listed.buttons


def test_whose_record_is_paused_is_marked(world: World) -> None:
    with world.storage.transaction() as tx:
        tx.session.scalars(select(Person).filter_by(full_name="Ani Lestari")).one().restricted_at = world.clock.now()
    listed = world.staff("Bu Ratna", "verifier").say("peserta").text
    assert "• Ani Lestari: Dipanggil (datanya ditangguhkan)\n• Budi Karangan: Dipanggil" in listed


def test_who_has_no_chat_is_named_with_the_number_to_call(world: World) -> None:
    with world.storage.transaction() as tx:
        tx.session.scalars(select(Application).order_by(Application.id)).first().contact_id = None  # type: ignore[union-attr]
    ratna = world.staff("Bu Ratna", "verifier")
    said = press(ratna, "peserta", "Berangkat: 2 orang (Dipanggil)", "Hari ini", "Ya, catat")
    assert "tolong ditelepon:\n• Ani Lestari (0812 0000 0001)\n" in said
    assert "Budi Karangan (0812" not in said
