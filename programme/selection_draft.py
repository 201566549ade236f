"""A draft of a selection: who may be in it, in which order by the criteria and staff's moves, and on which seat.

It is reckoned anew each time it is looked at, since people are verified and withdraw meanwhile.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import applications, checklist, seat_offers, seating, seats
from programme.office import Office
from programme.ranking import VERIFIED, Candidate, Reason, Terms, moved, rank
from programme.reading.places import kecamatan_of
from programme.registers.matches import matches
from programme.sealing import open_text
from programme.seats import Placed, Wish
from storage.tables import Application, Intake, Selection, SelectionRow

#: Sent to the province, which has yet to answer.
PROPOSED = "diusulkan"
#: How a register's row must have been found to count.
_SURE = frozenset({"nik", "name_birth"})


@dataclass(frozen=True, slots=True)
class Listed:
    """One applicant of a selection, with where they stand and why."""

    application: Application
    place: int
    reasons: tuple[Reason, ...]
    #: In which skill a seat is theirs; None on the waiting list.
    skill: str | None
    waiting: int | None
    #: Why staff put them elsewhere, the newest reason last.
    moves: tuple[str, ...] = ()
    #: Why the province did not accept them; None where it did, or has not answered.
    refused: str | None = None

    @property
    def score(self) -> int:
        """The points of all reasons."""
        return sum(reason.points for reason in self.reasons)


def reckoned(session: Session, selection: Selection, office: Office, now: datetime) -> list[Listed]:
    """A draft as it would be now."""
    found = verified(session, selection.intake_id)
    intake = session.get_one(Intake, selection.intake_id)
    terms = Terms(intake.age_max, intake.reference_date, now, office.selecting.weights)
    ranked = {
        one.candidate.number: one for one in rank([_candidate(session, one, office) for one in found.values()], terms)
    }
    order = moved(list(ranked), [(move.application.number, move.place) for move in selection.moves])
    placed = walk(session, intake, [found[number] for number in order])
    why = why_moved(session, selection)
    return [
        Listed(
            application=found[one.number],
            place=place,
            reasons=ranked[one.number].reasons,
            skill=one.skill,
            waiting=one.waiting,
            moves=why.get(found[one.number].id, ()),
        )
        for place, one in enumerate(placed, start=1)
    ]


def verified(session: Session, intake_id: int) -> dict[str, Application]:
    """Whoever may be selected, by number: also who was passed over, paused, while the others were decided."""
    left_over = (
        select(SelectionRow.application_id)
        .join(Selection, Selection.id == SelectionRow.selection_id)
        .where(Selection.state == "decided")
    )
    chosen = (Application.state == VERIFIED) | ((Application.state == PROPOSED) & Application.id.in_(left_over))
    found = session.scalars(
        select(Application).where(Application.intake_id == intake_id, chosen).order_by(Application.id)
    )
    return {application.number: application for application in found if not seating.set_aside(application)}


def walk(session: Session, intake: Intake, order: Sequence[Application]) -> list[Placed]:
    """Give out what is left; whoever stands by from an earlier selection comes before everybody of this one.

    A seat that is being offered is kept, and for each who may be asked for one a seat of their choice.
    """
    kept = [offer.skill for offer in seat_offers.open_offers(session, intake.id)]
    taken = [*seating.skills_taken(session, intake.id), *kept]
    limits = {
        skill: None if limit is None else max(limit - taken.count(skill), 0)
        for skill, limit in seating.limits(intake).items()
    }
    ahead = [wish for _, wish in seat_offers.wishes(session, intake.id)]
    wishes = [*ahead, *(Wish(one.number, one.first_skill, one.second_skill) for one in order)]
    placed = seats.walk(wishes, limits, max(seating.most(intake) - len(taken), 0))[len(ahead) :]
    waiting = count(len(seating.waiting_list(session, intake.id)) + 1)
    return [one if one.skill else replace(one, waiting=next(waiting)) for one in placed]


def why_moved(session: Session, selection: Selection) -> dict[int, tuple[str, ...]]:
    """Why somebody was moved, by application."""
    found: dict[int, tuple[str, ...]] = {}
    for move in selection.moves:
        found[move.application_id] = (*found.get(move.application_id, ()), open_text(session, move.why))
    return found


def _candidate(session: Session, application: Application, office: Office) -> Candidate:
    person = application.person
    registered = _registered_desil(session, application)
    states = applications.document_states(application)
    required = [rule for rule in office.checklist if rule.need == checklist.REQUIRED]
    return Candidate(
        number=application.number,
        state=VERIFIED,
        submitted_at=application.submitted_at,
        birth_date=person.birth_date,
        district=kecamatan_of(person.village),
        desil=application.desil if registered is None else registered,
        desil_registered=registered is not None,
        aid=None if application.aid is None else tuple(filter(None, application.aid.split(","))),
        papers=len(required) - len(checklist.outstanding(required, states)),
        papers_of=len(required),
        dormitory=application.dormitory,
        set_aside=seating.set_aside(application),
    )


def _registered_desil(session: Session, application: Application) -> int | None:
    """What a register says of the family, where it is surely theirs: a name and a kecamatan alone are not enough."""
    sure = [match for match in matches(session, application.person) if match.how in _SURE]
    return next((match.desil for match in sure if match.desil is not None), None)
