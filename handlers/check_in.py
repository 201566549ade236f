"""The check-in: how a business goes, told in half a minute."""

from dataclasses import dataclass

from handlers.desk import Desk
from handlers.menu import short_menu
from handlers.questions import OneOf, labelled
from handlers.reply import Reply
from handlers.staff_desk import member_for
from handlers.subject import PlainFacts, Subject
from programme import businesses, reports
from programme.businesses import STATES
from programme.reports import Report
from storage.tables import Business
from talk import Answers, Ask, Line, talk


@dataclass(frozen=True, slots=True)
class Facts(PlainFacts):
    """Which business it is about, and what the report answers."""

    business_id: int
    #: What it is called, and whose it is.
    business: str
    owner: str
    #: As it was last reported: a closed one may run again.
    is_closed: bool = False
    #: The check-in that is answered; None for a report unasked.
    check_in_id: int | None = None
    #: The report that this one corrects.
    corrects: int | None = None
    #: The member of staff who writes it down for them.
    staff_id: int | None = None


@talk("check_in")
def check_in(ask: Ask, facts: Facts) -> Report:
    """Whether it still runs."""
    return Report(ask("state", OneOf(labelled("check_in_state", *STATES), "check_in"), business=facts.business))


def facts_of(
    business: Business, *, check_in_id: int | None = None, corrects: int | None = None, staff_id: int | None = None
) -> Facts:
    """What a report of that business is about."""
    is_closed = business.state == "closed"
    return Facts(business.id, business.name, business.person.full_name, is_closed, check_in_id, corrects, staff_id)


def facts(desk: Desk) -> Facts | Reply:
    """As when the talk began, if its business is still theirs to report of."""
    stored = desk.conversation.talk
    if stored is None:
        return short_menu(desk, Line("check_in-over"))
    known = Facts.from_json(stored.content["facts"])
    business = _theirs(desk, known)
    if isinstance(business, Reply):
        return business
    return facts_of(business, check_in_id=known.check_in_id, corrects=known.corrects, staff_id=known.staff_id)


def finish(desk: Desk, told: Report, known: Facts, _answers: Answers) -> Reply:
    """Keep it."""
    business = _theirs(desk, known)
    if isinstance(business, Reply):
        return business
    businesses.enter(business, told.state, desk.now)
    reports.keep(
        desk.session,
        business,
        told,
        at=desk.now,
        contact_id=desk.contact_id,
        staff_id=known.staff_id,
        check_in_id=known.check_in_id,
    )
    return short_menu(desk, Line("check_in-thanks"))


def _theirs(desk: Desk, known: Facts) -> Business | Reply:
    """The business, to whoever acts for its owner, or to staff who may write it down for them."""
    if known.staff_id is not None:
        member = member_for(desk, "mentor")
        found = businesses.get(desk.session, known.business_id)
        if isinstance(member, Reply):
            return member
    else:
        found = businesses.for_contact(desk.session, desk.contact_id, known.business_id)
    if found is None or found.person.restricted_at is not None or found.person.anonymised_at is not None:
        return short_menu(desk, Line("check_in-over"))
    return found


SUBJECT = Subject(check_in, Facts, facts, finish)
