"""`tuntas privacy`: what is kept, and whom a breach affects; personal data only in the file that was asked for."""

import csv
import json
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

from bot.app import open_storage
from bot.cli import cli
from bot.config import load
from programme import breach, erasure, office_questions
from programme.applications import ConsentAnswer
from programme.breach import Affected
from programme.holdings import holdings
from programme.retention import Retention
from storage import messages
from storage.crypto import create_key_file
from storage.database import Storage, Transaction
from storage.tables import Application, AuditEntry, Contact
from tests.programme.people import ANI, CHILD, NOW, intake, submit
from tests.tester import ZONE

DAY = timedelta(days=1)
EARLY = NOW - 30 * DAY


def _planted(tx: Transaction) -> None:
    """Ani registered a month ago and wrote today; her mother did not; a guest asked something today."""
    first = intake(tx.session)
    ani = messages.conversation(tx, "local", "guest-ani", EARLY)
    messages.save_phone(tx, ani, "+6281200000077")
    agreed = (ConsentAnswer("notice", agreed=True, at=EARLY),)
    submit(tx.session, ani.contact_id, replace(ANI, consents=agreed), first, EARLY)
    mother = messages.conversation(tx, "local", "guest-mother", EARLY)
    submit(tx.session, mother.contact_id, replace(CHILD, for_whom="child", consents=agreed), first, EARLY)
    messages.record(tx, "local", "m1", "guest-ani", NOW)
    guest = messages.conversation(tx, "local", "guest-nobody", NOW)
    office_questions.ask(tx.session, guest.contact_id, "Boleh bawa motor?", NOW)


def _affected(storage: Storage, start: datetime, end: datetime) -> list[Affected]:
    with storage.transaction() as tx:
        return breach.affected(tx.session, start, end)


def test_affected_is_of_whom_something_came_changed_or_was_handled(storage: Storage) -> None:
    with storage.transaction() as tx:
        _planted(tx)
    ani, guest = _affected(storage, NOW - DAY, NOW + DAY)
    assert (ani.name, ani.kinds, ani.addresses) == ("Ani Lestari", ("messages",), ("local:guest-ani",))
    assert ani.phones == ("+6281200000001", "+6281200000077")
    assert (guest.person_id, guest.kinds, guest.addresses) == (None, ("messages", "questions"), ("local:guest-nobody",))
    assert _affected(storage, NOW + DAY, NOW + 2 * DAY) == []


def test_a_registration_affects_the_person_whoever_sent_it(storage: Storage) -> None:
    with storage.transaction() as tx:
        _planted(tx)
    ani, child = _affected(storage, EARLY - DAY, EARLY + DAY)
    assert ani.kinds == ("identity", "registration", "papers", "consents", "messages")
    assert (child.name, child.guardian, child.guardian_phone) == ("Budi Karangan", "Siti", "+6281200000002")
    assert child.addresses == ("local:guest-mother",)


def test_who_was_erased_is_not_listed(storage: Storage) -> None:
    with storage.transaction() as tx:
        _planted(tx)
        application = tx.session.scalars(select(Application).order_by(Application.id)).first()
        assert application is not None
        erasure.erase_person(
            tx.session, application.person_id, by="person", contact_id=None, why="asked", at=NOW + timedelta(hours=1)
        )
    names = [one.name for one in _affected(storage, EARLY - DAY, NOW + DAY)]
    assert names == ["Budi Karangan", "", ""]


def test_the_report_counts_what_is_there_and_says_until_when(storage: Storage) -> None:
    with storage.transaction() as tx:
        _planted(tx)
        found = {holding.what: holding for holding in holdings(tx.session, Retention(), ZONE)}
        contacts = tx.session.scalar(select(func.count()).select_from(Contact))
    running = next(found[what] for what in found if what.startswith("Registrations in progress"))
    assert (running.count, running.oldest, running.until) == (1, EARLY.date(), "until it is decided")
    child = next(found[what] for what in found if what.startswith("Children"))
    assert (child.count, child.until) == (1, (EARLY + 14 * DAY).date().isoformat())
    assert found["Contacts: language, addresses, number that the channel proved"].count == contacts
    assert found["Anonymised registrations"].count == 0
    assert all(holding.until for holding in found.values() if holding.count)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A service that is set up, with Ani and the others in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.toml").write_text("", encoding="utf-8")
    config = load(tmp_path / "config.toml")
    create_key_file(config.key_file)
    storage = open_storage(config)
    with storage.transaction() as tx:
        _planted(tx)
    yield tmp_path
    storage.close()


def _run(*words: str, status: int = 0) -> str:
    result = CliRunner(env={"COLUMNS": "200"}).invoke(cli, ["privacy", *words])
    assert result.exit_code == status, result.output
    return result.output


PERSONAL = ("Ani", "Lestari", "Budi", "Siti", "guest-", "812000", "6401045708", "motor")
DURING = ("--from", "2026-03-01 00:00", "--to", "2026-03-03 00:00")


def test_the_report_names_nobody(folder: Path) -> None:
    said = _run("report")
    assert "until it is decided" in said
    assert not [value for value in PERSONAL if value in said]
    (listed, *_) = json.loads(_run("report", "--json"))
    assert (listed["count"], listed["oldest"]) == (1, EARLY.date().isoformat())


def test_a_breach_says_who_many_until_when_and_what_to_write(folder: Path) -> None:
    said = _run("breach", *DURING, "--noticed", "2026-03-03 08:00")
    assert "Affected: 1 people, and 1 contacts" in said
    assert "by 06-03-2026 08:00 (3 x 24 hours)" in said
    for part in (
        "Data yang terungkap: isi chat",
        "01-03-2026 00:00 sampai 03-03-2026 00:00",
        "Sekretaris Dinas Sosial",
    ):
        assert part in said
    assert not [value for value in PERSONAL if value in said]


def test_all_that_was_kept_by_then_may_have_been_seen(folder: Path) -> None:
    assert "Affected: 2 people, and 1 contacts" in _run("breach", *DURING, "--everybody")


def test_who_they_are_stands_only_in_a_file_for_its_owners_eyes(folder: Path) -> None:
    said = _run("breach", *DURING, "--out", "affected.csv")
    assert not [value for value in PERSONAL if value in said]
    written = folder / "affected.csv"
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    with written.open(encoding="utf-8", newline="") as file:
        ani, guest = csv.DictReader(file)
    assert (ani["name"], ani["addresses"]) == ("Ani Lestari", "local:guest-ani")
    assert ani["phones"].lstrip("'") == "+6281200000001 +6281200000077"
    assert (guest["name"], guest["kinds"]) == ("", "messages questions")
    storage = open_storage(load(folder / "config.toml"))
    with storage.transaction() as tx:
        (entry,) = tx.session.scalars(select(AuditEntry).filter_by(action="exported"))
        assert (entry.by, entry.subject, entry.person_id) == ("operator", "breach", None)
        assert entry.at > datetime(2026, 1, 1, tzinfo=UTC)
    storage.close()


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (("--from", "2026-03-03", "--to", "2026-03-01"), "--to is not after --from"),
        ((*DURING, "--out", "config.toml"), "exists already: name another file"),
        ((*DURING, "--out", "nowhere/affected.csv"), "name a folder that exists"),
    ],
)
def test_an_operators_mistake_is_one_sentence(folder: Path, words: tuple[str, ...], remedy: str) -> None:
    assert remedy in _run("breach", *words, status=2)
