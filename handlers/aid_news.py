"""News of somebody's own aid, told at once to the chat that acts for them: what changed, why, and what comes next."""

from datetime import datetime

from handlers.notify import OWN_CASE, notify
from handlers.reply import Reply
from handlers.status import stacked
from programme import aid as aids
from programme import alumni
from programme.aid_states import is_back, needs_reason
from programme.office import Office
from storage.database import Transaction
from storage.tables import Aid
from talk import Argument, Choice, Line


def tell(tx: Transaction, aid: Aid, office: Office, now: datetime) -> bool:
    """Tell the state that it is in now; False where there is no chat, so that staff have to say it by telephone."""
    contact_id = chat_of(tx, aid)
    if contact_id is None or aid.person.restricted_at is not None:
        return False
    message = Reply((stacked(lines(tx, aid, office)),), choices(aid, office), place="menu")
    return notify(tx, contact_id, message, now, priority=OWN_CASE) is not None


def chat_of(tx: Transaction, aid: Aid) -> int | None:
    """The chat that acts for its person now: their own before another's."""
    return alumni.contact_of(tx.session, aid.person_id)


def lines(tx: Transaction, aid: Aid, office: Office) -> list[Line]:
    """What happened, why where that is owed, and what comes next."""
    about: dict[str, Argument] = {"name": aid.person.full_name, "number": aid.number}
    again = is_back(_before(aid), aid.state)
    said = Line(f"aid_again-{aid.state}" if again else f"aid_news-{aid.state}", about)
    note = why(tx, aid)
    return [said, *([note] if note else []), next_line(aid, office)]


def why(tx: Transaction, aid: Aid) -> Line | None:
    """The reason that is owed, or what staff added to good news."""
    words = aids.reason(tx.session, aid.history[-1])
    if words is None:
        return None
    is_owed = needs_reason(_before(aid), aid.state)
    return Line("status-reason", {"reason": words}) if is_owed else Line("aid_news-note", {"note": words})


def _before(aid: Aid) -> str:
    """The state from which it came into its own."""
    return aid.history[-2].state if len(aid.history) > 1 else ""


def next_line(aid: Aid, office: Office) -> Line:
    """Who acts now, and what there is to do."""
    at_office = aid.state == "diserahkan" and not office.documents_by_chat
    return Line("aid_next-diserahkan_at_office") if at_office else Line(f"aid_next-{aid.state}")


def choices(aid: Aid, office: Office) -> tuple[Choice, ...]:
    """What is offered beside it."""
    receipts = ("receipts",) if aids.takes_receipts(aid) and office.documents_by_chat else ()
    return tuple(Choice(name, Line(f"menu-{name}")) for name in (*receipts, "aid", "ask_staff"))
