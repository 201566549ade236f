"""What of imported lists goes by its time, and what stays."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from programme import jobs
from programme.pruning import WORK
from programme.registers import imports
from storage.database import Storage
from storage.tables import Import, ImportRow, Job
from tests.programme.people import NOW
from tests.programme.registers.test_imports import ANI_LISTED, BUDI, imported

WEEK = timedelta(days=7)


def prune(session: Session, rule: str, before: datetime) -> int:
    """Until nothing is left to do, one row at a time."""
    rounds = 0
    while WORK[rule](session, before, before, 1):
        rounds += 1
    return rounds


def rows(session: Session) -> list[int]:
    return [row.import_id for row in session.query(ImportRow).order_by(ImportRow.id)]


def test_a_list_that_nobody_took_goes_and_may_be_read_again(storage: Storage) -> None:
    with storage.transaction() as tx:
        kept = imported(tx.session, ANI_LISTED)
        waits = imports.begin(tx.session, "dtsen", b"file", member=None, now=NOW)
        imports.stage(tx.session, waits.id, [ANI_LISTED, BUDI])
        imports.checked(tx.session, waits.id)
        assert prune(tx.session, "lists", NOW) == 0
        assert prune(tx.session, "lists", NOW + WEEK) == 2
        assert rows(tx.session) == [kept]
        assert imports.begin(tx.session, "dtsen", b"file", member=None, now=NOW).id != waits.id


def test_what_a_newer_list_says_takes_the_place_of_the_older_after_a_while(storage: Storage) -> None:
    with storage.transaction() as tx:
        old = imported(tx.session, ANI_LISTED, BUDI)
        other = imported(tx.session, replace(ANI_LISTED, desil=None, status="do"), kind="ats")
        new = imported(tx.session, replace(ANI_LISTED, desil=4), days=90)
        assert prune(tx.session, "superseded", NOW + WEEK) == 2  # only looks at the first of each
        assert rows(tx.session) == [old, old, other, new]
        prune(tx.session, "superseded", NOW + timedelta(days=91))
        assert rows(tx.session) == [old, other, new]
        assert all(of.is_settled for of in tx.session.query(Import))


def test_what_no_list_has_renewed_goes(storage: Storage) -> None:
    with storage.transaction() as tx:
        imported(tx.session, ANI_LISTED)
        new = imported(tx.session, BUDI, days=90)
        prune(tx.session, "registers", NOW + timedelta(days=1))
        assert rows(tx.session) == [new]
        assert tx.session.query(Import).count() == 2


def test_work_that_is_done_is_forgotten_and_what_waits_is_not(storage: Storage) -> None:
    with storage.transaction() as tx:
        for number in range(3):
            jobs.add(tx.session, "count", {"number": number}, contact_id=None, now=NOW)
        done = jobs.take(tx.session, NOW, WEEK)
        assert done is not None
        assert jobs.finish(tx.session, done, NOW)
        assert prune(tx.session, "long_work", NOW + WEEK) == 1
        assert tx.session.query(Job).count() == 2
