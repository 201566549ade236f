"""What a handler works with in one turn: the transaction, the conversation, the time, the office."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from programme.office import Office
from storage.database import Transaction
from storage.messages import Conversation

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: The channel that is no platform's.
AT_HOME = "local"


@dataclass(slots=True)
class Desk:
    """One turn's view of the world."""

    tx: Transaction
    conversation: Conversation
    now: datetime
    zone: ZoneInfo
    office: Office

    @property
    def session(self) -> "Session":
        """For the programme's functions; a handler itself writes no query."""
        return self.tx.session

    @property
    def contact_id(self) -> int:
        """Who writes."""
        return self.conversation.contact_id

    @property
    def is_at_home(self) -> bool:
        """Whether they write from the local page, and nothing said to them leaves the office's own machine."""
        return self.conversation.channel == AT_HOME

    @property
    def language(self) -> str:
        """The language they chose."""
        return self.conversation.language

    @property
    def today(self) -> date:
        """The office's day."""
        return self.now.astimezone(self.zone).date()
