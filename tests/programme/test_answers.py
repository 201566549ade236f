"""Questions and answers that the office edits with Notepad."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from programme import answers
from programme.answers import DEFAULT_TOML, LANGUAGES, LONGEST, Mistakes
from programme.reports import OBSTACLES
from storage.database import Storage
from storage.tables import Answer
from tests.programme.people import NOW

USUAL = tomllib.loads(DEFAULT_TOML)


@pytest.mark.parametrize("topic", USUAL)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_usual_answer_fits_a_small_screen(topic: str, language: str) -> None:
    assert 0 < len(USUAL[topic][language]) <= LONGEST


def test_the_usual_answers_speak_as_we_speak() -> None:
    bahasa = " ".join(entry["id"] for entry in USUAL.values())
    assert "gratis" in USUAL["cost"]["id"].casefold()
    for word in ("Anda", "anda ", "silakan", "persyaratan", "dokumen", "mohon"):
        assert word not in bahasa


def test_a_new_service_begins_with_the_usual_answers_and_leaves_edited_ones_alone(storage: Storage) -> None:
    with storage.transaction() as tx:
        assert answers.answer(tx.session, "cost", "id") is None
        answers.begin(tx.session, NOW)
        assert answers.answer(tx.session, "cost", "en") == USUAL["cost"]["en"]
        answers.import_toml(tx.session, '[cost]\nid = "Gratis."', NOW)
        answers.begin(tx.session, NOW)
        assert answers.answer(tx.session, "cost", "id") == "Gratis."
        assert answers.answer(tx.session, "skills", "id") is None


def test_without_english_the_answer_comes_in_bahasa(storage: Storage) -> None:
    with storage.transaction() as tx:
        answers.import_toml(tx.session, '[motor]\nid = "Boleh."\nen = ""', NOW)
        assert answers.answer(tx.session, "motor", "en") == "Boleh."


@pytest.mark.parametrize("topic", [topic for topic, entry in USUAL.items() if entry["phrases"]])
def test_each_listed_phrase_leads_to_its_topic(sqlite_storage: Storage, topic: str) -> None:
    with sqlite_storage.transaction() as tx:
        answers.begin(tx.session, NOW)
        for phrase in USUAL[topic]["phrases"]:
            assert answers.find(tx.session, phrase) == topic
            assert answers.find(tx.session, f"Kak, {phrase.upper()}??") == topic


@pytest.mark.parametrize("said", ["", "?!", "asdf", "17-08-2007", "Rahmat Hidayat", "a" * 10_000, "iya", "tidak"])
def test_what_no_phrase_resembles_is_nobody_s_question(sqlite_storage: Storage, said: str) -> None:
    with sqlite_storage.transaction() as tx:
        answers.import_toml(tx.session, DEFAULT_TOML + '\n[x]\nid = "y"\nphrases = ["", "  ", "?"]\n', NOW)
        assert answers.find(tx.session, said) is None


def test_two_topics_that_fit_equally_well_are_not_guessed_between(sqlite_storage: Storage) -> None:
    with sqlite_storage.transaction() as tx:
        answers.import_toml(
            tx.session,
            '[a]\nid = "A"\nphrases = ["bawa motor"]\n[b]\nid = "B"\nphrases = ["bawa adik", "bawa motor ke asrama"]',
            NOW,
        )
        assert answers.find(tx.session, "boleh bawa motor atau bawa adik") is None
        assert answers.find(tx.session, "boleh bawa motor ke asrama kak") == "b"
        assert answers.find(tx.session, "boleh bawa motor kak") == "a"


def test_what_is_exported_is_imported_unchanged(storage: Storage) -> None:
    with storage.transaction() as tx:
        assert answers.export_toml(tx.session) == DEFAULT_TOML
        assert answers.import_toml(tx.session, DEFAULT_TOML, NOW) == len(USUAL)
        assert tomllib.loads(answers.export_toml(tx.session)) == USUAL


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")) | st.just("\n"), min_size=1, max_size=LONGEST))
def test_any_text_survives_the_file(text: str) -> None:
    if text.strip():
        section = answers._section("topic", {"id": Answer(text=text, phrases="a\nb")})
        [(topic, entry, phrases)] = answers._read(section)
        assert (topic, entry["id"], phrases) == ("topic", text, "a\nb")


def test_a_file_as_notepad_saves_it_is_read(storage: Storage) -> None:
    with storage.transaction() as tx:
        assert answers.import_toml(tx.session, '\ufeff[motor]\r\nid = "Boleh."\r\n', NOW) == 1


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "no answers"),
        ("[motor]\nid = “Boleh.”", "line 2"),
        ('[motor]\nid = "a"\n[motor]\nid = "b"', "line 3"),
        ("[motor]\nid = 5", "motor: write the answer"),
        ('[motor]\nen = "Yes"', "motor: write the answer"),
        ('motor = "Boleh"', "motor: write the answer"),
        ('[motor]\nid = "a"\nes = "b"', "no such entry"),
        ('[motor]\nid = "a"\nphrases = "b"', "motor.phrases"),
        (f'[motor]\nid = "{"a" * 301}"', "at most 300"),
        ('[motor]\nid = "a\\u0000b"', "motor.id"),
        ('["bawa motor"]\nid = "a"', "bawa motor"),
        ("x = " + "9" * 5000, "cannot be read"),
        ("x = " + "[" * 100_000, "cannot be read"),
    ],
    ids=range(13),
)
def test_a_mistake_is_named_and_nothing_changes(storage: Storage, text: str, named: str) -> None:
    with storage.transaction() as tx:
        answers.begin(tx.session, NOW)
        before = tx.session.scalar(select(func.count()).select_from(Answer))
        with pytest.raises(Mistakes, match=named) as told:
            answers.import_toml(tx.session, text, NOW)
        assert len(str(told.value).splitlines()) == 1
        assert tx.session.scalar(select(func.count()).select_from(Answer)) == before
        assert answers.answer(tx.session, "cost", "id") == USUAL["cost"]["id"]


def test_every_mistake_is_reported_at_once() -> None:
    with pytest.raises(Mistakes) as told:
        list(answers._read('[a]\nid = 1\n[b]\nid = "x"\nphrases = 2\nes = "y"\n["C c"]\nid = "z"'))
    assert len(str(told.value).splitlines()) == 4


@pytest.mark.parametrize("obstacle", OBSTACLES)
def test_there_is_a_tip_for_whatever_holds_a_business_up(sqlite_storage: Storage, obstacle: str) -> None:
    with sqlite_storage.transaction() as tx:
        usual = {language: answers.tip(tx.session, obstacle, language) for language in LANGUAGES}
        assert usual == {language: USUAL[f"tip_{obstacle}"][language] for language in LANGUAGES}
        answers.import_toml(tx.session, f'[tip_{obstacle}]\nid = "Sabar, ya."', NOW)
        assert answers.tip(tx.session, obstacle, "en") == "Sabar, ya."


def test_a_tip_is_no_answer_to_a_question_whatever_phrases_stand_with_it(storage: Storage) -> None:
    with storage.transaction() as tx:
        answers.import_toml(tx.session, '[tip_debts]\nid = "Catat."\nphrases = ["pembeli berutang"]', NOW)
        assert answers.find(tx.session, "pembeli berutang") is None


def test_tips_that_came_later_than_an_office_s_own_answers_are_there_to_edit(storage: Storage) -> None:
    with storage.transaction() as tx:
        answers.import_toml(tx.session, '[motor]\nid = "Boleh."\n\n[tip_tools]\nid = "Servis dulu."', NOW)
        written = answers.export_toml(tx.session)
        assert written.count("[tip_tools]") == 1
        assert tomllib.loads(written)["tip_buyers"]["id"] == USUAL["tip_buyers"]["id"]
        answers.import_toml(tx.session, written, NOW)
        assert answers.tip(tx.session, "tools", "id") == "Servis dulu."
