"""Asking again for a photo or a paper that came and could not be had."""

from typing import Literal

from handlers.reply import Reply
from programme.lost_files import Lost
from talk import Choice, Line

#: Why it could not: the platform did not hand it out, or it is too large, or no file that is taken.
Why = Literal["lost", "too_big", "wrong_type"]


def please_send_again(lost: Lost, why: Why) -> Reply:
    """Said once, to whoever sent it. Whoever has a form open finishes that first, and is asked afterwards."""
    paper = Line("lost-paper", {"paper": Line(f"document-{lost.paper}"), "name": lost.name or ""})
    what = paper if lost.paper else Line("lost-file")
    line = Line("lost-please", {"what": what, "why": Line(f"lost-why_{why}")})
    if lost.has_open_talk:
        return Reply((line, Line("lost-after_form")))
    button = Choice("send_papers", Line("reminder-send_papers"))
    return Reply((line, Line("lost-again")), (button,), place="reminder")
