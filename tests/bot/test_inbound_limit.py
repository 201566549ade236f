"""One person is answered so many messages a minute; the next gets one kind warning, and more none."""

import itertools
from datetime import timedelta

import pytest

from bot.channels.channel import Incoming
from bot.turn import Turn
from storage.database import Storage
from storage.tables import Inbox
from tests.tester import NobodyWaits, NoThreads, World

WARNING = "Pelan-pelan ya, Kak."


class Busy(World):
    """A service that answers three messages a minute."""

    def turn(self) -> Turn:
        """Built anew for every message, as in the tester."""
        return Turn(self.storage, self.office, self.clock, NoThreads(), NobodyWaits(), per_minute=3)


@pytest.fixture
def world(storage: Storage) -> Busy:
    world = Busy(storage)
    world.open_intake()
    return world


def test_beyond_the_limit_there_is_one_warning_and_then_silence_until_the_minute_is_over(world: Busy) -> None:
    ani, budi = world.person(), world.person("guest-budi")
    said = [ani.send(text="menu") for _ in range(7)]
    assert [len(shown) for shown in said] == [1, 1, 1, 1, 0, 0, 0]
    assert said[3][0].text.startswith(WARNING)
    assert not budi.say("halo").text.startswith(WARNING)
    world.clock.move(timedelta(seconds=61))
    assert not ani.say("menu").text.startswith(WARNING)
    with world.storage.transaction() as tx:
        assert [row.state for row in tx.session.query(Inbox)] == ["done"] * 9


def test_a_message_beyond_the_limit_has_no_effect_and_what_was_offered_still_counts(world: Busy) -> None:
    ani = world.person()
    ani.say("halo")
    offered = ani.say("menu").buttons
    ani.say("menu")
    assert ani.say("stop").text.startswith(WARNING)
    world.clock.move(timedelta(seconds=61))
    number = 1 + list(offered).index("Syarat")
    assert "Syarat" in ani.say(str(number)).text or "usia" in ani.last.text.lower()


def test_edits_and_album_parts_do_not_count(world: Busy) -> None:
    ani, ids = world.person(), itertools.count()
    for happening in ("edit", "reaction", "album_part", "deletion") * 3:
        incoming = Incoming("local", f"x{next(ids)}", ani.address, world.clock.now(), happening)
        world.turn().handle(incoming)
    assert not ani.say("menu").text.startswith(WARNING)


def test_a_clock_that_was_set_back_silences_nobody(world: Busy) -> None:
    ani = world.person()
    for _ in range(6):
        ani.send(text="menu")
    world.clock.move(timedelta(hours=-3))
    assert len(ani.send(text="menu")) == 1
