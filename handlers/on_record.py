"""What is on record about somebody, in words: for copies, corrections and the trail of changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.questions import AidAnswer
from handlers.registration_summary import aid_line, phone_number, village_name
from programme.eligibility import OUTSIDE
from programme.reading import nik
from talk import Line

#: Kept as the id of a choice, by the beginning of its label's key.
_CHOSEN = {
    "sex": "sex",
    "last_school": "last-school",
    "reason_left": "reason",
    "first_skill": "skill",
    "second_skill": "skill",
    "state": "state",
}
#: Kept as one text.
ADDRESS = ("outside_where", "address_note")
NOTHING = Line("nothing")


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: its name in the house, its label, its value in words."""

    name: str
    label: Line
    value: Line


def rows(values: Mapping[str, Any], region: str) -> Iterator[Row]:
    """Every value under its label, in the order in which they are given."""
    for name, value in values.items():
        yield Row(name, Line(f"label-{name}"), in_words(name, value, region))


def present(question: str, values: Mapping[str, Any], answers: Mapping[str, Any], region: str) -> Line:
    """The answer to one question of the registration as it stands now; some are kept under more than one name."""
    if question == "aid":
        return aid_line(AidAnswer(values["aid"], values["desil"]))
    if question == "year_left" and values["still_in_school"]:
        return Line("year-left-still")
    return in_words(question, (answers if question in ADDRESS else values)[question], region)


def in_words(name: str, value: Any, region: str) -> Line:
    """One value as people read it; numbers of identity only in part, since chats are kept abroad (art. 56)."""
    if value is None:
        return NOTHING
    if name in _CHOSEN:
        return Line(f"{_CHOSEN[name]}-{value}")
    if name in _SAID:
        return _SAID[name](value)
    if name == "village":
        return Line("village-outside") if value == OUTSIDE else _text(village_name(str(value), region))
    return _text(str(value))


def _text(text: str) -> Line:
    return Line("as-is", {"text": text})


def _date(value: Any) -> Line:
    return Line("date", {"day": date.fromisoformat(str(value))})


def _yes_no(value: Any) -> Line:
    return Line("choice-yes" if value else "choice-no")


def _dormitory(value: Any) -> Line:
    return Line("dormitory-yes" if value else "dormitory-no")


def _phone(value: Any) -> Line:
    return _text(phone_number(str(value)))


def _nik(value: Any) -> Line:
    return _text(nik.masked(str(value)))


def _aid(value: Any) -> Line:
    return _text(", ".join(str(kind).upper() for kind in value)) if value else Line("aid-none")


_SAID = {
    "birth_date": _date,
    "still_in_school": _yes_no,
    "dormitory": _dormitory,
    "phone": _phone,
    "guardian_phone": _phone,
    "nik": _nik,
    "aid": _aid,
}
