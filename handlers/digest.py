"""A mentor's week in one message."""

from collections.abc import Sequence

from handlers.reply import Reply
from handlers.staff_desk import said
from programme.digests import Digest
from talk import Argument, Line

#: So many names of each kind; the list of their businesses has all of them.
NAMED = 5


def digest(week: Digest) -> Reply:
    """Who reported, who is silent, who is at risk, and what comes."""
    text = Line("digest-head")
    for name in ("reported", "silent", "at_risk", "asked"):
        names: Sequence[str] = getattr(week, name)
        if names:
            about: dict[str, Argument] = {"count": len(names), "names": _names(names)}
            text = Line("bullet", {"before": text, "next": Line(f"digest-{name}", about)})
    for business, day in week.visited[:NAMED]:
        text = Line("bullet", {"before": text, "next": Line("digest-visit", {"business": business, "day": day})})
    return said(text, also=("mentees",))


def _names(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
