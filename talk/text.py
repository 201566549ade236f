"""What is said, before it is put into words: keys with arguments, rendered when a message is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Union

#: What a text can be given. A line inside a line is rendered in the same language; a date as people write it.
Argument = Union[str, int, date, "Line"]


@dataclass(frozen=True, slots=True)
class Line:
    """One text by its key, with its arguments."""

    key: str
    args: Mapping[str, Argument] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: an id that is stored, and a label that is shown and never stored."""

    id: str
    label: Line
