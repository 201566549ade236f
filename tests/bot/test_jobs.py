"""Long work is done in small steps, told, tried again where it fails, and taken up again where it was killed."""

from datetime import timedelta

import pytest

from bot.duties.jobs import AGAIN_AFTER, LEASE, Jobs, Runner, Stopped, Work
from handlers.reply import Reply, say
from programme import jobs
from programme.office import Office
from storage.database import Storage, Transaction
from storage.tables import Job
from tests.tester import Tester, World


@pytest.fixture
def world(storage: Storage) -> World:
    return World(storage)


@pytest.fixture
def ani(world: World) -> Tester:
    """Somebody who waits for the outcome."""
    person = world.person()
    person.say("halo")
    return person


def doing(world: World, runner: Runner) -> Jobs:
    return Jobs(world.storage, Office(), world.clock, {"count": runner})


def put_down(world: World) -> None:
    with world.storage.transaction() as tx:
        jobs.add(tx.session, "count", {"to": 3}, contact_id=1, now=world.clock.now())


def row(world: World) -> tuple[str, int, int, int, str | None]:
    with world.storage.transaction() as tx:
        job = tx.session.query(Job).one()
        return job.state, job.attempts, job.done, job.total, job.error


def nothing(_tx: Transaction) -> None:
    """A step of which only the counting matters."""


def test_work_is_done_step_by_step_and_told(world: World, ani: Tester) -> None:
    def count(work: Work) -> Reply:
        for number in range(work.taken.args["to"]):
            work.step(nothing, number + 1, 3)
        return say("stop-done")

    put_down(world)
    duty = doing(world, count)
    assert duty.do_next()
    assert row(world) == ("done", 1, 3, 3, None)
    assert len(ani.arrived()) == 1
    assert not duty.do_next()


def test_what_fails_is_tried_again_and_told_after_the_last_time(world: World, ani: Tester) -> None:
    def fails(_work: Work) -> None:
        raise ValueError("what stands in a list")

    put_down(world)
    duty = doing(world, fails)
    for attempt in range(jobs.ATTEMPTS):
        assert ani.arrived() == []
        assert duty.do_next()
        assert not duty.do_next(), attempt
        world.clock.move(AGAIN_AFTER)
    assert row(world)[0] == "failed"
    assert row(world)[4] == "ValueError"
    assert ani.arrived()[0].text.startswith("Maaf, pekerjaan tadi berhenti")


def test_what_was_killed_is_taken_up_again_and_the_dead_one_has_no_say_any_more(world: World, ani: Tester) -> None:
    works: list[Work] = []

    def is_killed(work: Work) -> None:
        works.append(work)
        raise KeyboardInterrupt

    put_down(world)
    with pytest.raises(KeyboardInterrupt):
        doing(world, is_killed).do_next()
    assert not doing(world, works.append).do_next()
    world.clock.move(LEASE + timedelta(seconds=1))
    assert doing(world, works.append).do_next()
    assert [work.taken.attempts for work in works] == [1, 2]
    with pytest.raises(Stopped):
        works[0].step(nothing)
    assert row(world)[0] == "done"
    assert ani.arrived() == []


def test_a_service_that_ends_lets_go_of_its_work(world: World) -> None:
    world.person().say("halo")
    put_down(world)

    def goes_on(work: Work) -> None:
        duty._stopping.set()
        work.step(nothing)

    duty = doing(world, goes_on)
    assert not duty.do_next()
    assert row(world)[:2] == ("waiting", 0)
    assert doing(world, lambda _work: None).do_next()
