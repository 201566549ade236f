"""`tuntas export`: what leaves the service as a file. Each is a line in the trail."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

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
    from storage.database import Storage

commands = typer.Typer(no_args_is_help=True, help="Lists for the office, and counts for the public, as Excel files.")


@commands.callback()
def _group() -> None:
    """A command of its own name below `export`, also while there is only one."""


@commands.command()
def applicants(
    intake: Annotated[
        str | None, typer.Option("--intake", help="Only this one: its number or name [all of them].")
    ] = None,
    public: Annotated[
        bool, typer.Option("--public", help="Counts for the public, none below five; nobody's name.")
    ] = False,
    out: Annotated[Path | None, typer.Option("--out", help="The file to write [pendaftar-DATE.xlsx].")] = None,
    config: ConfigOption = None,
    data: DataOption = None,
) -> None:
    """Write the applicants into an Excel file that its owner alone can read."""
    from bot.exports import Export, Order
    from programme import exporting

    settings = configuration_or_demo(config, data)
    at = now(settings)
    today = at.astimezone(settings.zone).date()
    with opened(settings) as storage:
        order = Order(_intake(storage, intake, needed=public), public=public)
        path = out or Path(f"{order.name}-{today}.xlsx")
        if path.exists():
            refuse(f"{path} exists already: name another file with --out.")
        export = Export(storage, order, settings.office, settings.zone)
        with progress("Reading", _length(storage, order.intake_id)) as advance:
            while rows := export.read():
                advance(rows)
        content = export.write(today)
        with storage.transaction() as tx:
            exporting.note_by_operator(tx.session, export.described, at=at)
        write_privately(path, content)
    print(f"Written to {path} ({export.described}). Delete it once it has served.")


@commands.command()
def alumni(
    out: Annotated[Path | None, typer.Option("--out", help="The file to write [alumni-DATE.xlsx].")] = None,
    config: ConfigOption = None,
    data: DataOption = None,
) -> None:
    """Write what became of alumni into an Excel file that its owner alone can read; without NIK."""
    from bot.exports import AlumniExport
    from programme import alumni_exporting, outcome_records

    settings = configuration_or_demo(config, data)
    at = now(settings)
    today = at.astimezone(settings.zone).date()
    path = out or Path(f"alumni-{today}.xlsx")
    if path.exists():
        refuse(f"{path} exists already: name another file with --out.")
    with opened(settings) as storage:
        export = AlumniExport(storage, settings.office, settings.zone, today)
        with storage.transaction() as tx:
            count = outcome_records.how_many(tx.session)
        with progress("Reading", count) as advance:
            while rows := export.read():
                advance(rows)
        content = export.write(today)
        with storage.transaction() as tx:
            alumni_exporting.note_by_operator(tx.session, len(export.rows), at=at)
        write_privately(path, content)
    print(f"Written to {path} ({alumni_exporting.described(len(export.rows))}). Delete it once it has served.")


def _intake(storage: "Storage", wanted: str | None, *, needed: bool) -> int | None:
    """The one that was named, by number or name; where one is needed, also the only one there is."""
    from programme import intakes

    with storage.transaction() as tx:
        known = [(one.id, one.name) for one in intakes.newest_first(tx.session)]
    if wanted is None and not needed:
        return None
    named = [one for one in known if wanted is None or wanted.casefold() in (str(one[0]), one[1].casefold())]
    if len(named) != 1:
        listed = "; ".join(f"{number} ({name})" for number, name in known) or "there is none yet"
        refuse(f"--intake: name one of the intakes: {listed}.")
    return named[0][0]


def _length(storage: "Storage", intake_id: int | None) -> int:
    from programme import exporting

    with storage.transaction() as tx:
        return exporting.how_many(tx.session, intake_id)
