"""Questions about when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.questions.base import UNKNOWN, chosen, option, words
from programme.eligibility import age_on
from programme.reading import date as reading_date
from programme.reading import number
from talk import Choice, Line, Message, Misread, Stored

STILL, TODAY = "still", "today"
#: Younger or older than this is a slip of the finger rather than an applicant; who is 40 is told the rule instead.
YOUNGEST, OLDEST = 5, 100


@dataclass(frozen=True, slots=True)
class DateOfBirth:
    """A birth date, day first."""

    today: date
    choices: Sequence[Choice] = ()

    def read(self, message: Message) -> Stored:
        """The ISO date."""
        said = words(message)
        born = reading_date.read(said, self.today)
        if born is None:
            raise Misread(Line("kind-date"))
        if born > self.today:
            raise Misread(Line("kind-date-future", {"read": born}))
        if not YOUNGEST <= age_on(born, self.today) <= OLDEST:
            raise Misread(Line("kind-date-odd", {"read": born}))
        return born.isoformat()

    def check(self, stored: Stored) -> date:
        """A date in the past."""
        return date.fromisoformat(str(stored))


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the office's work, such as that of a letter: today by a button, any other in words."""

    today: date
    earliest: date
    latest: date

    @property
    def choices(self) -> Sequence[Choice]:
        """Today, where it may be today."""
        return (option("day", TODAY),) if self.earliest <= self.today <= self.latest else ()

    def read(self, message: Message) -> Stored:
        """The ISO date."""
        if chosen(message, self.choices, "day") == TODAY:
            return self.today.isoformat()
        read = reading_date.read(words(message), self.today)
        if read is None:
            raise Misread(Line("kind-day", {"day": self.today}))
        if not self.earliest <= read <= self.latest:
            raise Misread(Line("kind-day-between", {"read": read, "earliest": self.earliest, "latest": self.latest}))
        return read.isoformat()

    def check(self, stored: Stored) -> date:
        """A day within the bounds."""
        day = date.fromisoformat(str(stored))
        if not self.earliest <= day <= self.latest:
            raise ValueError("out of bounds")
        return day


@dataclass(frozen=True, slots=True)
class YearLeft:
    """The year in which school ended: None where it is not known, the word `still` where it has not."""

    today: date

    @property
    def choices(self) -> Sequence[Choice]:
        """For those who are still at school, and those who don't know."""
        return (option("year-left", STILL), option("choice", UNKNOWN))

    def read(self, message: Message) -> Stored:
        """A year, `still` or None."""
        picked = message.choice or chosen(Message(text=message.text), self.choices, "year-left")
        if picked:
            return None if picked == UNKNOWN else STILL
        year = number.read(words(message))
        if year is None or not self.today.year - 40 <= year <= self.today.year:
            raise Misread(Line("kind-year", {"this_year": self.today.year}))
        return year

    def check(self, stored: Stored) -> int | str | None:
        """A year, `still` or None."""
        if stored is None:
            return None
        return STILL if stored == STILL else int(str(stored))
