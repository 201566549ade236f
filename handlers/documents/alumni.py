"""What became of alumni as a workbook: the figures, by skill, by kecamatan, and one row for each alumnus.

Written in Bahasa, whatever language its reader chats in: it goes into files and to other offices.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from handlers.documents.applicants import OFFICE, kecamatan_name
from handlers.documents.workbook import Column, Sheet, Value, text_columns, workbook
from handlers.texts import render
from programme.alumni_exporting import Listed
from programme.office import Mentoring
from programme.outcomes import ALL, COHORTS, STANDINGS, Counts, Figures, Helpers, Middle, figures
from programme.reading.places import Region
from talk import Argument, Line

_GROUPS = (*COHORTS, ALL)


def alumni_workbook(rows: Sequence[Listed], *, region: Region, rules: Mentoring, made: date) -> bytes:
    """Every figure of every cohort, and everybody in the order in which they were recorded."""
    by_cohort = {
        name: figures([row.life for row in rows if name in (ALL, row.cohort)], rules, made) for name in _GROUPS
    }
    everybody = by_cohort[ALL]
    skills = {_words(f"skill-{skill}"): counts for skill, counts in everybody.skills.items()}
    places = {kecamatan_name(region, code): counts for code, counts in everybody.kecamatan.items()}
    return workbook(
        Sheet(_words("alumni-sheet_summary"), text_columns(56, *(18,) * len(_GROUPS)), list(_summary(by_cohort, made))),
        _by_group("outcomes-by_skill", "alumni-skill", skills),
        _by_group("export-by_kecamatan", "column-kecamatan", places),
        Sheet(_words("alumni-sheet"), tuple(_columns(region)), enumerate(rows, start=1), frozen=2),
        Sheet(_words("export-sheet_about"), text_columns(110), [[line] for line in _about(rules, made)]),
    )


def _summary(by_cohort: Mapping[str, Figures], made: date) -> Iterator[Sequence[Value]]:
    """One column for each cohort; what nobody told stays empty."""
    yield [_words("alumni-made", day=made), *(_words(f"cohort-{name}") for name in by_cohort)]
    columns = [list(_values(found)) for found in by_cohort.values()]
    for place, (label, _) in enumerate(columns[0]):
        yield [label, *(column[place][1] for column in columns)]


def _values(found: Figures) -> Iterator[tuple[str, Value]]:
    yield _words("alumni-all"), found.counts.total
    for standing in STANDINGS:
        yield _words(f"outcomes-legend_{standing}"), getattr(found.counts, standing)
    yield _words("alumni-running"), found.sales.asked
    yield from _middle("sales", found.sales)
    yield from _middle("profit", found.profit)
    yield from _helpers("paid", found.paid)
    yield from _helpers("unpaid", found.unpaid)
    aid = found.aid
    yield _words("alumni-aid"), aid.handed_over
    yield _words("alumni-aid_rupiah"), aid.rupiah
    yield _words("alumni-accounted"), aid.accounted
    yield _words("alumni-receipts"), aid.receipts
    yield _words("alumni-receipts_rupiah"), aid.receipts_rupiah
    yield _words("alumni-receipts_without"), aid.receipts_without_amount
    yield _words("alumni-at_risk"), found.at_risk
    yield _words("alumni-paused"), found.paused


def _middle(name: str, middle: Middle) -> Iterator[tuple[str, Value]]:
    yield _words(f"alumni-{name}"), middle.rupiah
    yield _words("alumni-told"), middle.told
    yield _words("alumni-estimated"), middle.estimated


def _helpers(name: str, helpers: Helpers) -> Iterator[tuple[str, Value]]:
    yield _words(f"alumni-{name}"), helpers.count
    yield _words("alumni-told"), helpers.told


def _by_group(title: str, head: str, groups: Mapping[str, Counts]) -> Sheet[tuple[str, Counts]]:
    columns: list[Column[tuple[str, Counts]]] = [Column(_words(head), 24, lambda row: row[0])]
    columns += [
        Column(_words("outcomes-legend_business"), 16, lambda row: row[1].business),
        Column(_words("outcomes-legend_none"), 26, lambda row: row[1].none),
        Column(_words("outcomes-legend_unknown"), 18, lambda row: row[1].unknown),
        Column(_words("alumni-all"), 12, lambda row: row[1].total),
    ]
    return Sheet(_words(title), columns, groups.items(), frozen=1)


def _columns(region: Region) -> Iterator[Column[tuple[int, Listed]]]:
    yield Column(_words("column-row"), 6, lambda row: row[0])
    yield Column(_words("label-full_name"), 28, lambda row: row[1].name)
    yield Column(_words("alumni-skill"), 16, lambda row: _words(f"skill-{row[1].life.skill}"))
    yield Column(_words("column-kecamatan"), 20, lambda row: kecamatan_name(region, row[1].life.kecamatan))
    yield Column(_words("alumni-graduated"), 14, lambda row: row[1].life.graduated_on)
    yield Column(_words("alumni-cohort"), 28, lambda row: _words(f"cohort-{row[1].cohort}"))
    yield Column(_words("column-state"), 24, lambda row: _words(f"outcomes-legend_{row[1].outcome.standing}"))
    yield Column(_words("alumni-doing"), 24, lambda row: _doing(row[1]))
    yield Column(_words("alumni-heard"), 16, lambda row: row[1].outcome.heard_on)
    yield Column(_words("column-note"), 30, lambda row: _note(row[1]))


def _doing(row: Listed) -> Value:
    return None if row.outcome.doing is None else _words(f"doing-{row.outcome.doing}")


def _note(row: Listed) -> Value:
    if row.name is not None:
        return None
    return _words("export-paused" if row.life.is_paused else "export-anonymous")


def _about(rules: Mentoring, made: date) -> Iterator[str]:
    yield _words("export-note_made", day=made)
    yield _words("alumni-note_known", days=rules.known_days)
    yield _words("alumni-note_missing")
    yield _words("alumni-note_month", days=rules.days_a_month)
    yield _words("alumni-note_law")


def _words(key: str, **args: Argument) -> str:
    return render(OFFICE, Line(key, args))
