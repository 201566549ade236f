"""`tuntas backup` and `tuntas restore`: against the loss of the machine."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.common import ConfigOption, configuration, now, opened
from bot.commands.progress import progress
from storage.crypto import KeyProblem, Vault

FolderArgument = Annotated[Path, typer.Argument(help="Where to put it, such as a disk that is kept elsewhere.")]
BackupArgument = Annotated[Path, typer.Argument(help="The folder that `tuntas backup` made.")]


def backup(folder: FolderArgument, config: ConfigOption = None) -> None:
    """Copy database and files into a new folder there, while the service runs. The key is not in it."""
    from bot.duties.backup import back_up
    from storage.backup import Place

    settings = configuration(config)
    size = Place(settings.database, settings.files).size()
    with opened(settings) as storage, progress("Copying", size) as done:
        made = back_up(storage, settings, folder, now(settings), done)
    print(f"The backup is in {made}.")
    print(
        f"The key is not in it: keep a copy of {settings.key_file} and of the configuration in another safe place. "
        "Without the key nobody can read the backup."
    )


def restore(made: BackupArgument, config: ConfigOption = None) -> None:
    """Put a backup back where there is no database yet, such as on a new machine. Nothing is overwritten."""
    from storage import backup

    settings = configuration(config)
    place = backup.Place(settings.database, settings.files)
    size = backup.read(made).size
    with progress("Checking and copying", 2 * size) as done:
        manifest = backup.restore(made, place, done)
    print(f"Database and files are as they were on {manifest.made:%d-%m-%Y %H:%M}.")
    if _holds(settings.key_file, manifest.keys[-1]):
        print("Next: tuntas doctor, then tuntas run.")
    else:
        print(
            f"Next: put the copy of the key back as {settings.key_file}, in the place of any other (it must hold the "
            f"key {manifest.keys[-1]}), then: tuntas doctor, tuntas run."
        )


def _holds(key_file: Path, kid: str) -> bool:
    try:
        return kid in Vault.from_file(key_file).kids
    except KeyProblem:
        return False
