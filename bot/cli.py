"""The `tuntas` command: a table of contents; each group of commands stands in bot/commands."""

import typer

from bot.commands import (
    answers,
    audit,
    backup,
    doctor,
    export,
    importing,
    keys,
    link,
    outbox,
    privacy,
    service,
    setup,
    staff,
    understand,
)
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
cli.command(rich_help_panel=OFFICE)(audit.audit)
cli.add_typer(export.commands, name="export", rich_help_panel=OFFICE)
cli.command("import", rich_help_panel=OFFICE)(importing.import_list)
cli.command(rich_help_panel=OFFICE)(link.link)
cli.command(rich_help_panel=OFFICE)(link.sources)
cli.command(rich_help_panel=OFFICE)(outbox.outbox)
cli.add_typer(staff.commands, name="staff", rich_help_panel=OFFICE)
cli.command(rich_help_panel=CARE)(setup.init)
cli.command(rich_help_panel=CARE)(doctor.doctor)
cli.command(rich_help_panel=CARE)(backup.backup)
cli.command(rich_help_panel=CARE)(backup.restore)
cli.add_typer(keys.commands, name="key", rich_help_panel=CARE)
cli.add_typer(privacy.commands, name="privacy", rich_help_panel=CARE)
cli.command(rich_help_panel=CARE)(understand.understand)


def main() -> None:
    """Run the command; what goes wrong is one sentence with its remedy, never a traceback."""
    try:
        cli()
    except ConfigError as error:
        refuse(*error.mistakes)
    except (KeyProblem, StorageError) as error:
        refuse(str(error))
    except OSError as error:
        refuse(f"{error.filename or 'A file'}: {error.strerror}; check the name, the permissions and the disk's room.")
    except Exception as error:  # noqa: BLE001 - a traceback helps no operator, and may hold personal data
        from bot.logs import place_of

        refuse(
            f"Something in Tuntas itself went wrong ({type(error).__name__} at {place_of(error.__traceback__)}), and "
            "what was half done is undone: try again, and if it comes back, send this line to whoever cares for Tuntas."
        )
