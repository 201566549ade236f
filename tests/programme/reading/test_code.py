"""A code is read however it is spelt, and nothing else is taken for one."""

import math

import pytest

from programme.reading import code
from programme.reading.code import Written

CODE = "7KQ4X2P9W"


@pytest.mark.parametrize(
    "said",
    [
        "IZIN 7KQ-4X2-P9W",
        "izin 7kq-4x2-p9w",
        "Izin 7kq4x2p9w",
        "ijin 7kq 4x2 p9w kak",
        "izin: 7KQ–4X2–P9W",
        "izin7kq4x2p9w",
        "IZIN 7 K Q 4 X 2 P 9 W",
        "izin wali 7kq-4x2-p9w",
        "*IZIN 7KQ-4X2-P9W*",
        "Bu, tolong kirim tulisan ini ke Tuntas: IZIN 7KQ-4X2-P9W. Terima kasih",
        "7kq-4x2-p9w",
        "7KQ4X2P9W",
    ],
)
def test_every_spelling_is_the_same_code(said: str) -> None:
    assert code.read(said) in (Written(CODE, "guardian"), Written(CODE, None))


@pytest.mark.parametrize(
    "said",
    [
        "SAMBUNG 7KQ-4X2-P9W",
        "sambungkan 7kq4x2p9w",
        "sambungkan kode 7kq-4x2-p9w kak",
        "connect 7kq 4x2 p9w",
        "Connect code: 7KQ-4X2-P9W",
    ],
)
def test_the_word_says_what_a_code_is_for(said: str) -> None:
    assert code.read(said) == Written(CODE, "connect")
    assert code.read("izin 7kq4x2p9w") == Written(CODE, "guardian")
    assert code.read("7kq4x2p9w") == Written(CODE, None)


def test_what_looks_alike_is_alike() -> None:
    assert code.read("izin OIL-4x2-p9w") == code.read("izin 011-4x2-p9w")


@pytest.mark.parametrize(
    "said",
    [
        "izin bertanya",
        "izin bertanya 1 hal kak",
        "izin tanya 2 hal 3 kali",
        "izin orang tua",
        "surat izin wali sudah ada",
        "izin",
        "sambungkan",
        "sambungkan saya ke petugas",
        "connect me to somebody",
        "terserah",
        "081200009",
        "0812 0000 9001",
        "17-08-2007",
        "kelas 8 SMP",
        "PSR-2026-0001",
        "",
    ],
)
def test_what_people_say_is_no_code(said: str) -> None:
    assert code.read(said) is None


@pytest.mark.parametrize("said", ["RT0 3RW 022", "7kq-4x2-p9w"])
def test_in_the_middle_of_a_talk_a_code_needs_its_keyword(said: str) -> None:
    assert code.read(said, alone=False) is None


@pytest.mark.parametrize("said", ["izin 7kq-4x2-p9", "IZIN 7KQ-4X2-P9WX"])
def test_a_slip_of_the_finger_is_still_a_try(said: str) -> None:
    slip = code.read(said)
    assert slip is not None
    assert slip.signs != CODE


@pytest.mark.parametrize("purpose", code.KEYWORDS)
def test_a_new_code_is_read_as_it_is_shown(purpose: code.Purpose) -> None:
    for _ in range(200):
        new = code.new()
        assert code.read(code.written(new, purpose)) == Written(new, purpose)
        assert code.read(new.lower()) == Written(new, None)


def test_nobody_guesses_a_code() -> None:
    signs, letters = len(code.ALPHABET), 22
    with_a_digit = signs**3 - letters**3
    assert math.log2(with_a_digit**3 - 10**9) > 43
