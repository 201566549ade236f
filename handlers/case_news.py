"""News of somebody's own case, told at once to the chat that registered them: what changed, and what to do next."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from handlers.notify import OWN_CASE, notify
from handlers.reply import Reply
from handlers.status import choices_for, next_steps, stacked
from programme.office import Office
from programme.standing import standing
from storage.database import Transaction
from storage.tables import Application
from talk import Choice, Line

#: Goes without saying under news that something has ended.
_OVER = "acts-nobody"
#: What whoever graduated can do next, as entries of the menu.
AFTERWARDS = ("new_business", "activity")


def tell(
    tx: Transaction,
    application: Application,
    *,
    office: Office,
    now: datetime,
    zone: tzinfo,
    more: Line | None = None,
    offers: Sequence[str] = (),
) -> None:
    """Tell the state that the case is in now; nobody is told where no chat registered them, or it is paused.

    `more` is said besides, and `offers` are entries of the menu that come next, instead of what follows by itself.
    """
    if application.contact_id is None or application.person.restricted_at is not None:
        return
    today = now.astimezone(zone).date()
    where = standing(application, today, checklist=office.checklist, zone=zone, objection_days=office.objection_days)
    about = {"name": application.person.full_name, "number": application.number}
    lines = [Line(f"news-{application.state}", about), *([more] if more else [])]
    if not offers:
        lines += [line for line in next_steps(office, application, where) if line.key != _OVER]
    choices = *(Choice(name, Line(f"menu-{name}")) for name in offers), *choices_for(office, where)
    message = Reply((stacked(lines),), choices, place="menu")
    notify(tx, application.contact_id, message, now, priority=OWN_CASE)
