"""A moment in words: the office's day and hour."""

from datetime import datetime, tzinfo

from talk import Line


def when(moment: datetime, zone: tzinfo) -> Line:
    """Such as "4 Maret 2026 pukul 16.00"."""
    local = moment.astimezone(zone)
    return Line("data-when", {"day": local.date(), "time": f"{local:%H.%M}"})
