"""Everything about one seat at the same moment, in two services on one PostgreSQL: nothing hangs, one outcome."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select, update

from bot.channels.channel import Incoming
from programme.states import SEATED
from storage.crypto import Vault
from storage.database import Storage
from storage.tables import Application, Intake, SeatOffer
from tests.tester import Tester, World

ROUNDS = 4


@pytest.fixture
def services(postgresql_url: str, vault: Vault) -> Iterator[tuple[World, World]]:
    """Two services with the same clock."""
    with closing(Storage(postgresql_url, vault)) as one, closing(Storage(postgresql_url, vault)) as other:
        world = World(one)
        world.open_intake()
        yield world, World(other, world.clock)


def pressed(world: World, person: Tester, label: str) -> Callable[[], object]:
    """The turn of a button that they see."""
    payload = next(shown.buttons[label] for shown in reversed(person.shown) if label in shown.buttons)
    at = world.clock.now()
    message = Incoming("local", f"{person.address}-{label}-{at}", person.address, at, button=payload)
    return lambda: world.turn().handle(message)


def at_once(*does: Callable[[], object]) -> None:
    """All of it at the same moment; whatever fails fails the test."""
    ready = Barrier(len(does))

    def work(do: Callable[[], object]) -> None:
        ready.wait(10)
        do()

    with ThreadPoolExecutor(len(does)) as threads:
        for doing in [threads.submit(work, do) for do in does]:
            doing.result(30)


def test_a_yes_a_member_who_passes_on_and_both_clocks(services: tuple[World, World]) -> None:
    one, other = services
    ratna = one.staff("Bu Ratna", "admin")
    for number in range(ROUNDS):
        with one.storage.transaction() as tx:
            taken = len(tx.session.scalars(select(Application.id).where(Application.state.in_(SEATED))).all())
            tx.session.execute(update(Intake).values(quota=taken + 1))
        ani = one.applicant(f"Ani {'ABCDEFGH'[number]}", "cadangan", address=f"guest-{number}")
        one.tick()
        ani.arrived()
        one.clock.move(timedelta(days=5))
        one.tick()
        ratna.arrived()
        at_once(pressed(one, ani, "Ya, masih mau"), pressed(other, ratna, "Lewati"), one.tick, other.tick)
        with one.storage.transaction() as tx:
            offer = tx.session.scalars(select(SeatOffer).order_by(SeatOffer.id)).all()[number]
            seated = offer.application.state in SEATED
            assert offer.state == ("accepted" if seated else "passed_on")
            tx.session.execute(
                update(Application).where(Application.id == offer.application_id).values(state="mengundurkan_diri")
            )


def test_two_who_say_yes_to_the_one_seat_that_is_left(services: tuple[World, World]) -> None:
    one, other = services
    with one.storage.transaction() as tx:
        tx.session.execute(update(Intake).values(quota=2))
    ani = one.applicant("Ani Lestari", "cadangan", address="guest-ani")
    budi = one.applicant("Budi Karangan", "cadangan", address="guest-budi")
    one.tick()
    for person in (ani, budi):
        person.arrived()
    with one.storage.transaction() as tx:
        tx.session.execute(update(Intake).values(quota=1))
    at_once(pressed(one, ani, "Ya, masih mau"), pressed(other, budi, "Ya, masih mau"))
    said = sorted(person.arrived()[0].text[:8] for person in (ani, budi))
    assert said == ["Maaf, ku", "Selamat!"]
    with one.storage.transaction() as tx:
        assert len(tx.session.scalars(select(Application.id).where(Application.state.in_(SEATED))).all()) == 1
