"""The figures about alumni in words: every one with how many it rests on, what nobody told as missing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from handlers.money_words import rupiah
from handlers.overview import MOST, kecamatan_line
from programme.outcomes import ALL, ASKED, AidGiven, Counts, Figures, Helpers, Middle
from programme.reading.places import Region
from talk import Argument, Line

#: One row of a table: of whom, and the three counts.
Row = tuple[Line, Counts]


def tables(figures: Figures, region: Region, cohort: str) -> Mapping[str, Sequence[Row]]:
    """Each under the key of its title; of everybody, first those who graduated so many months ago."""
    asked = [(cohort_line(name), figures.cohorts.get(name, Counts(0, 0, 0))) for name in ASKED]
    found: dict[str, Sequence[Row]] = {"outcomes-by_cohort": asked} if cohort == ALL else {}
    found["outcomes-by_skill"] = [(Line(f"skill-{skill}"), counts) for skill, counts in figures.skills.items()]
    places = [(kecamatan_line(region, code), counts) for code, counts in figures.kecamatan.items()]
    found["export-by_kecamatan"] = places
    return found


def text(figures: Figures, region: Region, cohort: str, today: date, known_days: int) -> Line:
    """All of it, to be read aloud."""
    counts = figures.counts
    told = Line("outcomes-title", {"day": today, "who": cohort_line(cohort), "count": counts.total})
    told = _bullet(told, Line("outcomes-business", {"count": counts.business}))
    told = _bullet(told, _none(figures))
    told = _bullet(told, Line("outcomes-unknown", {"count": counts.unknown, "days": known_days}))
    for title, rows in tables(figures, region, cohort).items():
        told = _table(told, Line(title), _rows(rows))
    running = Line("outcomes-running", {"count": figures.sales.asked})
    told = _table(told, running, _bullets(_amounts(figures)))
    told = _table(told, Line("outcomes-aid"), _bullets(_aid(figures.aid)))
    told = _table(told, Line("outcomes-at_risk", {"count": figures.at_risk}), Line("empty"))
    if figures.paused:
        told = Line("stacked", {"before": told, "next": Line("outcomes-paused", {"count": figures.paused})})
    return told


def cohort_line(name: str) -> Line:
    """Who they are, by the months since they graduated."""
    return Line(f"cohort-{name}")


def _three(counts: Counts) -> Line:
    parts = {"business": counts.business, "none": counts.none, "unknown": counts.unknown}
    return Line("outcomes-counts", {"total": counts.total, **parts})


def _none(figures: Figures) -> Line:
    """How many have no business that runs, and what they do."""
    told: Line | None = None
    for doing, count in figures.doing.items():
        one = Line("outcomes-doing", {"what": Line(f"doing-{doing}"), "count": count})
        told = one if told is None else Line("listed", {"before": told, "next": one})
    if told is None:
        return Line("outcomes-none", {"count": figures.counts.none})
    return Line("outcomes-none_doing", {"count": figures.counts.none, "doing": told})


def _rows(rows: Sequence[Row]) -> Line:
    """The largest, with the sum of the rest."""
    shown, rest = list(rows[:MOST]), [counts for _, counts in rows[MOST:]]
    if rest:
        shown.append((Line("overview-rest"), _sum(rest)))
    return _bullets(Line("overview-row", {"label": label, "count": _three(counts)}) for label, counts in shown)


def _sum(rows: Sequence[Counts]) -> Counts:
    business, none = sum(row.business for row in rows), sum(row.none for row in rows)
    return Counts(business, none, sum(row.unknown for row in rows))


def _amounts(figures: Figures) -> Iterator[Line]:
    """What the businesses that run told."""
    if figures.sales.asked:
        yield _middle("sales", figures.sales)
        yield _middle("profit", figures.profit)
        yield _helpers("paid", figures.paid)
        yield _helpers("unpaid", figures.unpaid)


def _middle(name: str, middle: Middle) -> Line:
    if middle.rupiah is None:
        return Line(f"outcomes-{name}_missing")
    lost = middle.rupiah < 0
    amount: Argument = Line("outcomes-loss", {"amount": rupiah(-middle.rupiah)}) if lost else rupiah(middle.rupiah)
    return Line(f"outcomes-{name}", {"amount": amount, "told": _told(middle.told, middle.asked, middle.estimated)})


def _helpers(name: str, helpers: Helpers) -> Line:
    if helpers.count is None:
        return Line(f"outcomes-{name}_missing")
    return Line(f"outcomes-{name}", {"count": helpers.count, "told": _told(helpers.told, helpers.asked)})


def _told(told: int, asked: int, estimated: int = 0) -> Line:
    """By how many it was told, of how many, and how many of these only guessed."""
    shown: dict[str, Argument] = {"told": told, "asked": asked}
    return (
        Line("outcomes-told_guessed", {**shown, "estimated": estimated}) if estimated else Line("outcomes-told", shown)
    )


def _aid(aid: AidGiven) -> Iterator[Line]:
    if not aid.handed_over:
        yield Line("outcomes-aid_none")
        return
    yield Line("outcomes-handed_over", {"count": aid.handed_over, "amount": rupiah(aid.rupiah)})
    shown: dict[str, Argument] = {"receipts": aid.receipts, "amount": rupiah(aid.receipts_rupiah)}
    yield Line("outcomes-accounted", {**shown, "count": aid.accounted})
    if aid.receipts_without_amount:
        yield Line("outcomes-without_amount", {"count": aid.receipts_without_amount})


def _table(before: Line, title: Line, rows: Line) -> Line:
    return Line("overview-table", {"before": before, "title": title, "rows": rows})


def _bullets(lines: Iterable[Line]) -> Line:
    told = Line("empty")
    for line in lines:
        told = _bullet(told, line)
    return told


def _bullet(before: Line, line: Line) -> Line:
    return Line("bullet", {"before": before, "next": line})
