"""Which of the offered options a person means: exact words first, then a likeness that leaves no rival."""

import functools
from collections.abc import Mapping, Sequence

from rapidfuzz.distance import OSA

from programme.reading import text as texts

# Short words differ from each other by one letter ("ya", "yo"): only longer ones may hold a typing error.
_SHORTEST_TYPO = 5


def read(text: str, options: Mapping[str, Sequence[str]]) -> str | None:
    """The id of the one option whose phrases fit, None when none or several do."""
    said = _key(text)
    if not said:
        return None
    phrases = {option: [_phrase_key(phrase) for phrase in spoken] for option, spoken in options.items()}
    return (
        _only([option for option, spoken in phrases.items() if said in spoken])
        or _only([option for option, spoken in phrases.items() if _names_it(said, spoken)])
        or _nearest(said, phrases)
    )


def whole(text: str, options: Mapping[str, Sequence[str]]) -> str | None:
    """The same, but only where the whole message is one of the phrases or signs: for what is not asked again."""
    said = _key(text) or text.strip()
    return _only([option for option, spoken in options.items() if said in [_phrase_key(one) or one for one in spoken]])


@functools.lru_cache(maxsize=4096)
def _phrase_key(phrase: str) -> str:
    """The options of a question are the same for everybody, and are asked thousands of times a day."""
    return _key(phrase)


def _key(text: str) -> str:
    plain = texts.without_courtesy(texts.normalise(text))
    return " ".join(texts.single_letters(word) for word in texts.words(plain))


def _only(found: list[str]) -> str | None:
    return found[0] if len(found) == 1 else None


def _names_it(said: str, phrases: Sequence[str]) -> bool:
    return any(phrase and f" {phrase} " in f" {said} " for phrase in phrases)


def _nearest(said: str, phrases: Mapping[str, Sequence[str]]) -> str | None:
    """One or two typing errors, and every other option at least two errors further away."""
    if len(said) < _SHORTEST_TYPO or len(phrases) < 1:
        return None
    distances = sorted(
        (min((OSA.distance(said, phrase) for phrase in spoken), default=len(said)), option)
        for option, spoken in phrases.items()
    )
    best, option = distances[0]
    rival = distances[1][0] if len(distances) > 1 else best + 2
    return option if best <= max(1, len(said) // 6) and rival - best >= 2 else None
