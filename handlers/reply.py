"""What is said in one turn: exactly one message, as text keys with arguments, put into words when it is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from talk import Argument, Choice, Line


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture to go with the message, drawn when it is sent: the name of a drawing and what it shows."""

    name: str
    args: Mapping[str, Argument]


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is kept (storage.tables.Media), opened when the message is sent; its name stands without an ending.

    Where it is lost or erased by then the message goes without it, and says so.
    """

    media_id: str
    name: str
    #: The member of staff for whom it is opened (programme.staff), unless they were removed meanwhile; 0: no paper.
    for_staff: int = 0


Enclosure = Drawing | Stored


@dataclass(frozen=True, slots=True)
class Reply:
    """One message. `place` says where its choices belong: a menu's name, or the question of a talk."""

    lines: tuple[Line, ...]
    choices: tuple[Choice, ...] = ()
    place: str = ""
    drawing: Drawing | None = None
    #: Goes with the message instead of a drawing.
    stored: Stored | None = None
    #: So long after it went it is taken out of the chat again, where the channel can; the person is told.
    vanishes_after: timedelta | None = None
    #: The person's own number is asked for: a channel that can prove it offers to share it.
    asks_number: bool = False
    #: Said beside the talk: what was offered before it can still be chosen.
    is_aside: bool = False

    def after(self, *lines: Line) -> "Reply":
        """The same message with something said before it."""
        return replace(self, lines=(*lines, *self.lines))

    def aside(self) -> "Reply":
        """The same message, said beside whatever they are doing."""
        return replace(self, is_aside=True)

    @property
    def enclosure(self) -> Enclosure | None:
        """What goes with it."""
        return self.drawing or self.stored

    @property
    def offer(self) -> dict[str, Any] | None:
        """What is remembered of its choices, so that "2" means what was shown, and a label what it stands on.

        Labels with somebody's own words in them are not remembered: they may be names.
        """
        if not self.place:
            return None
        labels = ["" if choice.label.args else choice.label.key for choice in self.choices]
        return {"place": self.place, "ids": [choice.id for choice in self.choices], "labels": labels}

    def to_json(self) -> dict[str, Any]:
        """Plain values for the outbox."""
        return {
            "lines": [_line_to_json(line) for line in self.lines],
            "choices": [[choice.id, _line_to_json(choice.label)] for choice in self.choices],
            "place": self.place,
            "drawing": [self.drawing.name, _args_to_json(self.drawing.args)] if self.drawing else None,
            "stored": [self.stored.media_id, self.stored.name, self.stored.for_staff] if self.stored else None,
            "vanishes": int(self.vanishes_after.total_seconds()) if self.vanishes_after else None,
            "asks_number": self.asks_number,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Reply":
        """The message that `to_json` wrote."""
        drawing, file, vanishes = stored["drawing"], stored.get("stored"), stored.get("vanishes")
        return cls(
            lines=tuple(_line(line) for line in stored["lines"]),
            choices=tuple(Choice(name, _line(label)) for name, label in stored["choices"]),
            place=stored["place"],
            drawing=Drawing(drawing[0], _args(drawing[1])) if drawing else None,
            stored=Stored(*file) if file else None,
            vanishes_after=timedelta(seconds=vanishes) if vanishes else None,
            asks_number=stored.get("asks_number", False),
        )


def say(key: str, /, **args: Argument) -> Reply:
    """A message of one text and no choices."""
    return Reply((Line(key, args),))


def _line_to_json(line: Line) -> list[Any]:
    return [line.key, _args_to_json(line.args)] if line.args else [line.key]


def _args_to_json(args: Mapping[str, Argument]) -> dict[str, Any]:
    return {name: _arg_to_json(value) for name, value in args.items()}


def _arg_to_json(value: Argument) -> Any:
    if isinstance(value, Line):
        return {"line": _line_to_json(value)}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return value


def _line(stored: Sequence[Any]) -> Line:
    return Line(stored[0], _args(stored[1]) if len(stored) > 1 else {})


def _args(stored: Mapping[str, Any]) -> dict[str, Argument]:
    return {name: _arg(value) for name, value in stored.items()}


def _arg(value: Any) -> Argument:
    if not isinstance(value, dict):
        return str(value) if isinstance(value, str) else int(value)
    if "line" in value:
        return _line(value["line"])
    return date.fromisoformat(value["date"])
