"""The seats of an intake on record: how many there are, who holds one, and who stands by, in order."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from programme import people, seats
from programme.states import SEATED
from storage.tables import Application, Intake, Selection, SelectionRow


def most(intake: Intake) -> int:
    """How many seats there are in all skills together."""
    return intake.quota + intake.granted


def limits(intake: Intake) -> dict[str, int | None]:
    """The seats of each skill that is offered; None where it has no limit of its own."""
    return {offered.skill: offered.seats for offered in intake.skills}


def seated(session: Session, intake_id: int) -> list[Application]:
    """Who holds a seat of the intake, or held it to the end."""
    held = Application.intake_id == intake_id, Application.state.in_(SEATED)
    return list(session.scalars(select(Application).where(*held).order_by(Application.id)))


def skills_taken(session: Session, intake_id: int) -> list[str]:
    """The skill of every seat that is held."""
    return [application.seat_skill or application.first_skill for application in seated(session, intake_id)]


def promised(session: Session, intake_id: int) -> list[str]:
    """The skill of every seat that a selection under way has promised: confirmed by staff, and not decreed yet."""
    of_intake = select(Selection).filter_by(intake_id=intake_id).order_by(Selection.round.desc())
    selection = session.scalar(of_intake.limit(1))
    if selection is None or selection.state in ("draft", "decided"):
        return []
    return [row.skill for row in selection.rows if row.skill and row.refused is None]


def has_seat(session: Session, intake: Intake, skill: str) -> bool:
    """Whether a seat of that skill is neither held nor promised."""
    given = [*skills_taken(session, intake.id), *promised(session, intake.id)]
    return seats.remaining(given, limits(intake), most(intake)).get(skill, 0) > 0


def free_seats(session: Session, intake: Intake) -> dict[str, int]:
    """How many seats each skill has left."""
    return seats.remaining(skills_taken(session, intake.id), limits(intake), most(intake))


def waiting_list(session: Session, intake_id: int) -> list[Application]:
    """Who stands by for a seat of the intake, the next one first; not whose case is paused at their wish.

    The places are those of the selection that put them there; an earlier selection goes before a later one.
    """
    of_row = SelectionRow.selection_id == Selection.id
    placed = (
        select(
            SelectionRow.application_id,
            func.max(Selection.round).label("round"),
            func.max(SelectionRow.waiting).label("place"),
        )
        .join(Selection, of_row)
        .where(Selection.intake_id == intake_id)
        .group_by(SelectionRow.application_id)
        .subquery()
    )
    found = session.scalars(
        select(Application)
        .outerjoin(placed, placed.c.application_id == Application.id)
        .where(Application.intake_id == intake_id, Application.state == "cadangan")
        .order_by(placed.c.round.nulls_last(), placed.c.place.nulls_last(), Application.state_since, Application.id)
    )
    return [application for application in found if not set_aside(application)]


def set_aside(application: Application) -> bool:
    """Its person's record is kept and not worked with."""
    return people.is_set_aside(application.person)
