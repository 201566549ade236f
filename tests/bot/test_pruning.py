"""Every kind goes when its time is up and not before; a round that was cut short is finished by the next one."""

import asyncio
import itertools
import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from bot.duties import pruning
from bot.duties.pruning import Pruning
from programme import applications, audit, jobs, objections, office_questions
from programme.applications import Form
from programme.pruning import WORK
from programme.registers import imports
from programme.registers.record import Record
from programme.retention import RULES, Retention
from storage import messages
from storage.crypto import Keys
from storage.database import Storage, Transaction
from storage.messages.page import gone
from storage.tables import (
    Address,
    AlumnusClaim,
    Application,
    AuditEntry,
    Base,
    Business,
    BusinessReport,
    Contact,
    Import,
    ImportRow,
    Inbox,
    Intake,
    Job,
    LocalMessage,
    Media,
    Objection,
    OfficeQuestion,
    Outbox,
    Person,
    StaffInvitation,
    StaffMember,
    Talk,
)
from tests.programme.people import ANI, CHILD, bring, intake, submit
from tests.tester import FixedClock

ADDRESS = "guest-ani"


class Office:
    """A service with a clock, into which each test puts what it wants to see go."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.clock = FixedClock()
        self.executor = ThreadPoolExecutor(1)

    def duty(self, **changes: Any) -> Pruning:
        changes = {"untouched": 0, "hesitate": 0, **changes}
        return Pruning(self.storage, Retention(), self.clock, self.executor, **changes)

    def prune(self) -> None:
        asyncio.run(self.duty().prune_due())

    def pass_days(self, days: float) -> None:
        self.clock.move(timedelta(days=days))

    def put(self, work: Callable[[Transaction, "Office"], None]) -> None:
        with self.storage.transaction() as tx:
            work(tx, self)

    def everything(self) -> dict[str, list[Any]]:
        """Every row of every table, but for the note of when it was pruned last."""
        with self.storage.transaction() as tx:
            tables = [table for table in Base.metadata.sorted_tables if table.name != "settings"]
            return {table.name: sorted(map(repr, tx.connection.execute(select(table)))) for table in tables}


@pytest.fixture
def office(storage: Storage) -> Office:
    return Office(storage)


NUMBERS = itertools.count(1)


def contact(tx: Transaction, office: Office, address: str = ADDRESS) -> int:
    there = messages.conversation(tx, "local", address, office.clock.now())
    messages.save_contact(tx, there, office.clock.now())
    return there.contact_id


def form_open(waiting_for: str) -> Callable[[Transaction, Office], None]:
    def put(tx: Transaction, office: Office) -> None:
        now = office.clock.now()
        who = contact(tx, office, f"guest-{waiting_for}-{now:%d%H}")
        messages.save_talk(
            tx, who, messages.StoredTalk(None, "registration", waiting_for, 0, "open", {"answers": {}}, now, now), now
        )

    return put


def registered(tx: Transaction, office: Office, form: Form) -> Application:
    intake_id = tx.session.scalar(select(Intake.id)) or intake(tx.session)
    now = office.clock.now()
    form = replace(form, full_name=f"{form.full_name} {now:%d%H}", nik=None)
    return submit(tx.session, contact(tx, office), form, intake_id, now)


def child(tx: Transaction, office: Office) -> None:
    registered(tx, office, CHILD)


def adult(tx: Transaction, office: Office) -> None:
    registered(tx, office, ANI)


def agreed_child(tx: Transaction, office: Office) -> None:
    applications.enter(registered(tx, office, CHILD), "wali_setuju", office.clock.now(), by="guardian")


def refused(tx: Transaction, office: Office) -> None:
    application = registered(tx, office, ANI)
    bring(application, "tidak_lolos", office.clock.now())


def answered(tx: Transaction, office: Office) -> None:
    who = contact(tx, office, f"guest-{next(NUMBERS)}")  # one contact's questions would be one thread
    question = office_questions.ask(tx.session, who, "Boleh bawa motor?", office.clock.now())
    question.state, question.answered_at = "answered", office.clock.now()


def sent(tx: Transaction, office: Office) -> None:
    now = office.clock.now()
    there = messages.conversation(tx, "local", ADDRESS, now)
    queued = messages.queue(
        tx,
        contact_id=there.contact_id,
        address_id=there.address_id,
        channel="local",
        content={"lines": [["as-is", {"text": "halo"}]]},
        due_at=now,
        now=now,
    )
    messages.mark_sent(tx, [(queued, "m1")], now)


def shown(tx: Transaction, office: Office) -> None:
    messages.store_local(tx, ADDRESS, f"k{office.clock.now()}", {"text": "halo"}, office.clock.now())


def photo(tx: Transaction, office: Office, *, drawn: bool = False, address: str = ADDRESS, data: bytes = b"") -> str:
    assert office.storage.files is not None
    data = data or f"{office.clock.now()}{drawn}".encode()
    return messages.add_media(
        tx,
        channel="local",
        address=address,
        file=office.storage.files.put(data),
        content_type="image/jpeg",
        size=len(data),
        now=office.clock.now(),
        drawn=drawn,
    )


def unneeded_photo(tx: Transaction, office: Office) -> None:
    photo(tx, office)


def card(tx: Transaction, office: Office) -> None:
    photo(tx, office, drawn=True)


def unreadable(tx: Transaction, office: Office) -> None:
    now = office.clock.now()
    messages.unreadable(tx, "local", f"{now}", ADDRESS, b"???", "ValueError", now)


def came(tx: Transaction, office: Office) -> None:
    messages.record(tx, "local", f"{office.clock.now()}", ADDRESS, office.clock.now())


def somebody(tx: Transaction, office: Office) -> None:
    contact(tx, office, f"guest-{office.clock.now():%d%H}")


def writes_again(tx: Transaction, office: Office) -> None:
    contact(tx, office)


def listed(tx: Transaction, office: Office, *, applied: bool = True, earlier: timedelta = timedelta(0)) -> Import:
    """A list of one person, who is another one each day."""
    now = office.clock.now() - earlier
    begun = imports.begin(tx.session, "dtsen", f"{now}{applied}".encode(), member=None, now=now)
    record = Record(row=2, full_name="Ani", note=f"{office.clock.now():%d%H}", address=f"{office.clock.now():%d%H}")
    imports.stage(tx.session, begun.id, [record])
    imports.checked(tx.session, begun.id)
    if applied:
        imports.apply(tx.session, begun.id, member=None, now=now)
    return begun


def not_taken(tx: Transaction, office: Office) -> None:
    listed(tx, office, applied=False)


def taken(tx: Transaction, office: Office) -> None:
    listed(tx, office).is_settled = True


def taken_twice(tx: Transaction, office: Office) -> None:
    listed(tx, office, earlier=timedelta(hours=1))
    listed(tx, office)


def worked(tx: Transaction, office: Office) -> None:
    jobs.add(tx.session, "count", {}, contact_id=None, now=office.clock.now())
    work = jobs.take(tx.session, office.clock.now(), timedelta(0))
    assert work is not None
    jobs.finish(tx.session, work, office.clock.now())


def invited(tx: Transaction, office: Office) -> None:
    now = office.clock.now()
    code = f"{now:%d%H}"
    tx.session.add(StaffInvitation(code_hash=code, name="Bu Ratna", roles="admin", made_at=now, expires_at=now))


def objected(tx: Transaction, office: Office) -> Application:
    application = registered(tx, office, ANI)
    bring(application, "tidak_lolos", office.clock.now())
    tx.session.flush()
    assert application.contact_id is not None
    objections.make(tx.session, application, "Salah.", None, contact_id=application.contact_id, at=office.clock.now())
    return application


def answered_objection(tx: Transaction, office: Office) -> None:
    objected(tx, office).objections[0].decided_at = office.clock.now()


def removed(tx: Transaction, office: Office) -> None:
    now = office.clock.now()
    who = contact(tx, office, f"guest-{now:%d%H}")
    tx.session.add(StaffMember(contact_id=who, name="Pak Hasan", since=now, removed_at=now))


def kept(what: Any, *where: Any) -> Callable[[Transaction], int]:
    return lambda tx: tx.session.scalar(select(func.count()).select_from(what).where(*where)) or 0


def claimed(tx: Transaction, office: Office) -> None:
    """Staff have decided on somebody who says that they graduated."""
    now, said = office.clock.now(), tx.vault.seal_json({})
    row = AlumnusClaim(contact_id=contact(tx, office), said=said, state="rejected", made_at=now, decided_at=now)
    tx.session.add(row)


def reported(tx: Transaction, office: Office) -> None:
    """Somebody has told how their business goes."""
    now = office.clock.now()
    person = Person(full_name="Ani Lestari", birth_date=ANI.birth_date, village=ANI.village, created_at=now)
    about = {"kind": "food", "name": "Kue Ani", "village": ANI.village, "monitored_since": now.date()}
    business = Business(**about, person=person, state_since=now, recorded_at=now)
    tx.session.add(business)
    tx.session.flush()
    content = tx.vault.seal_json({})
    tx.session.add(BusinessReport(business_id=business.id, made_at=now, state="running", content=content))


#: How each kind comes about, and how many of it there are.
CASES: dict[str, tuple[Callable[[Transaction, Office], None], Callable[[Transaction], int]]] = {
    "drafts": (form_open("notice"), kept(Talk)),
    "abandoned": (form_open("village"), kept(Talk)),
    "guardian": (child, kept(Person)),
    "unfilled": (agreed_child, kept(Person)),
    "questions": (answered, kept(OfficeQuestion)),
    "messages": (sent, kept(Outbox)),
    "messages on the page": (shown, kept(LocalMessage)),
    "pictures": (card, kept(Media)),
    "payloads": (unreadable, kept(Inbox, Inbox.payload.is_not(None))),
    "inbox": (came, kept(Inbox)),
    "refused": (refused, kept(Person, Person.anonymised_at.is_(None))),
    "files": (unneeded_photo, kept(Media)),
    "contacts": (somebody, kept(Address, Address.channel != "")),
    "lists": (not_taken, kept(ImportRow)),
    "superseded": (taken_twice, lambda tx: kept(ImportRow)(tx) - 2),
    "registers": (taken, kept(ImportRow)),
    "long_work": (worked, kept(Job)),
    "invitations": (invited, kept(StaffInvitation)),
    "objections": (answered_objection, kept(Objection)),
    "claims": (claimed, kept(AlumnusClaim)),
    "reports": (reported, kept(BusinessReport)),
    "left_staff": (removed, kept(StaffMember, StaffMember.contact_id.is_not(None))),
}


def days(name: str) -> int:
    rule = next(rule for rule in RULES if rule.name == name.split(maxsplit=1)[0])
    found: int = getattr(Retention(), rule.days)
    return found


def test_every_rule_has_its_work_and_its_test() -> None:
    names = [rule.name for rule in RULES]
    assert list(WORK) == names
    assert {name.split()[0] for name in CASES} == set(names)


@pytest.mark.parametrize("name", CASES)
def test_what_its_time_is_up_for_goes_and_nothing_younger(office: Office, name: str) -> None:
    put, count = CASES[name]

    def there() -> int:
        with office.storage.transaction() as tx:
            return count(tx)

    office.put(put)
    office.pass_days(0.5)
    office.put(put)
    office.pass_days(days(name) - 0.6)
    before = office.everything()
    office.prune()
    assert there() == 2
    assert office.everything() == before

    office.pass_days(0.2)
    if name != "contacts":
        office.put(writes_again)  # whoever still writes is not forgotten
    office.prune()
    assert there() == 1
    after = office.everything()
    office.prune()
    assert office.everything() == after


def test_what_is_alive_is_never_touched_however_old(office: Office) -> None:
    """A registration in progress, its papers, its agreements, an open question, what has yet to be said."""

    def put(tx: Transaction, office: Office) -> None:
        application = registered(tx, office, ANI)
        applications.attach_document(tx.session, application, "kk", photo(tx, office), office.clock.now())
        office_questions.ask(tx.session, contact(tx, office), "Kapan?", office.clock.now())
        sent(tx, office)
        tx.session.execute(update(Outbox).values(state="queued"))
        audit.record(tx.session, by="person", action="corrected", at=office.clock.now(), person_id=1, after="x")

    office.put(put)
    before = office.everything()
    office.pass_days(700)
    office.prune()
    assert office.everything() == before


def test_who_was_never_decided_about_is_anonymised_in_the_end(office: Office) -> None:
    office.put(adult)
    with office.storage.transaction() as tx:
        closes = tx.session.scalars(select(Intake.closes)).one()
    office.pass_days((closes - office.clock.now().date()).days + days("refused"))
    office.prune()
    with office.storage.transaction() as tx:
        assert tx.session.scalars(select(Person)).one().anonymised_at is None
    office.pass_days(2)
    office.prune()
    with office.storage.transaction() as tx:
        assert tx.session.scalars(select(Person)).one().anonymised_at is not None


def test_whose_objection_waits_is_kept_until_it_is_decided(office: Office) -> None:
    with office.storage.transaction() as tx:
        objected(tx, office)
    for wait, is_kept in ((days("refused") + 2, True), (1, False)):
        office.pass_days(wait)
        office.prune()
        with office.storage.transaction() as tx:
            assert (tx.session.scalars(select(Person)).one().anonymised_at is None) == is_kept
            tx.session.execute(update(Objection).values(decided_at=office.clock.now()))


def test_who_was_chosen_is_left_to_the_archive(office: Office) -> None:
    def put(tx: Transaction, office: Office) -> None:
        application = registered(tx, office, ANI)
        for state in ("ditetapkan", "mengundurkan_diri"):
            bring(application, state, office.clock.now())

    office.put(put)
    office.pass_days(5000)
    office.prune()
    with office.storage.transaction() as tx:
        assert tx.session.scalars(select(Person)).one().anonymised_at is None


def test_who_registered_again_or_asked_to_pause_is_not_anonymised(office: Office) -> None:
    def once_more(tx: Transaction, office: Office) -> None:
        person = tx.session.scalars(select(Person).where(Person.restricted_at.is_(None))).one()
        second = intake(tx.session, year=2027, closes=date(2027, 4, 30))
        earlier = tx.session.scalars(select(Application).filter_by(person_id=person.id)).one()
        number = f"{earlier.number}x"
        values = {"person_id": person.id, "intake_id": second, "number": number, "state": "terdaftar"}
        now = office.clock.now()
        tx.session.add(Application(**values, state_since=now, first_skill="barista", submitted_at=now))

    def put(tx: Transaction, office: Office) -> None:
        application = registered(tx, office, ANI)
        application.person.restricted_at = office.clock.now()
        bring(application, "tidak_lolos", office.clock.now())

    office.put(refused)
    office.put(once_more)
    office.pass_days(0.2)
    office.put(put)
    office.pass_days(900)
    office.prune()
    with office.storage.transaction() as tx:
        people = tx.session.scalars(select(Person)).all()
        assert [person.full_name[:3] for person in people if person.anonymised_at is None] == ["Ani"] * 2


def test_a_file_goes_with_its_last_row_and_a_shared_one_stays(office: Office) -> None:
    def put(tx: Transaction, office: Office) -> None:
        application = registered(tx, office, ANI)
        paper = photo(tx, office, data=b"the same")
        applications.attach_document(tx.session, application, "kk", paper, office.clock.now())
        photo(tx, office, address="guest-other", data=b"the same")
        photo(tx, office, data=b"nobody's")

    assert office.storage.files is not None
    office.put(put)
    office.storage.files.put(b"without a row")
    assert len(list(office.storage.files.names())) == 3
    office.pass_days(2)
    office.prune()
    (left,) = office.storage.files.names()
    assert office.storage.files.get(left) == b"the same"


def test_a_file_that_came_just_now_waits(office: Office) -> None:
    """Its row may be on the way, or another's with the same content."""
    assert office.storage.files is not None
    name = office.storage.files.put(b"just now")
    office.put(unneeded_photo)
    office.pass_days(2)
    asyncio.run(office.duty(untouched=600).prune_due())
    assert len(list(office.storage.files.names())) == 2
    for file in office.storage.files.names():
        path = office.storage.files._path(file)
        os.utime(path, (path.stat().st_mtime - 700,) * 2)
    office.storage.files.put(b"just now")
    asyncio.run(office.duty(untouched=600).prune_due())
    assert list(office.storage.files.names()) == [name]


def test_a_photo_of_an_open_form_stays(office: Office) -> None:
    def put(tx: Transaction, office: Office) -> None:
        now = office.clock.now()
        photo(tx, office)
        talk = messages.StoredTalk(None, "papers", "kk", 0, "open", {"answers": {}}, now, now)
        messages.save_talk(tx, contact(tx, office), talk, now)

    office.put(put)
    office.pass_days(20)
    before = office.everything()
    office.prune()
    assert office.everything() == before


def test_cut_short_in_the_middle_the_next_round_finishes(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each transaction is whole: what was handled is gone, the rest is found again."""
    for _ in range(7):
        office.put(answered)
    office.pass_days(100)
    work, calls = WORK["questions"], 0

    def dies(*args: Any) -> int:
        nonlocal calls
        calls += 1
        done = work(*args)
        if calls == 3:
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr(pruning, "WORK", {**WORK, "questions": dies})
    with pytest.raises(KeyboardInterrupt):
        asyncio.run(office.duty(at_once=2).prune_due())
    with office.storage.transaction() as tx:
        assert CASES["questions"][1](tx) == 3
    monkeypatch.undo()
    office.prune()
    with office.storage.transaction() as tx:
        assert CASES["questions"][1](tx) == 0


def test_after_a_leap_of_the_clock_it_waits_so_that_the_clock_can_be_put_right(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.put(answered)
    careful = office.duty(hesitate=3600)
    asyncio.run(careful.prune_due())
    office.pass_days(365)
    before = office.everything()
    asyncio.run(careful.prune_due())
    assert office.everything() == before
    assert "machine's clock" in caplog.text
    careful._hesitate = 0
    asyncio.run(careful.prune_due())
    with office.storage.transaction() as tx:
        assert CASES["questions"][1](tx) == 0


@pytest.mark.parametrize("key", ["out:1", gone("out:1")], ids=["copy", "that it was taken back"])
def test_a_message_goes_with_its_copy_on_the_page(office: Office, key: str) -> None:
    """The page knows it by its number, which SQLite may give to a later message of the same person."""
    office.put(sent)
    office.pass_days(0.2)

    def shown_late(tx: Transaction, office: Office) -> None:
        messages.store_local(tx, ADDRESS, key, {"text": "halo"}, office.clock.now())

    office.put(shown_late)
    office.pass_days(89.9)
    office.put(writes_again)
    office.prune()
    with office.storage.transaction() as tx:
        assert (kept(Outbox)(tx), kept(LocalMessage)(tx), kept(Contact)(tx)) == (0, 0, 1)


def test_two_processes_prune_side_by_side(postgresql_storage: Storage) -> None:
    """Each takes what the other does not hold; together they do everything once."""
    office = Office(postgresql_storage)
    for _ in range(12):
        office.put(answered)
    for _ in range(6):
        office.put(refused)
        office.pass_days(0.1)
    office.pass_days(800)

    async def both() -> None:
        office.executor = ThreadPoolExecutor(2)
        await asyncio.gather(office.duty(at_once=3).prune_due(), office.duty(at_once=3).prune_due())

    asyncio.run(both())
    asyncio.run(office.duty().prune_due())
    with office.storage.transaction() as tx:
        assert CASES["questions"][1](tx) == 0
        assert CASES["refused"][1](tx) == 0
        anonymised = tx.session.scalars(select(AuditEntry.person_id).filter_by(action="anonymised")).all()
    assert len(anonymised) == len(set(anonymised)) == 6


PRUNES = """
import asyncio, sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from bot.duties.pruning import Pruning
from programme.retention import Retention
from storage.crypto import Vault
from storage.database import Storage
from tests.tester import FixedClock
from datetime import date, timedelta
clock = FixedClock()
clock.move(timedelta(days=100))
storage = Storage(sys.argv[1], Vault.from_file(Path(sys.argv[2])))
asyncio.run(Pruning(storage, Retention(), clock, ThreadPoolExecutor(1), at_once=1, hesitate=0).prune_due())
"""


def test_killed_in_the_middle_the_next_one_goes_on(
    sqlite_storage: Storage, sqlite_url: str, keys: Keys, tmp_path: Path
) -> None:
    office = Office(sqlite_storage)
    count = CASES["questions"][1]
    with office.storage.transaction() as tx:
        for _ in range(400):
            answered(tx, office)
    (tmp_path / "key").write_text(keys.text(), encoding="ascii")
    running = subprocess.Popen([sys.executable, "-c", PRUNES, sqlite_url, str(tmp_path / "key")])  # noqa: S603
    left = 400
    while left == 400 and running.poll() is None:
        with office.storage.transaction() as tx:
            left = count(tx)
        time.sleep(0.002)
    running.kill()
    running.wait()
    with office.storage.transaction() as tx:
        assert count(tx) < 400
    office.pass_days(100)
    office.prune()
    with office.storage.transaction() as tx:
        assert count(tx) == 0
