"""Questions answered by choosing."""

import functools
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from handlers import understanding
from handlers.questions.base import chosen, option, words
from programme.reading import yes_no
from talk import Choice, Line, Message, Misread, Stored


@functools.cache
def labelled(group: str, *names: str) -> tuple[Choice, ...]:
    """Choices whose labels stand in the texts as `<group>-<name>`."""
    return tuple(option(group, name) for name in names)


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of some choices, by button, number, label or a phrase listed for the group."""

    choices: tuple[Choice, ...]
    group: str = ""

    def read(self, message: Message) -> Stored:
        """The id of what was chosen."""
        picked = chosen(message, self.choices, self.group)
        if picked is None:
            words(message)
            raise Misread(Line("kind-choose"))
        return picked

    def check(self, stored: Stored) -> str:
        """Still among the choices."""
        if not any(choice.id == stored for choice in self.choices):
            raise ValueError("no longer offered")
        return str(stored)


@dataclass(frozen=True, slots=True)
class Skill(OneOf):
    """One of some skills, also as people call them: bengkel, masak, make up, kopi."""

    def read(self, message: Message) -> Stored:
        """The skill's id."""
        skill = None if message.choice else understanding.skill(message.text)
        return skill if skill in {choice.id for choice in self.choices} else OneOf.read(self, message)


@dataclass(frozen=True, slots=True)
class SkillWish(OneOf):
    """One of the skills open this year, also as people call them: bengkel, masak, make up, kopi."""

    def read(self, message: Message) -> Stored:
        """The skill's id."""
        skill = None if message.choice else understanding.skill(message.text)
        if skill in {choice.id for choice in self.choices}:
            return skill
        if skill is not None:
            raise Misread(Line("kind-skill-not-open", {"skill": Line(f"skill-{skill}")}))
        return OneOf.read(self, message)


@dataclass(frozen=True, slots=True)
class YesNo:
    """Yes or no, as people say it."""

    choices: Sequence[Choice] = field(default_factory=lambda: labelled("choice", "yes", "no"))

    def read(self, message: Message) -> Stored:
        """True or False."""
        picked = message.picked()
        if picked in ("yes", "no"):
            return picked == "yes"
        answer = yes_no.read(words(message))
        if answer is None:
            raise Misread(Line("kind-yes-no"))
        return answer

    def check(self, stored: Stored) -> bool:
        """A plain truth value."""
        if not isinstance(stored, bool):
            raise ValueError("neither yes nor no")  # noqa: TRY004 - the contract of check
        return stored


@dataclass(frozen=True, slots=True)
class Sure:
    """Yes or no to exactly what was shown: a yes holds only while that is the same."""

    choices: Sequence[Choice]
    group: str
    shown: str

    def read(self, message: Message) -> Stored:
        """A fingerprint of what was confirmed, or False."""
        picked = chosen(message, self.choices, self.group)
        agreed = picked == "yes" if picked else yes_no.read(words(message))
        if agreed is None:
            raise Misread(Line("kind-choose"))
        return self._fingerprint() if agreed else False

    def check(self, stored: Stored) -> bool:
        """Whether they confirmed it as it stands now."""
        if stored is False:
            return False
        if stored != self._fingerprint():
            raise ValueError("something was changed since")
        return True

    def _fingerprint(self) -> str:
        return hashlib.sha256(self.shown.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Consent:
    """Agreement to the notice of one version; a later version asks again. The full text is read on request."""

    version: str
    full_text: Line

    @property
    def choices(self) -> Sequence[Choice]:
        """Yes, no, and the whole text first."""
        return (option("consent", "yes"), option("consent", "no"), option("consent", "full"))

    def read(self, message: Message) -> Stored:
        """Which version was answered, and how."""
        picked = chosen(message, self.choices, "consent")
        if picked == "full":
            raise Misread(self.full_text, self.choices)
        agreed = picked == "yes" if picked else yes_no.read(words(message))
        if agreed is None:
            raise Misread(Line("kind-consent"))
        return {"version": self.version, "agreed": agreed}

    def check(self, stored: Stored) -> bool:
        """Only an answer to this version counts."""
        if not isinstance(stored, dict) or stored.get("version") != self.version:
            raise ValueError("another version was answered")
        return stored["agreed"] is True
