"""A person's name as it stands on their card: kept as written, only tidied.

One-word names are normal in Indonesia, and so are apostrophes ("Nur'aini"), dots ("M. Rizky") and hyphens:
nothing here tells a likely name from an unlikely one, only a name from something that is no name at all.
"""

import re

from programme.reading import intent
from programme.reading import text as texts

LONGEST = 80

_LEAD = re.compile(
    r"^(?:(?:halo|hai|hi|assalamu'?alaikum|kak|pak|bu|min|ya|oke?)[ ,]+)*"
    r"(?:(?:nama|nm|name)(?: (?:lengkap|panggilan|asli))?"
    r"(?: ?(?:saya|sy|aku|ku|ulun|kulo|anak saya|anak|adik saya|dia))?"
    r"|namaku|namanya|(?:saya|sy|aku|ulun)(?= (?:adalah|bernama))|panggil(?: saja| aja)?(?: saya)?"
    r"|my name(?: is)?|i am)"
    r"(?: ?(?:adalah|ialah|bernama|is|itu|yaitu))?\s*[:=,]?\s+",
    re.IGNORECASE,
)
_TAIL = re.compile(r"[ ,]+(?:kak|kaka|min|pak|bu|ya|nama saya|nama aku|namaku|🙏)[.! ]*$", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]")
_ALLOWED = re.compile(r"[^\W\d_]+(?:[ .,'’‘ʼ`/-]+[^\W\d_]+)*\.?")
_NO_NAMES = texts.listed(
    """
    batal berhenti stop kembali menu bantuan mundur mulai daftar status help cancel back start p ping halo hai
    hi hello tes test assalamualaikum permisi pagi siang sore malam punten ya iya tidak gak ga nggak enggak kada
    ok oke siap terserah lupa bingung apa siapa kenapa mengapa bagaimana gimana kapan dimana berapa makasih
    thanks nanti rahasia belum sudah boleh jangan mau lanjut lewati skip haha hehe wkwk hmm
    """
)
_NO_NAME_WORDS = texts.listed(
    """
    apa siapa kenapa mengapa bagaimana gimana kapan dimana berapa tidak gak ga nggak enggak kada bukan tahu tau
    saya aku kamu ulun mau ingin pengen daftar pelatihan petugas  assalamualaikum   bisa boleh
    untuk  dan atau kalau karena sudah belum select drop insert script data privasi
    """
)


def read(text: str) -> str | None:
    """The name, tidied, or None when the text is a number, a link, a question, a command or a greeting."""
    written = texts.clean(text)
    if len(written) > 2 * LONGEST or "?" in written:
        return None
    bare = _TAIL.sub("", _LEAD.sub("", written)).strip(" ,:;!\"“”*_-=~.'")
    bare = bare if not written.rstrip().endswith((".", "'")) else _keep_last_dot(written, bare)
    return bare if _is_name(bare) else None


def _keep_last_dot(written: str, bare: str) -> str:
    """ "Ahmad S.Pd." and "Siti A." end in a dot that belongs to the name; "Siti Aminah." does not."""
    last = bare.rpartition(" ")[2]
    return bare + "." if written.endswith(".") and ("." in last or len(last) == 1) and last != bare else bare


def _is_name(bare: str) -> bool:
    if not 1 < len(bare) <= LONGEST or not _ALLOWED.fullmatch(bare):
        return False
    parts = texts.words(texts.normalise(bare))
    if intent.is_greeting(bare) or len(parts) > 10 or len(_LETTERS.findall(bare)) < 2:
        return False
    return not (" ".join(parts) in _NO_NAMES or set(parts) & _NO_NAME_WORDS or set(parts) <= _NO_NAMES)
