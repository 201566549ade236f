"""What is nearing its end is told once a day: to applicants who want it, and to staff with something to look at."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from programme import applications, claims, nearing, objections, reminders, rights, staff, staff_work
from programme.office import ZONE, Office
from programme.reminders import Due
from programme.staff import Invited, Member
from programme.staff_work import Work
from storage.database import Storage
from storage.tables import Application, Contact, Holiday, Intake, Reminder
from tests.programme.people import ANI, CHILD, NOW, bring, contact, intake, submit
from tests.programme.test_reminders import LACKING, begin

OFFICE = Office()
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def day(storage: Storage, now: datetime, office: Office = OFFICE) -> list[Due]:
    """One office day's chore, and everything that is said from then on until its evening."""
    with storage.transaction() as tx:
        nearing.plan_day(tx.session, now, office, ZONE)
    with storage.transaction() as tx:
        return reminders.take(tx.session, now, office, ZONE, 100).due


def lacking(session: Session, **changes: object) -> Application:
    form = replace(LACKING, **changes)  # type: ignore[arg-type]
    return submit(session, contact(session), form, session.scalars(select(Intake.id)).first() or intake(session))


def member(session: Session, *roles: str) -> Member:
    code = staff.invite(session, Invited("Bu Ratna", roles), by=None, now=NOW)
    found = staff.accept(session, code, contact(session), NOW)
    assert isinstance(found, Member)
    return found


# Registration closes: on Monday 2 March, in seven days and in two.


def test_whose_papers_are_missing_hears_seven_and_two_days_before_it_closes(storage: Storage) -> None:
    with storage.transaction() as tx:
        intake(tx.session, closes=date(2026, 3, 16))
        lacking(tx.session)
    told = [days for days in range(18) if day(storage, NOW + days * DAY)]
    assert told == [7, 12]  # Monday the 9th, and Saturday the 14th


def test_an_unfinished_form_hears_of_it_too_and_what_was_sent_meanwhile_does_not(storage: Storage) -> None:
    with storage.transaction() as tx:
        intake(tx.session, closes=date(2026, 3, 9))
        begin(tx.session, contact(tx.session), {"reminders": True}).updated_at = NOW - 5 * DAY
        done = lacking(tx.session)
        applications.enter(done, "berkas_lengkap", NOW, by="system")
    assert [(due.closes, due.application) for due in day(storage, NOW)] == [(date(2026, 3, 9), None)]


@pytest.mark.parametrize("what", ["no wish", "stopped", "far", "switched off", "paused"])
def test_who_does_not_want_it_or_has_time_hears_nothing(storage: Storage, what: str) -> None:
    office = (
        replace(OFFICE, reminding=replace(OFFICE.reminding, deadline_days=())) if what == "switched off" else OFFICE
    )
    with storage.transaction() as tx:
        intake(tx.session, closes=date(2026, 3, 10 if what == "far" else 9))
        application = lacking(tx.session, **({"consents": ANI.consents} if what == "no wish" else {}))
        if what == "stopped":
            tx.session.get_one(Contact, application.contact_id).stopped_at = NOW
        elif what == "paused":
            application.person.restricted_at = NOW
    assert day(storage, NOW, office) == []


def test_looking_twice_says_it_once_and_a_moved_day_says_it_again(storage: Storage) -> None:
    with storage.transaction() as tx:
        intake(tx.session, closes=date(2026, 3, 9))
        lacking(tx.session)
    assert [len(day(storage, NOW)) for _ in range(3)] == [1, 0, 0]
    with storage.transaction() as tx:
        tx.session.scalars(select(Intake)).one().closes = date(2026, 3, 23)
    assert [days for days in range(1, 20) if day(storage, NOW + days * DAY)] == [14, 19]


# Staff.


def work(storage: Storage, one: Member, now: datetime = NOW) -> Work:
    with storage.transaction() as tx:
        return staff_work.of_member(tx.session, one, now, OFFICE, ZONE, {date(2026, 3, 4)})


def test_working_days_are_monday_to_friday_without_holidays() -> None:
    monday = datetime(2026, 3, 16, 9, tzinfo=ZONE)
    assert staff_work.working_days_before(monday, 1, set(), ZONE) == datetime(2026, 3, 13, 9, tzinfo=ZONE)
    assert staff_work.working_days_before(monday, 7, set(), ZONE) == datetime(2026, 3, 5, 9, tzinfo=ZONE)
    assert staff_work.working_days_before(monday, 7, {date(2026, 3, 10)}, ZONE) == datetime(2026, 3, 4, 9, tzinfo=ZONE)


def test_cases_that_wait_longer_than_promised_are_counted_and_paused_ones_are_not(storage: Storage) -> None:
    with storage.transaction() as tx:
        verifier, mentor = member(tx.session, "verifier"), member(tx.session, "mentor")
        intake(tx.session)
        for name in ("Ani", "Budi"):
            lacking(tx.session, full_name=name, documents=ANI.documents)
    assert work(storage, verifier, NOW + 9 * DAY) == Work()  # a Wednesday: six working days, one holiday
    assert work(storage, verifier, NOW + 11 * DAY) == Work(late_cases=2)
    assert work(storage, mentor, NOW + 11 * DAY) == Work()
    with storage.transaction() as tx:
        tx.session.scalars(select(Application)).first().person.restricted_at = NOW  # type: ignore[union-attr]
    assert work(storage, verifier, NOW + 11 * DAY) == Work(late_cases=1)


def test_whoever_says_they_graduated_is_counted_until_somebody_has_looked(storage: Storage) -> None:
    with storage.transaction() as tx:
        mentor, officer = member(tx.session, "mentor"), member(tx.session, "announcer")
        said = claims.Said("Ani Lestari", date(2005, 8, 17), 2023, "tata_boga", "64.01.04.1001")
        made = claims.make(tx.session, contact(tx.session), said, NOW)
        assert made is not None
    assert work(storage, mentor, NOW) == Work(claims=1)
    assert work(storage, officer, NOW) == Work()
    with storage.transaction() as tx:
        claims.reject(tx.session, made.id, "Bukan alumni", by=mentor, at=NOW)
    assert work(storage, mentor, NOW) == Work()


def test_clocks_of_the_law_are_told_to_administrators_before_they_run_out(storage: Storage) -> None:
    """Asked on a Friday they end on a Monday: Saturday's message is the last one before."""
    friday = NOW + 4 * DAY
    with storage.transaction() as tx:
        admin, verifier = member(tx.session, "admin"), member(tx.session, "verifier")
        rights.ask(tx.session, "correction", contact_id=contact(tx.session), person_id=None, at=friday)
    assert work(storage, admin, friday) == Work()
    assert work(storage, admin, friday + DAY) == Work(requests_near=1)
    assert work(storage, admin, friday + 3 * DAY) == Work(requests_over=1)
    assert work(storage, verifier, friday + 3 * DAY) == Work()


def test_objections_that_wait_are_counted(storage: Storage) -> None:
    with storage.transaction() as tx:
        verifier = member(tx.session, "verifier")
        application = submit(tx.session, contact(tx.session), ANI, intake(tx.session))
        bring(application, "tidak_lolos", NOW)
        tx.session.flush()
        assert application.contact_id is not None
        objections.make(tx.session, application, "Salah", None, contact_id=application.contact_id, at=NOW)
    assert work(storage, verifier) == Work(objections=1)


def test_a_member_is_told_once_a_day_and_never_on_sundays_or_holidays(storage: Storage) -> None:
    with storage.transaction() as tx:
        verifier = member(tx.session, "verifier")
        rights.ask(tx.session, "correction", contact_id=contact(tx.session), person_id=None, at=NOW)
        intake(tx.session)
        lacking(tx.session, documents=ANI.documents)
        tx.session.add(Holiday(day=date(2026, 3, 19), name="Hari kantor"))
    told = [days for days in range(10, 22) if day(storage, NOW + days * DAY)]
    assert told == [10, 11, 12, 14, 15, 16, 18, 19, 21]  # not on Sundays, nor on Thursday the 19th
    with storage.transaction() as tx:
        staff.remove(tx.session, verifier.id, by=None, now=NOW)
    assert day(storage, NOW + 23 * DAY) == []


def test_what_was_done_between_midnight_and_morning_is_not_told(storage: Storage) -> None:
    with storage.transaction() as tx:
        member(tx.session, "verifier")
        intake(tx.session)
        application = lacking(tx.session, documents=ANI.documents)
    midnight = datetime(2026, 3, 16, 0, 0, 30, tzinfo=ZONE)
    assert day(storage, midnight) == []
    with storage.transaction() as tx:
        applications.enter(tx.session.get_one(Application, application.id), "diverifikasi", midnight, by="staff")
    with storage.transaction() as tx:
        assert reminders.take(tx.session, midnight + 9 * HOUR, OFFICE, ZONE, 10).due == []
        assert tx.session.scalar(select(Reminder.state)) == "skipped"


def test_that_a_member_was_told_is_forgotten_after_a_month(storage: Storage) -> None:
    with storage.transaction() as tx:
        verifier = member(tx.session, "verifier")
        row = {"contact_id": verifier.contact_id, "about": "staff:2026-01-05", "step": 1, "state": "queued"}
        tx.session.add(Reminder(**row, due_at=NOW - 40 * DAY))
    assert day(storage, NOW) == []
    with storage.transaction() as tx:
        assert tx.session.scalar(select(func.count()).select_from(Reminder)) == 0


def test_a_child_whose_rest_is_missing_is_near_the_end_too(storage: Storage) -> None:
    with storage.transaction() as tx:
        wants = replace(CHILD, consents=LACKING.consents)
        application = submit(tx.session, contact(tx.session), wants, intake(tx.session, closes=date(2026, 3, 9)))
        applications.enter(application, "wali_setuju", NOW, by="guardian")
    assert [due.about for due in day(storage, NOW)] == ["closes"]
