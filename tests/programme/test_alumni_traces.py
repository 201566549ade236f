"""What is kept of an alumnus goes with them: values planted in every table are found nowhere afterwards."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from programme import alumni, erasure, media, pruning
from programme.media import NOBODY
from storage import messages
from storage.database import Storage, Transaction
from storage.tables import (
    Aid,
    AidEvent,
    AidReceipt,
    Alumnus,
    AlumnusClaim,
    Application,
    Base,
    Business,
    BusinessReport,
    CheckIn,
    Coaching,
    CoachingGuest,
    Media,
    Mentored,
    MentoringNote,
    Person,
    Risk,
    StaffMember,
    Visit,
)
from tests.programme.people import ANI, NOW, bring, intake, submit

MARK = "cendrawasih"
LATER = NOW + timedelta(days=1)
GONE = (Alumnus, AlumnusClaim, Business, BusinessReport, CheckIn, CoachingGuest, Mentored, MentoringNote, Risk, Visit)


def contact_of(tx: Transaction) -> int:
    return messages.conversation(tx, "local", "guest-ani", NOW).contact_id


def photo(tx: Transaction) -> str:
    file = f"{_count(tx.session, Media):064d}"
    return messages.add_media(
        tx, channel="local", address="guest-ani", file=file, content_type="image/jpeg", size=9, now=NOW
    )


def add(tx: Transaction, row: Any) -> int:
    tx.session.add(row)
    tx.session.flush()
    return int(row.id)


def fill(tx: Transaction, *, handed_on: date | None = None) -> int:
    """Somebody who graduated, with something in every table; returns whose it is."""
    application = submit(tx.session, contact_of(tx), ANI, intake(tx.session))
    bring(application, "lulus", NOW)
    person_id = application.person_id
    alumni.graduated(tx.session, application, NOW.date())
    said = tx.vault.seal_json({"words": MARK})
    staff_id = add(tx, StaffMember(name="Bu Ratna", since=NOW))
    of = {"person_id": person_id}
    business_id = add(
        tx,
        Business(
            **of,
            kind="other",
            own_words=MARK[:40],
            name=f"Warung {MARK}",
            village=ANI.village,
            media_id=photo(tx),
            state_since=NOW,
            monitored_since=NOW.date(),
            recorded_at=NOW,
        ),
    )
    add(tx, CheckIn(about=f"business:{business_id}", **of, began_on=NOW.date(), months=1, due_at=NOW))
    report = BusinessReport(business_id=business_id, made_at=NOW, state="running", content=said)
    report.photo_id, report.voice_id = photo(tx), photo(tx)
    add(tx, report)
    add(tx, Risk(business_id=business_id, reasons=said, opened_at=NOW, escalate_at=NOW))
    visit = Visit(business_id=business_id, staff_id=staff_id, planned_on=NOW.date(), words=said, made_at=NOW)
    visit.media_id = photo(tx)
    add(tx, visit)
    add(tx, MentoringNote(business_id=business_id, staff_id=staff_id, words=said, at=NOW))
    tx.session.add(Mentored(**of, staff_id=staff_id, since=NOW))
    coaching = Coaching(on=NOW.date(), at="09.00", place="Aula", topic="Kas", staff_id=staff_id, made_at=NOW)
    add(tx, coaching)
    add(tx, CoachingGuest(coaching_id=coaching.id, **of))
    add(tx, AlumnusClaim(contact_id=contact_of(tx), said=said, made_at=NOW))
    _aid(tx, person_id, business_id, said, handed_on)
    return person_id


def _aid(tx: Transaction, person_id: int, business_id: int, said: bytes, handed_on: date | None) -> None:
    aid = Aid(number="BST-2026-0001", person_id=person_id, business_id=business_id, state="diserahkan", content=said)
    aid.state_since, aid.total, aid.handed_on, aid.bast_number = NOW, 1_500_000, handed_on, "12/BAST"
    aid.bast_media_id, aid.contact_id, aid.made_at = photo(tx), contact_of(tx), NOW
    add(tx, aid)
    add(tx, AidEvent(aid_id=aid.id, state="diserahkan", at=NOW, reason=said))
    add(tx, AidReceipt(aid_id=aid.id, media_id=photo(tx), amount=500_000, at=NOW))


def erase(tx: Transaction, person_id: int) -> None:
    erasure.erase_person(tx.session, person_id, by="person", contact_id=contact_of(tx), why="asked", at=LATER)


def said_anywhere(tx: Transaction) -> list[str]:
    """The tables in which the mark stands, also in what is sealed."""
    return [table.name for table in Base.metadata.sorted_tables if MARK in " ".join(_values(tx, table))]


def _values(tx: Transaction, table: Any) -> Iterator[str]:
    for row in tx.session.execute(select(table)):
        opened = (tx.vault.open(value).decode() if isinstance(value, bytes) else str(value) for value in row)
        yield from (value.casefold() for value in opened)


def _count(session: Session, table: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_every_file_of_theirs_is_kept_as_theirs_and_no_rule_for_files_takes_it(storage: Storage) -> None:
    with storage.transaction() as tx:
        person_id = fill(tx)
        stray = photo(tx)
        every = set(tx.session.scalars(select(Media.id)))
        assert media.of_person(tx.session, person_id) == every - {stray}
        media.let_go(tx.session, every)
        assert set(tx.session.scalars(select(Media.id).filter_by(address=NOBODY))) == {stray}


def test_erased_nothing_of_an_alumnus_is_left_and_their_photos_are_nobodys(storage: Storage) -> None:
    with storage.transaction() as tx:
        person_id = fill(tx)
        assert "businesses" in said_anywhere(tx)
        assert erasure.what_stays(tx.session, person_id) == ["trail", "decision"]
        erase(tx, person_id)
    with storage.transaction() as tx:
        assert said_anywhere(tx) == []
        assert {table.__tablename__: _count(tx.session, table) for table in (*GONE, Aid, AidReceipt)} == {
            table.__tablename__: 0 for table in (*GONE, Aid, AidReceipt)
        }
        assert set(tx.session.scalars(select(Media.address))) == {NOBODY}


def test_of_aid_that_was_handed_over_the_sum_stays_without_a_name(storage: Storage) -> None:
    with storage.transaction() as tx:
        person_id = fill(tx, handed_on=NOW.date())
        tx.session.execute(update(Alumnus).values(application_id=None))
        application = tx.session.scalars(select(Application)).one()
        tx.session.delete(application)  # one of an earlier year: nothing was decided here
        tx.session.flush()
        assert erasure.what_stays(tx.session, person_id) == ["trail", "aid"]
        erase(tx, person_id)
    with storage.transaction() as tx:
        assert said_anywhere(tx) == []
        aid = tx.session.scalars(select(Aid)).one()
        assert (aid.total, aid.bast_number, aid.bast_media_id, aid.contact_id) == (1_500_000, "12/BAST", None, None)
        assert [(receipt.amount, receipt.media_id) for receipt in aid.receipts] == [(500_000, None)]
        person = tx.session.scalars(select(Person)).one()
        assert (person.full_name, person.nik_hash) == ("", None)
        assert person.anonymised_at is not None
        assert set(tx.session.scalars(select(Media.address))) == {NOBODY}


def test_what_is_old_goes_by_its_rule_and_what_is_open_stays(storage: Storage) -> None:
    with storage.transaction() as tx:
        fill(tx)
        assert pruning.reports(tx.session, NOW, LATER, 10) == 0
        assert pruning.claims(tx.session, LATER, LATER, 10) == 0
        assert pruning.reports(tx.session, LATER, LATER, 10) == 4
        assert _count(tx.session, Risk) == 1
        tx.session.execute(update(AlumnusClaim).values(state="rejected", decided_at=NOW))
        assert pruning.claims(tx.session, LATER, LATER, 10) == 1
        assert _count(tx.session, Business) == 1


@pytest.mark.parametrize("is_alumnus", [True, False])
def test_an_alumnus_who_was_not_chosen_this_time_is_not_anonymised(storage: Storage, *, is_alumnus: bool) -> None:
    with storage.transaction() as tx:
        application = submit(tx.session, contact_of(tx), ANI, intake(tx.session))
        bring(application, "tidak_lolos", NOW)
        if is_alumnus:
            of = {"person_id": application.person_id, "skill": "barista", "created_at": NOW}
            add(tx, Alumnus(**of, graduated_on=date(2023, 12, 31), by_year=True))
        tx.session.flush()
        assert pruning.refused(tx.session, LATER, LATER, 10) == (0 if is_alumnus else 1)
