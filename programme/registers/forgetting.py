"""What of imported lists goes, and when: the work of their retention rules (programme.pruning)."""

from datetime import datetime

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from programme.registers.matches import REGISTERS
from storage.tables import Import, ImportRow

#: Nobody has said yes to these, or no: the same file may then be read again.
_OPEN = ("reading", "checked", "applying")


def lists(session: Session, before: datetime, _now: datetime, limit: int) -> int:
    """Rows that nobody said yes to, and the numbers of rows that became registrations."""
    session.execute(update(Import).where(Import.at < before, Import.state.in_(_OPEN)).values(state="cancelled"))
    is_over = Import.state.in_(("cancelled", "refused")) | (
        (Import.state == "applied") & (Import.kind.in_(("applicants", "alumni")))
    )
    old = select(Import.id).where(Import.at < before, is_over)
    return _delete(session, select(ImportRow.id).where(ImportRow.import_id.in_(old)), limit)


def superseded(session: Session, before: datetime, _now: datetime, limit: int) -> int:
    """What older lists said of people of whom a newer one speaks; each newer one is looked at until it is done with."""
    newer = select(Import).filter_by(state="applied", is_settled=False).where(Import.kind.in_(REGISTERS))
    one = session.scalar(newer.where(Import.applied_at < before).order_by(Import.id).limit(1))
    if one is None:
        return 0
    said = select(ImportRow.identity).filter_by(import_id=one.id)
    older = select(Import.id).where(
        Import.kind == one.kind, Import.state == "applied", Import.applied_at < one.applied_at
    )
    rows = select(ImportRow.id).where(ImportRow.import_id.in_(older), ImportRow.identity.in_(said))
    gone = _delete(session, rows, limit)
    one.is_settled = not gone
    return gone or 1


def registers(session: Session, before: datetime, _now: datetime, limit: int) -> int:
    """What no list has renewed for long, and of every list the numbers of the rows that were left out."""
    old = select(Import.id).where(Import.state == "applied", Import.applied_at < before)
    return _delete(session, select(ImportRow.id).where(ImportRow.import_id.in_(old)), limit)


def _delete(session: Session, rows: Select[tuple[int]], limit: int) -> int:
    due = rows.order_by(ImportRow.id).limit(limit).with_for_update(of=ImportRow, skip_locked=True)
    ids = list(session.scalars(due))
    session.execute(delete(ImportRow).where(ImportRow.id.in_(ids)))
    return len(ids)
