"""Which of the staff hear of aid: whoever has to do the next step, and who is telephoned because there is no chat."""

from handlers.desk import Desk
from handlers.money_words import rupiah
from handlers.notify import OWN_CASE, tell_member, tell_staff
from handlers.registration_summary import phone_of
from handlers.reply import Reply
from programme import aid as aids
from programme import staff
from programme.aid_states import STATES
from programme.staff import Duty, Member
from storage.tables import Aid
from talk import Choice, Line

#: Who of the staff acts, by who acts according to the table of states.
DUTIES: dict[str, Duty] = {"office": "aid", "approver": "approve_aid"}
#: The place of one card (handlers.aid_desk).
CARD = "aid_card"


def next_staff(desk: Desk, aid: Aid, actor: Member | None) -> None:
    """Those who act next are told, beside whatever they are doing; not who has just done something."""
    duty = DUTIES.get(STATES[aid.state])
    if duty is None:
        return
    for member in staff.members(desk.session, duty):
        told = actor is None or member.id != actor.id
        if told and not aids.is_own(desk.session, aid, "disetujui", member):
            tell_member(desk.tx, member, _card(aid), desk.now, priority=OWN_CASE)


def receipts_came(desk: Desk, aid: Aid, count: int) -> None:
    """Its person has sent receipts: whoever sees to aid may look."""
    summed = aids.accounted(aid)
    about = {"number": aid.number, "name": aid.person.full_name}
    line = Line(
        "aid_told-receipts", {**about, "count": count, "sum": rupiah(summed.rupiah), "total": rupiah(aid.total)}
    )
    tell_staff(desk.tx, "aid", _opening(aid, line), desk.now, priority=OWN_CASE)


def to_telephone(aid: Aid) -> Line:
    """Who has no chat hears of it by telephone."""
    return Line("aid_told-telephone", {"name": aid.person.full_name, "phone": phone_of(aid.person)})


def _card(aid: Aid) -> Reply:
    about = {"number": aid.number, "name": aid.person.full_name, "total": rupiah(aid.total)}
    return _opening(aid, Line(f"aid_told-{aid.state}", about))


def _opening(aid: Aid, line: Line) -> Reply:
    return Reply((line,), (Choice("open", Line("aid_told-open")),), place=f"{CARD}:{aid.id}")
