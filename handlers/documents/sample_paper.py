"""A paper of the demo's invented people: a page that says what it stands for, and that it is nobody's."""

import io

WIDTH, HEIGHT = 900, 640
INK, SOFT, PAPER, STAMP = "#10322e", "#9db5b1", "#fdfcf7", "#b3402e"


def sample_paper(title: str) -> bytes:
    """The page as PNG; nothing on it looks like a real document, so that no picture of one is ever made here."""
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(page)
    pen.rectangle((24, 24, WIDTH - 24, HEIGHT - 24), outline=SOFT, width=3)
    pen.text((WIDTH / 2, 120), title, fill=INK, font=ImageFont.load_default(44), anchor="mm")
    for line in range(7):
        pen.line((110, 220 + line * 44, WIDTH - 110 - line % 3 * 90, 220 + line * 44), fill=SOFT, width=6)
    pen.text((WIDTH / 2, HEIGHT / 2 + 40), "CONTOH", fill=STAMP, font=ImageFont.load_default(150), anchor="mm")
    buffer = io.BytesIO()
    page.quantize(32).save(buffer, format="PNG", optimize=True)
    return buffer.getvalue()
