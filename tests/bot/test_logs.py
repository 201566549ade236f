"""One line a turn says whose, where and how long, and nothing that a person wrote."""

import json
import logging
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import logs
from bot.channels.channel import Incoming
from storage.database import Storage
from tests.tester import ADULT_ANSWERS, World, register


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Where this process logs during the test."""
    with logs.writing(tmp_path / "logs", 30):
        yield tmp_path / "logs"


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for path in sorted(folder.iterdir()) for line in path.read_text().splitlines()]


def test_a_whole_registration_is_a_line_a_turn_and_names_nobody(
    sqlite_storage: Storage, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    world = World(sqlite_storage)
    world.open_intake()
    person = world.person()
    register(person)
    written = "".join(path.read_text() for path in folder.iterdir()) + capfd.readouterr().err
    turns = [line for line in lines(folder) if line["event"] == "turn"]
    assert len(turns) == len(ADULT_ANSWERS) + 2
    assert {line["contact"] for line in turns} == {1}
    named = next(line for line in turns if line["question"] == "full_name")
    assert (named["talk"], named["outcome"]) == ("registration", "registration-birth_date")
    assert all(0 <= line["ms"] < 10_000 for line in turns)
    for personal in ("Budi", "Karangan", "6401011708079001", "81200009001", "17-08-2007", "2007-08-17", "guest-ani"):
        assert personal not in written


def test_a_turn_that_fails_says_where_and_nothing_of_the_message(
    sqlite_storage: Storage, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(_desk: object, incoming: Incoming) -> None:
        raise ValueError(incoming.text)

    monkeypatch.setattr("bot.router.route", fail)
    world = World(sqlite_storage)
    with pytest.raises(ValueError, match="6401011708079001"):
        world.person().say("6401011708079001")
    logging.getLogger("bot.turn").error("A turn failed: %s at %s", "ValueError", "here")
    (line,) = lines(folder)
    assert (line["event"], line["level"]) == ("A turn failed: ValueError at here", "error")
    assert "A turn failed" in capfd.readouterr().err


def test_of_what_a_library_says_only_the_harmless_part_is_kept(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("httpx").info("HTTP Request: GET https://api.example/bot123456:secret?phone=0812")
    logging.getLogger("uvicorn.error").warning("Invalid request from %s", "Budi Karangan")
    logging.getLogger("websockets").error("GET /chat?address=guest-ani failed for 081200009001, 'Budi Karangan'")
    try:
        raise sqlite3.IntegrityError("parameters: ('Budi Karangan', '6401011708079001')")
    except sqlite3.IntegrityError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application\n")
    logging.getLogger("asyncio").error("Task exception was never retrieved\nfuture: <Task ValueError('Budi')>")
    told = [(line["event"], line.get("error")) for line in lines(folder)]
    assert told == [
        ("Invalid request from %s", None),
        ("GET /chat… failed for …, …", None),
        ("Exception in ASGI application", "IntegrityError"),
        ("Task exception was never retrieved", None),
    ]
    assert "Budi" not in capfd.readouterr().err


def test_files_of_a_day_are_kept_for_so_many_days(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    midnight = 1_772_409_600.0  # 2026-03-02, UTC
    file = logs.DayFiles(tmp_path / "kept", 2)
    for day in range(4):
        monkeypatch.setattr("bot.logs.time.time", lambda day=day: midnight + day * 86_400)
        file.info(b"{}")
        file.info(b"{}")
    file.close()
    names = [f"tuntas-2026-03-0{day}.jsonl" for day in (3, 4, 5)]
    assert sorted(path.name for path in (tmp_path / "kept").iterdir()) == names
    assert (tmp_path / "kept" / names[0]).read_bytes() == b"{}\n{}\n"


def test_a_log_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("")
    logs.DayFiles(tmp_path / "a file", 2).info(b"{}")
    full = logs.DayFiles(tmp_path / "kept", 2)
    full.info(b"{}")
    full.close()
    with Path("/dev/full").open("wb", buffering=0) as full._file:
        full.info(b"{}")


def test_a_line_costs_little(folder: Path) -> None:
    """Measured at 11 µs on the machine of the README; the bound only notices a blunder."""
    count = 2_000
    began = time.process_time()
    for _ in range(count):
        logs.Step().done()
    assert (time.process_time() - began) / count < 100e-6
