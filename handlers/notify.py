"""Messages that answer nothing: news of somebody's own case, and reminders."""

from datetime import datetime

from handlers.reply import Reply
from programme import contacts, staff
from programme.staff import Duty, Member
from storage import messages
from storage.database import Transaction

#: As the outbox counts them: after replies, before announcements.
OWN_CASE, REMINDER = 1, 2


def notify(tx: Transaction, contact_id: int, message: Reply, now: datetime, *, priority: int) -> int | None:
    """Queue it to where the contact is reached, and return its number in the outbox; None where there is no way.

    What it offers takes the place of what was offered before, unless it is said aside.
    """
    address = contacts.reach(tx.session, contact_id)
    if address is None:
        return None
    if message.offer and not message.is_aside:
        contacts.offer(tx.session, contact_id, message.offer)
    return messages.queue(
        tx,
        contact_id=contact_id,
        address_id=address.id,
        channel=address.channel,
        content=message.to_json(),
        priority=priority,
        due_at=now,
        now=now,
        vanishes_after=message.vanishes_after,
    )


def tell_staff(tx: Transaction, duty: Duty, message: Reply, now: datetime, *, priority: int) -> None:
    """To everybody who may do that."""
    for member in staff.members(tx.session, duty):
        tell_member(tx, member, message, now, priority=priority)


def tell_member(tx: Transaction, member: Member, message: Reply, now: datetime, *, priority: int) -> None:
    """To one of the staff, if they still have a chat. What comes unasked changes nothing in what a member is doing:
    numbers still mean what they saw before.
    """
    if member.contact_id is not None:
        notify(tx, member.contact_id, message.aside(), now, priority=priority)
