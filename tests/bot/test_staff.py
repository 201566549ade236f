"""Staff in the chat: each is shown what they may do, and nothing else does anything."""

from pathlib import Path

import pytest

from handlers.staff_registry import COMMANDS, MENUS
from handlers.texts import labels
from programme.staff import DUTIES, ROLES
from storage.database import Storage
from tests.bot.office import written
from tests.bot.process import typed
from tests.tester import World

OFFICER = ("staff", "invite", "--role", "village_officer", "--village")


@pytest.fixture
def world(storage: Storage) -> World:
    world = World(storage)
    world.open_intake()
    return world


def test_the_menu_of_staff_is_not_the_one_of_applicants(world: World) -> None:
    ratna = world.staff("Bu Ratna", "admin")
    assert ratna.say("menu").text.startswith("Halo Bu Ratna!")
    assert "Petugas" in ratna.last.buttons
    assert "Daftar pelatihan" in ratna.press("Menu pendaftar").buttons
    assert "Petugas" not in world.person("guest-ani").say("menu").buttons


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_shown_what_it_may_do_and_nothing_else_is_done(world: World, role: str) -> None:
    villages = ("64.01.04.1001",) if role == "village_officer" else ()
    member = world.staff("Pak Hasan", role, villages=villages)
    shown = set(member.say("menu").buttons) | set(member.last.text.split("\n"))
    for name, command in COMMANDS.items():
        label = labels(f"staff-{name}")[0]
        is_shown = any(label in row for row in shown)
        assert is_shown == (role in DUTIES[command.needs])
        if not is_shown:
            assert member.send(button=f"staff|{name}")[0].text.startswith("Tombol itu sudah tidak berlaku")
    for place, menu in MENUS.items():
        if role not in DUTIES[menu.needs]:
            said = member.send(button=f"{place}:1|yes")[0].text
            assert said.startswith("Bagian itu bukan tugasmu")


def test_a_word_of_staff_is_a_word_like_any_other_to_everybody_else(world: World) -> None:
    assert world.person().say("kelola petugas").text.startswith("Tulis pertanyaanmu")


def test_what_sounds_like_registering_begins_no_form_for_staff(world: World) -> None:
    ratna = world.staff("Bu Ratna", "admin")
    assert "Halo Bu Ratna" in ratna.say("kunci daftar").text
    assert ratna.say("daftarkan orang").text.startswith("Bagian 1 dari 8")


def test_somebody_else_presses_a_button_of_staff_in_vain(world: World) -> None:
    ratna, ani = world.staff("Bu Ratna", "admin"), world.person("guest-ani")
    ratna.say("petugas dinas")
    for payload in ratna.last.buttons.values():
        assert "tidak berlaku" in ani.send(button=payload)[0].text


@pytest.mark.parametrize("place", sorted(MENUS))
def test_a_button_with_any_number_is_answered(world: World, place: str) -> None:
    ratna = world.staff("Bu Ratna", "admin")
    for about, choice in (("9" * 40, "9" * 40), ("9" * 40 + "." + "9" * 40, "yes"), ("", "9" * 40)):
        assert len(ratna.send(button=f"{place}:{about}|{choice}")) == 1


def test_who_is_removed_loses_their_menu_at_once(world: World) -> None:
    ratna = world.staff("Bu Ratna", "admin")
    hasan = world.staff("Pak Hasan", "verifier", address="guest-hasan")
    ratna.say("petugas dinas")
    ratna.press("Pak Hasan")
    ratna.press("Keluarkan")
    assert "sudah dikeluarkan" in ratna.press("Ya, keluarkan").text
    assert "Daftar pelatihan" in hasan.say("menu").buttons


def test_the_command_line_invites_lists_and_removes(tmp_path: Path) -> None:
    folder = written(tmp_path, "").parent
    invited = typed("staff", "invite", "--role", "admin", "--name", "Bu Ratna", folder=folder)
    assert "PETUGAS " in invited.stdout
    assert "there is no role 'boss'" in typed("staff", "invite", "--role", "boss", folder=folder).stderr
    assert "needs --village" in typed("staff", "invite", "--role", "village_officer", folder=folder).stderr
    assert "no village '64'" in typed(*OFFICER, "64", folder=folder).stderr
    assert "There is no member 99" in typed("staff", "remove", "99", folder=folder).stderr
    assert "number" in typed("staff", "list", folder=folder).stdout
