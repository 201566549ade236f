"""Every sentence that a person reads, in Fluent files: one a subject and language."""

import functools
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

from talk import Argument, Line

FOLDER = Path(__file__).parent
LANGUAGES = ("id", "en")
_LOCALES = {"id": "id-ID", "en": "en-GB"}


class MissingTextError(Exception):
    """A text key that no file has, or a text that lacks an argument; the message names the key alone."""


@functools.cache
def bundle(language: str) -> FluentBundle:
    """All texts of a language. Isolating marks are off: copied numbers would carry invisible characters."""
    texts = FluentBundle([_LOCALES[language]], use_isolating=False)
    for path in sorted((FOLDER / language).glob("*.ftl")):
        texts.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return texts


def render(language: str, line: Line) -> str:
    """The text of that key in that language. Raises MissingTextError."""
    return _filled(language, line) if line.args else _fixed(language, line.key)


@functools.cache
def _fixed(language: str, key: str) -> str:
    """A text without arguments is the same every time, and most labels are such."""
    return _filled(language, Line(key))


def _filled(language: str, line: Line) -> str:
    texts = bundle(language)
    pattern = texts.get_message(line.key).value if texts.has_message(line.key) else None
    if pattern is None:
        raise MissingTextError(line.key)
    text, errors = texts.format_pattern(pattern, _arguments(language, line.args))
    if errors:
        raise MissingTextError(line.key)
    return str(text)


@functools.cache
def labels(key: str) -> tuple[str, ...]:
    """A label in every language; none where no text has that key, as for people's own names and numbers."""
    return tuple(render(language, Line(key)) for language in LANGUAGES if bundle(language).has_message(key))


def write_date(language: str, day: date) -> str:
    """A date as people write it: 17 Agustus 2007, 17 August 2007."""
    return f"{day.day} {render(language, Line(f'month-{day.month}'))} {day.year}"


def _arguments(language: str, args: Mapping[str, Argument]) -> dict[str, str]:
    """Everything goes in as text: Fluent would write the year 2026 as 2,026."""
    return {name: written(language, value) for name, value in args.items()}


def written(language: str, value: Argument) -> str:
    """An argument in words of that language."""
    if isinstance(value, Line):
        return render(language, value)
    if isinstance(value, date):
        return write_date(language, value)
    return str(value)
