"""A new office is set up without a traceback; the doctor finds what is the matter and says what to do."""

import json
import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import build
from bot.config import Config, load
from bot.doctor import Finding, examine
from bot.duties.backup import back_up
from programme import holidays
from programme.reading import places
from storage import messages
from storage.crypto import create_key_file
from tests.bot.office import ready
from tests.bot.process import typed
from tests.disks import small_disk
from tests.tester import MONDAY, FixedClock

ANSWERS = (
    "--yes --region Balikpapan --name|Dinas Sosial Kota Balikpapan|--address|Jl. Contoh 2|--hours|Senin-Jumat|"
    '--phone|0542-000000|--data-officer|Sekretaris "Sosial"'
)
WORDS = [word for part in ANSWERS.split("|") for word in (part.split() if part.startswith("--") else [part])]


@pytest.fixture
def clock() -> FixedClock:
    """The doctor compares with when the house was installed, which was lately."""
    return FixedClock(datetime.fromtimestamp(Path(__file__).stat().st_mtime, UTC) + timedelta(days=30))


@pytest.fixture
def config(tmp_path: Path, clock: FixedClock) -> Iterator[Config]:
    """An office that runs."""
    ready(tmp_path)
    (tmp_path / "config.toml").write_text("", encoding="utf-8")
    config = load(tmp_path / "config.toml", {})
    with closing(build(config, clock=clock)) as app:
        with app.storage.transaction() as tx:
            holidays.import_years(tx.session, (2026, 2027))
            tx.session.flush()
        back_up(app.storage, config, tmp_path / "backups", clock.now())
        yield config


def found(config: Config, clock: FixedClock, check: str) -> list[Finding]:
    return [finding for finding in examine(config, clock) if finding.check == check]


def test_a_new_office_is_asked_what_it_must_and_can_start(tmp_path: Path) -> None:
    said = "paser\nDinas Sosial Kabupaten Paser\nJl. Contoh 1\nSenin-Jumat\n0543-000000\nSekretaris\n\n\n\n"
    done = typed("init", "office", folder=tmp_path, said=said)
    assert done.returncode == 0, done.stderr
    assert "Kabupaten Paser, code 64.01" in done.stdout
    assert "USB stick" in done.stdout
    config = load(tmp_path / "office" / "config.toml", {})
    assert (config.office.region, config.office.prefix, config.zone.key) == ("64.01", "PSR", "Asia/Makassar")
    assert config.key_file.stat().st_mode & 0o777 == 0o600
    build(config).close()


def test_everything_can_be_given_and_what_is_missing_is_named_at_once(tmp_path: Path) -> None:
    assert typed("init", *WORDS, folder=tmp_path).returncode == 0
    config = load(tmp_path / "config.toml", {})
    assert (config.office.region, config.office.data_officer) == ("64.71", 'Sekretaris "Sosial"')
    refused = typed("init", "other", "--yes", "--region", "64.01", "--name", "Dinsos", folder=tmp_path)
    assert refused.returncode == 2
    assert refused.stderr == "tuntas: Something is missing: add --address, --hours, --phone, --data-officer.\n"
    assert not (tmp_path / "other").exists()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    create_key_file(tmp_path / "tuntas.key")
    key = (tmp_path / "tuntas.key").read_bytes()
    assert typed("init", *WORDS, folder=tmp_path).returncode == 0
    written = (tmp_path / "config.toml").read_bytes()
    again = typed("init", *WORDS, folder=tmp_path)
    assert again.returncode == 2
    assert "exists already" in again.stderr
    assert ((tmp_path / "tuntas.key").read_bytes(), (tmp_path / "config.toml").read_bytes()) == (key, written)


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        ("Paser", ["64.01"]),
        ("kabupaten malang", ["35.07"]),
        ("malang", ["35.07", "35.73"]),
        ("64.01", ["64.01"]),
        ("penajam", ["64.09"]),
        ("Atlantis", []),
        ("", []),
    ],
)
def test_a_regency_is_found_by_its_name_or_code(wanted: str, codes: list[str]) -> None:
    assert list(places.regencies(wanted)) == codes


@pytest.mark.parametrize(("code", "hours"), [("35.07", 7), ("64.01", 8), ("91.71", 9)])
def test_a_regencys_zone_is_that_of_its_province(code: str, hours: int) -> None:
    zone = places.zone_of(code)
    assert zone is not None
    assert MONDAY.astimezone(zone).utcoffset() == timedelta(hours=hours)


def test_the_doctor_finds_nothing_where_all_is_well(config: Config, clock: FixedClock) -> None:
    assert [finding for finding in examine(config, clock) if finding.level != "ok"] == []


def test_the_doctor_says_what_to_do_for_each_finding(config: Config, clock: FixedClock, tmp_path: Path) -> None:
    clock.move(timedelta(days=4))
    (backup,) = found(config, clock, "backup")
    assert (backup.level, backup.text) == ("warning", "the last backup is 4 days old")
    os.chmod(config.key_file, 0o644)  # noqa: PTH101 - as a copy on a USB stick would have it
    assert "chmod 600" in found(config, clock, "key")[0].remedy
    wrong_zone = replace(config, office=replace(config.office, region="91.71"))
    assert 'zone = "Asia/Jayapura"' in found(wrong_zone, clock, "time zone")[0].remedy
    clock.move(timedelta(days=900))
    assert {finding.level for finding in found(config, clock, "holidays")} == {"warning"}


def test_the_doctor_notices_a_clock_that_went_back(config: Config, clock: FixedClock) -> None:
    with closing(build(config, clock=clock)) as app, app.storage.transaction() as tx:
        messages.record(tx, "local", "m1", "guest-ani", clock.now())
    clock.move(timedelta(hours=-1))
    assert found(config, clock, "clock")[0].level == "error"
    clock.move(timedelta(days=-4000))
    assert "before Tuntas was installed" in found(config, clock, "clock")[0].text


def test_the_doctor_counts_messages_that_came_to_nothing(config: Config, clock: FixedClock) -> None:
    with closing(build(config, clock=clock)) as app, app.storage.transaction() as tx:
        messages.unreadable(tx, "local", "m1", "guest-ani", b"?", "ValueError", clock.now())
    assert found(config, clock, "messages")[0].text == "1 messages could not be read"


def test_the_doctor_notices_a_full_and_a_read_only_disk(config: Config, clock: FixedClock, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 1) as disk:
        small = replace(config, files=disk.path / "files")
        assert "make room" in found(small, clock, "folder of the files")[0].remedy
        disk.make_read_only()
        assert found(small, clock, "folder of the files")[0].text.endswith("(Read-only file system)")


def test_the_doctor_changes_nothing_before_the_first_start(tmp_path: Path) -> None:
    assert typed("init", *WORDS, folder=tmp_path).returncode == 0
    before = sorted(path.name for path in tmp_path.iterdir())
    done = typed("doctor", "--json", folder=tmp_path)
    told = json.loads(done.stdout)
    assert done.returncode == told["status"] == 1
    assert {"check", "level", "text", "remedy"} == set(told["findings"][0])
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_the_doctor_tells_a_lost_key_and_a_wrong_configuration(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[web]\nport = 1.5\nhsot = 1\n", encoding="utf-8")
    wrong = typed("doctor", "--json", folder=tmp_path)
    assert wrong.returncode == 2
    assert [finding["text"] for finding in json.loads(wrong.stdout)["findings"]] == ["web.hsot", "web.port"]
    (tmp_path / "config.toml").write_text("", encoding="utf-8")
    lost = json.loads(typed("doctor", "--json", folder=tmp_path).stdout)
    assert "put back the copy that was kept" in lost["findings"][-1]["remedy"]
