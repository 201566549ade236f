"""What was left lying among the messages, and the newest time on record: `tuntas doctor` asks."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.tables import Inbox, Outbox

#: What became of a message that needs somebody's look, by its table and state.
LEFT_OVER = (
    (Inbox, "given_up", "could not be handled, and their writers were told"),
    (Inbox, "unreadable", "could not be read"),
    (Outbox, "failed", "could not be sent"),
)


def left_over(session: Session) -> list[tuple[int, str]]:
    """How many messages came to nothing, and how."""
    counted = [
        (session.scalar(select(func.count()).select_from(table).where(table.state == state)) or 0, what)
        for table, state, what in LEFT_OVER
    ]
    return [(count, what) for count, what in counted if count]


def last_message_at(session: Session) -> datetime | None:
    """When the newest message came."""
    return session.scalar(select(func.max(Inbox.received_at)))
