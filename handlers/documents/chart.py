"""The overview as a picture: tables of counts as bars, one under the other, to be read on a phone."""

import functools
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from talk import Argument, Line

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: In inches at DPI: 1080 pixels wide, as the card.
WIDTH, DPI = 7.2, 150
ROW, GAP, HEAD, FOOT = 0.36, 0.62, 0.8, 0.25
#: From where the bars begin, as a part of the width; their labels stand left of it.
LEFT, RIGHT = 0.38, 0.95
LONGEST_LABEL, LONGEST_TITLE = 26, 52
INK, SOFT, BAR, LIGHT = "#10322e", "#4b6763", "#0f5f56", "#d9efe9"
COLORS = 32


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the picture."""

    title: str
    rows: Sequence[tuple[str, int]]


def arguments(title: Argument, rows: Sequence[tuple[Line, int]], place: int) -> dict[str, Argument]:
    """A table as arguments of a drawing, under names that say which table of the picture it is."""
    shown: dict[str, Argument] = {f"table-{place}": title}
    for number, (label, count) in enumerate(rows):
        shown |= {f"label-{place}-{number}": label, f"count-{place}-{number}": count}
    return shown


def tables(shown: Mapping[str, str]) -> list[Table]:
    """The tables that `arguments` wrote, in words."""
    return [Table(title, [(label, int(shown[f"count-{row}"])) for label, row in rows]) for title, rows in titled(shown)]


def titled(shown: Mapping[str, str]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Of each table its title, and its rows: the label of each, and by what its numbers are found ("table-row")."""
    place = 0
    while (title := shown.get(f"table-{place}")) is not None:
        rows = [f"{place}-{number}" for number in range(sum(name.startswith(f"label-{place}-") for name in shown))]
        yield title, [(shown[f"label-{row}"], row) for row in rows]
        place += 1


def overview_chart(*, title: str, subtitle: str, tables: Sequence[Table]) -> bytes:
    """The picture as PNG, 1080 pixels wide and as high as it has rows. Slow: a second with what it loads."""
    height = HEAD + FOOT + sum(GAP + ROW * max(len(table.rows), 1) for table in tables)
    figure = headed(title, subtitle, height)
    top = height - HEAD
    for table in tables:
        bottom = top - GAP - ROW * max(len(table.rows), 1)
        _bars(figure.add_axes((LEFT, bottom / height, RIGHT - LEFT, (top - GAP - bottom) / height)), table)
        top = bottom
    return png(figure)


def headed(title: str, subtitle: str, height: float) -> "Figure":
    """A picture of that height in inches, with its head."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height), dpi=DPI, facecolor="white")
    words = partial(figure.text, 0.04, va="center", parse_math=False)
    words(1 - 0.32 / height, shortened(title, LONGEST_TITLE), size=17, color=BAR, weight="bold")
    words(1 - 0.68 / height, shortened(subtitle, LONGEST_TITLE + 14), size=12, color=SOFT)
    return figure


def _bars(axes: "Axes", table: Table) -> None:
    counts = [count for _, count in table.rows]
    bars = axes.barh(range(len(counts)), counts, height=0.62, color=BAR)
    axes.bar_label(bars, [str(count) for count in counts], padding=5, size=12, color=INK)
    axes.set_xlim(0, max(counts, default=0) * 1.12 or 1)
    dress(axes, table.title, [label for label, _ in table.rows])


def dress(axes: "Axes", title: str, labels: Sequence[str]) -> None:
    """A table's title, and the labels of its rows; nothing else stands around the bars."""
    axes.set_title(
        shortened(title, LONGEST_TITLE),
        loc="left",
        x=-(LEFT - 0.04) / (RIGHT - LEFT),
        size=13,
        color=INK,
        weight="bold",
        parse_math=False,
    )
    short = [shortened(label, LONGEST_LABEL) for label in labels]
    axes.set_yticks(range(len(short)), short, size=12, color=INK, parse_math=False)
    axes.set_ylim(max(len(short), 1) - 0.5, -0.5)
    axes.set_xticks([])
    axes.tick_params(length=0)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.spines["left"].set_color(LIGHT)


@functools.cache
def _letters() -> frozenset[int]:
    """What matplotlib's own font can write."""
    from matplotlib.font_manager import findfont, get_font

    return frozenset(get_font(findfont("DejaVu Sans")).get_charmap())


def shortened(text: str, most: int) -> str:
    """Without signs that the font cannot write, and no longer than that."""
    text = "".join(sign for sign in text if ord(sign) in _letters())
    return text if len(text) <= most else f"{text[: most - 1]}…"


def png(figure: "Figure", colors: int = COLORS) -> bytes:
    """Few colours, since there are few: a third of what matplotlib writes."""
    from PIL import Image

    drawn, buffer = io.BytesIO(), io.BytesIO()
    figure.savefig(drawn, format="png", dpi=DPI)
    Image.open(drawn).convert("RGB").quantize(colors).save(buffer, format="PNG", optimize=True)
    return buffer.getvalue()
