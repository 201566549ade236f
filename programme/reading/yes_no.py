"""Yes or no, in Bahasa Indonesia, chat slang, Banjar, Javanese and Bugis, in words and in signs.

Anything that is both, neither or conditional is no answer. Mind the false friends: Banjar "handak" (I want) is yes,
Banjar "indah" (I don't want) is no although it reads like the Indonesian "beautiful".
"""

import re

from programme.reading import text as texts

_YES = texts.listed(
    """
    ya iya iy iyah iyak iyap iyaps iyes iyu yaa y ye yes yess yep yeps yeah yea yup yups yap
    yaps yoi yo yoa yoii yoo iyo io iye iye' ye' iyek iyee iyess iyaw eya ho'oh hooh hoh hoo'oh
    he'eh heeh heem hi'ih hiih hu'uh enggih inggih nggih njih injih enjih ingih nggeh enggeh
    ngih gih nggihh leres ok oke okey okay okeh oce oks okk okie k'ok okedeh okelah okesip kuy
    gas gass gaskan gaskeun gaskn gassken gasken sip siip sipp siap siyap syap sap betul btul
    btl betol bener bnr benar banar bujur bujurr sepakat setuju stuju setujuu stju sdia bersedia
    brsedia tentu pasti tentunya jelas dong boleh bole blh bolehh oleh bisa bs bsa iso saged
    kawa mau maw mo mw mauu pengen pengin pgn pingin ingin handak hndak hendak handakk gelem
    purun kersa kerso minat berminat tertarik ikut umpat ikutan sudah sdh dah udah uda udh
    sampun wis uwis wes uwes mpun ada ono ana punya duwe pny pernah perlu butuh minta lanjut
    lanjutkan lanjutt lanjutin ayo ayok yuk yok ayuk ayu ayuja ayuha ayuhai monggo silakan
    silahkan sure agree yea correct right true of course absolutely definitely aok auk cocok
    sesuai sah acc okok aman satuju pas diizinkan izinkan diijinkan dibolehkan yoha yaudah yaudh
    yowis yowes aktifkan izinkan ijinkan kirim kirimkan kirimi mantap mantul bagus baik baiklah
    terima sedia jadi daftar 👍 👌 ✅ ✔ ☑ 🆗 💯 🙋 🫡 🤝
    """
)
_NO = texts.listed(
    """
    tidak tdk tidk tidaak tak tidek tda tda' g ga gak gk gag gx ngga nggak enggak engga ngak
    enggk nggk gakk kaga kagak kgk gaa nda ndak nda' endak ndk enda nda'k dak dda kada kd kadak
    kadaa kade kadada kadeda kadida kdd ora ra rak mboten boten mbten mboteen moh emoh ogah
    ogahh indah no nope noo nop nah never not jangan jgn jgan jngn jangn ojo aja' bukan bkn bukn
    dudu sanes belum blm blom belom blum balum balom durung dereng gamau gakmau gmau gausah
    gakusah gosah gada gaada gakada gapunya gabisa gakbisa gajadi salah slh keliru tolak nolak
    menolak teya tena taena enggih' de' 👎 ❌ ✖ 🙅 🚫 ⛔
    """
)
_EITHER_WAY = texts.listed(
    """
    mungkin mgkn mngkn terserah trserah tsrh terserahh ragu bingung bingun tergantung trgantung
    kayaknya kyknya kayanya sepertinya kayak keknya kyanya entah embuh mbuh duka nanti nnti ntar
    ntr tar kelak besok tapi tp tpi tetapi cuma cuman kalau kalo klo kl kalu jika asal asalkan
    pikir mikir fikir pikir2 tanya nanya tnya bertanya lihat liat tau tahu tahuu tw yakin ngerti
    mengerti paham faham jelasin jelaskan apa kenapa knp mengapa siapa gimana bagaimana gmn
    kapan berapa dimana dmn maksud maksudnya maksudx maybe perhaps depends atau ato atw antara
    hmm hm hmmm em emm eh sebentar bentar tunggu dulukah tentukah netral kadang separuh setengah
    allah sekali-kali kayapa napa piye pripun napakah 🤔 😕 🤷 ❓ 😐
    """
)
# Words that neither say yes or no nor spoil an answer.
_NEUTRAL = texts.COURTESY - {"ya", "yah", "yaa", "y"} | texts.listed(
    """
    saya sy sya aku ku ulun unda kulo kula gue gw kami kita anak banget bgt bangett sekali skali
    bener2 sangat dulu dlu lagi lg insya insyaallah insyallah inshaallah inshallah alhamdulillah
    alhamdulilah bismillah semua itu ini juga jg ikhlas dgn dengan senang hati tentang pun karo
    lan usah ush usa masalah mslh keberatan papa apa-apa terimakasih terima kasih nuwun masih
    msh suwun matur 🙏 😊 😁 😄 🙂 😀 😃 😅 🥰 😍 🤗 😇 ❤ 🤩 😆 😂 💪 🔥 🎉 🥳 ah oh o owh wah nah ha haha hehe
    hihi wkwk wkwkwk banar pang ae to toh yo thanks thank you i do am want please it is that's
    to my kabeh samuaan barataan nian betul2 jua bah mi ji ki' kakaknya bujang mah atuh euy
    nggeh bapak2 min2 puang dek de dik nduk ning admin2 sangat2
    """
) - {"dong"}
_NOT = r"\b(?:tidak|tdk|ga|gak|gk|g|nggak|enggak|ngga|engga|nda|ndak|kada|ora|mboten)"
# Turns of phrase that mean something else than their words, put as one word of the lists.
_TURNS = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (_NOT + r" ?(?:apa ?-?apa|apa2|papa|pp|popo|(?:no|o)po[ -]?(?:no|o)po|kenapa ?-?kenapa)\b", "oke"),
        (_NOT + r" ?(?:keberatan|masalah|mslh)\b|\bno problem\b", "oke"),
        (r"\b(?:ga|ng?a|gak|nggak|kd|kada|ra|nda|ndak)papa\b|\bgpp\b|\bgppa\b|\brapopo\b|\bgamasalah\b", "oke"),
        (_NOT + r" salah(?: lagi)?\b", "betul"),
        (r"\bi?ya (?=(?:tidak|enggak|nggak|ngga|engga|ga|gak|ndak|nda) ?(?:lah|donk?|mau|usah|perlu)\b)", ""),
        (r"\bin ?s[yh]?h?a+ ?-?allo?a?h\b", ""),
        (r"\bhe ?-?eh\b|\bho ?-?oh\b|\bhu ?-?uh\b|\bhi ?-?ih\b", "iya"),
        (r"(?<=[^\W\d_])2\b", ""),  # "boleh2"
        (r"\bmaaf yah?\b", "maaf"),
        (r"\b(?:masih )?ada (?:yang|yg) salah\b", "salah"),
        (r"\bnot yet\b", "belum"),
        (r"\bof course\b", "tentu"),
        (r"\bya (?:allah|ampun|robb?i?|tuhan)\b", "bingung"),
        (r"\bindah (?:sekali|banget|bgt|bener|nya|pemandangan\w*)", "bingung"),
        (r"\b(?:belum|blm|balum|durung) (?:tentu|pasti|yakin|jelas)\b", "bingung"),
        (_NOT + r" (?:tentu|pasti|yakin|jelas)\b", "bingung"),
        (r"\bbisa (?:jadi|iya|ya)\b|\bfifty\b", "bingung"),
        (r"\bkada (?:ada|da)\b", "kada"),
        (r"\b(?:sudah|udah|udh|dah|sdh) (?:cukup|gak usah|ga usah)\b", "bingung"),
    )
)
_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*'?|[0-9]+|[^\w\s.,!;:\"()~*_-]")
_MODIFIERS = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f\u2640\u2642]")
_LONGEST = 100
_STRAY_WORDS = 4


def read(text: str) -> bool | None:
    """True, False, or None when it is uncertain, mixed, a question or no answer at all."""
    said = _MODIFIERS.sub("", texts.normalise(text))
    if not said or len(said) > _LONGEST or "?" in said:
        return None
    for pattern, meaning in _TURNS:
        said = pattern.sub(meaning, said)
    words = [_known(word) for word in _TOKEN.findall(said)]
    while len(words) > 1 and words[-1] == "ya":  # "tidak ya", "mau ya": only a particle
        words.pop()
    return _answer(words)


def _known(word: str) -> str:
    """The word as it stands in the lists, "okee" and "nggakk" included."""
    for known in (word, word.strip("'-"), texts.single_letters(word), _last_letter_once(word)):
        if known in _YES or known in _NO or known in _EITHER_WAY or known in _NEUTRAL:
            return known
    stem = word.removesuffix("lah").removesuffix("kah").removesuffix("deh").removesuffix("ja")
    return stem if stem in _YES or stem in _NO else word


def _last_letter_once(word: str) -> str:
    return word[:-1] if word[-2:-1] == word[-1:] else word


def _answer(words: list[str]) -> bool | None:
    if _EITHER_WAY.intersection(words):
        return None
    telling = [word for word in words if word not in _NEUTRAL or word in _YES or word in _NO]
    if not telling:
        return None
    strays = [word for word in telling if word not in _YES and word not in _NO]
    if telling[0] in _NO:
        return _refusal(telling, strays)
    if telling[0] not in _YES or _NO.intersection(telling):
        return None
    return True if not strays or _leads(telling[0], strays) else None


def _refusal(telling: list[str], strays: list[str]) -> bool | None:
    """ "tidak mau", "belum punya ktp"; but "tidak, eh iya" and "bukan tidak mau" say both."""
    negations = {word for word in telling if word in _NO}
    plain_yes = {"ya", "iya", "ok", "oke", "yes", "y"}
    twice = len(negations) > 1 and ("bukan" in negations or telling[0] == "jangan")
    if twice or plain_yes.intersection(telling) or len(strays) > _STRAY_WORDS:
        return None
    return False


def _leads(first: str, strays: list[str]) -> bool:
    """ "iya pelatihan itu" is yes; "mau lihat rumah" wants something else."""
    return first in _LEADING and len(strays) <= _STRAY_WORDS


_LEADING = texts.listed(
    "ya iya iyaa yes y iye iye' inggih nggih oke ok siap setuju betul benar bener bujur bersedia sip yoi 👍 ✅"
)
