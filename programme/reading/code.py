"""Codes that are passed on by hand, as people write them: "IZIN 7KQ-4X2-P9W", "izin 7kq4x2p9w", "Ijin: 7kq 4x2 p9w".

Nine signs of Crockford's alphabet, in which nothing can be taken for another thing: no I, L, O or U, and whoever writes
O or I is read as 0 or 1. Each group of three holds a digit, so that no sentence looks like a code ("izin bertanya"
would otherwise): that leaves 43 bits. The word before it says what the code is for.
"""

import re
import secrets
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

#: What a code is for: a guardian's consent, making two chats one, or becoming a member of staff.
Purpose = Literal["guardian", "connect", "staff"]

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#: The word that is written before a code, and how else people write it.
KEYWORDS: Mapping[Purpose, str] = {"guardian": "IZIN", "connect": "SAMBUNG", "staff": "PETUGAS"}
_SPELLINGS: Mapping[Purpose, str] = {
    "guardian": r"(?:IZIN|IJIN|IDZIN)",
    "connect": r"(?:SAMBUNGKAN|SAMBUNGIN|SAMBUNG|HUBUNGKAN|CONNECT)",
    "staff": r"(?:PETUGAS|STAFF|STAF)",
}

_LENGTH = 9
_GROUP = 3
_LOOKALIKES = str.maketrans("OIL", "011")
_BETWEEN = r"[\s.:,*_'\"\-\u2010-\u2015]*"
_ALONE = re.compile(rf"{_BETWEEN}([0-9A-Z](?:{_BETWEEN}[0-9A-Z]){{{_LENGTH - 1}}}){_BETWEEN}")


@dataclass(frozen=True, slots=True)
class Written:
    """A code as somebody wrote it; without its word nobody knows what it is for."""

    signs: str
    purpose: Purpose | None


def new() -> str:
    """A code that nobody guesses: 7KQ4X2P9W."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH))
        if _is_code(code):
            return code


def written(code: str, purpose: Purpose) -> str:
    """As it is shown: IZIN 7KQ-4X2-P9W."""
    return f"{KEYWORDS[purpose]} {'-'.join(_groups(code))}"


def read(text: str, *, alone: bool = True) -> Written | None:
    """The code in a message: after its word anywhere, or, where it may stand `alone`, as the whole message.

    What is nearly one is returned too: its writer is to hear that it is wrong, not that nothing was understood.
    """
    said = unicodedata.normalize("NFKC", text[:2000]).upper()
    found = next(_after_keywords(said), None)
    if found is None and alone and (whole := _ALONE.fullmatch(said)) and _is_code(_signs(whole[1])):
        found = Written(_signs(whole[1]), None)
    return found or next(_nearly(said.strip()), None)


def _after_keywords(said: str) -> Iterator[Written]:
    for purpose in KEYWORDS:
        for found in _after(purpose).finditer(said):
            if _is_code(_signs(found[1])):
                yield Written(_signs(found[1]), purpose)


def _nearly(said: str) -> Iterator[Written]:
    """A slip of the finger in a message that is otherwise nothing but a code: one sign too few or too many."""
    for purpose in KEYWORDS:
        found = _slip(purpose).fullmatch(said)
        if found and _looks_like_one(found[1]):
            yield Written(_signs(found[1]), purpose)


@cache
def _after(purpose: Purpose) -> re.Pattern[str]:
    signs = rf"[0-9A-Z](?:{_BETWEEN}[0-9A-Z]){{{_LENGTH - 1}}}"
    return re.compile(rf"\b{_SPELLINGS[purpose]}{_BETWEEN}(?:(?:WALI|KODE|CODE)\b)?{_BETWEEN}({signs})(?![0-9A-Z])")


@cache
def _slip(purpose: Purpose) -> re.Pattern[str]:
    signs = rf"[0-9A-Z](?:{_BETWEEN}[0-9A-Z]){{{_LENGTH - 2},{_LENGTH}}}"
    return re.compile(rf"{_SPELLINGS[purpose]}{_BETWEEN}({signs}){_BETWEEN}")


def _signs(found: str) -> str:
    return "".join(sign for sign in found if sign.isalnum()).translate(_LOOKALIKES)


def _groups(code: str) -> list[str]:
    return [code[start : start + _GROUP] for start in range(0, len(code), _GROUP)]


def _is_code(code: str) -> bool:
    groups = _groups(code)
    digits = [any(sign.isdigit() for sign in group) for group in groups]
    return all(digits) and not code.isdigit() and set(code) <= set(ALPHABET)


def _looks_like_one(found: str) -> bool:
    digits = sum(sign.isdigit() for sign in found)
    return digits >= 3 and any(sign.isalpha() for sign in found)
