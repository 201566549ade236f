"""Staff write down what the province grants beside the quota: how many seats in all, by which letter."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Self

from handlers.desk import Desk
from handlers.questions import Day, FreeText, OneOf, Sure, WholeNumber, labelled
from handlers.reply import Reply
from handlers.staff_desk import member_for, said
from handlers.subject import Subject
from programme import intakes, seat_grants
from programme.selections import Paper, TooFewSeats
from storage.tables import Intake
from talk import Answers, Argument, Ask, Line, talk

#: More than this in one intake is a slip of the finger.
MOST = 200
#: A letter may be older than its entry here, and is seldom dated ahead.
_BACK, _AHEAD = timedelta(days=366), timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Facts:
    """Which intake, and how many seats it has."""

    intake_id: int
    name: str
    quota: int
    granted: int
    skills: tuple[str, ...]
    #: Where every skill has seats of its own, how many these are together.
    of_skills: int | None
    today: date

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be kept with the talk."""
        return {**asdict(self), "skills": list(self.skills), "today": self.today.isoformat()}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The facts that `to_json` wrote."""
        today = date.fromisoformat(stored["today"])
        return cls(**{**stored, "skills": tuple(stored["skills"]), "today": today})


@dataclass(frozen=True, slots=True)
class Granted:
    """How many in all, by which letter, and for which skill where that must be said."""

    seats: int
    letter: Paper
    skill: str | None


@talk("seat_grant")
def seat_grant(ask: Ask, facts: Facts) -> Granted | None:
    """How many seats beside the quota, and the letter that says so."""
    seats = ask("seats", WholeNumber(0, MOST), name=facts.name, quota=facts.quota, granted=facts.granted)
    skill = None
    if facts.of_skills is not None and facts.quota + seats > facts.of_skills:
        more = facts.quota + seats - facts.of_skills
        skill = ask("skill", OneOf(labelled("skill", *facts.skills)), more=more)
    number = ask("number", FreeText(most=60)) or ""
    letter = Paper(number, ask("day", Day(facts.today, facts.today - _BACK, facts.today + _AHEAD)))
    sure = Sure(labelled("seat_sure", "yes", "no"), "yes-no", repr((seats, skill, letter)))
    about: dict[str, Argument] = {"name": facts.name, "seats": seats, "number": number, "day": letter.on}
    return Granted(seats, letter, skill) if ask("sure", sure, **about, all=facts.quota + seats) else None


def facts_of(desk: Desk, intake: Intake) -> Facts:
    """What the talk has to know of an intake."""
    skills = tuple(offered.skill for offered in intake.skills)
    of_skills = seat_grants.of_skills(intake)
    return Facts(intake.id, intake.name, intake.quota, intake.granted, skills, of_skills, desk.today)


def facts(desk: Desk) -> Facts | Reply:
    """As they are now; without an open talk it has to begin from the list of seats."""
    member = member_for(desk, "select")
    if isinstance(member, Reply):
        return member
    stored = desk.conversation.talk
    found = stored and intakes.get(desk.session, str(stored.content["facts"].get("intake_id")))
    return facts_of(desk, found) if found else said(Line("seat_grant-from_list"), also=("seats",))


def finish(desk: Desk, granted: Granted | None, known: Facts, _answers: Answers) -> Reply:
    """Keep it; the next on the waiting list are asked by themselves."""
    member = member_for(desk, "select")
    if isinstance(member, Reply):
        return member
    if granted is None:
        return said(Line("seat_grant-not_kept"), also=("seats",))
    try:
        seat_grants.grant(
            desk.session,
            known.intake_id,
            granted.seats,
            granted.letter,
            by=member,
            now=desk.now,
            skill=granted.skill,
        )
    except TooFewSeats as refused:
        about = {"selected": refused.selected, "left": refused.left, "least": refused.selected - known.quota}
        return said(Line("seat_grant-too_few", about), also=("seats",))
    return said(Line("seat_grant-kept", {"seats": granted.seats, "all": known.quota + granted.seats}), also=("seats",))


SUBJECT = Subject(seat_grant, Facts, facts, finish)
