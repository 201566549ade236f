"""`tuntas demo`, `run` and `chat`: the service itself."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.common import (
    DEMO,
    ConfigOption,
    DataOption,
    PortOption,
    configuration,
    configuration_or_demo,
    demo_configuration,
)


def demo(
    data: Annotated[Path, typer.Option("--data", help="Folder of the demo's database, files and key.")] = DEMO,
    port: PortOption = None,
) -> None:
    """Try Tuntas on this machine, with invented people: a chat page on http://127.0.0.1:8080."""
    from bot import serving

    serving.serve(demo_configuration(data, port), sow=True)


def run(config: ConfigOption = None, port: PortOption = None) -> None:
    """Run the service until Ctrl+C."""
    from bot import serving

    settings = configuration(config)
    serving.serve(settings if port is None else replace(settings, port=port))


def chat(
    config: ConfigOption = None,
    data: DataOption = None,
    address: Annotated[str, typer.Option("--as", help="Who writes, such as sample-sari.")] = "terminal",
) -> None:
    """Talk to Tuntas in the terminal. In a pipe: one message a line, and each reply is printed."""
    from bot import terminal

    settings = configuration_or_demo(config, data)
    asyncio.run(terminal.talk(settings, address, sow=settings.demo))
