"""The list of applicants as a workbook, with the columns that an office uses; and the counts for the public.

Written in Bahasa, whatever language its reader chats in: it goes into files and to other offices.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial

from handlers.documents.workbook import Column, Sheet, Value, text_columns, workbook
from handlers.registration_summary import phone_number
from handlers.texts import render
from programme.eligibility import OUTSIDE
from programme.exporting import Listed, Personal
from programme.overview import PublicTables
from programme.reading import nik as reading_nik
from programme.reading.places import Region
from programme.suppression import Published
from talk import Argument, Line

#: The office's own language.
OFFICE = "id"
_SEX = {"male": "L", "female": "P"}


def applicants_workbook(
    rows: Iterable[Listed], *, region: Region, reference: date | None, made: date, leaves_office: bool
) -> bytes:
    """The list, and a sheet that says what it is. Where the file leaves the office's own machine the NIK stands in it
    only in part, and the way to the house not at all: a chat platform's computers are abroad (UU 27/2022 art. 56).
    """
    numbered = enumerate(rows, start=1)
    columns = tuple(_columns(region, reference, leaves_office=leaves_office))
    notes = [[_words("export-note_made", day=made)], [_words("export-note_law")]]
    if leaves_office:
        notes.append([_words("export-note_masked")])
    return workbook(
        Sheet(_words("export-sheet_applicants"), columns, numbered, frozen=4),
        Sheet(_words("export-sheet_about"), text_columns(110), notes),
    )


def public_workbook(tables: PublicTables, *, intake: str, region: Region, made: date) -> bytes:
    """Counts of one intake, none of which gives anybody away."""
    total = _words("export-few") if tables.total is None else tables.total
    rows: list[Sequence[Value]] = [[intake], [_words("export-note_made", day=made)], [_words("export-note_public")], []]
    rows += [[_words("export-total"), total], []]
    rows += _told("export-by_state", tables.states, lambda state: _words(f"state-{state}"))
    rows += _told("export-by_skill", tables.skills, lambda skill: _words(f"skill-{skill}"))
    rows += _told("export-by_kecamatan", tables.kecamatan, partial(kecamatan_name, region))
    return workbook(Sheet(_words("export-sheet_counts"), text_columns(60, 14), rows))


def kecamatan_name(region: Region, code: str) -> str:
    """The kecamatan by its name; one that the region no longer has, by its code."""
    return _words("village-outside") if code == OUTSIDE else region.names.get(code, code)


def _told(title: str, table: Published, name: Callable[[str], str]) -> Iterator[Sequence[Value]]:
    yield [_words(title)]
    for category, count in table.shown.items():
        yield [name(category), count]
    if table.together is not None:
        yield [_words("export-together", names=", ".join(map(name, table.hidden))), table.together]
    yield []


def _columns(region: Region, reference: date | None, *, leaves_office: bool) -> Iterator[Column[tuple[int, Listed]]]:
    """Every column; `reference` is the day on which the age is reckoned, where it is one for all."""
    age = _words("column-age_on", day=reference) if reference else _words("column-age")
    nik = _masked if leaves_office else (lambda person: person.nik)
    yield Column(_words("column-row"), 6, lambda row: row[0])
    yield Column(_words("column-number"), 17, lambda row: row[1].number)
    yield Column(_words("column-intake"), 20, lambda row: row[1].intake)
    yield _personal("label-full_name", 28, lambda person: person.full_name)
    yield _personal("label-nik", 20, nik)
    yield _personal("label-birth_date", 14, lambda person: person.birth_date)
    yield Column(age, 10, _of_person(lambda person: person.age))
    yield _personal("column-sex", 6, lambda person: _SEX.get(person.sex or ""))
    yield _personal("label-village", 22, lambda person: region.names.get(person.village))
    yield Column(_words("column-kecamatan"), 20, lambda row: kecamatan_name(region, row[1].kecamatan))
    if not leaves_office:
        yield _personal("label-address_note", 30, lambda person: person.address_note)
    yield _personal("label-phone", 17, lambda person: _phone(person.phone))
    yield _personal("label-guardian_name", 24, lambda person: person.guardian_name)
    yield _personal("label-guardian_phone", 17, lambda person: _phone(person.guardian_phone))
    yield _personal("label-last_school", 20, lambda person: _chosen("last-school", person.last_school))
    yield _personal("label-last_class", 10, lambda person: person.last_class)
    yield _personal("label-year_left", 10, lambda person: person.year_left)
    yield _personal("label-aid", 18, lambda person: _aid(person.aid))
    yield _personal("label-desil", 8, lambda person: person.desil)
    yield Column(_words("label-first_skill"), 16, lambda row: _chosen("skill", row[1].first_skill))
    yield _personal("label-second_skill", 16, lambda person: _chosen("skill", person.second_skill))
    yield _personal("label-dormitory", 16, _dormitory)
    yield Column(_words("column-state"), 26, lambda row: _words(f"state-{row[1].state}"))
    yield Column(_words("column-since"), 14, lambda row: row[1].since)
    yield _personal("column-papers_here", 10, lambda person: person.papers_here)
    yield _personal("column-papers_missing", 40, lambda person: _papers(person.papers_missing))
    yield Column(_words("column-registered"), 14, lambda row: row[1].registered)
    yield Column(_words("column-note"), 30, lambda row: _note(row[1]))


def _personal(key: str, width: int, value: Callable[[Personal], Value]) -> Column[tuple[int, Listed]]:
    return Column(_words(key), width, _of_person(value))


def _of_person(value: Callable[[Personal], Value]) -> Callable[[tuple[int, Listed]], Value]:
    """Nothing where the record is only counted, or only kept."""
    return lambda row: None if row[1].personal is None else value(row[1].personal)


def _note(listed: Listed) -> Value:
    if listed.personal is not None:
        return None
    return _words("export-paused" if listed.is_paused else "export-anonymous")


def _masked(person: Personal) -> Value:
    return None if person.nik is None else reading_nik.masked(person.nik)


def _phone(number: str | None) -> Value:
    return None if number is None else phone_number(number)


def _chosen(group: str, value: str | None) -> Value:
    return None if value is None else _words(f"{group}-{value}")


def _dormitory(person: Personal) -> Value:
    return None if person.dormitory is None else _words(f"dormitory-{'yes' if person.dormitory else 'no'}")


def _aid(aid: Sequence[str] | None) -> Value:
    if aid is None:
        return None
    return ", ".join(name.upper() for name in aid) or _words("aid-none")


def _papers(kinds: Sequence[str]) -> Value:
    return ", ".join(_words(f"document-{kind}") for kind in kinds) or None


def _words(key: str, **args: Argument) -> str:
    return render(OFFICE, Line(key, args))
