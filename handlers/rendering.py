"""Puts a queued reply into words, within what a channel can show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.reply import Enclosure, Reply
from handlers.texts import render, written
from talk import Choice, Line


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message in words. `buttons` are (payload, label); more choices than fit stand numbered in the text."""

    text: str
    buttons: tuple[tuple[str, str], ...]
    enclosure: Enclosure | None
    #: On the button that shares the person's own number; empty where it is not asked for.
    share_number: str = ""


def payload(place: str, choice: str) -> str:
    """What a button carries: where it belongs and what it chooses, within Telegram's 64 bytes."""
    return f"{place}|{choice}"


def parse_payload(button: str) -> tuple[str, str]:
    """Place and choice of a pressed button; anything may come back, so nothing is assumed of it."""
    place, _, choice = button.partition("|")
    return place, choice


def rendered(
    stored: Mapping[str, Any], language: str, *, most_buttons: int, longest_label: int, deletes: bool = False
) -> Rendered:
    """The reply in that language, with at most that many buttons, none of which bears a longer label.

    Of what is to vanish it says whether the channel `deletes` it, or whoever reads it is asked to.
    """
    reply = Reply.from_json(stored)
    lines = [*reply.lines, *_vanishing(reply, deletes)]
    text = "\n\n".join(words for line in lines if (words := render(language, line)))
    share = render(language, Line("phone-share")) if reply.asks_number else ""
    labels = [(choice, render(language, choice.label)) for choice in reply.choices]
    if len(labels) > most_buttons or any(len(label) > longest_label for _, label in labels):
        return Rendered(f"{text}\n\n{_numbered(labels, language)}", (), reply.enclosure, share)
    buttons = tuple((payload(reply.place, choice.id), label) for choice, label in labels)
    return Rendered(text, buttons, reply.enclosure, share)


def first_line(stored: Mapping[str, Any], language: str) -> tuple[str, dict[str, str]]:
    """The key of what the reply says first, with its arguments in words: what a platform's template is filled with."""
    line = Reply.from_json(stored).lines[0]
    return line.key, {name: written(language, value) for name, value in line.args.items()}


def _vanishing(reply: Reply, deletes: bool) -> list[Line]:
    if reply.vanishes_after is None:
        return []
    minutes = int(reply.vanishes_after.total_seconds() / 60)
    return [Line("vanishing-soon", {"minutes": minutes}) if deletes else Line("vanishing-by_hand")]


def _numbered(labels: list[tuple[Choice, str]], language: str) -> str:
    rows = [f"{number}. {label}" for number, (_, label) in enumerate(labels, start=1)]
    return "\n".join([*rows, render(language, Line("choose-by-number"))])
