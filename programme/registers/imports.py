"""Imports: a file is read row by row into rows that do not count yet, looked at, and applied in one step.

A register that is imported anew says anew what it says of the same person, and leaves everybody else as they were:
DTSEN is refreshed every three months, but often comes by desa or kecamatan, so that a part must not take the rest away.
What no import has renewed for long goes by its time (programme.retention).
"""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from programme import audit, staff
from programme.registers import people
from programme.registers.reading import Kind
from programme.registers.record import Problem, Record
from programme.sealing import vault_of
from programme.staff import Member
from storage.tables import Import, ImportRow

#: So many rows a transaction, so that turns wait for moments only.
CHUNK = 200
#: An import in one of these has read its file.
READ = ("checked", "applying", "applied")


@dataclass(frozen=True, slots=True)
class Report:
    """What came of reading a file."""

    rows: int
    #: Rows that count.
    taken: int
    #: Rows that count, with something wrong in them.
    doubtful: int
    repeated: int
    #: How often each mistake was made, the most frequent first.
    mistakes: dict[str, int]

    @property
    def left_out(self) -> int:
        """Rows that do not count; those that say somebody twice apart."""
        return self.rows - self.taken - self.repeated


@dataclass(frozen=True, slots=True)
class Faulty:
    """A row with what is wrong in it."""

    row: int
    problems: tuple[Problem, ...]


def begin(session: Session, kind: Kind, data: bytes, *, member: Member | None, now: datetime) -> Import:
    """The import of that file: the one that has read it already, or a new one. None is the command line."""
    digest = vault_of(session).keyed_hash(data)
    same = select(Import).filter_by(kind=kind, digest=digest).where(Import.state.in_((*READ, "reading")))
    known = session.scalar(same.order_by(Import.id.desc()).limit(1))
    if known is not None:
        return known
    new = Import(kind=kind, digest=digest, state="reading", staff_id=member.id if member else None, at=now)
    session.add(new)
    session.flush()
    return new


def find(session: Session, import_id: int) -> Import | None:
    """The import of that number."""
    return session.get(Import, import_id)


def last_row(session: Session, import_id: int) -> int:
    """Where a reading that was cut short goes on."""
    last = select(ImportRow.row).filter_by(import_id=import_id).order_by(ImportRow.row.desc()).limit(1)
    return session.scalar(last) or 0


def stage(
    session: Session,
    import_id: int,
    records: Sequence[Record],
    look: Callable[[Record], tuple[Problem, ...]] = lambda _record: (),
) -> None:
    """Keep what some rows say; none of it counts yet. `look` says what else is wrong in one."""
    of = session.get_one(Import, import_id)
    looked = [_looked_at(record, look(record)) for record in records]
    identities = [None if record.is_left_out else people.identity(session, record) for record in looked]
    known = _known(session, import_id, identities)
    rows = []
    for record, identity in zip(looked, identities, strict=True):
        is_repeated = identity in known
        counts = identity is not None and not is_repeated
        known.add(identity or "")
        rows.append(_row(session, import_id, record, identity if counts else None, is_repeated=is_repeated))
        of.repeated += is_repeated
        of.taken += counts
        of.doubtful += counts and bool(record.problems)
    of.rows += len(rows)
    if rows:
        session.execute(insert(ImportRow), rows)


def _looked_at(record: Record, more: tuple[Problem, ...]) -> Record:
    return replace(record, problems=(*record.problems, *more)) if more else record


def _known(session: Session, import_id: int, identities: Sequence[str | None]) -> set[str]:
    """Those of whom an earlier row of the same list speaks."""
    asked = {identity for identity in identities if identity is not None}
    said = select(ImportRow.identity).filter_by(import_id=import_id).where(ImportRow.identity.in_(asked))
    return {identity for identity in session.scalars(said) if identity is not None}


def checked(session: Session, import_id: int) -> None:
    """The file is read to its end."""
    session.get_one(Import, import_id).state = "checked"


def refuse(session: Session, import_id: int) -> None:
    """The file is no list: nothing of it is kept but that."""
    session.get_one(Import, import_id).state = "refused"


def cancel(session: Session, import_id: int) -> bool:
    """Its rows go by their time, and the same file may be read again; False where it counts already."""
    return _enter(session, import_id, ("checked",), "cancelled")


def start(session: Session, import_id: int) -> bool:
    """Somebody said yes; False where that was said before, or it may no longer be."""
    return _enter(session, import_id, ("checked",), "applying")


def apply(session: Session, import_id: int, *, member: Member | None, now: datetime) -> bool:
    """What the list says counts from now on, all of it at once; False where it does already, or may no longer."""
    if not _enter(session, import_id, ("checked", "applying"), "applied", now):
        return False
    of = session.get_one(Import, import_id)
    why = f"import {of.id}: {of.taken} rows"
    if member is None:
        audit.record(session, by="operator", action="imported", at=now, subject=of.kind, why=why)
    else:
        staff.note(session, member, "imported", at=now, subject=of.kind, why=why)
    return True


def _enter(
    session: Session, import_id: int, before: Sequence[str], state: str, applied_at: datetime | None = None
) -> bool:
    """Into a state out of one of those before; of two who do the same at once only one does."""
    change = update(Import).where(Import.id == import_id, Import.state.in_(before))
    changed = session.scalar(change.values(state=state, applied_at=applied_at).returning(Import.id))
    session.expire_all()
    return changed is not None


def standing(session: Session, import_id: int) -> tuple[str, datetime | None]:
    """Its state, and since when it counts."""
    of = session.get_one(Import, import_id)
    return of.state, of.applied_at


def report(session: Session, import_id: int) -> Report:
    """What came of it."""
    of = session.get_one(Import, import_id)
    mistakes: Counter[str] = Counter()
    for row in faulty(session, import_id):
        mistakes.update(problem.what for problem in row.problems)
    return Report(of.rows, of.taken, of.doubtful, of.repeated, dict(mistakes.most_common()))


def listed_between(session: Session, start: datetime, end: datetime) -> int:
    """How many people the lists name that were read then, as far as they are still kept."""
    rows = select(func.count(ImportRow.identity.distinct())).join(Import, Import.id == ImportRow.import_id)
    return session.scalar(rows.where(Import.at.between(start, end), ImportRow.content.is_not(None))) or 0


def faulty(session: Session, import_id: int, limit: int | None = None) -> list[Faulty]:
    """The rows with something wrong in them, in their order."""
    rows = select(ImportRow.row, ImportRow.problems).filter_by(import_id=import_id)
    wrong = rows.where(ImportRow.problems.is_not(None)).order_by(ImportRow.row).limit(limit)
    return [
        Faulty(row, tuple(Problem(*problem) for problem in json.loads(problems or "[]")))
        for row, problems in session.execute(wrong)
    ]


def _row(
    session: Session, import_id: int, record: Record, identity: str | None, *, is_repeated: bool
) -> dict[str, Any]:
    """Of a row that does not count only its number stays, and why."""
    problems = (*record.problems, *([_REPEATED] if is_repeated else []))
    wrong = [[problem.column, problem.called, problem.what, problem.is_fatal] for problem in problems]
    row: dict[str, Any] = dict.fromkeys(_OF_A_ROW)
    row |= {"import_id": import_id, "row": record.row, "problems": json.dumps(wrong) if wrong else None}
    if identity is None:
        return row
    return row | {
        "identity": identity,
        "kk_hash": people.kk_hash(session, record.kk),
        "name_hash": people.name_hash(session, record.full_name),
        "kecamatan": record.kecamatan,
        "village": record.village,
        "desil": record.desil,
        "status": record.status,
        "content": vault_of(session).seal_json(record.to_json() | {"problems": []}),
    }


_REPEATED = Problem("name", "", "repeated")
_OF_A_ROW = ("identity", "kk_hash", "name_hash", "kecamatan", "village", "desil", "status", "content")
