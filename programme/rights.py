"""The rights of those whom records are about, as rows that run against a clock.

The office has 3 x 24 hours for access, correction, pausing and erasure (UU 27/2022 art. 30, 32, 41-44). What people do
by themselves in the chat is done at once, and its row says so; what needs staff stays open until they have done it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from programme import audit, pausing, people
from storage.tables import Application, DataRequest, Person

LIMIT = timedelta(hours=72)

Right = Literal["access", "correction", "restriction", "erasure"]


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """What staff still have to do, and by when; `numbers` are the registrations it is about."""

    id: int
    right: str
    numbers: Sequence[str]
    asked_at: datetime
    due_at: datetime


def ask(session: Session, right: Right, *, contact_id: int, person_id: int | None, at: datetime) -> DataRequest:
    """Keep a request that staff have to fulfil."""
    request = DataRequest(contact_id=contact_id, person_id=person_id, right=right, asked_at=at, due_at=at + LIMIT)
    session.add(request)
    session.flush()
    return request


def fulfilled(session: Session, right: Right, *, contact_id: int, person_id: int | None, at: datetime) -> None:
    """Keep that a right was used and served in the same moment."""
    ask(session, right, contact_id=contact_id, person_id=person_id, at=at).done_at = at
    session.flush()


def finish(session: Session, request_id: int, at: datetime) -> bool:
    """Staff have done it; False where there is no such open request."""
    request = session.get(DataRequest, request_id)
    if request is None or request.done_at is not None:
        return False
    request.done_at = at
    audit.record(
        session, by="operator", action="request_done", at=at, person_id=request.person_id, subject=request.right
    )
    return True


def open_requests(session: Session) -> list[OpenRequest]:
    """What staff have yet to do, the most urgent first."""
    return [_opened(session, request) for request in session.scalars(_open())]


def overdue(session: Session, now: datetime) -> list[OpenRequest]:
    """The open requests whose 72 hours are over."""
    return [_opened(session, request) for request in session.scalars(_open().where(DataRequest.due_at <= now))]


def requests_about(session: Session, contact_id: int, person_id: int | None) -> list[DataRequest]:
    """Every request about that person, and those of this contact that are about nobody in particular."""
    of_contact = (DataRequest.contact_id == contact_id) & DataRequest.person_id.is_(None)
    about = of_contact if person_id is None else of_contact | (DataRequest.person_id == person_id)
    return list(session.scalars(select(DataRequest).where(about).order_by(DataRequest.asked_at, DataRequest.id)))


def restrict(session: Session, person: Person, *, contact_id: int, at: datetime) -> None:
    """Only keep the record from now on: no reminder, announcement or selection uses it (UU 27/2022 art. 41)."""
    _pause(session, person, at, action="restricted", contact_id=contact_id, at=at)
    fulfilled(session, "restriction", contact_id=contact_id, person_id=person.id, at=at)


def lift(session: Session, person: Person, *, contact_id: int, at: datetime) -> None:
    """The record may be worked with again, and the clocks of its case go on."""
    pausing.clocks_go_on(session, person, at)
    _pause(session, person, None, action="restriction_lifted", contact_id=contact_id, at=at)


def is_restricted(session: Session, person_id: int) -> bool:
    """Whether this person's record is only to be kept and not to be worked with."""
    return session.scalar(select(Person.restricted_at).where(Person.id == person_id)) is not None


def actor(session: Session, contact_id: int, person_id: int) -> str:
    """As whom the trail names a contact: "guardian", or "person" for the person and whoever helps them write."""
    return "guardian" if people.role(session, contact_id, person_id) == "guardian" else "person"


def note(session: Session, action: str, *, contact_id: int, person_id: int, at: datetime) -> None:
    """A line in the trail of what a contact did with somebody's record."""
    by = actor(session, contact_id, person_id)
    audit.record(session, by=by, action=action, at=at, contact_id=contact_id, person_id=person_id)


def _pause(
    session: Session, person: Person, since: datetime | None, *, action: str, contact_id: int, at: datetime
) -> None:
    person.restricted_at = since
    note(session, action, contact_id=contact_id, person_id=person.id, at=at)


def _open() -> Select[tuple[DataRequest]]:
    return select(DataRequest).where(DataRequest.done_at.is_(None)).order_by(DataRequest.due_at, DataRequest.id)


def _opened(session: Session, request: DataRequest) -> OpenRequest:
    about = select(Application.number).filter_by(person_id=request.person_id).order_by(Application.number)
    numbers = () if request.person_id is None else tuple(session.scalars(about))
    return OpenRequest(request.id, request.right, numbers, request.asked_at, request.due_at)
