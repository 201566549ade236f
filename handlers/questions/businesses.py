"""Questions about a business: what kind it is, and since when it runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.questions.base import UNKNOWN, chosen, option, words
from handlers.questions.choosing import labelled
from handlers.questions.dates import Day
from handlers.questions.words import FreeText
from programme.businesses import KINDS
from programme.reading import date as reading_date
from programme.reading import month
from talk import Choice, Line, Message, Misread, Stored

OTHER = "other"


@dataclass(frozen=True, slots=True)
class KindAnswer:
    """One of the kinds; in their own words what is of none of them, once they have said it."""

    kind: str
    own_words: str | None


@dataclass(frozen=True, slots=True)
class BusinessKind:
    """What kind of business it is, by button, as people call it, or in their own words."""

    @property
    def choices(self) -> Sequence[Choice]:
        """The kinds that graduates begin most often."""
        return labelled("business-kind", *KINDS)

    def read(self, message: Message) -> Stored:
        """The kind, and the words where it is none that is listed."""
        picked = chosen(message, self.choices, "business-kind")
        said = None if picked else FreeText(most=40).read(message)
        return {"kind": picked or OTHER, "words": said}

    def check(self, stored: Stored) -> KindAnswer:
        """One that is still listed."""
        if not isinstance(stored, dict) or stored["kind"] not in KINDS:
            raise ValueError("no kind of business")
        said = stored["words"]
        return KindAnswer(str(stored["kind"]), said if isinstance(said, str) else None)


@dataclass(frozen=True, slots=True)
class Since:
    """Since when something goes on: a day, a month, or nobody knows."""

    today: date

    @property
    def choices(self) -> Sequence[Choice]:
        """Today, and not knowing."""
        return (option("day", "today"), option("choice", UNKNOWN))

    def read(self, message: Message) -> Stored:
        """The ISO date, the first of a month where no day was said; None where it is not known."""
        if chosen(message, (option("choice", UNKNOWN),), "since") == UNKNOWN:
            return None
        day = Day.relative(message, self.today) or self._written(words(message))
        if day is None:
            raise Misread(Line("kind-since"))
        if day > self.today:
            raise Misread(Line("kind-date-future", {"read": day}))
        return day.isoformat()

    def check(self, stored: Stored) -> date | None:
        """A day, or None."""
        return None if stored is None else date.fromisoformat(str(stored))

    def _written(self, said: str) -> date | None:
        return reading_date.read(said, self.today) or month.read(said, self.today)
