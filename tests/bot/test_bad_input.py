"""What an operator may get wrong is told in one sentence with its remedy, and changes nothing."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Protocol

import pytest

from bot.cli import main
from storage.crypto import create_key_file
from tests.bot.office import ready


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The folder of an office that has run before."""
    ready(tmp_path / "office")
    (tmp_path / "office" / "config.toml").write_text("", encoding="utf-8")
    return tmp_path / "office"


class Refused(Protocol):
    """The sentences with which a command is refused; without words, the service."""

    def __call__(self, *words: str) -> list[str]:
        """What stands on the terminal."""


@pytest.fixture
def refused(office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Refused:
    monkeypatch.chdir(office)

    def run(*words: str) -> list[str]:
        monkeypatch.setattr("sys.argv", ["tuntas", *(words or ("run", "--port", "0"))])
        with pytest.raises(SystemExit) as status:
            main()
        assert status.value.code == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        said = printed.err.splitlines()
        assert all(line.startswith("tuntas: ") and line.endswith(".") for line in said), said
        return said

    return run


def test_seven_mistakes_in_the_configuration_are_told_at_once_each_with_its_remedy(
    office: Path, refused: Refused
) -> None:
    (office / "config.toml").write_text(
        '[web]\nport = 70000\nhsot = "x"\npublic_hosts = 5\n[time]\nzone = "Mars/Base"\n[office]\nname = ""\n'
        '[documents]\nby_chat = "perhaps"\nlist = ["passport: required"]\n',
        encoding="utf-8",
    )
    said = refused()
    assert [line.split(": ")[1] for line in said] == [
        "web.hsot",
        "web.port",
        "web.public_hosts",
        "time.zone",
        "office.name",
        "documents.by_chat",
        "documents.list",
    ]


def test_a_lost_key(office: Path, refused: Refused) -> None:
    (office / "tuntas.key").unlink()
    (said,) = refused()
    assert "does not exist: put back the copy that was kept" in said


def test_a_wrong_key(office: Path, refused: Refused) -> None:
    (office / "tuntas.key").unlink()
    create_key_file(office / "tuntas.key")
    before = (office / "tuntas.db").read_bytes()
    for command in (("run", "--port", "0"), ("backup", "../disk"), ("questions",), ("key", "rotate")):
        (said,) = refused(*command)
        assert "put back the key file that belongs to it" in said
    assert (office / "tuntas.db").read_bytes() == before


def test_a_half_written_key(office: Path, refused: Refused) -> None:
    key = (office / "tuntas.key").read_bytes()
    (office / "tuntas.key").write_bytes(key[: len(key) * 2 // 3])
    (said,) = refused()
    assert "is damaged" in said
    assert "put back the copy that was kept" in said


def test_a_database_of_a_newer_version(office: Path, refused: Refused) -> None:
    with closing(sqlite3.connect(office / "tuntas.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    for command in (("run", "--port", "0"), ("backup", "../disk")):
        (said,) = refused(*command)
        assert "install that version, or restore a backup" in said


def test_a_database_that_is_none(office: Path, refused: Refused) -> None:
    (office / "tuntas.db").write_bytes(b"<html>not found</html>" * 1000)
    (said,) = refused()
    assert "cannot be used" in said


@pytest.mark.parametrize(
    ("command", "remedy"),
    [
        (("backup", "."), "name a folder on another disk"),
        (("backup", "files"), "name a folder on another disk"),
        (("backup", "nowhere/at/all"), "or name another one"),
        (("restore", "nowhere"), "name a folder that `tuntas backup` made"),
        (("answers", "export", "nowhere/answers.toml"), "check the name"),
        (("answers", "import", "nowhere.toml"), "check the name"),
    ],
)
def test_a_wrong_name(refused: Refused, command: tuple[str, ...], remedy: str) -> None:
    (said,) = refused(*command)
    assert remedy in said
