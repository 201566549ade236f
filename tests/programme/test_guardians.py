"""A guardian agrees from a phone of their own, once, and nobody else does it for them."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import applications, audit, consents, guardians, notice
from programme.checklist import DEFAULT
from programme.codes import WRONG_CODES
from programme.guardians import Guardian, Request, Shown
from storage.database import Storage
from storage.tables import Acting, Application, Consent, GuardianCode, Person
from tests.programme.people import ALL_PAPERS, ANI, CHILD, NOW, contact, intake, submit

SHOWN = Shown(notice.VERSION, "id")
SITI = Guardian("Ibu Siti", "mother")
WEEK = 168


def child(session: Session) -> Application:
    """A child who registered and whose guardian has yet to agree."""
    return submit(session, contact(session), CHILD, intake(session))


def agree(session: Session, application: Application, guardian: int, said: Guardian = SITI) -> None:
    guardians.agree(
        session,
        application.person,
        contact_id=guardian,
        by="guardian",
        at=NOW,
        shown=SHOWN,
        checklist=DEFAULT,
        guardian=said,
    )


def test_a_code_asks_for_the_child_it_was_made_for(storage: Storage) -> None:
    with storage.transaction() as tx:
        application = child(tx.session)
        code, expires = guardians.new_code(tx.session, application.person, NOW, WEEK)
        assert expires == NOW + timedelta(days=7)
        found = guardians.look_up(tx.session, code, contact_id=contact(tx.session), phone=None, now=NOW)
        assert isinstance(found, Request)
        assert found.application is application


def test_only_the_hash_of_a_code_is_kept(sqlite_storage: Storage) -> None:
    with sqlite_storage.transaction() as tx:
        code, _ = guardians.new_code(tx.session, child(tx.session).person, NOW, WEEK)
        kept = tx.session.scalars(select(GuardianCode)).one()
        assert code not in kept.code_hash
        assert kept.code_hash not in (tx.vault.keyed_hash(code), code)


def test_a_code_serves_once_also_at_the_same_instant(storage: Storage) -> None:
    with storage.transaction() as tx:
        application = child(tx.session)
        mother = contact(tx.session)
        code, _ = guardians.new_code(tx.session, application.person, NOW, WEEK)
        found = guardians.look_up(tx.session, code, contact_id=mother, phone=None, now=NOW)
        assert isinstance(found, Request)
        assert [guardians.use(tx.session, found.code_id, NOW) for _ in range(2)] == [True, False]
        assert guardians.look_up(tx.session, code, contact_id=mother, phone=None, now=NOW) == "used"
        assert guardians.reread(tx.session, found.code_id, NOW) == "used"


def test_an_old_code_is_told_to_be_old_and_a_new_one_takes_its_place(storage: Storage) -> None:
    with storage.transaction() as tx:
        person, mother = child(tx.session).person, contact(tx.session)

        def look(code: str, hours: int = 0) -> object:
            now = NOW + timedelta(hours=hours)
            return guardians.look_up(tx.session, code, contact_id=mother, phone=None, now=now)

        first, _ = guardians.new_code(tx.session, person, NOW, WEEK)
        second, _ = guardians.new_code(tx.session, person, NOW, WEEK)
        assert look(first) == "expired"
        assert isinstance(look(second, WEEK - 1), Request)
        assert look(second, WEEK) == "expired"


def test_the_childs_own_phone_and_the_helpers_are_not_the_guardians(storage: Storage) -> None:
    with storage.transaction() as tx:
        own, helper, here = contact(tx.session), contact(tx.session), intake(tx.session)
        mine = submit(tx.session, own, CHILD, here)
        helped = submit(tx.session, helper, replace(CHILD, for_whom="other", full_name="Wati Karangan"), here)
        code, _ = guardians.new_code(tx.session, mine.person, NOW, WEEK)
        other, _ = guardians.new_code(tx.session, helped.person, NOW, WEEK)
        assert guardians.look_up(tx.session, code, contact_id=own, phone=None, now=NOW) == "own_phone"
        assert guardians.look_up(tx.session, other, contact_id=helper, phone=None, now=NOW) == "own_phone"
        second_chat = contact(tx.session)
        assert guardians.look_up(tx.session, code, contact_id=second_chat, phone=CHILD.phone, now=NOW) == "own_phone"
        assert isinstance(
            guardians.look_up(tx.session, code, contact_id=second_chat, phone="+6281200000002", now=NOW), Request
        )


def test_who_guesses_has_to_wait_and_nobody_else(storage: Storage) -> None:
    with storage.transaction() as tx:
        stranger, mother = contact(tx.session), contact(tx.session)
        code, _ = guardians.new_code(tx.session, child(tx.session).person, NOW, WEEK)

        def look(code: str, minutes: int, contact_id: int = stranger) -> object:
            now = NOW + timedelta(minutes=minutes)
            return guardians.look_up(tx.session, code, contact_id=contact_id, phone=None, now=now)

        assert [look("7KQ4X2P9W", minute) for minute in range(WRONG_CODES)] == ["unknown"] * WRONG_CODES
        assert look(code, WRONG_CODES) == "wait"
        assert isinstance(look(code, WRONG_CODES, mother), Request)
        assert isinstance(look(code, 61), Request)
        assert isinstance(look(code, -600), Request)  # the clock was set back


def test_a_yes_lets_the_application_go_on_and_the_guardian_act(storage: Storage) -> None:
    with storage.transaction() as tx:
        application, mother = child(tx.session), contact(tx.session)
        agree(tx.session, application, mother)
        assert application.state == "wali_setuju"
        assert [(event.state, event.by) for event in application.history][-1] == ("wali_setuju", "guardian")
        assert consents.current(tx.session, mother, application.person_id) == {"guardian": True}
        assert tx.session.scalars(select(Consent.version).filter_by(purpose="guardian", agreed=True)).all() == [
            notice.VERSION
        ]
        assert applications.of_contact(tx.session, mother) == [application]
        said = applications.findings(tx.session, application)
        assert [(finding.rule, finding.args, finding.staff_only) for finding in said] == [
            ("guardian_agreed", {"name": "Ibu Siti", "relation": "mother"}, True)
        ]
        line = audit.trail(tx.session, application.person_id)[-1]
        assert (line.by, line.action, line.contact_id) == ("guardian", "guardian_agreed", mother)


def test_another_name_than_the_child_gave_is_for_staff_and_refuses_nobody(storage: Storage) -> None:
    with storage.transaction() as tx:
        application = child(tx.session)
        agree(tx.session, application, contact(tx.session), Guardian("Rudi Hartono", "other"))
        assert application.state == "wali_setuju"
        differs = applications.findings(tx.session, application)[-1]
        assert (differs.rule, differs.args) == ("guardian_name_differs", {"given": "Siti", "said": "Rudi Hartono"})


def test_the_rest_follows_from_the_childs_own_phone_and_keeps_what_the_guardian_said(storage: Storage) -> None:
    whole = replace(ANI, full_name=CHILD.full_name, birth_date=CHILD.birth_date, sex="male", nik=None)
    with storage.transaction() as tx:
        chat, here = contact(tx.session), intake(tx.session)
        application = submit(tx.session, chat, CHILD, here)
        agree(tx.session, application, contact(tx.session))
        assert applications.begun(tx.session, chat, here, NOW.date()) == [application]
        assert submit(tx.session, chat, whole, here) is application
        assert (application.state, application.last_school) == ("terdaftar", "smp")
        assert [finding.rule for finding in applications.findings(tx.session, application)] == [
            "nik_missing",
            "guardian_agreed",
        ]
        assert applications.begun(tx.session, chat, here, NOW.date()) == []


def test_where_everything_was_asked_at_once_a_yes_is_all_that_was_lacking(storage: Storage) -> None:
    whole = replace(ANI, birth_date=CHILD.birth_date, nik=None, guardian_name="Siti", guardian_agreed=False)
    with storage.transaction() as tx:
        application = submit(tx.session, contact(tx.session), replace(whole, documents=ALL_PAPERS), intake(tx.session))
        assert application.state == "menunggu_wali"
        agree(tx.session, application, contact(tx.session))
        assert application.state == "terdaftar"
        assert applications.document_states(application)["kk"] == "received"


def test_a_no_is_kept_and_the_application_waits_on(storage: Storage) -> None:
    with storage.transaction() as tx:
        application, father = child(tx.session), contact(tx.session)
        guardians.refuse(tx.session, application.person, contact_id=father, at=NOW, shown=SHOWN)
        assert application.state == "menunggu_wali"
        assert consents.current(tx.session, father, application.person_id) == {"guardian": False}
        assert [finding.rule for finding in applications.findings(tx.session, application)] == ["guardian_refused"]
        assert tx.session.scalars(select(Acting).filter_by(contact_id=father)).all() == []
        code, _ = guardians.new_code(tx.session, application.person, NOW, WEEK)
        assert isinstance(guardians.look_up(tx.session, code, contact_id=father, phone=None, now=NOW), Request)


def test_a_signed_form_ends_in_the_same_yes_and_makes_staff_no_guardian(storage: Storage) -> None:
    with storage.transaction() as tx:
        application, clerk = child(tx.session), contact(tx.session)
        guardians.agree(
            tx.session,
            application.person,
            contact_id=clerk,
            by="staff",
            at=NOW,
            shown=SHOWN,
            checklist=DEFAULT,
            guardian=SITI,
        )
        assert application.state == "wali_setuju"
        assert applications.of_contact(tx.session, clerk) == []


def test_erasing_the_child_takes_the_codes_along(storage: Storage) -> None:
    with storage.transaction() as tx:
        person = child(tx.session).person
        code, _ = guardians.new_code(tx.session, person, NOW, WEEK)
        tx.session.expunge_all()
        tx.session.delete(tx.session.get_one(Person, person.id))
        tx.session.flush()
        assert guardians.look_up(tx.session, code, contact_id=contact(tx.session), phone=None, now=NOW) == "unknown"
