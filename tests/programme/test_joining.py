"""Two contacts become one: nothing of either is lost, and what is stricter stays."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from programme import (
    applications,
    codes,
    consents,
    erasure,
    guardians,
    jobs,
    joining,
    notice,
    objections,
    office_questions,
    rights,
)
from programme.checklist import DEFAULT
from programme.guardians import Guardian, Shown
from programme.sealing import vault_of
from storage import messages
from storage.database import Storage, Transaction
from storage.messages import StoredTalk
from storage.tables import (
    Acting,
    Address,
    Aid,
    AlumnusClaim,
    Application,
    AuditEntry,
    Base,
    Business,
    BusinessReport,
    Consent,
    Contact,
    ContactCode,
    DataRequest,
    OfficeQuestion,
    Outbox,
    Reminder,
    StaffMember,
    Talk,
)
from tests.programme.people import ANI, CHILD, NOW, bring, intake, submit

LATER = NOW + timedelta(hours=1)
SIBLING = replace(ANI, for_whom="child", full_name="Dewi Lestari", birth_date=date(2008, 3, 4), nik="6401044403089002")


def contact(tx: Transaction, channel: str) -> int:
    return messages.conversation(tx, channel, f"ani-on-{channel}", NOW).contact_id


def two(tx: Transaction) -> tuple[int, int]:
    """Ani on WhatsApp, and Ani on Telegram, who came later."""
    return contact(tx, "whatsapp"), contact(tx, "telegram")


def join(session: Session, writer: int, other: int, speaks: int | None = None) -> str:
    return joining.join(session, writer, other, speaks=speaks or writer, proof="code", at=LATER)


def talk(tx: Transaction, contact_id: int, at: datetime, **answers: Any) -> StoredTalk:
    content = {"facts": {}, "answers": {name: [value, at.isoformat()] for name, value in answers.items()}}
    return messages.save_talk(tx, contact_id, StoredTalk(None, "registration", "x", 0, "open", content, at, at), at)


def say(tx: Transaction, channel: str) -> int:
    there = messages.conversation(tx, channel, f"ani-on-{channel}", NOW)
    where = {"contact_id": there.contact_id, "address_id": there.address_id, "channel": channel}
    return messages.queue(tx, **where, content={"lines": []}, due_at=NOW, now=NOW)  # type: ignore[arg-type]


def fill(tx: Transaction, contact_id: int, channel: str) -> None:
    """Something of this contact in every table that refers to one."""
    row = Reminder(contact_id=contact_id, about=f"papers:{contact_id}", step=1, due_at=NOW)
    tx.session.add(row)
    consents.record(
        tx.session,
        contact_id=contact_id,
        person_id=None,
        purpose="reminders",
        agreed=True,
        version=notice.VERSION,
        language="id",
        at=NOW,
    )
    tx.session.add(ContactCode(contact_id=contact_id, code_hash=channel, made_at=NOW, expires_at=LATER))
    office_questions.ask(tx.session, contact_id, "Di mana tempatnya?", NOW)
    rights.ask(tx.session, "access", contact_id=contact_id, person_id=None, at=NOW)
    if channel == "whatsapp":  # nobody works from two contacts
        tx.session.add(StaffMember(contact_id=contact_id, name="Bu Ratna", since=NOW))
    said = tx.vault.seal_json({})
    tx.session.add(AlumnusClaim(contact_id=contact_id, said=said, state="rejected", made_at=NOW, decided_at=NOW))
    jobs.add(tx.session, "applicants", {}, contact_id=contact_id, now=NOW)
    say(tx, channel)


def reports(session: Session, application: Application) -> None:
    """Of a business for which aid is proposed."""
    ours = {"person_id": application.person_id, "monitored_since": NOW.date()}
    business = Business(kind="food", name="Kue", village="x", state_since=NOW, recorded_at=NOW, **ours)
    session.add(business)
    session.flush()
    sealed = vault_of(session).seal_json({})
    made = {"content": sealed, "made_at": NOW, "contact_id": application.contact_id}
    session.add(BusinessReport(business_id=business.id, state="running", **made))
    number = f"BST-{application.id}"
    session.add(Aid(person_id=application.person_id, number=number, state="diajukan", state_since=NOW, total=0, **made))
    session.flush()


def object_to(session: Session, application: Application) -> None:
    assert application.contact_id is not None
    bring(application, "cadangan", NOW)
    session.flush()
    objections.make(session, application, "Salah.", None, contact_id=application.contact_id, at=NOW)


def counts(session: Session, contact_id: int) -> Mapping[type[Base], int]:
    return {table: _count(session, table, contact_id) for table in joining.MOVES}


def _count(session: Session, table: Any, contact_id: int) -> int:
    return session.scalar(select(func.count()).select_from(table).where(table.contact_id == contact_id)) or 0


def test_every_table_that_refers_to_a_contact_is_taken_along() -> None:
    referring = {
        mapper.class_
        for mapper in Base.registry.mappers
        for column in mapper.local_table.columns
        if any(key.column.table.name == "contacts" for key in column.foreign_keys)
    }
    assert referring == set(joining.MOVES)
    named = {mapper.class_ for mapper in Base.registry.mappers if "contact_id" in mapper.columns}
    assert named - referring == {AuditEntry}, "a plain number that outlives the contact"


def test_everything_goes_to_the_older_and_nothing_is_left(storage: Storage) -> None:
    with storage.transaction() as tx:
        old, young = two(tx)
        place = intake(tx.session)
        for one, form in ((old, ANI), (young, SIBLING)):
            application = submit(tx.session, one, form, place)
            object_to(tx.session, application)
            reports(tx.session, application)
        fill(tx, old, "whatsapp")
        fill(tx, young, "telegram")
        talk(tx, young, NOW, notice=True)
        before = [counts(tx.session, one) for one in (old, young)]
        assert all(count for table, count in before[1].items() if table is not StaffMember)
        assert join(tx.session, young, old) == "joined"
        assert counts(tx.session, old) == {table: before[0][table] + before[1][table] for table in joining.MOVES}
        assert tx.session.get(Contact, young) is None
    with storage.transaction() as tx:
        for channel in ("whatsapp", "telegram"):
            assert messages.conversation(tx, channel, f"ani-on-{channel}", LATER).contact_id == old
        assert len(applications.of_contact(tx.session, old)) == 2
        line = tx.session.scalars(select(AuditEntry).filter_by(action="contacts_joined")).one()
        assert (line.contact_id, line.subject) == (old, "code")


def test_the_earlier_stop_counts_and_whoever_writes_keeps_their_language(storage: Storage) -> None:
    with storage.transaction() as tx:
        old, young = two(tx)
        tx.session.get_one(Contact, old).source = "poster-pasar"
        tx.session.get_one(Contact, young).source = "radio"
        tx.session.get_one(Contact, young).stopped_at = NOW
        tx.session.get_one(Contact, young).language = "en"
        tx.session.flush()
        join(tx.session, young, old)
        kept = tx.session.get_one(Contact, old)
        assert (kept.stopped_at, kept.language, kept.source) == (NOW, "en", "poster-pasar")


def test_the_later_answer_about_a_use_of_data_counts(storage: Storage) -> None:
    with storage.transaction() as tx:
        old, young = two(tx)
        for who, agreed, at in ((old, False, LATER), (young, True, NOW)):
            answer = {"purpose": "reminders", "agreed": agreed, "version": notice.VERSION, "language": "id", "at": at}
            consents.record(tx.session, contact_id=who, person_id=None, **answer)  # type: ignore[arg-type]
        join(tx.session, young, old)
        assert consents.current(tx.session, old) == {"reminders": False}


@pytest.mark.parametrize(
    ("answers_of_old", "answers_of_young", "kept"),
    [
        ({"notice": True}, None, "old"),
        (None, {"notice": True}, "young"),
        ({}, {"notice": True}, "young"),
        ({}, {}, "young"),
    ],
)
def test_the_form_with_answers_stays_or_else_the_last_one(
    storage: Storage, answers_of_old: dict[str, Any] | None, answers_of_young: dict[str, Any] | None, kept: str
) -> None:
    with storage.transaction() as tx:
        old, young = two(tx)
        if answers_of_old is not None:
            talk(tx, old, NOW, **answers_of_old)
        if answers_of_young is not None:
            talk(tx, young, LATER, **answers_of_young)
        mine = {"old": old, "young": young}[kept]
        expected = tx.session.scalars(select(Talk.id).filter_by(contact_id=mine)).one()
        assert join(tx.session, young, old) == "joined"
        assert tx.session.scalars(select(Talk.id)).all() == [expected]
        assert tx.session.scalars(select(Talk.contact_id)).all() == [old]


def test_two_forms_with_answers_are_both_kept_and_nothing_is_joined(storage: Storage) -> None:
    with storage.transaction() as tx:
        old, young = two(tx)
        talk(tx, old, NOW, full_name="Ani")
        talk(tx, young, LATER, full_name="Dewi")
        assert join(tx.session, young, old) == "two_forms"
        assert tx.session.scalar(select(func.count()).select_from(Talk)) == 2
        assert tx.session.get(Contact, young) is not None


def test_who_acts_for_the_same_person_twice_acts_once(storage: Storage) -> None:
    with storage.transaction() as tx:
        old, young = two(tx)
        person = submit(tx.session, old, ANI, intake(tx.session)).person
        tx.session.add(Acting(contact_id=young, person_id=person.id, role="officer", since=LATER))
        tx.session.get_one(Acting, 1).revoked_at = LATER
        tx.session.flush()
        join(tx.session, young, old)
        acting = tx.session.scalars(select(Acting)).one()
        assert (acting.contact_id, acting.role, acting.since, acting.revoked_at) == (old, "officer", NOW, None)


def test_a_guardian_who_turns_out_to_be_the_applicant_is_for_staff_to_look_at(storage: Storage) -> None:
    """The yes stays: no machine refuses anybody."""
    with storage.transaction() as tx:
        child, mother = two(tx)
        application = submit(tx.session, child, CHILD, intake(tx.session))
        said = {"contact_id": mother, "by": "guardian", "at": NOW, "shown": Shown(notice.VERSION, "id")}
        siti = Guardian("Siti", "mother")
        guardians.agree(tx.session, application.person, **said, checklist=DEFAULT, guardian=siti)  # type: ignore[arg-type]
        join(tx.session, mother, child)
        found = {finding.rule for finding in applications.findings(tx.session, application)}
        assert {"guardian_same_chat", "guardian_agreed"} <= found
        assert tx.session.scalars(select(Acting.role)).all() == ["self"]


def test_what_both_were_to_be_told_is_told_once(storage: Storage) -> None:
    with storage.transaction() as tx:
        old, young = two(tx)
        for who, state in ((old, "pending"), (young, "queued")):
            tx.session.add(Reminder(contact_id=who, about="papers:4", step=1, due_at=NOW, state=state))
        tx.session.flush()
        join(tx.session, young, old)
        assert [(row.contact_id, row.state) for row in tx.session.scalars(select(Reminder))] == [(old, "queued")]


def test_guesses_of_either_count_for_both(storage: Storage) -> None:
    with storage.transaction() as tx:
        old, young = two(tx)
        for who in (old, old, young, young, young):
            codes.count_wrong(tx.session, who, LATER)
        assert not codes.must_wait(tx.session, old, LATER)
        join(tx.session, young, old)
        assert codes.must_wait(tx.session, old, LATER)


def test_erasing_reaches_what_came_from_either_chat(storage: Storage) -> None:
    with storage.transaction() as tx:
        old, young = two(tx)
        application = submit(tx.session, young, ANI, intake(tx.session))
        fill(tx, old, "whatsapp")
        fill(tx, young, "telegram")
        messages.save_phone(tx, messages.conversation(tx, "telegram", "ani-on-telegram", NOW), ANI.phone or "")
        join(tx.session, young, old)
        erasure.erase_person(tx.session, application.person_id, by="person", contact_id=old, why="asked", at=LATER)
        for table in (Acting, Application, Consent, ContactCode, OfficeQuestion, Reminder, Talk):
            assert tx.session.scalar(select(func.count()).select_from(table)) == 0, table.__name__
        assert set(tx.session.scalars(select(Outbox.error))) == {"erased"}
        assert set(tx.session.scalars(select(DataRequest.contact_id))) == {None}
        assert {(row.phone, row.phone_hash) for row in tx.session.scalars(select(Address))} == {(None, None)}


@pytest.mark.parametrize("table", [Contact, Outbox])
def test_what_somebody_else_holds_is_not_waited_for(postgresql_storage: Storage, table: type[Base]) -> None:
    """Waiting with one lock for another is how two transactions come to wait for each other."""
    with postgresql_storage.transaction() as tx:
        old, young = two(tx)
        fill(tx, young, "telegram")
    with postgresql_storage.transaction() as tx, postgresql_storage.transaction() as elsewhere:
        mine = young if table is Contact else elsewhere.session.scalars(select(Outbox.id)).one()
        elsewhere.session.get_one(table, mine, with_for_update=True)
        with pytest.raises(joining.TakeFirst) as wish:
            join(tx.session, old, young)
        assert wish.value.contact_ids == (old, young)
