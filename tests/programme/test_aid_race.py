"""Two at once: two members who press the same, two proposals for one person, two services that look."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlalchemy.orm import Session

from programme import aid as aids
from programme import aid_reminders
from programme.aid import AlreadyOpen, Outdated
from programme.office import ZONE
from programme.staff import Member
from storage.crypto import Vault
from storage.database import Storage
from storage.tables import Person
from tests.programme.people import NOW
from tests.programme.test_aid import OFFICE, TOLD, member

ROUNDS = 3
#: Two weeks and some hours later: a working day, in the afternoon.
DUE = NOW + timedelta(days=14, hours=5)


@pytest.fixture
def services(database_url: str, vault: Vault) -> Iterator[tuple[Storage, Storage]]:
    """Two services on one database, each with connections of its own."""
    with closing(Storage(database_url, vault)) as one, closing(Storage(database_url, vault)) as other:
        yield one, other


def at_once(services: tuple[Storage, Storage], does: Callable[[Session, int], object]) -> list[object]:
    """Both services do it at the same moment, each in its own transaction; it is given 0 and 1."""
    ready = Barrier(2)

    def work(which: int) -> object:
        ready.wait(10)
        with services[which].transaction() as tx:
            return does(tx.session, which)

    with ThreadPoolExecutor(2) as both:
        return [doing.result() for doing in [both.submit(work, which) for which in (0, 1)]]


def somebody(session: Session) -> int:
    person = Person(full_name="Ani Lestari", birth_date=date(2005, 8, 17), village="64.01.04.1001", created_at=NOW)
    session.add(person)
    session.flush()
    return person.id


def propose(session: Session, person_id: int) -> str:
    try:
        return aids.propose(session, person_id, TOLD, office=OFFICE, now=NOW, zone=ZONE).number
    except AlreadyOpen:
        return "already"


def two_members(session: Session) -> list[Member]:
    return [member(session, name, "admin") for name in ("Bu Ratna", "Pak Hasan")]


def test_of_two_proposals_for_one_person_one_counts(services: tuple[Storage, Storage]) -> None:
    for _ in range(ROUNDS):
        with services[0].transaction() as tx:
            person_id = somebody(tx.session)

        def both(session: Session, _which: int, person_id: int = person_id) -> str:
            return propose(session, person_id)

        said = [str(one) for one in at_once(services, both)]
        assert sum(one == "already" for one in said) == 1


def test_of_two_members_who_press_the_same_one_is_told(services: tuple[Storage, Storage]) -> None:
    with services[0].transaction() as tx:
        members = two_members(tx.session)
    for _ in range(ROUNDS):
        with services[0].transaction() as tx:
            person_id = somebody(tx.session)
            propose(tx.session, person_id)
            aid = aids.open_of(tx.session, person_id)
            assert aid is not None
            aid_id, shown = aid.id, aids.version(aid)

        def verify(session: Session, which: int, aid_id: int = aid_id, shown: int = shown) -> str:
            about = {"member": members[which], "office": OFFICE, "now": NOW, "zone": ZONE}
            try:
                return aids.step(session, aid_id, shown, "diverifikasi", **about).state  # type: ignore[arg-type]
            except Outdated:
                return "outdated"

        assert sorted(map(str, at_once(services, verify))) == ["diverifikasi", "outdated"]


def test_two_services_that_look_remind_once(services: tuple[Storage, Storage]) -> None:
    with services[0].transaction() as tx:
        for _ in range(5):
            propose(tx.session, somebody(tx.session))

    def look(session: Session, _which: int) -> list[int]:
        return [aid.id for aid in aid_reminders.take(session, DUE, OFFICE, ZONE, 50).staff]

    one, other = at_once(services, look)
    assert isinstance(one, list)
    assert isinstance(other, list)
    assert sorted(one + other) == [1, 2, 3, 4, 5]
