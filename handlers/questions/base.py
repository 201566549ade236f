"""What the kinds share: reading words where words are asked, and naming choices in every language."""

from collections.abc import Sequence

from handlers.texts import LANGUAGES, labels, render
from handlers.texts.phrases import phrases
from programme.reading import choice
from talk import Choice, Line, Message, Misread

SKIP = "skip"
UNKNOWN = "unknown"


def words(message: Message) -> str:
    """The text of a message. A sticker, a voice note or a photo where words are asked is answered kindly."""
    if message.text.strip():
        return message.text
    if message.media is None:
        raise Misread(Line("kind-empty"))
    if message.media.kind in ("photo", "document"):
        raise Misread(Line("kind-no-file-now"))
    if message.media.kind == "voice":
        raise Misread(Line("kind-no-voice"))
    raise Misread(Line("kind-no-sticker"))


def chosen(message: Message, choices: Sequence[Choice], group: str = "") -> str | None:
    """The choice that was pressed, numbered, or said: by its label in any language or by a listed phrase."""
    ids = {option.id for option in choices}
    picked = message.picked()
    if picked in ids:
        return picked
    known = phrases(group) if group else {}
    options = {option.id: [*_spoken(option.label), *known.get(option.id, ())] for option in choices}
    return choice.read(message.text, options) if message.text.strip() else None


def _spoken(label: Line) -> Sequence[str]:
    """A label in every language; those with a person's own words in them are put together each time."""
    return [render(language, label) for language in LANGUAGES] if label.args else labels(label.key)


def option(group: str, name: str) -> Choice:
    """A choice whose label stands in the texts as `<group>-<name>`."""
    return Choice(name, Line(f"{group}-{name}"))
