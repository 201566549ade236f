"""`tuntas link`: what stands on the poster opens the chat, and names the campaign that it is for."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image
from typer.testing import CliRunner

from bot.cli import cli
from bot.config import ConfigError, load
from programme.reading import code, deep_link
from programme.reading.deep_link import Opened
from storage.database import Storage
from tests.tester import World, register

CHATS = '[telegram]\nbot_name = "@PaserTuntasBot"\n[whatsapp]\ndisplay_number = "+62 543 000-000"\n'


#: A child's registration: only the minimum is asked until a guardian agrees.
CHILD = (
    *("daftar", "setuju", "ya", "tidak", "tidak", "saya sendiri", "Sari Karangan", "12 mei 2009", "lolo"),
    *("Aminah Karangan", "081200009002", "081200009003", "tata boga", "barista"),
)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    written = tmp_path / "config.toml"
    written.write_text(CHATS, encoding="utf-8")
    return written


def link(config: Path, *words: str) -> tuple[int, str]:
    found = CliRunner().invoke(cli, ["link", "--config", str(config), *words])
    return found.exit_code, found.output


def test_a_campaign_has_a_link_to_each_chat(config: Path) -> None:
    status, said = link(config, "--source", "poster-pasar")
    telegram, whatsapp = said.split()
    assert status == 0
    assert telegram == "https://t.me/PaserTuntasBot?start=s_poster-pasar"
    assert whatsapp.startswith("https://wa.me/62543000000?text=")
    assert deep_link.opened(parse_qs(urlsplit(telegram).query)["start"][0]) == Opened(source="poster-pasar")
    (text,) = parse_qs(urlsplit(whatsapp).query)["text"]
    assert text == "Daftar pelatihan (kode: poster-pasar)"
    assert deep_link.read(text) == ("poster-pasar", "Daftar pelatihan")


def test_a_picture_shows_one_link(config: Path, tmp_path: Path) -> None:
    out = tmp_path / "poster.png"
    status, said = link(config, "--source", "radio", "--out", str(out))
    assert status == 2
    assert "--channel" in said
    assert link(config, "--source", "radio", "--channel", "whatsapp", "--word", "daftar", "--out", str(out))[0] == 0
    with Image.open(out) as picture:
        assert picture.format == "PNG"
        assert picture.width == picture.height > 200


@pytest.mark.parametrize("source", ["", "poster pasar", "x" * 33, "pasar?", "pásar"])
def test_a_source_that_no_link_can_carry_is_refused(config: Path, source: str) -> None:
    status, said = link(config, "--source", source)
    assert status == 2
    assert "poster-pasar" in said


def test_without_a_chat_to_link_to_the_remedy_is_told(tmp_path: Path) -> None:
    empty = tmp_path / "config.toml"
    empty.write_text("", encoding="utf-8")
    status, said = link(empty, "--source", "radio")
    assert status == 2
    assert "telegram.bot_name" in said


@pytest.mark.parametrize("wrong", ['[telegram]\nbot_name = "t.me/x"\n', '[whatsapp]\ndisplay_number = "0543"\n'])
def test_a_chat_that_is_none_is_refused(tmp_path: Path, wrong: str) -> None:
    written = tmp_path / "config.toml"
    written.write_text(wrong, encoding="utf-8")
    with pytest.raises(ConfigError):
        load(written, {})


def test_a_guardian_s_code_need_not_be_typed(config: Path, sqlite_storage: Storage) -> None:
    """Whoever presses the link has written the code, whichever chat it opens."""
    world = World(sqlite_storage, office=load(config, {}).office)
    world.open_intake()
    told = register(world.person("whatsapp:sari"), CHILD).text
    telegram, whatsapp = (line for line in told.splitlines() if line.startswith("https://"))
    opened = deep_link.opened(parse_qs(urlsplit(telegram).query)["start"][0])
    (text,) = parse_qs(urlsplit(whatsapp).query)["text"]
    assert opened.text == text
    assert code.read(text) == code.read(told)
    assert "Sari Karangan" in world.person("telegram:mother").say(text).text


@pytest.mark.parametrize(
    ("text", "source", "left"),
    [
        ("Daftar pelatihan (kode: radio)", "radio", "Daftar pelatihan"),
        ("daftar (KODE:radio) ", "radio", "daftar"),
        ("(kode: radio)", "radio", ""),
        ("register (code: radio)", "radio", "register"),
        ("Halo (kode pos: 76211)", None, "Halo (kode pos: 76211)"),
        ("kode: radio", None, "kode: radio"),
        ("Tanah Grogot (kota)", None, "Tanah Grogot (kota)"),
    ],
)
def test_the_words_of_a_link_are_read_and_nothing_else_is(text: str, source: str | None, left: str) -> None:
    assert deep_link.read(text) == (source, left)


@pytest.mark.parametrize("parameter", ["", "s_", "s_" + "x" * 33, "x_radio", "k_7KQ-4X2", "k_", "s_poster pasar"])
def test_a_parameter_that_is_none_of_ours_says_nothing(parameter: str) -> None:
    assert deep_link.opened(parameter) == Opened()
