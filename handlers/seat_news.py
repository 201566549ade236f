"""Says what became of seats, one offer at a time: to whom it was offered, and to staff."""

from handlers import seat_card, seat_offer
from handlers.notify import OWN_CASE, notify, tell_staff
from handlers.reply import Reply
from programme import contacts, seat_filling, seating
from programme.seat_filling import Terms
from storage import messages
from storage.database import Transaction
from storage.tables import SeatOffer
from talk import Line


def say(tx: Transaction, offer_id: int, terms: Terms) -> None:
    """Say what is to be said of it now. The contact is held first, as in a turn, so that the two never wait for each
    other; the intake is not held.
    """
    contact_id = seat_filling.contact_of(tx.session, offer_id)
    messages.lock(tx, [] if contact_id is None else [contact_id])
    offer = seat_filling.hold(tx.session, offer_id)
    if offer is None:
        return
    if offer.to_say is not None and not seating.set_aside(offer.application):
        _to_them(tx, offer, terms)
    if offer.staff_to_tell:
        _to_staff(tx, offer, terms)
    tx.session.flush()


def _to_them(tx: Transaction, offer: SeatOffer, terms: Terms) -> None:
    contact_id = offer.application.contact_id
    if offer.to_say == "ask":
        is_reached = contact_id is not None and contacts.is_reached(tx.session, contact_id)
        outbox_id = _send(tx, contact_id, seat_offer.question(offer, terms.office), terms) if is_reached else None
        seat_filling.asked(offer, outbox_id)
        return
    _send(tx, contact_id, _message(offer, terms), terms)
    offer.to_say = None


def _message(offer: SeatOffer, terms: Terms) -> Reply:
    if offer.to_say == "remind":
        return seat_offer.reminder(offer, terms.zone)
    if offer.to_say == "extended":
        return seat_offer.extended(offer, terms.zone)
    return seat_offer.taken_back(offer, offer.to_say or "gone")


def _send(tx: Transaction, contact_id: int | None, message: Reply, terms: Terms) -> int | None:
    return None if contact_id is None else notify(tx, contact_id, message, terms.now, priority=OWN_CASE)


def _to_staff(tx: Transaction, offer: SeatOffer, terms: Terms) -> None:
    message = seat_card.card(offer, terms.zone, *_who_is_next(tx, offer))
    tell_staff(tx, "select", message, terms.now, priority=OWN_CASE)
    offer.staff_to_tell = False


def _who_is_next(tx: Transaction, offer: SeatOffer) -> list[Line]:
    """After a no the next one has been asked by now; where a seat is free all the same there is none."""
    if offer.state != "declined":
        return []
    following = seat_filling.successor(tx.session, offer)
    if following is not None:
        person = following.application.person
        return [Line("seats-asked_now", {"name": person.full_name, "number": following.application.number})]
    is_empty = seat_filling.free(tx.session, offer.application.intake) > 0
    return [Line("seats-nobody_left")] if is_empty else []
