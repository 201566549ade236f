"""Being called: everybody with a seat once, the answer kept, silence told once, and what paused waits."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from programme import calls, erasure, reminders, rights
from programme.calls import Plan
from programme.office import ZONE, Office
from programme.staff import Member
from storage.database import Storage, Transaction
from storage.tables import Application, CalledPerson, Holiday, Reminder
from tests.programme.people import ANI, NOW, bring, contact, intake, named, submit
from tests.programme.test_verification import member

OFFICE = Office()
GATHER = date(2026, 4, 1)
PLAN = Plan(
    number="460/031/2026",
    letter_date=NOW.date(),
    gather_on=GATHER,
    gather_at="08.00 WITA",
    gather_place="kantor Dinas Sosial",
    departs_on=GATHER,
    destination="Samarinda",
    bring=("KTP", "baju olahraga"),
)


def seated(session: Session, *names: str) -> list[Application]:
    place = intake(session)
    people = [submit(session, contact(session), named(name, serial), place) for serial, name in enumerate(names)]
    for application in people:
        bring(application, "ditetapkan", NOW)
    session.flush()
    return people


def call(tx: Transaction, application: Application) -> list[CalledPerson]:
    return calls.call(tx.session, member(tx.session), application.intake_id, PLAN, OFFICE, NOW, ZONE)


def test_everybody_with_a_seat_is_called_once(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani, budi = seated(tx.session, "Ani Lestari", "Budi Karangan")
        assert [intake.id for intake, count in calls.intakes_to_call(tx.session) if count == 2] == [ani.intake_id]
        assert [one.application for one in call(tx, ani)] == [ani, budi]
        assert {ani.state, budi.state} == {"dipanggil"}
        assert call(tx, ani) == []
        assert calls.intakes_to_call(tx.session) == []


def test_who_asked_to_be_left_alone_is_not_called(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani, budi = seated(tx.session, "Ani Lestari", "Budi Karangan")
        rights.restrict(tx.session, budi.person, contact_id=budi.contact_id or 0, at=NOW)
        assert [one.application for one in call(tx, ani)] == [ani]
        assert budi.state == "ditetapkan"


def test_a_changed_mind_counts_and_what_kept_them_is_forgotten(storage: Storage) -> None:
    with storage.transaction() as tx:
        (ani,) = seated(tx.session, "Ani Lestari")
        (called,) = call(tx, ani)
        calls.is_hindered(tx.session, called, "Ibu sakit", ani.contact_id or 0, NOW)
        assert calls.hindrance(tx.session, called) == "Ibu sakit"
        calls.comes(tx.session, called, ani.contact_id or 0, NOW)
        assert (called.answer, calls.hindrance(tx.session, called)) == ("coming", None)


def test_giving_up_leaves_the_seat(storage: Storage) -> None:
    with storage.transaction() as tx:
        (ani,) = seated(tx.session, "Ani Lestari")
        (called,) = call(tx, ani)
        calls.gives_up(tx.session, called, "Sudah bekerja", ani.contact_id or 0, NOW)
        assert (ani.state, ani.history[-1].by) == ("mengundurkan_diri", "person")
        assert calls.of_application(tx.session, ani) is None


def test_silence_is_told_once_and_never_of_who_answered(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani, budi = seated(tx.session, "Ani Lestari", "Budi Karangan")
        by_ani, by_budi = call(tx, ani)
        calls.comes(tx.session, by_ani, ani.contact_id or 0, NOW)
        assert calls.take_silent(tx.session, NOW + timedelta(days=2), 50) == []
        late = NOW + timedelta(days=4)
        assert calls.take_silent(tx.session, late, 50) == [by_budi]
        assert calls.take_silent(tx.session, late, 50) == []
        assert budi.state == "dipanggil"


def test_while_a_case_is_paused_its_silence_waits(storage: Storage) -> None:
    with storage.transaction() as tx:
        (ani,) = seated(tx.session, "Ani Lestari")
        (called,) = call(tx, ani)
        rights.restrict(tx.session, ani.person, contact_id=ani.contact_id or 0, at=NOW)
        late = NOW + timedelta(days=4)
        assert calls.take_silent(tx.session, late, 50) == []
        rights.lift(tx.session, ani.person, contact_id=ani.contact_id or 0, at=late)
        assert calls.take_silent(tx.session, late, 50) == [called]


def test_they_are_reminded_before_they_leave_and_not_once_they_have_withdrawn(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani, budi = seated(tx.session, "Ani Lestari", "Budi Karangan")
        _, by_budi = call(tx, ani)
        planned = tx.session.query(Reminder).filter_by(application_id=ani.id).order_by(Reminder.step)
        days = [(GATHER - one.due_at.astimezone(ZONE).date()).days for one in planned]
        assert days == [7, 4, 1]  # three days before is a Sunday
        calls.gives_up(tx.session, by_budi, "Pindah", budi.contact_id or 0, NOW)
        taken = reminders.take(tx.session, NOW.replace(month=3, day=25, hour=3), OFFICE, ZONE, 50)
        assert [(due.about, due.application, due.called and due.called.call.number) for due in taken.due] == [
            ("departure", ani, PLAN.number)
        ]


@pytest.mark.parametrize(
    ("gather_on", "holiday", "days"),
    [
        (date(2026, 3, 30), None, [7, 3, 2]),  # a Monday: the day before is a Sunday
        (date(2026, 4, 1), date(2026, 3, 31), [7, 4, 2]),
        (date(2026, 3, 5), None, [1]),  # Thursday of the same week
    ],
)
def test_a_day_on_which_nobody_is_reminded_is_brought_forward(
    storage: Storage, gather_on: date, holiday: date | None, days: list[int]
) -> None:
    with storage.transaction() as tx:
        (ani,) = seated(tx.session, "Ani Lestari")
        if holiday:
            tx.session.add(Holiday(day=holiday, name="Libur"))
            tx.session.flush()
        plan = replace(PLAN, gather_on=gather_on, departs_on=gather_on)
        calls.call(tx.session, member(tx.session), ani.intake_id, plan, OFFICE, NOW, ZONE)
        planned = tx.session.query(Reminder).filter_by(application_id=ani.id).order_by(Reminder.step)
        assert [(gather_on - one.due_at.astimezone(ZONE).date()).days for one in planned] == days


def test_nobody_is_reminded_of_a_day_that_has_come(storage: Storage) -> None:
    with storage.transaction() as tx:
        (ani,) = seated(tx.session, "Ani Lestari")
        call(tx, ani)
        on_the_day = NOW.replace(month=4, day=1, hour=0)
        assert reminders.take(tx.session, on_the_day, OFFICE, ZONE, 50).due == []


def _in_a_hurry(tx: Transaction, hasan: Member, intake_id: int) -> None:
    tx.session.connection().exec_driver_sql("SET LOCAL lock_timeout = '200ms'")
    calls.call(tx.session, hasan, intake_id, PLAN, OFFICE, NOW, ZONE)


def test_two_members_at_once_call_everybody_once(postgresql_storage: Storage) -> None:
    with postgresql_storage.transaction() as tx:
        (ani,) = seated(tx.session, "Ani Lestari")
        intake_id, hasan = ani.intake_id, member(tx.session)
    with postgresql_storage.transaction() as one:
        first = calls.call(one.session, hasan, intake_id, PLAN, OFFICE, NOW, ZONE)
        with pytest.raises(OperationalError, match="lock"), postgresql_storage.transaction() as other:
            _in_a_hurry(other, hasan, intake_id)
        assert len(first) == 1
    with postgresql_storage.transaction() as tx:
        assert calls.call(tx.session, hasan, intake_id, PLAN, OFFICE, NOW, ZONE) == []


def test_what_kept_somebody_goes_with_their_name(storage: Storage) -> None:
    with storage.transaction() as tx:
        (ani,) = seated(tx.session, ANI.full_name)
        (called,) = call(tx, ani)
        calls.is_hindered(tx.session, called, "Ibu sakit", ani.contact_id or 0, NOW)
        erasure.erase_person(tx.session, ani.person_id, by="person", contact_id=None, why="asked", at=NOW)
        assert tx.session.query(CalledPerson).count() == 0
