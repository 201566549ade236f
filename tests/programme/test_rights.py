"""Rights that run against a clock, and a record whose use is paused."""

from dataclasses import replace
from datetime import timedelta

import pytest

from programme import audit, rights
from storage.database import Storage
from tests.programme.people import ANI, NOW, contact, intake, submit

HOUR = timedelta(hours=1)


def test_a_request_is_due_after_seventy_two_hours_to_the_second(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani = contact(tx.session)
        rights.ask(tx.session, "correction", contact_id=ani, person_id=None, at=NOW)
        assert [request.due_at for request in rights.open_requests(tx.session)] == [NOW + 72 * HOUR]
        assert rights.overdue(tx.session, NOW + 72 * HOUR - timedelta(seconds=1)) == []
        assert len(rights.overdue(tx.session, NOW + 72 * HOUR)) == 1


def test_what_people_do_by_themselves_is_never_open(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani = contact(tx.session)
        rights.fulfilled(tx.session, "access", contact_id=ani, person_id=None, at=NOW)
        assert rights.open_requests(tx.session) == []
        assert [kept.done_at for kept in rights.requests_about(tx.session, ani, None)] == [NOW]


def test_an_open_request_names_the_registrations_and_the_most_urgent_stands_first(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani = contact(tx.session)
        application = submit(tx.session, ani, ANI, intake(tx.session))
        rights.ask(tx.session, "erasure", contact_id=ani, person_id=None, at=NOW + HOUR)
        rights.ask(tx.session, "correction", contact_id=ani, person_id=application.person_id, at=NOW)
        assert [(one.right, one.numbers) for one in rights.open_requests(tx.session)] == [
            ("correction", (application.number,)),
            ("erasure", ()),
        ]


def test_a_request_is_finished_once(storage: Storage) -> None:
    with storage.transaction() as tx:
        request = rights.ask(tx.session, "correction", contact_id=contact(tx.session), person_id=None, at=NOW)
        assert rights.finish(tx.session, request.id, NOW + HOUR)
        assert not rights.finish(tx.session, request.id, NOW + 2 * HOUR)
        assert not rights.finish(tx.session, 4711, NOW)
        assert request.done_at == NOW + HOUR


def test_requests_about_a_sibling_are_not_about_this_one(storage: Storage) -> None:
    with storage.transaction() as tx:
        parent = contact(tx.session)
        application = submit(tx.session, parent, ANI, intake(tx.session))
        rights.fulfilled(tx.session, "access", contact_id=parent, person_id=application.person_id, at=NOW)
        assert rights.requests_about(tx.session, parent, application.person_id + 1) == []


@pytest.mark.parametrize(("for_whom", "by"), [("self", "person"), ("child", "guardian"), ("other", "person")])
def test_pausing_and_letting_go_on_stand_in_the_trail(storage: Storage, for_whom: str, by: str) -> None:
    with storage.transaction() as tx:
        writer = contact(tx.session)
        form = replace(ANI, for_whom=for_whom)
        person = submit(tx.session, writer, form, intake(tx.session)).person
        assert not rights.is_restricted(tx.session, person.id)
        rights.restrict(tx.session, person, contact_id=writer, at=NOW)
        assert rights.is_restricted(tx.session, person.id)
        rights.lift(tx.session, person, contact_id=writer, at=NOW + HOUR)
        assert not rights.is_restricted(tx.session, person.id)
        trail = [(step.by, step.action, step.at) for step in audit.trail(tx.session, person.id)]
        assert trail == [(by, "restricted", NOW), (by, "restriction_lifted", NOW + HOUR)]
