"""Erasing reaches everything that names somebody, leaves others whole, and says what it leaves."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from programme import applications, audit, consents, erasure, office_questions, people, staff
from programme.applications import DocumentAnswer, Form
from programme.checklist import DEFAULT
from programme.staff import Invited, Member
from storage import messages
from storage.database import Storage, Transaction
from storage.tables import (
    Acting,
    Address,
    Application,
    AuditEntry,
    Base,
    Consent,
    Contact,
    ContactCode,
    DataRequest,
    GuardianCode,
    Media,
    OfficeQuestion,
    Outbox,
    Person,
    PersonKey,
    Reminder,
    Talk,
)
from tests.programme.people import ANI, NOW, bring, contact, intake, submit

LATER = NOW + timedelta(days=2)
SIBLING = replace(ANI, for_whom="child", full_name="Dewi Lestari", birth_date=date(2008, 3, 4), nik="6401044403089002")
ELDER = replace(SIBLING, full_name="Bayu Lestari", birth_date=date(2007, 1, 2), nik="6401040201079003")


def _contact(tx: Transaction, address: str = "guest-ani") -> int:
    return messages.conversation(tx, "local", address, NOW).contact_id


def _photo(tx: Transaction, address: str = "guest-ani", file: str = "a" * 64) -> str:
    return messages.add_media(
        tx, channel="local", address=address, file=file, content_type="image/jpeg", size=10, now=NOW
    )


def _say(tx: Transaction, text: str, address: str = "guest-ani") -> int:
    there = messages.conversation(tx, "local", address, NOW)
    return messages.queue(
        tx,
        contact_id=there.contact_id,
        address_id=there.address_id,
        channel="local",
        content={"lines": [["as-is", {"text": text}]]},
        due_at=LATER,
        now=NOW,
    )


def _talk(tx: Transaction, contact_id: int, content: dict[str, Any]) -> None:
    talk = messages.StoredTalk(None, "registration", "village", 0, "open", content, NOW, NOW)
    messages.save_talk(tx, contact_id, talk, NOW)


def _papers(photo: str) -> dict[str, DocumentAnswer]:
    return {rule.id: DocumentAnswer("received", photo) for rule in DEFAULT}


def _erase(tx: Transaction, person_id: int, contact_id: int) -> None:
    erasure.erase_person(tx.session, person_id, by="person", contact_id=contact_id, why="asked", at=LATER)


def _count(tx: Transaction, table: type[Base]) -> int:
    return tx.session.scalar(select(func.count()).select_from(table)) or 0


def _register(tx: Transaction, form: Form, photo: str | None = None, contact_id: int | None = None) -> Application:
    contact_id = contact_id or _contact(tx)
    intake_id = tx.session.scalar(select(Application.intake_id)) or intake(tx.session)
    form = replace(form, documents=_papers(photo)) if photo else form
    return submit(tx.session, contact_id, form, intake_id)


def test_nothing_of_the_person_is_left_but_the_contact_and_the_trail(storage: Storage) -> None:
    with storage.transaction() as tx:
        application = _register(tx, ANI, _photo(tx))
        person_id, contact_id = application.person_id, _contact(tx)
        messages.save_phone(tx, messages.conversation(tx, "local", "guest-ani", NOW), "+6281200000001")
        tx.session.add(ContactCode(contact_id=contact_id, code_hash="d" * 64, made_at=NOW, expires_at=LATER))
        _photo(tx)  # sent twice: no paper refers to the first one
        _talk(tx, contact_id, {"facts": {}, "answers": {"full_name": ["Ani Lestari", NOW.isoformat()]}})
        _say(tx, "halo")
        messages.store_local(tx, "guest-ani", "k1", {"text": "Ani Lestari"}, NOW)
        office_questions.ask(tx.session, contact_id, "Apakah saya lolos?", NOW)
        audit.record(tx.session, by="person", action="corrected", at=NOW, person_id=person_id, after="x")
        tx.session.add_all(
            [
                GuardianCode(person_id=person_id, code_hash="c" * 64, made_at=NOW, expires_at=LATER),
                DataRequest(contact_id=contact_id, person_id=person_id, right="access", asked_at=NOW, due_at=LATER),
                Reminder(contact_id=contact_id, application_id=application.id, about="papers:1", step=1, due_at=LATER),
            ]
        )
    with storage.transaction() as tx:
        _erase(tx, person_id, contact_id)
    with storage.transaction() as tx:
        for table in (Person, Acting, Application, Consent, GuardianCode, Reminder, Talk, OfficeQuestion, PersonKey):
            assert _count(tx, table) == 0, table.__tablename__
        assert messages.local_since(tx, "guest-ani", 0, 10) == []
        assert [row.content for row in tx.session.scalars(select(Outbox))] == [None]
        assert messages.claim(tx, "local", LATER, timedelta(minutes=1), 10) == []
        assert {row.address for row in tx.session.scalars(select(Media))} == {""}
        assert _count(tx, ContactCode) == 0
        address = tx.session.scalars(select(Address)).one()
        assert (address.phone, address.phone_hash) == (None, None)
        contact = tx.session.scalars(select(Contact)).one()
        assert (contact.language, contact.offered) == ("id", None)
        request = tx.session.scalars(select(DataRequest)).one()
        assert (request.contact_id, request.person_id, request.right, request.done_at) == (None, None, "access", LATER)


def test_the_trail_says_who_when_what_and_why_and_that_was_agreed_to(storage: Storage) -> None:
    with storage.transaction() as tx:
        person_id, contact_id = _register(tx, ANI).person_id, _contact(tx)
        audit.record(tx.session, by="person", action="corrected", at=NOW, person_id=person_id, after="desa lain")
        _erase(tx, person_id, contact_id)
        entries = audit.trail(tx.session, person_id)
    assert [(entry.action, entry.subject, entry.by) for entry in entries] == [
        ("corrected", "", "person"),
        ("agreed", "notice", "person"),
        ("declined", "reminders", "person"),
        ("erased", "", "person"),
    ]
    assert all(entry.before is None and entry.after is None for entry in entries)
    assert (entries[-1].contact_id, entries[-1].at, entries[-1].why) == (contact_id, LATER, "asked")
    assert entries[1].at == NOW
    assert ANI.notice_version in str(entries[1].why)


def test_erasing_twice_changes_nothing_more(storage: Storage) -> None:
    with storage.transaction() as tx:
        person_id, contact_id = _register(tx, ANI).person_id, _contact(tx)
        _erase(tx, person_id, contact_id)
        before = _count(tx, AuditEntry)
        _erase(tx, person_id, contact_id)
        assert _count(tx, AuditEntry) == before


def test_of_a_thread_goes_what_names_them_with_the_answers_to_it(storage: Storage) -> None:
    with storage.transaction() as tx:
        erased_id, contact_id = _register(tx, ELDER).person_id, _contact(tx)
        _register(tx, SIBLING)
        invited = staff.invite(tx.session, Invited("Bu Ratna", ("admin",)), by=None, now=NOW)
        ratna = staff.accept(tx.session, invited, contact(tx.session), NOW)
        assert isinstance(ratna, Member)
        question = office_questions.ask(tx.session, contact_id, "Kapan BAYU berangkat?", NOW)
        office_questions.answer(tx.session, question.id, "Besok pagi.", ratna, NOW)
        office_questions.ask(tx.session, contact_id, "Kalau Dewi?", NOW)
        office_questions.answer(tx.session, question.id, "Lusa.", ratna, NOW)
    with storage.transaction() as tx:
        _erase(tx, erased_id, contact_id)
    with storage.transaction() as tx:
        (kept,) = office_questions.of_contact(tx.session, contact_id)
        assert [written.text for written in kept.thread] == ["Kalau Dewi?", "Lusa."]


def test_a_sibling_stays_whole(storage: Storage) -> None:
    with storage.transaction() as tx:
        shared = _photo(tx, file="f" * 64)
        erased, kept = _register(tx, ELDER, shared), _register(tx, SIBLING, shared)
        own = _photo(tx, file="e" * 64)
        applications.attach_document(tx.session, kept, "photo", own, NOW)
        contact_id = _contact(tx)
        about_kept, about_erased = _say(tx, "Kabar untuk Dewi Lestari"), _say(tx, "Kabar untuk Bayu")
        office_questions.ask(tx.session, contact_id, "Kapan Dewi berangkat?", NOW)
        office_questions.ask(tx.session, contact_id, "Kapan BAYU berangkat?", NOW)
        draft = _photo(tx, file="d" * 64)
        _talk(tx, contact_id, {"facts": {}, "answers": {"paper": [["received", draft], NOW.isoformat()]}})
        erased_id, kept_id = erased.person_id, kept.person_id
    with storage.transaction() as tx:
        _erase(tx, erased_id, contact_id)
    with storage.transaction() as tx:
        (application,) = applications.of_contact(tx.session, contact_id)
        assert application.person.full_name == "Dewi Lestari"
        assert people.nik(tx.session, application.person) == SIBLING.nik
        assert len(application.documents) == len(DEFAULT)
        assert {document.media_id for document in application.documents} == {shared, own}
        assert {row.id for row in tx.session.scalars(select(Media)) if row.address} == {shared, own, draft}
        assert {row.person_id for row in tx.session.scalars(select(Consent))} == {kept_id}
        assert [question.text for question in office_questions.open_questions(tx.session)] == ["Kapan Dewi berangkat?"]
        assert _count(tx, Talk) == 1
        unsent = {row.id for row in tx.session.scalars(select(Outbox).where(Outbox.state == "queued"))}
        assert about_kept in unsent
        assert about_erased not in unsent


def test_a_chat_that_registered_nobody_is_erased_too(storage: Storage) -> None:
    with storage.transaction() as tx:
        contact_id = _contact(tx)
        _photo(tx)
        _say(tx, "halo")
        messages.store_local(tx, "guest-ani", "k1", {"text": "Nama saya Ani"}, NOW)
        office_questions.ask(tx.session, contact_id, "Ini Ani, boleh tanya?", NOW)
        _talk(tx, contact_id, {"facts": {}, "answers": {"full_name": ["Ani", NOW.isoformat()]}})
        consents.record(
            tx.session,
            contact_id=contact_id,
            person_id=None,
            purpose="announcements",
            agreed=True,
            version="2026-01-15",
            language="id",
            at=NOW,
        )
        erasure.erase_chat(tx.session, contact_id, by="person", why="asked", at=LATER)
    with storage.transaction() as tx:
        for table in (Talk, OfficeQuestion, Consent):
            assert _count(tx, table) == 0, table.__tablename__
        assert messages.local_since(tx, "guest-ani", 0, 10) == []
        assert [row.content for row in tx.session.scalars(select(Outbox))] == [None]
        assert {row.address for row in tx.session.scalars(select(Media))} == {""}
        trail = [(line.action, line.contact_id) for line in tx.session.scalars(select(AuditEntry))]
        assert sorted(trail) == [("agreed", contact_id), ("erased", contact_id)]


def test_a_siblings_open_form_goes_where_it_names_the_erased_one(storage: Storage) -> None:
    with storage.transaction() as tx:
        erased, _ = _register(tx, ELDER), _register(tx, SIBLING)
        contact_id = _contact(tx)
        _talk(tx, contact_id, {"facts": {"applications": [{"number": erased.number}]}, "answers": {}})
        _erase(tx, erased.person_id, contact_id)
        assert _count(tx, Talk) == 0


def test_what_points_from_another_record_to_the_erased_one_goes(storage: Storage) -> None:
    with storage.transaction() as tx:
        erased = _register(tx, ANI)
        other = _register(tx, ANI, contact_id=_contact(tx, "guest-other"))
        assert erased.number in str(applications.findings(tx.session, other))
        number = erased.number
        _erase(tx, erased.person_id, _contact(tx))
        assert number not in str(applications.findings(tx.session, tx.session.get_one(Application, other.id)))


def test_a_record_of_a_decision_stays_without_a_name_and_that_is_told_before(storage: Storage) -> None:
    with storage.transaction() as tx:
        application = _register(tx, ANI, _photo(tx))
        assert erasure.what_stays(tx.session, application.person_id) == ["trail"]
        for state in ("diusulkan", "ditetapkan"):
            bring(application, state, NOW, reason="Ani cocok")
        tx.session.flush()
        assert erasure.what_stays(tx.session, application.person_id) == ["trail", "decision"]
        number, person_id, contact_id = application.number, application.person_id, _contact(tx)
        _erase(tx, person_id, contact_id)
    with storage.transaction() as tx:
        kept = tx.session.scalars(select(Application)).one()
        assert (kept.number, kept.state, kept.first_skill, kept.contact_id) == (number, "ditetapkan", "tata_boga", None)
        assert [(event.state, event.at, event.reason) for event in kept.history][-1] == ("ditetapkan", NOW, None)
        assert (kept.documents, kept.findings) == ([], None)
        assert _anonymous(kept.person)
        assert _count(tx, Acting) == 0


def test_anonymising_keeps_what_is_counted_and_nothing_that_names(storage: Storage) -> None:
    with storage.transaction() as tx:
        application = _register(tx, ANI, _photo(tx))
        bring(application, "tidak_lolos", NOW, reason="Ani sudah bekerja")
        tx.session.flush()
        erasure.anonymise(tx.session, application.person, by="system", why="time is up", at=LATER)
    with storage.transaction() as tx:
        kept = tx.session.scalars(select(Application)).one()
        assert (kept.state, kept.first_skill, kept.last_school, kept.reason_left) == (
            "tidak_lolos",
            "tata_boga",
            "smp",
            "cost",
        )
        assert not kept.number.startswith("PSR")
        assert _anonymous(kept.person)
        assert (kept.history[-1].reason, _count(tx, Consent)) == (None, 0)
        assert {row.address for row in tx.session.scalars(select(Media))} == {""}


def _anonymous(person: Person) -> bool:
    named = (person.full_name, person.nik, person.nik_hash, person.phone, person.address_note, person.guardian_name)
    return (
        not any(named)
        and person.village == "64.01.04"
        and person.birth_date == date(2007, 1, 1)
        and person.anonymised_at == LATER
    )
