"""Questions about when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.questions.base import UNKNOWN, chosen, option, words
from programme.eligibility import age_on
from programme.reading import date as reading_date
from programme.reading import number
from talk import Choice, Line, Message, Misread, Stored

STILL, TODAY, SAME, OPEN = "still", "today", "same", "open"
#: How many days from today each is.
DAYS = {"yesterday": -1, TODAY: 0, "tomorrow": 1}
#: Younger or older than this is a slip of the finger rather than an applicant; who is 40 is told the rule instead.
YOUNGEST, OLDEST = 5, 100
#: What people write around a year.
_YEAR_WORD = re.compile(r"\b(?:tahun|thn|th|kira-kira|kira kira|sekitar|year|about|around)\b")
#: A plan that is further away is a slip of the finger.
YEARS_AWAY = 5


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
        read = self.relative(message, self.today) or reading_date.read(words(message), self.today)
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

    @staticmethod
    def relative(message: Message, today: date) -> date | None:
        """As it is said: today, yesterday, tomorrow."""
        said = chosen(message, tuple(option("day", name) for name in DAYS), "day")
        return None if said is None else today + timedelta(days=DAYS[said])


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


@dataclass(frozen=True, slots=True)
class PastYear:
    """A year that is not long ago, this one at the latest; about is enough."""

    today: date
    choices: Sequence[Choice] = ()

    def read(self, message: Message) -> Stored:
        """The year."""
        year = number.read(_YEAR_WORD.sub(" ", words(message).casefold()))
        if year is None or not self.today.year - 40 <= year <= self.today.year:
            raise Misread(Line("kind-year", {"this_year": self.today.year}))
        return year

    def check(self, stored: Stored) -> int:
        """A year."""
        return int(str(stored))


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A day of a plan, ahead or not: after one that is set already and before another, each said by its name."""

    today: date
    #: Label and day of what comes before it, and of what comes after it.
    after: tuple[Line, date] | None = None
    before: tuple[Line, date] | None = None
    #: A day that it may well be, offered by a button.
    same: date | None = None
    #: Whether it may be left open.
    optional: bool = False

    @property
    def choices(self) -> Sequence[Choice]:
        """The day that is near at hand, and leaving it open."""
        same = (Choice(SAME, Line("date", {"day": self.same})),) if self.same else ()
        return (*same, option("planned-day", OPEN)) if self.optional else same

    def read(self, message: Message) -> Stored:
        """The ISO date, or None."""
        picked = chosen(message, self.choices, "planned-day")
        if picked is not None:
            return None if picked == OPEN or self.same is None else self.same.isoformat()
        day = reading_date.read(words(message), self.today)
        if day is None:
            raise Misread(Line("kind-day", {"day": self.today}))
        if abs(day.year - self.today.year) > YEARS_AWAY:
            raise Misread(Line("kind-day-odd", {"read": day}))
        self._in_order(day)
        return day.isoformat()

    def check(self, stored: Stored) -> date | None:
        """Still in its order, since the days around it may have been changed."""
        if stored is None and self.optional:
            return None
        day = date.fromisoformat(str(stored))
        try:
            self._in_order(day)
        except Misread:
            raise ValueError("out of order") from None
        return day

    def _in_order(self, day: date) -> None:
        for key, other, wrong in (
            ("kind-day-early", self.after, self.after is not None and day <= self.after[1]),
            ("kind-day-late", self.before, self.before is not None and day >= self.before[1]),
        ):
            if other is not None and wrong:
                raise Misread(Line(key, {"read": day, "label": other[0], "other": other[1]}))
