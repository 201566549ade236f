"""`tuntas staff`: who works here. The first administrator is invited from here, everybody else from the chat."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.commands.common import ConfigOption, DataOption, configuration_or_demo, now, opened, refuse

commands = typer.Typer(no_args_is_help=True, help="Members of staff: invite the first one, list them, remove one.")


@commands.command()
def invite(
    role: Annotated[list[str], typer.Option("--role", help="admin, verifier, mentor …; may be given several times.")],
    name: Annotated[str, typer.Option("--name", help="Who is invited.")] = "Admin",
    village: Annotated[
        list[str] | None, typer.Option("--village", help="Code of a village officer's village, such as 64.01.04.1001.")
    ] = None,
    config: ConfigOption = None,
    data: DataOption = None,
) -> None:
    """Make a code that makes its writer a member of staff: once, within three days."""
    from programme import staff
    from programme.reading import code as reading_code

    villages = tuple(village or ())
    settings = configuration_or_demo(config, data)
    _check(role, villages, settings.office.region)
    with opened(settings) as storage, storage.transaction() as tx:
        invited = staff.Invited(name, tuple(role), villages)
        code = staff.invite(tx.session, invited, by=None, now=now(settings))
    print(f"Let {name} write this to the office's chat, once, within {staff.INVITED_FOR.days} days:")
    print(reading_code.written(code, "staff"))
    for link in settings.office.links:
        print(link.for_code(code, "staff"))


@commands.command("list")
def list_members(config: ConfigOption = None, data: DataOption = None) -> None:
    """List who works here, and what each may do."""
    from programme import staff

    with opened(configuration_or_demo(config, data)) as storage, storage.transaction() as tx:
        found = staff.members(tx.session)
    table = Table("number", "name", "roles", "villages")
    for member in found:
        table.add_row(str(member.id), member.name, ", ".join(sorted(member.roles)), ", ".join(sorted(member.villages)))
    Console().print(table)


@commands.command()
def remove(
    number: Annotated[int, typer.Argument(help="The number that `tuntas staff list` shows.")],
    config: ConfigOption = None,
    data: DataOption = None,
) -> None:
    """End a member's access at once; what they did stays on record."""
    from programme import mentors, staff

    settings = configuration_or_demo(config, data)
    with opened(settings) as storage, storage.transaction() as tx:
        member = staff.get(tx.session, number)
        if member is None:
            refuse(f"There is no member {number}: see `tuntas staff list`.")
        try:
            staff.remove(tx.session, number, by=None, now=now(settings))
        except staff.LastAdmin:
            refuse("That is the only administrator: invite another one first (`tuntas staff invite --role admin`).")
        mentors.assign(tx.session, now(settings))
    print(f"{member.name} can't open anything any more.")


def _check(roles: list[str], villages: tuple[str, ...], region: str) -> None:
    from programme.reading import places
    from programme.staff import ROLES, VILLAGE_OFFICER

    unknown = [role for role in roles if role not in ROLES]
    if unknown:
        refuse(f"--role: there is no role {unknown[0]!r}; choose from {', '.join(ROLES)}.")
    if (VILLAGE_OFFICER in roles) != bool(villages):
        refuse("A village officer needs --village, and only a village officer has one.")
    known = places.region(region).villages()
    nowhere = [village for village in villages if village not in known]
    if nowhere:
        refuse(f"--village: there is no village {nowhere[0]!r}; write its Kemendagri code, such as 64.01.04.1001.")
