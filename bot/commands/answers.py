"""`tuntas questions` and `tuntas answers`: what people asked the office, and what it answers."""

from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from bot.commands.common import (
    ConfigOption,
    DataOption,
    configuration,
    configuration_or_demo,
    now,
    opened,
    refuse,
)

commands = typer.Typer(no_args_is_help=True, help="The questions and answers that the office edits.")


def questions(config: ConfigOption = None, data: DataOption = None) -> None:
    """List the questions that people asked the office and nobody has answered yet."""
    from programme import office_questions

    settings = configuration_or_demo(config, data)
    with opened(settings) as storage, storage.transaction() as tx:
        table = Table("no.", "asked", "in hand", "question")
        for question in office_questions.open_questions(tx.session):
            asked = question.asked_at.astimezone(settings.zone)
            table.add_row(str(question.id), f"{asked:%d-%m-%Y %H:%M}", question.taken_by or "", question.text)
    Console().print(table if table.row_count else "No open questions.")


@commands.command("export")
def export_answers(file: Path, config: ConfigOption = None) -> None:
    """Write the questions and answers into a file, to be edited with any text editor."""
    from programme import answers

    with opened(configuration(config)) as storage, storage.transaction() as tx:
        file.write_text(answers.export_toml(tx.session), encoding="utf-8")
    print(f"Written to {file}. Edit it, then: tuntas answers import {file}")


@commands.command("import")
def import_answers(file: Path, config: ConfigOption = None) -> None:
    """Take the questions and answers from an edited file."""
    from programme import answers

    settings = configuration(config)
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        refuse(f"{file} cannot be read as text; check the name, and save it as UTF-8.")
    with opened(settings) as storage, storage.transaction() as tx:
        try:
            count = answers.import_toml(tx.session, text, now(settings))
        except ValueError as mistake:
            refuse(*str(mistake).splitlines())
    print(f"{count} answers taken from {file}.")
