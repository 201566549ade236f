"""A seat that came free, offered to the next on the waiting list: "masih berminat?", and what becomes of the answer.

A seat is kept for who was asked until they have answered or staff pass it on. No answer and a message that did not
arrive are never taken for a no: both are staff's. Every step holds the intake's row, so that two acceptances for one
seat come one after the other and the second sees that it is gone, in whichever process.

Who said no, or was passed over without an answer, keeps their place on the list and is not asked again until they or
staff say that they want a seat after all. A no to the second choice leaves the first one open.
"""

from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import applications, holidays, seating, staff
from programme.offering import deadline, halfway
from programme.office import Office
from programme.seats import Wish
from programme.staff import Member
from storage.tables import Application, Intake, Outbox, SeatOffer

#: A seat is kept for them.
OPEN = frozenset({"asked", "lapsed", "undeliverable"})
#: From which somebody is asked.
WAITING = "cadangan"
#: Further ahead no deadline lies.
AHEAD_DAYS = 120

#: What an answer led to: "seated"; "gone", since the seat was given away or taken back meanwhile; "declined"; "kept",
#: that they want a seat after all; "over", with nothing changed; "paused", since their record is only kept.
Outcome = Literal["seated", "gone", "declined", "kept", "over", "paused"]


def get(session: Session, offer_id: int) -> SeatOffer | None:
    """The offer of that id, as it is now."""
    return session.get(SeatOffer, offer_id, populate_existing=True)


def find(session: Session, number: str) -> SeatOffer | None:
    """The offer of that number, which a button may carry for longer than there is one."""
    return get(session, int(number)) if number.isdecimal() and len(number) < 10 else None


def of_application(session: Session, application_id: int) -> list[SeatOffer]:
    """Every offer to that applicant, in order."""
    return list(session.scalars(select(SeatOffer).filter_by(application_id=application_id).order_by(SeatOffer.id)))


def newest(session: Session, application_id: int) -> SeatOffer | None:
    """The last offer to that applicant; None where they were never asked."""
    theirs = select(SeatOffer).filter_by(application_id=application_id).order_by(SeatOffer.id.desc())
    return session.scalar(theirs.limit(1))


def open_of(session: Session, application_id: int) -> SeatOffer | None:
    """The seat that is kept for that applicant now."""
    offer = newest(session, application_id)
    return offer if offer is not None and offer.state in OPEN else None


def open_offers(session: Session, intake_id: int) -> list[SeatOffer]:
    """Every seat of the intake that is kept for somebody, the longest kept first."""
    kept = select(SeatOffer).where(SeatOffer.intake_id == intake_id, SeatOffer.state.in_(OPEN))
    return list(session.scalars(kept.order_by(SeatOffer.id)))


def lock(session: Session, intake_id: int) -> Intake:
    """Let nobody else give away a seat of it until this is done."""
    locked = select(Intake).where(Intake.id == intake_id).with_for_update(of=Intake)
    return session.scalars(locked.execution_options(populate_existing=True)).one()


def say_yes(session: Session, offer: SeatOffer, now: datetime, today: date, *, by: Member | None = None) -> Outcome:
    """They want the seat. `by` is the member of staff to whom they said so; None where they wrote it themselves."""
    intake = _held(session, offer)
    application = offer.application
    if seating.set_aside(application):
        return "paused"
    if application.state != WAITING:
        return "over"
    if offer.state not in OPEN:
        return _want(offer, now)
    if has_begun(intake, today) or not seating.has_seat(session, intake, offer.skill):
        end(offer, "withdrawn", now, by)
        offer.wants_at = now
        return "gone"
    _seat(session, offer, now, by)
    return "seated"


def say_no(session: Session, offer: SeatOffer, now: datetime, *, by: Member | None = None) -> Outcome:
    """They do not want the seat: the next one is asked by itself."""
    _held(session, offer)
    if offer.application.state != WAITING:
        return "over"
    if offer.state not in OPEN:
        return _unwant(offer)
    end(offer, "declined", now, by)
    offer.staff_to_tell = by is None
    if by is not None:
        _note(session, by, "seat_declined", offer, now)
    return "declined"


def pass_on(session: Session, offer: SeatOffer, member: Member, now: datetime) -> bool:
    """Give up waiting for their answer; False where there is nothing to wait for any more."""
    _held(session, offer)
    if offer.state not in OPEN:
        return False
    end(offer, "passed_on", now, member)
    _note(session, member, "seat_passed_on", offer, now)
    return True


def extend(
    session: Session, offer: SeatOffer, days: int, member: Member, *, office: Office, now: datetime, zone: tzinfo
) -> bool:
    """Give them so many working days from now; False where the offer is over."""
    _held(session, offer)
    if offer.state not in OPEN:
        return False
    off = holidays_ahead(session, now, zone)
    offer.state, offer.extended_by = "asked", member.id
    offer.delivered_at = offer.delivered_at or now
    offer.deadline_at = deadline(now, days, office.reminding, off, zone)
    offer.remind_at = None
    offer.to_say, offer.staff_to_tell = "extended", False
    _note(session, member, "seat_offer_extended", offer, now)
    return True


def ask_again(session: Session, offer: SeatOffer, member: Member, now: datetime) -> bool:
    """Staff heard that they want a seat after all: they are asked when it is their turn."""
    _held(session, offer)
    if offer.state in OPEN or offer.application.state != WAITING:
        return False
    offer.wants_at = now
    _note(session, member, "seat_wanted_again", offer, now)
    return True


def latest(session: Session, intake_id: int) -> dict[int, SeatOffer]:
    """The last offer to everybody who was asked in that intake, by applicant."""
    return {applicant: offers[0] for applicant, offers in _by_applicant(session, intake_id).items()}


def is_quiet(offer: SeatOffer) -> bool:
    """Whether they are not asked again by themselves: they said no or nothing, and nothing since."""
    said_no = offer.state == "declined" and not is_second_choice(offer)
    return (said_no or offer.state == "passed_on") and offer.wants_at is None


def is_second_choice(offer: SeatOffer) -> bool:
    """Whether the seat is in a skill that they would take only for want of a seat in another."""
    return offer.skill != offer.application.first_skill


def reached(session: Session, offer: SeatOffer, now: datetime, *, office: Office, zone: tzinfo) -> None:
    """They could read it, at that moment: from now on their time counts. It counts once."""
    if offer.state not in ("asked", "undeliverable") or offer.delivered_at is not None:
        return
    rules = office.reminding, holidays_ahead(session, now, zone), zone
    offer.state, offer.delivered_at, offer.staff_to_tell = "asked", now, False
    offer.deadline_at = deadline(now, office.selecting.offer_days, *rules)
    offer.remind_at = halfway(now, offer.deadline_at, *rules)
    session.flush()


def go_on(session: Session, application: Application, at: datetime) -> None:
    """The case is no longer paused, though its pause is still on record: they have as long to answer as before it."""
    offer, paused_at = open_of(session, application.id), application.person.restricted_at
    if offer is None or offer.deadline_at is None or offer.delivered_at is None or paused_at is None:
        return
    stood = at - max(paused_at, offer.delivered_at)
    offer.deadline_at += stood
    offer.remind_at = offer.remind_at and offer.remind_at + stood


def was_seen(session: Session, offer: SeatOffer) -> bool:
    """Whether an answer can be meant for it: the question is out, or they saw it elsewhere."""
    if offer.delivered_at is not None or offer.state not in OPEN:
        return True
    message = session.get(Outbox, offer.outbox_id) if offer.outbox_id else None
    return message is not None and message.state in ("claimed", "sent")


def wishes(session: Session, intake_id: int) -> list[tuple[Application, Wish]]:
    """Who may be asked for a seat, the next one first, each with the skills for which they may be asked."""
    waiting = seating.waiting_list(session, intake_id)
    asked = _by_applicant(session, intake_id)
    found = []
    for application in waiting:
        skills = _askable(application, asked.get(application.id, ()))
        if skills:
            found.append((application, Wish(application.number, *skills)))
    return found


def has_begun(intake: Intake, today: date) -> bool:
    """Whether the training has begun: from then on nobody is sent after the others."""
    return intake.starts is not None and today >= intake.starts


def end(offer: SeatOffer, state: str, now: datetime, by: Member | None = None) -> None:
    """No seat is kept any more."""
    offer.state, offer.ended_at, offer.ended_by = state, now, by.id if by else None
    offer.to_say, offer.remind_at, offer.staff_to_tell = None, None, False


def holidays_ahead(session: Session, now: datetime, zone: tzinfo) -> set[date]:
    """The holidays among which a deadline may lie."""
    today = now.astimezone(zone).date()
    return holidays.between(session, today, date.fromordinal(today.toordinal() + AHEAD_DAYS))


def _held(session: Session, offer: SeatOffer) -> Intake:
    """The intake, held; the offer and its case as they are once nobody else works on them."""
    intake = lock(session, offer.intake_id)
    session.refresh(offer)
    session.refresh(offer.application, with_for_update={"of": Application})
    return intake


def _seat(session: Session, offer: SeatOffer, now: datetime, by: Member | None) -> None:
    end(offer, "accepted", now, by)
    offer.staff_to_tell = by is None
    application = offer.application
    application.seat_skill = offer.skill
    applications.enter(application, "ditetapkan", now, by="staff" if by else "person", staff_id=by.id if by else None)
    if by is not None:
        _note(session, by, "seat_accepted", offer, now)
    session.flush()


def _want(offer: SeatOffer, now: datetime) -> Outcome:
    offer.wants_at = offer.wants_at or now
    return "kept"


def _unwant(offer: SeatOffer) -> Outcome:
    """A no to a seat that is gone: what they said before it counts again."""
    offer.wants_at = None
    return "over"


def _note(session: Session, member: Member, action: str, offer: SeatOffer, now: datetime) -> None:
    person_id = offer.application.person_id
    staff.note(session, member, action, at=now, person_id=person_id, subject=f"seat offer {offer.id}")


def _by_applicant(session: Session, intake_id: int) -> dict[int, list[SeatOffer]]:
    """Every offer of the intake by its applicant, the newest first."""
    found: dict[int, list[SeatOffer]] = {}
    of_intake = select(SeatOffer).filter_by(intake_id=intake_id).order_by(SeatOffer.id.desc())
    for offer in session.scalars(of_intake):
        found.setdefault(offer.application_id, []).append(offer)
    return found


def _askable(application: Application, offers: Iterable[SeatOffer]) -> tuple[str, ...]:
    """Of their two choices those that they may be asked for."""
    skills = [application.first_skill, application.second_skill]
    not_for: set[str] = set()
    for offer in offers:
        if offer.state in OPEN:
            return ()
        if offer.wants_at is not None:
            break  # whatever they said before that
        if offer.state == "passed_on" or (offer.state == "declined" and not is_second_choice(offer)):
            return ()
        if offer.state == "declined":
            not_for.add(offer.skill)
    return tuple(dict.fromkeys(skill for skill in skills if skill and skill not in not_for))
