"""Reminders of aid: to its person of receipts, to staff one message with everything that waits for them."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from handlers.aid_telling import DUTIES
from handlers.money_words import rupiah
from handlers.notify import REMINDER, notify, tell_member
from handlers.registration_summary import phone_of
from handlers.reminding import PLACE
from handlers.reply import Reply
from handlers.staff_desk import PLACE as STAFF
from programme import aid as aids
from programme import contacts, staff
from programme.aid_reminders import Taken
from programme.office import Office
from programme.staff import Member
from storage.database import Transaction
from storage.tables import Aid
from talk import Argument, Choice, Line

#: More do not fit on a phone.
_SHOWN = 8


def say(tx: Transaction, taken: Taken, office: Office, now: datetime, zone: tzinfo) -> None:
    """Everything that was taken, each to whoever holds it up."""
    for contact_id, aid in taken.people:
        notify(tx, contact_id, _to_person(aid, office), now, priority=REMINDER)
    for member in staff.members(tx.session) if taken.staff else []:
        theirs = [aid for aid in taken.staff if _is_theirs(tx, aid, member)]
        if theirs and member.contact_id is not None and contacts.wants_reminders(tx.session, member.contact_id):
            tell_member(tx, member, _to_staff(theirs, zone), now, priority=REMINDER)


def _is_theirs(tx: Transaction, aid: Aid, member: Member) -> bool:
    """By duty; whom no reminder reaches is telephoned by whoever sees to aid. Nobody is to approve their own."""
    duty = DUTIES.get(aids.acts(aid), "aid")
    is_own = aid.state == "diverifikasi" and aids.is_own(tx.session, aid, "disetujui", member)
    return member.may(duty) and not is_own


def _to_person(aid: Aid, office: Office) -> Reply:
    so_far = {"sum": rupiah(aids.accounted(aid).rupiah), "total": rupiah(aid.total)}
    about: dict[str, Argument] = {"name": aid.person.full_name, "number": aid.number, **so_far}
    if not office.documents_by_chat:
        return _reminder(Line("aid_reminder-to_office", about), "ask_staff")
    return _reminder(Line("aid_reminder-receipts", about), "receipts")


def _reminder(line: Line, name: str) -> Reply:
    choices = (Choice(name, Line(f"menu-{name}")), Choice("stop", Line("reminder-stop")))
    return Reply((line,), choices, place=PLACE)


def _to_staff(waiting: Sequence[Aid], zone: tzinfo) -> Reply:
    text = Line("aid_reminder-staff", {"count": len(waiting)})
    for aid in waiting[:_SHOWN]:
        text = Line("bullet", {"before": text, "next": _row(aid, zone)})
    choices = tuple(Choice(name, Line(f"staff-{name}")) for name in ("aid", "menu"))
    return Reply((text,), choices, place=STAFF)


def _row(aid: Aid, zone: tzinfo) -> Line:
    about: dict[str, Argument] = {
        "number": aid.number,
        "name": aid.person.full_name,
        "state": Line(f"aid_state-{aid.state}"),
        "day": aid.state_since.astimezone(zone).date(),
        "phone": phone_of(aid.person),
    }
    if aid.state != "diserahkan":
        return Line("aid_reminder-row", about)
    return Line("aid_reminder-row_telephone" if aids.acts(aid) == "person" else "aid_reminder-row_receipts", about)
