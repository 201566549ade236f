"""What somebody does without a business: kept as they said it, by whoever acts for them and nobody else."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from storage.database import Storage
from storage.tables import Acting, Alumnus, CheckIn, Person
from tests.tester import World


@pytest.fixture
def world(storage: Storage) -> World:
    world = World(storage)
    world.open_intake()
    world.applicant("Ani Lestari", "lulus")
    return world


def ask_by_plan(world: World) -> str:
    """A check-in about Ani that was asked; its button for somebody who works."""
    with world.storage.transaction() as tx:
        person_id = tx.session.scalars(select(Alumnus.person_id)).one()
        row = tx.session.scalar(select(CheckIn).filter_by(person_id=person_id))
        if row is None:
            began = world.clock.today()
            row = CheckIn(about="alumnus:1", person_id=person_id, began_on=began, months=1, due_at=world.clock.now())
            tx.session.add(row)
        row.state, row.asked_at, row.due_at = "asked", world.clock.now(), world.clock.now() + timedelta(days=2)
        tx.session.flush()
        return f"activity:{row.id}|working"


def said(world: World) -> tuple[str | None, set[str]]:
    with world.storage.transaction() as tx:
        states = set(tx.session.scalars(select(CheckIn.state)))
        return tx.session.scalars(select(Alumnus.activity)).one(), states


def test_the_answer_to_an_invitation_is_kept_and_closes_it(world: World) -> None:
    button = ask_by_plan(world)
    assert "lancar kerjanya" in world.person("guest-ani").send(button=button)[0].text
    activity, states = said(world)
    assert activity == "working"
    assert "answered" in states
    assert "asked" not in states


def test_nobody_answers_for_somebody_else_and_an_old_button_is_told_so(world: World) -> None:
    button = ask_by_plan(world)
    stranger = world.person("guest-other")
    for payload in (button, "activity_of:1|working", "activity_which:|1", "activity:99999999999999999999|working"):
        assert "tidak berlaku" in stranger.send(button=payload)[0].text
    assert "tidak berlaku" in world.person("guest-ani").send(button="activity:x|working")[0].text
    assert said(world)[0] is None


def test_a_record_that_is_only_kept_is_left_alone(world: World) -> None:
    button = ask_by_plan(world)
    with world.storage.transaction() as tx:
        tx.session.scalars(select(Person)).one().restricted_at = world.clock.now()
    assert "tidak berlaku" in world.person("guest-ani").send(button=button)[0].text
    assert said(world)[0] is None


def test_of_two_it_is_asked_who_and_whoever_no_longer_acts_is_not_asked(world: World) -> None:
    world.applicant("Budi Karangan", "lulus")
    ani = world.person("guest-ani")
    assert list(ani.say("kabar saya").buttons) == ["Ani Lestari", "Budi Karangan"]
    ani.press("Budi Karangan")
    ani.say("kuliah")
    with world.storage.transaction() as tx:
        assert list(tx.session.scalars(select(Alumnus.activity).order_by(Alumnus.id))) == [None, "studying"]
        tx.session.query(Acting).update({"revoked_at": world.clock.now()})
    assert "saya alumni" in ani.say("kabar saya").text
    assert "Daftar pelatihan" in ani.say("menu").buttons
