"""What commands share: where the configuration is, the opened database, the time, refusals."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.config import Config, load
from storage.crypto import create_key_file

if TYPE_CHECKING:
    from storage.database import Storage

HERE = Path("config.toml")
DEMO = Path("demo-data")

ConfigOption = Annotated[Path | None, typer.Option("--config", "-c", help="The configuration file [config.toml].")]
DataOption = Annotated[
    Path | None,
    typer.Option("--data", help="Use the demo in that folder [demo-data, where there is no config.toml]."),
]
PortOption = Annotated[int | None, typer.Option("--port", help="Port of the chat page; 0 takes any free one.")]


def configuration(path: Path | None) -> Config:
    """The service's own configuration; the defaults where none is named and none is here."""
    if path is None and not HERE.exists():
        return load(None)
    return load(path or HERE)


def configuration_or_demo(path: Path | None, data: Path | None) -> Config:
    """The service's own configuration; where there is none yet, the demo."""
    if data is None and (path is not None or HERE.exists()):
        return configuration(path)
    return demo_configuration(data or DEMO, None)


def demo_configuration(data: Path, port: int | None) -> Config:
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
        logs=data / "logs",
        port=defaults.port if port is None else port,
        demo=True,
    )


@contextmanager
def opened(config: Config) -> Iterator["Storage"]:
    """The database, for as long as a command needs it."""
    from bot.app import open_storage

    storage = open_storage(config)
    try:
        yield storage
    finally:
        storage.close()


def now(config: Config) -> datetime:
    """This instant, by the office's clock."""
    from bot.clock import Clock

    return Clock(config.zone).now()


def refuse(*sentences: str) -> NoReturn:
    """End with status 2, each sentence a mistake with its remedy."""
    for sentence in sentences:
        print(f"tuntas: {sentence}", file=sys.stderr)
    raise SystemExit(2)


def write_privately(path: Path, content: bytes) -> None:
    """For its owner's eyes only, and never over another file."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except FileExistsError:
        refuse(f"{path} exists already: name another file.")
    except OSError as problem:
        refuse(f"{path} cannot be written ({problem.strerror}): name a folder that exists and can be written.")
    with os.fdopen(handle, "wb") as file:
        file.write(content)


def cell(value: object) -> str:
    """For a CSV file: a spreadsheet takes some beginnings for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
