"""`tuntas import`: lists that others keep, or the office's own; first looked at, then taken."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from bot.commands.common import (
    ConfigOption,
    DataOption,
    configuration_or_demo,
    now,
    opened,
    refuse,
    write_privately,
)
from bot.commands.progress import progress

if TYPE_CHECKING:
    from bot.importing import Order, Outcome
    from storage.database import Storage, Transaction

T = TypeVar("T")

#: So many faulty rows are shown.
SHOWN = 20
WHOLE = 100


class Kind(StrEnum):
    """What a list is."""

    dtsen = "dtsen"
    ats = "ats"
    applicants = "applicants"
    alumni = "alumni"


@dataclass(slots=True)
class Steps:
    """Does step after step, and tells the bar how far it is, in hundredths."""

    storage: "Storage"
    advance: Callable[[int], None]
    shown: int = field(default=0)

    def step(self, work: "Callable[[Transaction], T]", done: int = 0, total: int = 0) -> T:
        """One transaction, so that a service beside it waits for moments only."""
        with self.storage.transaction() as tx:
            result = work(tx)
        reached = min(WHOLE, done * WHOLE // total) if total else self.shown
        self.advance(max(0, reached - self.shown))
        self.shown = max(self.shown, reached)
        return result


def import_list(
    kind: Annotated[Kind, typer.Argument(help="What the list is.")],
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="An Excel workbook or a CSV file.")],
    apply: Annotated[bool, typer.Option("--apply", help="Take it without asking.")] = False,
    mistakes: Annotated[
        Path | None, typer.Option("--mistakes", help="Write every faulty row into this Excel file.")
    ] = None,
    config: ConfigOption = None,
    data: DataOption = None,
) -> None:
    """Read a list, say row by row what is wrong, and take it once you say so. The same file counts once."""
    from bot.importing import Order

    settings = configuration_or_demo(config, data)
    with opened(settings) as storage:
        order = Order(kind.value, settings.office, settings.zone, now(settings), staff_id=None)
        found = _read(storage, order, file)
        _print(found)
        if mistakes is not None:
            _write_mistakes(storage, found, mistakes)
        if found.state == "applied":
            print("This file was taken before: nothing changes.")
        elif found.report.taken == 0:
            print("There is nothing to take.")
        elif apply or _says_yes():
            _apply(storage, order, found)
        else:
            print("Nothing counts yet. To take it, give the same command with --apply.")


def _read(storage: "Storage", order: "Order", file: Path) -> "Outcome":
    from bot.importing import read_in
    from handlers.import_report import unreadable_line
    from handlers.texts import render
    from programme.registers.sheet import Unreadable

    try:
        with progress("Reading", WHOLE) as advance:
            return read_in(Steps(storage, advance), order, file.read_bytes(), told=SHOWN)
    except Unreadable as problem:
        refuse(f"{file.name}: {render('en', unreadable_line(problem.why))}")


def _print(found: "Outcome") -> None:
    """What was read where, and what is wrong."""
    from handlers.import_report import problem_line
    from handlers.texts import render

    report = found.report
    if found.head is not None:
        sheet = f"Sheet {found.head.sheet!r} (of {found.head.of_sheets}), columns" if found.head.sheet else "Columns"
        print(f"{sheet}: {', '.join(found.head.columns.values())}.")
    print(f"{report.rows} rows: {report.taken} can be taken, {report.doubtful} of them with something in doubt.")
    print(f"{report.left_out} cannot, {report.repeated} are about somebody of an earlier row.")
    table = Table("row", "column", "what is wrong, and what to do", show_lines=False)
    for row in found.first:
        for problem in row.problems:
            table.add_row(str(row.row), problem.called, render("en", problem_line(problem)))
    if table.row_count:
        Console().print(table)
    if len(found.first) == SHOWN:
        print(f"These are the first {SHOWN} faulty rows; all of them: --mistakes FILE.xlsx")


def _write_mistakes(storage: "Storage", found: "Outcome", path: Path) -> None:
    from handlers.import_report import mistakes_workbook
    from programme.registers import imports

    with storage.transaction() as tx:
        faulty = imports.faulty(tx.session, found.import_id)
    write_privately(path, mistakes_workbook(faulty, "en"))
    print(f"Every faulty row stands in {path}.")


def _says_yes() -> bool:
    """Asked only where somebody sits there."""
    return sys.stdin.isatty() and typer.confirm("Take them?")


def _apply(storage: "Storage", order: "Order", found: "Outcome") -> None:
    from bot.importing import apply

    with progress("Taking", WHOLE) as advance:
        report = apply(Steps(storage, advance), order, found.import_id)
    what = {"applicants": "are registered now", "alumni": "are on record as alumni now"}
    print(f"{report.taken} {what.get(order.kind, 'count from now on')}.")
