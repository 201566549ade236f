"""What became of alumni as a picture: three counts in one bar for each group, to be read on a phone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.documents import chart
from handlers.documents.chart import (
    FOOT,
    GAP,
    HEAD,
    INK,
    LEFT,
    LONGEST_LABEL,
    RIGHT,
    ROW,
    SOFT,
)
from programme.outcomes import STANDINGS, Counts
from talk import Argument, Line

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Of the bar's part and of the number on it; told apart by their lightness too.
COLORS = {"business": ("#0f5f56", "white"), "none": ("#e0a33a", INK), "unknown": ("#d5dbda", INK)}
LEGEND = 0.42
#: A part of a bar that is narrower than this part of the longest has no room for its number.
NARROWEST = 0.045


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the picture."""

    title: str
    rows: Sequence[tuple[str, Counts]]


def arguments(title: Argument, rows: Sequence[tuple[Line, Counts]], place: int) -> dict[str, Argument]:
    """A table as arguments of a drawing, under names that say which table of the picture it is."""
    shown: dict[str, Argument] = {f"table-{place}": title}
    for number, (label, counts) in enumerate(rows):
        shown[f"label-{place}-{number}"] = label
        shown |= {f"{standing}-{place}-{number}": getattr(counts, standing) for standing in STANDINGS}
    return shown


def tables(shown: Mapping[str, str]) -> list[Table]:
    """The tables that `arguments` wrote, in words."""
    return [Table(title, [(label, _counts(shown, row)) for label, row in rows]) for title, rows in chart.titled(shown)]


def _counts(shown: Mapping[str, str], row: str) -> Counts:
    return Counts(**{standing: int(shown[f"{standing}-{row}"]) for standing in STANDINGS})


def outcome_chart(*, title: str, subtitle: str, legend: Mapping[str, str], tables: Sequence[Table]) -> bytes:
    """The picture as PNG, 1080 pixels wide and as high as it has rows. Slow: a second with what it loads."""
    heights = [GAP + ROW * max(len(table.rows), 1) for table in tables]
    height = HEAD + LEGEND + FOOT + sum(heights)
    figure = chart.headed(title, subtitle, height)
    _explain(figure, legend, 1 - (HEAD + LEGEND / 2) / height)
    top = height - HEAD - LEGEND
    for table, needed in zip(tables, heights, strict=True):
        top -= needed
        axes = figure.add_axes((LEFT, top / height, RIGHT - LEFT, (needed - GAP) / height))
        _bars(axes, table)
    return chart.png(figure)


def _explain(figure: "Figure", legend: Mapping[str, str], at: float) -> None:
    """Which colour says what, in one line under the head."""
    from matplotlib.patches import Patch

    patches = [Patch(color=COLORS[name][0], label=chart.shortened(legend[name], LONGEST_LABEL)) for name in STANDINGS]
    figure.legend(
        handles=patches,
        loc="center left",
        bbox_to_anchor=(0.03, at),
        ncols=len(patches),
        frameon=False,
        fontsize=11.5,
        labelcolor=SOFT,
        handlelength=1,
        handleheight=1,
        columnspacing=1.2,
    )


def _bars(axes: "Axes", table: Table) -> None:
    labels = [label for label, _ in table.rows]
    chart.dress(axes, table.title, labels)
    longest = max((counts.total for _, counts in table.rows), default=0)
    axes.set_xlim(0, longest * 1.12 or 1)
    begins = [0] * len(labels)
    for standing in STANDINGS:
        parts = [getattr(counts, standing) for _, counts in table.rows]
        color, ink = COLORS[standing]
        bars = axes.barh(range(len(parts)), parts, left=begins, height=0.62, color=color)
        numbers = [str(part) if part > longest * NARROWEST else "" for part in parts]
        axes.bar_label(bars, numbers, label_type="center", size=12, color=ink)
        begins = [begin + part for begin, part in zip(begins, parts, strict=True)]
    for place, total in enumerate(begins):
        axes.text(total + longest * 0.02, place, str(total), size=12, color=SOFT, va="center")
