"""Rights that run against a clock, and a record whose use is paused."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from programme import audit, erasure, rights, staff
from programme.staff import Invited, Member
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


def member(session: Session, name: str) -> Member:
    code = staff.invite(session, Invited(name, ("verifier",)), by=None, now=NOW)
    found = staff.accept(session, code, contact(session), NOW)
    assert isinstance(found, Member)
    return found


def test_a_request_is_in_one_members_hands_and_the_trail_says_whose(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani = contact(tx.session)
        person_id = submit(tx.session, ani, ANI, intake(tx.session)).person_id
        request = rights.ask(tx.session, "correction", contact_id=ani, person_id=person_id, at=NOW)
        ratna, hasan = member(tx.session, "Bu Ratna"), member(tx.session, "Pak Hasan")
        assert rights.take(tx.session, request.id, ratna, NOW)
        assert not rights.take(tx.session, request.id, hasan, NOW)
        assert rights.hand_over(tx.session, request.id, hasan, by=ratna, at=NOW + HOUR)
        assert [one.taken_by for one in rights.open_requests(tx.session)] == [hasan.id]
        assert rights.finish(tx.session, request.id, NOW + 2 * HOUR, member=hasan, note="Sudah dibetulkan.")
        assert not rights.hand_over(tx.session, request.id, ratna, by=hasan, at=NOW + 3 * HOUR)
        steps = [(step.action, step.staff_id, step.after) for step in audit.trail(tx.session, person_id)]
    assert steps == [
        ("request_taken", ratna.id, None),
        ("request_handed_over", ratna.id, None),
        ("request_done", hasan.id, {"note": "Sudah dibetulkan."}),
    ]


def test_what_is_wanted_goes_with_its_person(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani = contact(tx.session)
        person_id = submit(tx.session, ani, ANI, intake(tx.session)).person_id
        wanted = {"words": "Nama: Ani Lestary", "changes": {"full_name": "Ani Lestary"}}
        request_id = rights.ask(tx.session, "correction", contact_id=ani, person_id=person_id, at=NOW, wanted=wanted).id
        assert rights.wanted(tx.session, request_id) == wanted
        erasure.erase_person(tx.session, person_id, by="person", contact_id=ani, why="asked", at=NOW)
        assert rights.wanted(tx.session, request_id) is None
        assert rights.get_open(tx.session, request_id) is None
