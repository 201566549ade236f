"""A phone number of Indonesia in E.164, from any of the forms in which people write and paste it.

A mobile is an 8 with 8 to 11 more digits; a landline has one of Telkom's area codes (0543 is Tana Paser).
The operator's prefix proves nothing, so it is not checked. A letter O for a zero is asked again, never repaired.
"""

import re

from programme.reading import places
from programme.reading import text as texts

_LINK = re.compile(
    r"(?:https?://)?(?:www\.)?(?:wa\.me/|(?:api\.|web\.)?whatsapp\.com/send/?\?(?:[a-z_]+=[^&\s]*&)*phone=)(?:\+|%2b)?([0-9]+)[^\s]*"
)
_OTHER_LINK = re.compile(r"https?://|www\.|@|\.(?:com|id|net|org)\b")
_RUN = re.compile(r"\+?\(?[0-9](?:[\s().,•·\-\u2010-\u2015_/]*[0-9])*")
_SPOILT = re.compile(
    r"[0-9][ \-.]*[olxi*](?![^\W\d_])|(?<![^\W\d_])[olxi*]+[ \-.]*[0-9]|[0-9][^\W\d_]+[0-9]|[0-9][a-f]\b"
)
_REFUSED = re.compile(r"\b(?:bukan|atau|ato|atw|salah|jangan|or)\b")
_TWO_NUMBERS = re.compile(r"[0-9]\s*/\s*(?:\+|0|62|8)[0-9]{7}|[0-9]{9}\s+(?:\+62|0)[0-9]{8}")
_AREA_CODES = re.compile(
    r"(?:21|22|24|31|61)[2-9][0-9]{6,7}"
    r"|(?:23[1-4]|25[1-7]|26[0-7]|27[1-6]|28[0-9]|29[1-8]|32[1-8]|33[1-8]|34[1-3]|35[1-8]|36[1-8]|37[0-6]|38[0-9]|40[1-8]"
    r"|41[0-9]|42[0-9]|43[0-8]|44[35]|45[0-8]|46[1-5]|47[1-5]|48[1-5]|51[1-9]|52[2-8]|53[1-9]|54[1-9]|55[1-6]|56[1-8]"
    r"|6[2-5][0-9]|70[2-8]|71[0-9]|7[2-7][0-9]|90[1-2]|91[0-9]|92[0-9]|93[1]|95[1-7]|96[1-9]|97[15]|98[0-6])[2-9][0-9]{4,7}"
)
_MOBILE = re.compile(r"8[0-9]{8,11}")


def read(text: str) -> str | None:
    """The one number of the text, "+62…"."""
    said = texts.normalise(text).strip("*_~ ")
    link = _LINK.search(said)
    if link:
        return _e164("+" + link[1] if link[1].startswith("62") else link[1])
    if _OTHER_LINK.search(said) or _SPOILT.search(said) or _REFUSED.search(said) or _TWO_NUMBERS.search(said):
        return None
    runs = _RUN.findall(said)
    return _e164(runs[0]) if len(runs) == 1 else None


def _e164(written: str) -> str | None:
    digits = re.sub(r"[^0-9+]", "", written)
    if digits.startswith("+") and not digits.startswith("+62"):
        return None
    national = re.sub(r"^(?:\+62|0062|62(?=0?8[0-9]{8}|[2-7]))", "0", digits)
    national = re.sub(r"^00(?=[2-9])", "0", national)
    bare = national.removeprefix("0")
    if _MOBILE.fullmatch(bare) or (national.startswith("0") and _AREA_CODES.fullmatch(bare)):
        return places.phone_e164(national)
    return None
