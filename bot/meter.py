"""What is counted while the service runs; bot.metrics shows it to whoever looks after the service."""

from datetime import timedelta
from typing import Literal, Protocol

#: What became of a message that was not sent: it is tried again, perhaps it is out all the same, nothing reaches its
#: address, or it failed for good.
Outcome = Literal["again", "unsure", "unreachable", "failed"]
#: What became of a message that came; one that waited for an earlier one of that address is counted again afterwards.
Came = Literal["handled", "repeated", "waited", "failed"]


class Meter(Protocol):
    """Nothing that is counted says anything about a person."""

    def came(self, channel: str, outcome: Came, seconds: float) -> None:
        """A turn was done, in so many seconds of a thread's."""

    def unreadable(self, channel: str) -> None:
        """Something came that cannot be read."""

    def sent(self, channel: str, lag: timedelta) -> None:
        """A message was taken by the platform, so long after it was queued."""

    def not_sent(self, channel: str, outcome: Outcome) -> None:
        """A message was not."""


class _Unmeasured:
    def came(self, channel: str, outcome: Came, seconds: float) -> None: ...

    def unreadable(self, channel: str) -> None: ...

    def sent(self, channel: str, lag: timedelta) -> None: ...

    def not_sent(self, channel: str, outcome: Outcome) -> None: ...


#: Where nobody looks.
UNMEASURED: Meter = _Unmeasured()
