"""Planning an intake: what must hold of it, and that nothing is half done."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import audit, intake_plans, intakes, seat_offers, seating, staff
from programme.intake_plans import NotPossible, Plan, plan_of, problems
from programme.staff import Invited, Member
from storage.database import Storage
from storage.tables import Application, Intake
from tests.programme.people import ANI, NOW, bring, contact, intake, submit

PLAN = Plan(
    year=2026,
    name="Angkatan II 2026",
    skills=(("tata_boga", 2), ("barista", None)),
    place="Samarinda",
    opens=date(2026, 5, 1),
    closes=date(2026, 6, 15),
    starts=date(2026, 7, 1),
    ends=date(2026, 10, 31),
    news_by=date(2026, 6, 20),
    quota=4,
    granted=0,
    age_min=15,
    age_max=20,
    reference_date=date(2026, 7, 1),
)


def _ratna(session: Session) -> Member:
    code = staff.invite(session, Invited("Bu Ratna", ("admin",)), by=None, now=NOW)
    member = staff.accept(session, code, contact(session), NOW)
    assert isinstance(member, Member)
    return member


def _chosen(session: Session, intake_id: int, skill: str = "tata_boga") -> Application:
    """Somebody who holds a seat."""
    application = submit(session, contact(session), replace(ANI, first_skill=skill, second_skill=None), intake_id)
    bring(application, "ditetapkan", NOW)
    application.seat_skill = skill
    session.flush()
    return application


def _trail(session: Session) -> list[tuple[str, str, str | None]]:
    lines = audit.newest(session, audit.Wanted(staff_id=1), most=50)
    return [(line.action, line.subject, line.why) for line in reversed(lines)][1:]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"closes": date(2026, 5, 1)}, "closes_early"),
        ({"starts": date(2026, 6, 15)}, "starts_early"),
        ({"ends": date(2026, 7, 1)}, "ends_early"),
        ({"starts": None, "ends": date(2026, 6, 1)}, "ends_early"),
        ({"news_by": date(2026, 4, 30)}, "news_early"),
        ({"age_min": 21}, "age_max_low"),
        ({"quota": 1}, "seats_held"),
        ({"skills": (("tata_boga", 1), ("barista", None))}, "skill_seats_held"),
        ({"skills": (("barista", None),)}, "skill_seats_held"),
    ],
)
def test_what_cannot_be_has_a_name(changes: dict[str, Any], problem: str) -> None:
    assert list(problems(replace(PLAN, **changes), {"tata_boga": 2})) == [problem]


def test_at_least_one_skill_is_offered() -> None:
    assert list(problems(replace(PLAN, skills=()), {})) == ["no_skill"]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"starts": None, "ends": None, "news_by": None, "place": None},
        {"quota": 0, "granted": 2},
        {"skills": (("tata_boga", 2),)},
        {"age_min": 20},
    ],
)
def test_what_is_left_open_or_just_enough_can_be(changes: dict[str, Any]) -> None:
    assert list(problems(replace(PLAN, **changes), {"tata_boga": 2})) == []


def test_a_plan_is_kept_and_read_as_it_was(storage: Storage) -> None:
    assert Plan.from_json(PLAN.to_json()) == PLAN
    with storage.transaction() as tx:
        created = intake_plans.create(tx.session, PLAN, by=_ratna(tx.session), now=NOW)
        assert _trail(tx.session) == [("intake_created", "intake", "Angkatan II 2026, kuota 4")]
        number = created.id
    with storage.transaction() as tx:
        assert plan_of(tx.session.get_one(Intake, number)) == PLAN
        opened = intakes.open_intake(tx.session, date(2026, 5, 20))
        assert opened is not None
        assert (opened.name, opened.skills) == ("Angkatan II 2026", ("tata_boga", "barista"))


def test_every_change_is_a_line_with_old_and_new(storage: Storage) -> None:
    with storage.transaction() as tx:
        ratna = _ratna(tx.session)
        number = intake_plans.create(tx.session, PLAN, by=ratna, now=NOW).id
        skills = (("barista", 1), ("tata_boga", 2), ("menjahit", None))
        after = replace(PLAN, quota=6, news_by=None, skills=skills)
        intake_plans.change(tx.session, number, after, by=ratna, now=NOW)
    with storage.transaction() as tx:
        assert plan_of(tx.session.get_one(Intake, number)) == after
        assert seating.most(tx.session.get_one(Intake, number)) == 6
        assert _trail(tx.session)[1:] == [
            (
                "intake_changed",
                "skills",
                "Angkatan II 2026: tata_boga 2, barista bebas → barista 1, tata_boga 2, menjahit bebas",
            ),
            ("intake_changed", "news_by", "Angkatan II 2026: 20-06-2026 → –"),
            ("intake_changed", "quota", "Angkatan II 2026: 4 → 6"),
        ]


def test_seats_below_those_selected_are_refused_and_nothing_is_half_done(storage: Storage) -> None:
    with storage.transaction() as tx:
        ratna = _ratna(tx.session)
        number = intake(tx.session, quota=2)
        _chosen(tx.session, number)
        before = plan_of(tx.session.get_one(Intake, number))
        assert intake_plans.held(tx.session, number) == {"tata_boga": 1}
        with pytest.raises(NotPossible, match="seats_held"):
            intake_plans.change(tx.session, number, replace(before, quota=0, name="X"), by=ratna, now=NOW)
        tx.session.expire_all()
        assert plan_of(tx.session.get_one(Intake, number)) == before
        assert _trail(tx.session) == []


def test_a_skill_that_nobody_has_a_seat_of_can_be_closed(storage: Storage) -> None:
    with storage.transaction() as tx:
        ratna = _ratna(tx.session)
        number = intake(tx.session)
        _chosen(tx.session, number)
        before = plan_of(tx.session.get_one(Intake, number))
        intake_plans.change(tx.session, number, replace(before, skills=(("tata_boga", 1),)), by=ratna, now=NOW)
    with storage.transaction() as tx:
        assert plan_of(tx.session.scalars(select(Intake)).one()).skills == (("tata_boga", 1),)
        assert intake_plans.chosen(tx.session, number) == {"tata_boga"}


def test_a_seat_that_is_being_given_while_the_quota_is_lowered_is_kept(storage: Storage) -> None:
    """Whoever gives a seat holds the intake: the change waits for it, and then sees it."""
    with storage.transaction() as tx:
        ratna = _ratna(tx.session)
        number = intake(tx.session, quota=1)
        before = plan_of(tx.session.get_one(Intake, number))

    def lower() -> None:
        with storage.transaction() as tx:
            intake_plans.change(tx.session, number, replace(before, quota=0), by=ratna, now=NOW)

    with ThreadPoolExecutor(1) as executor:
        with storage.transaction() as tx:
            seat_offers.lock(tx.session, number)
            lowering = executor.submit(lower)
            _chosen(tx.session, number)
        with pytest.raises(NotPossible, match="seats_held"):
            lowering.result(timeout=30)
    with storage.transaction() as tx:
        assert tx.session.get_one(Intake, number).quota == 1
