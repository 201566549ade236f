"""A seat that came free, as its applicant hears of it: "masih berminat?", and what follows from the answer.

An answer in words counts only as a whole, and only once the question has reached them: a "ya" that was meant for
something else takes no seat.
"""

from collections.abc import Callable, Mapping
from datetime import tzinfo

from handlers.desk import Desk
from handlers.menu import short_menu
from handlers.reply import Reply
from handlers.when import when
from handlers.whose import picked
from programme import rights, seat_offers
from programme.office import Office
from programme.seat_offers import WAITING, Outcome
from programme.states import SEATED
from storage.tables import Application, SeatOffer
from talk import Argument, Choice, Line

#: The place of the two answers; after the colon stands the offer.
PLACE = "seat_offer"
#: Words that are like an answer and may be none: it is asked again, since an answer gives a seat away.
UNCLEAR = "unclear"


def question(offer: SeatOffer, office: Office) -> Reply:
    """The question as it comes unasked: until when is not known before it has arrived."""
    return _with_answers(offer, Line("seat_offer-ask", {**_about(offer), "days": office.selecting.offer_days}))


def reminder(offer: SeatOffer, zone: tzinfo) -> Reply:
    """The same halfway to the end, with the day and hour."""
    return _with_answers(offer, Line("seat_offer-remind", _until(offer, zone)))


def extended(offer: SeatOffer, zone: tzinfo) -> Reply:
    """Staff gave them more time."""
    return _with_answers(offer, Line("seat_offer-extended", _until(offer, zone)))


def taken_back(offer: SeatOffer, why: str) -> Reply:
    """The seat is gone before they answered."""
    return Reply((Line(f"seat_offer-{why}", _about(offer)),), (Choice("status", Line("menu-status")),), place="menu")


def kept_for(desk: Desk, application: Application) -> Reply | None:
    """The open question with its time, for the status; seeing it there is as good as getting it. None without one."""
    offer = seat_offers.open_of(desk.session, application.id)
    if offer is None:
        return None
    seat_offers.reached(desk.session, offer, desk.now, office=desk.office, zone=desk.zone)
    key = "seat_offer-late" if offer.state == "lapsed" else "seat_offer-until"
    return _with_answers(offer, Line(key, _until(offer, desk.zone)))


def chosen(desk: Desk, about: str, choice: str) -> Reply:
    """The answer to an offer; a button may be older than what it is about."""
    offer = seat_offers.find(desk.session, about)
    if offer is None or choice not in ("yes", "no", UNCLEAR):
        return short_menu(desk, Line("button-old"))
    return picked(desk, offer.application.number, lambda desk, application: _answer(desk, application, offer, choice))


def _answer(desk: Desk, application: Application, offer: SeatOffer, choice: str) -> Reply:
    if choice == UNCLEAR:
        return _with_answers(offer, Line("seat_offer-unclear", _about(offer)))
    is_older = seat_offers.newest(desk.session, application.id) is not offer
    if is_older or not seat_offers.was_seen(desk.session, offer):
        shown = kept_for(desk, application)
        if shown is not None:
            return shown
    if choice == "yes":
        outcome = seat_offers.say_yes(desk.session, offer, desk.now, desk.today)
    else:
        outcome = seat_offers.say_no(desk.session, offer, desk.now)
    action = TRAIL.get(outcome)
    if action is not None:
        person_id = application.person_id
        rights.note(desk.session, action, contact_id=desk.contact_id, person_id=person_id, at=desk.now)
    return OUTCOMES[outcome](desk, offer)


def _seated(desk: Desk, offer: SeatOffer) -> Reply:
    return short_menu(desk, Line("seat_offer-seated", _about(offer)))


def _gone(desk: Desk, offer: SeatOffer) -> Reply:
    return short_menu(desk, Line("seat_offer-too_late", _about(offer)))


def _declined(_desk: Desk, offer: SeatOffer) -> Reply:
    """A slip of the finger is made good by another press."""
    after_all = (Choice("yes", Line("seat_offer-after_all")),)
    lines = [Line("seat_offer-declined", _about(offer))]
    if seat_offers.is_second_choice(offer):
        lines.append(Line("seat_offer-first_choice", {"skill": Line(f"skill-{offer.application.first_skill}")}))
    return Reply(tuple(lines), after_all, place=_place(offer))


def _kept(desk: Desk, offer: SeatOffer) -> Reply:
    return short_menu(desk, Line("seat_offer-kept", _about(offer)))


def _over(desk: Desk, offer: SeatOffer) -> Reply:
    """What became of it, and what is next."""
    if offer.application.state == WAITING:
        became = offer.state
    else:
        became = "accepted" if offer.application.state in SEATED else "moved_on"
    return short_menu(desk, Line(f"seat_offer-was_{became}", _about(offer)))


def _paused(_desk: Desk, offer: SeatOffer) -> Reply:
    lift = (Choice("privacy", Line("menu-privacy")), Choice("ask_staff", Line("menu-ask_staff")))
    return Reply((Line("seat_offer-paused", _about(offer)),), lift, place="menu")


#: An answer that changed something stands in the trail.
TRAIL: Mapping[Outcome, str] = {"seated": "seat_accepted", "declined": "seat_declined"}

OUTCOMES: Mapping[Outcome, Callable[[Desk, SeatOffer], Reply]] = {
    "seated": _seated,
    "gone": _gone,
    "declined": _declined,
    "kept": _kept,
    "over": _over,
    "paused": _paused,
}


def _with_answers(offer: SeatOffer, line: Line) -> Reply:
    return Reply(
        (line,), tuple(Choice(name, Line(f"seat_offer-{name}")) for name in ("yes", "no")), place=_place(offer)
    )


def _place(offer: SeatOffer) -> str:
    return f"{PLACE}:{offer.id}"


def _about(offer: SeatOffer) -> dict[str, Argument]:
    application = offer.application
    skill = Line(f"skill-{offer.skill}")
    return {"name": application.person.full_name, "number": application.number, "skill": skill}


def _until(offer: SeatOffer, zone: tzinfo) -> dict[str, Argument]:
    return {**_about(offer), "until": when(offer.deadline_at, zone) if offer.deadline_at else Line("nothing")}
