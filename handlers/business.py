"""`usaha baru`: a business is written down, by its alumnus or by staff for them."""

from handlers.business_form import Facts, Owner, Told, called, kind_in_words, summary, whose
from handlers.desk import Desk
from handlers.menu import short_menu
from handlers.questions import Attachment, BusinessKind, FreeText, OneOf, Since, Summary, Village, labelled
from handlers.questions.businesses import OTHER
from handlers.registration_summary import given, numbered
from handlers.reply import Reply
from handlers.staff_desk import member_for, said
from handlers.subject import Begin, Subject
from programme import alumni, businesses, people
from programme.businesses import Described
from programme.staff import Member
from storage.tables import Alumnus, Business
from talk import Answers, Argument, Ask, Choice, Line, talk


@talk("business")
def business(ask: Ask, facts: Facts) -> Told:
    """What it is, what it is called, where, since when, with whom, a photo; and once more everything."""
    if not facts.by_staff:
        ask.tell("private", office=facts.office)
    owner = ask_owner(ask, facts)
    kind, own_words = ask_kind(ask, owner)
    named = ask("name", FreeText(most=80, optional=True, skip="unnamed"))
    described = Described(
        kind=kind,
        own_words=own_words,
        name=named or called(kind_in_words(kind, own_words), owner),
        village=ask("village", Village(facts.region)),
        started_on=ask("since", Since(facts.today), year=facts.today.year - 1),
        with_others=ask("together", OneOf(labelled("business-together", "alone", "others"), "business-together"))
        == "others",
        media_id=ask("photo", Attachment()) if facts.by_chat else None,
    )
    lines = tuple(line for line in summary(described, facts.region) if line.question in ask.order)
    ask("confirm", Summary(lines, given(ask)), lines=numbered(lines))
    return Told(owner.alumnus_id, described)


def ask_owner(ask: Ask, facts: Facts) -> Owner:
    """Whose it is, where one chat acts for several."""
    if len(facts.owners) == 1:
        return facts.owners[0]
    names = tuple(Choice(str(one.alumnus_id), Line("as-is", {"text": one.name})) for one in facts.owners)
    picked = ask("owner", OneOf(names))
    return next(one for one in facts.owners if str(one.alumnus_id) == picked)


def ask_kind(ask: Ask, owner: Owner) -> tuple[str, str | None]:
    """One of the kinds, or what it is where it is none of them."""
    answer = ask("kind", BusinessKind(), whose=whose(owner))
    if answer.kind != OTHER or answer.own_words:
        return answer.kind, answer.own_words
    return answer.kind, ask("what", FreeText(most=40))


def begin(desk: Desk) -> Begin | Reply:
    """Open the talk for whoever this chat acts for; it is said kindly where that is no alumnus."""
    known = facts(desk)
    return known if isinstance(known, Reply) else Begin(business.name, known)


def of_alumnus(desk: Desk, alumnus: Alumnus) -> Begin:
    """The same of one for whom this chat acts."""
    return Begin(business.name, _facts(desk, (_owner(desk, alumnus),), by_staff=False))


def for_alumnus(desk: Desk, alumnus: Alumnus) -> Begin:
    """Staff write down the business of that alumnus."""
    return Begin(
        business.name, _facts(desk, (Owner(alumnus.id, alumnus.person.full_name, is_self=False),), by_staff=True)
    )


def facts(desk: Desk) -> Facts | Reply:
    """The alumni of this chat, or the one whom staff began with, as far as their records may be worked with."""
    stored = desk.conversation.talk
    known = Facts.from_json(stored.content["facts"]) if stored and stored.name == business.name else None
    if known is not None and known.by_staff:
        return _of_staff(desk, known)
    mine = alumni.open_of_contact(desk.session, desk.contact_id)
    begun = {owner.alumnus_id for owner in known.owners} if known else {one.id for one in mine}
    owners = tuple(_owner(desk, one) for one in mine if one.id in begun)
    return _facts(desk, owners, by_staff=False) if owners else short_menu(desk, Line("business-nobody"))


def finish(desk: Desk, told: Told, known: Facts, _answers: Answers) -> Reply:
    """Keep it, unless it was written down meanwhile."""
    member = member_for(desk, "alumni") if known.by_staff else None
    alumnus = alumni.get(desk.session, told.alumnus_id)
    if isinstance(member, Reply) or alumnus is None:
        return member if isinstance(member, Reply) else short_menu(desk, Line("button-old"))
    before = businesses.same(desk.session, alumnus.person_id, told.business.kind, told.business.name)
    recorded = before or _record(desk, alumnus, told.business, member)
    about: dict[str, Argument] = {"business": recorded.name, "name": alumnus.person.full_name}
    if known.by_staff:
        return said(Line("business-done_already" if before else "business-done_staff", about))
    return short_menu(desk, Line("business-done_already" if before else "business-done", about))


def _record(desk: Desk, alumnus: Alumnus, told: Described, member: Member | None) -> Business:
    return businesses.record(
        desk.session, alumnus.person_id, told, office=desk.office, now=desk.now, zone=desk.zone, member=member
    )


def _of_staff(desk: Desk, known: Facts) -> Facts | Reply:
    member = member_for(desk, "alumni")
    if isinstance(member, Reply):
        return member
    alumnus = alumni.get(desk.session, known.owners[0].alumnus_id)
    if alumnus is None or people.is_set_aside(alumnus.person):
        return said(Line("business-not_now"))
    return _facts(desk, (Owner(alumnus.id, alumnus.person.full_name, is_self=False),), by_staff=True)


def _facts(desk: Desk, owners: tuple[Owner, ...], *, by_staff: bool) -> Facts:
    office = desk.office
    return Facts(owners, office.name, office.region, desk.today, by_staff, office.documents_by_chat)


def _owner(desk: Desk, alumnus: Alumnus) -> Owner:
    role = people.role(desk.session, desk.contact_id, alumnus.person_id)
    return Owner(alumnus.id, alumnus.person.full_name, role == "self")


SUBJECT = Subject(business, Facts, facts, finish)
