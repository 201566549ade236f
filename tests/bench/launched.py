"""`tuntas` as it is, but that its pace tells when each message was written, or that the platform's pace is left out.

python -m tests.bench.launched writes=FILE|unpaced run …
"""

import atexit
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot import app, cli, platforms
from bot.channels.channel import Remote
from bot.duties.pace import Window


def _unpaced(connected: Callable[..., list[Remote]]) -> Callable[..., list[Remote]]:
    """People who write as fast as they are answered meet the limit of a chat; here the service is measured."""

    def without_limits(*args: Any) -> list[Remote]:
        channels = connected(*args)
        for channel in channels:
            channel.abilities = replace(channel.abilities, limits=None)
        return channels

    return without_limits


def _told(file: Path, wrote: Callable[..., None]) -> Callable[..., None]:
    written: list[float] = []

    def telling(window: Window, now: float, **how: Any) -> None:
        written.append(now)
        wrote(window, now, **how)

    atexit.register(lambda: file.write_text(json.dumps(written)))
    return telling


if __name__ == "__main__":
    how = sys.argv.pop(1)
    if how == "unpaced":
        app.connected = _unpaced(platforms.connected)  # type: ignore[attr-defined]
    else:
        Window.wrote = _told(Path(how.removeprefix("writes=")), Window.wrote)  # type: ignore[method-assign]
    cli.main()
