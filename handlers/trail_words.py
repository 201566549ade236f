"""The trail of changes in words: who did it, what it was, to what, from what to what."""

from collections.abc import Iterator
from typing import Any

from handlers import on_record
from handlers.texts import labels
from programme.audit import Entry
from programme.trail import Row
from talk import Line

#: How the key of what it was about begins, by action; else it is an answer of the form.
_NAMED = {
    "document_opened": "document",
    "document_seen": "document",
    "document_wanted": "document",
    "intake_changed": "intake-field",
    "aid_changed": "aid_state",
}


def who(row: Row) -> Line:
    """Staff by their name, everybody else by what they are to the record."""
    return Line(f"by-{row.entry.by}") if row.staff is None else _text(row.staff)


def what(entry: Entry) -> Line:
    """What was done; where there are no words for it yet, its name in the house."""
    action = f"trail-{entry.action}"
    return Line(action) if labels(action) else _text(entry.action)


def about(row: Row, region: str) -> Iterator[Line]:
    """The registration, the values where they are told, and why."""
    if row.number is not None:
        yield _text(row.number)
    if row.entry.before is not None or row.entry.after is not None:
        yield values(row.entry, region)
    elif row.entry.subject and labels(label := _subject(row.entry)):
        yield Line(label)
    if row.entry.why:
        yield _text(row.entry.why)


def _subject(entry: Entry) -> str:
    """The text that names what it was about: a paper, a part of an intake, or an answer of the form."""
    return f"{_NAMED.get(entry.action, 'label')}-{entry.subject}"


def values(entry: Entry, region: str) -> Line:
    """From what to what; only what stands under a name of its own can be put into words."""
    label = f"label-{entry.subject}"
    if entry.subject and labels(label):
        old, new = (on_record.in_words(entry.subject, value, region) for value in (entry.before, entry.after))
        return Line("data-from_to", {"label": Line(label), "old": old, "new": new})
    return _text(_plain(entry.after))


def _plain(value: Any) -> str:
    parts = value.values() if isinstance(value, dict) else [] if value is None else [value]
    return " ".join(f"({part})" for part in parts)


def _text(words: str) -> Line:
    return Line("as-is", {"text": words})
