"""Which of the skills a person means, by the words they use for it ("montir", "wadai", "MUA", "ngopi", "servis hp")."""

import re

from programme.reading import text as texts
from programme.reading.phrases import ELSEWHERE, Phrases

_SEVERAL = re.compile(r"\b(?:atau|ato|atw|dan|sama|serta|or|and)\b|[/,&+]")


def read(text: str, phrases: Phrases) -> str | None:
    """The one skill that is named; None when several are, or when it is named to be refused."""
    fits = phrases.fits(text)
    firmest = max((fit.rank for fit in fits.values()), default=0)
    several = _SEVERAL.search(texts.normalise(text))
    named = [skill for skill, fit in fits.items() if several or fit.rank == firmest]
    return named[0] if len(named) == 1 and named[0] != ELSEWHERE else None
