"""Reads from the records what programme.outcomes reckons with: a handful of queries, however many alumni there are."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta, tzinfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from programme import reports
from programme.eligibility import OUTSIDE
from programme.outcomes import Aided, Life, Told
from programme.sealing import vault_of
from storage.tables import Aid, AidReceipt, Alumnus, Business, BusinessReport, Person, Risk
from storage.tables.base import of
from storage.tables.mentoring import UNSOLVED

#: Aid whose receipts the office has found to be complete.
ACCOUNTED = frozenset({"dipertanggungjawabkan", "dipantau", "selesai"})
#: So many signs of a village's code name its kecamatan.
_KECAMATAN = 8


def how_many(session: Session) -> int:
    """How many have graduated."""
    return session.scalar(select(func.count()).select_from(Alumnus)) or 0


def lives(session: Session, *, today: date, known_days: int, zone: tzinfo) -> list[Life]:
    """Everybody who graduated, by number; of reports only those are opened that the figures rest on."""
    columns = (Alumnus.id, Alumnus.person_id, Alumnus.skill, Alumnus.graduated_on)
    told = (Alumnus.activity, Alumnus.activity_at, Person.village, Person.restricted_at)
    rows = session.execute(select(*columns, *told).join(Person).order_by(Alumnus.id))
    businesses = _businesses(session, today - timedelta(days=known_days), zone)
    aid, at_risk = _aid(session), _at_risk(session)
    return [
        Life(
            id=row.id,
            skill=row.skill,
            kecamatan=OUTSIDE if row.village == OUTSIDE else row.village[:_KECAMATAN],
            graduated_on=row.graduated_on,
            businesses=tuple(businesses.get(row.person_id, ())),
            activity=row.activity,
            activity_on=None if row.activity_at is None else row.activity_at.astimezone(zone).date(),
            aid=tuple(aid.get(row.person_id, ())),
            at_risk=at_risk.get(row.person_id, 0),
            is_paused=row.restricted_at is not None,
        )
        for row in rows
    ]


def _businesses(session: Session, oldest: date, zone: tzinfo) -> Mapping[int, list[Told]]:
    """What was told last of each business, by its person; whoever recorded one said that it runs."""
    told = _last_told(session, oldest, zone)
    rows = select(Business.id, Business.person_id, Business.recorded_at).order_by(Business.id)
    found: dict[int, list[Told]] = defaultdict(list)
    for row in session.execute(rows):
        recorded = Told(row.recorded_at.astimezone(zone).date(), "running")
        found[row.person_id].append(told.get(row.id, recorded))
    return found


def _last_told(session: Session, oldest: date, zone: tzinfo) -> Mapping[int, Told]:
    """What was reported last of each business, by its number."""
    newest_first = BusinessReport.made_at.desc(), BusinessReport.id.desc()
    place = func.row_number().over(partition_by=BusinessReport.business_id, order_by=newest_first)
    counting = select(BusinessReport.id, place.label("place")).where(BusinessReport.replaced_by.is_(None)).subquery()
    columns = (BusinessReport.business_id, BusinessReport.made_at, BusinessReport.state, BusinessReport.content)
    last = select(*columns, Person.restricted_at).join(Business, Business.id == BusinessReport.business_id)
    last = last.join(Person, Person.id == Business.person_id).join(counting, counting.c.id == BusinessReport.id)
    vault, found = vault_of(session), {}
    for row in session.execute(last.where(counting.c.place == 1)):
        on = row.made_at.astimezone(zone).date()
        counts = row.state == "running" and on >= oldest and row.restricted_at is None
        found[row.business_id] = Told(on, row.state, reports.opened(vault.open_json(row.content)) if counts else None)
    return found


def _aid(session: Session) -> Mapping[int, list[Aided]]:
    receipts: dict[int, list[int | None]] = defaultdict(list)
    for aid_id, amount in session.execute(select(AidReceipt.aid_id, AidReceipt.amount).order_by(AidReceipt.id)):
        receipts[aid_id].append(amount)
    handed = select(Aid.id, Aid.person_id, Aid.total, Aid.state).where(Aid.handed_on.is_not(None)).order_by(Aid.id)
    found: dict[int, list[Aided]] = defaultdict(list)
    for row in session.execute(handed):
        found[row.person_id].append(Aided(row.total, row.state in ACCOUNTED, tuple(receipts[row.id])))
    return found


def _at_risk(session: Session) -> Mapping[int, int]:
    unsolved = select(Business.person_id, func.count()).join(Risk).where(of("risks", UNSOLVED))
    return dict(session.execute(unsolved.group_by(Business.person_id)).tuples().all())
