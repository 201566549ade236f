"""Which lines of the trail: an administrator writes a registration number, a day, or who of the staff did it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from handlers import trail
from handlers.desk import Desk
from handlers.questions.base import chosen, words
from handlers.reply import Reply
from handlers.staff_desk import member_for
from handlers.status import number_in
from handlers.subject import Subject
from programme import staff
from programme import trail as records
from programme.reading import date as reading_date
from talk import Answers, Ask, Choice, Line, Message, Misread, Stored, talk


@dataclass(frozen=True, slots=True)
class Facts:
    """What a number begins with, which day it is, and who works or worked here, by number."""

    prefix: str
    today: date
    staff: Mapping[str, str]

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be kept with the talk."""
        return {"prefix": self.prefix, "today": self.today.isoformat(), "staff": dict(self.staff)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The facts that `to_json` wrote."""
        return cls(**{**stored, "today": date.fromisoformat(stored["today"])})


@dataclass(frozen=True, slots=True)
class Sought:
    """A registration number, a day or a member of staff, told apart by how they are written."""

    facts: Facts

    @property
    def choices(self) -> Sequence[Choice]:
        """Everybody who works or worked here."""
        return tuple(Choice(number, Line("as-is", {"text": name})) for number, name in self.facts.staff.items())

    def read(self, message: Message) -> Stored:
        """What kind it is, and which."""
        number = number_in(message.text, self.facts.prefix)
        if number is not None:
            return [records.PERSON, number]
        member = chosen(message, self.choices)
        if member is not None:
            return [records.STAFF, member]
        day = reading_date.read(words(message), self.facts.today)
        if day is None:
            raise Misread(Line("kind-trail"))
        return [records.DAY, day.isoformat()]

    def check(self, stored: Stored) -> tuple[str, str]:
        """As it was read."""
        if not isinstance(stored, list) or len(stored) != 2:
            raise ValueError("nothing to look for")
        return str(stored[0]), str(stored[1])


@talk("trail_search")
def trail_search(ask: Ask, facts: Facts) -> tuple[str, str]:
    """One question."""
    return ask("what", Sought(facts), number=f"{facts.prefix}-{facts.today.year}-0007")


def facts(desk: Desk) -> Facts | Reply:
    """Only an administrator reads the trail."""
    member = member_for(desk, "trail")
    if isinstance(member, Reply):
        return member
    names = {str(number): name for number, name in staff.names(desk.session).items()}
    return Facts(desk.office.prefix, desk.today, names)


def finish(desk: Desk, sought: tuple[str, str], _known: Facts, _answers: Answers) -> Reply:
    """The first page; that somebody's values were read is a line of the trail too."""
    member = member_for(desk, "trail")
    if isinstance(member, Reply):
        return member
    kind, value = sought
    if kind != records.PERSON:
        return trail.show(desk, kind + value.replace("-", ""))
    person_id = records.person_of(desk.session, value)
    if person_id is None:
        return trail.show(desk, trail.EVERYTHING).after(Line("audit-unknown_number", {"number": value}))
    shown = trail.show(desk, f"{kind}{person_id}")
    staff.note(desk.session, member, "trail_read", at=desk.now, person_id=person_id)
    return shown


SUBJECT = Subject(trail_search, Facts, facts, finish)
