"""`tuntas export applicants`: a file for its owner alone, and a line in the trail."""

import stat
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from typer.testing import CliRunner

from bot.app import open_storage
from bot.cli import cli
from bot.config import load
from storage.crypto import create_key_file
from storage.database import Storage
from storage.tables import AuditEntry
from tests.programme.lives import live
from tests.programme.people import ANI, CHILD, contact, intake, submit


@pytest.fixture
def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Storage]:
    """A service that is set up, with two intakes; Ani is in the second, Budi in the first."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.toml").write_text("", encoding="utf-8")
    config = load(tmp_path / "config.toml")
    create_key_file(config.key_file)
    storage = open_storage(config)
    with storage.transaction() as tx:
        first, second = intake(tx.session), intake(tx.session, name="Angkatan II")
        submit(tx.session, contact(tx.session), CHILD, first)
        submit(tx.session, contact(tx.session), replace(ANI, full_name="=Ani"), second)
    yield storage
    storage.close()


def _run(*words: str, status: int = 0) -> str:
    result = CliRunner(env={"COLUMNS": "200"}).invoke(cli, ["export", "applicants", *words])
    assert result.exit_code == status, result.output
    return result.output


def _names(path: str) -> Sequence[object]:
    return [row[3] for row in load_workbook(path)["Pendaftar"].iter_rows(min_row=2, values_only=True)]


def _trail(storage: Storage) -> list[tuple[str, str, str, str | None]]:
    with storage.transaction() as tx:
        lines = tx.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(line.by, line.action, line.subject, line.why) for line in lines]


def test_everybody_of_every_intake_for_its_owner_s_eyes(storage: Storage) -> None:
    said = _run("--out", "semua.xlsx")
    assert _names("semua.xlsx") == ["Budi Karangan", "=Ani"]
    assert stat.S_IMODE(Path("semua.xlsx").stat().st_mode) == 0o600
    assert said.startswith("Written to semua.xlsx (semua angkatan, 2 baris).")
    assert _trail(storage) == [("operator", "exported", "applicants", "semua angkatan, 2 baris")]


@pytest.mark.parametrize("named", ["2", "angkatan ii"])
def test_one_intake_by_its_number_or_name(storage: Storage, named: str) -> None:
    _run("--intake", named, "--out", "dua.xlsx")
    assert _names("dua.xlsx") == ["=Ani"]
    assert _trail(storage)[-1][-1] == "Angkatan II, 1 baris"


def test_the_public_gets_counts_of_one_intake(storage: Storage) -> None:
    _run("--public", "--intake", "2", "--out", "angka.xlsx")
    book = load_workbook("angka.xlsx")
    assert book.sheetnames == ["Angka"]
    assert not any("Ani" in str(cell) for row in book["Angka"].iter_rows(values_only=True) for cell in row)
    assert _trail(storage)[-1][-1] == "Angkatan II, angka untuk umum"


@pytest.mark.parametrize("words", [("--intake", "Angkatan IX"), ("--public",)])
def test_an_intake_that_is_not_named_is_asked_for(storage: Storage, words: tuple[str, ...]) -> None:
    assert "1 (Angkatan 2026)" in _run(*words, status=2)
    assert _trail(storage) == []


def test_another_file_is_never_written_over(storage: Storage) -> None:
    Path("ada.xlsx").write_text("mine", encoding="utf-8")
    assert "exists already" in _run("--out", "ada.xlsx", status=2)
    assert Path("ada.xlsx").read_text(encoding="utf-8") == "mine"
    assert _trail(storage) == []


def test_what_became_of_alumni_for_its_owner_s_eyes(storage: Storage) -> None:
    with storage.transaction() as tx:
        live(tx.session)
    result = CliRunner(env={"COLUMNS": "200"}).invoke(cli, ["export", "alumni", "--out", "alumni.xlsx"])
    assert result.output.endswith("Written to alumni.xlsx (alumni, 12 baris). Delete it once it has served.\n")
    assert stat.S_IMODE(Path("alumni.xlsx").stat().st_mode) == 0o600
    assert load_workbook("alumni.xlsx")["Alumni"].max_row == 13
    assert _trail(storage) == [("operator", "exported", "alumni", "alumni, 12 baris")]
    again = CliRunner(env={"COLUMNS": "200"}).invoke(cli, ["export", "alumni", "--out", "alumni.xlsx"])
    assert (again.exit_code, "exists already" in again.output) == (2, True)
