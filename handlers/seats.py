"""`kursi`: the seats of an intake as they move, who is being asked, and who is next."""

from collections.abc import Sequence

from handlers import seat_card
from handlers.desk import Desk
from handlers.reply import Reply
from handlers.seat_grant import SUBJECT, facts_of
from handlers.staff_commands import Command, Menu
from handlers.staff_desk import said
from handlers.status import stacked
from handlers.subject import Begin
from programme import intakes, seat_filling, seat_grants, seat_offers, seating
from programme.staff import Member
from storage.tables import Application, Intake, SeatOffer
from talk import Argument, Choice, Line

WHICH, ONE = "seats", "seats_of"
GRANT = "grant"
#: So many of a long waiting list are shown.
FIRST = 10
#: So many intakes are offered to choose from.
LATEST = 5


def seats(desk: Desk, _member: Member) -> Reply:
    """The seats of the only intake, or of which one."""
    found = intakes.newest_first(desk.session)[:LATEST]
    if not found:
        return said(Line("seats-none"))
    if len(found) == 1:
        return _one(desk, found[0])
    choices = tuple(Choice(str(intake.id), Line("as-is", {"text": intake.name})) for intake in found)
    return Reply((Line("seats-which"),), choices, place=WHICH)


def _chosen(desk: Desk, member: Member, _about: str, choice: str) -> Reply:
    intake = intakes.get(desk.session, choice)
    return seats(desk, member) if intake is None else _one(desk, intake)


def _one(desk: Desk, intake: Intake, *before: Line) -> Reply:
    """How many there are, who is being asked until when, and the waiting list in its order."""
    offers = seat_offers.open_offers(desk.session, intake.id)
    waiting = seating.waiting_list(desk.session, intake.id)
    latest = seat_offers.latest(desk.session, intake.id)
    quiet = [latest[one.id] for one in waiting if one.id in latest and seat_offers.is_quiet(latest[one.id])]
    lines = [stacked([_counts(desk, intake, offers), *_by_skill(desk, intake), *_letter(desk, intake)])]
    if offers:
        lines.append(stacked([Line("seats-asked"), *(_asked(desk, offer) for offer in offers)]))
    lines.append(_waiting(waiting, latest))
    return Reply((*before, *lines), tuple(_choices(offers, quiet)), place=f"{ONE}:{intake.id}")


def _did(desk: Desk, member: Member, about: str, choice: str) -> Reply | Begin:
    """Write down a grant, look at a seat that is being kept, or ask somebody again."""
    intake = intakes.get(desk.session, about)
    if intake is None:
        return said(Line("button-old"), also=("seats",))
    if choice == GRANT:
        return Begin(SUBJECT.script.name, facts_of(desk, intake))
    offer = seat_offers.find(desk.session, choice[1:])
    if offer is None:
        return _one(desk, intake, Line("button-old"))
    if choice[0] == "o":
        return seat_card.card(offer, desk.zone)
    return _again(desk, member, intake, offer)


def _again(desk: Desk, member: Member, intake: Intake, offer: SeatOffer) -> Reply:
    name = offer.application.person.full_name
    done = seat_offers.ask_again(desk.session, offer, member, desk.now)
    return _one(desk, intake, Line("seats-again_done" if done else "seats-again_over", {"name": name}))


def _counts(desk: Desk, intake: Intake, offers: Sequence[SeatOffer]) -> Line:
    taken, free = len(seating.skills_taken(desk.session, intake.id)), seat_filling.free(desk.session, intake)
    counts: dict[str, Argument] = {
        "quota": intake.quota,
        "granted": intake.granted,
        "taken": taken,
        "asked": len(offers),
        "free": free,
    }
    return Line("seats-counts", {"name": intake.name, **counts})


def _by_skill(desk: Desk, intake: Intake) -> list[Line]:
    taken = seating.skills_taken(desk.session, intake.id)
    return [
        Line("seats-skill", {"skill": Line(f"skill-{skill}"), "taken": taken.count(skill), "seats": limit})
        for skill, limit in seating.limits(intake).items()
        if limit is not None
    ]


def _letter(desk: Desk, intake: Intake) -> list[Line]:
    letter = seat_grants.last(desk.session, intake.id)
    return [Line("seats-letter", {"number": letter.letter_number, "day": letter.letter_date})] if letter else []


def _asked(desk: Desk, offer: SeatOffer) -> Line:
    application = offer.application
    about: dict[str, Argument] = {"name": application.person.full_name, "number": application.number}
    where = seat_card.where(offer, desk.zone)
    return Line("seats-asked_one", {**about, "skill": Line(f"skill-{offer.skill}"), "where": where})


def _waiting(waiting: Sequence[Application], latest: dict[int, SeatOffer]) -> Line:
    if not waiting:
        return Line("seats-nobody_waits")
    rows = [_place(place, one, latest.get(one.id)) for place, one in enumerate(waiting[:FIRST], start=1)]
    more = [Line("seats-more", {"count": len(waiting) - FIRST})] if len(waiting) > FIRST else []
    return stacked([Line("seats-waiting"), *rows, *more])


def _place(place: int, one: Application, offer: SeatOffer | None) -> Line:
    skills = Line(f"skill-{one.first_skill}")
    if one.second_skill:
        skills = Line("listed", {"before": skills, "next": Line(f"skill-{one.second_skill}")})
    about: dict[str, Argument] = {"place": place, "name": one.person.full_name, "number": one.number}
    row = Line("seats-place", {**about, "skills": skills})
    if offer is None or not (seat_offers.is_quiet(offer) or offer.state in seat_offers.OPEN):
        return row
    return Line("seats-noted", {"row": row, "note": Line(f"seats-note_{offer.state}")})


def _choices(offers: Sequence[SeatOffer], quiet: Sequence[SeatOffer]) -> list[Choice]:
    kept = [Choice(f"o{one.id}", Line("as-is", {"text": one.application.person.full_name})) for one in offers]
    again = [Choice(f"a{one.id}", Line("seats-again", {"name": one.application.person.full_name})) for one in quiet]
    return [*kept, Choice(GRANT, Line("seats-grant")), *again]


COMMANDS = (Command("seats", "select", seats),)
MENUS = (Menu(WHICH, "select", _chosen), Menu(ONE, "select", _did), *seat_card.MENUS)
