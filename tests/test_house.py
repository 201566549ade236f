"""What must stay true of the house itself."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
#: How the names of modules end that channels share.
NO_CHANNELS = ("_format", "_graph", "_platform", "_connections")
PACKAGES = {"bot", "handlers", "talk", "programme", "storage", "tests"}


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_no_other_top_level_package_exists() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages == PACKAGES


@pytest.mark.parametrize("path", modules("talk"), ids=lambda path: path.name)
def test_talk_imports_nothing_but_the_standard_library(path: Path) -> None:
    roots = {name.partition(".")[0] for name in imported(path)}
    assert roots <= {"talk", *sys.stdlib_module_names}


def test_no_channel_imports_another() -> None:
    channels = [path for path in modules("bot/channels") if path.stem not in ("__init__", "channel")]
    others = {f"bot.channels.{path.stem}" for path in channels if not path.stem.endswith(NO_CHANNELS)}
    for path in channels:
        assert not imported(path) & (others - {f"bot.channels.{path.stem}"}), path.name


def test_transactions_open_only_where_they_may() -> None:
    """The turn, the duties, the receipts of the channels and the command line open one; nothing below them."""
    opening = {
        path.relative_to(ROOT).as_posix()
        for package in ("handlers", "programme", "talk")
        for path in modules(package)
        if ".transaction()" in path.read_text(encoding="utf-8")
    }
    assert opening == set()


def _asks(function: ast.FunctionDef) -> bool:
    return any(argument.arg == "ask" for argument in function.args.args)


@pytest.mark.parametrize("path", modules("handlers"), ids=lambda path: path.name)
def test_no_try_or_with_stands_around_a_question(path: Path) -> None:
    """Rule 6: a suspension must pass through untouched."""
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(function, ast.FunctionDef) and _asks(function):
            guards = [node for node in ast.walk(function) if isinstance(node, ast.Try | ast.With | ast.TryStar)]
            assert not guards, f"{path.name}: {function.name}"
