"""`ringkasan alumni`: what became of those who graduated, in words and as a picture. For staff alone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from handlers import outcome_words
from handlers.desk import Desk
from handlers.documents import outcome_chart
from handlers.exporting import MOST, STAYS
from handlers.outcome_words import Row
from handlers.overview import MOST_DRAWN
from handlers.reply import Drawing, Reply
from handlers.staff_commands import Command, Menu
from handlers.staff_desk import said
from programme import alumni_exporting, jobs, outcome_records
from programme import outcomes as reckoning
from programme.office import Office
from programme.outcomes import ALL, ASKED, STANDINGS, Figures, Life
from programme.reading import places
from programme.staff import Member
from talk import Argument, Choice, Line

_PLACE, _EXPORT = "outcomes", "export"
#: The kind of job that reckons where many have graduated.
RECKON = "outcomes"
#: The drawing that reads the records when it is sent (bot/duties/enclosing.py).
ALUMNI = "alumni"


def outcomes(desk: Desk, member: Member) -> Reply:
    """What it all adds up to."""
    return _asked(desk, member, ALL)


def _chosen(desk: Desk, member: Member, _about: str, choice: str) -> Reply:
    if choice == _EXPORT and member.may("export"):
        return _list(desk, member)
    return _asked(desk, member, choice if choice in ASKED else ALL)


def _asked(desk: Desk, member: Member, cohort: str) -> Reply:
    """The figures; where many have graduated the duty of long work reckons them, since a turn is no time for that."""
    count = outcome_records.how_many(desk.session)
    if not count:
        return said(Line("outcomes-nobody"))
    if count > outcome_records.PAGE:
        order = {"staff": member.id, "cohort": cohort}
        jobs.add(desk.session, RECKON, order, contact_id=desk.contact_id, now=desk.now)
        return said(Line("outcomes-later", {"count": count}))
    known_days = desk.office.mentoring.known_days
    lives = outcome_records.page(desk.session, today=desk.today, known_days=known_days, zone=desk.zone)
    return reckoned(lives, cohort, desk.office, desk.today, may_export=member.may("export"))


def reckoned(lives: Sequence[Life], cohort: str, office: Office, today: date, *, may_export: bool) -> Reply:
    """The figures of a cohort, with the picture and the way to the others."""
    rules, region = office.mentoring, places.region(office.region)
    figures = reckoning.figures(reckoning.within(lives, cohort, today), rules, today)
    text = outcome_words.text(figures, region, cohort, today, rules.known_days)
    others = [name for name in (ALL, *ASKED) if name != cohort]
    choices = [Choice(name, Line(f"cohort_choice-{name}")) for name in others]
    if may_export:
        choices.append(Choice(_EXPORT, Line("outcomes-export")))
    drawing = _drawing(figures, outcome_words.tables(figures, region, cohort), cohort, today)
    return Reply((text,), tuple(choices), place=_PLACE, drawing=drawing)


def _drawing(figures: Figures, tables: Mapping[str, Sequence[Row]], cohort: str, today: date) -> Drawing:
    head = outcome_words.cohort_line(cohort)
    shown: dict[str, Argument] = {
        "title": Line("outcomes-drawn", {"who": head}),
        "subtitle": Line(
            "overview-under", {"head": Line("outcomes-count", {"count": figures.counts.total}), "day": today}
        ),
        **{f"legend-{standing}": Line(f"outcomes-legend_{standing}") for standing in STANDINGS},
    }
    for place, (title, rows) in enumerate(tables.items()):
        shown |= outcome_chart.arguments(Line(title), rows[:MOST_DRAWN], place)
    return Drawing(_PLACE, shown)


def _list(desk: Desk, member: Member) -> Reply:
    """Everybody as an Excel file; made when the message is sent."""
    count = outcome_records.how_many(desk.session)
    if count > MOST:
        return said(Line("outcomes-too_long", {"count": count}), also=("outcomes",))
    alumni_exporting.note(desk.session, member, count, at=desk.now)
    text = said(Line("outcomes-list", {"count": count}), also=("outcomes",))
    return replace(text, drawing=Drawing(ALUMNI, {"staff": member.id}), vanishes_after=STAYS)


COMMANDS = (Command("outcomes", "alumni", outcomes),)
MENUS = (Menu(_PLACE, "alumni", _chosen),)
