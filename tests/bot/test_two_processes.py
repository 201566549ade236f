"""Two processes on one PostgreSQL: the platform hands every message to both, and each has one effect and one reply."""

from pathlib import Path

from bot.channels.channel import Incoming
from storage import messages
from storage.crypto import Vault, create_key_file
from storage.database import Storage
from tests.apart import processes
from tests.tester import FixedClock, World

PEOPLE = [f"guest-{number}" for number in range(8)]
WORDS = ("halo", "daftar", "setuju", "ya", "tidak", "ya", "saya sendiri", "Budi Karangan", "17-08-2007")


def handle_all(url: str, key_file: Path, first: int) -> None:
    """One of the two processes; each begins with another person."""
    world = World(Storage(url, Vault.from_file(key_file)), FixedClock())
    for number, word in enumerate(WORDS):
        for address in PEOPLE[first:] + PEOPLE[:first]:
            incoming = Incoming("local", f"{address}-{number}", address, world.clock.now(), text=word)
            world.turn().handle(incoming)
    world.storage.close()


def test_each_message_has_one_effect_and_one_reply(postgresql_url: str, tmp_path: Path) -> None:
    create_key_file(tmp_path / "key")
    world = World(Storage(postgresql_url, Vault.from_file(tmp_path / "key")))
    world.open_intake()
    both = [processes.Process(target=handle_all, args=(postgresql_url, tmp_path / "key", first)) for first in (0, 4)]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
        assert process.exitcode == 0
    now = world.clock.now()
    with world.storage.transaction() as tx:
        replies = tx.connection.exec_driver_sql("SELECT count(*) FROM outbox GROUP BY contact_id").scalars().all()
        talks = [messages.conversation(tx, "local", address, now).talk for address in PEOPLE]
    assert replies == [len(WORDS)] * len(PEOPLE)
    assert [talk and talk.waiting_for for talk in talks] == ["sex"] * len(PEOPLE)
    world.storage.close()
