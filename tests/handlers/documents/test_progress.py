"""How a business has gone, as a picture: the numbers in its arguments, its words, and that it is whole."""

import io
from datetime import date

import pytest
from PIL import Image

from handlers.documents import progress
from handlers.documents.drawings import draw
from handlers.documents.progress import Point, in_short
from handlers.reply import Drawing
from handlers.texts import render, written

POINTS = [
    Point(date(2026, 1, 10), "running", 5_200_000, 2_100_000, is_estimate=False),
    Point(date(2026, 2, 10), "running", None, None, is_estimate=False),
    Point(date(2026, 3, 10), "running", 3_900_000, -650_000, is_estimate=True),
    Point(date(2026, 6, 12), "paused", None, None, is_estimate=False),
]
RED, PALE_RED = (179, 38, 30), (227, 162, 157)


def opened(title: str, points: list[Point], language: str = "id") -> Image.Image:
    data, content_type, name = draw(Drawing("progress", progress.arguments(title, points)), language)
    assert (content_type, name) == ("image/png", "perkembangan-usaha.png")
    assert len(data) < 120_000
    picture = Image.open(io.BytesIO(data))
    picture.load()
    assert picture.format == "PNG"
    assert picture.width == 1080
    return picture.convert("RGB")


def of_color(picture: Image.Image, color: tuple[int, int, int]) -> int:
    """How many pixels are of that colour, or as good as."""
    counted = picture.getcolors(1_000_000) or []
    return sum(
        count
        for count, found in counted
        if isinstance(found, tuple) and all(abs(one - other) < 6 for one, other in zip(found, color, strict=True))
    )


def test_the_arguments_say_what_each_bar_is_and_leave_a_gap_where_nothing_is_known() -> None:
    shown = {name: written("id", value) for name, value in progress.arguments("Bengkel", POINTS).items()}
    sales, profit = progress.bars(shown, "sales"), progress.bars(shown, "profit")
    assert [bar.amount for bar in sales] == [5_200_000, None, 3_900_000, None]
    assert [bar.amount for bar in profit] == [2_100_000, None, -650_000, None]
    assert [bar.written for bar in profit] == ["2,1 jt", "?", "-650 rb", "libur"]
    assert [bar.label for bar in sales] == ["Jan\n26", "Feb\n26", "Mar\n26", "Jun\n26"]
    assert [bar.is_estimate for bar in sales] == [False, False, True, False]


@pytest.mark.parametrize(
    ("amount", "bahasa", "english"),
    [
        (0, "0", "0"),
        (900, "900", "900"),
        (850_000, "850 rb", "850k"),
        (-650_000, "-650 rb", "-650k"),
        (999_600, "1 jt", "1m"),
        (1_000_000, "1 jt", "1m"),
        (5_249_000, "5,2 jt", "5.2m"),
        (-1_500_000, "-1,5 jt", "-1.5m"),
        (12_500_000, "12,5 jt", "12.5m"),
        (250_400_000, "250 jt", "250m"),
    ],
)
def test_an_amount_is_short_enough_for_a_bar(amount: int, bahasa: str, english: str) -> None:
    assert (render("id", in_short(amount)), render("en", in_short(amount))) == (bahasa, english)


def test_a_loss_is_red_and_one_that_is_only_reckoned_is_paler() -> None:
    earned = [POINTS[0]]
    lost = [Point(date(2026, 2, 10), "running", 1_000_000, -500_000, is_estimate=False)]
    assert of_color(opened("Bengkel", earned), RED) == 0
    assert of_color(opened("Bengkel", [*earned, *lost]), RED) > 1_000
    assert of_color(opened("Bengkel", [*earned, POINTS[2]]), PALE_RED) > 1_000


@pytest.mark.parametrize("title", ["", "Kopi $x^2$ \\alpha {", "W" * 80, "Warung 🙏 العربية"])
def test_whatever_it_is_called_and_however_many_reports_there_are_the_picture_is_whole(title: str) -> None:
    assert opened(title, POINTS[:1]).height == opened(title, POINTS * 3, "en").height
