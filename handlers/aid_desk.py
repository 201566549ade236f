"""`bantuan stimulan` for staff: how much is in which state, the list of each, and one card with its history."""

from collections.abc import Iterator

from handlers import aid_papers, aid_proposal, aid_receipts, aid_step
from handlers.aid_telling import CARD, DUTIES
from handlers.desk import Desk
from handlers.money_words import rupiah
from handlers.questions import FreeText
from handlers.registration_summary import phone_of
from handlers.reply import Reply
from handlers.staff_commands import Command, Menu
from handlers.staff_desk import member_for, row_number, said
from handlers.status import stacked
from handlers.subject import Begin, NoFacts, Subject
from programme import aid as aids
from programme import alumni, staff
from programme.aid_states import STATES
from programme.staff import Member
from storage.tables import Aid, AidEvent
from talk import Answers, Argument, Ask, Choice, Line, talk

#: The places of the first view, of one state, and of the people who were found.
LIST, STATE, FOUND = "aids", "aids_in", "aid_for"
#: So many stand on a page; more do not fit on a phone.
SHOWN = 8
#: So many steps of its history are shown, the newest of them.
_HISTORY = 6


def overview(desk: Desk, member: Member, *before: Line) -> Reply:
    """How many there are in each state; where it is this member's turn it says so."""
    found = aids.counts(desk.session)
    text = Line("aids-head" if found else "aids-none")
    for state, count in found.items():
        row: dict[str, Argument] = {"state": Line(f"aid_state-{state}"), "count": count, "yours": _yours(member, state)}
        text = Line("bullet", {"before": text, "next": Line("aids-row", row)})
    states = tuple(Choice(state, Line("aids-state", _counted(state, count))) for state, count in found.items())
    choices = (*states, Choice("new", Line("aids-new")), Choice("menu", Line("staff-menu")))
    return Reply((*before, text), choices, place=LIST)


def _overview(desk: Desk, member: Member, _about: str, choice: str) -> Reply | Begin:
    if choice == "new":
        return Begin(aid_for.name, NoFacts())
    if choice == "menu":
        return said(Line("trainees-back"))
    return _page(desk, choice, 0) if choice in STATES else overview(desk, member)


def _page(desk: Desk, state: str, after: int) -> Reply:
    """Those in a state, whichever waits longest first."""
    found = aids.in_state(desk.session, state, SHOWN + 1, after)
    text = Line("aids-in", {"state": Line(f"aid_state-{state}")})
    for one in found[:SHOWN]:
        text = Line("bullet", {"before": text, "next": _row(desk, one)})
    rows = tuple(Choice(str(one.id), Line("as-is", {"text": one.number})) for one in found[:SHOWN])
    names = (*(["more"] if len(found) > SHOWN else []), "back")
    choices = (*rows, *(Choice(name, Line(f"aids-{name}")) for name in names))
    return Reply((text,), choices, place=f"{STATE}:{state}.{after}")


def _in_state(desk: Desk, member: Member, about: str, choice: str) -> Reply | Begin:
    state, _, after = about.partition(".")
    if choice == "more" and state in STATES:
        return _page(desk, state, row_number(after) + SHOWN)
    if choice == "back":
        return overview(desk, member)
    return opened(desk, member, row_number(choice))


def opened(desk: Desk, member: Member, aid_id: int, *before: Line) -> Reply:
    """The card of that aid; it may be gone by now."""
    aid = aids.get(desk.session, aid_id)
    return overview(desk, member, Line("aids-gone")) if aid is None else card(desk, member, aid, *before)


def card(desk: Desk, member: Member, aid: Aid, *before: Line) -> Reply:
    """Everything about it, and what this member may do now."""
    parts = [_head(desk, aid), stacked(list(_content(desk, aid))), stacked(list(_history(desk, aid)))]
    notes = [line for line in (_paused(aid), _own(desk, aid, member)) if line]
    lines = (*before, *(Line("lines", {"text": part}) for part in (*parts, *notes)))
    choices = tuple(Choice(name, _label(aid, name)) for name in _can(desk, aid, member))
    return Reply(lines, choices, place=f"{CARD}:{aid.id}.{aids.version(aid)}")


def _can(desk: Desk, aid: Aid, member: Member) -> tuple[str, ...]:
    receipt = ("receipt",) if aids.takes_receipts(aid) else ()
    papers = ("papers",) if aid_papers.of(aid) else ()
    return (*receipt, *aids.steps(desk.session, aid, member), *papers, "back")


def _card(desk: Desk, member: Member, about: str, choice: str) -> Reply | Begin:
    number, _, shown = about.partition(".")
    aid = aids.get(desk.session, row_number(number))
    if aid is None or choice == "open":
        return opened(desk, member, row_number(number))
    if choice == "back":
        return _page(desk, aid.state, 0)
    if choice not in _can(desk, aid, member) or (choice in STATES and row_number(shown) != aids.version(aid)):
        return card(desk, member, aid, Line("aids-moved"))
    return _done(desk, aid, choice)


def _done(desk: Desk, aid: Aid, choice: str) -> Reply | Begin:
    if choice == "receipt":
        return aid_receipts.for_aid(aid)
    if choice == "papers":
        return aid_papers.listed(aid)
    return aid_step.begin(desk, aid, choice)


def _papers(desk: Desk, member: Member, about: str, choice: str) -> Reply | Begin:
    aid = aids.get(desk.session, row_number(about))
    if aid is None or choice not in aid_papers.of(aid):
        return opened(desk, member, row_number(about))
    return aid_papers.open_one(desk, member, aid, choice)


def _head(desk: Desk, aid: Aid) -> Line:
    since = aid.state_since.astimezone(desk.zone).date()
    about: dict[str, Argument] = {
        "number": aid.number,
        "name": aid.person.full_name,
        "phone": phone_of(aid.person),
        "state": Line(f"aid_state-{aid.state}"),
        "day": since,
        "days": (desk.today - since).days,
    }
    return Line("aids-card", about)


def _content(desk: Desk, aid: Aid) -> Iterator[Line]:
    told = aids.told(desk.session, aid)
    yield Line("aids-what", {"what": told.what, "why": told.why})
    text = Line("aids-costs")
    for item in told.items:
        row: dict[str, Argument] = {"name": item.name, "cost": rupiah(item.rupiah)}
        text = Line("bullet", {"before": text, "next": Line("aids-cost", row)})
    yield text
    yield Line("aids-total", {"total": rupiah(aid.total)})
    if aid.handed_on is not None:
        yield Line("aids-handed", {"day": aid.handed_on, "bast": aid.bast_number or "–"})
    if aid.receipts or aids.takes_receipts(aid):
        yield Line("aids-accounted", aid_receipts.summed(aid))


def _history(desk: Desk, aid: Aid) -> Iterator[Line]:
    yield Line("aids-history")
    for event in aid.history[-_HISTORY:]:
        yield _event(desk, event)


def _event(desk: Desk, event: AidEvent) -> Line:
    about: dict[str, Argument] = {
        "day": event.at.astimezone(desk.zone).date(),
        "state": Line(f"aid_state-{event.state}"),
        "by": staff.name_of(desk.session, event.staff_id) if event.staff_id else Line("aids-by_person"),
    }
    why = aids.reason(desk.session, event)
    return Line("aids-event_why", {**about, "why": why}) if why else Line("aids-event", about)


def _paused(aid: Aid) -> Line | None:
    return Line("aids-paused") if aid.person.restricted_at is not None else None


def _own(desk: Desk, aid: Aid, member: Member) -> Line | None:
    waits = aid.state == "diverifikasi" and aids.is_own(desk.session, aid, "disetujui", member)
    return Line("aids-own") if waits else None


def _label(aid: Aid, name: str) -> Line:
    return aid_step.label(aid.state, name) if name in STATES else Line(f"aids-{name}")


def _yours(member: Member, state: str) -> Line:
    duty = DUTIES.get(STATES[state])
    return Line("aids-yours") if duty is not None and member.may(duty) else Line("empty")


def _counted(state: str, count: int) -> dict[str, Argument]:
    return {"state": Line(f"aid_state-{state}"), "count": count}


def _row(desk: Desk, aid: Aid) -> Line:
    since = aid.state_since.astimezone(desk.zone).date()
    return Line("aids-one", {"number": aid.number, "name": aid.person.full_name, "day": since})


@talk("aid_for")
def aid_for(ask: Ask, _facts: NoFacts) -> str:
    """For whom: a name, a part of one, or a number."""
    return str(ask("wanted", FreeText(most=80)))


def _may(desk: Desk) -> NoFacts | Reply:
    member = member_for(desk, "aid")
    return member if isinstance(member, Reply) else NoFacts()


def _found(desk: Desk, wanted: str, _known: NoFacts, _answers: Answers) -> Reply:
    """The alumni who could be meant."""
    found = alumni.find(desk.session, wanted)
    if not found:
        return said(Line("aid_for-nobody", {"wanted": wanted}), also=("aid",))
    rows = tuple(Choice(str(one.id), Line("aid_for-row", _alumnus(one.person.full_name, one.skill))) for one in found)
    return Reply((Line("aid_for-which"),), (*rows, Choice("back", Line("aids-back"))), place=FOUND)


def _for(desk: Desk, member: Member, _about: str, choice: str) -> Reply | Begin:
    alumnus = alumni.get(desk.session, row_number(choice))
    return overview(desk, member) if alumnus is None else aid_proposal.for_alumnus(alumnus)


def _alumnus(name: str, skill: str) -> dict[str, Argument]:
    return {"name": name, "skill": Line(f"skill-{skill}")}


SUBJECT = Subject(aid_for, NoFacts, _may, _found)
COMMANDS = (Command("aid", "aid", overview),)
MENUS = (
    Menu(LIST, "aid", _overview),
    Menu(STATE, "aid", _in_state),
    Menu(CARD, "aid", _card),
    Menu(aid_papers.PLACE, "aid", _papers),
    Menu(FOUND, "aid", _for),
)
