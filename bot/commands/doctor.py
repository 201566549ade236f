"""`tuntas doctor`: what is the matter with this installation, and what to do."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.commands.common import HERE, ConfigOption, configuration
from bot.config import ConfigError

if TYPE_CHECKING:
    from bot.doctor import Finding

#: The exit status for monitoring: 0 all is well, 1 something is to be done soon, 2 something is wrong now.
STATUS = {"ok": 0, "warning": 1, "error": 2}
SIGNS = {"ok": "[green]ok[/]", "warning": "[yellow]soon[/]", "error": "[red]now[/]"}


def doctor(
    config: ConfigOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="For monitoring: one JSON object.")] = False,
) -> None:
    """Look at everything and say what to do. Ends with status 0: all is well, 1: do something soon, 2: do it now."""
    findings = _findings(config)
    status = max(STATUS[finding.level] for finding in findings)
    if as_json:
        print(json.dumps({"status": status, "findings": [asdict(finding) for finding in findings]}, ensure_ascii=False))
    else:
        Console().print(_table(findings))
    raise typer.Exit(status)


def _findings(config: ConfigOption) -> "Sequence[Finding]":
    from bot.clock import Clock
    from bot.doctor import Finding, examine

    try:
        settings = configuration(config)
    except ConfigError as error:
        return [Finding("configuration", "error", *mistake.split(": ", 1)) for mistake in error.mistakes]
    if config is None and not HERE.exists():
        read = Finding("configuration", "warning", f"there is no {HERE} here: the defaults count", "tuntas init")
    else:
        read = Finding("configuration", "ok", "can be read")
    return [read, *examine(settings, Clock(settings.zone))]


def _table(findings: "Sequence[Finding]") -> Table:
    table = Table()
    for title in ("", "what", "finding", "what to do"):
        table.add_column(title, overflow="fold")
    for finding in findings:
        table.add_row(SIGNS[finding.level], finding.check, finding.text, finding.remedy)
    return table
