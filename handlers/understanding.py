"""The readers bound to the phrase lists: what a person's words mean, for the talks and for `tuntas understand`."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from importlib import resources
from typing import Any

from programme.reading import date as dates
from programme.reading import intent as intents
from programme.reading import kk, money, nik, phone, places
from programme.reading import skill as skills
from programme.reading import text as texts
from programme.reading import village as villages
from programme.reading import yes_no as yes_or_no
from programme.reading.phrases import Phrases, prepare

# Paser; a talk passes the regency of its own configuration to the village reader.
DEFAULT_REGION = "64.01"

#: The rank of phrases that are only listed; above it a message is one of them as a whole (programme.reading.phrases).
_LISTED = 4

#: A longer message is no single word, and no mere greeting either.
_LONGEST_WORD = 80


def intent(text: str) -> str | None:
    """What a message that answers no question wants."""
    return intents.read(text, _phrases("intent"))


def is_wish(text: str) -> bool:
    """Whether a message that may be a name is rather a wish or a question: half of its words or more say so."""
    fits = _phrases("intent").fits(text)
    words = texts.words(texts.without_courtesy(texts.normalise(text)))
    covered = max((max(fit.covered, fit.words if fit.rank > _LISTED else 0) for fit in fits.values()), default=0)
    return covered * 2 >= max(len(words), 1)


def skill(text: str) -> str | None:
    """The skill that a person names, whether it is open this year or not."""
    return skills.read(text, _phrases("skill"))


def yes_no(text: str) -> str | None:
    """ "yes" or "no"."""
    answer = yes_or_no.read(text)
    return None if answer is None else "yes" if answer else "no"


def date(text: str) -> str | None:
    """An ISO date."""
    day = dates.read(text)
    return day.isoformat() if day else None


def village(text: str, region: str = DEFAULT_REGION) -> str | None:
    """The dotted code of a village, or of the kecamatan when only that is named."""
    return villages.read(text, places.region(region))


def global_word(text: str) -> str | None:
    """Which of the words that always work the whole message is, a greeting counting as "menu"."""
    said = texts.normalise(text).strip(" .,!")
    if len(said) > _LONGEST_WORD:
        return None
    return _as_a_whole(said, "words") or ("menu" if intents.is_greeting(text) else None)


def staff_word(text: str) -> str | None:
    """Which command of staff the whole message is."""
    return _as_a_whole(texts.normalise(text).strip(" .,!"), "staff")


def instead_of_answer(text: str) -> str | None:
    """What somebody wants who gives no answer to a question: to "go_on", or, being "puzzled", to be asked once more."""
    said = texts.normalise(text)
    return _as_a_whole(said.replace("?", " ").strip(" .,!") or said, "in_talk")


def _as_a_whole(said: str, name: str) -> str | None:
    """In which list of that file it stands exactly, courtesy words at its ends aside."""
    listed = _listed(name)
    return listed.get(said) or listed.get(texts.without_courtesy(said).strip(" .,!"))


@cache
def _listed(name: str) -> Mapping[str, str]:
    """Each way of saying something, with the list that it stands in."""
    lists: Mapping[str, Sequence[str]] = _packaged(name)
    return {spoken: meant for meant, ways in lists.items() for spoken in ways}


@cache
def _phrases(name: str) -> Phrases:
    slang = _packaged("slang")
    return prepare(_packaged(name), slang["slang"], slang["ordinary"])


def _packaged(name: str) -> Mapping[str, Any]:
    return tomllib.loads(
        resources.files("handlers.texts").joinpath("phrases", f"{name}.toml").read_text(encoding="utf-8")
    )


UNDERSTAND: Mapping[str, Callable[[str], object]] = {
    "intent": intent,
    "yes_no": yes_no,
    "date": date,
    "money": money.read,
    "phone": phone.read,
    "village": partial(village),
    "skill": skill,
    "nik": nik.read,
    "kk": kk.read,
}
