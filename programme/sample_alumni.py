"""Invented alumni for the demo, with the mentor who looks after them: nobody here exists.

They graduated in earlier years. What the demo's clock brings next stands beside each.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import aid, businesses, check_ins, consents, mentors, notice, people, reports, risks, staff
from programme.aid import Item, Proposal
from programme.businesses import Described
from programme.check_ins import months_after
from programme.office import ZONE, Office
from programme.people import PersonalData
from programme.reports import Amount, Report
from programme.staff import Member
from storage.tables import Alumnus, Business, Person, StaffMember

_OFFICE = Office()
#: Where the demo's mentor looks after people.
KECAMATAN = ("64.01.04", "64.01.05")


@dataclass(frozen=True, slots=True)
class _Past:
    """A business: how long ago it is monitored from, and what was reported after so many months."""

    told: Described
    #: In so many days it is so many months old: then its people are asked.
    asked_in: int
    months: int
    reports: Mapping[int, Report]


@dataclass(frozen=True, slots=True)
class _Story:
    """An alumnus, and when they graduated: so many months before a day that lies so many days ahead."""

    address: str
    full_name: str
    sex: str
    age: int
    village: str
    skill: str
    months: int
    ahead: int
    business: _Past | None = None
    #: What they said they do, and how many days ago.
    activity: tuple[str, int] | None = None
    proposal: Proposal | None = None


def _sold(sales: int, spending: int, **more: object) -> Report:
    amounts = {"sales": Amount(sales, "day"), "spending": Amount(spending, "day")}
    return Report("running", **amounts, helpers_paid=0, helpers_unpaid=1, tools="good", obstacle="none", **more)  # type: ignore[arg-type]


_CAKES = Described("food", "Dapur Maya", "64.01.04.1001", None, with_others=False, media_id=None)
_GARAGE = Described("garage", "Bengkel Ilham", "64.01.05.1001", None, with_others=False, media_id=None)

_STORIES: tuple[_Story, ...] = (
    # In four days she is asked how the sixth month was; aid for her is waiting to be approved.
    _Story(
        "sample-maya",
        "Maya Puspita",
        "female",
        20,
        "64.01.04.1001",
        "tata_boga",
        months=9,
        ahead=20,
        business=_Past(
            _CAKES,
            asked_in=4,
            months=6,
            reports={
                1: _sold(120_000, 80_000),
                2: replace(_sold(150_000, 95_000), obstacle="capital"),
                3: replace(_sold(180_000, 110_000), sales=Amount(180_000, "day", is_estimate=True)),
            },
        ),
        proposal=Proposal(
            "Alat kue",
            "Pesanan bertambah, oven yang dipinjam sering dipakai pemiliknya.",
            (Item("Oven gas", 1_850_000), Item("Mixer", 650_000), Item("Loyang 6 buah", 300_000)),
        ),
    ),
    # In six days he is asked what he does, half a year after he graduated.
    _Story(
        "sample-rizky",
        "Rizky Maulana",
        "male",
        20,
        "64.01.05.1001",
        "perbengkelan",
        months=6,
        ahead=6,
        activity=("looking", 75),
    ),
    # Has no chat: staff write down what he tells. His last month was a loss, and a tool is broken.
    _Story(
        "",
        "Ilham Saputra",
        "male",
        21,
        "64.01.05.1001",
        "perbengkelan",
        months=14,
        ahead=10,
        business=_Past(
            _GARAGE,
            asked_in=26,
            months=9,
            reports={
                3: _sold(250_000, 160_000),
                6: _sold(230_000, 150_000),
                8: replace(_sold(90_000, 110_000), tools="broken", obstacle="tools"),
            },
        ),
    ),
)
ADDRESSES = tuple(story.address for story in _STORIES if story.address)


def sow(session: Session, contacts: Mapping[str, int], now: datetime) -> None:
    """Put those into the demo whose address is new; who has none comes with the first of them."""
    new = [story for story in _STORIES if story.address in contacts]
    if not new:
        return
    admin, mentor = (_member(session, role) for role in ("admin", "mentor"))
    if admin is not None and mentor is not None:
        mentors.set_areas(session, mentor, KECAMATAN, by=admin, now=now)
    for serial, story in enumerate([*new, *(story for story in _STORIES if not story.address)], start=201):
        _tell(session, contacts.get(story.address), story, serial, now)


def _member(session: Session, role: str) -> Member | None:
    return next((member for member in staff.members(session) if role in member.roles), None)


def _tell(session: Session, contact_id: int | None, story: _Story, serial: int, now: datetime) -> None:
    today = now.astimezone(ZONE).date()
    graduated_on = months_after(today + timedelta(days=story.ahead), -story.months)
    person = _person(session, contact_id, story, serial, graduated_on)
    alumnus = Alumnus(
        person_id=person.id, skill=story.skill, graduated_on=graduated_on, created_at=_morning(graduated_on)
    )
    session.add(alumnus)
    session.flush()
    if story.business is not None:
        _run(session, person, story.business, contact_id, today)
    if story.activity is not None:
        activity, days_ago = story.activity
        told_at = _morning(today - timedelta(days=days_ago))
        check_ins.told_activity(session, alumnus, activity, told_at, _OFFICE, ZONE)
    if story.proposal is not None:
        _propose(session, person, story.proposal, contact_id, today)


def _person(session: Session, contact_id: int | None, story: _Story, serial: int, graduated_on: date) -> Person:
    birth = date(graduated_on.year - story.age, 5, 1 + serial % 28)
    at = _morning(graduated_on)
    phone = f"+6281200000{serial}"
    data = PersonalData(story.full_name, birth, story.sex, story.village, None, phone, None, None, None)
    person = people.keep(session, None, data, at)
    if contact_id is not None:
        people.act_for(session, contact_id, person, "self", at)
        for purpose in ("notice", "reminders"):
            about = {"contact_id": contact_id, "person_id": person.id, "purpose": purpose}
            consents.record(session, **about, agreed=True, version=notice.VERSION, language="id", at=at)  # type: ignore[arg-type]
    return person


def _run(session: Session, person: Person, past: _Past, contact_id: int | None, today: date) -> None:
    """A business as it went, report by report: each plans the next check-in, and a bad one opens a risk."""
    began = months_after(today + timedelta(days=past.asked_in), -past.months)
    told = replace(past.told, started_on=began)
    business = businesses.record(session, person.id, told, office=_OFFICE, now=_morning(began), zone=ZONE)
    for months, report in past.reports.items():
        _report(session, business, report, contact_id, _morning(months_after(began, months)))
    mentors.of_person(session, person, _morning(today))


def _report(session: Session, business: Business, report: Report, contact_id: int | None, at: datetime) -> None:
    check_in_id = check_ins.answered(session, business, at, _OFFICE, ZONE)
    staff_id = None if contact_id else session.scalar(select(StaffMember.id).order_by(StaffMember.id).limit(1))
    reports.keep(session, business, report, at=at, contact_id=contact_id, staff_id=staff_id, check_in_id=check_in_id)
    risks.look(session, business, _OFFICE.mentoring, at)


def _propose(session: Session, person: Person, told: Proposal, contact_id: int | None, today: date) -> None:
    """She asked for it, and it was looked at: somebody who may approve is next."""
    proposed_at, seen_at = (_morning(today - timedelta(days=days)) for days in (9, 5))
    proposal = aid.propose(session, person.id, told, office=_OFFICE, now=proposed_at, zone=ZONE, contact_id=contact_id)
    verifier = _member(session, "verifier")
    if verifier is not None:
        shown = aid.version(proposal)
        aid.step(session, proposal.id, shown, "diverifikasi", member=verifier, office=_OFFICE, now=seen_at, zone=ZONE)


def _morning(day: date) -> datetime:
    """An hour in which the office is open."""
    return datetime.combine(day, time(10, 30), ZONE)
