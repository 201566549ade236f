"""The card of one seat that is kept for somebody: whom staff may call, and what they can do about it."""

from collections.abc import Mapping
from datetime import tzinfo

from handlers import case_news
from handlers.desk import Desk
from handlers.questions import labelled
from handlers.reply import Reply
from handlers.staff_commands import Menu
from handlers.staff_desk import said
from handlers.status import stacked
from handlers.when import when
from programme import seat_offers, seating
from programme.seat_offers import OPEN, Outcome
from programme.staff import Member
from storage.tables import Person, SeatOffer
from talk import Argument, Choice, Line

CARD, SURE, EXTEND = "seat", "seat_sure", "seat_extend"
#: Working days that can be given at a time; each is its own number in the list.
DAYS = (1, 2, 3)


def card(offer: SeatOffer, zone: tzinfo, *more: Line) -> Reply:
    """What became of the offer; where it waits for staff, with the numbers to call and what can be done."""
    text = Line(f"seat_card-{_stage(offer)}", _about(offer, zone))
    if offer.state not in OPEN:
        return said(text, *more, also=("seats",))
    numbers = tuple(_numbers(offer.application.person))
    return Reply(
        (stacked([text, *numbers]),), labelled("seat", "yes", "no", "extend", "pass"), place=f"{CARD}:{offer.id}"
    )


def _card(desk: Desk, member: Member, about: str, choice: str) -> Reply:
    offer = seat_offers.find(desk.session, about)
    if offer is None:
        return said(Line("button-old"), also=("seats",))
    if offer.state not in OPEN:
        return _over(desk, offer)
    return ACTS[choice](desk, member, offer) if choice in ACTS else card(offer, desk.zone)


def _ask_whether(desk: Desk, _member: Member, offer: SeatOffer) -> Reply:
    """A seat cannot be taken back by a button, so it is asked once more."""
    line = Line("seat_sure-sure", _about(offer, desk.zone))
    return Reply((line,), labelled("seat_sure", "yes", "no"), place=f"{SURE}:{offer.id}")


def _no(desk: Desk, member: Member, offer: SeatOffer) -> Reply:
    return _became(desk, offer, seat_offers.say_no(desk.session, offer, desk.now, by=member))


def _ask_how_long(desk: Desk, _member: Member, offer: SeatOffer) -> Reply:
    line = Line("seat_extend-how_long", _about(offer, desk.zone))
    choices = tuple(Choice(str(days), Line("seat_extend-days", {"days": days})) for days in DAYS)
    return Reply((line,), choices, place=f"{EXTEND}:{offer.id}")


def _pass(desk: Desk, member: Member, offer: SeatOffer) -> Reply:
    if not seat_offers.pass_on(desk.session, offer, member, desk.now):
        return _over(desk, offer)
    return said(Line("seat_card-done_passed_on", _about(offer, desk.zone)), also=("seats",))


ACTS = {"yes": _ask_whether, "no": _no, "extend": _ask_how_long, "pass": _pass}


def _sure(desk: Desk, member: Member, about: str, choice: str) -> Reply:
    offer = seat_offers.find(desk.session, about)
    if offer is None or choice != "yes":
        return said(Line("button-old")) if offer is None else card(offer, desk.zone)
    if offer.state not in OPEN:
        return _over(desk, offer)
    outcome = seat_offers.say_yes(desk.session, offer, desk.now, desk.today, by=member)
    if outcome == "seated":
        case_news.tell(desk.tx, offer.application, office=desk.office, now=desk.now, zone=desk.zone)
    return _became(desk, offer, outcome)


def _extended(desk: Desk, member: Member, about: str, choice: str) -> Reply:
    offer = seat_offers.find(desk.session, about)
    if offer is None or choice not in map(str, DAYS):
        return said(Line("button-old"), also=("seats",))
    done = seat_offers.extend(
        desk.session, offer, int(choice), member, office=desk.office, now=desk.now, zone=desk.zone
    )
    if not done:
        return _over(desk, offer)
    return said(Line("seat_card-done_extended", _about(offer, desk.zone)), also=("seats",))


def _became(desk: Desk, offer: SeatOffer, outcome: Outcome) -> Reply:
    if outcome not in ("seated", "declined", "gone", "paused"):
        return _over(desk, offer)
    return said(Line(f"seat_card-done_{outcome}", _about(offer, desk.zone)), also=("seats",))


def _over(desk: Desk, offer: SeatOffer) -> Reply:
    """Somebody was faster: what became of it."""
    return said(Line("seat_card-over"), Line(f"seat_card-{_stage(offer)}", _about(offer, desk.zone)), also=("seats",))


def _stage(offer: SeatOffer) -> str:
    """Where it is, as a text says it."""
    if offer.state in OPEN and seating.set_aside(offer.application):
        return "paused"
    return "on_its_way" if offer.state == "asked" and offer.deadline_at is None else offer.state


def where(offer: SeatOffer, zone: tzinfo) -> Line:
    """The same in a few words."""
    return Line(f"seat_stage-{_stage(offer)}", {"until": _until(offer, zone)})


def _about(offer: SeatOffer, zone: tzinfo) -> Mapping[str, Argument]:
    application = offer.application
    skill = Line(f"skill-{offer.skill}")
    name = application.person.full_name
    return {"name": name, "number": application.number, "skill": skill, "until": _until(offer, zone)}


def _until(offer: SeatOffer, zone: tzinfo) -> Line:
    return when(offer.deadline_at, zone) if offer.deadline_at else Line("nothing")


def _numbers(person: Person) -> list[Line]:
    """Their own number and the guardian's; where there is none, that somebody has to go and see them."""
    lines = [Line("seat_card-phone", {"phone": person.phone})] if person.phone else []
    if person.guardian_phone:
        lines.append(
            Line("seat_card-guardian", {"guardian": person.guardian_name or "", "phone": person.guardian_phone})
        )
    return lines or [Line("seat_card-no_phone")]


MENUS = (Menu(CARD, "select", _card), Menu(SURE, "select", _sure), Menu(EXTEND, "select", _extended))
