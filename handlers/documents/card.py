"""The registration card: a picture to keep, with the number large and as a QR code. No NIK stands on it."""

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1080, 720
MARGIN = 56
HEAD, FOOT = 140, 72
QR_SIZE = 300
#: Where the rows end, left of the QR code.
COLUMN = WIDTH - MARGIN - QR_SIZE - 32
#: Where the values stand, right of their labels.
VALUES = MARGIN + 144
#: Sizes of a value with the most lines that it may take: a long name becomes smaller before it is cut.
SIZES = ((36, 2), (30, 2), (26, 3))
ROW_GAP = 18
INK, SOFT, PAPER, BAND, LIGHT = "#10322e", "#4b6763", "#ffffff", "#0f5f56", "#d9efe9"


def registration_card(
    *,
    number: str,
    name: str,
    skill: str,
    village: str,
    registered_on: str,
    office: str,
    labels: Mapping[str, str],
) -> bytes:
    """The card as PNG, 1080 pixels wide and light enough for a weak signal.

    `labels` are its fixed words in the person's language: title, name, skill, village, registered_on, keep.
    """
    from PIL import Image, ImageDraw

    card = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(card)
    _head(pen, office, labels["title"])
    _number(pen, number)
    rows = {"name": name, "skill": skill, "village": village, "registered_on": registered_on}
    _rows(pen, {labels[row]: value for row, value in rows.items()})
    card.paste(_qr(number), (WIDTH - MARGIN - QR_SIZE, (HEAD + HEIGHT - FOOT - QR_SIZE) // 2))
    _foot(pen, labels["keep"])
    return _png(card)


def _head(pen: "ImageDraw", office: str, title: str) -> None:
    pen.rectangle((0, 0, WIDTH, HEAD), fill=BAND)
    pen.text((MARGIN, 26), _shortened(pen, title, _font(48), WIDTH - 2 * MARGIN), fill=PAPER, font=_font(48))
    pen.text((MARGIN, 88), _shortened(pen, office, _font(30), WIDTH - 2 * MARGIN), fill=LIGHT, font=_font(30))


def _number(pen: "ImageDraw", number: str) -> None:
    """As large as there is room for, and never cut: it is what the card is for."""
    size = next(size for size in range(82, 0, -2) if pen.textlength(number, font=_font(size)) <= COLUMN - MARGIN)
    pen.text((MARGIN, 216), number, fill=BAND, font=_font(size), anchor="lm", stroke_width=1)
    pen.line((MARGIN, 276, COLUMN, 276), fill=LIGHT, width=3)


def _rows(pen: "ImageDraw", rows: Mapping[str, str]) -> None:
    top = 300
    for label, value in rows.items():
        size, lines = _fitted(pen, value, COLUMN - VALUES)
        pen.text((MARGIN, top + size), label, fill=SOFT, font=_font(30), anchor="ls")
        for line in lines:
            pen.text((VALUES, top + size), line, fill=INK, font=_font(size), anchor="ls")
            top += size + 6
        top += ROW_GAP


def _foot(pen: "ImageDraw", keep: str) -> None:
    pen.rectangle((0, HEIGHT - FOOT, WIDTH, HEIGHT), fill=LIGHT)
    words = _shortened(pen, keep, _font(28), WIDTH - 2 * MARGIN)
    pen.text((MARGIN, HEIGHT - FOOT // 2), words, fill=INK, font=_font(28), anchor="lm")


def _fitted(pen: "ImageDraw", text: str, width: int) -> tuple[int, list[str]]:
    """The largest size at which the text fits, with its lines; what fits at none is cut where one can see it."""
    for size, most in SIZES:
        lines = _wrapped(pen, text, _font(size), width)
        if len(lines) <= most:
            return size, lines
    return size, [*lines[: most - 1], _shortened(pen, f"{lines[most - 1]} …", _font(size), width)]


def _wrapped(pen: "ImageDraw", text: str, font: "FreeTypeFont", width: int) -> list[str]:
    """Lines no wider than that; what no line can hold is shortened."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and pen.textlength(longer, font=font) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return [_shortened(pen, line, font, width) for line in lines]


def _shortened(pen: "ImageDraw", text: str, font: "FreeTypeFont", width: int) -> str:
    if pen.textlength(text, font=font) <= width:
        return text
    while text and pen.textlength(f"{text}…", font=font) > width:
        text = text[:-1]
    return f"{text}…"


def _qr(number: str) -> "Image":
    import segno
    from PIL import Image

    buffer = io.BytesIO()
    segno.make(number, error="m", micro=False).save(buffer, kind="png", scale=10, border=2, dark=INK)
    return Image.open(buffer).convert("RGB").resize((QR_SIZE, QR_SIZE), Image.Resampling.NEAREST)


def _font(size: int) -> "FreeTypeFont":
    """Pillow's own scalable font: nothing to install, on Windows neither."""
    from PIL import ImageFont
    from PIL.ImageFont import FreeTypeFont

    font = ImageFont.load_default(size)
    assert isinstance(font, FreeTypeFont)  # noqa: S101 - it is whenever a size is given
    return font


def _png(card: "Image") -> bytes:
    buffer = io.BytesIO()
    card.quantize(64).save(buffer, format="PNG", optimize=True)
    return buffer.getvalue()
