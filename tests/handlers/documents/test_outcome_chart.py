"""The picture of what became of alumni: opened, measured, and with three colours where there are three counts."""

import io
from collections import Counter
from collections.abc import Sequence

import pytest
from PIL import Image, ImageColor

from handlers.documents import outcome_chart
from handlers.documents.outcome_chart import COLORS, Table
from programme.outcomes import Counts
from talk import Line

LEGEND = {"business": "usaha jalan", "none": "tidak menjalankan usaha", "unknown": "belum diketahui"}


def opened(tables: Sequence[Table], title: str = "Ringkasan alumni") -> Image.Image:
    data = outcome_chart.outcome_chart(title=title, subtitle="12 orang", legend=LEGEND, tables=tables)
    assert len(data) < 120_000
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    assert picture.width == 1080
    return picture


def colored(picture: Image.Image) -> dict[str, int]:
    """How many pixels each of the three has, beside the legend, nearly."""
    found = Counter(picture.get_flattened_data() if hasattr(picture, "get_flattened_data") else picture.getdata())
    return {name: _near(found, ImageColor.getrgb(color)) for name, (color, _) in COLORS.items()}


def _near(found: Counter[tuple[int, ...]], color: tuple[int, ...]) -> int:
    return sum(count for pixel, count in found.items() if sum(map(abs, map(int.__sub__, pixel, color))) < 12)


def test_each_count_is_a_part_of_the_bar_as_long_as_it_is_large() -> None:
    legend = colored(opened([Table("Keterampilan", [("Barista", Counts(0, 0, 0))])]))
    shown = colored(opened([Table("Keterampilan", [("Tata boga", Counts(8, 4, 4))])]))
    bar = {name: shown[name] - legend[name] for name in COLORS}
    assert bar["business"] / bar["none"] == pytest.approx(2, rel=0.15)
    assert bar["unknown"] / bar["none"] == pytest.approx(1, rel=0.15)


def test_many_groups_and_long_names_make_it_higher_and_stay_within_what_platforms_show() -> None:
    small = opened([Table("a", [("b", Counts(1, 1, 1))])])
    large = opened([Table("W" * 90, [("x" * 60, Counts(place, 900, 0))] * 15) for place in range(3)])
    assert small.height < large.height < 5_000


def test_nobody_at_all_is_a_whole_picture_too() -> None:
    assert opened([Table("", []), Table("a", [("b", Counts(0, 0, 0))])], title="$x^2$ 🙏").height > 0


def test_tables_come_back_as_they_were_written() -> None:
    rows = [(Line("skill-barista"), Counts(place, 1, 2)) for place in range(11)]
    shown = outcome_chart.arguments("Keterampilan", rows, 0) | outcome_chart.arguments("Kosong", [], 1)
    words = {name: "Barista" if isinstance(value, Line) else str(value) for name, value in shown.items()}
    tables = outcome_chart.tables(words)
    assert tables[0] == Table("Keterampilan", [("Barista", counts) for _, counts in rows])
    assert tables[1] == Table("Kosong", [])
