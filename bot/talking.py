"""Opens, continues and closes the talk of a conversation: the engine's outcomes as replies and rows."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from handlers import check_in
from handlers.desk import Desk
from handlers.questions import OwnPhone
from handlers.registry import SUBJECTS
from handlers.reply import Reply
from handlers.subject import Recorded, Subject
from programme import reminders
from storage import messages
from storage.messages import StoredTalk
from talk import Answer, Answers, Finished, Line, Message, Waiting, back, run

#: After so many wrong answers in a row a human is offered (rule 2 of talks).
PATIENCE = 3

#: Of what has to wait until the open form is done: how to come back to it.
_AFTERWARDS = {check_in.NAME: (Line("check_in-afterwards"),)}

Outcome = Waiting | Finished[Any]


def begin(desk: Desk, name: str, facts: Recorded | None = None, first: str | None = None) -> Reply:
    """Open a talk and ask its first question; an open talk of that name goes on instead.

    `facts` are given where the message itself said what the talk is about, and `first` where it was the choice that
    answers the first question.
    """
    talk = desk.conversation.talk
    if talk is not None:
        is_same = talk.name == name and (facts is None or talk.content["facts"] == facts.to_json())
        return resume(desk) if is_same else resume(desk).after(Line("talk-one_at_a_time"), *_AFTERWARDS.get(name, ()))
    subject = SUBJECTS[name]
    facts = facts or subject.facts(desk)
    if isinstance(facts, Reply):
        return facts
    outcome = run(subject.script, facts, {}, now=desk.now)
    assert isinstance(outcome, Waiting)  # noqa: S101 - no talk ends before it has asked anything
    talk = StoredTalk(
        id=None,
        name=name,
        waiting_for=outcome.question,
        misread=0,
        state="open",
        content={"facts": facts.to_json(), "answers": {}},
        started_at=desk.now,
        updated_at=desk.now,
    )
    desk.conversation.talk = messages.save_talk(desk.tx, desk.contact_id, talk, desk.now)
    if name == reminders.REGISTRATION:
        reminders.plan_talk(desk.session, desk.contact_id, _id(talk), desk.office, desk.now)
    return _asked(desk, outcome) if first is None else accept(desk, read(desk, Message(choice=first)))


def read(desk: Desk, message: Message) -> Outcome:
    """What the open talk makes of a message; nothing is kept of it yet."""
    talk, subject = _open(desk)
    facts = subject.facts_type.from_json(talk.content["facts"])
    answers = stored_answers(talk)
    return run(subject.script, facts, answers, now=desk.now, message=message, waiting_for=talk.waiting_for)


def accept(desk: Desk, outcome: Outcome) -> Reply:
    """Keep the outcome: the next question, or the result, saved once and only if the world is still the same."""
    if isinstance(outcome, Waiting):
        return _keep(desk, outcome)
    talk, subject = _open(desk)
    fresh = subject.facts(desk)
    if isinstance(fresh, Reply):
        _set_aside(desk)
        return fresh
    again = run(subject.script, fresh, outcome.answers, now=desk.now)
    if isinstance(again, Waiting):
        talk.content["facts"] = fresh.to_json()
        return _keep(desk, again).after(Line("talk-changed_meanwhile"))
    messages.drop_talk(desk.tx, _id(talk))
    desk.conversation.talk = None
    return subject.finish(desk, again.result, fresh, again.answers).after(*outcome.told)


def misread(desk: Desk, outcome: Waiting) -> Reply:
    """Say kindly why it was no answer, and ask again; after three in a row a human is offered."""
    talk, subject = _open(desk)
    talk.misread += 1
    desk.conversation.talk = messages.save_talk(desk.tx, desk.contact_id, talk, desk.now)
    lines = [outcome.why] if outcome.why else []
    if outcome.question not in subject.said_once and outcome.choices == tuple(outcome.kind.choices):
        lines.append(outcome.text)
    if talk.misread >= PATIENCE:
        lines.append(Line("talk-human"))
    return _asking(talk, outcome, *lines)


def once_more(desk: Desk, outcome: Waiting, said: Line) -> Reply:
    """The same question for who gave no wrong answer, but none."""
    return _asking(_open(desk)[0], outcome, said, outcome.text)


def resume(desk: Desk) -> Reply:
    """Ask the waiting question again; a paused talk is open again."""
    return _reopen(desk, run)


def step_back(desk: Desk) -> Reply:
    """Take out the last answer and ask it again."""
    return _reopen(desk, back)


def pause(desk: Desk) -> None:
    """Set the open talk aside with its answers."""
    if desk.conversation.talk is not None:
        _set_aside(desk)


def discard(desk: Desk) -> None:
    """Throw the open talk away."""
    talk, _ = _open(desk)
    messages.drop_talk(desk.tx, _id(talk))
    desk.conversation.talk = None


def stored_answers(talk: StoredTalk) -> Answers:
    """The answers of a stored talk, in the order in which they were given."""
    stored: dict[str, list[Any]] = talk.content["answers"]
    return {name: Answer(value, datetime.fromisoformat(at)) for name, (value, at) in stored.items()}


def is_button_of(talk: StoredTalk | None, place: str) -> bool:
    """Whether a button belongs to the question that waits now."""
    return talk is not None and place == _place(talk, talk.waiting_for)


def is_talk_place(place: str) -> bool:
    """Whether a button came from any talk, open or long gone."""
    return place.startswith("t") and place[1:].partition(".")[0].isdigit()


def _reopen(desk: Desk, go: Callable[..., Outcome]) -> Reply:
    talk, subject = _open(desk)
    facts = subject.facts_type.from_json(talk.content["facts"])
    return accept(desk, go(subject.script, facts, stored_answers(talk), now=desk.now))


def _keep(desk: Desk, outcome: Waiting) -> Reply:
    talk, _ = _open(desk)
    talk.state = "open"  # whoever answers a paused talk has gone on with it
    talk.waiting_for = outcome.question
    talk.misread = 0
    talk.content["answers"] = _to_store(outcome.answers, talk.content["answers"])
    desk.conversation.talk = messages.save_talk(desk.tx, desk.contact_id, talk, desk.now)
    reply = _asked(desk, outcome)
    return reply.after(Line("talk-form_improved")) if outcome.improved else reply


def _to_store(answers: Answers, stored: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Answers as plain values; those that were stored are kept as they are, but for the newest."""
    newest = next(reversed(answers), None)
    return {
        name: [answer.value, answer.at.isoformat()] if name == newest or name not in stored else stored[name]
        for name, answer in answers.items()
    }


def _asked(desk: Desk, outcome: Waiting) -> Reply:
    """What was told, how far along they are, and the question with its choices."""
    talk, subject = _open(desk)
    return _asking(talk, outcome, *outcome.told, _with_progress(subject, outcome.question, outcome.text))


def _asking(talk: StoredTalk, outcome: Waiting, *lines: Line) -> Reply:
    """What is said, with all that the question offers."""
    asks = _asks_number(outcome)
    return Reply(lines, outcome.choices, _place(talk, outcome.question), asks_number=asks)


def _asks_number(outcome: Waiting) -> bool:
    """Whether a number that the channel proves would answer the question."""
    return isinstance(outcome.kind, OwnPhone) and outcome.kind.proven is None


def _with_progress(subject: Subject[Any, Any], question: str, text: Line) -> Line:
    part = subject.parts.get(question.partition(":")[0])
    return Line("progress", {"part": part, "of": subject.last_part, "question": text}) if part else text


def _set_aside(desk: Desk) -> None:
    talk, _ = _open(desk)
    talk.state = "paused"
    desk.conversation.talk = messages.save_talk(desk.tx, desk.contact_id, talk, desk.now)


def _open(desk: Desk) -> tuple[StoredTalk, Subject[Any, Any]]:
    talk = desk.conversation.talk
    assert talk is not None  # noqa: S101 - the router asks only where there is one
    return talk, SUBJECTS[talk.name]


def _place(talk: StoredTalk, question: str) -> str:
    return f"t{talk.id}.{question}"


def _id(talk: StoredTalk) -> int:
    assert talk.id is not None  # noqa: S101 - only a stored talk is dropped
    return talk.id
