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
QR_SIZE = 300
#: Where the rows end and the QR code begins.
COLUMN = WIDTH - MARGIN - QR_SIZE - 40
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
    pen.text((MARGIN, 176), number, fill=BAND, font=_font(76))
    rows = {"name": name, "skill": skill, "village": village, "registered_on": registered_on}
    _rows(pen, {labels[row]: value for row, value in rows.items()})
    card.paste(_qr(number), (WIDTH - MARGIN - QR_SIZE, 190))
    pen.rectangle((0, HEIGHT - 72, WIDTH, HEIGHT), fill=LIGHT)
    pen.text((MARGIN, HEIGHT - 54), _shortened(pen, labels["keep"], _font(28), WIDTH - 2 * MARGIN), INK, _font(28))
    return _png(card)


def _head(pen: "ImageDraw", office: str, title: str) -> None:
    pen.rectangle((0, 0, WIDTH, 140), fill=BAND)
    pen.text((MARGIN, 26), _shortened(pen, title, _font(48), WIDTH - 2 * MARGIN), fill=PAPER, font=_font(48))
    pen.text((MARGIN, 88), _shortened(pen, office, _font(30), WIDTH - 2 * MARGIN), fill=LIGHT, font=_font(30))


def _rows(pen: "ImageDraw", rows: Mapping[str, str]) -> None:
    top = 288
    for label, value in rows.items():
        pen.text((MARGIN, top), label, fill=SOFT, font=_font(24))
        for line in _wrapped(pen, value, _font(34), COLUMN - MARGIN - 180)[:2]:
            pen.text((MARGIN + 180, top - 7), line, fill=INK, font=_font(34))
            top += 42
        top += 20


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
