"""Asking people who have graduated how it goes: the invitation to a talk, and once more where no answer came."""

from handlers.reply import Reply
from programme.businesses import STATES
from programme.check_in_asking import Asked
from storage.tables import CheckIn
from talk import Argument, Choice, Line

#: Where the choices belong: about a business, and of somebody without one; the number of the check-in follows.
PLACE, ACTIVITY_PLACE = "check_in", "activity"
#: What somebody does, the business that is new to the office first.
ACTIVITIES = ("business", "working", "studying", "looking", "moved")


def invitation(asked: Asked) -> Reply:
    """How a business goes, or what somebody does; any button opens the talk and is its first answer."""
    about: dict[str, Argument] = {"name": asked.person.full_name}
    again = "_again" if asked.is_reminder else ""
    business = asked.check_in.business
    if business is None:
        return _asking(asked.check_in, Line(f"check_in_asking-activity{again}", about))
    return _asking(asked.check_in, Line(f"check_in_asking-business{again}", {**about, "business": business.name}))


def not_asked(count: int) -> Reply:
    """To staff: the service was down for so long that so many were not asked this time."""
    return Reply((Line("check_in_asking-late", {"count": count}),))


def _asking(check_in: CheckIn, line: Line) -> Reply:
    place, names = (ACTIVITY_PLACE, ACTIVITIES) if check_in.business_id is None else (PLACE, STATES)
    choices = tuple(Choice(name, Line(f"check_in_asking-{name}_button")) for name in names)
    return Reply((line,), choices, place=f"{place}:{check_in.id}")
