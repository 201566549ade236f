"""Questions about a business: who helps, and what holds it up."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from handlers import understanding
from handlers.questions.base import SKIP, UNKNOWN, chosen, option, words
from handlers.questions.choosing import labelled
from handlers.questions.words import FreeText
from handlers.texts import labels
from programme.reading import choice, number, text
from programme.reports import OBSTACLES
from talk import Choice, Line, Message, Misread, Stored

NONE, OTHER = "none", "other"
#: More than this is a slip of the finger.
MOST_HELPERS = 99
LONGEST_WORDS = 300


#: Each is one person; what may stand beside them says nothing of how many there are.
_RELATIVES = text.listed(
    """
    ibu ibuku mama mamak emak bapak bapakku ayah ayahku papa adik adikku adek adekku kakak kakakku abang suami suamiku
    istri istriku isteri nenek kakek paman bibi tante sepupu mother father brother sister husband wife
    """
)
_BESIDE = text.listed("saya aku sy dan sama dengan serta cuma hanya dibantu bantu kandung ipar my and only")


@dataclass(frozen=True, slots=True)
class Helpers:
    """How many people help; None where they don't know. A number is always that many people, never a row's place."""

    @property
    def choices(self) -> Sequence[Choice]:
        """The usual numbers, none, and that they don't know."""
        return (*labelled("helpers", "1", "2", "3", NONE), option("choice", UNKNOWN))

    def read(self, message: Message) -> Stored:
        """The number, or None."""
        picked = message.choice or chosen(Message(text=message.text), self.choices, "helpers")
        count = number.read(message.text) if message.choice is None else None
        if count is not None and 0 <= count <= MOST_HELPERS:
            return count
        if picked in (NONE, UNKNOWN):
            return 0 if picked == NONE else None
        if picked is not None and picked.isdecimal():
            return int(picked)
        named = _relatives(words(message))
        if named is None:
            raise Misread(Line("kind-helpers"))
        return named

    def check(self, stored: Stored) -> int | None:
        """A number, or None."""
        if stored is not None and (not isinstance(stored, int) or not 0 <= stored <= MOST_HELPERS):
            raise ValueError("no number of people")
        return stored


@dataclass(frozen=True, slots=True)
class Hindered:
    """What holds a business up: one of programme.reports.OBSTACLES, and their own words or voice."""

    obstacle: str
    words: str | None = None
    voice_id: str | None = None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What holds it up most: by button, in their own words, or as a voice note."""

    #: Which can be chosen; what pauses or ends a business is not nothing.
    offered: tuple[str, ...] = OBSTACLES

    @property
    def choices(self) -> Sequence[Choice]:
        """What usually does."""
        return labelled("obstacle", *self.offered)

    def read(self, message: Message) -> Stored:
        """What it is, with the words in which it was told."""
        voice_id = _voice(message)
        if voice_id is not None:
            return asdict(Hindered(OTHER, voice_id=voice_id))
        picked = message.picked()
        if picked in self.offered:
            return asdict(Hindered(str(picked)))
        said = text.clean(words(message))
        if understanding.instead_of_answer(said) or not any(letter.isalnum() for letter in said):
            raise Misread(Line("kind-choose"))
        if len(said) > LONGEST_WORDS:
            raise Misread(Line("kind-note-long", {"most": LONGEST_WORDS}))
        return self._in_words(said)

    def check(self, stored: Stored) -> Hindered:
        """As it was read."""
        if not isinstance(stored, dict):
            raise ValueError("nothing that was told")  # noqa: TRY004 - the contract of check
        hindered = Hindered(**stored)  # type: ignore[arg-type]
        if hindered.obstacle not in self.offered:
            raise ValueError("no longer offered")
        return hindered

    def _in_words(self, said: str) -> Stored:
        """A label alone says no more than its button; whatever else they wrote is kept as they wrote it."""
        found = chosen(Message(text=said), self.choices, "obstacle")
        named = choice.whole(said, {name: labels(f"obstacle-{name}") for name in self.offered})
        return asdict(Hindered(named) if named else Hindered(found or OTHER, words=said))


@dataclass(frozen=True, slots=True)
class Telling:
    """What else it is, in their own words or as a voice note; nobody has to say."""

    @property
    def choices(self) -> Sequence[Choice]:
        """Leaving it out."""
        return (option("choice", SKIP),)

    def read(self, message: Message) -> Stored:
        """Words, a voice note, or nothing more."""
        voice_id = _voice(message)
        if voice_id is not None:
            return asdict(Hindered(OTHER, voice_id=voice_id))
        said = FreeText(LONGEST_WORDS, optional=True).read(message)
        return asdict(Hindered(OTHER, words=None if said is None else str(said)))

    def check(self, stored: Stored) -> Hindered:
        """As it was read."""
        return Obstacle((OTHER,)).check(stored)


def _voice(message: Message) -> str | None:
    """The voice note that was kept; one that was not is explained."""
    media = message.media
    if media is None or media.kind != "voice":
        return None
    if media.problem == "too_big":
        raise Misread(Line("kind-voice-big"))
    if media.id is None:
        raise Misread(Line("kind-no-voice"))
    return media.id


def _relatives(said: str) -> int | None:
    """How many are named, "ibu dan adik"; None where anything else is said, or nobody is named."""
    spoken = [word.casefold() for word in text.words(said)]
    named = [word for word in spoken if word in _RELATIVES]
    return len(named) if named and all(word in _RELATIVES or word in _BESIDE for word in spoken) else None
