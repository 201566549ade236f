"""Staff open a paper: who may, where, what the trail keeps, and what is not opened."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import pytest

from bot.turn import queue
from handlers import opening_papers
from handlers.desk import Desk
from handlers.opening_papers import show_document
from programme import applications, audit, erasure, opened_papers, rights, staff
from storage import messages
from storage.database import Storage, Transaction
from storage.tables import Application
from talk import Choice, Line
from tests.tester import ZONE, Shown, Tester, World, register

OPEN = "Kartu Keluarga, PSR-2026-0001.\n\nPesan ini terhapus sendiri 10 menit setelah terkirim."


@dataclass
class Office:
    """An office in which Budi is registered, and whoever of the staff is at work."""

    world: World

    def change(self, work: Callable[[Transaction, Application], object]) -> None:
        """Something happens to the one application."""
        with self.world.storage.transaction() as tx:
            work(tx, tx.session.query(Application).one())

    def opens(self, who: Tester, kind: str = "kk", **more: object) -> Shown:
        """Press the button of that paper on the card of the case."""
        now = self.world.clock.now()
        with self.world.storage.transaction() as tx:
            conversation = messages.conversation(tx, who.channel, who.address, now)
            desk = Desk(tx, conversation, now, ZONE, self.world.office)
            member = staff.of_contact(tx.session, conversation.contact_id)
            assert member is not None
            application = tx.session.query(Application).one()
            queue(desk, show_document(desk, member, application, kind, **more))  # type: ignore[arg-type]
            messages.save_contact(tx, conversation, now)
        return who.arrived()[0]

    def trail(self) -> list[tuple[str, str, str]]:
        """What the trail says of openings: who, of which paper, why."""
        with self.world.storage.transaction() as tx:
            [person_id] = tx.session.query(Application.person_id).one()
            lines = audit.trail(tx.session, person_id)
        return [(line.by, line.subject, line.why or "") for line in lines if line.action == "document_opened"]


def sent(tx: Transaction, application: Application, kind: str = "kk") -> None:
    """Budi sent a paper."""
    now, file = application.submitted_at, "a" * 64
    media_id = messages.add_media(
        tx, channel="local", address="guest-budi", file=file, content_type="image/jpeg", size=9000, now=now
    )
    applications.attach_document(tx.session, application, kind, media_id, now)


def on_its_way(tx: Transaction, application: Application) -> None:
    """Budi sent one from a platform that has yet to hand it out."""
    file = {"reference": "AgAC", "content_type": "image/jpeg", "size": 9000, "fetch_by": None}
    now = application.submitted_at
    media_id = messages.expect_media(tx, channel="telegram", address="81000001", now=now, **file)  # type: ignore[arg-type]
    applications.attach_document(tx.session, application, "identity", media_id, now)


def lost(tx: Transaction, application: Application) -> None:
    """It never came, and the duty has yet to ask for it again."""
    [paper] = [one for one in application.documents if one.kind == "identity"]
    assert messages.lose_media(tx, str(paper.media_id))


@pytest.fixture
def office(storage: Storage) -> Office:
    world = World(storage)
    world.open_intake()
    register(world.person("guest-budi"))
    found = Office(world)
    found.change(sent)
    return found


@pytest.fixture
def verifier(office: Office) -> Tester:
    return office.world.staff("Bu Ratna", "verifier")


def test_at_the_office_s_page_it_is_shown_for_ten_minutes_and_stands_in_the_trail(
    office: Office, verifier: Tester
) -> None:
    shown = office.opens(verifier)
    assert (shown.text, shown.file and shown.file.name) == (OPEN, "kk-PSR-2026-0001")
    assert office.trail() == [("staff", "kk", "")]
    office.opens(verifier)
    assert len(office.trail()) == 2
    with office.world.storage.transaction() as tx:
        newest = tx.connection.exec_driver_sql("SELECT vanishes_seconds FROM outbox ORDER BY id DESC").first()
    assert newest == (opening_papers.STAYS.total_seconds(),)


def test_an_administrator_reads_who_opened_what(office: Office, verifier: Tester) -> None:
    office.opens(verifier)
    admin = office.world.staff("Pak Anto", "admin", address="guest-anto")
    assert "Bu Ratna: membuka berkas · PSR-2026-0001 · Kartu Keluarga" in admin.say("jejak").text
    assert "membuka berkas" not in verifier.say("jejak").text


def test_in_other_chats_only_where_the_office_wants_it(office: Office) -> None:
    verifier = office.world.staff("Bu Ratna", "verifier", address="telegram:900")
    shown = office.opens(verifier)
    assert shown.text == (
        "Kartu Keluarga untuk PSR-2026-0001 hanya bisa dibuka di halaman Tuntas di komputer kantor, tidak di chat ini."
    )
    assert (shown.file, office.trail()) == (None, [])
    office.world.office = replace(office.world.office, open_papers_in_chat=True)
    assert office.opens(verifier).file is not None
    assert office.trail() == [("staff", "kk", "")]


def test_what_comes_next_is_offered_with_it_and_otherwise_what_was_offered_before_still_counts(
    office: Office, verifier: Tester
) -> None:
    verifier.say("menu")
    office.opens(verifier)
    assert verifier.say("1").text != "Halo Bu Ratna! Mau mengerjakan apa?"
    after = (Choice("menu", Line("staff-menu")),)
    assert list(office.opens(verifier, choices=after, place="staff").buttons) == ["Menu petugas"]
    assert verifier.say("1").text == "Halo Bu Ratna! Mau mengerjakan apa?"


def test_what_is_not_here_is_said_to_be_so_and_leaves_no_line(office: Office, verifier: Tester) -> None:
    assert "belum ada di sini" in office.opens(verifier, "photo").text
    office.change(on_its_way)
    assert "masih diambil dari aplikasi chat" in office.opens(verifier, "identity").text
    office.change(lost)
    assert "belum ada di sini" in office.opens(verifier, "identity").text
    assert office.trail() == []


def test_what_its_person_paused_is_not_opened(office: Office, verifier: Tester) -> None:
    office.change(lambda tx, one: rights.restrict(tx.session, one.person, contact_id=1, at=office.world.clock.now()))
    assert "ditunda atas permintaan orangnya" in office.opens(verifier).text
    assert office.trail() == []


@pytest.mark.parametrize(
    ("roles", "villages", "may"),
    [
        (("admin",), (), True),
        (("verifier", "mentor"), (), True),
        (("mentor", "announcer", "answerer"), (), False),
        (("village_officer",), ("64.01.01.1001",), None),
        (("village_officer",), ("64.01.99.2099",), False),
    ],
)
def test_role_by_role(office: Office, roles: tuple[str, ...], villages: tuple[str, ...], may: bool | None) -> None:
    if may is None:  # an officer of the applicant's own village
        with office.world.storage.transaction() as tx:
            villages = (tx.session.query(Application).one().person.village,)
    member = office.world.staff("Pak Anto", *roles, villages=villages)
    shown = office.opens(member)
    assert (shown.file is not None) == (may is not False)
    assert ("bukan bagian tugasmu" in shown.text) == (may is False)
    assert len(office.trail()) == (may is not False)


def test_a_village_officer_opens_what_they_registered(office: Office) -> None:
    officer = office.world.staff("Pak Anto", "village_officer", villages=("64.01.99.2099",))

    def registered(tx: Transaction, application: Application) -> None:
        application.registered_by = staff.members(tx.session)[0].id

    office.change(registered)
    assert office.opens(officer).file is not None


def test_the_buttons_of_a_card_are_the_papers_that_came(office: Office) -> None:
    office.change(partial(sent, kind="photo"))
    with office.world.storage.transaction() as tx:
        assert opened_papers.openable(tx.session.query(Application).one()) == ["kk", "photo"]


def test_an_erased_person_s_openings_stay_countable_without_a_name(office: Office, verifier: Tester) -> None:
    office.opens(verifier)
    trail = office.trail()
    now = office.world.clock.now()
    office.change(lambda tx, one: erasure.anonymise(tx.session, one.person, by="system", why="its time is up", at=now))
    assert office.trail() == trail
    assert "belum ada di sini" in office.opens(verifier).text
