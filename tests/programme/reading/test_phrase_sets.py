"""The readers over many hundred phrases: right nearly always, misread almost never.

`phrases/<kind>.tsv` was written before its reader was tuned; the later sets (second, third …) each after the tuning on
those before, and measured once before anybody looked at the failures.
"""

from pathlib import Path
from typing import NamedTuple

import pytest

from handlers import understanding

PHRASES = Path(__file__).parent / "phrases"
RIGHT, MISREAD = 0.95, 0.01


class Rates(NamedTuple):
    """Shares of all phrases; asking again is right only where there is no value."""

    right: float
    misread: float
    failures: list[str]


def phrases(kind: str) -> list[tuple[str, str]]:
    """Text and expected value ("" for none) of every set of a kind, each counted once."""
    lines = [
        line.partition("\t")
        for path in sorted(PHRASES.glob(f"{kind}*.tsv"))
        if path.name.split(".")[0] == kind
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return list({text: (text, value) for text, _, value in lines}.values())


def rates(kind: str) -> Rates:
    told = [(text, value, _shown(understanding.UNDERSTAND[kind](text))) for text, value in phrases(kind)]
    failures = [f"{text!r}: {got or None}, not {value or None}" for text, value, got in told if got != value]
    misread = sum(bool(got) and got != value for _, value, got in told)
    return Rates(1 - len(failures) / len(told), misread / len(told), failures)


def _shown(value: object) -> str:
    return "" if value is None else str(value)


@pytest.mark.parametrize("kind", sorted(understanding.UNDERSTAND))
def test_a_reader_is_right_nearly_always_and_misreads_almost_never(kind: str) -> None:
    measured = rates(kind)
    assert measured.right >= RIGHT, measured.failures
    assert measured.misread < MISREAD, measured.failures


@pytest.mark.parametrize("kind", sorted(understanding.UNDERSTAND))
def test_every_kind_is_tried_on_phrases_without_a_value_too(kind: str) -> None:
    without = [text for text, value in phrases(kind) if not value]
    assert len(phrases(kind)) >= 100
    assert len(without) / len(phrases(kind)) >= 0.15
