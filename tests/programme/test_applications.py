"""A registration is saved whole or not at all, once, and shown to nobody else."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from programme import applications, consents, people
from programme.applications import AlreadyRegistered, DocumentAnswer
from programme.checklist import DEFAULT
from storage.database import Storage
from storage.tables import Acting, Application, ApplicationEvent, Base, Consent, Document, Media, Person
from tests.programme.people import ALL_PAPERS, ANI, CHILD, NOW, contact, intake, submit

LATER = NOW + timedelta(days=30)


def rows(session: Session) -> dict[str, int]:
    """How many rows each table has."""
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.tables.values()
    }


def states(application: Application) -> list[str]:
    return [event.state for event in application.history]


def rules(session: Session, application: Application) -> list[str]:
    return [finding.rule for finding in applications.findings(session, application)]


def test_everything_that_was_answered_is_kept(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani = contact(tx.session)
        submit(tx.session, ani, ANI, intake(tx.session))
    with storage.transaction() as tx:
        application = tx.session.scalars(select(Application)).one()
        person = application.person
        assert (application.number, application.state) == ("PSR-2026-0001", "terdaftar")
        assert (application.first_skill, application.second_skill) == ("tata_boga", "barista")
        assert (application.aid, application.desil, application.dormitory) == ("pkh,bpnt", 2, True)
        assert (person.full_name, person.birth_date, person.sex) == (ANI.full_name, ANI.birth_date, "female")
        assert person.nik is not None
        assert tx.vault.open(person.nik).decode() == ANI.nik
        assert person.address_note is not None
        assert tx.vault.open(person.address_note).decode() == "dekat masjid"
        assert {document.kind for document in application.documents} == set(ALL_PAPERS)
        assert tx.session.scalars(select(Acting.role)).all() == ["self"]
        assert consents.current(tx.session, ani, person.id) == {"notice": True, "reminders": False}


def test_what_identifies_somebody_stands_nowhere_in_the_clear(sqlite_storage: Storage) -> None:
    with sqlite_storage.transaction() as tx:
        application = submit(tx.session, contact(tx.session), ANI, intake(tx.session))
        person = application.person
        for kept in (person.nik, person.address_note, application.findings):
            assert kept is not None
            assert b"6401" not in kept
            assert b"masjid" not in kept
        assert person.nik_hash == tx.vault.keyed_hash(str(ANI.nik))


def test_a_registration_that_fails_half_way_leaves_nothing_behind(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani, here = contact(tx.session), intake(tx.session)
        before = rows(tx.session)
    broken = replace(ANI, documents={**ALL_PAPERS, "photo": DocumentAnswer("received", "no such file")})
    with pytest.raises(Exception, match=r"FOREIGN KEY|foreign key"), storage.transaction() as tx:
        submit(tx.session, ani, broken, here)
    with storage.transaction() as tx:
        assert rows(tx.session) == before
        assert submit(tx.session, ani, ANI, here).number == "PSR-2026-0001"


def test_a_second_registration_is_told_its_number_and_writes_nothing(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani, here = contact(tx.session), intake(tx.session)
        submit(tx.session, ani, ANI, here)
        before = rows(tx.session)
        with pytest.raises(AlreadyRegistered) as already:
            submit(tx.session, ani, replace(ANI, full_name="  ANI  lestari ", first_skill="barista"), here, LATER)
        assert already.value.number == "PSR-2026-0001"
        assert rows(tx.session) == before
        assert tx.session.scalars(select(Application)).one().first_skill == "tata_boga"


def test_next_year_the_same_person_registers_again_under_a_new_number(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani = contact(tx.session)
        first = submit(tx.session, ani, ANI, intake(tx.session))
        second = submit(
            tx.session, ani, replace(ANI, nik=None, phone="+6281200000009"), intake(tx.session, year=2027), LATER
        )
        assert second.person is first.person
        assert second.number == "PSR-2027-0001"
        assert second.person.phone == "+6281200000009"
        assert second.person.nik is not None
        assert [row.number for row in applications.of_contact(tx.session, ani)] == [second.number, first.number]


def test_one_phone_registers_several_people(storage: Storage) -> None:
    with storage.transaction() as tx:
        mother, here = contact(tx.session), intake(tx.session)
        submit(tx.session, mother, replace(ANI, for_whom="child"), here)
        submit(tx.session, mother, replace(CHILD, for_whom="child", guardian_agreed=True, documents=ALL_PAPERS), here)
        assert [row.person.full_name for row in applications.of_contact(tx.session, mother)] == [
            "Budi Karangan",
            "Ani Lestari",
        ]
        assert tx.session.scalars(select(Acting.role)).all() == ["guardian", "guardian"]


def test_the_same_nik_from_another_chat_is_a_finding_for_staff_and_never_a_merge(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani, stranger, here = contact(tx.session), contact(tx.session), intake(tx.session)
        first = submit(tx.session, ani, ANI, here)
        second = submit(tx.session, stranger, ANI, here)
        assert second.person_id != first.person_id
        elsewhere = [finding for finding in applications.findings(tx.session, second) if finding.staff_only]
        assert [finding.rule for finding in elsewhere] == ["nik_known_elsewhere", "name_known_elsewhere"]
        assert elsewhere[0].args == {"numbers": first.number}
        assert rules(tx.session, first) == []


def test_another_nik_under_the_same_name_is_another_person(storage: Storage) -> None:
    with storage.transaction() as tx:
        helper, here = contact(tx.session), intake(tx.session)
        first = submit(tx.session, helper, ANI, here)
        namesake = submit(tx.session, helper, replace(ANI, nik="6401045708079002"), here)
        assert namesake.person_id != first.person_id
        assert rules(tx.session, namesake) == ["name_known_elsewhere"]


def test_who_acts_no_longer_is_a_stranger(storage: Storage) -> None:
    with storage.transaction() as tx:
        helper, here = contact(tx.session), intake(tx.session)
        first = submit(tx.session, helper, ANI, here)
        tx.session.scalars(select(Acting)).one().revoked_at = NOW
        assert applications.of_contact(tx.session, helper) == []
        assert applications.for_contact_by_number(tx.session, helper, first.number) is None
        assert submit(tx.session, helper, ANI, here).person_id != first.person_id


def test_a_number_reveals_nothing_to_another_contact(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani, stranger = contact(tx.session), contact(tx.session)
        number = submit(tx.session, ani, ANI, intake(tx.session)).number
        mine = applications.for_contact_by_number(tx.session, ani, number)
        assert mine is not None
        assert mine.number == number
        theirs = applications.for_contact_by_number(tx.session, stranger, number)
        no_such = applications.for_contact_by_number(tx.session, stranger, "PSR-2026-9999")
        assert theirs is no_such is None
        assert applications.of_contact(tx.session, stranger) == []


def test_a_child_waits_for_the_guardian_with_the_minimum_alone(storage: Storage) -> None:
    with storage.transaction() as tx:
        application = submit(tx.session, contact(tx.session), CHILD, intake(tx.session))
        assert (application.state, states(application)) == ("menunggu_wali", ["menunggu_wali"])
        assert rules(tx.session, application) == ["guardian_missing"]
        assert application.documents == []
        assert applications.outstanding(application, DEFAULT) == []


def test_when_a_parent_agrees_on_their_own_phone_the_rest_follows_under_the_same_number(storage: Storage) -> None:
    child = replace(CHILD, for_whom="child")
    whole = replace(ANI, full_name="budi karangan", birth_date=CHILD.birth_date, sex="male", nik="6401040105109001")
    agreed = replace(
        whole, for_whom="child", guardian_name="Siti", guardian_phone="+6281200000002", guardian_agreed=True
    )
    with storage.transaction() as tx:
        chat, here = contact(tx.session), intake(tx.session)
        number = submit(tx.session, chat, child, here).number
        with pytest.raises(AlreadyRegistered):
            submit(tx.session, chat, child, here, LATER)
        application = submit(tx.session, chat, agreed, here, LATER)
        assert application.number == number
        assert states(application) == ["menunggu_wali", "terdaftar"]
        assert (application.last_school, application.person.nik is not None) == ("smp", True)
        assert rules(tx.session, application) == []
        with pytest.raises(AlreadyRegistered):
            submit(tx.session, chat, agreed, here, LATER)


@pytest.mark.parametrize("for_whom", ["self", "other", "child"])
def test_a_yes_on_the_phone_that_registered_the_child_is_not_the_guardians(storage: Storage, for_whom: str) -> None:
    """Nor where the child says afterwards that it is a parent who writes."""
    first = replace(CHILD, for_whom="self" if for_whom == "child" else for_whom)
    with storage.transaction() as tx:
        chat, here = contact(tx.session), intake(tx.session)
        waits = submit(tx.session, chat, replace(first, guardian_agreed=for_whom != "child"), here)
        assert waits.state == "menunggu_wali"
        with pytest.raises(AlreadyRegistered):
            submit(tx.session, chat, replace(CHILD, for_whom=for_whom, guardian_agreed=True), here, LATER)


def test_who_turns_eighteen_while_waiting_completes_it_alone(storage: Storage) -> None:
    birthday = date(2008, 3, 10)
    with storage.transaction() as tx:
        chat, here = contact(tx.session), intake(tx.session)
        submit(tx.session, chat, replace(CHILD, birth_date=birthday), here)
        grown = replace(CHILD, birth_date=birthday, guardian_agreed=None, documents=ALL_PAPERS)
        assert submit(tx.session, chat, grown, here, LATER).state == "terdaftar"


def test_the_eighteenth_birthday_begins_at_the_office_and_not_in_greenwich(storage: Storage) -> None:
    early = datetime(2026, 3, 9, 17, 0, tzinfo=UTC)  # one in the morning of the 10th in Makassar
    grown = replace(ANI, birth_date=date(2008, 3, 10), nik=None)
    with storage.transaction() as tx:
        assert submit(tx.session, contact(tx.session), grown, intake(tx.session), early).state == "terdaftar"


@pytest.mark.parametrize("answer", ["later", "office", "none"])
def test_a_required_paper_that_is_not_here_makes_the_papers_incomplete(storage: Storage, answer: str) -> None:
    with storage.transaction() as tx:
        form = replace(ANI, documents={**ALL_PAPERS, "kk": DocumentAnswer(answer)})
        application = submit(tx.session, contact(tx.session), form, intake(tx.session))
        assert states(application) == ["terdaftar", "berkas_kurang"]
        assert [rule.id for rule in applications.outstanding(application, DEFAULT)] == ["kk"]
        assert rules(tx.session, application) == ["document_missing"]


def test_papers_that_nobody_must_have_hold_nothing_up(storage: Storage) -> None:
    optional = {"school_record": DocumentAnswer("none"), "health_letter": DocumentAnswer("later")}
    with storage.transaction() as tx:
        form = replace(ANI, documents={**ALL_PAPERS, **optional})
        application = submit(tx.session, contact(tx.session), form, intake(tx.session))
        assert application.state == "terdaftar"
        assert [rule.id for rule in applications.outstanding(application, DEFAULT)] == ["health_letter"]


def test_papers_that_come_later_complete_the_application(storage: Storage) -> None:
    with storage.transaction() as tx:
        for name in ("first", "second", "better"):
            tx.session.add(
                Media(
                    id=name,
                    channel="local",
                    address="ani",
                    file=name,
                    content_type="image/jpeg",
                    size=1,
                    created_at=NOW,
                )
            )
        missing = {"kk": DocumentAnswer("later"), "photo": DocumentAnswer("office")}
        form = replace(ANI, documents={**ALL_PAPERS, **missing})
        application = submit(tx.session, contact(tx.session), form, intake(tx.session))
        applications.attach_document(tx.session, application, "kk", "first", LATER)
        applications.papers_checked(tx.session, application, DEFAULT, LATER)
        assert application.state == "berkas_kurang"
        applications.attach_document(tx.session, application, "photo", "second", LATER)
        applications.attach_document(tx.session, application, "photo", "better", LATER)
        for _ in range(2):
            applications.papers_checked(tx.session, application, DEFAULT, LATER)
        assert states(application) == ["terdaftar", "berkas_kurang", "berkas_lengkap"]
        assert applications.outstanding(application, DEFAULT) == []
        photos = tx.session.scalars(select(Document.media_id).filter_by(kind="photo")).all()
        assert photos == ["better"]


def test_erasing_a_person_takes_everything_about_them(storage: Storage) -> None:
    with storage.transaction() as tx:
        application = submit(tx.session, contact(tx.session), ANI, intake(tx.session))
        person = tx.session.get_one(Person, application.person_id)
        tx.session.expunge_all()
        tx.session.delete(tx.session.get_one(Person, person.id))
        tx.session.flush()
        left = rows(tx.session)
        tables = (Person, Acting, Application, ApplicationEvent, Document, Consent)
        assert {table.__tablename__: left[table.__tablename__] for table in tables} == {
            table.__tablename__: 0 for table in tables
        }


def test_every_role_of_a_talk_is_known() -> None:
    assert set(people.ROLES) == {"self", "child", "other"}
