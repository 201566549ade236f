"""Whether somebody is at the office now, as far as its hours say so."""

import re
from datetime import datetime

_FRIDAY = 4
#: Such as "08.00-15.30"; with another day's hours after it the first count.
_SPAN = re.compile(r"(\d{1,2})[.:](\d{2})\s*(?:-|–|sampai|to)\s*(\d{1,2})[.:](\d{2})")


def is_open(local: datetime, hours: str, *, is_holiday: bool) -> bool:
    """Monday to Friday within the first span of hours, never on a holiday; the whole day where no span can be read."""
    if is_holiday or local.weekday() > _FRIDAY:
        return False
    span = _SPAN.search(hours)
    if span is None:
        return True
    begins, ends = (int(span[at]) * 60 + int(span[at + 1]) for at in (1, 3))
    return begins <= local.hour * 60 + local.minute < ends
