"""What staff write to a question: the answer, and how it is kept for whoever asks the same."""

from dataclasses import dataclass

from handlers import question_card
from handlers.desk import Desk
from handlers.questions import FreeText, Sure, labelled
from handlers.reply import Reply
from handlers.staff_desk import as_begun, member_for, said
from handlers.subject import PlainFacts, Subject
from programme import answers, office_questions
from storage.tables import OfficeQuestion
from talk import Answers, Ask, Choice, Line, talk

ANSWER, KEEP = "question_answer", "question_keep"
#: An answer is read on a small screen, with the question above it.
MOST_LETTERS = 1000
PHRASE_LETTERS = 60


@dataclass(frozen=True, slots=True)
class Facts(PlainFacts):
    """Which question, how it begins, and what was answered already."""

    question_id: int
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Kept:
    """How people ask it, and the answer for everybody."""

    phrase: str
    text: str


def facts_of(desk: Desk, question: OfficeQuestion) -> Facts:
    """What such a talk is about."""
    last = office_questions.last_answer(desk.session, question) or ""
    return Facts(question.id, question_card.quoted(desk.tx, question), last)


@talk(ANSWER)
def question_answer(ask: Ask, facts: Facts) -> str:
    """In their own words."""
    return ask("words", FreeText(most=MOST_LETTERS), question=facts.question) or ""


@talk(KEEP)
def question_keep(ask: Ask, facts: Facts) -> Kept | None:
    """What people write when they ask it, the text for everybody, and whether it names nobody."""
    phrase = ask("phrase", FreeText(most=PHRASE_LETTERS), question=facts.question) or ""
    text = ask("text", FreeText(most=answers.LONGEST), answer=facts.answer) or ""
    sure = Sure(labelled("question_keep-sure", "yes", "no"), "yes-no", f"{facts.question_id} {phrase} {text}")
    return Kept(phrase, text) if ask("sure", sure, phrase=phrase, text=text) else None


def facts(desk: Desk) -> Facts | Reply:
    """As when the talk was opened; whether it may still be done shows at the end."""
    return as_begun(desk, "answer", Facts, said(Line("button-old"), also=("questions",)))


def _answered(desk: Desk, words: str, known: Facts, _answers: Answers) -> Reply:
    """Bring it to whoever asked, with their question above it."""
    member = member_for(desk, "answer")
    if isinstance(member, Reply):
        return member
    question = office_questions.answer(desk.session, known.question_id, words, member, desk.now)
    if not isinstance(question, OfficeQuestion):
        return said(Line(f"question_answer-{question}"), also=("questions",))
    told = Line("answered-said", {"question": known.question, "answer": words})
    arrives = question_card.give(desk.tx, question, told, desk.now)
    done = Line("question_answer-sent" if arrives else "question_answer-no_way")
    choices = (Choice("keep", Line("question-keep")), Choice("back", Line("question-back")))
    return Reply((done,), choices, place=f"{question_card.PLACE}:{question.id}")


def _kept(desk: Desk, kept: Kept | None, _known: Facts, _answers: Answers) -> Reply:
    member = member_for(desk, "answer")
    if isinstance(member, Reply):
        return member
    if kept is None:
        return said(Line("question_keep-not_kept"), also=("questions",))
    if not answers.add(desk.session, kept.phrase, kept.text, member=member, now=desk.now):
        return said(Line("question_keep-known"), also=("questions",))
    return said(Line("question_keep-kept", {"phrase": kept.phrase}), also=("questions",))


SUBJECTS = (Subject(question_answer, Facts, facts, _answered), Subject(question_keep, Facts, facts, _kept))
