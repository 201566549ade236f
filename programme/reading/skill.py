"""Which of the skills a person means, by the words they use for it ("montir", "wadai", "MUA", "ngopi", "servis hp")."""

from programme.reading.phrases import ELSEWHERE, Phrases


def read(text: str, phrases: Phrases) -> str | None:
    """The one skill that is named; None when several are, or when it is named to be refused."""
    fits = phrases.fits(text)
    highest = max((fit.rank for fit in fits.values()), default=0)
    named = [skill for skill, fit in fits.items() if fit.rank == highest]
    return named[0] if len(named) == 1 and named[0] != ELSEWHERE else None
