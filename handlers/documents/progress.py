"""How a business goes, as a picture: what it took and what was left of it in a month, report by report, for a phone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from handlers.documents.chart import BAR, DPI, INK, SOFT, WIDTH, png, shortened
from talk import Argument, Line

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: In inches: 1080 pixels wide and 1170 high.
HEIGHT = 7.8
#: What was only reckoned is paler, what was lost is red.
PALE, LOSS, PALE_LOSS = "#8fc1b8", "#b3261e", "#e3a29d"
_LONGEST_TITLE = 40
#: More than elsewhere, since a small bar must keep its own.
COLORS = 96
#: Stands for an amount that is not known.
UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One report: what it comes to in a month, None where that is not known."""

    day: date
    state: str
    sales: int | None
    profit: int | None
    is_estimate: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """One report in one of the two charts."""

    #: Below it, such as "Mar 26".
    label: str
    amount: int | None
    #: On it: the amount in short, or why there is none.
    written: str
    is_estimate: bool


def arguments(title: Argument, points: Sequence[Point]) -> dict[str, Argument]:
    """What is drawn, as arguments of a drawing."""
    shown: dict[str, Argument] = {"title": title, "points": len(points)}
    for number, point in enumerate(points):
        month = Line(f"month_short-{point.day.month}")
        short: dict[str, Argument] = {"month": month, "year": f"{point.day.year % 100:02d}"}
        shown |= {
            f"day-{number}": Line("progress-day", short),
            f"about-{number}": int(point.is_estimate),
            **_amount("sales", number, point.sales, point),
            **_amount("profit", number, point.profit, point),
        }
    return shown


def bars(shown: Mapping[str, str], name: str) -> list[Bar]:
    """The bars of "sales" or "profit" that `arguments` wrote, in words."""
    return [
        Bar(
            shown[f"day-{number}"],
            int(amount) if (amount := shown[f"{name}-{number}"]) != UNKNOWN else None,
            shown[f"{name}_written-{number}"],
            shown[f"about-{number}"] == "1",
        )
        for number in range(int(shown["points"]))
    ]


def progress_chart(*, title: str, labels: Mapping[str, str], sales: Sequence[Bar], profit: Sequence[Bar]) -> bytes:
    """The picture as PNG. Slow: a second with what it loads."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DPI, facecolor="white")
    _words(figure, 0.955, shortened(title, _LONGEST_TITLE), size=19, color=BAR, weight="bold")
    _words(figure, 0.912, labels["subtitle"], size=13, color=SOFT)
    for bottom, heading, drawn in ((0.545, labels["sales"], sales), (0.115, labels["profit"], profit)):
        _words(figure, bottom + 0.315, heading, size=15, color=INK, weight="bold")
        _bars(figure.add_axes((0.04, bottom, 0.92, 0.28)), drawn)
    _words(figure, 0.025, labels["legend"], size=12, color=SOFT)
    return png(figure, COLORS)


def _amount(name: str, number: int, amount: int | None, point: Point) -> dict[str, Argument]:
    """An amount to draw, and in short to write on it; where none is known, why."""
    if amount is None:
        why = "unknown" if point.state == "running" else point.state
        return {f"{name}-{number}": UNKNOWN, f"{name}_written-{number}": Line(f"progress-{why}")}
    return {f"{name}-{number}": amount, f"{name}_written-{number}": in_short(amount)}


def in_short(amount: int) -> Line:
    """As it fits on a bar: 5,2 jt, 850 rb."""
    size = abs(amount)
    sign = "-" if amount < 0 else ""
    if size < 1000:
        return Line("as-is", {"text": f"{sign}{size}"})
    unit, worth = ("millions", 10**6) if size >= 999_500 else ("thousands", 1000)
    if worth == 1000 or size >= 10**8:
        return Line(f"progress-{unit}", {"whole": f"{sign}{round(size / worth)}"})
    whole, tenths = divmod(round(size / 10**5), 10)
    key = "progress-millions_and" if tenths else "progress-millions"
    return Line(key, {"whole": f"{sign}{whole}", **({"tenths": tenths} if tenths else {})})


def _bars(axes: "Axes", drawn: Sequence[Bar]) -> None:
    """Upwards what was earned, downwards what was lost, and a gap with a word where nothing is known."""
    for place, bar in enumerate(drawn):
        if bar.amount is not None:
            axes.bar(place, bar.amount, width=0.68, color=_color(bar))
    _limits(axes, [bar.amount or 0 for bar in drawn])
    for place, bar in enumerate(drawn):
        _write(axes, place, bar)
    axes.set_xticks(range(len(drawn)), [bar.label for bar in drawn], size=_size(drawn), color=INK, parse_math=False)
    axes.set_yticks([])
    axes.tick_params(length=0, pad=6)
    axes.axhline(0, color=SOFT, linewidth=1)
    for side in ("top", "left", "right", "bottom"):
        axes.spines[side].set_visible(False)


def _color(bar: Bar) -> str:
    if (bar.amount or 0) < 0:
        return PALE_LOSS if bar.is_estimate else LOSS
    return PALE if bar.is_estimate else BAR


def _limits(axes: "Axes", amounts: Sequence[int]) -> None:
    """Room for the words above and below; few bars are not drawn broad."""
    high, low = max(*amounts, 0), min(*amounts, 0)
    span = (high - low) or 1
    axes.set_ylim(low - span * (0.2 if low < 0 else 0.02), high + span * 0.2)
    axes.set_xlim(-0.6, max(len(amounts), 5) - 0.4)


def _write(axes: "Axes", place: int, bar: Bar) -> None:
    below = (bar.amount or 0) < 0
    color = SOFT if bar.amount is None else LOSS if below else INK
    axes.annotate(
        bar.written,
        (place, bar.amount or 0),
        xytext=(0, -5 if below else 5),
        textcoords="offset points",
        ha="center",
        va="top" if below else "bottom",
        size=13 if bar.amount is not None else 11,
        color=color,
        parse_math=False,
    )


def _size(drawn: Sequence[Bar]) -> int:
    return 13 if len(drawn) < 8 else 12


def _words(figure: "Figure", height: float, text: str, **how: object) -> None:
    figure.text(0.04, height, text, va="center", parse_math=False, **how)  # type: ignore[arg-type]
