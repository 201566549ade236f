"""The service as a whole: its clock in the demo, its refusals at the start, its commands."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import build
from bot.config import Config
from storage.crypto import KeyProblem, create_key_file
from tests.bot.office import ready
from tests.bot.process import tuntas, typed


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return ready(tmp_path)


def test_the_demos_clock_stays_where_it_was_moved_and_only_the_demo_reads_it(config: Config) -> None:
    demo = replace(config, demo=True)
    app = build(demo)
    asyncio.run(app.move_clock(timedelta(days=30)))
    app.close()
    again, real = build(demo), build(config)
    assert again.clock.offset == timedelta(days=30)
    assert real.clock.offset == timedelta(0)
    again.close()
    real.close()


def test_a_missing_key_is_one_clear_sentence(config: Config, tmp_path: Path) -> None:
    with pytest.raises(KeyProblem, match="does not exist"):
        build(replace(config, key_file=tmp_path / "lost"))


def test_a_wrong_key_is_one_clear_sentence(config: Config, tmp_path: Path) -> None:
    build(config).close()
    create_key_file(tmp_path / "other")
    with pytest.raises(KeyProblem, match="not the one"):
        build(replace(config, key_file=tmp_path / "other"))


def test_understand_prints_one_object_a_line(tmp_path: Path) -> None:
    done = typed("understand", "money", folder=tmp_path, said="1,5jt\n200-300rb\n2jt700\n")
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"text": "1,5jt", "value": 1_500_000},
        {"text": "200-300rb", "value": None},
        {"text": "2jt700", "value": 2_700_000},
    ]


def test_chat_in_a_pipe_reads_a_message_a_line_and_prints_each_reply(tmp_path: Path) -> None:
    done = tuntas("chat", folder=tmp_path, said="halo\ntanya petugas\nBoleh bawa motor?\n")
    assert "Halo Kak!" in done.stdout
    assert "sudah sampai ke petugas" in done.stdout
    assert "Boleh bawa motor?" in typed("questions", folder=tmp_path).stdout


def test_an_operators_mistake_is_one_sentence_and_no_traceback(tmp_path: Path) -> None:
    for words in (("run",), ("run", "--config", "nothing.toml"), ("understand", "poems")):
        done = typed(*words, folder=tmp_path)
        assert done.returncode == 2
        assert done.stderr.startswith("tuntas: ")
        assert "Traceback" not in done.stderr


def test_answers_are_exported_edited_and_imported(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("", encoding="utf-8")
    assert typed("key", "new", folder=tmp_path).returncode == 0
    assert typed("answers", "export", "answers.toml", folder=tmp_path).returncode == 0
    edited = (tmp_path / "answers.toml").read_text(encoding="utf-8").replace("Gratis, Kak!", "Gratis selalu, Kak!")
    (tmp_path / "answers.toml").write_text(edited, encoding="utf-8")
    assert typed("answers", "import", "answers.toml", folder=tmp_path).returncode == 0
    said = typed("chat", folder=tmp_path, said="bayar ga kak\n").stdout
    assert "Gratis selalu" in said
