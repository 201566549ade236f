"""Start-up aid (*bantuan stimulan*): proposed, verified, approved, handed over, accounted for, monitored.

Every step goes through one place, which locks the row, asks the table of states, and writes down who, when and why.
Whoever proposed does not approve it, as long as somebody else could.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from programme import audit, businesses, check_ins, numbering, people, staff
from programme.aid_states import CANCELLABLE, OPEN, STATES, Acts, By, demand, may_enter
from programme.office import Office
from programme.sealing import open_text, seal_text, vault_of
from programme.staff import Member
from storage.tables import Aid, AidEvent, AidReceipt, Business, Person

#: More items are several proposals.
MOST_ITEMS = 20


class AlreadyOpen(Exception):  # noqa: N818 - a state of affairs, told kindly
    """This person has aid under way, under the number that is told. Nothing was written."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


class Outdated(Exception):  # noqa: N818 - a state of affairs, told kindly
    """Somebody else was quicker: it has moved on since it was shown. Nothing was changed."""


class Gone(Exception):  # noqa: N818 - a state of affairs, told kindly
    """It was erased, or its person's record is only kept at their wish. Nothing was changed."""


class OwnProposal(Exception):  # noqa: N818 - a state of affairs, told kindly
    """Whoever proposed it does not approve it. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is to be bought, and what it costs in rupiah."""

    name: str
    rupiah: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What for, why, and what it costs item by item."""

    what: str
    why: str
    items: tuple[Item, ...]

    @property
    def total(self) -> int:
        """The sum of its items, in rupiah."""
        return sum(item.rupiah for item in self.items)


@dataclass(frozen=True, slots=True)
class HandOver:
    """When it was handed over, by which berita acara serah terima, and a photo of that."""

    on: date
    bast_number: str
    media_id: str | None = None


@dataclass(frozen=True, slots=True)
class Accounted:
    """What the receipts add up to; of some nobody could say the amount."""

    rupiah: int
    receipts: int
    unknown: int


def propose(
    session: Session,
    person_id: int,
    told: Proposal,
    *,
    office: Office,
    now: datetime,
    zone: tzinfo,
    contact_id: int | None = None,
    member: Member | None = None,
) -> Aid:
    """Write down a proposal, by staff or (no member) from the chat of its person. Raises AlreadyOpen and Gone.

    `contact_id` is the chat that is told of it.
    """
    person = session.scalar(select(Person).filter_by(id=person_id).with_for_update())
    if person is None or people.is_set_aside(person):
        raise Gone
    _demand_none_open(session, person_id)
    year = now.astimezone(zone).year
    aid = Aid(
        number=f"BST-{year}-{numbering.next_number(session, f'aid-{year}'):04d}",
        person_id=person_id,
        business_id=_business(session, person_id),
        state="",
        content=vault_of(session).seal_json(_plain(told)),
        total=told.total,
        contact_id=contact_id,
        made_at=now,
    )
    session.add(aid)
    _enter(session, aid, "diajukan", member, contact_id, now=now, office=office, zone=zone)
    return aid


def step(
    session: Session,
    aid_id: int,
    shown: int,
    to: str,
    *,
    member: Member,
    office: Office,
    now: datetime,
    zone: tzinfo,
    reason: str | None = None,
    handed: HandOver | None = None,
) -> Aid:
    """What staff do with it, as it was shown. Raises Gone, Outdated, OwnProposal, AlreadyOpen and NotAllowed."""
    aid = _locked(session, aid_id)
    if version(aid) != shown:
        raise Outdated
    demand(aid.state, to, _by(member))
    if is_own(session, aid, to, member):
        raise OwnProposal
    if aid.state not in OPEN and to in OPEN:
        _demand_none_open(session, aid.person_id, but=aid.id)
    if handed is not None:
        _hand_over(session, aid, handed, now, office, zone)
    _enter(session, aid, to, member, None, now=now, office=office, zone=zone, reason=reason)
    return aid


def take_back(session: Session, aid_id: int, *, contact_id: int, office: Office, now: datetime, zone: tzinfo) -> Aid:
    """Its person wants it no more. Raises Gone, and NotAllowed once it has been handed over."""
    aid = _locked(session, aid_id)
    _enter(session, aid, "dibatalkan", None, contact_id, now=now, office=office, zone=zone)
    return aid


def add_receipt(
    session: Session, aid: Aid, media_id: str | None, amount: int | None, *, now: datetime, member: Member | None = None
) -> None:
    """Keep a receipt: from its person, or brought to a member of staff."""
    session.add(
        AidReceipt(
            aid_id=aid.id, media_id=media_id, amount=amount, at=now, staff_id=None if member is None else member.id
        )
    )
    session.flush()
    session.expire(aid, ["receipts"])
    if member is not None:
        staff.note(session, member, "aid_receipt", at=now, person_id=aid.person_id, why=aid.number)


def accounted(aid: Aid) -> Accounted:
    """What has been accounted for so far."""
    amounts = [receipt.amount for receipt in aid.receipts]
    return Accounted(sum(amount or 0 for amount in amounts), len(amounts), sum(amount is None for amount in amounts))


def acts(aid: Aid) -> Acts:
    """Who acts now: once its receipts add up, or of some nobody knows the amount, staff have to look at them."""
    so_far = accounted(aid)
    is_looked_at_next = so_far.unknown > 0 or so_far.rupiah >= aid.total
    return "office" if aid.state == "diserahkan" and is_looked_at_next else STATES[aid.state]


def takes_receipts(aid: Aid) -> bool:
    """Whether receipts are awaited."""
    return aid.state == "diserahkan" and aid.person.restricted_at is None


def told(session: Session, aid: Aid) -> Proposal:
    """What was proposed, opened."""
    stored = vault_of(session).open_json(aid.content)
    return Proposal(stored["what"], stored["why"], tuple(Item(name, rupiah) for name, rupiah in stored["items"]))


def reason(session: Session, event: AidEvent) -> str | None:
    """Why it came into that state, opened."""
    return None if event.reason is None else open_text(session, event.reason)


def version(aid: Aid) -> int:
    """By which a card is known to be of today: every step makes another one."""
    return aid.history[-1].id


def steps(session: Session, aid: Aid, member: Member) -> list[str]:
    """Into which states this member may bring it now; into none while its person's record is only kept."""
    if aid.person.restricted_at is not None:
        return []
    by = _by(member)
    ways = [to for to in STATES if may_enter(aid.state, to, by)]
    return [to for to in ways if not is_own(session, aid, to, member)]


def is_own(session: Session, aid: Aid, to: str, member: Member) -> bool:
    """Whether somebody else has to approve it: this member proposed it, and there is another who could."""
    if to != "disetujui" or proposed_by(aid) != member.id:
        return False
    return any(other.id != member.id for other in staff.members(session, "approve_aid"))


def proposed_by(aid: Aid) -> int | None:
    """The member of staff who proposed it; None where its person did."""
    return aid.history[0].staff_id


def get(session: Session, aid_id: int) -> Aid | None:
    """That aid, unless its person is named no more."""
    aid = session.get(Aid, aid_id)
    return None if aid is None or aid.person.anonymised_at is not None else aid


def counts(session: Session) -> dict[str, int]:
    """How many there are in each state, of people who are still named; in the order of the states."""
    counted = select(Aid.state, func.count()).join(Person).where(Person.anonymised_at.is_(None)).group_by(Aid.state)
    found = dict(session.execute(counted).tuples().all())
    return {state: found[state] for state in STATES if state in found}


def in_state(session: Session, state: str, limit: int, after: int = 0) -> list[Aid]:
    """Those in that state, whichever waits longest first; `after` so many."""
    named = select(Aid).join(Person).where(Aid.state == state, Person.anonymised_at.is_(None))
    return list(session.scalars(named.order_by(Aid.state_since, Aid.id).offset(after).limit(limit)))


def of_person(session: Session, person_id: int) -> list[Aid]:
    """All aid of somebody, the newest first."""
    return list(session.scalars(select(Aid).filter_by(person_id=person_id).order_by(Aid.id.desc())))


def of_contact(session: Session, contact_id: int) -> list[Aid]:
    """All aid of those for whom this contact acts, the newest first."""
    rows = (
        select(Aid).join(Person).where(Aid.person_id.in_(people.acted_for(contact_id)), Person.anonymised_at.is_(None))
    )
    return list(session.scalars(rows.order_by(Aid.id.desc())))


def for_contact(session: Session, contact_id: int, aid_id: int) -> Aid | None:
    """That aid, if this contact acts for its person; somebody else's looks like none at all."""
    return next((aid for aid in of_contact(session, contact_id) if aid.id == aid_id), None)


def open_of(session: Session, person_id: int) -> Aid | None:
    """The aid of somebody that is under way; None where the next may be proposed."""
    return session.scalar(select(Aid).where(Aid.person_id == person_id, Aid.state.in_(OPEN)).limit(1))


def can_take_back(aid: Aid) -> bool:
    """Whether its person may still cancel it by themselves."""
    return aid.state in CANCELLABLE and aid.person.restricted_at is None


def remind_at(state: str, now: datetime, office: Office, zone: tzinfo) -> datetime | None:
    """When whoever holds it up is reminded next; at one hour for all, so that a day brings one message and not ten."""
    if STATES[state] == "nobody":
        return None
    day = now.astimezone(zone).date() + timedelta(days=office.mentoring.aid_days)
    return datetime.combine(day, time(office.mentoring.hour), zone)


def _by(member: Member) -> By:
    return "approver" if member.may("approve_aid") else "staff"


def _locked(session: Session, aid_id: int) -> Aid:
    one = select(Aid).filter_by(id=aid_id).with_for_update(of=Aid).execution_options(populate_existing=True)
    aid = session.scalar(one)
    if aid is None or people.is_set_aside(aid.person):
        raise Gone
    return aid


def _enter(
    session: Session,
    aid: Aid,
    to: str,
    member: Member | None,
    contact_id: int | None,
    *,
    now: datetime,
    office: Office,
    zone: tzinfo,
    reason: str | None = None,
) -> None:
    """The only place where its state changes."""
    demand(aid.state, to, _by(member) if member else "person")
    aid.state, aid.state_since, aid.remind_at = to, now, remind_at(to, now, office, zone)
    sealed = seal_text(session, reason) if reason else None
    aid.history.append(AidEvent(state=to, at=now, staff_id=member.id if member else None, reason=sealed))
    session.flush()
    _note(session, aid, member, contact_id, now)


def _note(session: Session, aid: Aid, member: Member | None, contact_id: int | None, now: datetime) -> None:
    about: dict[str, Any] = {"at": now, "person_id": aid.person_id, "subject": aid.state, "why": aid.number}
    if member is not None:
        staff.note(session, member, "aid_changed", **about)
    elif contact_id is not None:
        by = "guardian" if people.role(session, contact_id, aid.person_id) == "guardian" else "person"
        audit.record(session, by=by, action="aid_changed", contact_id=contact_id, **about)


def _demand_none_open(session: Session, person_id: int, but: int | None = None) -> None:
    """One at a time. Raises AlreadyOpen."""
    under_way = open_of(session, person_id)
    if under_way is not None and under_way.id != but:
        raise AlreadyOpen(under_way.number)


def _hand_over(session: Session, aid: Aid, handed: HandOver, now: datetime, office: Office, zone: tzinfo) -> None:
    """From that day on the months of its business's check-ins are counted."""
    aid.handed_on, aid.bast_number, aid.bast_media_id = handed.on, handed.bast_number, handed.media_id
    aid.business_id = aid.business_id or _business(session, aid.person_id)
    business = businesses.get(session, aid.business_id) if aid.business_id else None
    if business is not None and business.state != "closed":
        business.monitored_since = handed.on
        session.flush()
        check_ins.begin(session, business, now, office, zone)


def _business(session: Session, person_id: int) -> int | None:
    """The newest of theirs that is not closed; None where there is none yet."""
    theirs: Sequence[Business] = businesses.of_person(session, person_id)
    return next((business.id for business in theirs if business.state != "closed"), None)


def _plain(told: Proposal) -> dict[str, Any]:
    return {"what": told.what, "why": told.why, "items": [[item.name, item.rupiah] for item in told.items]}
