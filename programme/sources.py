"""How many people came by each campaign's link, and how many of them registered."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.tables import Application, Contact


@dataclass(frozen=True, slots=True)
class Came:
    """What a campaign brought; `source` is None for those who found the service by themselves."""

    source: str | None
    contacts: int
    registrations: int


def came(session: Session) -> list[Came]:
    """Every campaign by which somebody came, the most fruitful first."""
    counted = func.count(Contact.id.distinct()), func.count(Application.id)
    rows = select(Contact.source, *counted).outerjoin(Application, Application.contact_id == Contact.id)
    found = [Came(*row) for row in session.execute(rows.group_by(Contact.source)).tuples()]
    return sorted(found, key=lambda one: (-one.registrations, -one.contacts, one.source or ""))
