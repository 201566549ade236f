"""The code with which a guardian agrees, as people write it: "IZIN 7KQ-4X2-P9W", "izin 7kq4x2p9w", "Ijin: 7kq 4x2 p9w".

Nine signs of Crockford's alphabet, in which nothing can be taken for another thing: no I, L, O or U, and whoever writes
O or I is read as 0 or 1. Each group of three holds a digit, so that no sentence looks like a code ("izin bertanya"
would otherwise): that leaves 43 bits.
"""

import re
import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
KEYWORD = "IZIN"

_LENGTH = 9
_GROUP = 3
_LOOKALIKES = str.maketrans("OIL", "011")
_BETWEEN = r"[\s.:,*_'\"\-\u2010-\u2015]*"
_SIGNS = rf"[0-9A-Z](?:{_BETWEEN}[0-9A-Z]){{{_LENGTH - 1}}}"
_AFTER_KEYWORD = re.compile(rf"\b(?:IZIN|IJIN|IDZIN){_BETWEEN}(?:WALI\b)?{_BETWEEN}({_SIGNS})(?![0-9A-Z])")
_ALONE = re.compile(rf"{_BETWEEN}({_SIGNS}){_BETWEEN}")
#: A slip of the finger in a message that is otherwise nothing but a code: one sign too few or too many.
_NEARLY = re.compile(rf"(?:IZIN|IJIN|IDZIN){_BETWEEN}([0-9A-Z](?:{_BETWEEN}[0-9A-Z]){{7,9}}){_BETWEEN}")


def new() -> str:
    """A code that nobody guesses: 7KQ4X2P9W."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH))
        if _is_code(code):
            return code


def written(code: str) -> str:
    """As it is shown: IZIN 7KQ-4X2-P9W."""
    return f"{KEYWORD} {'-'.join(_groups(code))}"


def read(text: str, *, alone: bool = True) -> str | None:
    """The code in a message: after its keyword anywhere, or, where it may stand `alone`, as the whole message.

    What is nearly one is returned too: its writer is to hear that it is wrong, not that nothing was understood.
    """
    said = unicodedata.normalize("NFKC", text[:2000]).upper()
    for found in _AFTER_KEYWORD.finditer(said):
        code = _signs(found[1])
        if _is_code(code):
            return code
    if alone and (whole := _ALONE.fullmatch(said)) and _is_code(_signs(whole[1])):
        return _signs(whole[1])
    nearly = _NEARLY.fullmatch(said.strip())
    return _signs(nearly[1]) if nearly and _looks_like_one(nearly[1]) else None


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
