"""What is due is said once, to those who want it, and never in a flood."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import delete, event, select
from sqlalchemy.orm import Session

from programme import applications, consents, guardians, holidays, notice, reminders
from programme.applications import ConsentAnswer, DocumentAnswer
from programme.guardians import Guardian, Shown
from programme.office import ZONE, Office
from programme.reminders import Due
from storage.database import Storage
from storage.tables import Application, Consent, Contact, Holiday, Person, Reminder, Talk
from tests.programme.people import ALL_PAPERS, ANI, CHILD, NOW, contact, intake, submit

OFFICE = Office()
DAY = timedelta(days=1)
WANTS = (ConsentAnswer("notice", agreed=True, at=NOW), ConsentAnswer("reminders", agreed=True, at=NOW))
LACKING = replace(ANI, consents=WANTS, documents={**ALL_PAPERS, "kk": DocumentAnswer("later")})


def register(session: Session, number: int = 1, intake_id: int | None = None) -> Application:
    """Somebody who wants reminders and whose family card is missing."""
    form = replace(LACKING, full_name=f"Ani {number}", nik=None)
    application = submit(session, contact(session), form, intake_id or intake(session))
    reminders.plan(session, application, OFFICE)
    return application


def begin(session: Session, contact_id: int, answers: dict[str, object], *, name: str = "registration") -> Talk:
    """A form that somebody has begun; the answers are as the talk keeps them."""
    kept = {question: [value, NOW.isoformat()] for question, value in answers.items()}
    content = session.info["vault"].seal_json({"facts": {}, "answers": kept})
    talk = Talk(
        contact_id=contact_id, name=name, waiting_for="village", content=content, started_at=NOW, updated_at=NOW
    )
    session.add(talk)
    session.flush()
    reminders.plan_talk(session, contact_id, talk.id, OFFICE, NOW)
    return talk


def answer_reminders(session: Session, contact_id: int, at: datetime, *, agreed: bool) -> None:
    """Under `privasi`, for the chat."""
    consents.record(
        session,
        contact_id=contact_id,
        person_id=None,
        purpose="reminders",
        agreed=agreed,
        version=notice.VERSION,
        language="id",
        at=at,
    )


def take(storage: Storage, now: datetime, limit: int = 100) -> list[Due]:
    """One look at what is due, and what is to be said."""
    with storage.transaction() as tx:
        return reminders.take(tx.session, now, OFFICE, ZONE, limit).due


@dataclass
class Left:
    """The rows as they are afterwards."""

    states: list[str]
    due: list[datetime]


@contextmanager
def rows(storage: Storage) -> Iterator[Left]:
    with storage.transaction() as tx:
        kept = tx.session.scalars(select(Reminder).order_by(Reminder.contact_id, Reminder.step)).all()
        yield Left([row.state for row in kept], [row.due_at.astimezone(ZONE) for row in kept])


def test_missing_papers_are_remembered_after_three_and_ten_days(storage: Storage) -> None:
    with storage.transaction() as tx:
        number = register(tx.session).number
    assert take(storage, NOW + 3 * DAY - timedelta(minutes=1)) == []
    first = take(storage, NOW + 3 * DAY)
    assert [(due.about, due.application and due.application.number) for due in first] == [("papers", number)]
    assert take(storage, NOW + 3 * DAY + timedelta(minutes=1)) == []
    assert len(take(storage, NOW + 10 * DAY)) == 1
    assert take(storage, NOW + 11 * DAY) == []


def test_papers_that_came_meanwhile_are_not_remembered(storage: Storage) -> None:
    with storage.transaction() as tx:
        application = register(tx.session)
        applications.enter(application, "berkas_lengkap", NOW, by="system")
    assert take(storage, NOW + 3 * DAY) == []
    with rows(storage) as left:
        assert left.states == ["skipped", "pending"]


@pytest.mark.parametrize("what", ["never asked", "withdrawn", "stopped", "anonymised"])
def test_who_does_not_want_reminders_gets_none(storage: Storage, what: str) -> None:
    with storage.transaction() as tx:
        application = register(tx.session)
        assert application.contact_id is not None
        if what == "never asked":
            tx.session.execute(delete(Consent))
        elif what == "withdrawn":
            answer_reminders(tx.session, application.contact_id, NOW + DAY, agreed=False)
        elif what == "stopped":
            tx.session.get_one(Contact, application.contact_id).stopped_at = NOW
        else:
            setattr(tx.session.get_one(Person, application.person_id), f"{what}_at", NOW)
    assert take(storage, NOW + 3 * DAY) == []
    with rows(storage) as left:
        assert left.states == ["skipped", "pending"]


def test_an_unfinished_form_is_remembered_a_day_after_its_last_answer(storage: Storage) -> None:
    with storage.transaction() as tx:
        intake(tx.session)
        ani = contact(tx.session)
        begin(tx.session, ani, {"notice": True, "reminders": True}).updated_at = NOW + timedelta(hours=5)
    assert take(storage, NOW + DAY) == []
    with rows(storage) as left:
        assert (left.states, left.due) == (["pending"], [NOW + timedelta(hours=29)])
    assert [due.about for due in take(storage, NOW + timedelta(hours=29))] == ["talk"]
    assert take(storage, NOW + 3 * DAY) == []


@pytest.mark.parametrize("answers", [{}, {"notice": True}, {"notice": True, "reminders": False}])
def test_an_unfinished_form_that_does_not_allow_it_is_not_remembered(
    storage: Storage, answers: dict[str, object]
) -> None:
    with storage.transaction() as tx:
        intake(tx.session)
        begin(tx.session, contact(tx.session), answers)
    assert take(storage, NOW + DAY) == []


def test_what_they_said_last_about_reminders_counts(storage: Storage) -> None:
    """In the form yes, and later no under `privasi`; and the other way round."""
    with storage.transaction() as tx:
        intake(tx.session)
        for in_form, said_later in ((True, False), (False, True)):
            who = contact(tx.session)
            begin(tx.session, who, {"reminders": in_form})
            answer_reminders(tx.session, who, NOW + timedelta(hours=1), agreed=said_later)
    assert len(take(storage, NOW + DAY)) == 1


def test_a_form_that_is_gone_closed_or_another_is_not_remembered(storage: Storage) -> None:
    with storage.transaction() as tx:
        intake(tx.session, closes=date(2026, 3, 2))
        sent = contact(tx.session)
        tx.session.delete(begin(tx.session, sent, {"reminders": True}))
        begin(tx.session, contact(tx.session), {"reminders": True}, name="papers")
        begin(tx.session, contact(tx.session), {"reminders": True})  # whose intake has closed
    assert take(storage, NOW + DAY) == []
    with rows(storage) as left:
        assert left.states == ["skipped"] * 3


def test_a_form_begun_again_is_remembered_again(storage: Storage) -> None:
    """SQLite gives the number of a talk that is gone to the next one."""
    with storage.transaction() as tx:
        intake(tx.session)
        ani = contact(tx.session)
        begin(tx.session, ani, {"reminders": True})
    assert len(take(storage, NOW + DAY)) == 1
    with storage.transaction() as tx:
        tx.session.delete(tx.session.scalars(select(Talk)).one())
        tx.session.flush()
        begin(tx.session, ani, {"reminders": True}).updated_at = NOW + 2 * DAY
    assert take(storage, NOW + 2 * DAY) == []
    assert len(take(storage, NOW + 3 * DAY)) == 1


def test_a_child_without_a_yes_hears_three_days_before_it_is_erased_whatever_it_answered(storage: Storage) -> None:
    """It is news of their own case: no consent to reminders is needed, and `stop` does not stop it."""
    with storage.transaction() as tx:
        application = submit(tx.session, contact(tx.session), CHILD, intake(tx.session))
        reminders.plan(tx.session, application, OFFICE)
        assert application.contact_id is not None
        tx.session.get_one(Contact, application.contact_id).stopped_at = NOW
    assert take(storage, NOW + 10 * DAY) == []
    [due] = take(storage, NOW + 11 * DAY)
    assert due.about == "guardian"
    assert due.application is not None
    assert reminders.erased_on(due.application, OFFICE, ZONE) == date(2026, 3, 16)


def test_once_the_guardian_has_agreed_nothing_is_erased_and_nothing_said(storage: Storage) -> None:
    with storage.transaction() as tx:
        application = submit(tx.session, contact(tx.session), CHILD, intake(tx.session))
        reminders.plan(tx.session, application, OFFICE)
        guardians.agree(
            tx.session,
            application.person,
            contact_id=contact(tx.session),
            by="guardian",
            at=NOW,
            shown=Shown(notice.VERSION, "id"),
            checklist=(),
            guardian=Guardian("Siti", "mother"),
        )
    assert take(storage, NOW + 11 * DAY) == []


@pytest.mark.parametrize(
    ("hours", "morning"),
    [
        (11, datetime(2026, 3, 6, 7, tzinfo=ZONE)),  # half past eight in the evening of a Thursday
        (60, datetime(2026, 3, 9, 7, tzinfo=ZONE)),  # Saturday evening: over Sunday
        (72, datetime(2026, 3, 9, 7, tzinfo=ZONE)),  # Sunday
    ],
)
def test_what_falls_into_quiet_hours_waits_for_the_morning_and_spreads(
    storage: Storage, hours: int, morning: datetime
) -> None:
    with storage.transaction() as tx:
        here = intake(tx.session)
        for number in range(5):
            register(tx.session, number, here)
        for row in tx.session.scalars(select(Reminder).filter_by(step=1)):
            row.due_at = NOW + 3 * DAY + timedelta(hours=hours)
        for row in tx.session.scalars(select(Reminder).filter_by(step=2)):
            tx.session.delete(row)
    assert take(storage, NOW + 3 * DAY + timedelta(hours=hours)) == []
    with rows(storage) as left:
        assert left.states == ["pending"] * 5
        assert all(morning <= due < morning + timedelta(hours=1) for due in left.due)
        assert len(set(left.due)) == 5
    assert len(take(storage, morning + timedelta(hours=1))) == 5


def test_a_holiday_is_waited_out(storage: Storage) -> None:
    with storage.transaction() as tx:
        register(tx.session)
        tx.session.add(Holiday(day=date(2026, 3, 5), name="Hari kantor"))
    assert take(storage, NOW + 3 * DAY) == []
    with rows(storage) as left:
        assert left.due[0].date() == date(2026, 3, 6)


def test_a_contact_hears_of_one_thing_a_day(storage: Storage) -> None:
    with storage.transaction() as tx:
        here, helper = intake(tx.session), contact(tx.session)
        for name in ("Ani", "Budi", "Cici"):
            form = replace(LACKING, full_name=name, for_whom="other", nik=None)
            reminders.plan(tx.session, submit(tx.session, helper, form, here), OFFICE)
    days = [len(take(storage, NOW + days * DAY + timedelta(hours=hour))) for days in (3, 4, 7) for hour in (0, 3)]
    assert days == [1, 0, 1, 0, 1, 0]


def test_after_a_week_without_the_service_nobody_is_flooded(storage: Storage) -> None:
    """What is more than three days late is not said any more; the rest comes one a day."""
    with storage.transaction() as tx:
        register(tx.session)
    assert take(storage, NOW + 7 * DAY) == []
    with rows(storage) as left:
        assert left.states == ["skipped", "pending"]
    assert len(take(storage, NOW + 10 * DAY)) == 1


def test_a_day_late_is_still_said(storage: Storage) -> None:
    with storage.transaction() as tx:
        register(tx.session)
    assert len(take(storage, NOW + 4 * DAY)) == 1


def test_a_clock_that_jumps_a_year_ahead_floods_nobody_and_nothing_doubles_when_it_is_put_right(
    storage: Storage,
) -> None:
    with storage.transaction() as tx:
        here = intake(tx.session)
        for number in range(30):
            register(tx.session, number, here)
    assert take(storage, NOW + 365 * DAY) == []
    with rows(storage) as left:
        assert set(left.states) == {"skipped"}
    assert take(storage, NOW + 3 * DAY) == []
    with storage.transaction() as tx:
        later = register(tx.session, 31, here)
        later.state_since = NOW
    assert len(take(storage, NOW + 3 * DAY)) == 1


def test_a_clock_that_is_set_back_an_hour_says_nothing_twice(storage: Storage) -> None:
    with storage.transaction() as tx:
        register(tx.session)
    moments = [NOW + 3 * DAY + timedelta(hours=1), NOW + 3 * DAY, NOW + 3 * DAY + timedelta(hours=1)]
    assert [len(take(storage, moment)) for moment in moments] == [1, 0, 0]


def test_two_processes_at_the_same_instant_say_it_once(postgresql_storage: Storage, postgresql_url: str) -> None:
    with postgresql_storage.transaction() as tx:
        here = intake(tx.session)
        for number in range(40):
            register(tx.session, number, here)
    said: list[int] = []
    together = Barrier(2)

    def look() -> None:
        other = Storage(postgresql_url, postgresql_storage.vault)
        together.wait()
        for _ in range(8):
            said.extend(due.contact_id for due in take(other, NOW + 3 * DAY, limit=10))
        other.close()

    both = [Thread(target=look) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert (len(said), len(set(said))) == (40, 40)


def test_one_contact_of_two_children_is_reminded_once_also_by_two_processes(
    postgresql_storage: Storage, postgresql_url: str
) -> None:
    with postgresql_storage.transaction() as tx:
        here, mother = intake(tx.session), contact(tx.session)
        for name in ("Ani", "Budi"):
            form = replace(LACKING, full_name=name, for_whom="other", nik=None)
            reminders.plan(tx.session, submit(tx.session, mother, form, here), OFFICE)
    other = Storage(postgresql_url, postgresql_storage.vault)
    now = NOW + 3 * DAY
    with postgresql_storage.transaction() as tx:
        first = reminders.take(tx.session, now, OFFICE, ZONE, 1)
        assert take(other, now) == []  # while the first holds the contact
    assert (len(first.due), take(other, now)) == (1, [])
    other.close()


def test_holidays_are_filled_in_by_two_at_once_and_the_offices_own_stay(storage: Storage) -> None:
    with storage.transaction() as tx:
        tx.session.add(Holiday(day=date(2026, 1, 1), name="Libur kantor"))
    for _ in range(2):
        with storage.transaction() as tx:
            holidays.import_years(tx.session, (2026, 2027))
            known = {row.day: row.name for row in tx.session.scalars(select(Holiday))}
    assert known[date(2026, 1, 1)] == "Libur kantor"
    assert {day.year for day in known} == {2026, 2027}
    assert len(known) > 40


def test_a_tick_costs_what_is_due_and_not_what_exists(sqlite_storage: Storage) -> None:
    seen: list[tuple[str, Any]] = []
    with sqlite_storage.transaction() as tx:
        looking = event.listens_for(tx.connection, "before_cursor_execute")
        looking(lambda _connection, _cursor, statement, values, *_: seen.append((statement, values)))
        reminders.take(tx.session, NOW, OFFICE, ZONE, 10)
        statement, values = next(one for one in seen if "reminders" in one[0])
        steps = [row[3] for row in tx.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
    assert steps[0] == "SEARCH reminders USING INDEX ix_reminders_pending (due_at<?)"
    assert not any("TEMP B-TREE" in step for step in steps)
