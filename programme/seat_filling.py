"""Sees by itself which seats are free and who is next: nobody has to say that one came free, so no crash loses it.

A look at an intake holds its row, and steps over one that somebody else holds. What it decides stands in the offers;
saying it is another step (`to_say`), in which the contact is held and the intake is not.
"""

from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from programme import seat_offers, seating, seats
from programme.office import Office
from programme.quiet import next_allowed
from programme.seat_offers import OPEN, WAITING
from programme.states import SEATED
from storage.tables import Application, Intake, Outbox, SeatOffer

#: A question that has not arrived after so long is staff's: they have a telephone.
UNDELIVERED_AFTER = timedelta(days=1)
#: What became of a message that does not arrive before something happens.
_STUCK = ("failed", "waits")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a look goes by."""

    now: datetime
    office: Office
    zone: tzinfo
    #: The coming holidays.
    off: Set[date]
    #: The channels that say when a message arrived; in the others it has when it was sent.
    tell_arrival: Collection[str] = ()

    @classmethod
    def read(
        cls, session: Session, now: datetime, office: Office, zone: tzinfo, tell_arrival: Collection[str] = ()
    ) -> "Terms":
        """Those of this moment."""
        return cls(now, office, zone, seat_offers.holidays_ahead(session, now, zone), tell_arrival)

    @property
    def today(self) -> date:
        """The office's day."""
        return self.now.astimezone(self.zone).date()

    @property
    def may_speak(self) -> bool:
        """Whether people may be written to now: not at night, on Sundays and on holidays."""
        return self.allowed(self.now) <= self.now

    def allowed(self, moment: datetime) -> datetime:
        """That moment, or the first after it at which people may be written to."""
        return next_allowed(moment, self.office.reminding, self.off, self.zone)


def to_look_at(session: Session, today: date) -> list[int]:
    """The intakes in which somebody is being asked, or waits for a seat before the training begins."""
    ahead = or_(Intake.starts.is_(None), Intake.starts > today)
    waiting = select(Application.intake_id).join(Intake).where(Application.state == WAITING, ahead)
    asked = select(SeatOffer.intake_id).where(SeatOffer.state.in_(OPEN))
    return sorted(session.scalars(waiting.union(asked)))


def to_say(session: Session) -> list[int]:
    """The offers of which somebody has still to hear something, in their order."""
    silent = or_(SeatOffer.to_say.is_not(None), SeatOffer.staff_to_tell)
    return list(session.scalars(select(SeatOffer.id).where(silent).order_by(SeatOffer.id)))


def free(session: Session, intake: Intake) -> int:
    """How many seats nobody has, is promised or is being asked for."""
    return max(seating.most(intake) - len(_held(session, intake)), 0)


def successor(session: Session, offer: SeatOffer) -> SeatOffer | None:
    """Who was asked next, once that offer was over."""
    after = SeatOffer.intake_id == offer.intake_id, SeatOffer.id > offer.id, SeatOffer.made_at >= offer.ended_at
    return session.scalar(select(SeatOffer).where(*after).order_by(SeatOffer.id).limit(1))


def contact_of(session: Session, offer_id: int) -> int | None:
    """The chat that registered whom the offer is to."""
    of_offer = select(Application.contact_id).join(SeatOffer).where(SeatOffer.id == offer_id)
    return session.scalar(of_offer)


def hold(session: Session, offer_id: int) -> SeatOffer | None:
    """The offer, held while it is said; None where it is gone, or somebody else says it just now."""
    row = select(SeatOffer).where(SeatOffer.id == offer_id).with_for_update(of=SeatOffer, skip_locked=True)
    return session.scalar(row.execution_options(populate_existing=True))


def asked(offer: SeatOffer, outbox_id: int | None) -> None:
    """The question is on its way; None where there is no way to them, so that it is staff's at once."""
    offer.outbox_id, offer.to_say = outbox_id, None
    if outbox_id is None:
        offer.state, offer.staff_to_tell = "undeliverable", True


def look(session: Session, intake_id: int, terms: Terms) -> None:
    """Bring the offers of an intake up to date, and ask whoever is next. Looking twice changes nothing."""
    locked = select(Intake).where(Intake.id == intake_id).with_for_update(of=Intake, skip_locked=True)
    intake = session.scalar(locked.execution_options(populate_existing=True))
    if intake is None:
        return
    for offer in seat_offers.open_offers(session, intake_id):
        _look_at(session, offer, terms)
    session.flush()
    if seat_offers.has_begun(intake, terms.today):
        _close(session, intake_id, terms)
        return
    _take_back(session, intake, terms)
    if terms.may_speak:
        _ask_next(session, intake, terms)
    session.flush()


def _look_at(session: Session, offer: SeatOffer, terms: Terms) -> None:
    if offer.application.state != WAITING or offer.application.person.anonymised_at is not None:
        seat_offers.end(offer, "accepted" if offer.application.state in SEATED else "withdrawn", terms.now)
        return
    if offer.application.person.restricted_at is not None:
        return  # its clock stands (programme.pausing)
    if offer.delivered_at is None:
        _see_whether_it_arrived(session, offer, terms)
    if offer.state == "asked" and terms.may_speak:
        _see_whether_time_is_up(offer, terms)


def _see_whether_it_arrived(session: Session, offer: SeatOffer, terms: Terms) -> None:
    message = session.get(Outbox, offer.outbox_id, populate_existing=True) if offer.outbox_id else None
    arrived = None if message is None else _arrived_at(message, terms)
    if arrived is not None:
        seat_offers.reached(session, offer, arrived, office=terms.office, zone=terms.zone)
        return
    is_stuck = message is not None and message.state in _STUCK
    is_late = offer.to_say != "ask" and terms.now - offer.made_at >= UNDELIVERED_AFTER
    if offer.state == "asked" and (is_stuck or is_late):
        offer.state, offer.staff_to_tell = "undeliverable", True


def _arrived_at(message: Outbox, terms: Terms) -> datetime | None:
    if message.state != "sent":
        return None
    return message.delivered_at or (None if message.channel in terms.tell_arrival else message.sent_at)


def _see_whether_time_is_up(offer: SeatOffer, terms: Terms) -> None:
    if offer.deadline_at is None:
        return
    offer.deadline_at = terms.allowed(offer.deadline_at)  # a pause may have moved it into a night
    if offer.deadline_at <= terms.now:
        offer.state, offer.staff_to_tell = "lapsed", True
        offer.to_say = offer.remind_at = None
    elif offer.remind_at is not None and offer.remind_at <= terms.now:
        offer.to_say, offer.remind_at = "remind", None


def _close(session: Session, intake_id: int, terms: Terms) -> None:
    for offer in seat_offers.open_offers(session, intake_id):
        _withdraw(offer, "begun", terms)


def _take_back(session: Session, intake: Intake, terms: Terms) -> None:
    """Where there are fewer seats than kept ones, whoever was asked last loses theirs, and hears so."""
    held = _given(session, intake)
    most, limits = seating.most(intake), seating.limits(intake)
    for offer in seat_offers.open_offers(session, intake.id):
        if seats.remaining(held, limits, most).get(offer.skill, 0) > 0:
            held.append(offer.skill)
        else:
            _withdraw(offer, "gone", terms)


def _withdraw(offer: SeatOffer, why: str, terms: Terms) -> None:
    """Who has not been asked yet need not hear of it."""
    was_asked = offer.to_say != "ask"
    seat_offers.end(offer, "withdrawn", terms.now)
    offer.to_say = why if was_asked else None


def _ask_next(session: Session, intake: Intake, terms: Terms) -> None:
    """Walk down the waiting list as the selection was walked down: first choice, else second, else the next one."""
    held, rest = _held(session, intake), free(session, intake)
    if rest == 0:
        return
    wishes = seat_offers.wishes(session, intake.id)
    placed = seats.walk((wish for _, wish in wishes), _left(held, intake), rest)
    for (application, _), one in zip(wishes, placed, strict=True):
        if one.skill is not None:
            session.add(
                SeatOffer(
                    intake_id=intake.id,
                    application=application,
                    skill=one.skill,
                    state="asked",
                    made_at=terms.now,
                    to_say="ask",
                )
            )


def _held(session: Session, intake: Intake) -> list[str]:
    """The skill of every seat that is given, promised or kept."""
    kept = [offer.skill for offer in seat_offers.open_offers(session, intake.id)]
    return [*_given(session, intake), *kept]


def _given(session: Session, intake: Intake) -> list[str]:
    return [*seating.skills_taken(session, intake.id), *seating.promised(session, intake.id)]


def _left(held: Sequence[str], intake: Intake) -> dict[str, int | None]:
    return {
        skill: None if limit is None else max(limit - held.count(skill), 0)
        for skill, limit in seating.limits(intake).items()
    }
