"""A corrected answer: on record at once, in the trail with who and when, and with everything that follows from it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from programme import applications, audit, corrections, rights
from programme.checklist import DEFAULT
from programme.states import CORRECTABLE, STATES
from storage.database import Storage
from storage.tables import Application
from tests.programme.people import ANI, CHILD, NOW, bring, contact, intake, submit

LATER = NOW + timedelta(hours=5)
A_CHILDS_DAY, AN_ADULTS_DAY = date(2010, 8, 17), date(2007, 5, 1)


def correct(
    session: Session, application: Application, contact_id: int, **changes: Any
) -> corrections.AgeChange | None:
    return corrections.correct(session, application, changes, contact_id=contact_id, at=LATER, checklist=DEFAULT)


def rules(session: Session, application: Application) -> set[str]:
    return {finding.rule for finding in applications.findings(session, application)}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("full_name", "Ani Lestari Putri"),
        ("sex", "male"),
        ("village", "64.01.04.2002"),
        ("nik", "6401045708079002"),
        ("nik", None),
        ("phone", None),
        ("address_note", "RT 03"),
        ("last_school", "sma"),
        ("year_left", None),
        ("aid", ["pkh"]),
        ("aid", []),
        ("desil", 4),
        ("second_skill", None),
        ("dormitory", False),
    ],
)
def test_every_answer_is_read_back_as_it_was_corrected_and_leaves_its_line(
    storage: Storage, name: str, value: Any
) -> None:
    with storage.transaction() as tx:
        ani = contact(tx.session)
        number = submit(tx.session, ani, ANI, intake(tx.session)).number
    with storage.transaction() as tx:
        found = applications.for_contact_by_number(tx.session, ani, number)
        assert found is not None
        before = corrections.on_record(tx.session, found)[name]
        correct(tx.session, found, ani, **{name: value})
    with storage.transaction() as tx:
        found = applications.for_contact_by_number(tx.session, ani, number)
        assert found is not None
        kept = corrections.on_record(tx.session, found)[name]
        assert kept == (tuple(value) if name == "aid" else value)
        (step,) = audit.trail(tx.session, found.person_id)
        assert (step.by, step.action, step.subject, step.at) == ("person", "corrected", name, LATER)
        assert (step.contact_id, step.after) == (ani, value)
        assert step.before == (list(before) if name == "aid" else before)


def test_a_correction_is_a_right_that_was_served_at_once(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani = contact(tx.session)
        application = submit(tx.session, ani, ANI, intake(tx.session))
        correct(tx.session, application, ani, full_name="Ani Putri")
        kept = rights.requests_about(tx.session, ani, application.person_id)
        assert [(one.right, one.asked_at, one.done_at) for one in kept] == [("correction", LATER, LATER)]


def test_a_corrected_nik_is_looked_for_among_all_others(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani, other, this_year = contact(tx.session), contact(tx.session), intake(tx.session)
        known = submit(tx.session, other, ANI, this_year)
        application = submit(tx.session, ani, replace(ANI, full_name="Rina", nik="6401045708079777"), this_year)
        assert "nik_known_elsewhere" not in rules(tx.session, application)
        correct(tx.session, application, ani, nik=ANI.nik)
        assert "nik_known_elsewhere" in rules(tx.session, application)
        assert known.number != application.number
        correct(tx.session, application, ani, nik="6401045708079777")
        assert "nik_known_elsewhere" not in rules(tx.session, application)


def test_findings_follow_what_is_on_record(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani = contact(tx.session)
        application = submit(tx.session, ani, replace(ANI, still_in_school=True), intake(tx.session))
        correct(tx.session, application, ani, village="outside")
        assert {"still_in_school", "outside_regency"} <= rules(tx.session, application)
        correct(tx.session, application, ani, still_in_school=False, year_left=2024)
        assert rules(tx.session, application) == {"outside_regency"}


def test_who_turns_out_to_be_a_child_waits_for_the_guardian_with_everything_kept(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani = contact(tx.session)
        application = submit(tx.session, ani, ANI, intake(tx.session))
        changes = {"birth_date": A_CHILDS_DAY, "guardian_name": "Siti", "guardian_phone": "+6281200000002"}
        assert correct(tx.session, application, ani, **changes) == "guardian_needed"
        assert application.state == "menunggu_wali"
        assert "guardian_missing" in rules(tx.session, application)
        assert application.last_school == ANI.last_school


def test_a_slip_that_made_a_child_is_undone_and_the_case_goes_on(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani = contact(tx.session)
        application = submit(tx.session, ani, ANI, intake(tx.session))
        correct(tx.session, application, ani, birth_date=A_CHILDS_DAY)
        assert correct(tx.session, application, ani, birth_date=ANI.birth_date) == "guardian_not_needed"
        assert application.state == "terdaftar"
        assert "guardian_missing" not in rules(tx.session, application)


def test_a_child_that_is_none_has_the_rest_still_to_fill_in(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani, this_year = contact(tx.session), intake(tx.session)
        application = submit(tx.session, ani, CHILD, this_year)
        assert correct(tx.session, application, ani, birth_date=AN_ADULTS_DAY) == "guardian_not_needed"
        assert application.state == "menunggu_wali"
        begun = applications.begun(tx.session, ani, this_year, NOW.date())
        assert [one.number for one in begun] == [application.number]


def test_another_birth_date_of_the_same_side_changes_no_state(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani = contact(tx.session)
        application = submit(tx.session, ani, ANI, intake(tx.session))
        assert correct(tx.session, application, ani, birth_date=date(2006, 8, 17)) is None
        assert application.state == "terdaftar"


def test_an_earlier_application_of_the_same_person_is_reckoned_anew_as_well(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani = contact(tx.session)
        first = submit(tx.session, ani, ANI, intake(tx.session))
        second = submit(tx.session, ani, ANI, intake(tx.session, year=2027), now=LATER)
        correct(tx.session, second, ani, village="outside")
        assert "outside_regency" in rules(tx.session, first) & rules(tx.session, second)


@pytest.mark.parametrize("state", STATES)
def test_the_person_corrects_alone_only_while_nobody_has_worked_with_it(sqlite_storage: Storage, state: str) -> None:
    with sqlite_storage.transaction() as tx:
        application = submit(tx.session, contact(tx.session), ANI, intake(tx.session))
        bring(application, state, LATER)
        assert corrections.is_correctable(application) == (state in CORRECTABLE)
