"""What a message that belongs to no open question wants: one of the office's subjects, or nothing that is known."""

import re

from programme.reading import text as texts
from programme.reading.phrases import ELSEWHERE, Fit, Phrases

# Asking for help or to register is often the frame of a narrower question, which then counts. "stop" must always win.
_GENERAL = frozenset({"help", "register"})
_REASON = re.compile(r"\b(?:karena|krn|karna|krna|gara|sebab|soalnya)\b")
_GREETINGS = texts.listed(
    """
    p ping halo hallo helo hello hai hay hi hy hey hei oi oy oii tes test testing cek ces assalamualaikum
    assalammualaikum asalamualaikum assalamu'alaikum asalamu'alaikum asslamualaikum assalamuallaikum
    asalamualaikom aslm aslmkm assalam ass askum salam samlekom mikum waalaikumsalam punten permisi misi
    kulonuwun spada salom shalom om swastiastu pagi siang sore malam malem mlm selamat slamat met good morning
    afternoon evening night alaikum waalaikum assalamu wr wb warahmatullahi wabarakatuh warahmatullah
    wabarokatuh warrahmatullahi kabar apa isik sugeng enjing dalu
    """
)
_COURTESY = texts.COURTESY - _GREETINGS
# Words of a greeting that alone are none ("apa", "cek", "om").
_NEVER_ALONE = texts.listed("apa kabar wr wb cek om selamat met good night salam")


def read(text: str, phrases: Phrases) -> str | None:
    """The intent whose phrases fit best; None when nothing fits or two fit equally well."""
    fits = phrases.fits(text)
    if not fits:
        return None
    best = max(fits.values())
    equal = [meaning for meaning, fit in fits.items() if fit == best]
    meant = ["stop"] if "stop" in equal else [meaning for meaning in equal if meaning not in _GENERAL] or equal
    return meant[0] if len(meant) == 1 and meant[0] != ELSEWHERE and _is_asked(text, best) else None


def _is_asked(text: str, best: Fit) -> bool:
    """A hint proves nothing in a long story, nor in a sentence that gives a reason."""
    said = texts.normalise(text)
    return best.rank > 1 or (len(texts.words(said)) <= 12 and not _REASON.search(said))


def is_greeting(text: str) -> bool:
    """Whether a message is nothing but a greeting or a ping ("P", "assalamualaikum kak", "selamat pagi")."""
    said = [word for word in texts.words(texts.normalise(text)) if word not in _COURTESY]
    return (bool(set(map(_tamed, said)) - _NEVER_ALONE) and all(_tamed(word) in _GREETINGS for word in said)) or (
        _as_one_phrase(said)
    )


def _as_one_phrase(said: list[str]) -> bool:
    return " ".join(said) in ("apa kabar", "kabar apa", "isik kabar", "om swastiastu", "salam", "good night")


def _tamed(word: str) -> str:
    single = texts.single_letters(word)
    return single if single in _GREETINGS else word
