"""Reads from the records what programme.outcomes reckons with, in pages, so that nobody's message waits for a long one.

A page costs the same few queries however many have graduated.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta, tzinfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from programme import reports
from programme.outcomes import Aided, Life, Told
from programme.reading.places import kecamatan_of
from programme.sealing import vault_of
from storage.tables import Aid, AidReceipt, Alumnus, Business, BusinessReport, Person, Risk
from storage.tables.base import of
from storage.tables.mentoring import UNSOLVED

#: So many are read in one transaction.
PAGE = 500
#: Aid whose receipts the office has found to be complete.
ACCOUNTED = frozenset({"dipertanggungjawabkan", "dipantau", "selesai"})


def how_many(session: Session) -> int:
    """How many have graduated."""
    return session.scalar(select(func.count()).select_from(Alumnus)) or 0


def page(session: Session, *, today: date, known_days: int, zone: tzinfo, after: int = 0) -> list[Life]:
    """The next who graduated, by number, after the one of that number; empty at the end.

    Of reports only those are opened that figures rest on.
    """
    columns = (Alumnus.id, Alumnus.person_id, Alumnus.skill, Alumnus.graduated_on)
    told = (Alumnus.activity, Alumnus.activity_at, Person.village, Person.restricted_at)
    wanted = select(*columns, *told).join(Person).where(Alumnus.id > after).order_by(Alumnus.id).limit(PAGE)
    rows = session.execute(wanted).all()
    people = [row.person_id for row in rows]
    businesses = _businesses(session, people, today - timedelta(days=known_days), zone)
    aid, at_risk = _aid(session, people), _at_risk(session, people)
    return [
        Life(
            id=row.id,
            skill=row.skill,
            kecamatan=kecamatan_of(row.village),
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


def names(session: Session, alumni: Collection[int]) -> Mapping[int, str]:
    """The names of those alumni whose record may be worked with and names somebody."""
    named = select(Alumnus.id, Person.full_name).join(Person).where(Alumnus.id.in_(alumni))
    usable = named.where(Person.restricted_at.is_(None), Person.anonymised_at.is_(None))
    return dict(session.execute(usable).tuples().all())


def _businesses(session: Session, people: Collection[int], oldest: date, zone: tzinfo) -> Mapping[int, list[Told]]:
    """What was told last of each business, by its person; whoever recorded one said that it runs."""
    told = _last_told(session, people, oldest, zone)
    rows = select(Business.id, Business.person_id, Business.recorded_at).where(Business.person_id.in_(people))
    found: dict[int, list[Told]] = defaultdict(list)
    for row in session.execute(rows.order_by(Business.id)):
        recorded = Told(row.recorded_at.astimezone(zone).date(), "running")
        found[row.person_id].append(told.get(row.id, recorded))
    return found


def _last_told(session: Session, people: Collection[int], oldest: date, zone: tzinfo) -> Mapping[int, Told]:
    """What was reported last of each business, by its number."""
    newest_first = BusinessReport.made_at.desc(), BusinessReport.id.desc()
    place = func.row_number().over(partition_by=BusinessReport.business_id, order_by=newest_first)
    theirs = Business.person_id.in_(people), BusinessReport.replaced_by.is_(None)
    counting = select(BusinessReport.id, place.label("place")).join(Business).where(*theirs).subquery()
    columns = (BusinessReport.business_id, BusinessReport.made_at, BusinessReport.state, BusinessReport.content)
    last = select(*columns, Person.restricted_at).join(Business, Business.id == BusinessReport.business_id)
    last = last.join(Person, Person.id == Business.person_id).join(counting, counting.c.id == BusinessReport.id)
    vault, found = vault_of(session), {}
    for row in session.execute(last.where(counting.c.place == 1)):
        on = row.made_at.astimezone(zone).date()
        counts = row.state == "running" and on >= oldest and row.restricted_at is None
        found[row.business_id] = Told(on, row.state, reports.opened(vault.open_json(row.content)) if counts else None)
    return found


def _aid(session: Session, people: Collection[int]) -> Mapping[int, list[Aided]]:
    theirs = Aid.person_id.in_(people), Aid.handed_on.is_not(None)
    receipts: dict[int, list[int | None]] = defaultdict(list)
    amounts = select(AidReceipt.aid_id, AidReceipt.amount).join(Aid, Aid.id == AidReceipt.aid_id).where(*theirs)
    for aid_id, amount in session.execute(amounts.order_by(AidReceipt.id)):
        receipts[aid_id].append(amount)
    handed = select(Aid.id, Aid.person_id, Aid.total, Aid.state).where(*theirs).order_by(Aid.id)
    found: dict[int, list[Aided]] = defaultdict(list)
    for row in session.execute(handed):
        found[row.person_id].append(Aided(row.total, row.state in ACCOUNTED, tuple(receipts[row.id])))
    return found


def _at_risk(session: Session, people: Collection[int]) -> Mapping[int, int]:
    unsolved = select(Business.person_id, func.count()).join(Risk).where(of("risks", UNSOLVED))
    theirs = unsolved.where(Business.person_id.in_(people)).group_by(Business.person_id)
    return dict(session.execute(theirs).tuples().all())
