"""Phrases by which choices, words and wishes are recognised; kept beside the texts, since they are language too."""

import functools
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

FOLDER = Path(__file__).parent


@functools.cache
def load(name: str) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """One file of phrases: groups of ids, each with what people say for it."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def phrases(group: str) -> Mapping[str, Sequence[str]]:
    """What people say for the choices of a group, beside their labels."""
    return load("choices").get(group, {})
