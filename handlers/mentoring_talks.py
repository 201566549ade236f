"""What a mentor says of a business: a visit planned, a visit made, a note, and that a risk is solved."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from handlers import risk_card
from handlers.desk import Desk
from handlers.questions import Attachment, Day, FreeText, OneOf, labelled
from handlers.reply import Reply
from handlers.staff_desk import as_begun, member_for, said
from handlers.subject import PlainFacts, Subject
from programme import businesses, mentoring, mentors, people
from programme.mentoring import Told
from programme.staff import Member
from storage.tables import Business
from talk import Answers, Ask, Line, talk

#: A visit is planned at most so far ahead, and told of at most so long after it.
AHEAD, BEHIND = timedelta(days=180), timedelta(days=60)
MOST_LETTERS = 1000


@dataclass(frozen=True, slots=True)
class Facts(PlainFacts):
    """Which business, whose, and what day it is (in ISO form)."""

    business_id: int
    business: str
    owner: str
    today: str

    @property
    def day(self) -> date:
        """The office's day."""
        return date.fromisoformat(self.today)


def facts_of(desk: Desk, business: Business) -> Facts:
    """What such a talk is about."""
    return Facts(business.id, business.name, business.person.full_name, desk.today.isoformat())


@talk("visit")
def visit(ask: Ask, facts: Facts) -> date:
    """On which day."""
    return ask("day", Day(facts.day, facts.day, facts.day + AHEAD), owner=facts.owner, business=facts.business)


@talk("visit_told")
def visit_told(ask: Ask, facts: Facts) -> Told:
    """When it was, what was found, a photo, and whether there is to be another."""
    on = ask("day", Day(facts.day, facts.day - BEHIND, facts.day), owner=facts.owner, business=facts.business)
    words = ask("words", FreeText(most=MOST_LETTERS)) or ""
    photo = ask("photo", Attachment())
    again = ask("again", OneOf(labelled("visit_told-again", "yes", "no"), "yes-no"))
    next_on = ask("next", Day(facts.day, facts.day, facts.day + AHEAD)) if again == "yes" else None
    return Told(on, words, photo, next_on)


@talk("mentor_note")
def mentor_note(ask: Ask, facts: Facts) -> str:
    """In their own words."""
    return ask("words", FreeText(most=MOST_LETTERS), owner=facts.owner, business=facts.business) or ""


@talk("risk_solved")
def risk_solved(ask: Ask, facts: Facts) -> str:
    """What was done about it."""
    return ask("words", FreeText(most=MOST_LETTERS), owner=facts.owner, business=facts.business) or ""


def theirs(desk: Desk, member: Member, business_id: int) -> Business | Reply:
    """The business, where its person is theirs to look after, or they are an administrator; else who has it."""
    business = businesses.get(desk.session, business_id)
    if business is None or people.is_set_aside(business.person):
        return said(Line("mentee-gone"), also=("mentees",))
    mentor = mentors.of_person(desk.session, business.person, desk.now)
    if "admin" in member.roles or mentor is None or mentor.id == member.id:
        return business
    about = {"owner": business.person.full_name, "mentor": mentor.name}
    return said(Line("mentee-somebody_elses", about), also=("mentees",))


def facts(desk: Desk) -> Facts | Reply:
    """As when the talk was opened, but on today's day; whether it is still theirs shows at the end."""
    known = as_begun(desk, "mentor", Facts, said(Line("button-old"), also=("mentees",)))
    return known if isinstance(known, Reply) else replace(known, today=desk.today.isoformat())


def _finish(desk: Desk, business_id: int, act: Callable[[Business, Member], Line]) -> Reply:
    """Do it, if they still may, and show the card as it is now."""
    member = member_for(desk, "mentor")
    if isinstance(member, Reply):
        return member
    business = theirs(desk, member, business_id)
    if isinstance(business, Reply):
        return business
    done = act(business, member)
    return risk_card.card(desk.tx, business, desk.office, desk.zone, done)


def _visit_planned(desk: Desk, on: date, known: Facts, _answers: Answers) -> Reply:
    def plan(business: Business, member: Member) -> Line:
        visit = mentoring.plan_visit(desk.session, business, on, member, desk.office, desk.now, desk.zone)
        mentoring.handled(desk.session, business, "visit", member, desk.now)
        return Line("visit-planned" if visit.remind_at else "visit-planned_soon", {"day": on})

    return _finish(desk, known.business_id, plan)


def _visit_made(desk: Desk, told: Told, known: Facts, _answers: Answers) -> Reply:
    def tell(business: Business, member: Member) -> Line:
        mentoring.tell_visit(desk.session, business, told, member, desk.office, desk.now, desk.zone)
        mentoring.handled(desk.session, business, "visit", member, desk.now)
        return Line("visit_told-kept")

    return _finish(desk, known.business_id, tell)


def _written(state: str, done: str) -> Callable[[Desk, str, Facts, Answers], Reply]:
    """Keep what was written, and what that makes of the risk."""

    def finish(desk: Desk, words: str, known: Facts, _answers: Answers) -> Reply:
        def write(business: Business, member: Member) -> Line:
            mentoring.write(desk.session, business, words, member, desk.now)
            mentoring.handled(desk.session, business, state, member, desk.now)
            return Line(done)

        return _finish(desk, known.business_id, write)

    return finish


SUBJECTS = (
    Subject(visit, Facts, facts, _visit_planned),
    Subject(visit_told, Facts, facts, _visit_made),
    Subject(mentor_note, Facts, facts, _written("taken", "mentor_note-kept")),
    Subject(risk_solved, Facts, facts, _written("solved", "risk_solved-kept")),
)
