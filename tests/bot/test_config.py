"""Configuration: every mistake at once, each with its remedy; the example file tells the truth."""

from pathlib import Path

import pytest

from bot.config import SETTINGS, ConfigError, example, load

ROOT = Path(__file__).parents[2]


def test_the_example_file_has_every_setting_with_its_default() -> None:
    assert (ROOT / "config.example.toml").read_text(encoding="utf-8") == example()


def test_the_example_file_is_the_default_configuration(tmp_path: Path) -> None:
    written = tmp_path / "config.toml"
    written.write_text(example(), encoding="utf-8")
    read, default = load(written, {}), load(None, {})
    assert (read.office, read.zone, read.port) == (default.office, default.zone, default.port)


def test_all_mistakes_are_reported_at_once_each_with_its_remedy(tmp_path: Path) -> None:
    written = tmp_path / "config.toml"
    written.write_text('[web]\nport = "many"\nhsot = "x"\n[time]\nzone = "Mars/Base"\n', encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        load(written, {})
    assert refused.value.mistakes == [
        "web.hsot: there is no such setting; see config.example.toml.",
        "web.port: write a whole number from 0 to 65535.",
        "time.zone: write a time zone such as Asia/Makassar.",
    ]


def test_the_environment_overrides_the_file() -> None:
    assert load(None, {"TUNTAS_WEB_PORT": "9000", "TUNTAS_DOCUMENTS_BY_CHAT": "false"}).port == 9000
    assert not load(None, {"TUNTAS_DOCUMENTS_BY_CHAT": "false"}).office.documents_by_chat


def test_a_relative_database_stands_beside_the_configuration(tmp_path: Path) -> None:
    written = tmp_path / "config.toml"
    written.write_text("", encoding="utf-8")
    assert load(written, {}).database == f"sqlite:///{tmp_path / 'tuntas.db'}"


@pytest.mark.parametrize("papers", [["kk: required", "identity: sometimes"], ["passport: required"], "kk"])
def test_a_wrong_list_of_papers_says_what_may_stand_there(papers: object) -> None:
    setting = next(setting for setting in SETTINGS if setting.name == "documents.list")
    with pytest.raises(ValueError, match="papers: kk, identity"):
        setting.read(papers)


def test_a_criterion_that_is_not_named_does_not_count() -> None:
    setting = next(setting for setting in SETTINGS if setting.name == "selection.weights")
    found = setting.read("age: 50, poverty:50")
    assert {name: weight for name, weight in found.items() if weight} == {"age": 50, "poverty": 50}


@pytest.mark.parametrize("weights", ["beauty: 5", "age: much", "age: -1", "age"])
def test_a_wrong_weight_says_what_may_stand_there(weights: str) -> None:
    setting = next(setting for setting in SETTINGS if setting.name == "selection.weights")
    with pytest.raises(ValueError, match=r"criteria: age, poverty|whole number from 0 to 1000"):
        setting.read(weights)


def test_the_words_of_the_call_letter_may_be_the_offices_own(tmp_path: Path) -> None:
    written, words = tmp_path / "config.toml", "{nama} {tanggal_kumpul} {jam_kumpul} {tempat_kumpul}\n{tanda_tangan}\n"
    written.write_text('[calls]\ntemplate = "surat.txt"\n', encoding="utf-8")
    (tmp_path / "surat.txt").write_text(words, encoding="utf-8")
    assert load(written, {}).office.calling.template == words


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"{nama}\n{tgl}", "calls.template: in surat.txt, line 2 has {tgl}, which is nothing that can be filled in"),
        (b"\xff\xfe", "calls.template: surat.txt is no text that can be read; check the name, and save it as UTF-8."),
        (None, "calls.template: surat.txt is no text that can be read; check the name, and save it as UTF-8."),
    ],
)
def test_a_mistake_in_the_call_letter_is_found_at_the_start(tmp_path: Path, content: bytes | None, says: str) -> None:
    written = tmp_path / "config.toml"
    written.write_text('[calls]\ntemplate = "surat.txt"\n', encoding="utf-8")
    if content is not None:
        (tmp_path / "surat.txt").write_bytes(content)
    with pytest.raises(ConfigError) as refused:
        load(written, {})
    (mistake,) = refused.value.mistakes
    assert mistake.startswith(says)
