"""The rights of those whom records are about, as rows that run against a clock.

The office has 3 x 24 hours for access, correction, pausing and erasure (UU 27/2022 art. 30, 32, 41-44). What people do
by themselves in the chat is done at once, and its row says so; what needs staff stays open until they have done it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, select, update
from sqlalchemy.orm import Session

from programme import audit, pausing, people, staff
from programme.sealing import vault_of
from programme.staff import Member
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
    #: Who asked, and is told once it is done.
    contact_id: int | None
    person_id: int | None
    #: Which member of staff has it in hand; None where nobody has.
    taken_by: int | None
    taken_at: datetime | None


def ask(
    session: Session,
    right: Right,
    *,
    contact_id: int,
    person_id: int | None,
    at: datetime,
    wanted: Mapping[str, Any] | None = None,
) -> DataRequest:
    """Keep a request that staff have to fulfil; `wanted` says what, in plain values."""
    request = DataRequest(contact_id=contact_id, person_id=person_id, right=right, asked_at=at, due_at=at + LIMIT)
    request.wanted = None if wanted is None else vault_of(session).seal_json(dict(wanted))
    session.add(request)
    session.flush()
    return request


def fulfilled(session: Session, right: Right, *, contact_id: int, person_id: int | None, at: datetime) -> None:
    """Keep that a right was used and served in the same moment."""
    ask(session, right, contact_id=contact_id, person_id=person_id, at=at).done_at = at
    session.flush()


def finish(
    session: Session, request_id: int, at: datetime, *, member: Member | None = None, note: str | None = None
) -> bool:
    """Staff have done it, here or (no member) at the command line; False where there is no such open request."""
    request = _change(session, request_id, DataRequest.done_at.is_(None), done_at=at)
    if request is None:
        return False
    person_id, right = request.person_id, request.right
    if member is None:
        audit.record(session, by="operator", action="request_done", at=at, person_id=person_id, subject=right)
    else:
        said = {"note": note} if note and person_id is not None else None
        staff.note(session, member, "request_done", at=at, person_id=person_id, subject=right, after=said)
    return True


def take(session: Session, request_id: int, member: Member, at: datetime) -> bool:
    """A member has it in hand from now on; False where somebody else was quicker, or it is done."""
    free = DataRequest.done_at.is_(None) & DataRequest.taken_by.is_(None)
    return _put_into_hands(session, request_id, free, member, member, at)


def hand_over(session: Session, request_id: int, to: Member, *, by: Member, at: datetime) -> bool:
    """Put it into somebody's hands, whoever had it; False where it is done."""
    return _put_into_hands(session, request_id, DataRequest.done_at.is_(None), to, by, at)


def wanted(session: Session, request_id: int) -> Mapping[str, Any] | None:
    """What is wanted, where it was kept."""
    sealed = session.scalar(select(DataRequest.wanted).filter_by(id=request_id))
    return None if sealed is None else vault_of(session).open_json(sealed)


def get_open(session: Session, request_id: int) -> OpenRequest | None:
    """That request, unless it is done."""
    request = session.scalar(_open().where(DataRequest.id == request_id))
    return None if request is None else _opened(session, request)


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
    return OpenRequest(
        id=request.id,
        right=request.right,
        numbers=numbers,
        asked_at=request.asked_at,
        due_at=request.due_at,
        contact_id=request.contact_id,
        person_id=request.person_id,
        taken_by=request.taken_by,
        taken_at=request.taken_at,
    )


def _put_into_hands(
    session: Session, request_id: int, where: ColumnElement[bool], to: Member, by: Member, at: datetime
) -> bool:
    request = _change(session, request_id, where, taken_by=to.id, taken_at=at)
    if request is None:
        return False
    staff.note(
        session,
        by,
        "request_taken" if to.id == by.id else "request_handed_over",
        at=at,
        person_id=request.person_id,
        subject=request.right,
        why=None if to.id == by.id else f"staff {to.id}",
    )
    return True


def _change(session: Session, request_id: int, where: ColumnElement[bool], **values: Any) -> DataRequest | None:
    """Once only, also where two want it at the same instant: None to the second."""
    one = update(DataRequest).where(DataRequest.id == request_id, where).values(values)
    return session.scalar(one.returning(DataRequest).execution_options(populate_existing=True))
