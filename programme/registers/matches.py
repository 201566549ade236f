"""What the imported registers say of somebody, with how they were found and what differs. For staff alone: evidence,
never a decision, and never shown to applicants.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from programme.reading import nik as reading_nik
from programme.registers import people
from programme.registers.record import Record
from programme.sealing import vault_of
from storage.tables import Import, ImportRow, Person

#: By the number itself; by name and birth date; by name and kecamatan, where the birth date is not there or nearly so.
How = Literal["nik", "name_birth", "name_kecamatan"]

REGISTERS = ("dtsen", "ats")
#: Names that so many share tell nobody apart.
_MOST_OF_A_NAME = 100
_COMPARED = ("full_name", "birth_date", "sex", "village")


@dataclass(frozen=True, slots=True)
class Match:
    """What one register says, as of the day on which it was imported."""

    register: str
    as_of: date
    how: How
    #: The family's desil, also where only its head has it.
    desil: int | None
    #: Of a child out of school: "do", "ltm" or "bpb".
    status: str | None
    #: What the register says otherwise than our record: "full_name", "birth_date", "sex", "village" (a code) or "nik"
    #: (masked).
    differs: Mapping[str, str | date]


def matches(session: Session, person: Person) -> list[Match]:
    """The nearest match in each register, the newest of equals."""
    if person.anonymised_at is not None:
        return []
    found: dict[str, Match] = {}
    for register, as_of, row in _rows(session, person):
        match = _match(session, person, register, as_of, row)
        if match is not None and (register not in found or _ORDER[match.how] < _ORDER[found[register].how]):
            found[register] = match
    return [found[register] for register in REGISTERS if register in found]


_ORDER: Mapping[How, int] = {"nik": 0, "name_birth": 1, "name_kecamatan": 2}


def _rows(session: Session, person: Person) -> Iterable[tuple[str, date, ImportRow]]:
    """Rows that count and may be theirs, the newest first."""
    theirs: list[ColumnElement[bool]] = [ImportRow.name_hash == people.name_hash(session, person.full_name)]
    if person.nik_hash is not None:
        theirs.append(ImportRow.identity == person.nik_hash)
    counted = select(Import.kind, Import.applied_at, ImportRow).join(Import, Import.id == ImportRow.import_id)
    counted = counted.where(Import.state == "applied", Import.kind.in_(REGISTERS), or_(*theirs))
    newest_first = counted.order_by(Import.applied_at.desc(), ImportRow.id.desc()).limit(_MOST_OF_A_NAME)
    for kind, applied_at, row in session.execute(newest_first):
        yield kind, applied_at.date(), row


def _match(session: Session, person: Person, register: str, as_of: date, row: ImportRow) -> Match | None:
    record = _opened(session, row)
    how = _how(person, row, record) if record else None
    if record is None or how is None:
        return None
    desil = row.desil if row.desil is not None else _of_family(session, register, row.kk_hash)
    return Match(register, as_of, how, desil, row.status, _differences(person, row, record))


def _opened(session: Session, row: ImportRow) -> Record | None:
    return None if row.content is None else Record.from_json(vault_of(session).open_json(row.content))


def _how(person: Person, row: ImportRow, record: Record) -> How | None:
    """Another NIK is another person, unless name and birth date are the same: then one of the two is a slip."""
    if person.nik_hash is not None and person.nik_hash == row.identity:
        return "nik"
    if record.birth_date == person.birth_date:
        return "name_birth"
    if person.nik_hash is not None and record.nik is not None:
        return None
    near = record.birth_date is None or _nearly(record.birth_date, person.birth_date)
    return "name_kecamatan" if near and row.kecamatan == person.village[: len("64.01.04")] else None


def _nearly(one: date, other: date) -> bool:
    """One part of the date written wrongly, or day and month changed for each other."""
    same = (one.year == other.year) + (one.month == other.month) + (one.day == other.day)
    return same == 2 or (one.year, one.month, one.day) == (other.year, other.day, other.month)


def _of_family(session: Session, register: str, kk_hash: str | None) -> int | None:
    """The desil stands once for a family, often in another file than its members."""
    if kk_hash is None:
        return None
    known = select(ImportRow.desil).join(Import, Import.id == ImportRow.import_id)
    known = known.where(Import.state == "applied", Import.kind == register)
    known = known.where(ImportRow.kk_hash == kk_hash, ImportRow.desil.is_not(None))
    return session.scalar(known.order_by(Import.applied_at.desc(), ImportRow.id.desc()).limit(1))


def _differences(person: Person, row: ImportRow, record: Record) -> dict[str, str | date]:
    """What both say, and say otherwise; names only beyond the way in which they are written."""
    theirs = {name: getattr(record, name) for name in _COMPARED}
    ours = {name: getattr(person, name) for name in _COMPARED}
    differs = {name: value for name, value in theirs.items() if value and ours[name] and value != ours[name]}
    if record.nik and person.nik_hash not in (None, row.identity):
        differs["nik"] = reading_nik.masked(record.nik)
    if record.full_name and people.plain(record.full_name) == people.plain(person.full_name):
        differs.pop("full_name", None)
    if record.village is None and row.kecamatan and row.kecamatan != person.village[: len(row.kecamatan)]:
        differs["village"] = row.kecamatan
    return differs
