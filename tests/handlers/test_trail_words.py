"""Whatever is written into the trail is read there in words."""

import ast
from collections.abc import Iterator
from pathlib import Path

from handlers.texts import labels

ROOT = Path(__file__).parents[2]
#: What writes a line, with the place of the action among its arguments.
WRITERS = {"note": (1, 2), "record": (), "_record": (2,), "_pause": ()}


def actions() -> Iterator[str]:
    for package in ("programme", "handlers", "bot"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    yield from _named(node)


def _named(call: ast.Call) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    given = [keyword.value for keyword in call.keywords if keyword.arg == "action"]
    given += [call.args[place] for place in WRITERS.get(name, ()) if place < len(call.args)]
    for value in given if name in WRITERS else ():
        branches = (value.body, value.orelse) if isinstance(value, ast.IfExp) else (value,)
        yield from (one.value for one in branches if isinstance(one, ast.Constant) and isinstance(one.value, str))


def test_every_action_has_words() -> None:
    found = set(actions())
    assert {"corrected", "exported", "staff_joined"} <= found
    assert {action for action in found if not labels(f"trail-{action}")} == set()
