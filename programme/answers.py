"""Questions that come again and again, answered from rows that the office edits in a text file."""

import functools
import itertools
import json
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from importlib import resources
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import staff
from programme.reading import text as reading
from programme.staff import Member
from storage.tables import Answer

LANGUAGES = ("id", "en")
#: A chat message that is read on a small screen.
LONGEST = 300
#: How alike a phrase of the office must be to what was written; below it nothing is guessed.
ALIKE = 90

#: So begin the topics that are given with a report, and never as an answer to a question.
_TIP = "tip_"
_TOPIC = re.compile(r"[a-z0-9_]{1,40}")
#: What no screen shows and PostgreSQL does not take; a new line is fine.
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")

DEFAULT_TOML = resources.files("programme").joinpath("answers_default.toml").read_text(encoding="utf-8")


class Mistakes(ValueError):  # noqa: N818 - several sentences, told to whoever edited the file
    """What is wrong in an edited file, one sentence a line."""


def answer(session: Session, topic: str, language: str) -> str | None:
    """The answer of that topic, in Bahasa where the other language has none; None where nobody wrote one."""
    rows = session.scalars(select(Answer).where(Answer.topic == topic))
    texts = {row.language: row.text for row in rows}
    return texts.get(language) or texts.get("id")


def tip(session: Session, obstacle: str, language: str) -> str | None:
    """The tip for what holds a business up; the usual one where an office that runs for longer has none yet."""
    topic = f"{_TIP}{obstacle}"
    usual = _usual_tips().get(topic, {})
    return answer(session, topic, language) or usual.get(language) or usual.get("id")


def find(session: Session, said: str) -> str | None:
    """The topic whose phrases the office listed for what was written.

    None where no phrase is like it, and where two topics fit equally well: a wrong answer is worse than a question.
    """
    fits = [fit for fit in _alike(session, reading.normalise(said)) if fit[0] >= ALIKE]
    best = {topic for *fit, topic in fits if tuple(fit) == max(fits)[:2]}
    return best.pop() if len(best) == 1 else None


def begin(session: Session, now: datetime) -> None:
    """A new service starts with the usual answers; an office's own are left alone."""
    if session.scalar(select(Answer.id).limit(1)) is None:
        import_toml(session, DEFAULT_TOML, now)


def export_toml(session: Session) -> str:
    """All answers as a file to edit; what was never edited stands there as it came."""
    rows = session.scalars(select(Answer).order_by(Answer.topic, Answer.language)).all()
    if not rows:
        return DEFAULT_TOML
    topics: dict[str, dict[str, Answer]] = {}
    for row in rows:
        topics.setdefault(row.topic, {})[row.language] = row
    sections = [_section(topic, texts) for topic, texts in topics.items()]
    return _HEAD + "\n".join([*sections, *_usual_sections(topics)])


def import_toml(session: Session, text: str, now: datetime) -> int:
    """Take the answers of a file in place of all that were there. Raises Mistakes, and then nothing is changed."""
    entries = list(_read(text))
    for row in session.scalars(select(Answer)):
        session.delete(row)
    session.flush()
    session.add_all(
        Answer(topic=topic, language=language, text=entry[language], phrases=phrases, updated_at=now)
        for topic, entry, phrases in entries
        for language in LANGUAGES
        if language in entry
    )
    session.flush()
    return len(entries)


def add(session: Session, phrase: str, text: str, *, member: Member, now: datetime) -> str | None:
    """Keep an answer of staff's under a topic of its own, in Bahasa; None where the phrase is answered already.

    Raises Mistakes as for a file.
    """
    begin(session, now)
    said = reading.normalise(phrase)
    if not reading.words(said) or any(score >= ALIKE for score, *_ in _alike(session, said)):
        return None
    topic = _free_topic(session, said)
    if mistakes := list(_mistakes(topic, {"id": text, "phrases": [said]})):
        raise Mistakes("\n".join(mistakes))
    session.add(Answer(topic=topic, language="id", text=text, phrases=said, updated_at=now))
    staff.note(session, member, "answer_kept", at=now, subject=topic)
    session.flush()
    return topic


def _free_topic(session: Session, said: str) -> str:
    """The words as a name, with a number where another topic is called so."""
    name = "_".join(re.findall(r"[a-z0-9]+", said))[:30].strip("_") or "jawaban"
    name = f"jawab_{name}" if name.startswith(_TIP) else name
    taken = set(session.scalars(select(Answer.topic).where(Answer.topic.startswith(name, autoescape=True))))
    numbered = (f"{name}_{number}" for number in itertools.count(2))
    return name if name not in taken else next(one for one in numbered if one not in taken)


def _alike(session: Session, said: str) -> Iterator[tuple[float, int, str]]:
    """How alike each phrase is, how many words it has (the longer one says more), and its topic."""
    words = set(reading.words(said))
    asked = Answer.language == "id", Answer.phrases != "", Answer.topic.not_like(f"{_TIP}%")
    listed = select(Answer.topic, Answer.phrases).where(*asked)
    for topic, phrases in session.execute(listed):
        for phrase in phrases.splitlines():
            named = reading.words(phrase)
            yield 100.0 if words.issuperset(named) else fuzz.ratio(said, phrase), len(named), topic


_HEAD = """\
# Tanya jawab. Ubah kalimatnya, simpan, lalu jalankan: tuntas answers import NAMA_FILE
# "id" kalimat Bahasa, "en" kalimat Inggris, "phrases" cara orang menanyakannya. Paling banyak 300 huruf.

"""


def _section(topic: str, texts: Mapping[str, Answer]) -> str:
    lines = [f"[{topic}]"]
    lines += [f"{language} = {_quoted(row.text)}" for language, row in texts.items()]
    phrases = next(iter(texts.values())).phrases.splitlines()
    lines.append("phrases = [" + ", ".join(_quoted(phrase) for phrase in phrases) + "]")
    return "\n".join(lines) + "\n"


def _usual_sections(known: Collection[str]) -> Iterator[str]:
    """The tips that came later than the office's own answers, to be edited like them."""
    for topic, entry in _usual_tips().items():
        if topic not in known:
            lines = [
                f"[{topic}]",
                *(f"{language} = {_quoted(entry[language])}" for language in LANGUAGES),
                "phrases = []",
            ]
            yield "\n".join(lines) + "\n"


@functools.cache
def _usual_tips() -> Mapping[str, Mapping[str, str]]:
    return {topic: entry for topic, entry in tomllib.loads(DEFAULT_TOML).items() if topic.startswith(_TIP)}


def _quoted(text: str) -> str:
    """As TOML writes a text between quotation marks: JSON's escapes are among its own."""
    return json.dumps(text, ensure_ascii=False)


def _read(text: str) -> Iterator[tuple[str, Mapping[str, str], str]]:
    topics = _parsed(text)
    mistakes = [mistake for topic, entry in topics.items() for mistake in _mistakes(topic, entry)]
    if not topics:
        mistakes = ["The file has no answers; export it anew and compare."]
    if mistakes:
        raise Mistakes("\n".join(mistakes))
    for topic, entry in topics.items():
        phrases = [reading.normalise(phrase) for phrase in entry.get("phrases", [])]
        yield topic, entry, "\n".join(phrase for phrase in phrases if reading.words(phrase))


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))  # Notepad can put this mark before the first line
    except (ValueError, RecursionError) as error:
        raise Mistakes(
            f"The file cannot be read ({error}): look there whether each text stands between straight quotation marks "
            "and each topic once between brackets."
        ) from None


def _mistakes(topic: str, entry: Any) -> Iterator[str]:
    if not _TOPIC.fullmatch(topic):
        yield f"{topic!a}: name a topic with at most 40 small letters, digits and _, such as [bawa_motor]."
    elif not isinstance(entry, dict) or not isinstance(entry.get("id"), str) or not entry["id"].strip():
        yield f'{topic}: write the answer as id = "…" below [{topic}].'
    else:
        yield from _mistakes_in(topic, entry)


def _mistakes_in(topic: str, entry: Mapping[str, Any]) -> Iterator[str]:
    for language in LANGUAGES:
        if not _is_answer(entry.get(language, "")):
            yield f"{topic}.{language}: write at most {LONGEST} letters between quotation marks."
    phrases = entry.get("phrases", [])
    if not isinstance(phrases, list) or not all(isinstance(phrase, str) for phrase in phrases):
        yield f'{topic}.phrases: write a list such as ["bisa bawa motor", "boleh bawa motor"].'
    known = (*LANGUAGES, "phrases")
    yield from (
        f"{topic}.{name!a}: there is no such entry; use {', '.join(known)}." for name in entry if name not in known
    )


def _is_answer(written: Any) -> bool:
    return isinstance(written, str) and len(written) <= LONGEST and not _CONTROL.search(written)
