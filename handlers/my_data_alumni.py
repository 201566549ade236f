"""What is kept about an alumnus, in `data saya`: graduation, businesses and reports, mentoring, coaching, aid."""

from collections.abc import Iterator

from handlers import claim_words
from handlers.business_form import kind_in_words
from handlers.desk import Desk
from handlers.money_words import in_period, rupiah
from handlers.risk_card import reason_line
from handlers.when import when
from programme import aid as aids
from programme import alumni, alumni_traces, businesses, claims, mentoring, reports, staff
from programme import risks as risking
from programme.reports import Amount, Kept
from storage.tables import Aid, Business
from talk import Argument, Line

_NOTHING = Line("nothing")


def graduation(desk: Desk, person_id: int) -> Iterator[Line]:
    """That they graduated, what they do, who mentors them, when they were asked, to what they were invited."""
    alumnus = alumni.of_person(desk.session, person_id)
    if alumnus is None:
        return
    about: dict[str, Argument] = {"skill": Line(f"skill-{alumnus.skill}"), "graduated": claim_words.graduated(alumnus)}
    yield Line("data-alumnus", about)
    if alumnus.activity and alumnus.activity_at:
        does = Line(f"check_in_asking-{alumnus.activity}_button")
        yield Line("data-activity", {"activity": does, "when": when(alumnus.activity_at, desk.zone)})
    mentored = alumni_traces.mentored(desk.session, person_id)
    if mentored is not None:
        yield Line("data-mentor", {"name": staff.name_of(desk.session, mentored.staff_id)})
    for asked in alumni_traces.check_ins(desk.session, person_id):
        if asked.asked_at is not None:
            outcome = Line("data-check_in_answered" if asked.state == "answered" else "data-check_in_open")
            yield Line("data-check_in", {"when": when(asked.asked_at, desk.zone), "outcome": outcome})
    for coaching, guest in alumni_traces.coachings(desk.session, person_id):
        answer = Line(f"data-coaching_{guest.answer or 'silent'}")
        yield Line("data-coaching", {"day": coaching.on, "topic": coaching.topic, "answer": answer})


def owned(desk: Desk, person_id: int) -> Iterator[Line]:
    """Every business, with what was reported and written down of it."""
    for business in reversed(businesses.of_person(desk.session, person_id)):
        yield from _business(desk, business)


def aid(desk: Desk, person_id: int) -> Iterator[Line]:
    """Every start-up aid, with its decisions and receipts."""
    for one in aids.of_person(desk.session, person_id):
        yield from _aid(desk, one)


def claimed(desk: Desk) -> Iterator[Line]:
    """What this chat said of somebody who graduated."""
    for claim in claims.of_contact(desk.session, desk.contact_id):
        told = claims.told(desk.session, claim)
        outcome = Line(f"claims-was_{claim.state}")
        about = {**claim_words.said(told, desk.office.region), "when": when(claim.made_at, desk.zone)}
        yield Line("data-claim", {**about, "outcome": outcome, "reason": told.reason or "–"})


def _business(desk: Desk, business: Business) -> Iterator[Line]:
    yield Line(
        "data-business",
        {
            "name": business.name,
            "kind": kind_in_words(business.kind, business.own_words),
            "village": claim_words.village(business.village, desk.office.region),
            "since": business.started_on or Line("choice-unknown"),
            "together": Line(f"business-together-{'others' if business.with_others else 'alone'}"),
            "state": Line(f"business_state-{business.state}"),
            "when": when(business.recorded_at, desk.zone),
        },
    )
    for kept in reports.history(desk.session, business.id):
        yield _report(desk, kept)
    for risk in alumni_traces.risks(desk.session, business.id):
        yield Line("data-risk", {"when": when(risk.opened_at, desk.zone), "state": Line(f"data-risk_{risk.state}")})
        for reason in risking.of_risk(desk.session, risk):
            yield Line("data-risk_reason", {"reason": reason_line(reason)})
    for note in mentoring.notes(desk.session, business.id):
        yield Line("data-mentoring_note", {"when": when(note.at, desk.zone), "by": note.by, "words": note.words})


def _report(desk: Desk, kept: Kept) -> Line:
    told = kept.report
    return Line(
        "data-report",
        {
            "when": when(kept.made_at, desk.zone),
            "state": Line(f"business_state-{told.state}"),
            "sales": _amount(told.sales),
            "spending": _amount(told.spending),
            "paid": _count(told.helpers_paid),
            "unpaid": _count(told.helpers_unpaid),
            "tools": Line(f"tools-{told.tools}") if told.tools else _NOTHING,
            "obstacle": told.obstacle_words or (Line(f"obstacle-{told.obstacle}") if told.obstacle else _NOTHING),
            "help": _NOTHING if told.wants_help is None else Line("choice-yes" if told.wants_help else "choice-no"),
            "files": Line("business-photo_here") if kept.photo_id or kept.voice_id else _NOTHING,
        },
    )


def _amount(amount: Amount | None) -> Line:
    return _NOTHING if amount is None else in_period(amount)


def _count(people: int | None) -> Argument:
    return _NOTHING if people is None else people


def _aid(desk: Desk, one: Aid) -> Iterator[Line]:
    told = aids.told(desk.session, one)
    about: dict[str, Argument] = {"number": one.number, "what": told.what, "why": told.why}
    yield Line("data-aid", {**about, "total": rupiah(one.total), "bast": one.bast_number or "–"})
    for item in told.items:
        yield Line("data-aid_item", {"item": item.name, "amount": rupiah(item.rupiah)})
    for event in one.history:
        reason = aids.reason(desk.session, event) or "–"
        state = Line(f"aid_state-{event.state}")
        yield Line("data-aid_event", {"when": when(event.at, desk.zone), "state": state, "reason": reason})
    for receipt in one.receipts:
        amount = _NOTHING if receipt.amount is None else Line("as-is", {"text": rupiah(receipt.amount)})
        yield Line("data-aid_receipt", {"when": when(receipt.at, desk.zone), "amount": amount})
