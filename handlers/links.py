"""A code with the links that write it, where the office has chats that can be opened by one."""

from collections.abc import Sequence

from programme.links import Link
from programme.reading.code import Purpose
from talk import Line


def with_links(said: Line, links: Sequence[Link], signs: str, purpose: Purpose) -> Line:
    """What is said of the code, and under it each link that spares typing it."""
    if not links:
        return said
    text = Line("stacked", {"before": said, "next": Line("link-or")})
    for link in links:
        address = Line("as-is", {"text": link.for_code(signs, purpose)})
        text = Line("stacked", {"before": text, "next": address})
    return text
