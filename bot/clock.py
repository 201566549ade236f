"""The one source of time. In the demo it can be moved forward, so that what happens in weeks can be seen in minutes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo


class Clock:
    """Real time in UTC, plus an offset that only the demo ever sets (the offset is a row, see bot.app)."""

    def __init__(self, zone: ZoneInfo, offset: timedelta = timedelta(0)) -> None:
        self.zone = zone
        self.offset = offset

    def now(self) -> datetime:
        """This instant, aware, in UTC."""
        return datetime.now(UTC) + self.offset  # noqa: TID251 - the one place that asks the machine

    def today(self) -> date:
        """The office's day."""
        return self.now().astimezone(self.zone).date()
