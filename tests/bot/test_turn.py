"""What is promised about messages in: one reply each, once, in order, whatever fails."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from bot import router
from bot.channels.channel import Incoming, MediaIn, Unavailable
from bot.turn import HANDED_OVER, Turn
from handlers.desk import Desk
from handlers.reply import Reply
from storage.database import Storage, Transaction, Unreachable
from tests.tester import NobodyWaits, Tester, World, register

Route = Callable[[Desk, Incoming], Reply]


@pytest.fixture
def world(storage: Storage) -> World:
    world = World(storage)
    world.open_intake()
    return world


@pytest.fixture
def ani(world: World) -> Tester:
    return world.person("guest-ani")


def working(world: World) -> Turn:
    """A turn as the service runs it, with threads of its own."""
    return Turn(world.storage, world.office, world.clock, ThreadPoolExecutor(4), NobodyWaits())


def message(world: World, text: str, key: str, address: str = "guest-ani") -> Incoming:
    return Incoming("local", key, address, world.clock.now(), text=text)


def count(storage: Storage, table: str, where: str = "1 = 1") -> int:
    with storage.transaction() as tx:
        rows = tx.connection.exec_driver_sql(f"SELECT count(*) FROM {table} WHERE {where}")  # noqa: S608 - our own words
        return int(rows.scalar_one())


def test_a_repeat_changes_nothing(ani: Tester) -> None:
    ani.say("halo", key="one")
    assert ani.send(text="halo", key="one") == []


@pytest.mark.parametrize("happening", ["edit", "reaction", "deletion", "album_part"])
def test_what_is_no_message_is_not_answered(ani: Tester, happening: str) -> None:
    ani.say("halo")
    assert ani.send(text="halo", happening=happening) == []


def test_two_first_messages_at_once_make_one_contact_and_two_replies(world: World, ani: Tester) -> None:
    async def both() -> None:
        turn = working(world)
        await asyncio.gather(*(turn.receive(message(world, "halo", key)) for key in ("a", "b")))

    asyncio.run(both())
    assert count(world.storage, "contacts") == 1
    assert len(ani.arrived()) == 2


def test_one_persons_messages_are_handled_in_order(world: World, ani: Tester) -> None:
    ani.say("halo")
    words = ["Daftar pelatihan", "setuju", "ya", "tidak", "ya", "saya sendiri", "Budi Karangan", "17-08-2007"]

    async def at_once() -> None:
        turn = working(world)
        await asyncio.gather(*(turn.receive(message(world, word, f"m{n}")) for n, word in enumerate(words)))

    asyncio.run(at_once())
    assert "Laki-laki atau perempuan?" in ani.arrived()[-1].text


class Watched(ThreadPoolExecutor):
    """Knows the most that ever waited for its one thread, or were at work on it."""

    def __init__(self) -> None:
        super().__init__(1)
        self.most = 0
        self._handed: list[Future[Any]] = []

    def submit(self, *work: Any, **how: Any) -> Future[Any]:
        """As ever."""
        self._handed = [one for one in self._handed if not one.done()] + [super().submit(*work, **how)]
        self.most = max(self.most, len(self._handed))
        return self._handed[-1]


def test_of_many_who_write_at_once_few_stand_before_what_else_needs_a_thread(world: World) -> None:
    people, thread = 3 * HANDED_OVER, Watched()

    async def at_once() -> None:
        turn = Turn(world.storage, world.office, world.clock, thread, NobodyWaits())
        await asyncio.gather(*(turn.receive(message(world, "halo", f"m{n}", f"guest-{n}")) for n in range(people)))

    asyncio.run(at_once())
    assert thread.most == HANDED_OVER
    assert count(world.storage, "outbox") == people


def test_a_failed_turn_is_tried_again_before_the_next_message(
    world: World, ani: Tester, monkeypatch: pytest.MonkeyPatch
) -> None:
    ani.say("daftar")
    fail(monkeypatch, times=2)

    async def two() -> None:
        turn = working(world)
        await asyncio.gather(*(turn.receive(message(world, text, text)) for text in ("setuju", "ya")))

    asyncio.run(two())
    replies = [shown.text for shown in ani.arrived()]
    assert len(replies) == 2
    assert "pengingat" in replies[0]
    assert "pengumuman" in replies[1]
    assert count(world.storage, "inbox", "payload IS NOT NULL") == 0


def test_after_the_third_failure_the_person_is_told_once_and_the_answers_are_kept(
    world: World, ani: Tester, monkeypatch: pytest.MonkeyPatch
) -> None:
    ani.say("daftar")
    ani.say("setuju")
    fail(monkeypatch, times=3)
    asyncio.run(working(world).receive(message(world, "ya", "ya")))
    (apology,) = ani.arrived()
    assert "gangguan" in apology.text
    assert count(world.storage, "inbox", "state = 'given_up'") == 1
    assert "pengingat" in ani.say("mulai").text


def test_one_persons_failure_does_not_delay_another(world: World, ani: Tester, monkeypatch: pytest.MonkeyPatch) -> None:
    fail(monkeypatch, times=3, only="guest-ani")
    monkeypatch.setattr("bot.turn.RETRY_AFTER", (timedelta(seconds=1),) * 2)
    order: list[str] = []

    async def receive(turn: Turn, address: str) -> None:
        await turn.receive(message(world, "halo", address, address))
        order.append(address)

    async def both() -> None:
        turn = working(world)
        await asyncio.gather(receive(turn, "guest-ani"), receive(turn, "guest-budi"))

    asyncio.run(both())
    assert order == ["guest-budi", "guest-ani"]


def test_a_failure_that_a_crash_left_behind_is_finished_first(
    world: World, ani: Tester, monkeypatch: pytest.MonkeyPatch
) -> None:
    ani.say("daftar")
    fail(monkeypatch, times=1)

    async def crash() -> None:
        turn = working(world)
        monkeypatch.setattr(turn, "_finish_failed", stop)
        await turn.receive(message(world, "setuju", "setuju"))

    async def stop(_incoming: Incoming) -> None:
        """The process dies here."""

    asyncio.run(crash())
    assert ani.arrived() == []
    asyncio.run(working(world).receive(message(world, "ya", "ya")))
    assert len(ani.arrived()) == 2


def test_an_unreachable_database_is_told_to_the_channel(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise Unreachable("gone")

    monkeypatch.setattr(Storage, "transaction", lambda _self: gone())
    with pytest.raises(Unavailable):
        asyncio.run(working(world).receive(message(world, "halo", "a")))


def test_nothing_personal_is_logged_when_a_turn_fails(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fail(monkeypatch, times=3)
    with caplog.at_level(logging.DEBUG):
        asyncio.run(working(world).receive(message(world, "rahasia 6401011708079001", "a")))
    assert "A turn failed" in caplog.text
    assert "6401011708079001" not in caplog.text


def test_a_registration_is_saved_whole_or_not_at_all(
    world: World, ani: Tester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last statement of the closing transaction fails: nothing of the registration stays."""
    saved = Turn._answer

    def answer_and_fail(turn: Turn, tx: Transaction, *rest: object) -> None:
        saved(turn, tx, *rest)  # type: ignore[arg-type]
        if tx.connection.exec_driver_sql("SELECT count(*) FROM applications").scalar_one():
            raise RuntimeError

    monkeypatch.setattr(Turn, "_answer", answer_and_fail)
    with pytest.raises(RuntimeError):
        register(ani)
    assert [count(world.storage, table) for table in ("people", "applications", "consents", "documents")] == [0] * 4
    monkeypatch.undo()
    assert "PSR-2026-0001" in ani.press("Kirim").text


def test_a_ten_thousand_letter_message_is_answered(ani: Tester) -> None:
    assert ani.say("a" * 10_000).buttons


@pytest.mark.parametrize("kind", ["sticker", "voice", "location", "other"])
def test_whatever_is_sent_without_words_is_answered(ani: Tester, kind: str) -> None:
    assert ani.send(media=MediaIn(kind, problem="not_kept"))[0].text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "button", ["", "|", "t1.notice|yes", "t999999.notice|yes", "menu|nothing", "x" * 64, "privacy|all"]
)
def test_a_forged_or_old_button_is_answered_kindly(ani: Tester, button: str) -> None:
    assert ani.send(button=button)[0].buttons


def fail(monkeypatch: pytest.MonkeyPatch, *, times: int, only: str | None = None) -> None:
    """Let the next turns fail, as they would by a mistake of ours."""
    route: Route = router.route
    left = [times]

    def failing(desk: Desk, incoming: Incoming) -> Reply:
        if left[0] and only in (None, incoming.address):
            left[0] -= 1
            raise RuntimeError(incoming.text)
        return route(desk, incoming)

    monkeypatch.setattr(router, "route", failing)
    monkeypatch.setattr("bot.turn.RETRY_AFTER", (timedelta(milliseconds=1), timedelta(milliseconds=1)))
