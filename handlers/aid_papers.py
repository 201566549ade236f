"""The papers of aid: the photo of its BAST and the receipts, opened one by one like other papers."""

from dataclasses import replace

from handlers.desk import Desk
from handlers.money_words import rupiah
from handlers.opening_papers import STAYS, may_be_shown
from handlers.reply import Reply, Stored
from programme import opened_papers
from programme.opened_papers import Opened
from programme.staff import Member
from storage.tables import Aid
from talk import Choice, Line

PLACE = "aid_papers"
_BAST = "bast"
#: A list that is longer does not fit on a phone; the newest are shown.
_MOST = 20


def of(aid: Aid) -> list[str]:
    """What there is to open: the BAST, and receipts by their number."""
    bast = [_BAST] if aid.bast_media_id is not None else []
    return bast + [str(receipt.id) for receipt in aid.receipts if receipt.media_id is not None][-_MOST:]


def listed(aid: Aid, *before: Line) -> Reply:
    """All of it, to be opened one by one."""
    choices = (*(Choice(name, _label(aid, name)) for name in of(aid)), Choice("back", Line("aid_papers-back")))
    return Reply((*before, Line("aid_papers-which", {"number": aid.number})), choices, place=f"{PLACE}:{aid.id}")


def open_one(desk: Desk, member: Member, aid: Aid, name: str) -> Reply:
    """One of them; each opening is in the trail. Nothing is opened where the chat leaves the office."""
    again = listed(aid)
    if not may_be_shown(desk):
        return again.after(Line("aid_papers-at_office"))
    media_id = aid.bast_media_id if name == _BAST else next(one.media_id for one in aid.receipts if str(one.id) == name)
    kind = _BAST if name == _BAST else "receipt"
    found = opened_papers.open_of_aid(desk.session, member, aid, kind, media_id, desk.now)
    if not isinstance(found, Opened):
        return again.after(Line(f"aid_papers-{found}"))
    paper = Stored(found.media_id, f"{kind}-{aid.number}", for_staff=member.id)
    return replace(
        again.after(Line("aid_papers-shown", {"paper": _label(aid, name)})), stored=paper, vanishes_after=STAYS
    )


def _label(aid: Aid, name: str) -> Line:
    if name == _BAST:
        return Line("aid_papers-bast")
    place, receipt = next((at, one) for at, one in enumerate(aid.receipts, start=1) if str(one.id) == name)
    amount = Line("choice-unknown") if receipt.amount is None else Line("as-is", {"text": rupiah(receipt.amount)})
    return Line("aid_papers-receipt", {"place": place, "amount": amount})
