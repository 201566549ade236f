"""The office's letterhead on its way through the outbox: what is printed later is printed as it was sent."""

from collections.abc import Mapping

from programme.office import Letterhead
from talk import Argument

#: By which the lines of one setting are kept apart.
_BREAK = "\n"


def head_args(letter: Letterhead) -> dict[str, Argument]:
    """The letterhead as arguments of a drawing."""
    return {
        "heading": _BREAK.join(letter.heading),
        "place": letter.place,
        "signatory": letter.signatory,
        "title": letter.title,
        "nip": letter.nip,
        "copies": _BREAK.join(letter.copies),
    }


def head_of(shown: Mapping[str, str]) -> Letterhead:
    """The letterhead that `head_args` wrote."""
    return Letterhead(
        heading=_lines(shown["heading"]),
        place=shown["place"],
        signatory=shown["signatory"],
        title=shown["title"],
        nip=shown["nip"],
        copies=_lines(shown["copies"]),
    )


def _lines(written: str) -> tuple[str, ...]:
    return tuple(filter(None, written.split(_BREAK)))
