"""Every night a backup, of which the last few are kept; one that fails is tried again and told."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App, build
from bot.config import load
from bot.duties.backup import LAST
from programme import settings
from storage import backup
from tests.bot.office import ready
from tests.tester import FixedClock

HOUR = timedelta(hours=1)


@pytest.fixture
def clock() -> FixedClock:
    """It is nine in the morning."""
    return FixedClock()


@pytest.fixture
def app(tmp_path: Path, clock: FixedClock) -> Iterator[App]:
    (tmp_path / "data").mkdir()
    ready(tmp_path / "data")
    (tmp_path / "data" / "config.toml").write_text('[backup]\nfolder = "../disk"\nkeep = 3\nhour = 2\n')
    app = build(load(tmp_path / "data" / "config.toml", {}), clock=clock)
    yield app
    app.close()


def made(app: App) -> list[str]:
    folder = app.config.backups
    assert folder is not None
    app.backups.make_due(folder)
    return [path.name for path in backup.made_in(folder)]


def test_one_is_made_at_once_and_then_one_a_night(app: App, clock: FixedClock) -> None:
    assert made(app) == ["tuntas-20260302-090000"]
    clock.move(16 * HOUR)  # one in the night
    assert made(app) == ["tuntas-20260302-090000"]
    clock.move(1.5 * HOUR)
    both = ["tuntas-20260302-090000", "tuntas-20260303-023000"]
    assert made(app) == both
    clock.move(HOUR)
    assert made(app) == both
    with app.storage.transaction() as tx:
        assert settings.read(tx.session, LAST) == "2026-03-03T02:30:00+08:00"


def test_only_the_last_few_are_kept(app: App, clock: FixedClock) -> None:
    for _ in range(5):
        made(app)
        clock.move(24 * HOUR)
    assert [name[7:15] for name in made(app)] == ["20260305", "20260306", "20260307"]


def test_a_missed_night_is_made_up_for_once(app: App, clock: FixedClock) -> None:
    made(app)
    clock.move(10 * 24 * HOUR)
    assert len(made(app)) == 2
    assert len(made(app)) == 2


def test_one_that_fails_is_told_and_tried_again_after_an_hour(
    app: App, clock: FixedClock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "disk").write_text("no folder")
    with caplog.at_level(logging.ERROR):
        assert made(app) == []
        assert made(app) == []
    assert len(caplog.messages) == 1
    assert "No backup can be made in" in caplog.messages[0]
    (tmp_path / "disk").unlink()
    clock.move(timedelta(minutes=30))
    assert made(app) == []
    clock.move(HOUR)
    assert len(made(app)) == 1


def test_a_clock_that_was_wrong_stops_no_backup(app: App, clock: FixedClock) -> None:
    clock.move(365 * 24 * HOUR)
    made(app)
    clock.move(-365 * 24 * HOUR)
    assert "tuntas-20260302-090000" in made(app)
