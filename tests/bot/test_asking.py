"""The clock duty asks whoever has graduated: once, in good measure, whatever happens to the service meanwhile."""

import itertools
import os
import random
import signal
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import event, func, select

from bot.duties import clock as duty
from storage.crypto import Keys, Vault
from storage.database import Storage
from storage.tables import CheckIn, Contact, Outbox
from tests.apart import processes
from tests.programme.following import STALL, alumnus, business
from tests.tester import MONDAY, ZONE, FixedClock, Shown, Tester, World

#: A Thursday, a month after that Monday.
MONTH_1 = datetime(2026, 4, 2, 10, tzinfo=ZONE)
DAY = timedelta(days=1)


@pytest.fixture
def world(storage: Storage) -> World:
    world = World(storage)
    world.open_intake()
    return world


def people(storage: Storage, count: int) -> None:
    """So many with a business each, recorded today."""
    with storage.transaction() as tx:
        for number in range(count):
            business(tx.session, alumnus(tx.session, MONDAY, f"Alumni {number}").person_id, MONDAY)


def asked(storage: Storage) -> dict[int, int]:
    """How often each contact was told something."""
    with storage.transaction() as tx:
        counted = select(Outbox.contact_id, func.count()).group_by(Outbox.contact_id)
        return dict(tx.session.execute(counted).tuples().all())


def states(storage: Storage) -> list[str]:
    with storage.transaction() as tx:
        return list(tx.session.scalars(select(CheckIn.state).order_by(CheckIn.id)))


def test_the_invitation_comes_after_replies_with_a_button_for_each_state(world: World) -> None:
    ani = owner(world)
    [shown] = tick_at(world, ani, MONTH_1)
    assert STALL.name in shown.text
    assert list(shown.buttons) == ["Masih jalan", "Berhenti sementara", "Sudah tutup"]
    assert tick_at(world, ani, MONTH_1 + DAY) == []
    [again] = tick_at(world, ani, MONTH_1 + 2 * DAY)
    assert "belum kami dengar" in again.text
    assert tick_at(world, ani, MONTH_1 + 7 * DAY) == []
    assert states(world.storage) == ["silent", "waiting"]


def owner(world: World) -> Tester:
    """Ani graduated and has a stall."""
    ani = world.applicant("Ani Lestari", "lulus")
    with world.storage.transaction() as tx:
        person_id = tx.session.scalars(select(CheckIn.person_id)).one()
        business(tx.session, person_id, world.clock.now())
    return ani


def tick_at(world: World, person: Tester, at: datetime) -> list[Shown]:
    world.clock.instant = at
    world.tick()
    return person.arrived()


def test_who_has_no_business_is_asked_what_they_do(world: World) -> None:
    ani = world.applicant("Ani Lestari", "lulus")
    [shown] = tick_at(world, ani, MONTH_1)
    assert list(shown.buttons) == ["Punya usaha", "Bekerja", "Sekolah atau kuliah", "Cari kerja", "Pindah daerah"]


def test_stop_ends_it_and_start_goes_on_with_the_next_period(world: World) -> None:
    ani = owner(world)
    ani.say("stop")
    assert tick_at(world, ani, MONTH_1) == []
    ani.say("mulai")
    assert tick_at(world, ani, MONTH_1 + DAY) == []
    assert len(tick_at(world, ani, datetime(2026, 5, 2, 10, tzinfo=ZONE))) == 1


def test_in_the_middle_of_a_talk_nobody_is_asked_until_it_is_over_or_idle(world: World) -> None:
    ani = owner(world)
    world.clock.instant = MONTH_1 - timedelta(minutes=5)
    ani.say("usaha baru")
    assert tick_at(world, ani, MONTH_1) == []
    assert tick_at(world, ani, MONTH_1 + timedelta(hours=5)) == []
    assert len(tick_at(world, ani, MONTH_1 + 4 * DAY)) == 1


def test_after_days_down_so_many_are_asked_a_tick_and_everybody_in_the_end(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duty, "AT_ONCE", 2)
    monkeypatch.setattr(duty, "ASKED_A_TICK", 4)
    people(world.storage, 7)
    world.clock.instant = MONTH_1 + 4 * DAY
    found = []
    for _ in range(3):
        world.tick()
        found.append(states(world.storage).count("asked"))
    assert found == [4, 7, 7]
    assert set(asked(world.storage).values()) == {1}


def test_staff_hear_once_how_many_were_not_asked_because_the_service_was_down(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duty, "AT_ONCE", 2)
    mentor = world.staff("Pak Hasan", "mentor", address="guest-hasan")
    verifier = world.staff("Bu Ratna", "verifier")
    people(world.storage, 5)
    [shown] = tick_at(world, mentor, MONTH_1 + 18 * DAY)
    assert "5 alumni tidak ditanyai" in shown.text
    assert verifier.arrived() == []
    assert tick_at(world, mentor, MONTH_1 + 19 * DAY) == []


def tick_and_die(url: str, keys: Keys, now: datetime, dies_at: int) -> None:
    """A process that is killed at its n-th statement."""
    storage = Storage(url, Vault(keys))
    count = itertools.count(1)

    @event.listens_for(storage._engine, "before_cursor_execute")
    def die(*_: object) -> None:
        if next(count) == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)

    duty.AT_ONCE = 2
    World(storage, FixedClock(now)).tick()
    storage.close()


def test_killed_at_any_moment_everybody_is_asked_once(storage: Storage, database_url: str, keys: Keys) -> None:
    people(storage, 5)
    storage.close()
    dies_at, step = random.randint(10, 30), 30
    while True:
        process = processes.Process(target=tick_and_die, args=(database_url, keys, MONTH_1, dies_at))
        process.start()
        process.join(60)
        if process.exitcode == 0:
            break
        assert process.exitcode == -signal.SIGKILL
        dies_at += step
    assert asked(storage) == dict.fromkeys(contacts(storage), 1)
    assert states(storage) == ["asked"] * 5


def contacts(storage: Storage) -> list[int]:
    with storage.transaction() as tx:
        return list(tx.session.scalars(select(Contact.id)))


def tick_together(url: str, keys: Keys, now: datetime, together: Barrier) -> None:
    """One of two processes that begin at the same instant."""
    storage = Storage(url, Vault(keys))
    world = World(storage, FixedClock(now))
    duty.AT_ONCE = 3
    together.wait()
    for _ in range(4):
        world.tick()
    storage.close()


def test_two_processes_that_tick_at_once_ask_everybody_once(
    postgresql_storage: Storage, postgresql_url: str, keys: Keys
) -> None:
    people(postgresql_storage, 30)
    together = processes.Barrier(2)
    args = (postgresql_url, keys, MONTH_1, together)
    both = [processes.Process(target=tick_together, args=args) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
        assert process.exitcode == 0
    assert asked(postgresql_storage) == dict.fromkeys(contacts(postgresql_storage), 1)
    assert states(postgresql_storage) == ["asked"] * 30


def test_whoever_writes_just_now_is_stepped_over_until_the_next_tick(
    postgresql_storage: Storage, postgresql_url: str
) -> None:
    people(postgresql_storage, 1)
    other = World(Storage(postgresql_url, postgresql_storage.vault), FixedClock(MONTH_1))
    with postgresql_storage.transaction() as tx:
        tx.session.scalars(select(Contact).with_for_update()).one()
        other.tick()
    assert states(postgresql_storage) == ["waiting"]
    other.tick()
    assert states(postgresql_storage) == ["asked"]
    other.storage.close()
