"""How an answer that is on record is corrected: which one, the same question again, old and new, and a yes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from handlers import on_record
from handlers.correction_form import PARTS, Correction, Facts, Record
from handlers.questions import OneOf, OwnPhone, Sure, Wrapped, labelled
from handlers.questions.base import chosen, words
from handlers.registration import (
    ask_guardian,
    ask_identity,
    ask_school,
    ask_skills,
    ask_who,
    dormitory,
    registration,
)
from handlers.registration_begun import OnRecord
from handlers.registration_desk import values
from handlers.registration_form import Registration, Wish
from programme.reading import nik as reading_nik
from talk import Argument, Ask, Asking, Choice, Kind, Line, Message, Misread, Reconsidered, Stored, talk

T = TypeVar("T")


@talk("correction")
def correction(ask: Ask, facts: Facts) -> Correction:
    """Correct one answer, and whatever follows from it."""
    record = facts.record(ask_whose(ask, facts))
    wanted = ask_which(ask, record)
    known = record.answers()
    present = on_record.present(wanted, record.values, known, record.form.region)
    kept = {name: answer for name, answer in known.items() if name != wanted}
    again = OnRecord(OnceMore(ask, wanted, present), kept)
    changes = changed(record, plain(values(ask_record(again, record))))
    if not changes:
        return Correction(record.number, {})
    shown = rows(record, changes)
    choices = labelled("correction-confirm", "yes", "no")
    exactly = repr((record.number, shown))
    sure = ask("confirm", Sure(choices, "correction-confirm", exactly), name=record.name, rows=shown)
    return Correction(record.number, changes) if sure else Correction(record.number, {}, declined=True)


def ask_whose(ask: Ask, facts: Facts) -> str:
    """The number of the one record, or of the one they choose."""
    if len(facts.records) == 1:
        return facts.records[0].number
    names = tuple(Choice(record.number, Line("as-is", {"text": record.name})) for record in facts.records)
    return ask("whose", OneOf(names))


def ask_which(ask: Ask, record: Record) -> str:
    """The question to ask again: by its part, or at once by its name."""
    questions = {part: record.questions(part) for part in PARTS}
    part = ask("part", Part(tuple(part for part in PARTS if questions[part]), sum(questions.values(), ())))
    return ask("which", OneOf(named(questions[part]), "label")) if part in PARTS else part


def named(questions: tuple[str, ...]) -> tuple[Choice, ...]:
    """Questions by the labels that the summary gives them."""
    return tuple(Choice(question, Line(f"label-{question}")) for question in questions)


def ask_record(again: Asking, record: Record) -> Registration:
    """The registration once more, in the same words; the record answers what is not wanted."""
    facts = record.form
    who = ask_who(again, facts)
    guardian = ask_guardian(again, who) if who.is_minor(facts.today) else None
    if record.is_minimum:
        phone = again("phone", OwnPhone(facts.proven_phone))
        wish = Wish(*ask_skills(again, facts), dormitory=None)
        return Registration({}, who, guardian, phone, wish, identity=None, school=None, papers={})
    identity = ask_identity(again, facts, who)
    school = ask_school(again, facts)
    wish = Wish(*ask_skills(again, facts), dormitory=again("dormitory", dormitory()))
    return Registration({}, who, guardian, identity.phone, wish, identity, school, papers={})


def plain(answers: Mapping[str, Any]) -> dict[str, Any]:
    """As the facts and the trail keep them."""
    aid = answers["aid"]
    birth_date = answers["birth_date"].isoformat()
    return {**answers, "birth_date": birth_date, "aid": None if aid is None else list(aid)}


def changed(record: Record, after: Mapping[str, Any]) -> dict[str, Any]:
    """What is different. A guardian is forgotten only where the birth date says that none is needed."""
    same_age = after["birth_date"] == record.values["birth_date"]
    left_alone = PARTS["guardian"] if same_age and after["guardian_name"] is None else ()
    return {name: value for name, value in after.items() if name not in left_alone and value != record.values[name]}


def rows(record: Record, changes: Mapping[str, Any]) -> Line:
    """Old and new, one answer a line; a new NIK in full, to be compared with the card."""
    text = Line("empty")
    for name, value in changes.items():
        old = on_record.in_words(name, record.values[name], record.form.region)
        new = on_record.in_words(name, value, record.form.region)
        if name == "nik" and value:
            new = Line("as-is", {"text": reading_nik.grouped(value)})
        text = Line("correction-row", {"before": text, "label": Line(f"label-{name}"), "old": old, "new": new})
    return text


class OnceMore:
    """Asks in the registration's words: the answer that is wanted with what stands there now, then what follows."""

    def __init__(self, ask: Ask, wanted: str, present: Line) -> None:
        self.ask = ask
        self._wanted = wanted
        self._present = present

    def __call__(self, name: str, kind: Kind[T], item: str | None = None, /, **args: Argument) -> T:
        """The new answer."""
        question = name if item is None else f"{name}:{item}"
        again = Wrapped(kind, self._named_here)
        text = Line("correction-nik_differs" if name == "nik_differs" else f"{registration.name}-{name}", args)
        if question == self._wanted:
            return self.ask("answer", again, question, present=self._present, question=text)
        return self.ask("follows", again, question, question=text)

    def tell(self, key: str, /, **args: Argument) -> None:
        """What the registration says about such an answer."""
        self.ask.tell("told", text=Line(f"{registration.name}-{key}", args))

    def _named_here(self, question: str) -> Reconsidered:
        return Reconsidered(f"{'answer' if question == self._wanted else 'follows'}:{question}")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the form, or at once the name of what is wrong in it."""

    parts: tuple[str, ...]
    questions: tuple[str, ...]

    @property
    def choices(self) -> Sequence[Choice]:
        """The parts."""
        return labelled("correction-part", *self.parts)

    def read(self, message: Message) -> Stored:
        """The part's id, or the question's."""
        picked = chosen(message, self.choices) or chosen(Message(text=message.text), named(self.questions), "label")
        if picked is None:
            words(message)
            raise Misread(Line("kind-choose"))
        return picked

    def check(self, stored: Stored) -> str:
        """Still something that can be corrected."""
        if stored not in self.parts and stored not in self.questions:
            raise ValueError("nothing to correct")
        return str(stored)
