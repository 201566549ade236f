"""`tuntas key`: the key of everything that is kept sealed."""

import time
from typing import Annotated

import typer

from bot.commands.common import ConfigOption, configuration, opened, refuse
from bot.commands.progress import progress
from bot.config import Config
from storage.crypto import LEARNT_WITHIN, create_key_file, retired, rotated

commands = typer.Typer(no_args_is_help=True, help="The key of everything that is kept sealed.")


@commands.command("new")
def new_key(config: ConfigOption = None) -> None:
    """Make the key file, once, before the first start. Keep a copy of it elsewhere: without it nothing can be read."""
    settings = configuration(config)
    create_key_file(settings.key_file)
    print(f"The key is in {settings.key_file}. Keep a copy in another safe place; a backup does not contain it.")


@commands.command("rotate")
def rotate(config: ConfigOption = None) -> None:
    """Make a new key and seal everything with it, while the service runs. If it is interrupted, run it again."""
    settings = configuration(config)
    if _left(settings) == 0:
        rotated(settings.key_file)
        time.sleep(2 * LEARNT_WITHIN)  # from then on a running service seals with it, so that nothing is left behind
    print(f"{_reseal(settings)} rows and files are sealed with the new key.")
    print(
        f"Copy {settings.key_file} to its safe place now. It still holds the old key, which older backups need; "
        "to take that out: tuntas key retire"
    )


@commands.command("retire")
def retire(
    config: ConfigOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Take old keys out of the key file, after `tuntas key rotate`: whoever has a copy of them reads nothing new."""
    settings = configuration(config)
    if _left(settings):
        refuse("Something is still sealed with an old key: run `tuntas key rotate` first, to its end.")
    if not yes:
        typer.confirm("Backups made until now will open only with the old key file. Go on?", abort=True)
    older = retired(settings.key_file)
    if older is None:
        print(f"There is one key only in {settings.key_file}, nothing to take out.")
        return
    print(f"Only the newest key is left in {settings.key_file}: copy it to its safe place.")
    print(f"The old keys are in {older}: keep that file with the old backups, away from this machine.")


def _left(settings: Config) -> int:
    from storage.rotation import outdated

    with opened(settings) as storage:
        return outdated(storage)


def _reseal(settings: Config) -> int:
    """Seal anew until nothing is left: a turn that was under way may have sealed with the old key."""
    from storage.rotation import outdated, reseal

    count = 0
    with opened(settings) as storage:
        while left := outdated(storage):
            with progress("Sealing anew", left) as done:
                count += reseal(storage, done=done)
    return count
