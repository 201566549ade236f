"""What people type, made comparable: one spelling of blanks, letters and signs.

Every other reader starts here, so that a pasted number with invisible marks or a shouted "IYAAA"
needs no special care anywhere else (how people write: repeated letters, capitals, emoji, full-width digits).
"""

import re
import unicodedata
from functools import lru_cache

# Cc controls, Cf invisible marks (zero-width, bidirectional, soft hyphen), Co private use, Cs lone surrogates.
_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs"})
_BLANKS = re.compile(r"\s+")
_THREE_OR_MORE = re.compile(r"([^\W\d_])\1{2,}")
_DOUBLED = re.compile(r"([^\W\d_])\1+")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|[0-9]+")
_APOSTROPHES = str.maketrans("‘’ʼ`´ʻ", "''''''")


def listed(words: str) -> frozenset[str]:
    """A word list as it is easiest to read and to add to: words with blanks between them."""
    return frozenset(words.split())


COURTESY = listed(
    """
    kak kaka kakak ka kk min mimin admin pak bapak bpk pa bu ibu buk mas mbak mba mb bang abang bg bro sis gan
    om tante bos boss dong donk dunk ya yah yaa y deh dech sih nih nie tuh kok loh lho aja ja saja doang tolong
    tlg tolongin mohon please pls plis plz makasih mksh makasi trims thanks thx terimakasih maaf mf sorry
    permisi pang lah kah ai am wal ding leh halo hai hi hello
    """
)


def clean(text: str) -> str:
    """The words as written, without control, bidirectional and zero-width characters, blanks squeezed."""
    if text.isascii() and text.isprintable():  # what most people send, and six times as quick
        return _BLANKS.sub(" ", text).strip()
    visible = "".join(
        " " if char.isspace() else char
        for char in text
        if char.isspace() or unicodedata.category(char) not in _INVISIBLE
    )
    return _BLANKS.sub(" ", visible).strip()


@lru_cache(maxsize=16)  # several readers look at one message
def normalise(text: str) -> str:
    """The form that readers compare: one case, one form of each sign, "iyaaaa" tamed to "iya"."""
    if text.isascii() and text.isprintable():
        return _THREE_OR_MORE.sub(r"\1", _BLANKS.sub(" ", text.lower()).strip().replace("`", "'"))
    folded = clean(unicodedata.normalize("NFKC", clean(text)).casefold()).translate(_APOSTROPHES)
    return _THREE_OR_MORE.sub(r"\1", folded)


def words(text: str) -> list[str]:
    """The words and numbers of a normalised text, signs dropped ("masak-masak" gives two)."""
    return _WORD.findall(text)


def single_letters(word: str) -> str:
    """A word with each doubled letter written once, so that "okee", "bolehh" and "nggak" have one spelling."""
    return _DOUBLED.sub(r"\1", word)


def without_courtesy(text: str) -> str:
    """The text without "kak", "tolong", "dong" … at its ends; the last word that is left always stays."""
    kept = text.split(" ")
    while len(kept) > 1 and _is_courtesy(kept[-1]):
        kept.pop()
    while len(kept) > 1 and _is_courtesy(kept[0]):
        kept.pop(0)
    return " ".join(kept)


def _is_courtesy(word: str) -> bool:
    bare = word.strip(".,!?…:;~🙏😊 ").casefold()
    return not bare or _THREE_OR_MORE.sub(r"\1", bare) in COURTESY
