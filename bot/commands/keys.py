"""`tuntas key`: the key of everything that is kept sealed."""

import typer

from bot.commands.common import ConfigOption, configuration
from storage.crypto import create_key_file

commands = typer.Typer(no_args_is_help=True, help="The key of everything that is kept sealed.")


@commands.command("new")
def new_key(config: ConfigOption = None) -> None:
    """Make the key file, once, before the first start. Keep a copy of it elsewhere: without it nothing can be read."""
    settings = configuration(config)
    create_key_file(settings.key_file)
    print(f"The key is in {settings.key_file}. Keep a copy in another safe place; a backup does not contain it.")
