"""`tuntas understand`: for whoever tunes the phrase lists."""

import json
import sys
from typing import Annotated

import typer

from bot.commands.common import refuse


def understand(
    kind: Annotated[str, typer.Argument(help="intent, yes_no, date, money, phone, village, skill, nik or kk.")],
) -> None:
    """Read phrases, one a line, and print what each is understood as: one JSON object a line."""
    from handlers.understanding import UNDERSTAND

    if kind not in UNDERSTAND:
        refuse(f"There is no kind {kind!r}; choose one of {', '.join(UNDERSTAND)}.")
    for line in sys.stdin:
        phrase = line.rstrip("\r\n")
        print(json.dumps({"text": phrase, "value": UNDERSTAND[kind](phrase)}, ensure_ascii=False), flush=True)
