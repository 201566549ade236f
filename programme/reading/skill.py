"""Which of the skills a person means, by the words they use for it ("montir", "wadai", "MUA", "ngopi", "servis hp")."""

import re

from programme.reading import text as texts
from programme.reading.phrases import ELSEWHERE, Phrases

_SEVERAL = re.compile(r"\b(?:atau|ato|atw|dan|sama|serta|or|and)\b|[/,&+]")
_HINT = 1


def read(text: str, phrases: Phrases) -> str | None:
    """The one skill that is named; None when several are, or when it is named to be refused."""
    fits = phrases.fits(text)
    named = [skill for skill, fit in fits.items() if fit.rank > _HINT] or list(fits)
    if len(named) > 1 and not _SEVERAL.search(texts.normalise(text)):
        firmest = max(fits[skill].rank for skill in named)
        named = [skill for skill in named if fits[skill].rank == firmest]
    return named[0] if len(named) == 1 and named[0] != ELSEWHERE else None
