"""Two contacts turn out to be one person: everything of the younger goes to the older, in the transaction that found
it out (docs/decisions/0011-one-person-two-channels.md).

Only a number that both channels proved, a code, or the platform's own word joins two contacts; a typed number never
does, since people type a brother's phone.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from programme import applications, audit, codes
from programme.eligibility import Finding
from programme.sealing import vault_of
from storage.tables import (
    Acting,
    Address,
    Aid,
    AlumnusClaim,
    Application,
    Base,
    BusinessReport,
    Consent,
    Contact,
    ContactCode,
    DataRequest,
    Job,
    Objection,
    OfficeQuestion,
    Outbox,
    Reminder,
    StaffMember,
    Talk,
)

#: How it was found out, as the trail says it.
Proof = Literal["number", "code", "moved"]

#: "two_forms": both have answers in an open form, and one of them would be lost; nothing was changed. "gone": the other
#: is no contact any more.
Outcome = Literal["joined", "two_forms", "gone"]


class TakeFirst(Exception):  # noqa: N818 - a state of affairs, answered by beginning again
    """Somebody else holds what is needed: begin the transaction again, with these contacts locked in order.

    Waiting here instead, with one contact locked already, two such transactions could wait for each other for ever.
    """

    def __init__(self, contact_ids: tuple[int, ...]) -> None:
        super().__init__("contacts must be locked first")
        self.contact_ids = contact_ids


def join(session: Session, writer: int, other: int, *, speaks: int, proof: Proof, at: datetime) -> Outcome:
    """Make one contact of two; the older number stays.

    The writer is locked already. Language and what was last shown are those of the contact that `speaks`, one of the
    two; `stop` counts from the earlier one. Raises TakeFirst.
    """
    kept, gone = sorted((writer, other))
    if not _lock(session, other, (kept, gone)):
        return "gone"
    if _answered_forms(session, kept, gone) > 1:
        return "two_forms"
    for table, move in MOVES.items():
        _take(session, table, gone, (kept, gone))
        move(session, kept, gone)
    codes.join_tallies(session, kept, gone, at)
    _join_rows(session, kept, gone, speaks)
    why = f"contact {gone} became contact {kept}"
    audit.record(session, by="person", action="contacts_joined", at=at, contact_id=kept, subject=proof, why=why)
    session.expire_all()
    return "joined"


def _lock(session: Session, contact_id: int, both: tuple[int, ...]) -> bool:
    """Whether the contact is there, and then it is locked; without waiting, since another one is locked already."""
    one = select(Contact.id).where(Contact.id == contact_id)
    if session.scalar(one.with_for_update(skip_locked=True)) is not None:
        return True
    if session.scalar(one) is not None:
        raise TakeFirst(both)
    return False


def _take(session: Session, table: Any, contact_id: int, both: tuple[int, ...]) -> None:
    """Lock the rows that are to move; one that somebody is marking just now is not waited for either."""
    theirs = select(table.id).where(table.contact_id == contact_id)
    if len(session.scalars(theirs).all()) != len(session.scalars(theirs.with_for_update(skip_locked=True)).all()):
        raise TakeFirst(both)


def _answered_forms(session: Session, kept: int, gone: int) -> int:
    talks = session.scalars(select(Talk).where(Talk.contact_id.in_((kept, gone))))
    return sum(_has_answers(session, talk) for talk in talks)


def _has_answers(session: Session, talk: Talk) -> bool:
    return bool(vault_of(session).open_json(talk.content)["answers"])


def _all(table: Any) -> Callable[[Session, int, int], None]:
    """Every row goes over as it is."""

    def move(session: Session, kept: int, gone: int) -> None:
        session.execute(update(table).where(table.contact_id == gone).values(contact_id=kept))

    return move


def _acting(session: Session, kept: int, gone: int) -> None:
    """For a person for whom both acted, one row stays."""
    mine = {acting.person_id: acting for acting in session.scalars(select(Acting).filter_by(contact_id=kept))}
    for acting in session.scalars(select(Acting).filter_by(contact_id=gone)).all():
        same = mine.get(acting.person_id)
        if same is None:
            acting.contact_id = kept
        else:
            _one_acting(session, same, acting)
    session.flush()


def _one_acting(session: Session, kept: Acting, gone: Acting) -> None:
    """Who acts keeps the role in which they began; what was revoked of one chat only is not revoked."""
    first = min((kept, gone), key=lambda acting: (acting.revoked_at is not None, acting.since, acting.id))
    if "guardian" in (roles := {kept.role, gone.role}) and len(roles) > 1:
        _same_chat_as_guardian(session, kept.person_id)
    kept.role, kept.since, kept.revoked_at = first.role, min(kept.since, gone.since), first.revoked_at
    session.delete(gone)


def _same_chat_as_guardian(session: Session, person_id: int) -> None:
    """A guardian's yes came from another chat of whoever registered: it stays, and staff look at it."""
    for application in session.scalars(select(Application).filter_by(person_id=person_id)):
        applications.add_finding(session, application, Finding("guardian_same_chat", staff_only=True))


def _reminders(session: Session, kept: int, gone: int) -> None:
    """What both were to be told is told once, and not again where either was."""
    mine = {(row.about, row.step): row for row in session.scalars(select(Reminder).filter_by(contact_id=kept))}
    for row in session.scalars(select(Reminder).filter_by(contact_id=gone)).all():
        same = mine.get((row.about, row.step))
        if same is None:
            row.contact_id = kept
        else:
            same.state = row.state if same.state == "pending" else same.state
            session.delete(row)
    session.flush()


def _claims(session: Session, kept: int, gone: int) -> None:
    """Of two that wait the one that was made first stays."""
    waiting = AlumnusClaim.contact_id.in_((kept, gone)), AlumnusClaim.state == "open"
    for claim in session.scalars(select(AlumnusClaim).where(*waiting).order_by(AlumnusClaim.id)).all()[1:]:
        session.delete(claim)
    session.flush()
    _all(AlumnusClaim)(session, kept, gone)


def _staff(session: Session, kept: int, gone: int) -> None:
    """Of two memberships the one that may still do something stays, and the other has no chat any more."""
    rows = list(session.scalars(select(StaffMember).where(StaffMember.contact_id.in_((kept, gone)))))
    rows.sort(key=lambda member: (member.removed_at is not None, member.id))
    for member in rows:
        member.contact_id = None
    session.flush()
    for member in rows[:1]:
        member.contact_id = kept
    session.flush()


def _talk(session: Session, kept: int, gone: int) -> None:
    """The form with answers stays, or else the one that was spoken of last; of the other nothing is lost."""
    talks = list(session.scalars(select(Talk).where(Talk.contact_id.in_((kept, gone)))))
    talks.sort(key=lambda talk: (_has_answers(session, talk), talk.updated_at, talk.id))
    for talk in talks[:-1]:
        session.execute(delete(Reminder).where(Reminder.contact_id == kept, Reminder.about == f"talk:{talk.id}"))
        session.delete(talk)
        session.flush()
    for talk in talks[-1:]:
        talk.contact_id = kept
    session.flush()


#: What becomes of the rows of every table that refers to a contact.
MOVES: Mapping[type[Base], Callable[[Session, int, int], None]] = {
    Address: _all(Address),
    Aid: _all(Aid),
    AlumnusClaim: _claims,
    Application: _all(Application),
    BusinessReport: _all(BusinessReport),
    Consent: _all(Consent),
    ContactCode: _all(ContactCode),
    DataRequest: _all(DataRequest),
    OfficeQuestion: _all(OfficeQuestion),
    Outbox: _all(Outbox),
    Acting: _acting,
    Job: _all(Job),
    Objection: _all(Objection),
    Reminder: _reminders,
    StaffMember: _staff,
    Talk: _talk,  # after the reminders, some of which are about the talk that goes
}


def _join_rows(session: Session, kept: int, gone: int, speaks: int) -> None:
    """The contacts' own rows: by which link they first came stays the older one's."""
    one, other = session.get_one(Contact, kept), session.get_one(Contact, gone)
    speaker = one if speaks == kept else other
    one.language, one.offered, one.misunderstood = speaker.language, speaker.offered, speaker.misunderstood
    one.stopped_at = min((at for at in (one.stopped_at, other.stopped_at) if at is not None), default=None)
    one.burst_since, one.burst = max((one, other), key=lambda row: row.burst).burst_since, max(one.burst, other.burst)
    one.last_message_at = max(one.last_message_at, other.last_message_at)
    session.flush()
    session.expunge(other)
    session.execute(delete(Contact).where(Contact.id == gone))
