"""`tuntas link` and `tuntas sources`: links for campaigns, and what each brought."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.commands.common import ConfigOption, DataOption, configuration, configuration_or_demo, opened, refuse
from programme.links import Link
from programme.reading import deep_link

#: Pixels of one dark square: sharp also on a poster.
SCALE = 10


def link(
    source: Annotated[str, typer.Option("--source", help="The campaign's name, such as poster-pasar.")],
    channel: Annotated[
        str | None, typer.Option("--channel", help="telegram or whatsapp [each that is set up].")
    ] = None,
    word: Annotated[
        str, typer.Option("--word", help="What people then say, where the link writes their first message.")
    ] = "Daftar pelatihan",
    out: Annotated[Path | None, typer.Option("--out", help="Write the QR picture of the link into this PNG.")] = None,
    config: ConfigOption = None,
) -> None:
    """Make the links of a campaign, which is then recorded with whoever comes by them, with a QR picture."""
    if not deep_link.is_source(source):
        refuse(f"--source: write at most {deep_link.LONGEST} of the signs A-Z a-z 0-9 _ -, such as poster-pasar.")
    chosen = _chosen(configuration(config).office.links, channel)
    if out is not None and len(chosen) > 1:
        refuse("--out: one picture shows one link; name it with --channel telegram or --channel whatsapp.")
    for one in chosen:
        address = one.for_source(source, word)
        print(address)
        if out is not None:
            _draw(address, out)
            print(f"Its QR picture: {out}")


def sources(config: ConfigOption = None, data: DataOption = None) -> None:
    """List how many people came by each campaign's link, and how many registrations they sent."""
    from programme.sources import came

    with opened(configuration_or_demo(config, data)) as storage, storage.transaction() as tx:
        found = came(tx.session)
    table = Table("source", "contacts", "registrations")
    for one in found:
        table.add_row(one.source or "(none)", str(one.contacts), str(one.registrations))
    Console().print(table)


def _chosen(links: tuple[Link, ...], channel: str | None) -> list[Link]:
    chosen = [one for one in links if channel in (None, one.channel)]
    if not chosen:
        refuse("There is no such chat to link to: set telegram.bot_name or whatsapp.display_number in config.toml.")
    return chosen


def _draw(address: str, out: Path) -> None:
    import segno

    segno.make(address, error="m", micro=False).save(str(out), kind="png", scale=SCALE, border=4)
