"""`ajukan bantuan usaha`: start-up aid is proposed, by whoever it is for or by staff for them."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from handlers import aid_news, aid_telling
from handlers.desk import Desk
from handlers.menu import short_menu
from handlers.money_words import rupiah
from handlers.questions import CostItem, FreeText, Named, OneOf, Rupiah, Summary, SummaryLine
from handlers.registration_summary import given, numbered
from handlers.reply import Reply
from handlers.staff_desk import member_for, said
from handlers.status import stacked
from handlers.subject import Begin, Subject
from programme import aid as aids
from programme import alumni
from programme.aid import MOST_ITEMS, AlreadyOpen, Gone, Item, Proposal
from programme.staff import Member
from storage.tables import Alumnus
from talk import Answers, Ask, Choice, Line, talk

#: A reason is told in a few sentences.
_WHY = 500


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody for whom aid may be proposed."""

    alumnus_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Facts:
    """For whom it may be proposed here, and by whom."""

    people: tuple[Candidate, ...]
    by_staff: bool

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be kept with the talk."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The facts that `to_json` wrote."""
        return cls(tuple(Candidate(**one) for one in stored["people"]), stored["by_staff"])


@dataclass(frozen=True, slots=True)
class Told:
    """For whom, and what."""

    alumnus_id: int
    proposal: Proposal


@talk("aid_proposal")
def aid_proposal(ask: Ask, facts: Facts) -> Told:
    """For whom, what, why, the costs item by item; and once more everything with its sum in full."""
    one = _whose(ask, facts)
    whose = Line("aid_proposal-of", {"name": one.name}) if facts.by_staff else Line("aid_proposal-yours")
    what = ask("what", FreeText(most=100), whose=whose) or ""
    why = ask("why", FreeText(most=_WHY)) or ""
    told = Proposal(what, why, tuple(_items(ask)))
    summary = Summary(tuple(_lines(told, ask)), given(ask))
    ask("confirm", summary, lines=numbered(tuple(summary.lines)), total=rupiah(told.total), name=one.name)
    return Told(one.alumnus_id, told)


def _whose(ask: Ask, facts: Facts) -> Candidate:
    if len(facts.people) == 1:
        return facts.people[0]
    names = tuple(Choice(str(one.alumnus_id), Line("as-is", {"text": one.name})) for one in facts.people)
    picked = ask("whose", OneOf(names))
    return next(one for one in facts.people if str(one.alumnus_id) == picked)


def _items(ask: Ask) -> Iterator[Item]:
    """One thing after the other, until there are no more."""
    total = 0
    for place in range(1, MOST_ITEMS + 1):
        named = _named(ask, place, total)
        if named is None:
            return
        cost = named.rupiah or ask("cost", Rupiah(named.name), str(place), item=named.name) or 0
        total += cost
        yield Item(named.name, cost)


def _named(ask: Ask, place: int, total: int) -> Named | None:
    """The next thing; None where there is none."""
    if place == 1:
        return ask("first_item", CostItem(is_first=True), "1")
    return ask("item", CostItem(is_first=False), str(place), total=rupiah(total), place=place)


def _lines(told: Proposal, ask: Ask) -> Iterator[SummaryLine]:
    """Every answer under the question that asks it again."""
    yield SummaryLine("what", Line("label-aid_what"), _text(told.what))
    yield SummaryLine("why", Line("label-aid_why"), _text(told.why))
    asked = [name for name in ask.order if name.partition(":")[0] in ("first_item", "item")]
    for question, item in zip(asked, told.items, strict=False):
        yield SummaryLine(question, _text(item.name), _text(rupiah(item.rupiah)))


def begin(desk: Desk) -> Begin | Reply:
    """Open the talk for whoever this chat acts for, or say why not."""
    known = _own(desk)
    return known if isinstance(known, Reply) else Begin(aid_proposal.name, known)


def for_alumnus(alumnus: Alumnus) -> Begin:
    """Staff propose it for that alumnus."""
    return Begin(aid_proposal.name, Facts((_candidate(alumnus),), by_staff=True))


def facts(desk: Desk) -> Facts | Reply:
    """Those of this chat, or the one whom staff began with, as far as aid may be proposed for them now."""
    stored = desk.conversation.talk
    known = Facts.from_json(stored.content["facts"]) if stored and stored.name == aid_proposal.name else None
    return _of_staff(desk, known) if known is not None and known.by_staff else _own(desk)


def finish(desk: Desk, told: Told, known: Facts, _answers: Answers) -> Reply:
    """Write it down, unless somebody else just did; whoever looks at it next hears of it."""
    member = member_for(desk, "aid") if known.by_staff else None
    alumnus = alumni.get(desk.session, told.alumnus_id)
    if isinstance(member, Reply):
        return member
    if alumnus is None:
        return _refused(Line("aid_proposal-not_now"), member)
    try:
        return _proposed(desk, alumnus, told.proposal, member)
    except AlreadyOpen as already:
        return _refused(Line("aid_proposal-already", {"number": already.number}), member)
    except Gone:
        return _refused(Line("aid_proposal-not_now"), member)


def _proposed(desk: Desk, alumnus: Alumnus, proposal: Proposal, member: Member | None) -> Reply:
    contact_id = desk.contact_id if member is None else alumni.contact_of(desk.session, alumnus.person_id)
    aid = aids.propose(
        desk.session,
        alumnus.person_id,
        proposal,
        office=desk.office,
        now=desk.now,
        zone=desk.zone,
        contact_id=contact_id,
        member=member,
    )
    aid_telling.next_staff(desk, aid, member)
    if member is None:
        lines = stacked(aid_news.lines(desk.tx, aid, desk.office))
        return Reply((lines,), aid_news.choices(aid, desk.office), place="menu")
    reached = aid_news.tell(desk.tx, aid, desk.office, desk.now)
    done = Line("aid_proposal-done", {"number": aid.number, "name": aid.person.full_name})
    return said(done, *([] if reached else [aid_telling.to_telephone(aid)]), also=("aid",))


def _refused(why: Line, member: Member | None) -> Reply:
    if member is not None:
        return said(why, also=("aid",))
    return Reply((why,), (Choice("aid", Line("menu-aid")), Choice("ask_staff", Line("menu-ask_staff"))), place="menu")


def _own(desk: Desk) -> Facts | Reply:
    mine = alumni.of_contact(desk.session, desk.contact_id)
    if not mine:
        return short_menu(desk, Line("aid_proposal-nobody"))
    free = tuple(_candidate(one) for one in mine if _refusal(desk, one) is None)
    return Facts(free, by_staff=False) if free else _refused(_refusal(desk, mine[0]) or Line("empty"), None)


def _of_staff(desk: Desk, known: Facts) -> Facts | Reply:
    member = member_for(desk, "aid")
    if isinstance(member, Reply):
        return member
    alumnus = alumni.get(desk.session, known.people[0].alumnus_id)
    why = Line("aid_proposal-not_now") if alumnus is None else _refusal(desk, alumnus)
    return known if why is None else _refused(why, member)


def _refusal(desk: Desk, alumnus: Alumnus) -> Line | None:
    """Why nothing can be proposed for somebody now; None where it can."""
    if alumnus.person.restricted_at is not None:
        return Line("aid_proposal-not_now")
    under_way = aids.open_of(desk.session, alumnus.person_id)
    return Line("aid_proposal-already", {"number": under_way.number}) if under_way else None


def _candidate(alumnus: Alumnus) -> Candidate:
    return Candidate(alumnus.id, alumnus.person.full_name)


def _text(words: str) -> Line:
    return Line("as-is", {"text": words})


SUBJECT = Subject(aid_proposal, Facts, facts, finish)
