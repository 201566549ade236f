"""While a case is paused its clocks stand; afterwards each goes on with the time that it had left."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import pruning, reminders, rights
from programme.office import ZONE, Office
from storage.database import Storage
from storage.tables import Application, Person, Reminder
from tests.programme.people import CHILD, NOW, contact, intake, submit
from tests.programme.test_reminders import LACKING

OFFICE = Office()
DAY = timedelta(days=1)


def case(session: Session) -> Application:
    return session.scalars(select(Application)).one()


def pause(storage: Storage, at: datetime) -> None:
    with storage.transaction() as tx:
        application = case(tx.session)
        assert application.contact_id is not None
        rights.restrict(tx.session, application.person, contact_id=application.contact_id, at=at)


def lift(storage: Storage, at: datetime) -> None:
    with storage.transaction() as tx:
        application = case(tx.session)
        assert application.contact_id is not None
        rights.lift(tx.session, application.person, contact_id=application.contact_id, at=at)


def said(storage: Storage, at: datetime) -> list[str]:
    with storage.transaction() as tx:
        return [due.about for due in reminders.take(tx.session, at, OFFICE, ZONE, 100).due]


def lacking(storage: Storage) -> None:
    with storage.transaction() as tx:
        application = submit(tx.session, contact(tx.session), LACKING, intake(tx.session))
        reminders.plan(tx.session, application, OFFICE)


def waiting_child(storage: Storage) -> None:
    with storage.transaction() as tx:
        application = submit(tx.session, contact(tx.session), CHILD, intake(tx.session))
        reminders.plan(tx.session, application, OFFICE)


def erased(storage: Storage, at: datetime) -> int:
    with storage.transaction() as tx:
        return pruning.guardian(tx.session, at - OFFICE.guardian_days * DAY, at, 10)


def test_reminders_are_held_and_go_on_with_the_days_that_were_left(storage: Storage) -> None:
    """Due after 3 and 10 days, paused from the second to the thirtieth: due on the 31st and the 38th, one at a time."""
    lacking(storage)
    pause(storage, NOW + 2 * DAY)
    assert [said(storage, NOW + days * DAY) for days in (3, 10, 29)] == [[], [], []]
    lift(storage, NOW + 30 * DAY)
    spoke = [days for days in range(30, 45) if said(storage, NOW + days * DAY + timedelta(hours=1))]
    assert spoke == [31, 38]


def test_pausing_twice_adds_up(storage: Storage) -> None:
    waiting_child(storage)
    for paused, lifted in ((1, 11), (12, 22)):
        pause(storage, NOW + paused * DAY)
        lift(storage, NOW + lifted * DAY)
    with storage.transaction() as tx:
        assert reminders.erased_on(case(tx.session), OFFICE, ZONE) == date(2026, 3, 2) + 34 * DAY


def test_the_guardians_days_stand_still(storage: Storage) -> None:
    waiting_child(storage)
    pause(storage, NOW + 10 * DAY)
    assert (said(storage, NOW + 11 * DAY), erased(storage, NOW + 60 * DAY)) == ([], 0)
    lift(storage, NOW + 60 * DAY)
    assert erased(storage, NOW + 63 * DAY) == 0
    assert said(storage, NOW + 61 * DAY + timedelta(hours=1)) == ["guardian"]
    assert erased(storage, NOW + 64 * DAY + timedelta(hours=1)) == 1


def test_only_the_time_since_the_state_began_counts_for_its_clock(storage: Storage) -> None:
    """The guardian agreed while it was paused: the new state's clock begins when the pause ends."""
    waiting_child(storage)
    pause(storage, NOW + DAY)
    with storage.transaction() as tx:
        application = case(tx.session)
        application.state, application.state_since = "wali_setuju", NOW + 5 * DAY
        application.clock_since = application.state_since
    lift(storage, NOW + 9 * DAY)
    with storage.transaction() as tx:
        assert case(tx.session).clock_since == NOW + 9 * DAY


def test_a_day_in_the_calendar_waits_for_nobody(storage: Storage) -> None:
    with storage.transaction() as tx:
        application = submit(tx.session, contact(tx.session), LACKING, intake(tx.session))
        about = {"contact_id": application.contact_id, "application_id": application.id, "about": "closes:260430"}
        tx.session.add(Reminder(**about, step=1, due_at=NOW + 10 * DAY))
    pause(storage, NOW + DAY)
    lift(storage, NOW + 5 * DAY)
    with storage.transaction() as tx:
        assert tx.session.scalars(select(Reminder.due_at)).one() == NOW + 10 * DAY


def test_a_clock_that_was_set_back_shortens_nothing(storage: Storage) -> None:
    waiting_child(storage)
    pause(storage, NOW + 3 * DAY)
    lift(storage, NOW)
    with storage.transaction() as tx:
        assert case(tx.session).clock_since == NOW
        assert tx.session.scalars(select(Person)).one().restricted_at is None
