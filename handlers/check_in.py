"""The check-in: how a business goes, from how the talk begins to what is kept and answered."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from handlers import mentoring_talks, own_business, risk_card, risk_news
from handlers.check_in_talk import Facts, Told, check_in
from handlers.desk import Desk
from handlers.menu import short_menu
from handlers.reply import Reply
from handlers.staff_desk import member_for
from handlers.subject import Begin, Subject
from programme import answers, businesses, check_ins, reports, staff
from programme.staff import Member
from storage.tables import Business, BusinessReport
from talk import Answers, Choice, Line

#: The place where one of several businesses is chosen to be reported of.
WHICH = "report_on"
#: Whoever reported in the last so many days may want to put that right.
_RECENT = timedelta(days=7)


def begun(desk: Desk, business: Business, *, check_in_id: int | None = None) -> Begin | Reply:
    """A report of that business, asked for by a check-in or made unasked."""
    refused = _not_now(desk, business)
    if refused is not None:
        return refused
    if _is_telling(desk, business):
        return Begin(check_in.name)
    known = facts_of(desk, business, check_in_id=check_in_id)
    return Begin(check_in.name, known if check_in_id else _with_recent(desk, known))


def corrected(desk: Desk, business: Business) -> Begin | Reply:
    """The last report is put right: everything is asked again, and the new one stands in its place."""
    last = reports.last(desk.session, business.id)
    if last is None:
        return own_business.ways(business, Line("check_in-nothing_to_correct", {"business": business.name}))
    refused = _not_now(desk, business)
    return refused or Begin(check_in.name, replace(facts_of(desk, business), corrects=last.id))


def for_owner(desk: Desk, member: Member, business: Business) -> Begin | Reply:
    """A mentor writes down what its owner tells them."""
    refused = _not_now(desk, business)
    known = facts_of(desk, business, staff_id=member.id)
    return refused or Begin(check_in.name, _with_recent(desk, known))


def facts_of(desk: Desk, business: Business, *, check_in_id: int | None = None, staff_id: int | None = None) -> Facts:
    """What a report of that business is about."""
    return Facts(
        business.id,
        business.name,
        business.person.full_name,
        desk.office.mentoring.days_a_month,
        desk.office.documents_by_chat,
        is_closed=business.state == "closed",
        check_in_id=check_in_id,
        staff_id=staff_id,
    )


def facts(desk: Desk) -> Facts | Reply:
    """Of an open talk as it began, if its business may still be reported of; else of the one business they have."""
    stored = desk.conversation.talk
    if stored is not None:
        return _again(desk, Facts.from_json(stored.content["facts"]))
    mine = businesses.of_contact(desk.session, desk.contact_id)
    if not mine:
        return nothing_recorded()
    if len(mine) > 1:
        return Reply((Line("check_in-which"),), own_business.named(mine), place=WHICH)
    return _not_now(desk, mine[0]) or _with_recent(desk, facts_of(desk, mine[0]))


def finish(desk: Desk, told: Told | None, known: Facts, _answers: Answers) -> Reply:
    """Keep it, close what was asked, and thank: with a picture of how it went so far and a tip that fits."""
    business = _theirs(desk, known)
    if isinstance(business, Reply):
        return business
    if told is None:
        return own_business.ways(business, Line("check_in-still_closed", {"business": business.name}))
    _keep(desk, business, told, known)
    if known.staff_id is not None:
        kept = Line("check_in-kept_for", {"business": business.name, "owner": known.owner})
        card = risk_card.card(desk.tx, business, desk.office, desk.zone, kept)
        return replace(card, drawing=own_business.drawing(desk, business))
    thanks = own_business.ways(business, *_thanks(desk, business, told))
    return replace(thanks, drawing=own_business.drawing(desk, business))


def nothing_recorded() -> Reply:
    """Only of a business that is recorded can be reported."""
    choices = (Choice("new_business", Line("menu-new_business")), Choice("ask_staff", Line("menu-ask_staff")))
    return Reply((Line("check_in-no_business"),), choices, place="menu")


def _keep(desk: Desk, business: Business, told: Told, known: Facts) -> None:
    """What its state is now, which check-in that answers, and the report itself."""
    is_as_before = business.state == told.report.state
    businesses.enter(business, told.report.state, desk.now)
    # What is put right answers nothing new, unless it closes the business or opens it again.
    answers_to = None if told.corrects and is_as_before else _answered(desk, business, known)
    row = reports.keep(
        desk.session,
        business,
        told.report,
        at=desk.now,
        contact_id=None if known.staff_id else desk.contact_id,
        staff_id=known.staff_id,
        check_in_id=answers_to,
        photo_id=told.photo_id,
        voice_id=told.voice_id,
    )
    if told.corrects is not None:
        reports.correct(desk.session, told.corrects, row)
    if known.staff_id is not None:
        _note(desk, business, row)
    risk_news.after_report(desk, business)


def _answered(desk: Desk, business: Business, known: Facts) -> int | None:
    return check_ins.answered(desk.session, business, desk.now, desk.office, desk.zone, check_in_id=known.check_in_id)


def _note(desk: Desk, business: Business, row: BusinessReport) -> None:
    member = member_for(desk, "mentor")
    assert isinstance(member, Member)  # noqa: S101 - asked by whoever keeps it
    staff.note(desk.session, member, "report_written", at=desk.now, person_id=business.person_id, after=row.state)


def _thanks(desk: Desk, business: Business, told: Told) -> Iterator[Line]:
    key = "check_in-thanks" if told.corrects is None else "check_in-thanks_corrected"
    yield Line(key, {"business": business.name})
    if told.report.wants_help:
        yield Line("check_in-help_comes")
    if told.report.state == "closed":
        yield Line("check_in-begin_again")
        return
    tip = answers.tip(desk.session, told.report.obstacle or "none", desk.language)
    if tip is not None:
        yield Line("check_in-tip", {"tip": tip})


def _again(desk: Desk, known: Facts) -> Facts | Reply:
    """The facts of an open talk, read anew; a report that was put right meanwhile is left alone."""
    business = _theirs(desk, known)
    if isinstance(business, Reply):
        return business
    last = reports.last(desk.session, business.id)
    fresh = facts_of(desk, business, check_in_id=known.check_in_id, staff_id=known.staff_id)
    if last is None:
        return fresh
    if known.recent is not None:
        fresh = replace(fresh, recent=last.id, recent_on=_day(desk, last.made_at))
    return replace(fresh, corrects=None if known.corrects is None else last.id)


def _with_recent(desk: Desk, known: Facts) -> Facts:
    """A report that was made a few days ago may be what is meant."""
    last = reports.last(desk.session, known.business_id)
    if last is None or desk.now - last.made_at > _RECENT:
        return known
    return replace(known, recent=last.id, recent_on=_day(desk, last.made_at))


def _day(desk: Desk, at: datetime) -> str:
    return at.astimezone(desk.zone).date().isoformat()


def _theirs(desk: Desk, known: Facts) -> Business | Reply:
    """The business, to whoever acts for its owner, or to staff who may write it down for them."""
    if known.staff_id is None:
        return _open(desk, businesses.for_contact(desk.session, desk.contact_id, known.business_id))
    member = member_for(desk, "mentor")
    return member if isinstance(member, Reply) else mentoring_talks.theirs(desk, member, known.business_id)


def _open(desk: Desk, business: Business | None) -> Business | Reply:
    if business is None:
        return short_menu(desk, Line("check_in-over"))
    return _not_now(desk, business) or business


def _is_telling(desk: Desk, business: Business) -> bool:
    """Whether they are reporting of it just now: then that goes on, however it was begun."""
    stored = desk.conversation.talk
    return stored is not None and stored.name == check_in.name and stored.content["facts"]["business_id"] == business.id


def _not_now(desk: Desk, business: Business) -> Reply | None:
    """Of somebody whose record is only kept nothing is written down."""
    if business.person.restricted_at is None:
        return None
    return short_menu(desk, Line("check_in-restricted", {"business": business.name}))


NAME = check_in.name

SUBJECT = Subject(check_in, Facts, facts, finish, voiced=frozenset({"obstacle", "why_paused", "why_closed", "words"}))
