"""Selections on record: a draft that is reckoned anew, moved and confirmed by staff, and then frozen; the province's
answer; the decree.

The order is that of programme.ranking after staff's moves, the seats those of programme.seats. Each step says who may
no longer be in it (withdrawn, paused at their wish) by leaving them out and walking down the same order again: whoever
comes next moves up, and nobody loses a seat by it.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import cases, seat_offers, seating, staff
from programme.office import Office
from programme.ranking import VERIFIED, Reason
from programme.sealing import open_text, seal_text, vault_of
from programme.selection_draft import PROPOSED, Listed, reckoned, verified, walk, why_moved
from programme.staff import Member
from storage.tables import Application, Intake, Selection, SelectionMove, SelectionRow

#: So many intakes are looked at again, at most.
_INTAKES = 6
#: From which states it is decided, by whether the province is asked.
_BEFORE_DECREE = {True: ("answered",), False: ("confirmed", "proposed", "answered")}


class Frozen(Exception):  # noqa: N818 - a state of affairs, told kindly
    """The selection is past that step: somebody of the office was first. Nothing was changed."""

    def __init__(self, state: str, by: str | None) -> None:
        super().__init__(f"the selection is {state}")
        self.state = state
        #: The name of who confirmed it, where it was confirmed.
        self.by = by


class Changed(Exception):  # noqa: N818 - a state of affairs, told kindly
    """The draft is not the one that was looked at: somebody was verified, withdrew or was moved. Nothing was done."""


class TooFewSeats(Exception):  # noqa: N818 - a state of affairs, told kindly
    """The seats were lowered below those who were selected. Nothing was changed."""

    def __init__(self, selected: int, left: int) -> None:
        super().__init__(f"{selected} selected, seats for {left} of them")
        self.selected = selected
        self.left = left


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter or decree by which something was decided."""

    number: str
    on: date
    #: Who signed it; empty for the letters.
    signatory: str = ""


def newest(session: Session, intake_id: int) -> Selection | None:
    """The selection that an intake is at; None before its first."""
    return session.scalar(select(Selection).filter_by(intake_id=intake_id).order_by(Selection.round.desc()).limit(1))


def get(session: Session, selection_id: int) -> Selection | None:
    """The selection of that id, as it is now."""
    return session.get(Selection, selection_id)


def to_select(session: Session) -> list[Intake]:
    """Intakes that have something to select in, or to look at again: the newest first, and not those of long ago."""
    of_verified = select(Application.intake_id).where(Application.state == VERIFIED)
    wanted = Intake.id.in_(of_verified) | Intake.id.in_(select(Selection.intake_id))
    newest_first = select(Intake).where(wanted).order_by(Intake.year.desc(), Intake.id.desc())
    return list(session.scalars(newest_first.limit(_INTAKES)))


def begin(session: Session, intake_id: int, now: datetime) -> Selection:
    """The selection that an intake is at; a new draft where the last one is decided and somebody was verified since.

    Two members who begin at once get the same one.
    """
    seat_offers.lock(session, intake_id)
    known = newest(session, intake_id)
    if known is not None and (known.state != "decided" or not verified(session, intake_id)):
        return known
    selection = Selection(intake_id=intake_id, round=known.round + 1 if known else 1, state="draft", made_at=now)
    session.add(selection)
    session.flush()
    return selection


def listed(session: Session, selection: Selection, office: Office, now: datetime) -> list[Listed]:
    """Everybody in it, in order: a draft is reckoned anew, anything later is read as it was confirmed."""
    if selection.state == "draft":
        return reckoned(session, selection, office, now)
    why = why_moved(session, selection)
    return [
        Listed(
            application=row.application,
            place=row.place,
            reasons=_reasons(session, row),
            skill=row.skill,
            waiting=row.waiting,
            moves=why.get(row.application_id, ()),
            refused=None if row.refused is None else open_text(session, row.refused),
        )
        for row in selection.rows
    ]


def fingerprint(found: Iterable[Listed]) -> str:
    """Short signs that differ when the list does: what staff confirm is what they saw."""
    seen = [(one.application.number, one.skill) for one in found]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:10]


def move(
    session: Session, selection: Selection, number: str, place: int, why: str, *, by: Member, now: datetime
) -> None:
    """Put an applicant at another place of the draft. Raises Frozen, and Changed where they are no longer in it."""
    _lock(session, selection, "draft")
    application = verified(session, selection.intake_id).get(number)
    if application is None:
        raise Changed
    sealed = seal_text(session, why)
    selection.moves.append(
        SelectionMove(application_id=application.id, place=place, why=sealed, staff_id=by.id, at=now)
    )
    session.flush()
    after = {"place": place, "why": why}
    person_id = application.person_id
    staff.note(session, by, "selection_moved", at=now, person_id=person_id, subject=_name(selection), after=after)


def confirm(
    session: Session, selection: Selection, *, seen: str, office: Office, by: Member, now: datetime
) -> list[Listed]:
    """Freeze the draft as it was looked at. Raises Frozen where somebody else was first, Changed where it is another
    list by now."""
    _lock(session, selection, "draft")
    found = listed(session, selection, office, now)
    if not found or fingerprint(found) != seen:
        raise Changed
    selection.rows = [_row(session, one) for one in found]
    selection.state, selection.confirmed_by, selection.confirmed_at = "confirmed", by.id, now
    selection.weights = json.dumps(dict(office.selecting.weights))
    session.flush()
    staff.note(session, by, "selection_confirmed", at=now, subject=_name(selection))
    return found


def propose(session: Session, selection: Selection, letter: Paper, *, by: Member, now: datetime) -> list[Application]:
    """Send the list to the province: everybody still in it is *diusulkan*. Raises Frozen and TooFewSeats."""
    _lock(session, selection, "confirmed")
    rows = _still(session, selection)
    _walk_again(session, selection, rows)
    selection.state, selection.letter_number, selection.letter_date = "proposed", letter.number, letter.on
    staff.note(session, by, "selection_proposed", at=now, subject=_name(selection), why=letter.number)
    return _enter_all([(row.application, PROPOSED) for row in rows], session, by, now)


def answer(
    session: Session, selection: Selection, letter: Paper, refused: Mapping[str, str], *, by: Member, now: datetime
) -> None:
    """Note the province's answer: everybody is accepted but those named, with the reason. Raises Frozen."""
    _lock(session, selection, "proposed")
    for row in selection.rows:
        why = refused.get(row.application.number)
        row.refused = None if why is None else seal_text(session, why)
    selection.state, selection.answer_number, selection.answer_date = "answered", letter.number, letter.on
    session.flush()
    staff.note(session, by, "selection_answered", at=now, subject=_name(selection), why=letter.number)


def decide(
    session: Session, selection: Selection, decree: Paper, *, office: Office, by: Member, now: datetime
) -> list[Application]:
    """By the decree: a seat (*ditetapkan*), the waiting list in order (*cadangan*), or not (*tidak lolos*).

    Returns whose case changed. Raises Frozen and TooFewSeats.
    """
    _lock(session, selection, *_BEFORE_DECREE[office.selecting.province])
    rows = _still(session, selection)
    accepted = [row for row in rows if row.refused is None]
    _walk_again(session, selection, accepted)
    for row in rows:
        row.application.seat_skill = row.skill if row in accepted else None
    selection.state, selection.decree_number, selection.decree_date = "decided", decree.number, decree.on
    selection.decree_signatory = decree.signatory
    staff.note(session, by, "selection_decided", at=now, subject=_name(selection), why=decree.number)
    refusals = {row.application.id: open_text(session, row.refused) for row in rows if row.refused is not None}
    outcomes = [(row.application, _outcome(row)) for row in rows]
    return _enter_all(outcomes, session, by, now, refusals)


def close(session: Session, selection: Selection, why: str, *, by: Member, now: datetime) -> list[Application]:
    """End the waiting list of the intake: whoever still stands by hears that it came to nothing, and why.

    Whoever is being asked for a seat just now is left until they have answered.
    """
    _lock(session, selection, "decided")
    asked = {offer.application_id for offer in seat_offers.open_offers(session, selection.intake_id)}
    waiting = [one for one in seating.waiting_list(session, selection.intake_id) if one.id not in asked]
    staff.note(session, by, "selection_closed", at=now, subject=_name(selection))
    reasons = {application.id: why for application in waiting}
    return _enter_all([(application, "tidak_lolos") for application in waiting], session, by, now, reasons)


def committed(session: Session, intake_id: int) -> int:
    """How many seats are given, or promised by a selection that staff confirmed: the quota is not lowered below it."""
    return len(seating.seated(session, intake_id)) + len(seating.promised(session, intake_id))


def _walk_again(session: Session, selection: Selection, rows: Sequence[SelectionRow]) -> None:
    """Let whoever is still in it move up. Raises TooFewSeats where somebody would lose the seat that was theirs."""
    intake = session.get_one(Intake, selection.intake_id)
    placed = walk(session, intake, [row.application for row in rows])
    keeps = [one.skill is not None for row, one in zip(rows, placed, strict=True) if row.skill is not None]
    if not all(keeps):
        raise TooFewSeats(len(keeps), sum(keeps))
    for row in selection.rows:
        row.skill = row.waiting = None
    for row, one in zip(rows, placed, strict=True):
        row.skill, row.waiting = one.skill, one.waiting
    session.flush()


def _still(session: Session, selection: Selection) -> list[SelectionRow]:
    """Who is still in it: neither withdrawn meanwhile nor paused. Their cases are held until this is done."""
    cases = select(Application).where(Application.id.in_([row.application_id for row in selection.rows]))
    held = cases.order_by(Application.id).with_for_update(of=Application)
    session.scalars(held.execution_options(populate_existing=True)).all()
    running = (VERIFIED, PROPOSED)
    return [
        row for row in selection.rows if row.application.state in running and not seating.set_aside(row.application)
    ]


def _outcome(row: SelectionRow) -> str:
    if row.refused is not None:
        return "tidak_lolos"
    return "cadangan" if row.skill is None else "ditetapkan"


def _enter_all(
    outcomes: Collection[tuple[Application, str]],
    session: Session,
    by: Member,
    now: datetime,
    reasons: Mapping[int, str] | None = None,
) -> list[Application]:
    """Bring each into its state; who is there already is left alone."""
    entered = []
    for application, state in outcomes:
        if application.state == state:
            continue
        cases.enter(session, application, state, by, now, reason=(reasons or {}).get(application.id))
        entered.append(application)
    session.flush()
    return entered


def _lock(session: Session, selection: Selection, *states: str) -> None:
    """Let nobody else take a step or give away a seat meanwhile. Raises Frozen where it is in none of these states."""
    seat_offers.lock(session, selection.intake_id)
    session.refresh(selection, with_for_update=True)
    if selection.state not in states:
        by = selection.confirmed_by
        raise Frozen(selection.state, None if by is None else staff.name_of(session, by))


def _row(session: Session, one: Listed) -> SelectionRow:
    return SelectionRow(
        application_id=one.application.id,
        place=one.place,
        reasons=vault_of(session).seal_json([reason.to_json() for reason in one.reasons]),
        skill=one.skill,
        waiting=one.waiting,
    )


def _reasons(session: Session, row: SelectionRow) -> tuple[Reason, ...]:
    return tuple(Reason.from_json(stored) for stored in vault_of(session).open_json(row.reasons))


def _name(selection: Selection) -> str:
    return f"selection {selection.id}"
