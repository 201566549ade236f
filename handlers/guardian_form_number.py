"""Which registration a signed form belongs to: its number stands on the child's card."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers import guardian_form
from handlers.desk import Desk
from handlers.questions.base import words
from handlers.reply import Reply
from handlers.staff_desk import member_for
from handlers.status import number_in
from handlers.subject import PlainFacts, Subject
from talk import Answers, Ask, Choice, Line, Message, Misread, Stored, talk


@dataclass(frozen=True, slots=True)
class Facts(PlainFacts):
    """What numbers begin with."""

    prefix: str


@dataclass(frozen=True, slots=True)
class RegistrationNumber:
    """A number as it stands on the card, however it is spaced."""

    prefix: str
    choices: Sequence[Choice] = ()

    def read(self, message: Message) -> Stored:
        """The number."""
        number = number_in(words(message), self.prefix)
        if number is None:
            raise Misread(Line("kind-registration_number", {"prefix": self.prefix}))
        return number

    def check(self, stored: Stored) -> str:
        """As it was read."""
        return str(stored)


@talk("guardian_form_number")
def guardian_form_number(ask: Ask, facts: Facts) -> str:
    """The number."""
    return ask("number", RegistrationNumber(facts.prefix))


def facts(desk: Desk) -> Facts | Reply:
    """Only those who may see such forms."""
    member = member_for(desk, guardian_form.NEEDS)
    return member if isinstance(member, Reply) else Facts(desk.office.prefix)


def finish(desk: Desk, number: str, _known: Facts, _answers: Answers) -> Reply:
    """Whose it is."""
    member = member_for(desk, guardian_form.NEEDS)
    return member if isinstance(member, Reply) else guardian_form.found(desk, member, number)


SUBJECT = Subject(guardian_form_number, Facts, facts, finish)
