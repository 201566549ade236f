"""The rights of alumni: all of theirs stands in the copy, and goes when they ask, also without a registration."""

from datetime import date

import pytest
from sqlalchemy import delete, select

from handlers.documents.drawings import draw
from programme import aid, alumni, businesses, claims, mentoring, people, reports, risks, staff
from programme.aid import Item, Proposal
from programme.businesses import Described
from programme.claims import Said
from programme.office import ZONE, Office
from programme.reports import Amount, Report
from storage.database import Storage, Transaction
from storage.tables import Address, Alumnus, Application, Business, CheckIn, Coaching, CoachingGuest, Mentored, Person
from tests.tester import Shown, World

OFFICE = Office()
SAID = (
    *("Warung Cendrawasih", "laundry", "Rp500.000", "Rp900.000", "pintu macet", "kunjungi sore hari", "Bu Ratna"),
    *("mesin jahit", "kain dan benang", "Kas rumah tangga", "Sudah lama vakum", "Bekerja"),
)


@pytest.fixture
def world(storage: Storage) -> World:
    world = World(storage)
    world.open_intake()
    world.staff("Bu Ratna", "mentor")
    world.applicant("Ani Lestari", "lulus")
    with storage.transaction() as tx:
        fill(tx, world)
    return world


def fill(tx: Transaction, world: World) -> None:
    """Something of every kind about Ani."""
    session, now = tx.session, world.clock.now()
    alumnus = session.scalars(select(Alumnus)).one()
    alumnus.activity, alumnus.activity_at = "working", now
    member = staff.members(session)[0]
    session.add(Mentored(person_id=alumnus.person_id, staff_id=member.id, since=now))
    told = Described("other", "Warung Cendrawasih", "64.01.04.1001", None, with_others=False, own_words="laundry")
    business = businesses.record(session, alumnus.person_id, told, office=OFFICE, now=now, zone=ZONE)
    amounts = {"sales": Amount(500_000, "week"), "spending": Amount(900_000, "month", is_estimate=True)}
    said = Report("running", **amounts, obstacle="other", obstacle_words="pintu macet", wants_help=True)  # type: ignore[arg-type]
    reports.keep(session, business, said, at=now)
    risks.look(session, business, OFFICE.mentoring, now)
    mentoring.write(session, business, "kunjungi sore hari", member, now)
    session.scalars(select(CheckIn)).first().asked_at = now  # type: ignore[union-attr]
    coaching = Coaching(
        on=date(2026, 3, 9), at="09.00", place="Aula", topic="Kas rumah tangga", staff_id=member.id, made_at=now
    )
    session.add(coaching)
    session.flush()
    session.add(CoachingGuest(coaching_id=coaching.id, person_id=alumnus.person_id))
    proposal = Proposal("mesin jahit", "pesanan banyak", (Item("kain dan benang", 200_000),))
    aid.propose(session, alumnus.person_id, proposal, office=OFFICE, now=now, zone=ZONE, member=member)
    contact_id = session.scalars(select(Address.contact_id).filter_by(address="guest-ani")).one()
    claim = claims.make(session, contact_id, Said("Ani", date(2001, 1, 1), 2020, "barista", "64.01.04.1001"), now)
    assert claim is not None
    claims.reject(session, claim.id, "Sudah lama vakum", by=member, at=now)


def without_registration(world: World) -> None:
    """As of somebody who came from a list of an earlier year."""
    with world.storage.transaction() as tx:
        tx.session.execute(delete(Application))


def file(shown: Shown) -> str:
    assert shown.drawing is not None
    content, _, _ = draw(shown.drawing, "id")
    return content.decode()


@pytest.mark.parametrize("is_registered", [True, False])
def test_the_copy_holds_everything_also_of_who_never_registered_here(world: World, *, is_registered: bool) -> None:
    if not is_registered:
        without_registration(world)
    copy = file(world.person("guest-ani").say("data saya"))
    assert [words for words in (*SAID, "Ani Lestari") if words not in copy] == []
    assert ("DATA DIRI" in copy) == (not is_registered)


def test_who_never_registered_here_can_have_everything_erased(world: World) -> None:
    without_registration(world)
    ani = world.person("guest-ani")
    assert "Ani Lestari" in ani.say("hapus data saya").text
    assert "kami hapus" in ani.say("ya").text
    with world.storage.transaction() as tx:
        assert [len(tx.session.scalars(select(table)).all()) for table in (Person, Alumnus, Business)] == [0, 0, 0]


def test_one_who_acts_for_somebody_registered_too_is_asked_whose(world: World) -> None:
    without_registration(world)
    ani = world.applicant("Budi Karangan", "diverifikasi")
    for asked in ("data saya", "hapus data saya"):
        ani.say(asked)
        assert {"Ani Lestari", "Budi Karangan"} <= set(ani.last.buttons)
    ani.press("Ani Lestari")
    ani.say("ya")
    with world.storage.transaction() as tx:
        assert tx.session.scalars(select(Person.full_name)).all() == ["Budi Karangan"]
    assert "tidak berlaku" in world.person("guest-other").send(button="data:|a1")[0].text


def test_who_acts_no_more_sees_nothing(world: World) -> None:
    without_registration(world)
    with world.storage.transaction() as tx:
        person = tx.session.scalars(select(Person)).one()
        contact_id = tx.session.scalars(select(Address.contact_id).filter_by(address="guest-ratna")).one()
        assert alumni.unregistered(tx.session, contact_id) == []
        people.act_for(tx.session, contact_id, person, "child", world.clock.now())
        assert [one.person_id for one in alumni.unregistered(tx.session, contact_id)] == [person.id]


def test_who_never_registered_here_can_pause_the_use_of_their_data_and_let_it_go_on(world: World) -> None:
    without_registration(world)
    ani = world.person("guest-ani")
    for word, is_paused in (("tunda", True), ("pakai lagi", False)):
        ani.say("privasi")
        assert "Ani Lestari" in ani.say(word).text
        with world.storage.transaction() as tx:
            assert (tx.session.scalars(select(Person.restricted_at)).one() is not None) == is_paused
