"""`tuntas outbox`: which messages have not reached anybody and why, and how many the platforms bill. Names nobody."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.commands.common import ConfigOption, DataOption, configuration_or_demo, now, opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.messages import Billed, Undelivered

#: So many are listed.
NEWEST = 200
STATES = {"waits": "waits for them", "failed": "failed", "queued": "tried again"}


def outbox(
    config: ConfigOption = None,
    data: DataOption = None,
    billing: Annotated[bool, typer.Option("--billing", help="Count what the platforms bill, by month.")] = False,
) -> None:
    """List messages that have not gone out: by contact, channel and age, with the reason."""
    from storage import messages

    settings = configuration_or_demo(config, data)
    with opened(settings) as storage, storage.transaction() as tx:
        table = _bills(messages.billed(tx)) if billing else _waiting(messages.undelivered(tx, NEWEST), now(settings))
    nothing = "Nothing was billed yet." if billing else "Every message has gone out."
    Console().print(table if table.row_count else nothing)


def _waiting(found: "Sequence[Undelivered]", at: datetime) -> Table:
    table = Table("message", "contact", "channel", "age", "state", "reason")
    for one in found:
        state = STATES.get(one.state, one.state)
        table.add_row(str(one.id), str(one.contact_id), one.channel, _age(at - one.created_at), state, one.reason or "")
    return table


def _bills(found: "Sequence[Billed]") -> Table:
    table = Table("month", "channel", "number", "kind", "arrived")
    for one in found:
        table.add_row(one.month, one.channel, one.number, one.kind, str(one.count))
    return table


def _age(age: timedelta) -> str:
    """In days, hours or minutes."""
    if age.days:
        return f"{age.days} d"
    minutes = max(int(age.total_seconds()) // 60, 0)
    return f"{minutes // 60} h" if minutes >= 60 else f"{minutes} min"
