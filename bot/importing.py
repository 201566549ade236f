"""Importing a list, step by step: read in a process of its own, kept row by row, looked at, and then applied.

The command line and the duty of long work do the same; each step is a small transaction, and one that was cut short
goes on after its last row.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from bot.workbooks import reading
from programme import intakes, staff
from programme.office import Office
from programme.registers import alumni, applicants, imports
from programme.registers.alumni import Entering
from programme.registers.applicants import Registering
from programme.registers.imports import CHUNK, Faulty, Report
from programme.registers.reading import Head, Kind
from programme.registers.record import Problem, Record
from programme.registers.sheet import Unreadable
from storage.database import Transaction

T = TypeVar("T")

#: A registration is a dozen rows.
REGISTERED_AT_ONCE = 10
#: Of these lists records are made, row by row; the others are evidence as they are.
MADE_ONE_BY_ONE = ("applicants", "alumni")


class Steps(Protocol):
    """Whoever does the work: each step is a transaction of its own."""

    def step(self, work: Callable[[Transaction], T], done: int = 0, total: int = 0) -> T:
        """Do one step, after which so much of the whole is done."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be imported, for whom."""

    kind: Kind
    office: Office
    zone: ZoneInfo
    now: datetime
    #: The member of staff; None is the command line.
    staff_id: int | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of reading a list; `head` is None where it had been read before."""

    import_id: int
    #: "checked", "applying" or "applied".
    state: str
    applied_at: datetime | None
    head: Head | None
    report: Report
    first: list[Faulty]


def read_in(steps: Steps, order: Order, data: bytes, *, told: int) -> Outcome:
    """Read a list whole, and tell its first faulty rows; nothing of it counts yet. Raises Unreadable."""
    import_id, state, last_row = steps.step(partial(_begin, order, data))
    head = None
    if state == "reading":
        head = _read(steps, order, data, import_id, last_row)
        steps.step(lambda tx: imports.checked(tx.session, import_id))
    return steps.step(lambda tx: _outcome(tx, import_id, head, told))


def apply(steps: Steps, order: Order, import_id: int) -> Report:
    """What the list says counts; of applicants and alumni records are made first. Again does nothing more."""
    if order.kind in MADE_ONE_BY_ONE:
        total = steps.step(lambda tx: imports.report(tx.session, import_id).taken)
        done = 0
        while some := steps.step(partial(_register, order, import_id), done, total):
            done += some
    return steps.step(partial(_applied, order, import_id))


def _begin(order: Order, data: bytes, tx: Transaction) -> tuple[int, str, int]:
    member = _member(order, tx)
    begun = imports.begin(tx.session, order.kind, data, member=member, now=order.now)
    return begun.id, begun.state, imports.last_row(tx.session, begun.id)


def _read(steps: Steps, order: Order, data: bytes, import_id: int, last_row: int) -> Head:
    today = order.now.astimezone(order.zone).date()
    try:
        with reading(data, order.kind, order.office.region, today) as (head, records):
            unread = (record for record in records if record.row > last_row)
            while some := list(islice(unread, CHUNK)):
                steps.step(partial(_stage, order, import_id, some), some[-1].row, head.height)
            return head
    except Unreadable:
        steps.step(lambda tx: imports.refuse(tx.session, import_id))
        raise


def _stage(order: Order, import_id: int, records: list[Record], tx: Transaction) -> None:
    imports.stage(tx.session, import_id, records, _look(order, tx))


def _look(order: Order, tx: Transaction) -> Callable[[Record], tuple[Problem, ...]]:
    if order.kind == "alumni":
        return partial(alumni.look, tx.session)
    if order.kind != "applicants":
        return lambda _record: ()
    return partial(applicants.look, tx.session, intake=_registering(order, tx).intake)


def _register(order: Order, import_id: int, tx: Transaction) -> int:
    if order.kind == "alumni":
        entering = Entering(order.office, _member(order, tx), order.now, order.zone)
        return alumni.enter(tx.session, import_id, entering, REGISTERED_AT_ONCE)
    return applicants.register(tx.session, import_id, _registering(order, tx), REGISTERED_AT_ONCE)


def _registering(order: Order, tx: Transaction) -> Registering:
    today = order.now.astimezone(order.zone).date()
    intake = intakes.open_intake(tx.session, today)
    if intake is None:
        raise Unreadable("no_intake")
    return Registering(intake, order.office, _member(order, tx), today, order.now)


def _applied(order: Order, import_id: int, tx: Transaction) -> Report:
    imports.apply(tx.session, import_id, member=_member(order, tx), now=order.now)
    return imports.report(tx.session, import_id)


def _outcome(tx: Transaction, import_id: int, head: Head | None, told: int) -> Outcome:
    state, applied_at = imports.standing(tx.session, import_id)
    report, first = imports.report(tx.session, import_id), imports.faulty(tx.session, import_id, told)
    return Outcome(import_id, state, applied_at, head, report, first)


def _member(order: Order, tx: Transaction) -> staff.Member | None:
    return None if order.staff_id is None else staff.get(tx.session, order.staff_id)
