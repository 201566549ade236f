"""Whoever is due is asked once, at a good hour, beside no other talk; and the chain never breaks."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.orm import Session

from programme import businesses, check_in_asking, check_ins, reminders, rights
from programme.office import ZONE, Mentoring, Office
from programme.quiet import next_allowed
from storage.database import Storage
from storage.tables import Acting, Address, Business, CheckIn, Contact, Holiday, Person, Talk
from tests.programme.following import OFFICE, alumnus, business
from tests.programme.people import NOW

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
#: The second of April is a Thursday.
MONTH_1, MONTH_2 = datetime(2026, 4, 2, 10, tzinfo=ZONE), datetime(2026, 5, 2, 10, tzinfo=ZONE)

Said = list[tuple[str, int, bool]]


def stall(storage: Storage, count: int = 1, name: str = "Ani") -> int:
    """Somebody with so many businesses; returns who they are."""
    with storage.transaction() as tx:
        person_id = alumnus(tx.session, NOW, name).person_id
        for _ in range(count):
            business(tx.session, person_id, NOW)
    return person_id


def tick(storage: Storage, now: datetime, office: Office = OFFICE, zone: tzinfo = ZONE) -> Said:
    """One look until nothing is left: whom it asks, of which period, and whether once more."""
    said: Said = []
    looked_at = 1
    while looked_at:
        with storage.transaction() as tx:
            taken = check_in_asking.take(tx.session, now, office, zone, 20)
            said += [(one.person.full_name, one.check_in.months, one.is_reminder) for one in taken.asked]
        looked_at = taken.looked_at
    return said


def rows(storage: Storage) -> list[tuple[int, str, str | None]]:
    with storage.transaction() as tx:
        found = tx.session.scalars(select(CheckIn).order_by(CheckIn.id))
        return [(row.months, row.state, row.why) for row in found]


def due(storage: Storage) -> list[datetime]:
    """When those that are open are looked at again."""
    with storage.transaction() as tx:
        open_rows = select(CheckIn.due_at).where(CheckIn.state.in_(check_ins.OPEN)).order_by(CheckIn.id)
        return [at.astimezone(ZONE) for at in tx.session.scalars(open_rows)]


def change(storage: Storage, table: type[Any], **values: Any) -> None:
    with storage.transaction() as tx:
        for row in tx.session.scalars(select(table)):
            for name, value in values.items():
                setattr(row, name, value)


def test_asked_reminded_and_then_it_is_silence(storage: Storage) -> None:
    stall(storage)
    assert tick(storage, MONTH_1 - timedelta(minutes=1)) == []
    assert tick(storage, MONTH_1) == [("Ani", 1, False)]
    assert tick(storage, MONTH_1 + timedelta(minutes=1)) == []
    assert tick(storage, MONTH_1 + 2 * DAY) == [("Ani", 1, True)]
    assert tick(storage, MONTH_1 + 7 * DAY - timedelta(minutes=1)) == []
    with storage.transaction() as tx:
        taken = check_in_asking.take(tx.session, MONTH_1 + 7 * DAY, OFFICE, ZONE, 20)
        assert [one.name for one in taken.silent] == ["Kue Bu Ani"]
    assert rows(storage) == [(1, "silent", None), (2, "waiting", None)]


def test_for_two_years_each_period_is_asked_once_by_day_and_by_the_plan(storage: Storage) -> None:
    stall(storage)
    asked: list[tuple[int, bool, date]] = []
    now = NOW
    while now < NOW + 800 * DAY:
        now = (due(storage) or [NOW + 800 * DAY])[0]
        for _, months, again in tick(storage, now):
            asked.append((months, again, now.date()))
            assert next_allowed(now, OFFICE.reminding, (), ZONE) == now
    first = [(months, day) for months, again, day in asked if not again]
    assert first == [
        (1, date(2026, 4, 2)),
        (2, date(2026, 5, 2)),
        (3, date(2026, 6, 2)),
        (6, date(2026, 9, 2)),
        (9, date(2026, 12, 2)),
        (12, date(2027, 3, 2)),
        (18, date(2027, 9, 2)),
        (24, date(2028, 3, 2)),
    ]
    assert [months for months, again, _ in asked if again] == list(OFFICE.mentoring.months)
    assert {state for _, state, _ in rows(storage)} == {"silent"}


def test_an_answer_at_any_time_ends_the_asking(storage: Storage) -> None:
    stall(storage)
    tick(storage, MONTH_1)
    with storage.transaction() as tx:
        asked = tx.session.scalars(select(CheckIn).filter_by(state="asked")).one()
        theirs = tx.session.scalars(select(Business)).one()
        check_ins.answered(tx.session, theirs, MONTH_1 + HOUR, OFFICE, ZONE, check_in_id=asked.id)
    assert tick(storage, MONTH_1 + 2 * DAY) == []
    assert rows(storage) == [(1, "answered", None), (2, "waiting", None)]


def test_nobody_is_asked_on_a_sunday_or_holiday_but_on_the_next_day_at_the_usual_hour(storage: Storage) -> None:
    stall(storage)
    with storage.transaction() as tx:
        tx.session.add(Holiday(day=date(2026, 4, 4), name="Libur kantor"))
    change(storage, CheckIn, due_at=datetime(2026, 4, 4, 10, tzinfo=ZONE))
    assert tick(storage, datetime(2026, 4, 4, 10, tzinfo=ZONE)) == []
    [later] = due(storage)
    assert datetime(2026, 4, 6, 10, tzinfo=ZONE) <= later < datetime(2026, 4, 6, 11, tzinfo=ZONE)
    assert tick(storage, later) == [("Ani", 1, False)]


def test_at_night_it_waits_for_the_usual_hour_of_the_same_morning(storage: Storage) -> None:
    stall(storage)
    change(storage, CheckIn, due_at=datetime(2026, 4, 2, 2, tzinfo=ZONE))
    assert tick(storage, datetime(2026, 4, 2, 3, tzinfo=ZONE)) == []
    [later] = due(storage)
    assert MONTH_1 <= later < MONTH_1 + HOUR


def talk(storage: Storage, touched: datetime, state: str = "open") -> None:
    with storage.transaction() as tx:
        contact_id = tx.session.scalars(select(Contact.id)).one()
        content = tx.session.info["vault"].seal_json({"facts": {}, "answers": {}})
        times = {"started_at": touched, "updated_at": touched}
        tx.session.add(
            Talk(
                contact_id=contact_id, name="registration", waiting_for="village", content=content, state=state, **times
            )
        )


@pytest.mark.parametrize(("idle", "state", "asked"), [(23, "open", False), (24, "open", True), (1, "paused", True)])
def test_a_talk_that_goes_on_is_not_disturbed_and_one_that_lies_idle_holds_nothing_back(
    storage: Storage, idle: int, state: str, asked: bool
) -> None:
    stall(storage)
    talk(storage, MONTH_1 - idle * HOUR, state)
    assert bool(tick(storage, MONTH_1)) is asked
    assert asked or due(storage) == [MONTH_1 + HOUR]
    assert bool(tick(storage, MONTH_1 + 2 * HOUR)) is not asked


def test_of_two_businesses_one_is_asked_about_each_day_in_order(storage: Storage) -> None:
    stall(storage, 2)
    assert tick(storage, MONTH_1) == [("Ani", 1, False)]
    assert tick(storage, MONTH_1 + 2 * HOUR) == []
    later = due(storage)[1]
    assert MONTH_1 + DAY <= later < MONTH_1 + DAY + HOUR
    assert tick(storage, later) == [("Ani", 1, False)]
    assert rows(storage) == [(1, "asked", None), (1, "asked", None)]


def test_who_was_reminded_of_something_else_today_is_asked_tomorrow_and_the_other_way_round(storage: Storage) -> None:
    stall(storage)
    with storage.transaction() as tx:
        contact_id = tx.session.scalars(select(Contact.id)).one()
        reminders.said(tx.session, [(contact_id, "papers:1", 1)], MONTH_1 - HOUR)
    assert tick(storage, MONTH_1) == []
    [later] = due(storage)
    assert tick(storage, later) == [("Ani", 1, False)]
    with storage.transaction() as tx:
        assert reminders.said_on(tx.session, [contact_id], later.date(), ZONE) == {contact_id}


@pytest.mark.parametrize("state", ["waiting", "asked", "reminded"])
@pytest.mark.parametrize("why", ["stopped", "unreachable", "gone", "over"])
def test_who_cannot_or_does_not_want_to_be_asked_is_skipped_and_the_next_is_planned(
    storage: Storage, why: str, state: str
) -> None:
    stall(storage)
    change(storage, CheckIn, state=state, due_at=MONTH_1)
    if why == "stopped":
        change(storage, Contact, stopped_at=NOW)
    elif why == "unreachable":
        change(storage, Address, unreachable_at=NOW)
    elif why == "gone":
        change(storage, Acting, revoked_at=NOW)
    else:
        change(storage, Person, anonymised_at=NOW)
    assert tick(storage, MONTH_1) == []
    after = [] if why == "over" else [(2, "waiting", None)]
    assert rows(storage) == [(1, "skipped", "unreachable" if why == "gone" else why), *after]


def test_who_starts_again_is_asked_when_the_next_time_comes(storage: Storage) -> None:
    stall(storage)
    change(storage, Contact, stopped_at=NOW)
    tick(storage, MONTH_1)
    change(storage, Contact, stopped_at=None)
    assert tick(storage, MONTH_1 + DAY) == []
    assert tick(storage, MONTH_2) == [("Ani", 2, False)]


def test_nothing_is_asked_while_a_record_is_only_kept_and_all_goes_on_afterwards(storage: Storage) -> None:
    person_id = stall(storage)
    with storage.transaction() as tx:
        contact_id = tx.session.scalars(select(Contact.id)).one()
        rights.restrict(tx.session, tx.session.get_one(Person, person_id), contact_id=contact_id, at=NOW)
    assert tick(storage, MONTH_1) == []
    assert rows(storage) == [(1, "held", "waiting")]
    with storage.transaction() as tx:
        rights.lift(tx.session, tx.session.get_one(Person, person_id), contact_id=contact_id, at=MONTH_1 + 4 * DAY)
    assert tick(storage, MONTH_1 + 4 * DAY) == [("Ani", 1, False)]


def test_the_days_of_an_answer_stand_still_while_a_record_is_only_kept(storage: Storage) -> None:
    person_id = stall(storage)
    tick(storage, MONTH_1)
    with storage.transaction() as tx:
        contact_id = tx.session.scalars(select(Contact.id)).one()
        person = tx.session.get_one(Person, person_id)
        rights.restrict(tx.session, person, contact_id=contact_id, at=MONTH_1 + DAY)
    assert tick(storage, MONTH_1 + 2 * DAY) == []
    with storage.transaction() as tx:
        rights.lift(tx.session, tx.session.get_one(Person, person_id), contact_id=contact_id, at=MONTH_1 + 11 * DAY)
    assert due(storage) == [MONTH_1 + 12 * DAY]
    assert rows(storage) == [(1, "asked", None)]


def test_a_record_that_was_only_kept_for_months_is_asked_the_newest_and_nobody_is_told_of_the_rest(
    storage: Storage,
) -> None:
    person_id = stall(storage)
    with storage.transaction() as tx:
        contact_id = tx.session.scalars(select(Contact.id)).one()
        rights.restrict(tx.session, tx.session.get_one(Person, person_id), contact_id=contact_id, at=NOW)
    tick(storage, MONTH_1)
    back = MONTH_2 + 3 * DAY
    with storage.transaction() as tx:
        rights.lift(tx.session, tx.session.get_one(Person, person_id), contact_id=contact_id, at=back)
    assert tick(storage, back) == [("Ani", 2, False)]
    with storage.transaction() as tx:
        assert check_in_asking.take_late(tx.session, back, OFFICE) == 0


def test_what_is_too_late_is_skipped_and_told_once(storage: Storage) -> None:
    for number in range(3):
        stall(storage, name=f"Ani {number}")
    back = MONTH_1 + 15 * DAY
    assert tick(storage, back) == []
    assert rows(storage) == [*[(1, "skipped", "late")] * 3, *[(2, "waiting", None)] * 3]
    with storage.transaction() as tx:
        assert [check_in_asking.take_late(tx.session, back, OFFICE) for _ in range(2)] == [3, 0]


def test_staff_are_told_only_when_all_that_is_too_late_has_been_looked_at(storage: Storage) -> None:
    for number in range(3):
        stall(storage, name=f"Ani {number}")
    back = MONTH_1 + 15 * DAY
    for left in (2, 1, 0):
        with storage.transaction() as tx:
            check_in_asking.take(tx.session, back, OFFICE, ZONE, 1)
            assert check_in_asking.take_late(tx.session, back, OFFICE) == (0 if left else 3)


def test_after_three_days_down_all_are_asked(storage: Storage) -> None:
    stall(storage)
    assert tick(storage, MONTH_1 + 4 * DAY) == [("Ani", 1, False)]


def test_after_a_long_time_down_only_the_newest_period_is_asked_and_staff_hear_nothing(storage: Storage) -> None:
    stall(storage)
    assert tick(storage, MONTH_2 + 2 * DAY) == [("Ani", 2, False)]
    assert rows(storage) == [(1, "skipped", "late"), (2, "asked", None)]
    with storage.transaction() as tx:
        assert check_in_asking.take_late(tx.session, MONTH_2 + 2 * DAY, OFFICE) == 0


def test_an_answer_that_waited_for_the_service_is_given_a_day_before_it_is_silence(storage: Storage) -> None:
    stall(storage)
    tick(storage, MONTH_1)
    tick(storage, MONTH_1 + 2 * DAY)
    back = MONTH_1 + 11 * DAY
    tick(storage, back)
    assert rows(storage) == [(1, "reminded", None)]
    tick(storage, back + DAY)
    assert rows(storage) == [(1, "silent", None), (2, "waiting", None)]


def test_a_clock_that_moves_back_asks_nobody_again(storage: Storage) -> None:
    stall(storage)
    tick(storage, MONTH_1)
    for back in (HOUR, 20 * DAY):
        assert tick(storage, MONTH_1 - back) == []
        assert tick(storage, MONTH_1 + HOUR) == []


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Santiago", "Asia/Jayapura"])
def test_in_a_zone_with_daylight_saving_it_is_always_the_offices_hour(storage: Storage, zone: str) -> None:
    there = ZoneInfo(zone)
    for months in range(1, 25):
        assert check_ins.due(date(2026, 1, 31), months, OFFICE.mentoring, there).hour == OFFICE.mentoring.hour
    with storage.transaction() as tx:
        business(tx.session, alumnus(tx.session, NOW).person_id, NOW)
        row = tx.session.scalars(select(CheckIn)).one()
        row.due_at = check_ins.due(date(2026, 2, 28), 1, OFFICE.mentoring, there)
        assert row.due_at.astimezone(UTC) == datetime(2026, 3, 28, 10, tzinfo=there).astimezone(UTC)
    assert len(tick(storage, datetime(2026, 3, 28, 10, tzinfo=there), zone=there)) == 1


def test_an_office_that_changes_its_zone_asks_nobody_at_night(storage: Storage) -> None:
    stall(storage)
    far = ZoneInfo("America/Santiago")
    assert tick(storage, MONTH_1, zone=far) == []
    [later] = due(storage)
    assert later.astimezone(far).hour == OFFICE.mentoring.hour
    assert len(tick(storage, later, zone=far)) == 1
    assert tick(storage, later) == []


def test_an_hour_that_lies_in_the_quiet_hours_harms_nothing(storage: Storage) -> None:
    office = replace(OFFICE, mentoring=Mentoring(hour=22))
    with storage.transaction() as tx:
        business(tx.session, alumnus(tx.session, NOW, office=office).person_id, NOW, office)
    asked: Said = []
    while not asked:
        [now] = due(storage)
        assert now < MONTH_1 + 3 * DAY
        asked = tick(storage, now, office)
    assert 7 <= now.hour < 20


def test_a_changed_plan_counts_from_the_next_period_on(storage: Storage) -> None:
    stall(storage)
    office = replace(OFFICE, mentoring=Mentoring(months=(1, 4, 8)))
    tick(storage, MONTH_1, office)
    with storage.transaction() as tx:
        theirs = tx.session.scalars(select(Business)).one()
        check_ins.answered(tx.session, theirs, MONTH_1, office, ZONE)
    assert rows(storage) == [(1, "answered", None), (4, "waiting", None)]


def test_months_that_were_begun_anew_are_not_planned_twice(storage: Storage) -> None:
    stall(storage)
    tick(storage, MONTH_1)
    with storage.transaction() as tx:
        theirs = tx.session.scalars(select(Business)).one()
        theirs.monitored_since = date(2026, 4, 3)
        check_ins.begin(tx.session, theirs, MONTH_1 + DAY, OFFICE, ZONE)
    for days in (2, 7):
        tick(storage, MONTH_1 + days * DAY)
    assert rows(storage) == [(1, "silent", None), (1, "waiting", None)]


def test_a_closed_business_is_not_asked_about(storage: Storage) -> None:
    stall(storage)
    with storage.transaction() as tx:
        businesses.enter(tx.session.scalars(select(Business)).one(), "closed", NOW)
    assert tick(storage, MONTH_1) == []
    assert rows(storage) == [(1, "skipped", "over")]


def plan_of(session: Session, explain: str) -> str:
    """How the database finds what is due, when it holds many that are not."""
    seen: list[tuple[str, Any]] = []
    looking = event.listens_for(session.connection(), "before_cursor_execute")
    looking(lambda _connection, _cursor, statement, values, *_: seen.append((statement, values)))
    check_in_asking.take(session, NOW, OFFICE, ZONE, 10)
    statement, values = next(one for one in seen if "check_ins" in one[0])
    found = session.connection().exec_driver_sql(f"{explain} {statement}", values)
    return "\n".join(str(row[-1]) for row in found)


def test_a_tick_costs_what_is_due_and_not_what_exists(storage: Storage) -> None:
    stall(storage)
    with storage.transaction() as tx:
        many = {"about": "x", "person_id": tx.session.scalars(select(Person.id)).one(), "began_on": NOW.date()}
        tx.session.execute(
            CheckIn.__table__.insert(),  # type: ignore[attr-defined]
            [{**many, "months": number, "due_at": MONTH_1, "state": "waiting"} for number in range(2000)],
        )
        if tx.connection.dialect.name == "postgresql":
            tx.session.execute(text("ANALYZE check_ins"))
            assert "Index Scan using ix_check_ins_open on check_ins" in plan_of(tx.session, "EXPLAIN")
        else:
            steps = plan_of(tx.session, "EXPLAIN QUERY PLAN")
            assert steps.startswith("SEARCH check_ins USING INDEX ix_check_ins_open (due_at<?)")
            assert "TEMP B-TREE" not in steps
