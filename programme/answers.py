"""Questions that come again and again, answered from rows that the office edits in a text file."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime
from importlib import resources
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.orm import Session

from programme.reading import text as reading
from storage.tables import Answer

LANGUAGES = ("id", "en")
#: A chat message that is read on a small screen.
LONGEST = 300
#: How alike a phrase of the office must be to what was written; below it nothing is guessed.
ALIKE = 90

DEFAULT_TOML = resources.files("programme").joinpath("answers_default.toml").read_text(encoding="utf-8")


class Mistakes(ValueError):  # noqa: N818 - several sentences, told to whoever edited the file
    """What is wrong in an edited file, one sentence a line."""


def answer(session: Session, topic: str, language: str) -> str | None:
    """The answer of that topic, in Bahasa where the other language has none; None where nobody wrote one."""
    rows = session.scalars(select(Answer).where(Answer.topic == topic))
    texts = {row.language: row.text for row in rows}
    return texts.get(language) or texts.get("id")


def find(session: Session, said: str) -> str | None:
    """The topic whose phrases the office listed for what was written, None where no phrase is like it."""
    words = reading.normalise(said)
    best = max(_alike(session, words), default=(0.0, ""))
    return best[1] if best[0] >= ALIKE else None


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
    return _HEAD + "\n".join(_section(topic, texts) for topic, texts in topics.items())


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


def _alike(session: Session, words: str) -> Iterator[tuple[float, str]]:
    for row in session.scalars(select(Answer).where(Answer.language == "id", Answer.phrases != "")):
        for phrase in row.phrases.splitlines():
            named = set(phrase.split()) <= set(words.split())
            yield 100.0 if named else fuzz.ratio(words, phrase), row.topic


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


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _read(text: str) -> Iterator[tuple[str, Mapping[str, str], str]]:
    try:
        topics = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Mistakes(f"The file is not valid TOML ({error}); export it anew and compare.") from None
    mistakes = [mistake for topic, entry in topics.items() for mistake in _mistakes(topic, entry)]
    if not topics:
        mistakes = ["The file has no answers; export it anew and compare."]
    if mistakes:
        raise Mistakes("\n".join(mistakes))
    for topic, entry in topics.items():
        phrases = "\n".join(reading.normalise(phrase) for phrase in entry.get("phrases", []))
        yield topic, entry, phrases


def _mistakes(topic: str, entry: Any) -> Iterator[str]:
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str) or not entry["id"].strip():
        yield f'{topic}: write the answer as id = "…" below [{topic}].'
        return
    if len(topic) > 40:
        yield f"{topic}: the name of a topic has at most 40 letters."
    for language in LANGUAGES:
        written = entry.get(language, "")
        if not isinstance(written, str) or len(written) > LONGEST:
            yield f"{topic}.{language}: write at most {LONGEST} letters between quotation marks."
    phrases = entry.get("phrases", [])
    if not isinstance(phrases, list) or not all(isinstance(phrase, str) for phrase in phrases):
        yield f'{topic}.phrases: write a list such as ["bisa bawa motor", "boleh bawa motor"].'
    yield from (f"{topic}.{name}: there is no such entry." for name in entry if name not in (*LANGUAGES, "phrases"))
