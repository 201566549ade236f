"""The `tuntas` command."""

import asyncio
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.table import Table

from bot.config import Config, ConfigError, load
from storage.crypto import KeyProblem, create_key_file
from storage.database import StorageError

if TYPE_CHECKING:
    from storage.database import Storage

HERE = Path("config.toml")
DEMO = Path("demo-data")

cli = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Tuntas: the chat service of a Dinas Sosial.",
)
answers_commands = typer.Typer(no_args_is_help=True, help="The questions and answers that the office edits.")
key_commands = typer.Typer(no_args_is_help=True, help="The key of everything that is kept sealed.")
cli.add_typer(answers_commands, name="answers")
cli.add_typer(key_commands, name="key")

ConfigOption = Annotated[Path | None, typer.Option("--config", "-c", help="The configuration file [config.toml].")]
DataOption = Annotated[Path, typer.Option("--data", help="Folder of the demo's database, files and key.")]
PortOption = Annotated[int | None, typer.Option("--port", help="Port of the chat page; 0 takes any free one.")]


def main() -> None:
    """Run the command; an operator's mistake is one sentence with its remedy, never a traceback."""
    try:
        cli()
    except ConfigError as error:
        _refuse(error.mistakes)
    except (KeyProblem, StorageError) as error:
        _refuse([str(error)])


@cli.command()
def demo(data: DataOption = DEMO, port: PortOption = None) -> None:
    """Try Tuntas on this machine, with invented people: a chat page on http://127.0.0.1:8080."""
    from bot import serving

    serving.serve(_demo_config(data, port), sow=True)


@cli.command()
def run(config: ConfigOption = None, port: PortOption = None) -> None:
    """Run the service."""
    from bot import serving

    settings = _config(config)
    serving.serve(settings if port is None else replace(settings, port=port))


@cli.command()
def chat(
    config: ConfigOption = None,
    data: Annotated[
        Path | None,
        typer.Option("--data", help="Talk to the demo in that folder [demo-data, where there is no config.toml]."),
    ] = None,
    address: Annotated[str, typer.Option("--as", help="Who writes, such as sample-sari.")] = "terminal",
) -> None:
    """Talk to Tuntas in the terminal. In a pipe: one message a line, and each reply is printed."""
    from bot import terminal

    settings = _config_or_demo(config, data)
    asyncio.run(terminal.talk(settings, address, sow=settings.demo))


@cli.command()
def understand(
    kind: Annotated[str, typer.Argument(help="intent, yes_no, date, money, phone, village, skill, nik or kk.")],
) -> None:
    """Read phrases, one a line, and print what each is understood as: one JSON object a line."""
    from handlers.understanding import UNDERSTAND

    if kind not in UNDERSTAND:
        _refuse([f"There is no kind {kind!r}; choose one of {', '.join(UNDERSTAND)}."])
    for line in sys.stdin:
        phrase = line.rstrip("\r\n")
        print(json.dumps({"text": phrase, "value": UNDERSTAND[kind](phrase)}, ensure_ascii=False), flush=True)


@cli.command()
def questions(config: ConfigOption = None, data: Annotated[Path | None, typer.Option("--data")] = None) -> None:
    """List the questions that people asked the office and nobody has answered yet."""
    from programme import office_questions

    settings = _config_or_demo(config, data)
    with _storage(settings) as storage, storage.transaction() as tx:
        table = Table("no.", "asked", "question")
        for question in office_questions.open_questions(tx.session):
            asked = question.asked_at.astimezone(settings.zone)
            table.add_row(str(question.id), f"{asked:%d-%m-%Y %H:%M}", question.text)
    Console().print(table if table.row_count else "No open questions.")


@answers_commands.command("export")
def export_answers(file: Path, config: ConfigOption = None) -> None:
    """Write the questions and answers into a file, to be edited with any text editor."""
    from programme import answers

    with _storage(_config(config)) as storage, storage.transaction() as tx:
        file.write_text(answers.export_toml(tx.session), encoding="utf-8")
    print(f"Written to {file}. Edit it, then: tuntas answers import {file}")


@answers_commands.command("import")
def import_answers(file: Path, config: ConfigOption = None) -> None:
    """Take the questions and answers from an edited file."""
    from programme import answers

    settings = _config(config)
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        _refuse([f"{file} cannot be read as text; check the name, and save it as UTF-8."])
    with _storage(settings) as storage, storage.transaction() as tx:
        try:
            count = answers.import_toml(tx.session, text, _now(settings))
        except ValueError as mistake:
            _refuse(str(mistake).splitlines())
    print(f"{count} answers taken from {file}.")


@key_commands.command("new")
def new_key(config: ConfigOption = None) -> None:
    """Make the key file, once, before the first start. Keep a copy of it elsewhere: without it nothing can be read."""
    settings = _config(config)
    create_key_file(settings.key_file)
    print(f"The key is in {settings.key_file}. Keep a copy in another safe place; a backup does not contain it.")


def _config(path: Path | None) -> Config:
    if path is None and not HERE.exists():
        return load(None)
    return load(path or HERE)


def _config_or_demo(path: Path | None, data: Path | None) -> Config:
    """The service's own configuration; where there is none yet, the demo."""
    if data is None and (path is not None or HERE.exists()):
        return _config(path)
    return _demo_config(data or DEMO, None)


def _demo_config(data: Path, port: int | None) -> Config:
    """Defaults in a folder of their own, with a key made on the first start."""
    data.mkdir(parents=True, exist_ok=True)
    defaults = load(None)
    key_file = data / "tuntas.key"
    if not key_file.exists():
        create_key_file(key_file)
    return replace(
        defaults,
        database=f"sqlite:///{(data / 'tuntas.db').absolute()}",
        key_file=key_file,
        files=data / "files",
        port=defaults.port if port is None else port,
        demo=True,
    )


@contextmanager
def _storage(config: Config) -> Iterator["Storage"]:
    from bot.app import open_storage

    storage = open_storage(config)
    try:
        yield storage
    finally:
        storage.close()


def _now(config: Config) -> datetime:
    from bot.clock import Clock

    return Clock(config.zone).now()


def _refuse(sentences: list[str]) -> NoReturn:
    for sentence in sentences:
        print(f"tuntas: {sentence}", file=sys.stderr)
    raise SystemExit(2)
