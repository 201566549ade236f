"""Where an application stands, as its person may see it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest

from programme.applications import DocumentAnswer
from programme.standing import Todo, standing
from programme.states import PAPERS_OPEN, STATES
from storage.database import Storage
from storage.tables import Document
from tests.programme.people import ALL_PAPERS, ANI, CHILD, NOW, bring, contact, intake, submit

TODAY = date(2026, 3, 2)


def test_a_complete_registration_waits_for_the_office(sqlite_storage: Storage) -> None:
    with sqlite_storage.transaction() as tx:
        where = standing(submit(tx.session, contact(tx.session), ANI, intake(tx.session)), TODAY)
    assert (where.state, where.since, where.acts, where.todo) == ("terdaftar", TODAY, "office", "wait")
    assert where.timeline == [("terdaftar", TODAY)]
    assert where.news_by == date(2026, 5, 15)


def test_the_papers_to_send_are_named(sqlite_storage: Storage) -> None:
    lacking = {"kk": DocumentAnswer("later"), "photo": DocumentAnswer("none"), "health_letter": DocumentAnswer("later")}
    with sqlite_storage.transaction() as tx:
        form = replace(ANI, documents={**ALL_PAPERS, **lacking})
        application = submit(tx.session, contact(tx.session), form, intake(tx.session))
        application.documents.append(Document(kind="good_conduct", state="missing", at=NOW))
        where = standing(application, TODAY)
    assert (where.acts, where.todo, where.papers) == ("person", "send_documents", ("kk", "photo", "good_conduct"))


def test_a_child_is_told_that_the_guardian_is_awaited(sqlite_storage: Storage) -> None:
    with sqlite_storage.transaction() as tx:
        where = standing(submit(tx.session, contact(tx.session), CHILD, intake(tx.session)), TODAY)
    assert (where.acts, where.todo, where.papers) == ("guardian", "guardian_agrees", ())


def test_a_refusal_gives_its_reason_and_promises_no_news(sqlite_storage: Storage) -> None:
    with sqlite_storage.transaction() as tx:
        application = submit(tx.session, contact(tx.session), ANI, intake(tx.session))
        bring(application, "tidak_lolos", NOW + timedelta(days=9), reason="Sudah lewat umur.")
        where = standing(application, TODAY)
    assert (where.todo, where.reason, where.news_by) == ("look_elsewhere", "Sudah lewat umur.", None)
    assert where.timeline == [("terdaftar", TODAY), ("tidak_lolos", date(2026, 3, 11))]


def test_a_promised_day_that_passed_is_not_promised_again(sqlite_storage: Storage) -> None:
    with sqlite_storage.transaction() as tx:
        application = submit(tx.session, contact(tx.session), ANI, intake(tx.session))
        assert standing(application, date(2026, 5, 15)).news_by == date(2026, 5, 15)
        assert standing(application, date(2026, 5, 16)).news_by is None


def test_days_are_those_of_the_office(sqlite_storage: Storage) -> None:
    evening = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)
    with sqlite_storage.transaction() as tx:
        where = standing(submit(tx.session, contact(tx.session), ANI, intake(tx.session), evening), TODAY)
    assert where.since == TODAY


@pytest.mark.parametrize("state", STATES)
def test_every_state_says_who_acts_and_what_to_do(sqlite_storage: Storage, state: str) -> None:
    with sqlite_storage.transaction() as tx:
        application = submit(tx.session, contact(tx.session), ANI, intake(tx.session))
        bring(application, state, NOW)
        where = standing(application, TODAY)
    assert where.todo in get_args(Todo)
    assert (where.todo != "wait") >= (where.acts in ("person", "guardian"))


def test_papers_are_taken_in_known_states_only() -> None:
    assert set(STATES) >= PAPERS_OPEN
