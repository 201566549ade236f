"""Names, choices, global words, greetings, and that nothing a person can type ever raises."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import understanding
from programme.reading import choice, intent, name, number, text

ANYTHING = st.one_of(
    st.text(), st.text(alphabet="0123456789.,-/ rbjtO\u202e\u200b½'"), st.text(alphabet="iyaktdgbelum kw")
)


@pytest.mark.parametrize("kind", sorted(understanding.UNDERSTAND))
@given(said=ANYTHING)
def test_no_text_ever_raises(kind: str, said: str) -> None:
    understanding.UNDERSTAND[kind](said)


@given(said=ANYTHING)
def test_no_text_raises_in_the_other_readers(said: str) -> None:
    name.read(said)
    number.read(said)
    choice.read(said, {"a": ["ya", said], "b": ["tidak"]})
    understanding.global_word(said)
    understanding.instead_of_answer(said)


@given(said=ANYTHING)
def test_normalising_twice_changes_nothing_more(said: str) -> None:
    assert text.normalise(text.normalise(said)) == text.normalise(said)


@pytest.mark.parametrize("read", [*understanding.UNDERSTAND.values()])
def test_ten_thousand_characters_cost_little(read: Callable[[str], object]) -> None:
    read("ya")
    started = time.perf_counter()
    read("1a 2-" * 2000)
    assert time.perf_counter() - started < 0.2


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("nama saya Budi Santoso", "Budi Santoso"),
        ("Siti", "Siti"),
        ("Nur'aini", "Nur'aini"),
        ("M. Rizky Pratama", "M. Rizky Pratama"),
        ("  AHMAD   YANI ", "AHMAD YANI"),
        ("Ana-Maria", "Ana-Maria"),
        ("namaku Udin kak", "Udin"),
        ("Siti Aminah.", "Siti Aminah"),
        ("Selamat Riyadi", "Selamat Riyadi"),
        ("selamat pagi", None),
        ("batal", None),
        ("halo", None),
        ("siapa ya?", None),
        ("12345", None),
        ("Budi 2", None),
        ("https://contoh.id", None),
        ("👍", None),
        ("<b>Budi</b>", None),
        ("mau daftar", None),
        ("x" * 81, None),
    ],
)
def test_a_name_stays_as_written_and_other_things_are_no_name(said: str, read: str | None) -> None:
    assert name.read(said) == read


def test_a_choice_is_taken_only_with_a_clear_margin() -> None:
    options = {"sd": ["SD"], "smp": ["SMP"], "sma": ["SMA", "SMK"], "never": ["belum pernah sekolah"]}
    assert choice.read("smp kak", options) == "smp"
    assert choice.read("lulusan SMA", options) == "sma"
    assert choice.read("belum prnah sekolah", options) == "never"
    assert choice.read("SM", options) is None
    assert choice.read("sd atau smp", options) is None


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("STOP", "stop"),
        ("berhenti dong kak", "stop"),
        ("Batal.", "batal"),
        ("P", "menu"),
        ("assalamualaikum kak", "menu"),
        ("bantuan", "bantuan"),
        ("mundur", "mundur"),
        ("tanya petugas", "ask_staff"),
        ("mulai", "start"),
        ("hapus data saya", "erase"),
        ("data saya", "my_data"),
        ("privasi", "privacy"),
        ("english", "english"),
        ("berhenti karena biaya", None),
        ("berhentii sekolah", None),
        ("batl", None),
    ],
)
def test_a_global_word_counts_only_alone_and_exactly(said: str, word: str | None) -> None:
    assert understanding.global_word(said) == word


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("Lanjut kak", "go_on"),
        ("NEXT!", "go_on"),
        ("bingung nih kak...", "puzzled"),
        ("ga ngerti", "puzzled"),
        ("Maksudnya??", "puzzled"),
        ("???", "puzzled"),
        ("lanjut SMA", None),
        ("bingung pilih yang mana", None),
        ("tidak ingin lanjut", None),
        ("terusan kelas 8", None),
        ("Gimanawati", None),
        ("", None),
    ],
)
def test_only_a_whole_message_asks_to_go_on_or_to_be_asked_again(said: str, wish: str | None) -> None:
    assert understanding.instead_of_answer(said) == wish


@pytest.mark.parametrize(
    "said", ["P", "ping", "halo kak", "selamat pagi", "Assalamu'alaikum wr wb", "haloooo", "hai min"]
)
def test_a_greeting_is_known(said: str) -> None:
    assert intent.is_greeting(said)


@pytest.mark.parametrize("said", ["", "kak", "halo mau daftar", "apa", "ya", "pagi ini hujan", "cek"])
def test_what_says_more_or_less_is_no_greeting(said: str) -> None:
    assert not intent.is_greeting(said)


def test_a_reason_for_stopping_school_is_no_intent() -> None:
    assert understanding.intent("berhenti karena biaya") is None
    assert understanding.intent("bansos cair kapan") is None


def test_invisible_marks_are_dropped_and_words_kept() -> None:
    assert text.clean("\u202eBu\u200bdi\x00\n  Santoso ") == "Budi Santoso"
    assert text.normalise("ＩＹＡＡＡＡ") == "iya"
    assert text.without_courtesy("tolong daftar dong kak") == "daftar"
