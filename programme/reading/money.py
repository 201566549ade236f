"""Amounts of rupiah as people say them: "1,5jt", "2jt700", "sejuta setengah", "limang atus ewu".

lokal-id reads "200-300rb" as 500,000 and "2jt700" as 2,000,700, so money is read here. In speech the number after
the millions counts thousands ("dua juta lima ratus" is 2,500,000). What could be two amounts, a limit, or thousands
left unsaid ("75", "delapan ratus") is no value: the question is asked again.
"""

import re
from collections.abc import Sequence
from fractions import Fraction

from programme.reading import number
from programme.reading import text as texts

_LONGEST = 160
_MOST = 10**11
# From here on a bare run of digits is more likely a phone number or an identity number.
_MOST_BARE_DIGITS = 9

_SCALES = {
    **dict.fromkeys(texts.listed("juta jt jta jutaan jtan juataan jeti jute yuta juto"), "juta"),
    **dict.fromkeys(texts.listed("ribu rban ribuan rebuan ribuhan rb ceng rebu"), "ribu"),
    **dict.fromkeys(texts.listed("sejuta sajuta sejutaan sjt sjuta sayuta"), "sejuta"),
    **dict.fromkeys(texts.listed("seribu seribuan"), "seribu"),
    **dict.fromkeys(texts.listed("miliar milyar milliar milyard"), "miliar"),
    **dict.fromkeys(texts.listed("setengah stengah satangah stgh setgh satengah 1/2"), "setengah"),
    **dict.fromkeys(texts.listed("seperempat saparapat"), "seperempat"),
}
# The Hokkien market words that name a whole amount; "gocap" and "gopek" are bare numbers, kept in number.py.
_WHOLE_AMOUNTS = {
    "seceng": 1_000, "noceng": 2_000, "goceng": 5_000, "ceban": 10_000, "noban": 20_000, "goban": 50_000,
    "cetiau": 1_000_000, "cetiaw": 1_000_000, "cetiao": 1_000_000,
}  # fmt: skip
_NUMBER_WORDS = texts.listed(
    """
    satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh ratus seratus nol koma
    rolas selawe salawi seket sewidak jigo gocap cepek gopek
    """
)
_UNCERTAIN = re.compile(
    r"\b(?:kurang|lebih|hampir|di ?bawah|di ?atas|dibwh|sampai|sampe|smpai|nyampe|hingga|s/d|sd|s\.d|atau|ato|atw|or"
    r"|antara|minus|rugi|bukan|kalau|kalo|klo|kl|jika|kadang\w*|maksimal|minimal|maks|max|paling|tidak|tdk|ga|gak|gk|nggak"
    r"|enggak|ngga|engga|nda|ndak|kada|ora|mboten|belum|blm|balum|dan|plus|tambah|x|kali|persen|dolar|dollar|usd|ringgit|rm"
    r"|lupa|entah|mungkin|beberapa|lewat|lewih|labih|to|until|between|or|about|up|under|over)\b"
    r"|[%$?+*<>=]"
)
_RANGE = re.compile(
    r"(?:[0-9]|rb|ribu|jt|juta|k)\s*(?:[-–—~/]+|\.\.+)\s*(?:rp\.?\s*)?[0-9]"
    r"|(?:^|\s)-\s*(?:rp\.?\s*)?[0-9]|rp\.?\s*-\s*[0-9]"
)
_DROPPED = (
    (re.compile(r"(?<=[0-9])\s*[,.]?\s*[-–—=]+(?=\s|$)"), " "),  # the ",-" that closes an amount
    (re.compile(r"\b(?:kira|rata|rerata)\s*-?\s*(?:kira|rata|2)?(?:nya)?\b"), " "),
    (re.compile(r"\b(?:kurang lebih|kurang labih|krg lbh|kurleb|krglbh|lebih kurang)\b|[±~≈]|\+ ?/? ?-"), " "),
    (re.compile(r"\bs[ea] (?=juta|ribu|jt\b|rb\b)"), "se"),
    (re.compile(r"\brp\b\.?|\brp\.?(?=[0-9])|\bidr\b|\bidr(?=[0-9])"), " "),
    (re.compile(r"/\s*(?=hari|hr|bulan|bln|bl|minggu|mgg|tahun|thn|orang|org|day|month|week)"), " per "),
    (re.compile(r"\b1/2\b"), " setengah "),
    (re.compile(r"(?<=rb|jt)\s*-?\s*an\b|(?<=ribu|juta)\s*-?\s*an\b|(?<=[0-9]k)\s*-?\s*an\b"), " "),
    (re.compile(r"(?<=[0-9])(\s*)k\b"), " ribu "),
    (re.compile(r"\b([0-9]{1,3}) ([0-9]{3})(?= [0-9]{3}\b)"), r"\1.\2"),
    (re.compile(r"\b([0-9]{1,3}(?:\.[0-9]{3})+) ([0-9]{3})\b"), r"\1.\2"),
)
_FUSED = re.compile(
    r"\b(satu|dua|tiga|talu|empat|ampat|lima|enam|anam|tujuh|delapan|dalapan|sembilan|sambilan)"
    r"(belas|balas|puluh|ratus|ribu|rebu|juta)"
)
_TOKEN = re.compile(r"[0-9](?:[0-9.,]*[0-9])?|[^\W\d_]+")
_NOTHING = re.compile(
    r"(?:(?:rp\.? ?)?0|nol|zero)(?: rupiah)?|nihil|kosong|none|gada|kadada|ora (?:ono|ana)"
    r"|(?:tidak|tdk|ga|gak|gk|nggak|ngga|enggak|kada|nda|ndak) ada"
    r"(?: pemasukan| penghasilan| omzet| omset| sama sekali)?"
)
_PLAIN_DIGITS = re.compile(r"[0-9]+")
_DOTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{2})?")
_COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{2})?")
_DECIMAL = re.compile(r"[0-9]{1,3}[.,][0-9]{1,2}|[0-9]{1,3},[0-9]{3}")


def read(text: str) -> int | None:
    """The one amount in whole rupiah; "0" and "tidak ada" are 0."""
    said = texts.normalise(text.replace("½", " 1/2").replace("¼", " seperempat"))
    if _NOTHING.fullmatch(texts.without_courtesy(said).strip(" .!,-")):
        return 0
    if len(said) > _LONGEST:
        return None
    spoken_rupiah = "rupiah" in said
    plain = _plain(said)
    if plain is None:
        return None
    runs = _runs(plain)
    if len(runs) != 1:
        return None
    amount = _amount(runs[0], spoken_rupiah)
    return int(amount) if amount is not None and amount.denominator == 1 and 0 < amount <= _MOST else None


def _plain(said: str) -> str | None:
    """The text without what surrounds an amount; None when it speaks of limits, choices or several amounts."""
    plain = said.replace("⁄", "/")
    if _RANGE.search(plain.replace("1/2", "setengah")):
        return None
    for pattern, replacement in _DROPPED:
        plain = pattern.sub(replacement, plain)
    return None if _UNCERTAIN.search(plain) else _FUSED.sub(r"\1 \2 ", plain)


def _runs(plain: str) -> list[list[str]]:
    """The stretches of words that say an amount, with the other words of the text between them left out."""
    runs: list[list[str]] = []
    inside = False
    for token in _TOKEN.findall(plain):
        word = number.standard(token)
        word = _SCALES.get(word, word)
        if word == "rupiah":
            continue
        speaks = word[0].isdigit() or word in _NUMBER_WORDS or word in _WHOLE_AMOUNTS or word in _SCALES.values()
        if speaks and inside:
            runs[-1].append(word)
        elif speaks:
            runs.append([word])
        inside = speaks
    return runs


def _amount(run: list[str], spoken_rupiah: bool) -> Fraction | None:
    if len(run) == 1 and run[0] in _WHOLE_AMOUNTS:
        return Fraction(_WHOLE_AMOUNTS[run[0]])
    for scale, worth in (("miliar", 10**9), ("juta", 10**6), ("ribu", 10**3)):
        parts = _split(run, scale)
        if parts is None:
            continue
        factor, rest = _factor(parts[0], worth), parts[1]
        more = _rest(rest, worth, factor, spoken_rupiah) if factor is not None else None
        return factor * worth + more if factor is not None and more is not None else None
    return _unscaled(run)


def _split(run: list[str], scale: str) -> tuple[list[str], list[str]] | None:
    """What stands before and after the scale; "sejuta" is "satu juta"."""
    words = [part for word in run for part in (("satu", word[2:]) if word in ("sejuta", "seribu") else (word,))]
    if scale not in words:
        return None
    at = words.index(scale)
    return words[:at], words[at + 1 :]


def _factor(words: list[str], worth: int) -> Fraction | None:
    """How many of the scale: "1,5", "dua ratus", "satu setengah", "satu koma lima"."""
    if words[-1:] == ["setengah"] or words[-1:] == ["seperempat"]:
        part = Fraction(1, 2) if words[-1] == "setengah" else Fraction(1, 4)
        whole = _factor(words[:-1], worth) if words[:-1] else Fraction(0)
        return whole + part if whole is not None and whole.denominator == 1 and whole < 100 else None
    if "koma" in words:
        return _with_comma(words)
    if len(words) == 1 and words[0][0].isdigit():
        return _scaled_digits(words[0], worth)
    value, end = number.below_thousand(words, 0)
    return Fraction(value) if value and end == len(words) else None


def _with_comma(words: list[str]) -> Fraction | None:
    at = words.index("koma")
    whole, part = _spoken(words[:at]), _spoken(words[at + 1 :])
    if whole is None or part is None or part > 99:
        return None
    return whole + Fraction(part, 10 if part < 10 else 100)


def _spoken(words: list[str]) -> int | None:
    """A number in words or in digits that is the whole of them."""
    if len(words) == 1 and words[0].isdecimal():
        return int(words[0]) if len(words[0]) < 4 else None
    value, end = number.below_thousand(words, 0)
    return value if words and end == len(words) else None


def _scaled_digits(digits: str, worth: int) -> Fraction | None:
    """The number before "rb" or "jt". "15.000rb" says the thousands twice, "1.500jt" can be two things: ask."""
    if _DECIMAL.fullmatch(digits) and not (worth == 1000 and len(digits) - digits.find(",") == 4):
        return Fraction(digits.replace(",", "."))
    value = _plain_value(digits)
    most = 10_000 if worth == 1000 else 1_000
    if value is None or value >= most or (digits[0] == "0" and len(digits) > 1):
        return None
    return Fraction(value)


def _plain_value(digits: str) -> int | None:
    """Digits with or without marks between the thousands; cents only when they are zero."""
    if _PLAIN_DIGITS.fullmatch(digits):
        return int(digits) if len(digits) <= _MOST_BARE_DIGITS else None
    for form, mark in ((_DOTS, "."), (_COMMAS, ",")):
        if form.fullmatch(digits) and digits[0] != "0":
            whole, _, cents = digits.replace(mark, "").replace(",", ".").partition(".")
            return int(whole) if not cents.strip("0") else None
    return None


def _rest(words: list[str], worth: int, factor: Fraction, spoken_rupiah: bool) -> Fraction | None:
    """What follows the scale: "setengah" of it, smaller scales, or thousands left unsaid after the millions."""
    if not words:
        return Fraction(0)
    if factor.denominator != 1:
        return None
    if words in (["setengah"], ["seperempat"]):
        part = Fraction(worth, 2 if words == ["setengah"] else 4)
        return part if factor < 10 or worth == 10**6 else None
    if worth == 10**9:
        parts = _split(words, "juta")
        millions = _factor(parts[0], 10**6) if parts and not parts[1] else None
        return millions * 10**6 if millions is not None and millions < 1000 else None
    if worth == 10**6 and "ribu" in [part for word in words for part in ((word[2:],) if word == "seribu" else (word,))]:
        thousands = _amount(words, spoken_rupiah)
        return thousands if thousands is not None and thousands < worth else None
    return _after_scale(words, worth, spoken_rupiah)


def _after_scale(words: Sequence[str], worth: int, spoken_rupiah: bool) -> Fraction | None:
    grouped = _plain_value(words[0]) if len(words) == 1 and words[0][0].isdigit() else None
    if worth == 10**6 and grouped and 1000 <= grouped < worth:
        return Fraction(grouped)
    value = _spoken(list(words))
    if value is None or not 100 <= value < 1000:
        return None
    if worth == 10**3:
        return Fraction(value)
    return None if spoken_rupiah else Fraction(value * 1000)


def _unscaled(run: list[str]) -> Fraction | None:
    """Digits alone: in full they are rupiah, a small number usually leaves the thousands unsaid."""
    if len(run) != 1 or not run[0][0].isdigit():
        return None
    digits = run[0]
    value = _plain_value(digits)
    if value is None or value < 1000 or digits[0] == "0":
        return None
    if "," in digits and value < 10_000:
        return None  # "1,500" may well be one and a half
    return Fraction(value) if not digits.isdecimal() or _looks_like_money(value) else None


def _looks_like_money(value: int) -> bool:
    """Bare digits such as "2007" or "12052007" are a year or a date; amounts of that length are round."""
    return value % 50 == 0 if value < 10_000 else value % 100 == 0 or value < 10**7
