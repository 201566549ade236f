"""The links that open a chat: by which campaign somebody comes, and codes that need not be typed.

A platform that carries a parameter with a link (`?start=…`) gives it as it is (`payload`, `opened`). Where a link can
only put words into the person's message, the campaign stands at its end: "Daftar pelatihan (kode: poster-pasar)". It
is read from there whatever the channel, and what is left is the message.
"""

import re
from dataclasses import dataclass

from programme.reading import code
from programme.reading.code import Purpose

#: How long a source's name may be, so that a link fits what platforms carry.
LONGEST = 32
_SOURCE = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST}}}")
_AT_THE_END = re.compile(rf"\s*\((?:kode|code)\s*:\s*({_SOURCE.pattern})\s*\)\s*$", re.IGNORECASE)
#: How a parameter begins that carries a code of that purpose.
_CODES: dict[str, Purpose] = {"k_": "guardian", "c_": "connect", "p_": "staff"}
_FROM_SOURCE = "s_"


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link's parameter says: the campaign, or the words that the person need not type."""

    source: str | None = None
    text: str | None = None


def is_source(name: str) -> bool:
    """Whether a campaign may be called that."""
    return _SOURCE.fullmatch(name) is not None


def read(text: str) -> tuple[str | None, str]:
    """The campaign that a message names at its end, and the message without it."""
    found = _AT_THE_END.search(text) if text.rstrip().endswith(")") else None
    return (found[1], text[: found.start()]) if found else (None, text)


def words(text: str, source: str) -> str:
    """A message that says by which campaign it comes, as `read` reads it."""
    return f"{text} (kode: {source})"


def opened(parameter: str) -> Opened:
    """What the parameter of a link says; one that is none of ours says nothing."""
    kind, rest = parameter[:2], parameter[2:]
    if kind == _FROM_SOURCE and is_source(rest):
        return Opened(source=rest)
    if kind in _CODES and rest.isalnum() and rest.isascii():
        return Opened(text=code.written(rest.upper(), _CODES[kind]))
    return Opened()


def source_parameter(source: str) -> str:
    """The parameter that `opened` reads as that campaign."""
    return _FROM_SOURCE + source


def code_parameter(signs: str, purpose: Purpose) -> str:
    """The parameter that `opened` reads as that code."""
    return next(kind for kind, known in _CODES.items() if known == purpose) + signs
