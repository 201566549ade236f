"""Somebody writes that they graduated in an earlier year: what they say is kept for staff, who decide whose chat it is.

Whoever claims learns nothing of what is on record, not even whether there is something (UU 27/2022 art. 33).
"""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, tzinfo

from rapidfuzz import fuzz
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from programme import alumni, check_ins, people, staff
from programme.office import Office
from programme.people import PersonalData
from programme.registers.people import plain
from programme.sealing import vault_of
from programme.staff import Member
from storage.tables import Alumnus, AlumnusClaim, Person

#: So alike two names must be, of 100, to be shown as likely; with the same birth date less is enough.
_ALIKE, _ALIKE_AND_SAME_DAY = 80, 60
_OPEN = AlumnusClaim.state == "open"


@dataclass(frozen=True, slots=True)
class Said:
    """What they say of themselves."""

    name: str
    birth_date: date
    year: int
    skill: str
    village: str
    #: Why it was rejected, once it was.
    reason: str | None = None


def make(session: Session, contact_id: int, said: Said, at: datetime) -> AlumnusClaim | None:
    """Keep it for staff; None where one of theirs waits already."""
    if waiting(session, contact_id):
        return None
    claim = AlumnusClaim(contact_id=contact_id, said=_sealed(session, said), made_at=at)
    session.add(claim)
    session.flush()
    return claim


def waiting(session: Session, contact_id: int) -> bool:
    """Whether one of theirs waits for staff."""
    return session.scalar(select(AlumnusClaim.id).where(AlumnusClaim.contact_id == contact_id, _OPEN)) is not None


def get(session: Session, claim_id: int) -> AlumnusClaim | None:
    """That claim."""
    return session.get(AlumnusClaim, claim_id)


def of_contact(session: Session, contact_id: int) -> list[AlumnusClaim]:
    """Every claim of that chat, the oldest first."""
    return list(session.scalars(select(AlumnusClaim).filter_by(contact_id=contact_id).order_by(AlumnusClaim.id)))


def open_claims(session: Session, limit: int) -> list[AlumnusClaim]:
    """Those that wait, the oldest first."""
    return list(session.scalars(select(AlumnusClaim).where(_OPEN).order_by(AlumnusClaim.id).limit(limit)))


def how_many(session: Session) -> int:
    """How many wait."""
    return session.scalar(select(func.count()).select_from(AlumnusClaim).where(_OPEN)) or 0


def told(session: Session, claim: AlumnusClaim) -> Said:
    """What was said, opened."""
    stored = vault_of(session).open_json(claim.said)
    return Said(**{**stored, "birth_date": date.fromisoformat(stored["birth_date"])})


def likely(session: Session, said: Said, limit: int = 3) -> list[Alumnus]:
    """The alumni who may be meant, the likeliest first: by name, birth date, year and skill."""
    known = select(Alumnus).join(Person).where(Person.anonymised_at.is_(None), Person.restricted_at.is_(None))
    ranked = [(score, one) for one in session.scalars(known) if (score := _likeness(said, one)) is not None]
    ranked.sort(key=lambda pair: (*(-part for part in pair[0]), pair[1].id))
    return [one for _, one in ranked[:limit]]


def confirm(session: Session, claim_id: int, alumnus: Alumnus, *, by: Member, at: datetime) -> bool:
    """The chat is that alumnus's own from now on; False where the claim was decided before."""
    claim = _decide(session, claim_id, "confirmed", by, at)
    if claim is None:
        return False
    people.act_again_for(session, claim.contact_id, alumnus.person, "self", at)
    staff.note(session, by, "alumnus_confirmed", at=at, person_id=alumnus.person_id)
    return True


def confirm_new(
    session: Session, claim_id: int, *, by: Member, at: datetime, office: Office, zone: tzinfo
) -> Alumnus | None:
    """They graduated and no record says so: it is made as they told it. None where the claim was decided before."""
    claim = get(session, claim_id)
    if claim is None or claim.state != "open":
        return None
    said = told(session, claim)
    nothing = dict.fromkeys(("sex", "nik", "phone", "address_note", "guardian_name", "guardian_phone"))
    data = PersonalData(full_name=said.name, birth_date=said.birth_date, village=said.village, **nothing)
    person = people.keep(session, None, data, at)
    alumnus = alumni.enter_year(session, person, said.skill, said.year, at, at.astimezone(zone).date())
    confirm(session, claim_id, alumnus, by=by, at=at)
    check_ins.begin_alumnus(session, alumnus, at, office, zone)
    return alumnus


def reject(session: Session, claim_id: int, reason: str, *, by: Member, at: datetime) -> AlumnusClaim | None:
    """It is not so, as staff see it; None where the claim was decided before."""
    claim = _decide(session, claim_id, "rejected", by, at)
    if claim is not None:
        claim.said = _sealed(session, replace(told(session, claim), reason=reason))
        staff.note(session, by, "claim_rejected", at=at)
    return claim


def _decide(session: Session, claim_id: int, state: str, by: Member, at: datetime) -> AlumnusClaim | None:
    """Once, also where two decide at the same instant."""
    waits = update(AlumnusClaim).where(AlumnusClaim.id == claim_id, _OPEN)
    decided = session.scalar(waits.values(state=state, decided_by=by.id, decided_at=at).returning(AlumnusClaim.id))
    session.expire_all()
    return None if decided is None else session.get_one(AlumnusClaim, decided)


def _likeness(said: Said, alumnus: Alumnus) -> tuple[bool, float, bool, bool] | None:
    """Same birth date, how alike the names are, same year, same skill; None where it is somebody else."""
    alike = fuzz.token_sort_ratio(plain(said.name), plain(alumnus.person.full_name))
    same_day = alumnus.person.birth_date == said.birth_date
    if alike < (_ALIKE_AND_SAME_DAY if same_day else _ALIKE):
        return None
    return same_day, alike, alumnus.graduated_on.year == said.year, alumnus.skill == said.skill


def _sealed(session: Session, said: Said) -> bytes:
    return vault_of(session).seal_json({**asdict(said), "birth_date": said.birth_date.isoformat()})
