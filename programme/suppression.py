"""Counts for the public: none below five, and none that can be reckoned from the others.

A small count in a small place is a person: a village with one applicant names them. So counts below five are told only
together, and where their sum or the total would give one of them away, the next larger counts join them. What is told
is meant for somebody who knows this rule, the total and every other table of the same people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: The smallest count that is told.
LEAST = 5
#: A hidden count must be able to be less than this, whatever the sum leaves of the others.
_OPEN_BELOW = 3


@dataclass(frozen=True, slots=True)
class Published:
    """One table as it may be told."""

    #: None where even the total is below five; then nothing is told.
    total: int | None
    shown: Mapping[str, int]
    #: Told only together; their names stand in the order of the table, not of their size.
    hidden: tuple[str, ...]

    @property
    def together(self) -> int | None:
        """How many the hidden ones are; None where there are none, or nothing is told."""
        return self.total - sum(self.shown.values()) if self.total is not None and self.hidden else None


def publish(counts: Mapping[str, int]) -> Published:
    """The table with its total. Categories in which nobody is are counted too: that nobody is there also tells."""
    total = sum(counts.values())
    if total < LEAST:
        return Published(None, {}, tuple(counts))
    largest_hidden = _largest_hidden(sorted(counts.values()))
    shown = {name: count for name, count in counts.items() if count > largest_hidden}
    return Published(total, shown, tuple(name for name in counts if name not in shown))


def _largest_hidden(ascending: Sequence[int]) -> int:
    """All up to this are hidden: below five, and then equal ones together, so that no order among them tells."""
    for most in (LEAST - 1, *(count for count in ascending if count >= LEAST)):
        hidden = [count for count in ascending if count <= most]
        above = [count for count in ascending if count > most]
        if not hidden or not above or _is_safe(hidden, above[0]):
            return most
    return ascending[-1]


def _is_safe(hidden: Sequence[int], smallest_shown: int) -> bool:
    """Whether their sum is none of the counts that are hidden, and leaves each of them open."""
    together = sum(hidden)
    if together < LEAST:
        return False
    most = LEAST - 1 if hidden[-1] < LEAST else smallest_shown - 1
    return together - most * (len(hidden) - 1) < _OPEN_BELOW
