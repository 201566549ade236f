"""The overview's picture: opened, measured, and not blank."""

import io
from collections.abc import Sequence

import pytest
from PIL import Image

from handlers.documents import chart
from handlers.documents.chart import Table, overview_chart
from handlers.documents.drawings import draw
from handlers.reply import Drawing
from talk import Argument, Line

STATES = Table("Status", [("Terdaftar", 12), ("Berkas lengkap", 6)])
SKILLS = Table("Pilihan pertama", [("Tata boga", 18)])


def opened(title: str, tables: Sequence[Table]) -> Image.Image:
    data = overview_chart(title=title, subtitle="18 pendaftar", tables=tables)
    assert len(data) < 120_000
    picture = Image.open(io.BytesIO(data))
    picture.load()
    assert picture.format == "PNG"
    assert picture.width == 1080
    return picture.convert("RGB")


def dark(picture: Image.Image, top: float, bottom: float) -> int:
    """How many pixels of the bars' colour there are between two heights, given as parts of the whole."""
    part = picture.crop((0, int(top * picture.height), picture.width, int(bottom * picture.height)))
    return sum(count for count, color in part.getcolors(100_000) or [] if isinstance(color, tuple) and sum(color) < 260)


def test_there_are_bars_and_twice_as_many_people_are_a_longer_one() -> None:
    picture = opened("Angkatan 2026", [Table("Status", [("a", 12), ("b", 6)])])
    longer, shorter = dark(picture, 0.55, 0.75), dark(picture, 0.78, 0.96)
    assert longer > 1.6 * shorter > 0


def test_more_rows_make_it_higher_and_stay_within_what_platforms_show() -> None:
    small = opened("Angkatan 2026", [STATES, SKILLS])
    large = opened("Angkatan 2026", [Table(str(place), [("x" * 60, place)] * 18) for place in range(4)])
    assert small.height < large.height < 5_000


@pytest.mark.parametrize("title", ["", "Angkatan $x^2$ \\alpha {", "W" * 300, "baris\nbaru\x00 🙏 العربية"])
def test_whatever_an_intake_is_called_the_picture_is_whole(title: str) -> None:
    assert dark(opened(title, [Table(title, [(title, 0)]), Table("", [])]), 0, 1) >= 0


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_outbox_draws_it_in_the_reader_s_language(language: str) -> None:
    rows = [(Line("state-terdaftar"), 12), (Line("state-lulus"), 1)]
    shown: dict[str, Argument] = {"title": "Angkatan 2026", "subtitle": "13", **chart.arguments("Status", rows, 0)}
    data, content_type, name = draw(Drawing("overview", shown), language)
    assert (content_type, name) == ("image/png", "ringkasan.png")
    assert data.startswith(b"\x89PNG")


def test_tables_come_back_as_they_were_written() -> None:
    shown = {
        "table-0": "Status",
        **{f"label-0-{place}": f"s{place}" for place in range(11)},
        **{f"count-0-{place}": str(place) for place in range(11)},
        "table-1": "Kosong",
    }
    assert chart.tables(shown) == [Table("Status", [(f"s{place}", place) for place in range(11)]), Table("Kosong", [])]
