"""`klaim alumni` for staff: what somebody says of themselves beside the records that may be theirs; the decision."""

from dataclasses import dataclass

from handlers import case_news, claim_words
from handlers.desk import Desk
from handlers.notify import OWN_CASE, notify, tell_staff
from handlers.questions import FreeText
from handlers.reply import Reply
from handlers.staff_commands import Command, Menu
from handlers.staff_desk import as_begun, member_for, row_number, said
from handlers.subject import Begin, PlainFacts, Subject
from handlers.whose import was_just_asked
from programme import alumni, claims, staff
from programme.staff import Member
from storage.tables import Alumnus, AlumnusClaim
from talk import Answers, Ask, Choice, Line, talk

#: The places of the list, of one claim, and of the question whether it is so.
LIST, ONE, SURE = "claims", "claim_one", "claim_sure"
#: More do not fit on a phone; the oldest stand first.
SHOWN = 8
_NEW, _NO, _BACK = "new", "no", "back"


@dataclass(frozen=True, slots=True)
class Facts(PlainFacts):
    """Which claim is rejected."""

    claim_id: int
    name: str


@talk("claim_no")
def rejecting(ask: Ask, facts: Facts) -> str:
    """Why, in words that whoever claims reads."""
    return str(ask("why", FreeText(most=300), name=facts.name))


def tell(desk: Desk, claim: AlumnusClaim) -> None:
    """Let staff know that somebody waits."""
    choices = (Choice(str(claim.id), Line("claim_card-open")),)
    card = Reply((Line("claim_card-new", {"name": claims.told(desk.session, claim).name}),), choices, place=LIST)
    tell_staff(desk.tx, "alumni", card, desk.now, priority=OWN_CASE)


def listed(desk: Desk, _member: Member, *before: Line) -> Reply:
    """Those who wait, the oldest first, and how many there are."""
    found = claims.open_claims(desk.session, SHOWN)
    if not found:
        return said(*before, Line("claims-none"))
    names = (Choice(str(one.id), Line("as-is", {"text": claims.told(desk.session, one).name})) for one in found)
    head = Line("claims-list", {"count": claims.how_many(desk.session)})
    return Reply((*before, head), (*names, Choice("menu", Line("staff-menu"))), place=LIST)


def one(desk: Desk, claim: AlumnusClaim) -> Reply:
    """What was said, and up to three records that may be theirs."""
    told = claims.told(desk.session, claim)
    found = claims.likely(desk.session, told)
    head = Line("claims-said", claim_words.said(told, desk.office.region))
    text = Line("claims-likely" if found else "claims-nobody_likely")
    for number, alumnus in enumerate(found, start=1):
        row = Line("claims-row", {"number": number, **claim_words.on_record(alumnus, desk.office.region)})
        text = Line("stacked", {"before": text, "next": row})
    these = tuple(Choice(f"a{alumnus.id}", Line("claims-this", {"number": n})) for n, alumnus in enumerate(found, 1))
    rest = tuple(Choice(name, Line(f"claims-{name}")) for name in (_NEW, _NO, _BACK))
    return Reply((head, text), (*these, *rest), place=f"{ONE}:{claim.id}")


def _listed(desk: Desk, member: Member, _about: str, choice: str) -> Reply:
    if choice == "menu":
        return said(Line("trainees-back"))
    claim = claims.get(desk.session, row_number(choice))
    if claim is None:
        return listed(desk, member, Line("button-old"))
    return one(desk, claim) if claim.state == "open" else _decided(desk, member, claim)


def _one(desk: Desk, member: Member, about: str, choice: str) -> Reply | Begin:
    claim = claims.get(desk.session, row_number(about))
    if claim is None or claim.state != "open":
        return listed(desk, member, Line("button-old")) if claim is None else _decided(desk, member, claim)
    name = claims.told(desk.session, claim).name
    if choice == _NO:
        return Begin(rejecting.name, Facts(claim.id, name))
    alumnus = _alumnus(desk, choice)
    if choice != _NEW and alumnus is None:
        return listed(desk, member)
    question = Line("claims-sure_new", {"name": name})
    if alumnus is not None:
        question = Line("claims-sure", {"name": name, "record": alumnus.person.full_name})
    choices = tuple(Choice(answer, Line(f"claims-sure_{answer}")) for answer in ("yes", "no"))
    return Reply((question,), choices, place=f"{SURE}:{claim.id}.{choice}")


def _sure(desk: Desk, member: Member, about: str, choice: str) -> Reply:
    claim_id, _, which = about.partition(".")
    claim = claims.get(desk.session, row_number(claim_id))
    if claim is None:
        return listed(desk, member, Line("button-old"))
    if claim.state != "open":
        return _decided(desk, member, claim)
    if choice != "yes" or not was_just_asked(desk, f"{SURE}:{about}"):
        return one(desk, claim)
    alumnus = _confirmed(desk, member, claim, which)
    if alumnus is None:
        return _decided(desk, member, claim)
    line = Line("claim-confirmed", {"name": alumnus.person.full_name})
    choices = tuple(Choice(name, Line(f"menu-{name}")) for name in case_news.AFTERWARDS)
    notify(desk.tx, claim.contact_id, Reply((line,), choices, place="menu"), desk.now, priority=OWN_CASE)
    return listed(desk, member, Line("claims-confirmed", {"name": alumnus.person.full_name}))


def _confirmed(desk: Desk, member: Member, claim: AlumnusClaim, which: str) -> Alumnus | None:
    if which == _NEW:
        return claims.confirm_new(desk.session, claim.id, by=member, at=desk.now, office=desk.office, zone=desk.zone)
    alumnus = _alumnus(desk, which)
    is_new = alumnus is not None and claims.confirm(desk.session, claim.id, alumnus, by=member, at=desk.now)
    return alumnus if is_new else None


def _decided(desk: Desk, member: Member, claim: AlumnusClaim) -> Reply:
    """Somebody was quicker: who, and how."""
    by = staff.name_of(desk.session, claim.decided_by) if claim.decided_by else Line("by-staff")
    outcome = Line(f"claims-was_{claim.state}")
    return listed(desk, member, Line("claims-decided", {"by": by, "outcome": outcome}))


def _alumnus(desk: Desk, choice: str) -> Alumnus | None:
    """The record that was chosen, if it may be worked with."""
    alumnus = alumni.get(desk.session, row_number(choice[1:])) if choice[:1] == "a" else None
    return None if alumnus is None or alumnus.person.restricted_at is not None else alumnus


def facts(desk: Desk) -> Facts | Reply:
    """As when the talk was opened; whether it may still be decided shows at the end."""
    return as_begun(desk, "alumni", Facts, said(Line("button-old"), also=("claims",)))


def finish(desk: Desk, why: str, known: Facts, _answers: Answers) -> Reply:
    """Reject it, if nobody was quicker, and tell whoever claimed, kindly and with the reason."""
    member = member_for(desk, "alumni")
    if isinstance(member, Reply):
        return member
    claim = claims.reject(desk.session, known.claim_id, why, by=member, at=desk.now)
    if claim is None:
        before = claims.get(desk.session, known.claim_id)
        return _decided(desk, member, before) if before else listed(desk, member, Line("button-old"))
    lines = (Line("claim-rejected", {"phone": desk.office.phone}), Line("status-reason", {"reason": why}))
    choices = (Choice("ask_staff", Line("menu-ask_staff")),)
    notify(desk.tx, claim.contact_id, Reply(lines, choices, place="menu"), desk.now, priority=OWN_CASE)
    return listed(desk, member, Line("claims-rejected"))


SUBJECT = Subject(rejecting, Facts, facts, finish)
COMMANDS = (Command("claims", "alumni", listed),)
MENUS = (Menu(LIST, "alumni", _listed), Menu(ONE, "alumni", _one), Menu(SURE, "alumni", _sure))
