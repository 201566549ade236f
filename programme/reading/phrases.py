"""What a text is about, by lists of phrases that staff can read and add to.

A phrase fits when each of its words stands in the text, in any order, in the usual slang or with a typing error in a
long word. Ranks settle what a text with several phrases means: "always", then "sure", "phrases" and "hints" ("biaya"
says more than "daftar"); under "whole" stand phrases that count only as the whole message. `a/b` allows either word.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from programme.reading import text as texts

# Meaning of phrases that mean nothing asked for here, such as "bansos cair": they win over what they resemble.
ELSEWHERE = "elsewhere"

_RANKS = {"hints": 1, "phrases": 2, "sure": 3, "always": 4, "whole": 5}
_INITIALS = re.compile(r"\b([^\W\d_])\.(?=[^\W\d_]\b)")  # "M.U.A"
_NEGATIONS = frozenset({"tidak", "jangan", "bukan", "belum"})
_PREFIXES = ("", "nge", "ng", "di", "ber", "ba", "me")
_SUFFIXES = ("", "nya", "kah", "lah", "ku", "pun", "in", "kan", "an", "i")
_SHORTEST_TYPO = 5
_LONGEST = 300
_LONGEST_WORD = 24


class Fit(NamedTuple):
    """How firmly a meaning is said: its best phrase's rank and words, and how many words its phrases cover."""

    rank: int
    words: int
    covered: int = 0


@dataclass(frozen=True)
class Phrases:
    """Phrase lists made ready for reading: by their words, and all words that occur in them."""

    whole: Mapping[tuple[str, ...], str]
    by_word: Mapping[str, Sequence[tuple[tuple[str, ...], str, int]]]
    vocabulary: frozenset[str]
    ordinary: frozenset[str]
    slang: Mapping[str, tuple[str, ...]]
    corrections: dict[str, tuple[str, ...]]
    spellings: Sequence[str]

    def fits(self, text: str) -> dict[str, Fit]:
        """Each meaning whose phrases stand in the text."""
        said = self.standard(text)
        if len(text) > _LONGEST or not said:
            return {}
        exactly = self.whole.get(tuple(said)) or self.whole.get(tuple(_without_courtesy(said)))
        if exactly:
            return {exactly: Fit(_RANKS["whole"], len(said))}
        present = frozenset(said)
        found: dict[str, Fit] = {}
        covered: dict[str, set[str]] = {}
        for word in present:
            for needed, meaning, rank in self.by_word.get(word, ()):
                if frozenset(needed) <= present and _negated_together(needed, said):
                    found[meaning] = max(found.get(meaning, Fit(0, 0)), Fit(rank, len(set(needed))))
                    covered.setdefault(meaning, set()).update(needed)
        return {meaning: fit._replace(covered=len(covered[meaning])) for meaning, fit in found.items()}

    def standard(self, text: str) -> list[str]:
        """The words of a text in the spelling of the lists."""
        said = _INITIALS.sub(r"\1", texts.normalise(text))
        return [word for spoken in texts.words(said) for word in self._standard(spoken)]

    def _standard(self, spoken: str) -> tuple[str, ...]:
        word = _bare(spoken, self.slang)
        known = self._known(word)
        if known or len(word) > _LONGEST_WORD or word[0].isdigit():
            return known or (word,)
        if word not in self.corrections:
            if len(self.corrections) > 10_000:
                self.corrections.clear()
            self.corrections[word] = self._corrected(word)
        return self.corrections[word]

    def _known(self, word: str) -> tuple[str, ...]:
        if word in self.slang:
            return self.slang[word]
        return (word,) if word in self.vocabulary or word in self.ordinary else ()

    def _corrected(self, word: str) -> tuple[str, ...]:
        return self._without_affixes(word) or self._two_words(word) or self._nearest(word) or (word,)

    def _without_affixes(self, word: str) -> tuple[str, ...]:
        """ "syaratnya" is "syarat", "bayarkah" is "bayar", "ngedaftarnya" is "daftar"."""
        for prefix, suffix in product(_PREFIXES, _SUFFIXES):
            stem = word.removeprefix(prefix).removesuffix(suffix)
            if len(stem) + len(prefix) + len(suffix) == len(word) and len(stem) >= 3 and self._known(stem):
                return self._known(stem)
        return ()

    def _two_words(self, word: str) -> tuple[str, ...]:
        """Words written together, such as "caradaftar"."""
        for at in range(3, len(word) - 2):
            first, second = self._known(word[:at]), self._known(word[at:])
            if first and second:
                return first + second
        return ()

    def _nearest(self, word: str) -> tuple[str, ...]:
        """The only word of the lists that is one typing error away, or two in a long word."""
        if len(word) < _SHORTEST_TYPO:
            return ()
        errors = 1 if len(word) < 8 else 2
        near = process.extract(word, self.spellings, scorer=OSA.distance, score_cutoff=errors, limit=4)
        meant = {self._known(spelling) for spelling, distance, _ in near if distance == near[0][1]}
        return meant.pop() if len(meant) == 1 else ()


def prepare(
    meanings: Mapping[str, Mapping[str, Sequence[str]]],
    slang: Mapping[str, Sequence[str]],
    ordinary: Iterable[str] = (),
) -> Phrases:
    """Make phrase lists ready: meaning -> rank -> phrases; standard spelling -> its slang; words never corrected."""
    spoken = {
        texts.single_letters(variant): tuple(texts.single_letters(word) for word in standard.split())
        for standard, variants in slang.items()
        for variant in variants
    }
    whole: dict[tuple[str, ...], str] = {}
    by_word: dict[str, list[tuple[tuple[str, ...], str, int]]] = {}
    vocabulary: set[str] = {word for standard in spoken.values() for word in standard}
    for meaning, ranks in meanings.items():
        for rank, listed in ranks.items():
            for phrase in listed:
                for words in _spelled_out(phrase, spoken):
                    vocabulary.update(words)
                    if rank == "whole":
                        whole[words] = meaning
                    else:
                        by_word.setdefault(max(words, key=len), []).append((words, meaning, _RANKS[rank]))
    known = frozenset(vocabulary)
    longer = tuple(sorted(word for word in known | spoken.keys() if len(word) >= _SHORTEST_TYPO))
    return Phrases(whole, by_word, known, frozenset(map(texts.single_letters, ordinary)), spoken, {}, longer)


def _spelled_out(phrase: str, slang: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Each phrase that "kapan daftar/mulai" stands for, in the standard spelling."""
    choices = [part.split("/") for part in texts.normalise(phrase).split(" ")]
    return [
        tuple(
            standard
            for part in chosen
            for word in texts.words(part)
            for standard in slang.get(_bare(word, slang), (_bare(word, slang),))
        )
        for chosen in product(*choices)
    ]


def _bare(spoken: str, slang: Mapping[str, tuple[str, ...]]) -> str:
    """A word with its letters single and without "-nya", unless the slang knows it whole."""
    single, stem = texts.single_letters(spoken), spoken.removesuffix("nya")
    return single if single in slang or len(stem) < 3 else texts.single_letters(stem)


def _negated_together(needed: Sequence[str], said: Sequence[str]) -> bool:
    """ "tidak mau daftar" needs its words in that order and together: "mau daftar, bisa tidak" is no refusal."""
    if needed[0] not in _NEGATIONS:
        return True
    starts = (at for at, word in enumerate(said) if word == needed[0])
    return any(_follow(needed, said[at : at + len(needed) + 1]) for at in starts)


def _follow(needed: Sequence[str], said: Sequence[str]) -> bool:
    remaining = iter(said)
    return all(word in remaining for word in needed)


def _without_courtesy(said: Sequence[str]) -> list[str]:
    return texts.without_courtesy(" ".join(said)).split(" ")
