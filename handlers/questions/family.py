"""What the family receives: the office's evidence of poverty, asked once and briefly."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.questions.base import UNKNOWN, chosen, option, words
from programme.reading import text
from talk import Choice, Line, Message, Misread, Stored

AIDS = ("pkh", "bpnt", "pip", "pbi")
NONE = "none"
_DESIL = re.compile(r"\bdesil\s*(10|[1-9])\b")


@dataclass(frozen=True, slots=True)
class AidAnswer:
    """Which aid, and the DTSEN desil if they know it; `aid` is None where they don't know."""

    aid: tuple[str, ...] | None
    desil: int | None


@dataclass(frozen=True, slots=True)
class Aid:
    """PKH, BPNT and others (several may be named), or a desil of 1 to 10 (DTSEN, Inpres 4/2025), or "don't know"."""

    @property
    def choices(self) -> Sequence[Choice]:
        """The kinds of aid, none, and not known."""
        return (*(option("aid", name) for name in (*AIDS, NONE)), option("choice", UNKNOWN))

    def read(self, message: Message) -> Stored:
        """Plain ids and a number."""
        said = text.normalise(message.text)
        desil = _DESIL.search(said)
        named: list[Stored] = [name for name in AIDS if re.search(rf"\b{name}\b", said)]
        if desil or named:
            return {"aid": named, "desil": int(desil[1]) if desil else None}
        picked = chosen(message, self.choices, "aid")
        if picked is None:
            words(message)
            raise Misread(Line("kind-aid"))
        if picked == UNKNOWN:
            return {"aid": None, "desil": None}
        return {"aid": [] if picked == NONE else [picked], "desil": None}

    def check(self, stored: Stored) -> AidAnswer:
        """As it was read."""
        if not isinstance(stored, dict):
            raise ValueError("no answer about aid")  # noqa: TRY004 - the contract of check
        aid, desil = stored["aid"], stored["desil"]
        names = tuple(str(name) for name in aid) if isinstance(aid, list) else None
        return AidAnswer(names, desil if isinstance(desil, int) else None)
