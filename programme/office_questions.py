"""Questions that people ask of the office: a thread each, that one member of staff has in hand until it is answered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Select, func, or_, select, update
from sqlalchemy.orm import Session

from programme import applications, people, staff
from programme.sealing import vault_of
from programme.staff import Member
from storage.tables import Acting, Application, Mentored, OfficeQuestion, QuestionMessage

#: What is asked so long after the last answer belongs to the same thread.
SAME_THREAD = timedelta(days=3)

#: Of whom every question is; a mentor who is none of these sees those of the people they look after.
_EVERYBODYS = frozenset({"admin", "verifier", "answerer"})

_OPEN = OfficeQuestion.state == "open"

#: Why something was not done: it is gone, or somebody else has it.
Refusal = Literal["gone", "taken"]


@dataclass(frozen=True, slots=True)
class Written:
    """One message of a thread, opened."""

    text: str
    at: datetime
    #: The name of the member of staff who wrote it; None where whoever asked did.
    by: str | None


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question with its text opened, for staff."""

    id: int
    contact_id: int
    #: What they wrote last, which is what waits for an answer.
    text: str
    asked_at: datetime
    taken_by: str | None
    #: All that was written.
    thread: Sequence[Written]


def ask(session: Session, contact_id: int, text: str, now: datetime, doing: str | None = None) -> OfficeQuestion:
    """Keep a question, sealed: people write into it what they would tell a clerk.

    It goes on with their last one, where that is open or was answered lately.
    """
    question = _going_on(session, contact_id, now)
    if question is None:
        return _new(session, contact_id, text, now, doing=doing)
    _write(session, question, text, now, by=None)
    if question.state != "open":
        question.state, question.waiting_since, question.doing = "open", now, doing
    session.flush()
    return question


def get(session: Session, question_id: int) -> OfficeQuestion | None:
    """That question."""
    return session.get(OfficeQuestion, question_id)


def thread(session: Session, question: OfficeQuestion) -> list[Written]:
    """All that was written, oldest first."""
    return list(_thread(session, question, staff.names(session)))


def asked(session: Session, question: OfficeQuestion) -> str:
    """What they wrote last; what staff began with, where they have not written yet."""
    return _last_asked(thread(session, question))


def last_answer(session: Session, question: OfficeQuestion) -> str | None:
    """What staff wrote last."""
    said = [written.text for written in thread(session, question) if written.by is not None]
    return said[-1] if said else None


def of_contact(session: Session, contact_id: int) -> list[AskedQuestion]:
    """What this contact asked and is still kept, oldest first."""
    theirs = select(OfficeQuestion).filter_by(contact_id=contact_id)
    return _opened(session, theirs.order_by(OfficeQuestion.asked_at, OfficeQuestion.id))


def open_questions(session: Session) -> list[AskedQuestion]:
    """What nobody has answered yet, oldest first."""
    unanswered = select(OfficeQuestion).where(_OPEN)
    return _opened(session, unanswered.order_by(OfficeQuestion.asked_at, OfficeQuestion.id))


def listed(session: Session, member: Member, limit: int) -> list[OfficeQuestion]:
    """What this member may see: first what waits, the longest first, then what was answered last."""
    waiting = session.scalars(_seen_by(member).where(_OPEN).order_by(OfficeQuestion.waiting_since)).all()
    done = _seen_by(member).where(OfficeQuestion.state != "open").order_by(OfficeQuestion.answered_at.desc())
    return [*waiting, *session.scalars(done.limit(limit))][:limit]


def waiting(session: Session, member: Member, before: datetime) -> int:
    """How many have waited since before that, of those that this member may see."""
    late = _seen_by(member).where(_OPEN, OfficeQuestion.waiting_since < before)
    return session.scalar(select(func.count()).select_from(late.subquery())) or 0


def on_duty(session: Session, question: OfficeQuestion) -> list[Member]:
    """Who is told: whoever has it in hand; else whoever looks after the asker; else everybody who sees all."""
    answering = staff.members(session, "answer")
    holder = [member for member in answering if member.id == question.taken_by]
    theirs = select(Mentored.staff_id).join(Acting, Acting.person_id == Mentored.person_id)
    mentors = set(session.scalars(theirs.where(Acting.contact_id == question.contact_id, Acting.revoked_at.is_(None))))
    own = [member for member in answering if member.id in mentors]
    reached = [found for found in (holder, own) if any(member.contact_id is not None for member in found)]
    return reached[0] if reached else [member for member in answering if member.roles & _EVERYBODYS]


def may_see(session: Session, member: Member, question: OfficeQuestion) -> bool:
    """Whether it is one of theirs to see."""
    return session.scalar(_seen_by(member).where(OfficeQuestion.id == question.id)) is not None


def asker(session: Session, question: OfficeQuestion) -> list[Application]:
    """The registrations of whoever asks, as far as they are worked with."""
    found = applications.newest_of_each(session, question.contact_id)
    return [one for one in found if not people.is_set_aside(one.person)]


def take(session: Session, question: OfficeQuestion, member: Member, now: datetime) -> bool:
    """Take it in hand, unless somebody else was quicker, or has it and still works here."""
    was = question.taken_by
    if holder(session, question, but=member) is not None:
        return False
    as_shown = OfficeQuestion.id == question.id, OfficeQuestion.taken_by.is_not_distinct_from(was)
    taken = update(OfficeQuestion).where(*as_shown).values(taken_by=member.id).returning(OfficeQuestion.id)
    is_taken = session.scalar(taken) is not None
    session.refresh(question)
    if is_taken and was != member.id:
        _note(session, member, "question_taken", question, now)
    return is_taken


def holder(session: Session, question: OfficeQuestion, *, but: Member) -> Member | None:
    """Who else has it in hand; nobody, where they left or may answer no more."""
    if question.taken_by is None or question.taken_by == but.id:
        return None
    member = staff.get(session, question.taken_by)
    return member if member is not None and member.may("answer") else None


def hand_over(session: Session, question: OfficeQuestion, to: Member, *, by: Member, now: datetime) -> None:
    """Somebody else has it in hand from now on."""
    question.taken_by = to.id
    _note(session, by, "question_handed_over", question, now, f" to staff {to.id}")


def answer(session: Session, question_id: int, words: str, member: Member, now: datetime) -> OfficeQuestion | Refusal:
    """Keep the answer, if nobody else has it in hand by now."""
    question = session.get(OfficeQuestion, question_id, with_for_update=True, populate_existing=True)
    if question is None:
        return "gone"
    if holder(session, question, but=member) is not None:
        return "taken"
    _write(session, question, words, now, by=member)
    question.state, question.answered_at, question.taken_by = "answered", now, member.id
    _note(session, member, "question_answered", question, now)
    return question


def may_write(session: Session, member: Member, application: Application) -> bool:
    """Whether this member may write first: a mentor to the people they look after, and nobody to a paused record."""
    if people.is_set_aside(application.person):
        return False
    kept = session.get(Mentored, application.person_id)
    return bool(member.roles & _EVERYBODYS) or (kept is not None and kept.staff_id == member.id)


def begin(
    session: Session, contact_id: int, application: Application, words: str, *, by: Member, now: datetime
) -> OfficeQuestion | Refusal:
    """Staff write first, or go on with what was written lately; whoever it is answers into the same thread."""
    question = _going_on(session, contact_id, now)
    if question is None:
        question = _new(session, contact_id, words, now, by=by)
    elif holder(session, question, but=by) is not None:
        return "taken"
    else:
        _write(session, question, words, now, by=by)
    question.state, question.answered_at, question.taken_by = "answered", now, by.id
    session.flush()
    staff.note(session, by, "person_written_to", at=now, person_id=application.person_id, why=f"question {question.id}")
    return question


def close(session: Session, question: OfficeQuestion, member: Member, now: datetime) -> None:
    """It is settled without an answer here, such as by telephone."""
    question.state, question.answered_at, question.taken_by = "closed", now, member.id
    _note(session, member, "question_closed", question, now)


def _going_on(session: Session, contact_id: int, now: datetime) -> OfficeQuestion | None:
    lately = or_(_OPEN, OfficeQuestion.answered_at > now - SAME_THREAD)
    theirs = select(OfficeQuestion).where(OfficeQuestion.contact_id == contact_id, lately)
    return session.scalar(theirs.order_by(OfficeQuestion.id.desc()).limit(1))


def _new(
    session: Session, contact_id: int, text: str, now: datetime, *, doing: str | None = None, by: Member | None = None
) -> OfficeQuestion:
    question = OfficeQuestion(
        contact_id=contact_id,
        text=vault_of(session).seal(text),
        asked_at=now,
        waiting_since=now,
        doing=doing,
        begun_by=by.id if by else None,
    )
    session.add(question)
    session.flush()
    return question


def _write(session: Session, question: OfficeQuestion, words: str, now: datetime, *, by: Member | None) -> None:
    sealed = vault_of(session).seal(words)
    question.messages.append(QuestionMessage(at=now, staff_id=by.id if by else None, words=sealed))
    session.flush()


def _thread(session: Session, question: OfficeQuestion, names: Mapping[int, str]) -> Iterator[Written]:
    vault = vault_of(session)
    yield Written(vault.open(question.text).decode(), question.asked_at, names.get(question.begun_by or 0))
    for message in question.messages:
        yield Written(vault.open(message.words).decode(), message.at, names.get(message.staff_id or 0))


def _last_asked(written: Sequence[Written]) -> str:
    theirs = [one.text for one in written if one.by is None]
    return theirs[-1] if theirs else written[0].text


def _seen_by(member: Member) -> Select[tuple[OfficeQuestion]]:
    every = select(OfficeQuestion)
    if member.roles & _EVERYBODYS:
        return every
    theirs = select(Acting.contact_id).join(Mentored, Mentored.person_id == Acting.person_id)
    looked_after = theirs.where(Mentored.staff_id == member.id, Acting.revoked_at.is_(None))
    return every.where(or_(OfficeQuestion.contact_id.in_(looked_after), OfficeQuestion.taken_by == member.id))


def _note(
    session: Session, member: Member, action: str, question: OfficeQuestion, now: datetime, more: str = ""
) -> None:
    """On the record of the one person it is about, where it is one."""
    people: Sequence[int] = [one.person_id for one in applications.newest_of_each(session, question.contact_id)]
    session.flush()
    person_id = people[0] if len(people) == 1 else None
    staff.note(session, member, action, at=now, person_id=person_id, why=f"question {question.id}{more}")


def _opened(session: Session, questions: Select[tuple[OfficeQuestion]]) -> list[AskedQuestion]:
    names = staff.names(session)
    found = [(one, list(_thread(session, one, names))) for one in session.scalars(questions).all()]
    return [
        AskedQuestion(one.id, one.contact_id, _last_asked(written), one.asked_at, names.get(one.taken_by or 0), written)
        for one, written in found
    ]
