"""`ringkasan`: how many there are, in a few lines and as a picture. For staff alone: small numbers stand in it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.desk import Desk
from handlers.documents import chart
from handlers.reply import Drawing, Reply
from handlers.staff_commands import Command, Menu
from handlers.staff_desk import said
from programme import intakes, seating
from programme import overview as counting
from programme.eligibility import OUTSIDE
from programme.overview import Overview
from programme.reading import places
from programme.staff import Member
from storage.tables import Intake
from talk import Argument, Choice, Line

_PLACE = "overview"
ALL = "all"
#: Of these tables so many rows are named in the text; the picture has more.
SHORTENED = frozenset({"overview-by_intake", "export-by_kecamatan"})
MOST, MOST_DRAWN = 5, 15

#: One row of a table: what is counted, and how many.
Row = tuple[Line, int]


def overview(desk: Desk, member: Member) -> Reply:
    """The counts of the one intake there is, or which intake."""
    known = intakes.newest_first(desk.session)
    if not known:
        return said(Line("intakes-none"))
    if len(known) == 1:
        return _counts(desk, member, known[0])
    return Reply((Line("overview-which"),), intake_choices(known), place=_PLACE)


def intake_choices(known: Sequence[Intake]) -> tuple[Choice, ...]:
    """Each intake by its name, and all of them."""
    named = tuple(Choice(str(intake.id), Line("as-is", {"text": intake.name})) for intake in known)
    return (*named, Choice(ALL, Line("overview-all")))


def _chosen(desk: Desk, member: Member, _about: str, choice: str) -> Reply:
    if choice == ALL:
        return _counts(desk, member, None)
    intake = intakes.get(desk.session, choice)
    return overview(desk, member) if intake is None else _counts(desk, member, intake)


def _counts(desk: Desk, member: Member, intake: Intake | None) -> Reply:
    counts = counting.overview(desk.session, intake_id=intake.id if intake else None, member=member)
    name: Argument = intake.name if intake else Line("overview-all")
    also = ("export",) if member.may("export") else ()
    if not counts.total:
        return said(Line("overview-nobody", {"intake": name}), also=also)
    head = _head(counts, intake, member)
    tables = _tables(desk, counts, intake)
    text = Line("overview-title", {"intake": name, "day": desk.today, "head": head})
    for title, rows in tables.items():
        named = _rows(rows, MOST if title in SHORTENED else len(rows))
        text = Line("overview-table", {"before": text, "title": Line(title), "rows": named})
    if counts.paused:
        text = Line("stacked", {"before": text, "next": Line("overview-paused", {"count": counts.paused})})
    return replace(said(text, also=also), drawing=_drawing(desk, name, head, tables))


def _head(counts: Overview, intake: Intake | None, member: Member) -> Line:
    """How many, and of a whole intake how many seats: who sees a part of it does not see who holds them."""
    if intake is None or member.only_villages is not None:
        return Line("overview-total", {"count": counts.total})
    seats = {"seats": seating.most(intake), "seated": counts.seated}
    return Line("overview-total_and_seats", {"count": counts.total, **seats})


def _tables(desk: Desk, counts: Overview, intake: Intake | None) -> Mapping[str, Sequence[Row]]:
    """Each under the key of its title; of all intakes, the counts of each of them first."""
    region = places.region(desk.office.region)
    names = {known.id: known.name for known in intakes.newest_first(desk.session)}
    by_intake = [(_text(names[number]), count) for number, count in counts.intakes.items()]
    tables: dict[str, Sequence[Row]] = {"overview-by_intake": by_intake} if intake is None else {}
    tables["export-by_state"] = [(Line(f"state-{state}"), count) for state, count in counts.states.items()]
    tables["export-by_skill"] = [(Line(f"skill-{skill}"), count) for skill, count in counts.skills.items()]
    tables["export-by_kecamatan"] = [(kecamatan_line(region, code), count) for code, count in counts.kecamatan.items()]
    return tables


def kecamatan_line(region: places.Region, code: str) -> Line:
    """The kecamatan by its name."""
    return Line("village-outside") if code == OUTSIDE else _text(region.names.get(code, code))


def _rows(rows: Sequence[Row], most: int) -> Line:
    """The largest, with the sum of the rest."""
    text = Line("empty")
    for label, count in rows[:most]:
        text = _bullet(text, label, count)
    rest = rows[most:]
    return _bullet(text, Line("overview-rest"), sum(count for _, count in rest)) if rest else text


def _bullet(before: Line, label: Line, count: int) -> Line:
    return Line("bullet", {"before": before, "next": Line("overview-row", {"label": label, "count": count})})


def _drawing(desk: Desk, name: Argument, head: Line, tables: Mapping[str, Sequence[Row]]) -> Drawing:
    shown: dict[str, Argument] = {
        "title": name,
        "subtitle": Line("overview-under", {"head": head, "day": desk.today}),
    }
    for place, (title, rows) in enumerate(tables.items()):
        shown |= chart.arguments(Line(title), rows[:MOST_DRAWN], place)
    return Drawing("overview", shown)


def _text(words: str) -> Line:
    return Line("as-is", {"text": words})


COMMANDS = (Command("overview", "overview", overview),)
MENUS = (Menu(_PLACE, "overview", _chosen),)
