"""A registration of which only the minimum is on record: the talk goes on with what was not asked before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from handlers.questions import Wrapped
from programme.eligibility import OUTSIDE
from storage.tables import Application
from talk import Argument, Asking, Kind, Line, Misread, Reconsidered, Stored

T = TypeVar("T")

#: For whom somebody registers, by what they are to the person.
FOR_WHOM = {"self": "self", "guardian": "child", "officer": "other"}


@dataclass(frozen=True, slots=True)
class Begun:
    """One such registration, and its answers as the registration's questions would have stored them."""

    number: str
    name: str
    answers: Mapping[str, Stored]


def on_record(application: Application, role: str, address_note: str | None) -> Begun:
    """What is on record of it; `role` is what the contact is to the person."""
    person = application.person
    answers: dict[str, Stored] = {
        "for_whom": FOR_WHOM[role],
        "full_name": person.full_name,
        "birth_date": person.birth_date.isoformat(),
        "village": person.village,
        "guardian_name": person.guardian_name,
        "guardian_phone": person.guardian_phone,
        "guardian_agrees": "agree",
        "phone": person.phone,
        "first_skill": application.first_skill,
        "second_skill": application.second_skill or "none",
    }
    where = {"outside_where": address_note} if person.village == OUTSIDE else {}
    sex = {"sex": person.sex} if person.sex else {}  # known where a birth date was corrected
    return Begun(application.number, person.full_name, {**answers, **where, **sex})


class OnRecord:
    """Asks only what the record cannot answer, and says nothing about what it can."""

    def __init__(self, ask: Asking, answers: Mapping[str, Stored]) -> None:
        self._ask = ask
        self._answers = answers
        self._was_asked = False

    def __call__(self, name: str, kind: Kind[T], item: str | None = None, /, **args: Argument) -> T:
        """The answer on record where it still holds, or else the answer to the question."""
        self._was_asked = not self._holds(name, kind)
        if not self._was_asked:
            return kind.check(self._answers[name])
        return self._ask(name, Wrapped(kind, self._on_record), item, **args)

    def tell(self, key: str, /, **args: Argument) -> None:
        """What is said about an answer was said before, where the answer is an old one."""
        if self._was_asked:
            self._ask.tell(key, **args)

    def _on_record(self, question: str) -> Misread | Reconsidered:
        """An answer on record cannot be given again from here."""
        return Misread(Line("kind-on-record")) if question in self._answers else Reconsidered(question)

    def _holds(self, name: str, kind: Kind[Any]) -> bool:
        if name not in self._answers:
            return False
        try:
            kind.check(self._answers[name])
        except ValueError:
            return False
        return True
