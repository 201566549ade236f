"""The eleven rules of talks, on a small talk of invented questions."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from talk import (
    Answer,
    Answers,
    Ask,
    Choice,
    Finished,
    Line,
    Message,
    Misread,
    Reconsidered,
    RepeatedQuestionError,
    Script,
    Stored,
    Waiting,
    back,
    run,
    talk,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Word:
    """Any word but "no"."""

    choices: Sequence[Choice] = ()

    def read(self, message: Message) -> Stored:
        if message.text == "no":
            raise Misread(Line("why"))
        if message.text.startswith("edit "):
            raise Reconsidered(message.text.removeprefix("edit "))
        return message.text

    def check(self, stored: Stored) -> str:
        if stored == "outdated":
            raise ValueError
        return str(stored)


@dataclass(frozen=True)
class Agreement(Word):
    """Confirms one text."""

    to: str = ""

    def read(self, message: Message) -> Stored:
        return f"{super().read(message)}:{self.to}"

    def check(self, stored: Stored) -> str:
        if not str(stored).endswith(f":{self.to}"):
            raise ValueError
        return str(stored)


@talk("visit")
def visit(ask: Ask, facts: None) -> str:
    name = ask("name", Word())
    ask.tell("hello", name=name)
    colour = ask("colour", Word())
    if colour == "red":
        ask.tell("warm")
        ask("shade", Word())
    town = ask("town", Word())
    ask("confirm", Agreement(to=repr([(key, ask.answers[key].at) for key in ask.order])))
    return f"{name}, {colour}, {town}"


class Person:
    """Answers a talk, keeping between two messages only what is stored."""

    def __init__(self, script: Script[None, object] = visit) -> None:  # type: ignore[assignment]
        self.script = script
        self.now = NOON
        self.outcome: Waiting | Finished[object] = run(script, None, {}, now=NOON)

    def say(self, text: str) -> "Person":
        assert isinstance(self.outcome, Waiting)
        self.now += timedelta(minutes=1)
        self.outcome = run(
            self.script,
            None,
            self.outcome.answers,
            now=self.now,
            message=Message(text),
            waiting_for=self.outcome.question,
        )
        return self

    def back(self) -> "Person":
        assert isinstance(self.outcome, Waiting)
        self.outcome = back(self.script, None, self.outcome.answers, now=self.now)
        return self

    @property
    def question(self) -> str:
        assert isinstance(self.outcome, Waiting)
        return self.outcome.question

    @property
    def told(self) -> list[str]:
        return [line.key for line in self.outcome.told]


def test_a_talk_goes_from_question_to_question_to_its_result() -> None:
    person = Person().say("Ani").say("blue").say("Kuaro").say("yes")
    assert isinstance(person.outcome, Finished)
    assert person.outcome.result == "Ani, blue, Kuaro"


def test_a_question_has_the_key_of_its_talk_and_name() -> None:
    outcome = Person().outcome
    assert isinstance(outcome, Waiting)
    assert outcome.text == Line("visit-name")


def test_a_wrong_answer_is_not_stored_and_the_question_stays() -> None:
    person = Person().say("no")
    assert isinstance(person.outcome, Waiting)
    assert (person.question, person.outcome.why, person.outcome.answers) == ("name", Line("why"), {})


def test_what_is_told_is_said_once() -> None:
    person = Person().say("Ani")
    assert person.told == ["visit-hello"]
    assert person.say("blue").told == []


def test_a_wrong_answer_keeps_what_was_told_to_itself() -> None:
    assert Person().say("Ani").say("blue").say("no").told == []


def test_after_an_edit_only_what_comes_before_the_next_stored_answer_is_said() -> None:
    person = Person().say("Ani").say("red").say("dark").say("Kuaro").say("edit name")
    assert (person.question, person.told) == ("name", [])
    person.say("Budi")
    assert (person.question, person.told) == ("confirm", ["visit-hello"])


def test_an_edit_asks_what_it_newly_brings_about() -> None:
    person = Person().say("Ani").say("blue").say("Kuaro").say("edit colour").say("red")
    assert (person.question, person.told) == ("shade", ["visit-warm"])


def test_a_result_holds_only_what_the_last_run_consumed() -> None:
    person = Person().say("Ani").say("red").say("dark").say("Kuaro").say("edit colour").say("blue").say("yes")
    assert isinstance(person.outcome, Finished)
    assert list(person.outcome.answers) == ["name", "colour", "town", "confirm"]


def test_a_confirmation_does_not_survive_an_edit_even_to_the_same_value() -> None:
    person = Person().say("Ani").say("blue").say("Kuaro").say("yes")
    assert isinstance(person.outcome, Finished)
    kept = {name: answer for name, answer in person.outcome.answers.items() if name != "town"}
    asked = run(visit, None, kept, now=NOON, message=Message("Kuaro"), waiting_for="town")
    assert isinstance(asked, Waiting)
    assert asked.question == "confirm"


def test_back_goes_by_the_order_of_the_run_not_of_the_clock() -> None:
    person = Person().say("Ani").say("blue").say("Kuaro").say("edit name").say("Budi")
    assert person.question == "confirm"
    assert person.back().question == "town"
    assert person.back().question == "colour"


def test_back_at_the_first_question_stays_there() -> None:
    assert Person().back().question == "name"


def test_an_answer_that_no_longer_passes_is_asked_again() -> None:
    stored: Answers = {"name": Answer("outdated", NOON), "colour": Answer("blue", NOON)}
    outcome = run(visit, None, stored, now=NOON)
    assert isinstance(outcome, Waiting)
    assert outcome.question == "name"


def test_a_message_is_not_fed_to_a_question_it_was_not_meant_for() -> None:
    outcome = run(visit, None, {}, now=NOON, message=Message("blue"), waiting_for="colour")
    assert isinstance(outcome, Waiting)
    assert (outcome.question, outcome.improved, outcome.answers) == ("name", True, {})


def test_a_repeated_question_name_is_an_error() -> None:
    @talk("twice")
    def twice(ask: Ask, facts: None) -> None:
        ask("name", Word())
        ask("name", Word())

    with pytest.raises(RepeatedQuestionError):
        run(twice, None, {"name": Answer("Ani", NOON)}, now=NOON)


def test_questions_of_a_loop_are_told_apart_by_their_item() -> None:
    @talk("loop")
    def loop(ask: Ask, facts: None) -> list[str]:
        return [ask("paper", Word(), item) for item in ("kk", "photo")]

    person = Person(loop).say("a")  # type: ignore[arg-type]
    assert person.question == "paper:photo"
    person.say("b")
    assert isinstance(person.outcome, Finished)
    assert person.outcome.result == ["a", "b"]


def test_no_except_clause_of_a_talk_can_swallow_the_suspension() -> None:
    @talk("careless")
    def careless(ask: Ask, facts: None) -> None:
        try:
            ask("name", Word())
        except Exception:  # noqa: BLE001 - the very thing under test
            return

    assert isinstance(run(careless, None, {}, now=NOON), Waiting)


def test_replaying_thirty_questions_costs_well_under_a_millisecond() -> None:
    @talk("long")
    def long(ask: Ask, facts: None) -> list[str]:
        return [ask(f"q{number}", Word()) for number in range(31)]

    stored = {f"q{number}": Answer("x", NOON) for number in range(29)}
    rounds = 300
    began = time.process_time()
    for _ in range(rounds):
        run(long, None, stored, now=NOON, message=Message("x"), waiting_for="q29")
    assert (time.process_time() - began) / rounds < 0.001
