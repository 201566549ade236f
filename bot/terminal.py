"""Talking in the terminal, through the local channel like any other visitor of it."""

import asyncio
import secrets
import sys
from typing import Any

from bot.app import App, build
from bot.channels.channel import Incoming
from bot.config import Config
from bot.serving import sow_samples
from storage import messages

#: How long a reply may take before the next message is read all the same.
PATIENCE = 10.0


async def talk(config: Config, address: str, *, sow: bool = False) -> None:
    """Read messages from standard input and print each reply, until the input ends."""
    app = build(config)
    try:
        if sow:
            sow_samples(app)
        async with app.running():
            await _converse(app, address)
    finally:
        app.close()


async def _converse(app: App, address: str) -> None:
    seen = _last(app, address)
    prompt = "> " if sys.stdin.isatty() else ""
    while line := await asyncio.to_thread(_read, prompt):
        text = line.rstrip("\r\n")
        key = secrets.token_hex(8)
        await app.turn.receive(Incoming(app.local.name, key, address, app.clock.now(), text=text))
        seen = await _print_reply(app, address, seen)


def _read(prompt: str) -> str:
    print(prompt, end="", flush=True)
    return sys.stdin.readline()


async def _print_reply(app: App, address: str, seen: int) -> int:
    """Wait for what comes after `seen` and print it; returns the newest id."""
    for _ in range(int(PATIENCE / 0.02)):
        arrived = await asyncio.to_thread(_since, app, address, seen)
        for number, content in arrived:
            if "gone" not in content:
                print(as_text(content), flush=True)
            seen = number
        if arrived:
            break
        await asyncio.sleep(0.02)
    return seen


def as_text(content: dict[str, Any]) -> str:
    """A message as a terminal shows it: the text, a file's name, and the buttons with the numbers that choose them."""
    buttons = content.get("buttons", [])
    labels = [f"  {number}. {button['label']}" for number, button in enumerate(buttons, start=1)]
    files = [f"  [{content['file']['name']}]"] if content.get("file") else []
    return "\n".join([content["text"], *files, *labels, ""])


def _since(app: App, address: str, seen: int) -> list[tuple[int, dict[str, Any]]]:
    with app.storage.transaction() as tx:
        return [(number, content) for number, content, _ in messages.local_since(tx, address, seen, 100)]


def _last(app: App, address: str) -> int:
    seen = 0
    while arrived := _since(app, address, seen):
        seen = arrived[-1][0]
    return seen
