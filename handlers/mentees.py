"""`binaan`: the businesses a mentor looks after, those at risk first, and what is done about each."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from handlers import check_in, mentoring_talks, own_business, report_files, risk_card
from handlers.desk import Desk
from handlers.notify import REMINDER, tell_member
from handlers.registration_summary import phone_of
from handlers.reply import Reply
from handlers.staff_commands import Command, Menu
from handlers.staff_desk import row_number, said
from handlers.subject import Begin
from programme import businesses, mentoring, mentors, risks, staff
from programme.staff import Member
from storage.tables import Business
from talk import Argument, Choice, Line

LIST, TO = "mentees", "hand_over"
#: So many businesses a page.
PAGE = 10


def mentees(desk: Desk, member: Member, start: int = 0) -> Reply:
    """Those that nobody has looked at first, then others at risk, then the rest; a page at a time."""
    theirs = mentors.businesses(desk.session, member)
    if not theirs:
        return said(Line("mentees-none"))
    at_risk = risks.open_among(desk.session, [business.id for business in theirs])
    order = {"open": 0, "visit": 1, "taken": 1}
    theirs.sort(key=lambda one: order[at_risk[one.id].state] if one.id in at_risk else len(order))
    page = theirs[start : start + PAGE]
    text = Line("mentees-head", {"count": len(theirs), "at_risk": len(at_risk)})
    for business in page:
        text = Line("bullet", {"before": text, "next": _row(business, is_at_risk=business.id in at_risk)})
    names = tuple(Choice(str(one.id), Line("as-is", {"text": one.name})) for one in page)
    more = (Choice("more", Line("mentees-more")),) if len(theirs) > start + PAGE else ()
    return Reply((text,), (*names, *more, Choice("menu", Line("staff-menu"))), place=f"{LIST}:{start}")


def _row(business: Business, *, is_at_risk: bool) -> Line:
    about: dict[str, Argument] = {"business": business.name, "owner": business.person.full_name}
    return Line("mentees-at_risk" if is_at_risk else "mentees-row", about)


def _listed(desk: Desk, member: Member, start: str, choice: str) -> Reply:
    if choice == "menu":
        return said(Line("mentees-back"))
    if choice == "more":
        return mentees(desk, member, row_number(start) + PAGE)
    business = businesses.get(desk.session, row_number(choice))
    return mentees(desk, member) if business is None else _card(desk, business)


def _card(desk: Desk, business: Business, *before: Line) -> Reply:
    return risk_card.card(desk.tx, business, desk.office, desk.zone, *before)


def _one(desk: Desk, member: Member, business_id: str, choice: str) -> Reply | Begin:
    business = mentoring_talks.theirs(desk, member, row_number(business_id))
    if isinstance(business, Reply):
        return business
    act = ACTS.get(choice)
    return mentees(desk, member) if act is None else act(desk, member, business)


def _call(desk: Desk, member: Member, business: Business) -> Reply:
    """The number, and that somebody looks after it now."""
    mentoring.handled(desk.session, business, "taken", member, desk.now)
    about: dict[str, Argument] = {"owner": business.person.full_name, "phone": phone_of(business.person)}
    return _card(desk, business, Line("mentee-calling", about))


def _cancel(desk: Desk, member: Member, business: Business) -> Reply:
    mentoring.cancel_visit(desk.session, business, member, desk.now)
    return _card(desk, business, Line("mentee-visit_cancelled"))


def _history(desk: Desk, _member: Member, business: Business) -> Reply:
    """All its reports in words, and sales and profit as a picture."""
    words = own_business.history(desk, business)
    return replace(_card(desk, business, words), drawing=own_business.drawing(desk, business))


def _to_whom(desk: Desk, member: Member, business: Business) -> Reply:
    """Every other mentor with how many people they have."""
    others = [one for one in mentors.mentors(desk.session) if one.member.id != member.id]
    if not others:
        return _card(desk, business, Line("mentee-nobody_else"))
    names = tuple(Choice(str(one.member.id), _with_load(one)) for one in others)
    text = Line("mentee-to_whom", {"owner": business.person.full_name})
    return Reply((text,), (*names, Choice("back", Line("mentee-back"))), place=f"{TO}:{business.id}")


def _with_load(mentor: mentors.Mentor) -> Line:
    return Line("mentee-load", {"mentor": mentor.member.name, "people": mentor.people})


def _handed(desk: Desk, member: Member, business_id: str, choice: str) -> Reply:
    business = mentoring_talks.theirs(desk, member, row_number(business_id))
    if isinstance(business, Reply):
        return business
    to = staff.get(desk.session, row_number(choice))
    if to is None or "mentor" not in to.roles:
        return _card(desk, business)
    mentors.hand_over(desk.session, business.person, to, by=member, now=desk.now)
    about: dict[str, Argument] = {"owner": business.person.full_name, "mentor": to.name, "by": member.name}
    card = _card(desk, business, Line("mentee-handed_to_you", about))
    tell_member(desk.tx, to, card, desk.now, priority=REMINDER)
    return said(Line("mentee-handed", about), also=("mentees",))


def _begin(talk: str) -> Callable[[Desk, Member, Business], Begin]:
    return lambda desk, _member, business: Begin(talk, mentoring_talks.facts_of(desk, business))


def _file(which: str) -> Callable[[Desk, Member, Business], Reply]:
    return lambda desk, member, business: report_files.opened(desk, member, business, which)


ACTS: Mapping[str, Callable[[Desk, Member, Business], Reply | Begin]] = {
    "call": _call,
    "plan": _begin("visit"),
    "visit_told": _begin("visit_told"),
    "visit_cancel": _cancel,
    "note": _begin("mentor_note"),
    "solved": _begin("risk_solved"),
    "hand_over": _to_whom,
    "report": check_in.for_owner,
    "history": _history,
    "voice": _file("voice"),
    "photo": _file("photo"),
}

COMMANDS = (Command("mentees", "mentor", mentees),)
MENUS = (Menu(LIST, "mentor", _listed), Menu(risk_card.PLACE, "mentor", _one), Menu(TO, "mentor", _handed))
