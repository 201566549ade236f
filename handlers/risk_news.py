"""A mentor hears at once why they should look at a business, and administrators when nobody did."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from handlers import risk_card
from handlers.desk import Desk
from handlers.notify import REMINDER, tell_member, tell_staff
from programme import mentors, people, risks
from programme.office import Office
from programme.staff import Member
from storage.database import Transaction
from storage.tables import Business, Visit
from talk import Line


def after_report(desk: Desk, business: Business) -> None:
    """Something was reported: what is new and worrying in it goes to the mentor, unless they wrote it down."""
    _look(desk.tx, business, desk.office, desk.now, desk.zone, known_to=desk.contact_id)


def silent(tx: Transaction, business: Business, office: Office, now: datetime, zone: tzinfo) -> None:
    """One more period went by without an answer."""
    _look(tx, business, office, now, zone)


def handed_on(desk: Desk, left: Member) -> list[Line]:
    """Whoever is no mentor any more has nobody: the next ones get their people, with a card where one is at risk.

    Returns what is said where there is nobody for some of them.
    """
    theirs = mentors.businesses(desk.session, left)
    alone = mentors.assign(desk.session, desk.now)
    if mentors.is_mentor(desk.session, left.id):
        return []
    at_risk = risks.open_among(desk.session, [one.id for one in theirs])
    for business in theirs:
        if business.id in at_risk:
            risks.reopen(at_risk[business.id], desk.office.mentoring, desk.now)
            before = Line("mentee-inherited", {"mentor": left.name})
            _tell(desk.tx, business, before, desk.office, desk.now, desk.zone)
    return [Line("mentors-alone", {"people": alone})] if alone and theirs else []


def unhandled(tx: Transaction, office: Office, now: datetime, zone: tzinfo, limit: int) -> int:
    """Administrators hear of what nobody has looked at; returns how many there were."""
    found = risks.take_unhandled(tx.session, now, limit)
    for risk in found:
        _tell_admins(tx, risk.business, Line("mentee-unhandled"), office, now, zone)
    return len(found)


def visits(tx: Transaction, found: Sequence[Visit], office: Office, now: datetime, zone: tzinfo) -> None:
    """Whoever goes somewhere tomorrow is reminded, with what is known of it."""
    for visit in found:
        before = Line("mentee-visit_near", {"day": visit.planned_on})
        _tell(tx, visit.business, before, office, now, zone)


def _look(
    tx: Transaction, business: Business, office: Office, now: datetime, zone: tzinfo, known_to: int | None = None
) -> None:
    if people.is_set_aside(business.person):
        return
    if risks.look(tx.session, business, office.mentoring, now).new:
        _tell(tx, business, Line("mentee-look"), office, now, zone, known_to)


def _tell(
    tx: Transaction,
    business: Business,
    before: Line,
    office: Office,
    now: datetime,
    zone: tzinfo,
    known_to: int | None = None,
) -> None:
    """Their mentor, or where there is none administrators, who can give them one."""
    mentor = mentors.of_person(tx.session, business.person, now)
    if mentor is None or mentor.contact_id is None:
        _tell_admins(tx, business, Line("mentee-no_mentor", {"about": before}), office, now, zone)
        return
    if mentor.contact_id != known_to:
        tell_member(tx, mentor, risk_card.card(tx, business, office, zone, before), now, priority=REMINDER)


def _tell_admins(
    tx: Transaction, business: Business, before: Line, office: Office, now: datetime, zone: tzinfo
) -> None:
    tell_staff(tx, "mentors", risk_card.card(tx, business, office, zone, before), now, priority=REMINDER)
