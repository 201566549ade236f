"""The clock duty says what is due, once, however often it looks; moving the demo's clock makes it look at once."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, select

from bot.app import build
from bot.clock import Clock
from bot.duties import clock as duty
from bot.duties.clock import Ticker
from programme import samples
from programme.office import ZONE, Office
from storage import messages
from storage.database import Storage, Unreachable
from storage.tables import Address, Holiday, Outbox, Reminder
from tests.bot.office import ready
from tests.tester import MONDAY, FixedClock, Tester, World, register


@pytest.fixture
def world(storage: Storage) -> World:
    world = World(storage)
    world.open_intake()
    return world


def begun(world: World, address: str = "guest-ani") -> Tester:
    """Somebody who wants reminders and left the form."""
    person = world.person(address)
    for words in ("daftar", "setuju", "ya", "tidak"):
        person.say(words)
    return person


def test_a_reminder_goes_after_replies_and_its_button_goes_on_with_the_form(world: World) -> None:
    ani = begun(world)
    waiting = ani.last.text
    world.clock.move(timedelta(days=1))
    world.tick()
    with world.storage.transaction() as tx:
        assert tx.session.scalars(select(Outbox.priority).filter_by(state="queued")).all() == [2]
    [shown] = ani.arrived()
    assert "masih tersimpan" in shown.text
    assert ani.press("Lanjutkan").text == waiting


def test_ticking_twice_late_or_in_another_process_says_it_once(world: World) -> None:
    ani = begun(world)
    world.clock.move(timedelta(days=1, hours=3))
    for _ in range(3):
        world.tick()
    assert len(ani.arrived()) == 1
    world.clock.move(timedelta(hours=-1))
    world.tick()
    assert ani.arrived() == []


def test_more_than_fits_into_one_transaction_is_said_in_one_tick(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duty, "AT_ONCE", 2)
    people = [begun(world, f"guest-{number}") for number in range(5)]
    world.clock.move(timedelta(days=1))
    world.tick()
    assert [len(person.arrived()) for person in people] == [1] * 5


def test_nobody_is_woken_at_night(world: World) -> None:
    ani = begun(world)
    world.clock.move(timedelta(days=1, hours=12))
    world.tick()
    assert ani.arrived() == []
    world.clock.move(timedelta(hours=11))
    world.tick()
    assert len(ani.arrived()) == 1


def test_a_reminder_of_somebody_without_an_address_is_dropped_and_stops_nobody(world: World) -> None:
    begun(world, "guest-gone")
    budi = begun(world, "guest-budi")
    with world.storage.transaction() as tx:
        tx.session.execute(delete(Outbox))
        tx.session.execute(delete(Address).filter_by(address="guest-gone"))
    world.clock.move(timedelta(days=1))
    world.tick()
    assert len(budi.arrived()) == 1


def test_the_chores_of_a_day_are_done_once_a_day(world: World) -> None:
    def forget_and_tick() -> int:
        with world.storage.transaction() as tx:
            tx.session.execute(delete(Holiday))
        world.tick()
        with world.storage.transaction() as tx:
            return tx.session.scalar(select(func.count()).select_from(Holiday)) or 0

    assert forget_and_tick() > 40
    assert forget_and_tick() == 0
    world.clock.move(timedelta(days=1))
    assert forget_and_tick() > 40


def test_an_office_with_other_days_reminds_on_those(sqlite_storage: Storage) -> None:
    office = Office()
    world = World(sqlite_storage, office=replace(office, reminding=replace(office.reminding, papers_days=(2,))))
    world.open_intake()
    ani = world.person()
    register(ani)
    found = []
    for _ in range(12):
        world.clock.move(timedelta(days=1))
        world.tick()
        found.append(len(ani.arrived()))
    assert found == [0, 1, *[0] * 10]


def test_a_database_that_is_out_of_order_is_looked_at_again(sqlite_storage: Storage) -> None:
    class Broken:
        def transaction(self) -> Any:
            raise Unreachable("gone")

    with ThreadPoolExecutor(1) as executor:
        asyncio.run(Ticker(Broken(), Office(), FixedClock(), executor).tick())  # type: ignore[arg-type]


def test_the_duty_looks_when_the_service_starts_and_stops_with_it(sqlite_storage: Storage) -> None:
    world = World(sqlite_storage)
    world.open_intake()
    ani = begun(world)
    world.clock.move(timedelta(days=1))

    async def a_moment() -> None:
        with ThreadPoolExecutor(1) as executor:
            running = asyncio.create_task(Ticker(sqlite_storage, Office(), world.clock, executor).run())
            while not await asyncio.to_thread(_queued, sqlite_storage):  # noqa: ASYNC110 - a row, no event
                await asyncio.sleep(0.01)
            running.cancel()
            with pytest.raises(asyncio.CancelledError):
                await running

    asyncio.run(asyncio.wait_for(a_moment(), 10))
    assert len(ani.arrived()) == 1


def _queued(storage: Storage) -> int:
    with storage.transaction() as tx:
        return tx.session.scalar(select(func.count()).select_from(Outbox).filter_by(state="queued")) or 0


class MovedClock(Clock):
    """Stands on a Monday and is moved as the demo's is."""

    def __init__(self, hour: int) -> None:
        super().__init__(ZONE)
        self.monday = MONDAY.replace(hour=hour)

    def now(self) -> datetime:
        return self.monday.astimezone(ZONE) + self.offset


@pytest.mark.parametrize("steps", [[1] * 5, [31]], ids=["days", "a month"])
@pytest.mark.parametrize("hour", [9, 23])
def test_in_the_demo_moving_the_clock_brings_reminders_at_once_by_day_and_by_night(
    tmp_path: Path, hour: int, steps: list[int]
) -> None:
    app = build(ready(tmp_path, demo=True), clock=MovedClock(hour))
    with app.storage.transaction() as tx:
        samples.sow(tx.session, app.clock.now())
    for days in steps:  # the second reminder of Sari, who registered six days ago
        asyncio.run(app.move_clock(timedelta(days=days)))
    with app.storage.transaction() as tx:
        claimed = messages.claim(tx, "local", app.clock.now(), timedelta(minutes=1), 100)
        states = tx.session.scalars(select(Reminder.state)).all()
        assert tx.session.get(Holiday, date(2026, 1, 1)) is not None
    app.close()
    assert "sample-sari" in [message.address for message in claimed]
    assert "queued" in states
