"""`tuntas privacy`: what is kept about people, and whom to tell when somebody may have seen it."""

import csv
import io
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.commands.common import (
    ConfigOption,
    DataOption,
    cell,
    configuration_or_demo,
    now,
    opened,
    refuse,
    write_privately,
)
from bot.config import Config

if TYPE_CHECKING:
    from programme.breach import Affected

commands = typer.Typer(no_args_is_help=True, help="What is kept about people, and what to do after a breach.")

NOTICE = Path(__file__).with_name("breach_notice.txt")
TIMES = ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d"]

#: The kinds of programme.breach as people read them.
KINDS = {
    "identity": "data diri (nama, tanggal lahir, alamat, NIK, nomor HP, orang tua atau wali)",
    "registration": "isi pendaftaran (sekolah, bantuan keluarga, pilihan keterampilan)",
    "papers": "berkas pendaftaran",
    "businesses": "usaha alumni dan kabarnya (penjualan, belanja, kendala)",
    "aid": "bantuan stimulan",
    "consents": "persetujuan soal data",
    "requests": "permintaan soal data",
    "messages": "isi chat",
    "forms": "formulir yang belum selesai",
    "questions": "pertanyaan ke petugas",
    "files": "foto dan berkas yang dikirim",
}


@commands.command()
def report(
    config: ConfigOption = None,
    data: DataOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="For other programs: one JSON list.")] = False,
) -> None:
    """List what is kept, why, on which legal ground, how much, since when and until when. Names nobody."""
    from programme import holdings

    settings = configuration_or_demo(config, data)
    with opened(settings) as storage, storage.transaction() as tx:
        found = holdings.holdings(tx.session, settings.retention, settings.zone)
    if as_json:
        print(json.dumps([asdict(holding) for holding in found], ensure_ascii=False, default=str))
        return
    table = Table("what", "why", "ground (UU 27/2022)", "how many", "oldest", "until", show_lines=True)
    for holding in found:
        oldest = "" if holding.oldest is None else holding.oldest.isoformat()
        table.add_row(holding.what, holding.why, holding.ground, str(holding.count), oldest, holding.until)
    Console().print(table)


@commands.command()
def breach(
    start: Annotated[datetime, typer.Option("--from", formats=TIMES, help="When it began, office time.")],
    end: Annotated[datetime, typer.Option("--to", formats=TIMES, help="When it ended, office time.")],
    out: Annotated[
        Path | None, typer.Option("--out", help="Write who they are and how to reach them into this CSV file.")
    ] = None,
    everybody: Annotated[
        bool, typer.Option("--everybody", help="All data kept by then may have been seen, not only what moved.")
    ] = False,
    noticed: Annotated[
        datetime | None, typer.Option("--noticed", formats=TIMES, help="When the office noticed [now].")
    ] = None,
    config: ConfigOption = None,
    data: DataOption = None,
) -> None:
    """Say who is affected between two times, by when they must be told, and what to write to them.

    Names and numbers go only into the file of --out, which its owner alone can read.
    """
    settings = configuration_or_demo(config, data)
    first, last = start.replace(tzinfo=settings.zone), end.replace(tzinfo=settings.zone)
    if last <= first:
        refuse("--to is not after --from: give the times at which it began and ended.")
    told = (noticed.replace(tzinfo=settings.zone) if noticed else now(settings)).astimezone(settings.zone)
    since = datetime.min.replace(tzinfo=UTC) if everybody else first
    found = _affected(settings, since, last, out)
    _print_affected(found, told)
    _print_listed(settings, since, last)
    print(_notice(settings, first, last, found))
    if out is not None:
        print(f"Who they are and how to reach them: {out}. Delete it once everybody is told.")


@commands.command()
def requests(config: ConfigOption = None, data: DataOption = None) -> None:
    """List the rights that people used and staff have yet to serve, the most urgent first, with the time left.

    What they asked for staff see in the chat, under `hak data`.
    """
    from programme import rights, staff

    settings = configuration_or_demo(config, data)
    with opened(settings) as storage, storage.transaction() as tx:
        table = Table("no.", "right", "registration", "asked", "due", "left", "held by")
        for request in rights.open_requests(tx.session):
            asked, due = (f"{at.astimezone(settings.zone):%d-%m-%Y %H:%M}" for at in (request.asked_at, request.due_at))
            left = _left(request.due_at - now(settings))
            by = "nobody" if request.taken_by is None else staff.name_of(tx.session, request.taken_by)
            table.add_row(str(request.id), request.right, ", ".join(request.numbers), asked, due, left, by)
    Console().print(table if table.row_count else "No open requests.")


@commands.command()
def done(
    number: Annotated[int, typer.Argument(help="Its number in `tuntas privacy requests`.")],
    config: ConfigOption = None,
    data: DataOption = None,
) -> None:
    """Note that staff have served a request: its clock stops."""
    from programme import rights

    settings = configuration_or_demo(config, data)
    with opened(settings) as storage, storage.transaction() as tx:
        finished = rights.finish(tx.session, number, now(settings))
    if not finished:
        refuse(f"There is no open request {number}: see `tuntas privacy requests`.")
    print(f"Request {number} is done.")


def _left(time: timedelta) -> str:
    """Whole hours, or for how long it has been overdue."""
    hours = abs(time) // timedelta(hours=1)
    return f"{hours} h" if time > timedelta(0) else f"OVERDUE {hours} h"


def _affected(settings: Config, first: datetime, last: datetime, out: Path | None) -> "list[Affected]":
    """Who they are; taking their data out into a file is a line in the trail."""
    from programme import audit
    from programme import breach as breaches

    with opened(settings) as storage, storage.transaction() as tx:
        found = breaches.affected(tx.session, first.astimezone(UTC), last.astimezone(UTC))
        if out is not None:
            write_privately(out, _csv(found).encode())
            audit.record(
                tx.session, by="operator", action="exported", at=now(settings), subject="breach", why="to tell them"
            )
    return found


def _print_affected(found: "Sequence[Affected]", noticed: datetime) -> None:
    from programme.breach import DEADLINE

    people = sum(one.person_id is not None for one in found)
    kinds = Counter(kind for one in found for kind in one.kinds)
    table = Table("kind of data", "of how many")
    for kind, words in KINDS.items():
        if kinds[kind]:
            table.add_row(words, str(kinds[kind]))
    print(f"Affected: {people} people, and {len(found) - people} contacts who registered nobody.")
    Console().print(table)
    print(f"They and the agency must be told in writing by {noticed + DEADLINE:%d-%m-%Y %H:%M} (3 x 24 hours).\n")


def _print_listed(settings: Config, first: datetime, last: datetime) -> None:
    """People in imported registers have no chat here."""
    from programme.registers import imports

    with opened(settings) as storage, storage.transaction() as tx:
        listed = imports.listed_between(tx.session, first.astimezone(UTC), last.astimezone(UTC))
    if listed:
        print(f"Lists that were imported then name {listed} people: tell them by a public notice (art. 46).\n")


def _notice(settings: Config, first: datetime, last: datetime, found: "Sequence[Affected]") -> str:
    """What art. 46 asks to be said, to be completed where the brackets stand."""
    kinds = {kind for one in found for kind in one.kinds}
    office = settings.office
    return Template(NOTICE.read_text(encoding="utf-8")).substitute(
        office=office.name,
        address=office.address,
        phone=office.phone,
        hours=office.hours,
        officer=office.data_officer,
        kinds="; ".join(words for kind, words in KINDS.items() if kind in kinds) or "[tidak ada yang ditemukan]",
        start=f"{first:%d-%m-%Y %H:%M}",
        end=f"{last:%d-%m-%Y %H:%M}",
    )


def _csv(found: "Sequence[Affected]") -> str:
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["person", "contacts", "name", "kinds", "addresses", "phones", "guardian", "guardian_phone"])
    for one in found:
        contacts = " ".join(map(str, one.contact_ids))
        lists = [" ".join(one.kinds), " ".join(one.addresses), " ".join(one.phones)]
        rows.writerow(map(cell, [one.person_id or "", contacts, one.name, *lists, one.guardian, one.guardian_phone]))
    return text.getvalue()
