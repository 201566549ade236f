"""`tuntas audit`: the trail of changes, as a table or as CSV."""

import csv
import json
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from bot.commands.common import ConfigOption, DataOption, cell, configuration_or_demo, now, opened, refuse

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from programme.audit import Wanted
    from programme.trail import Row

#: So many lines are shown, unless it is asked for all since a day.
NEWEST, ALL = 100, 1_000_000
COLUMNS = ("at", "by", "registration", "what", "to what", "from", "to", "why")


def audit(
    number: Annotated[
        str | None, typer.Option("--number", help="Only one person's, by a registration number; with the values.")
    ] = None,
    staff: Annotated[str | None, typer.Option("--staff", help="Only what that member of staff did.")] = None,
    since: Annotated[
        datetime | None, typer.Option("--since", formats=["%Y-%m-%d"], help="All from that day on [the newest 100].")
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="For a spreadsheet.")] = False,
    config: ConfigOption = None,
    data: DataOption = None,
) -> None:
    """Show who did what, to what, when and why; the newest first.

    Values are shown of one person alone, and only until they are erased. That they were looked at is a line too.
    """
    from programme import audit as trail_lines
    from programme import trail

    settings = configuration_or_demo(config, data)
    begin = since.replace(tzinfo=settings.zone) if since else None
    with opened(settings) as storage, storage.transaction() as tx:
        wanted = _wanted(tx.session, number, staff, begin)
        found = trail_lines.newest(tx.session, wanted, most=ALL if begin else NEWEST)
        rows = trail.rows(tx.session, found)
        if wanted.person_id is not None:
            trail_lines.record(
                tx.session, by="operator", action="trail_read", at=now(settings), person_id=wanted.person_id
            )
    lines = [tuple(_cells(row, settings.zone)) for row in rows]
    if as_csv:
        csv.writer(sys.stdout).writerows([COLUMNS, *(map(cell, line) for line in lines)])
        return
    table = Table(*COLUMNS)
    for line in lines:
        table.add_row(*line)
    Console().print(table if table.row_count else "There is nothing in the trail there.")


def _wanted(session: "Session", number: str | None, name: str | None, since: datetime | None) -> "Wanted":
    from programme import staff, trail
    from programme.audit import Wanted

    person_id = None if number is None else trail.person_of(session, number.upper())
    if number is not None and person_id is None:
        refuse(f"--number: there is no registration {number}, or its data were erased.")
    known = staff.names(session)
    named = [one for one in known if name is not None and known[one].casefold() == name.casefold()]
    if name is not None and not named:
        refuse(f"--staff: nobody here is or was called {name}; there are: {', '.join(known.values()) or 'none yet'}.")
    return Wanted(person_id=person_id, staff_id=named[0] if named else None, since=since)


def _cells(row: "Row", zone: ZoneInfo) -> Iterator[str]:
    entry = row.entry
    yield f"{entry.at.astimezone(zone):%Y-%m-%d %H:%M}"
    yield row.staff or entry.by
    yield row.number or ""
    yield entry.action
    yield entry.subject
    yield from (_value(entry.before), _value(entry.after))
    yield entry.why or ""


def _value(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
