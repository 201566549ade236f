"""The `tuntas` command: a table of contents; each group of commands stands in bot/commands."""

import typer

from bot.commands import answers, keys, privacy, service, understand
from bot.commands.common import refuse
from bot.config import ConfigError
from storage.crypto import KeyProblem
from storage.database import StorageError

cli = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Tuntas: the chat service of a Dinas Sosial.",
)

SERVICE = "The service"
OFFICE = "The office's work"
CARE = "Set up and look after"

cli.command(rich_help_panel=SERVICE)(service.demo)
cli.command(rich_help_panel=SERVICE)(service.run)
cli.command(rich_help_panel=SERVICE)(service.chat)
cli.command(rich_help_panel=OFFICE)(answers.questions)
cli.add_typer(answers.commands, name="answers", rich_help_panel=OFFICE)
cli.add_typer(keys.commands, name="key", rich_help_panel=CARE)
cli.add_typer(privacy.commands, name="privacy", rich_help_panel=CARE)
cli.command(rich_help_panel=CARE)(understand.understand)


def main() -> None:
    """Run the command; an operator's mistake is one sentence with its remedy, never a traceback."""
    try:
        cli()
    except ConfigError as error:
        refuse(*error.mistakes)
    except (KeyProblem, StorageError) as error:
        refuse(str(error))
