"""Who disagrees with a decision is heard by another member of staff than who made it, once and in time."""

from datetime import date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import applications, audit, erasure, objections, pruning, rights, staff
from programme.objections import Decided, NotDecided
from programme.office import ZONE
from programme.staff import Invited, Member
from storage.database import Storage
from storage.tables import Application, Media, Objection
from tests.programme.people import ANI, NOW, bring, contact, intake, submit

DAY = timedelta(days=1)
WORDS = "Umur saya masih 19 tahun."


def member(session: Session, name: str) -> Member:
    code = staff.invite(session, Invited(name, ("verifier",)), by=None, now=NOW)
    found = staff.accept(session, code, contact(session), NOW)
    assert isinstance(found, Member)
    return found


def refused(session: Session, by: Member | None = None, state: str = "tidak_lolos") -> Application:
    """A case of which a member of staff decided."""
    application = submit(session, contact(session), ANI, intake(session))
    bring(application, state, NOW, reason="Umur lewat")
    application.history[-1].staff_id = by.id if by else None
    session.flush()
    return application


def case(session: Session) -> Application:
    return session.scalars(select(Application)).one()


def object_to(session: Session, application: Application, at: datetime = NOW) -> Objection:
    assert application.contact_id is not None
    assert objections.make(session, application, WORDS, None, contact_id=application.contact_id, at=at)
    (objection,) = objections.of_person(session, application.person_id)
    return objection


def refusal(application: Application, at: datetime = NOW) -> str | None:
    return objections.refusal(application, at.astimezone(ZONE).date(), 14, ZONE)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("tidak_lolos", None),
        ("cadangan", None),
        ("dipulangkan", None),
        ("mengundurkan_diri", None),
        ("berkas_lengkap", "nothing"),
        ("diverifikasi", "nothing"),
        ("ditetapkan", "nothing"),
        ("lulus", "nothing"),
    ],
)
def test_only_decisions_against_somebody_are_objected_to(
    sqlite_storage: Storage, state: str, expected: str | None
) -> None:
    with sqlite_storage.transaction() as tx:
        assert refusal(refused(tx.session, state=state)) == expected


def test_who_withdrew_by_themselves_has_nothing_to_object_to(sqlite_storage: Storage) -> None:
    with sqlite_storage.transaction() as tx:
        application = submit(tx.session, contact(tx.session), ANI, intake(tx.session))
        applications.withdraw(tx.session, application, NOW)
        assert refusal(application) == "nothing"


def test_there_are_fourteen_days_and_they_stand_still_while_the_case_is_paused(storage: Storage) -> None:
    with storage.transaction() as tx:
        application = refused(tx.session)
        assert application.contact_id is not None
        assert [refusal(application, NOW + days * DAY) for days in (14, 15)] == [None, "late"]
        rights.restrict(tx.session, application.person, contact_id=application.contact_id, at=NOW + 10 * DAY)
        assert refusal(application, NOW + 40 * DAY) == "paused"
        rights.lift(tx.session, application.person, contact_id=application.contact_id, at=NOW + 40 * DAY)
        assert objections.until(application, 14, ZONE) == date(2026, 3, 2) + 44 * DAY
        assert [refusal(application, NOW + days * DAY) for days in (44, 45)] == [None, "late"]


def test_a_decision_is_objected_to_once(storage: Storage) -> None:
    with storage.transaction() as tx:
        application = refused(tx.session)
        object_to(tx.session, application)
        assert refusal(application) == "already"
        assert not objections.make(tx.session, application, "lagi", None, contact_id=contact(tx.session), at=NOW)
        assert [objections.words(tx.session, one) for one in objections.open_objections(tx.session)] == [WORDS]


def test_another_member_decides_and_a_refusal_goes_back_to_be_verified(storage: Storage) -> None:
    with storage.transaction() as tx:
        ratna, hasan = member(tx.session, "Bu Ratna"), member(tx.session, "Pak Hasan")
        objection = object_to(tx.session, refused(tx.session, ratna))
        assert [one.name for one in objections.deciders(tx.session, objection)] == ["Pak Hasan"]
        assert objections.decide(tx.session, objection.id, "upheld", "Benar.", member=ratna, at=NOW) == "own"
        found = objections.decide(tx.session, objection.id, "upheld", "Benar.", member=hasan, at=NOW + DAY)
        assert isinstance(found, Decided)
        application = case(tx.session)
        newest = application.history[-1]
        assert found.moved
        assert (application.state, newest.reason, newest.staff_id) == ("berkas_lengkap", "Benar.", hasan.id)
        step = audit.trail(tx.session, application.person_id)[-1]
        assert (step.action, step.staff_id, step.after) == ("objection_upheld", hasan.id, {"reason": "Benar."})
        assert objections.open_objections(tx.session) == []


@pytest.mark.parametrize(("state", "outcome"), [("tidak_lolos", "rejected"), ("cadangan", "upheld")])
def test_elsewhere_the_case_stays_and_the_answer_is_kept(
    storage: Storage, state: str, outcome: objections.Outcome
) -> None:
    with storage.transaction() as tx:
        objection = object_to(tx.session, refused(tx.session, state=state))
        hasan = member(tx.session, "Pak Hasan")
        found = objections.decide(tx.session, objection.id, outcome, "Kami lihat lagi.", member=hasan, at=NOW)
        assert isinstance(found, Decided)
        assert (found.moved, case(tx.session).state) == (False, state)
        assert (objection.outcome, objections.reason(tx.session, objection)) == (outcome, "Kami lihat lagi.")


def test_the_second_of_two_members_is_told(postgresql_storage: Storage, postgresql_url: str) -> None:
    with postgresql_storage.transaction() as tx:
        objection_id = object_to(tx.session, refused(tx.session)).id
        members = [member(tx.session, name) for name in ("Bu Ratna", "Pak Hasan")]
    found: list[Decided | NotDecided] = []
    together = Barrier(2)

    def decide(one: Member) -> None:
        other = Storage(postgresql_url, postgresql_storage.vault)
        together.wait()
        with other.transaction() as tx:
            found.append(objections.decide(tx.session, objection_id, "upheld", one.name, member=one, at=NOW))
        other.close()

    both = [Thread(target=decide, args=(one,)) for one in members]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(str(one) for one in found if not isinstance(one, Decided)) == ["decided"]
    with postgresql_storage.transaction() as tx:
        assert [event.state for event in case(tx.session).history].count("berkas_lengkap") == 1


def test_while_the_case_is_paused_nobody_decides_and_it_is_not_listed(storage: Storage) -> None:
    with storage.transaction() as tx:
        application = refused(tx.session)
        objection = object_to(tx.session, application)
        assert application.contact_id is not None
        rights.restrict(tx.session, application.person, contact_id=application.contact_id, at=NOW)
        hasan = member(tx.session, "Pak Hasan")
        assert objections.open_objections(tx.session) == []
        assert objections.decide(tx.session, objection.id, "upheld", "Ya.", member=hasan, at=NOW) == "paused"


def test_with_the_person_the_objection_and_its_file_go(storage: Storage) -> None:
    with storage.transaction() as tx:
        application = refused(tx.session)
        tx.session.add(Media(id="f1", channel="local", address="ani", file="0" * 64, created_at=NOW))
        tx.session.flush()
        object_to(tx.session, application).media_id = "f1"
        tx.session.flush()
        assert pruning.files(tx.session, NOW + DAY, NOW, 10) == 0  # it belongs to somebody
        objection_id, person_id = objections.of_person(tx.session, application.person_id)[0].id, application.person_id
        erasure.erase_person(tx.session, person_id, by="person", contact_id=None, why="asked", at=NOW)
        hasan = member(tx.session, "Pak Hasan")
        assert objections.decide(tx.session, objection_id, "upheld", "Ya.", member=hasan, at=NOW) == "gone"
        assert tx.session.get_one(Media, "f1").address == ""


def test_of_a_decision_that_stays_without_a_name_no_objection_stays(storage: Storage) -> None:
    with storage.transaction() as tx:
        application = refused(tx.session, state="dipulangkan")
        object_to(tx.session, application)
        erasure.erase_person(tx.session, application.person_id, by="person", contact_id=None, why="asked", at=NOW)
        assert case(tx.session).state == "dipulangkan"
        assert tx.session.scalars(select(Objection)).all() == []
