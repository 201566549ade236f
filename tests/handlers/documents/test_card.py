"""The registration card: opened, measured, and its code compared."""

import io
from datetime import date

import pytest
import segno
from PIL import Image, ImageDraw

from handlers.documents import card
from handlers.documents.card import registration_card
from handlers.documents.drawings import CARD_LABELS, draw
from handlers.reply import Drawing
from talk import Argument, Line

LABELS = dict.fromkeys(CARD_LABELS, "Kartu Pendaftaran")
LONG_NAME = "Muhammad Abdurrahman Wahid Syarifuddin bin Haji Achmad Zulkifli Nasution Siregar"
ANI = {
    "number": "PSR-2026-0007",
    "name": "Ani Lestari",
    "skill": "Tata boga",
    "village": "Tanah Grogot (Kec. Tanah Grogot)",
    "registered_on": "2 Maret 2026",
    "office": "Dinas Sosial Kabupaten Paser",
}


def opened(**changes: str) -> Image.Image:
    data = registration_card(labels=LABELS, **{**ANI, **changes})
    assert len(data) < 150_000
    picture = Image.open(io.BytesIO(data))
    picture.load()
    assert (picture.format, picture.size) == ("PNG", (1080, 720))
    return picture.convert("RGB")


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"name": LONG_NAME, "village": "Rantau Panjang Timur Jauh Sekali (Kec. Tanjung Harapan)"},
        {"name": "A" * 80, "village": "W" * 200, "skill": "x " * 100, "office": "Dinas " * 40},
        {"name": "", "village": "", "skill": "", "registered_on": ""},
        {"name": "Nur’aini Ñ é <b>", "number": "DINSOSPASER-2026-123456789"},
        {"name": "\u202e🙏 العربية"},
    ],
    ids=["usual", "long", "absurd", "empty", "signs", "unknown letters"],
)
def test_whatever_stands_on_it_the_card_is_whole_and_light(changes: dict[str, str]) -> None:
    picture = opened(**changes)
    right_of_the_code = picture.crop((card.WIDTH - card.MARGIN + 4, card.HEAD + 4, card.WIDTH, card.HEIGHT - card.FOOT))
    between = picture.crop(
        (card.COLUMN + 6, card.HEAD + 4, card.WIDTH - card.MARGIN - card.QR_SIZE, card.HEIGHT - card.FOOT)
    )
    for empty in (right_of_the_code, between):
        assert {color for _, color in empty.getcolors() or []} == {(255, 255, 255)}


def test_the_code_holds_the_number_and_nothing_else() -> None:
    picture = opened()
    code = segno.make(ANI["number"], error="m", micro=False)
    modules = [[bool(cell) for cell in row] for row in code.matrix]
    side = len(modules) + 4
    left, top = card.WIDTH - card.MARGIN - card.QR_SIZE, (card.HEAD + card.HEIGHT - card.FOOT - card.QR_SIZE) // 2
    step = card.QR_SIZE / side

    def is_dark(row: int, column: int) -> bool:
        pixel = picture.getpixel((int(left + (column + 2.5) * step), int(top + (row + 2.5) * step)))
        assert isinstance(pixel, tuple)
        return sum(pixel) < 300

    seen = [[is_dark(row, column) for column in range(len(modules))] for row in range(len(modules))]
    assert seen == modules


def test_a_long_name_stands_there_to_its_last_word() -> None:
    pen = ImageDraw.Draw(Image.new("RGB", (10, 10)))
    _, lines = card._fitted(pen, LONG_NAME, card.COLUMN - card.VALUES)
    assert " ".join(lines) == LONG_NAME


def test_what_fits_nowhere_is_cut_where_one_can_see_it() -> None:
    pen = ImageDraw.Draw(Image.new("RGB", (10, 10)))
    size, lines = card._fitted(pen, "kata " * 100, card.COLUMN - card.VALUES)
    assert (size, len(lines)) == card.SIZES[-1]
    assert lines[-1].endswith("…")


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_outbox_draws_it_in_the_person_s_language(language: str) -> None:
    shown: dict[str, Argument] = {**ANI, "skill": Line("skill-tata_boga"), "registered_on": date(2026, 3, 2)}
    data, content_type, name = draw(Drawing("card", shown), language)
    assert (content_type, name) == ("image/png", "PSR-2026-0007.png")
    assert data.startswith(b"\x89PNG")
