"""`tuntas privacy requests`: what staff have yet to serve, and by when."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.app import open_storage
from bot.cli import cli
from bot.config import load
from programme import audit, rights
from storage.database import Storage
from tests.bot.office import ready
from tests.programme.people import ANI, contact, intake, submit

HOUR = timedelta(hours=1)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Storage]:
    """A service that is set up, in the folder where the commands run."""
    monkeypatch.chdir(tmp_path)
    ready(tmp_path)
    (tmp_path / "config.toml").write_text("", encoding="utf-8")
    config = load(tmp_path / "config.toml")
    storage = open_storage(config)
    yield storage
    storage.close()


def run(*words: str, status: int = 0) -> str:
    result = CliRunner(env={"COLUMNS": "200"}).invoke(cli, ["privacy", *words])
    assert result.exit_code == status, result.output
    return result.output


def asked(storage: Storage, ago: timedelta) -> tuple[int, int]:
    """The number of a request to correct Ani's data, and Ani's own."""
    with storage.transaction() as tx:
        ani = contact(tx.session)
        person_id = submit(tx.session, ani, ANI, intake(tx.session)).person_id
        at = datetime.now(UTC) - ago
        return rights.ask(tx.session, "correction", contact_id=ani, person_id=person_id, at=at).id, person_id


@pytest.mark.parametrize(("ago", "left"), [(2 * HOUR, "69 h"), (71.5 * HOUR, "0 h"), (80 * HOUR, "OVERDUE 8 h")])
def test_an_open_request_is_listed_with_the_time_left_and_without_a_name(
    office: Storage, ago: timedelta, left: str
) -> None:
    asked(office, ago)
    said = run("requests")
    assert left in said
    assert "correction" in said
    assert "PSR-2026-0001" in said
    assert "Ani" not in said


def test_nothing_open_is_said_in_words(office: Storage) -> None:
    assert run("requests") == "No open requests.\n"


def test_a_request_that_is_done_leaves_the_list_and_stands_in_the_trail(office: Storage) -> None:
    number, person_id = asked(office, HOUR)
    assert run("done", str(number)) == f"Request {number} is done.\n"
    assert run("requests") == "No open requests.\n"
    with office.transaction() as tx:
        (step,) = audit.trail(tx.session, person_id)
        assert (step.by, step.action, step.subject) == ("operator", "request_done", "correction")


def test_a_number_that_is_not_open_is_one_sentence_with_its_remedy(office: Storage) -> None:
    assert "see `tuntas privacy requests`" in run("done", "4711", status=2)
