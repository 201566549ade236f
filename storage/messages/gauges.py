"""What whoever looks after the service watches: how much waits, and for how long."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from storage.database import Transaction
from storage.tables import Base
from storage.tables.base import of
from storage.tables.messages import UNSENT, WAITING

_outbox = Base.metadata.tables["outbox"]
_media = Base.metadata.tables["media"]
_talks = Base.metadata.tables["talks"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What of a channel has yet to go out."""

    channel: str
    count: int
    #: When the oldest of them was queued.
    since: datetime


@dataclass(frozen=True, slots=True)
class Gauges:
    """The state of things at one instant."""

    waiting: Sequence[Waiting]
    files_waiting: int
    talks_open: int


# Each is answered by an index that holds only such rows, but for the talks, which are as many as there are open forms.
_UNSENT = (
    select(_outbox.c.channel, func.count(), func.min(_outbox.c.created_at, type_=_outbox.c.created_at.type))
    .where(of("outbox", UNSENT))
    .group_by(_outbox.c.channel)
)
_FILES = select(func.count()).select_from(_media).where(of("media", WAITING))
_OPEN = select(func.count()).select_from(_talks).where(_talks.c.state == "open")


def gauges(tx: Transaction) -> Gauges:
    """As it is now."""
    waiting = [Waiting(*row) for row in tx.all(_UNSENT)]
    return Gauges(waiting, tx.one(_FILES)[0], tx.one(_OPEN)[0])
