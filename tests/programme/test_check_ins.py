"""Which check-in comes next: by the plan, from the right day, and never one that needs no asking."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import businesses, check_ins
from programme.office import ZONE
from storage.database import Storage
from storage.tables import CheckIn
from tests.programme.following import OFFICE, alumnus, business
from tests.programme.people import NOW

DAY = timedelta(days=1)
MONTH_1, MONTH_2 = datetime(2026, 4, 2, 10, tzinfo=ZONE), datetime(2026, 5, 2, 10, tzinfo=ZONE)


def rows(session: Session, about: str = "business") -> list[tuple[int, str]]:
    """Months and state of each, the first one first."""
    found = select(CheckIn).where(CheckIn.about.startswith(about)).order_by(CheckIn.id)
    return [(row.months, row.state) for row in session.scalars(found)]


def asked(session: Session, at: datetime, state: str = "asked") -> CheckIn:
    """The one that waits was asked."""
    row = session.scalars(select(CheckIn).filter_by(state="waiting")).one()
    row.state, row.asked_at = state, at
    session.flush()
    return row


def test_the_first_is_a_month_after_it_was_recorded_at_the_offices_hour(storage: Storage) -> None:
    with storage.transaction() as tx:
        business(tx.session, alumnus(tx.session, NOW).person_id, NOW)
        planned = tx.session.scalars(select(CheckIn)).one()
        assert (planned.months, planned.due_at, planned.state) == (1, MONTH_1, "waiting")


@pytest.mark.parametrize(
    ("began", "months", "day"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 15), 24, date(2028, 12, 15)),
    ],
)
def test_months_end_where_they_end(began: date, months: int, day: date) -> None:
    assert check_ins.months_after(began, months) == day


def test_an_answer_closes_what_was_asked_and_plans_the_next(storage: Storage) -> None:
    with storage.transaction() as tx:
        stall = business(tx.session, alumnus(tx.session, NOW).person_id, NOW)
        row = asked(tx.session, MONTH_1)
        answers = check_ins.answered(tx.session, stall, MONTH_1 + DAY, OFFICE, ZONE, check_in_id=row.id)
        assert answers == row.id
        assert rows(tx.session) == [(1, "answered"), (2, "waiting")]


def test_two_answers_to_one_period_are_of_one_check_in(storage: Storage) -> None:
    with storage.transaction() as tx:
        stall = business(tx.session, alumnus(tx.session, NOW).person_id, NOW)
        row = asked(tx.session, MONTH_1)
        for days in (1, 2):
            at = MONTH_1 + days * DAY
            assert check_ins.answered(tx.session, stall, at, OFFICE, ZONE, check_in_id=row.id) == row.id
        assert rows(tx.session) == [(1, "answered"), (2, "waiting")]


def test_an_answer_three_weeks_late_undoes_the_silence_and_what_is_planned_stays(storage: Storage) -> None:
    with storage.transaction() as tx:
        stall = business(tx.session, alumnus(tx.session, NOW).person_id, NOW)
        late = asked(tx.session, MONTH_1, "silent")
        check_ins.begin(tx.session, stall, MONTH_1 + 7 * DAY, OFFICE, ZONE)
        assert check_ins.silence(tx.session, stall.id) == 1
        at = MONTH_1 + 21 * DAY
        assert check_ins.answered(tx.session, stall, at, OFFICE, ZONE, check_in_id=late.id) == late.id
        assert check_ins.silence(tx.session, stall.id) == 0
        assert rows(tx.session) == [(1, "answered"), (2, "waiting")]


def test_an_old_invitation_that_is_answered_when_the_next_was_asked_answers_both(storage: Storage) -> None:
    with storage.transaction() as tx:
        stall = business(tx.session, alumnus(tx.session, NOW).person_id, NOW)
        old = asked(tx.session, MONTH_1, "silent")
        check_ins.begin(tx.session, stall, MONTH_1 + 7 * DAY, OFFICE, ZONE)
        asked(tx.session, MONTH_2)
        answers = check_ins.answered(tx.session, stall, MONTH_2 + DAY, OFFICE, ZONE, check_in_id=old.id)
        assert answers == old.id
        assert rows(tx.session) == [(1, "answered"), (2, "answered"), (3, "waiting")]


def test_who_reports_unasked_shortly_before_is_not_asked_again(storage: Storage) -> None:
    with storage.transaction() as tx:
        stall = business(tx.session, alumnus(tx.session, NOW).person_id, NOW)
        planned = tx.session.scalars(select(CheckIn)).one()
        assert check_ins.answered(tx.session, stall, MONTH_1 - 20 * DAY, OFFICE, ZONE) is None
        assert rows(tx.session) == [(1, "waiting")]
        assert check_ins.answered(tx.session, stall, MONTH_1 - 14 * DAY, OFFICE, ZONE) == planned.id
        assert rows(tx.session) == [(1, "skipped"), (2, "waiting")]
        assert planned.why == "reported"


def test_who_reports_unasked_after_silence_has_answered_late(storage: Storage) -> None:
    with storage.transaction() as tx:
        stall = business(tx.session, alumnus(tx.session, NOW).person_id, NOW)
        row = asked(tx.session, MONTH_1, "silent")
        check_ins.begin(tx.session, stall, MONTH_1 + 7 * DAY, OFFICE, ZONE)
        assert check_ins.answered(tx.session, stall, MONTH_1 + 9 * DAY, OFFICE, ZONE) == row.id
        assert rows(tx.session) == [(1, "answered"), (2, "waiting")]


def test_silence_is_counted_from_the_last_answer(storage: Storage) -> None:
    with storage.transaction() as tx:
        stall = business(tx.session, alumnus(tx.session, NOW).person_id, NOW)
        for months, state, why in (
            (2, "silent", None),
            (3, "answered", None),
            (6, "silent", None),
            (9, "skipped", "late"),
            (12, "silent", None),
            (18, "waiting", None),
        ):
            row = CheckIn(about="x", person_id=stall.person_id, business_id=stall.id, began_on=NOW, months=months)
            row.state, row.why, row.due_at = state, why, NOW
            tx.session.add(row)
            tx.session.flush()
        assert check_ins.silence(tx.session, stall.id) == 2


def test_a_later_hand_over_begins_the_months_anew(storage: Storage) -> None:
    with storage.transaction() as tx:
        stall = business(tx.session, alumnus(tx.session, NOW).person_id, NOW)
        stall.monitored_since = date(2026, 3, 20)
        for _ in range(2):
            check_ins.begin(tx.session, stall, NOW + 18 * DAY, OFFICE, ZONE)
        planned = tx.session.scalars(select(CheckIn)).one()
        assert (planned.months, planned.due_at) == (1, datetime(2026, 4, 20, 10, tzinfo=ZONE))


def test_what_was_handed_over_long_ago_is_asked_from_the_next_period_on(storage: Storage) -> None:
    with storage.transaction() as tx:
        stall = business(tx.session, alumnus(tx.session, NOW).person_id, NOW)
        stall.monitored_since = date(2025, 11, 1)
        check_ins.begin(tx.session, stall, NOW, OFFICE, ZONE)
        assert rows(tx.session) == [(6, "waiting")]


def test_the_plan_ends(storage: Storage) -> None:
    with storage.transaction() as tx:
        stall = business(tx.session, alumnus(tx.session, NOW).person_id, NOW)
        row = asked(tx.session, NOW)
        row.months = 24
        at = datetime(2028, 3, 3, 10, tzinfo=ZONE)
        check_ins.answered(tx.session, stall, at, OFFICE, ZONE, check_in_id=row.id)
        assert rows(tx.session) == [(24, "answered")]


def test_who_has_no_business_is_asked_what_they_do_until_they_have_one(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani = alumnus(tx.session, NOW)
        assert rows(tx.session, "alumnus") == [(1, "waiting")]
        row = asked(tx.session, MONTH_1)
        assert check_ins.told_activity(tx.session, ani, "working", MONTH_1, OFFICE, ZONE) == row.id
        assert (ani.activity, ani.activity_at) == ("working", MONTH_1)
        assert rows(tx.session, "alumnus") == [(1, "answered"), (2, "waiting")]
        business(tx.session, ani.person_id, MONTH_1 + DAY)
        check_ins.begin_alumnus(tx.session, ani, MONTH_1 + DAY, OFFICE, ZONE)
        assert rows(tx.session, "alumnus") == [(1, "answered")]
        assert rows(tx.session) == [(1, "waiting")]


def test_whose_last_business_is_closed_is_asked_what_they_do(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani = alumnus(tx.session, NOW)
        first, second = (business(tx.session, ani.person_id, NOW) for _ in range(2))
        for stall in (first, second):
            assert rows(tx.session, "alumnus") == []
            businesses.enter(stall, "closed", MONTH_1)
            check_ins.answered(tx.session, stall, MONTH_1 + DAY, OFFICE, ZONE)
        assert rows(tx.session, "alumnus") == [(2, "waiting")]
        businesses.enter(first, "running", MONTH_2)
        check_ins.answered(tx.session, first, MONTH_2, OFFICE, ZONE)
        assert rows(tx.session, "alumnus") == []
        assert rows(tx.session, f"business:{first.id}")[-1] == (3, "waiting")
