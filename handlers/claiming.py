"""`saya alumni`: somebody of an earlier year whom the service does not know says who they are, for staff to look."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from handlers import claim_desk, claim_words
from handlers.desk import Desk
from handlers.intake_form import SKILLS
from handlers.menu import short_menu
from handlers.questions import (
    DateOfBirth,
    PastYear,
    PersonName,
    Skill,
    Summary,
    SummaryLine,
    Village,
    labelled,
)
from handlers.registration_summary import given, numbered
from handlers.reply import Reply
from handlers.subject import Begin, Subject
from programme import alumni, claims
from programme.claims import Said
from talk import Answers, Ask, Line, talk


@dataclass(frozen=True, slots=True)
class Facts:
    """Where the office is, and what day it is."""

    office: str
    region: str
    today: date

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be kept with the talk."""
        return {"office": self.office, "region": self.region, "today": self.today.isoformat()}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The facts that `to_json` wrote."""
        return cls(stored["office"], stored["region"], date.fromisoformat(stored["today"]))


@talk("claim")
def claim(ask: Ask, facts: Facts) -> Said:
    """Name, birth date, year, skill and village, and once more all of it."""
    ask.tell("why", office=facts.office)
    said = Said(
        name=ask("full_name", PersonName()),
        birth_date=ask("birth_date", DateOfBirth(facts.today)),
        year=ask("year", PastYear(facts.today), year=facts.today.year - 2),
        skill=ask("skill", Skill(labelled("skill", *SKILLS))),
        village=ask("village", Village(facts.region)),
    )
    lines = tuple(SummaryLine(name, Line(f"claim-label_{name}"), value) for name, value in _rows(said, facts.region))
    ask("confirm", Summary(lines, given(ask)), lines=numbered(lines))
    return said


def _rows(said: Said, region: str) -> Iterator[tuple[str, Line]]:
    yield "full_name", Line("as-is", {"text": said.name})
    yield "birth_date", Line("date", {"day": said.birth_date})
    yield "year", Line("as-is", {"text": str(said.year)})
    yield "skill", Line(f"skill-{said.skill}")
    yield "village", claim_words.village(said.village, region)


def begin(desk: Desk) -> Begin | Reply:
    """Open the talk for whoever is not known yet."""
    known = facts(desk)
    return known if isinstance(known, Reply) else Begin(claim.name, known)


def facts(desk: Desk) -> Facts | Reply:
    """Who is known already, or waits for staff, need not say it again."""
    if alumni.of_contact(desk.session, desk.contact_id):
        return short_menu(desk, Line("claim-known"))
    if claims.waiting(desk.session, desk.contact_id):
        return short_menu(desk, Line("claim-waits"))
    return Facts(desk.office.name, desk.office.region, desk.today)


def finish(desk: Desk, said: Said, _known: Facts, _answers: Answers) -> Reply:
    """Keep it, and let staff know; whether a record was found is said to nobody."""
    made = claims.make(desk.session, desk.contact_id, said, desk.now)
    if made is not None:
        claim_desk.tell(desk, made)
    return short_menu(desk, Line("claim-waits"))


SUBJECT = Subject(claim, Facts, facts, finish)
