"""What came with the last report of a business, for its mentor: the voice note and the photo, opened one by one."""

from collections.abc import Mapping
from dataclasses import replace

from handlers import risk_card
from handlers.desk import Desk
from handlers.opening_papers import STAYS, may_be_shown
from handlers.reply import Reply, Stored
from programme import opened_papers
from programme.opened_papers import Opened
from programme.staff import Member
from storage.tables import Business
from talk import Line

#: What each button of the card opens, as the trail names it.
_SUBJECTS: Mapping[str, opened_papers.OfReport] = {"voice": "report_voice", "photo": "report_photo"}


def opened(desk: Desk, member: Member, business: Business, which: str) -> Reply:
    """The card with that file; each opening is in the trail, and nothing is opened where the chat leaves the office."""
    if not may_be_shown(desk):
        return _card(desk, business, Line("mentee-file_at_office"))
    found = opened_papers.open_report(desk.session, member, business, _SUBJECTS[which], desk.now)
    if not isinstance(found, Opened):
        return _card(desk, business, Line("mentee-no_file"))
    file = Stored(found.media_id, f"{which}-{business.id}", for_staff=member.id)
    return replace(_card(desk, business), stored=file, vanishes_after=STAYS)


def _card(desk: Desk, business: Business, *before: Line) -> Reply:
    return risk_card.card(desk.tx, business, desk.office, desk.zone, *before)
