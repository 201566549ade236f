"""`jejak` in the chat, and `tuntas audit`: who did what, for those who may know."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from bot.app import open_storage
from bot.cli import cli
from bot.config import load
from programme import staff
from programme.staff import Invited, Member
from storage.crypto import create_key_file
from storage.database import Storage
from storage.tables import AuditEntry
from tests.programme.people import ANI, NOW, contact, intake, submit
from tests.tester import World, register


@pytest.fixture
def world(storage: Storage) -> World:
    world = World(storage)
    world.open_intake()
    return world


def _actions(world: World) -> list[str]:
    with world.storage.transaction() as tx:
        return list(tx.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_an_administrator_turns_the_pages(world: World) -> None:
    ratna = world.staff("Bu Ratna", "admin")
    with world.storage.transaction() as tx:
        member = staff.members(tx.session)[0]
        for number in range(12):
            staff.note(tx.session, member, "exported", at=world.clock.now(), why=f"nomor {number}")
    first = ratna.say("jejak")
    assert "02-03-2026 09.00 Bu Ratna: mengekspor · nomor 11" in first.text
    assert "Lebih baru" not in first.buttons
    older = ratna.press("Lebih lama")
    assert "nomor 0" in older.text
    assert "bergabung sebagai petugas" in older.text
    assert "Lebih lama" not in older.buttons
    assert ratna.press("Lebih baru").text == first.text
    assert ratna.say("lebih lama").text == older.text


def test_one_person_s_lines_show_the_values_and_that_is_a_line_too(world: World) -> None:
    ani, ratna = world.person("guest-ani"), world.staff("Bu Ratna", "admin")
    register(ani)
    ani.say("ubah data")
    for answer in ("Data diri", "Nama", "Budi Karang", "Ya, simpan"):
        ani.answer(answer)
    ratna.say("jejak")
    assert "Karang" not in ratna.last.text
    ratna.press("Cari")
    shown = ratna.say("psr 2026 1")
    assert "Nama, dari Budi Karangan menjadi Budi Karang" in shown.text
    assert _actions(world)[-1] == "trail_read"
    assert ratna.press("Semua jejak").text.count("PSR-2026-0001") == 2


def test_lines_of_a_colleague_or_of_a_day(world: World) -> None:
    ratna = world.staff("Bu Ratna", "admin")
    world.staff("Pak Hasan", "verifier", address="guest-hasan")
    ratna.say("jejak")
    ratna.press("Cari")
    of_hasan = ratna.press("Pak Hasan").text
    assert "Pak Hasan" in of_hasan
    assert "Bu Ratna" not in of_hasan
    ratna.press("Cari")
    assert "Bu Ratna" in ratna.say("2 maret 2026").text
    ratna.press("Cari")
    assert "Tidak ada jejak" in ratna.say("3-3-2026").text


def test_what_is_not_understood_is_asked_again_and_an_unknown_number_is_said(world: World) -> None:
    ratna = world.staff("Bu Ratna", "admin")
    ratna.say("jejak")
    ratna.press("Cari")
    assert "Aku belum paham" in ratna.say("pokoknya semua").text
    assert "tidak ada, atau datanya sudah dihapus" in ratna.say("PSR-2026-0099").text


def test_only_an_administrator_reads_it(world: World) -> None:
    hasan = world.staff("Pak Hasan", "verifier", "village_officer", villages=("64.01.04.1001",))
    assert "belum paham" in hasan.say("jejak").text
    for payload in ("audit:p1|older", "audit:a|search"):
        assert "bukan tugasmu" in hasan.send(button=payload)[0].text


@pytest.mark.parametrize(
    "place", ["audit:p1.x.y", "audit:z9.1.1", "audit:d20261399.5.2", f"audit:p{'9' * 20}.1.1", "audit:"]
)
def test_a_button_that_is_none_of_ours_harms_nothing(world: World, place: str) -> None:
    ratna = world.staff("Bu Ratna", "admin")
    for choice in ("older", "newer", "everything", ""):
        (shown,) = ratna.send(button=f"{place}|{choice}")
        assert shown.text


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A service that is set up; Bu Ratna has corrected where Ani lives."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.toml").write_text("", encoding="utf-8")
    config = load(tmp_path / "config.toml")
    create_key_file(config.key_file)
    storage = open_storage(config)
    with storage.transaction() as tx:
        code = staff.invite(tx.session, Invited("Bu Ratna", ("admin",)), by=None, now=NOW)
        ratna = staff.accept(tx.session, code, contact(tx.session), NOW)
        assert isinstance(ratna, Member)
        ani = submit(tx.session, contact(tx.session), ANI, intake(tx.session))
        staff.note(
            tx.session,
            ratna,
            "corrected",
            at=NOW,
            person_id=ani.person_id,
            subject="full_name",
            before="=Ani",
            after="Ani Lestari",
        )
    yield tmp_path
    storage.close()


def _run(*words: str, status: int = 0) -> str:
    result = CliRunner(env={"COLUMNS": "200"}).invoke(cli, ["audit", *words])
    assert result.exit_code == status, result.output
    return result.output


def test_the_command_line_shows_everything_but_values(folder: Path) -> None:
    said = _run()
    assert "staff_invited" in said
    assert "Bu Ratna" in said
    assert "PSR-2026-0001" in said
    assert "Lestari" not in said


def test_of_one_person_the_values_too_for_a_spreadsheet(folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(_run("--number", "psr-2026-0001", "--csv"))))
    assert [(row["by"], row["what"], row["from"], row["to"]) for row in rows] == [
        ("Bu Ratna", "corrected", "'=Ani", "Ani Lestari")
    ]
    assert "trail_read" in _run("--number", "PSR-2026-0001")


def test_of_one_colleague_since_a_day(folder: Path) -> None:
    assert "corrected" in _run("--staff", "bu ratna", "--since", "2026-03-02")
    assert "nothing in the trail" in _run("--staff", "Bu Ratna", "--since", "2026-03-03")


@pytest.mark.parametrize("words", [("--number", "PSR-2026-0099"), ("--staff", "Pak Hasan")])
def test_who_is_not_there_is_said(folder: Path, words: tuple[str, str]) -> None:
    assert words[1] in _run(*words, status=2)
