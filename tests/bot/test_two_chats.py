"""One person, two chats, message by message: what links them, what never does, and two at once."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select

from bot.channels.channel import Incoming
from bot.links import links
from handlers.notify import OWN_CASE, notify
from handlers.reply import say
from programme import contacts, sources
from programme.office import Office
from storage import messages
from storage.database import Storage
from storage.tables import Address, Application, Contact, Media, Outbox, Reminder, Talk
from tests.tester import Tester, World, register

NUMBER = "+6281200000077"
OTHER = "+6281200000078"


@pytest.fixture
def world(storage: Storage) -> World:
    return opened(storage)


def opened(storage: Storage) -> World:
    world = World(storage)
    world.open_intake()
    return world


def owner(world: World, channel: str, address: str = "ani") -> int:
    with world.storage.transaction() as tx:
        return messages.conversation(tx, channel, address, world.clock.now()).contact_id


def count(world: World, table: type) -> int:
    with world.storage.transaction() as tx:
        return tx.session.scalar(select(func.count()).select_from(table)) or 0


def proven(world: World, channel: str, phone: str = NUMBER, address: str = "ani") -> Tester:
    person = world.person(f"{channel}:{address}")
    person.phone = phone
    return person


def test_a_registration_is_seen_from_the_other_chat_of_the_same_number(world: World) -> None:
    register(proven(world, "whatsapp"))
    there = proven(world, "telegram")
    assert "jadi satu" in there.say("halo").text
    assert "Budi Karangan" in there.say("status").text
    assert "jadi satu" not in there.last.text
    assert owner(world, "telegram") == owner(world, "whatsapp")


def test_a_typed_number_links_nobody(world: World) -> None:
    """081200009001 is what Budi writes in the form; it may be his brother's."""
    proven(world, "whatsapp", "+6281200009001").say("halo")
    register(world.person("telegram:budi"))
    assert owner(world, "telegram", "budi") != owner(world, "whatsapp")


def test_a_number_that_was_silent_for_months_links_nobody(world: World) -> None:
    """Operators give numbers away again: whoever has it now must not see what the one before did."""
    register(proven(world, "telegram"))
    world.clock.move(contacts.NUMBER_LASTS + timedelta(days=1))
    there = proven(world, "whatsapp")
    assert "jadi satu" not in there.say("halo").text
    assert "Budi" not in there.say("status").text


def test_a_number_that_changed_links_anew(world: World) -> None:
    proven(world, "telegram", OTHER).say("halo")
    here = proven(world, "whatsapp")
    here.say("halo")
    here.phone = OTHER
    assert "jadi satu" in here.say("halo").text


def test_stop_in_the_first_message_of_the_other_chat_is_heard(world: World) -> None:
    """A form from there goes on here, and the word counts all the same."""
    here = proven(world, "whatsapp")
    for said in ("daftar", "setuju"):
        here.say(said)
    there = proven(world, "telegram")
    assert "tidak ada lagi pengingat" in there.say("stop").text
    with world.storage.transaction() as tx:
        assert tx.session.scalars(select(Contact.stopped_at)).all() == [world.clock.now()]


def test_a_reminder_goes_to_the_chat_that_was_used_last_and_is_reached(world: World) -> None:
    proven(world, "whatsapp").say("halo")
    there = proven(world, "telegram")
    there.say("halo")
    contact = owner(world, "telegram")

    def reached() -> str:
        with world.storage.transaction() as tx:
            notify(tx, contact, say("start-again"), world.clock.now(), priority=OWN_CASE)
            return tx.session.scalars(select(Outbox.channel).order_by(Outbox.id.desc()).limit(1)).one()

    assert reached() == "telegram"
    world.clock.move(timedelta(minutes=5))
    proven(world, "whatsapp").say("menu")
    assert reached() == "whatsapp"
    proven(world, "whatsapp").send(happening="blocked")
    assert reached() == "telegram"


def test_the_unfinished_form_of_either_chat_is_reminded_of_once(world: World) -> None:
    here = proven(world, "whatsapp")
    for said in ("daftar", "setuju", "ya"):
        here.say(said)
    there = proven(world, "telegram")
    there.say("halo")
    world.clock.move(timedelta(days=1, hours=1))
    world.tick()
    world.tick()
    assert [shown.text for shown in there.arrived()] != []
    assert here.arrived() == []
    assert count(world, Reminder) == 1


def test_a_moved_address_keeps_everything_and_its_files(world: World) -> None:
    here = proven(world, "whatsapp")
    here.photo()
    contact = owner(world, "whatsapp")
    here.send(happening="moved", moved_to="ani-new")
    assert owner(world, "whatsapp", "ani-new") == contact
    assert count(world, Address) == 1
    with world.storage.transaction() as tx:
        assert tx.session.scalars(select(Media.address)).all() == ["ani-new"]


def test_a_moved_address_that_wrote_already_becomes_one_with_it(world: World) -> None:
    here = world.person("whatsapp:ani")
    register(here)
    contact = owner(world, "whatsapp")
    world.person("whatsapp:ani-new").say("halo")
    here.send(happening="moved", moved_to="ani-new")
    assert owner(world, "whatsapp", "ani-new") == contact
    assert (count(world, Address), count(world, Contact)) == (1, 1)
    assert count(world, Outbox) > 1
    assert "Budi Karangan" in world.person("whatsapp:ani-new").say("status").text
    assert owner(world, "whatsapp") != contact, "whoever gets the old number is somebody else"


def test_a_moved_address_whose_new_one_was_silent_for_months_takes_nothing(world: World) -> None:
    register(world.person("whatsapp:ani-new"))
    world.clock.move(contacts.NUMBER_LASTS + timedelta(days=1))
    here = world.person("whatsapp:ani")
    here.say("halo")
    here.send(happening="moved", moved_to="ani-new")
    assert owner(world, "whatsapp", "ani-new") != owner(world, "whatsapp")


def at_once(*works: Callable[[], object]) -> None:
    """Run them in threads that begin at the same instant; what one raises is raised."""
    barrier = threading.Barrier(len(works))

    def work(one: Callable[[], object]) -> None:
        barrier.wait(30)
        one()

    with ThreadPoolExecutor(len(works)) as threads:
        for done in [threads.submit(work, one) for one in works]:
            done.result(30)


def said(
    world: World, channel: str, address: str, text: str, key: str, phone: str | None = None
) -> Callable[[], object]:
    incoming = Incoming(channel, key, address, world.clock.now(), text=text, phone=phone)
    return lambda: world.turn().handle(incoming)


def test_two_chats_that_prove_one_number_at_once_become_one(postgresql_storage: Storage) -> None:
    """Each holds its own contact and wants the other's: nobody waits for ever, and neither misses the other."""
    world = opened(postgresql_storage)
    for number in range(25):
        name, phone = f"ani-{number}", f"+62812000{number:04}"
        for channel in ("telegram", "whatsapp"):
            said(world, channel, name, "halo", f"first-{name}")()
        at_once(
            said(world, "telegram", name, "menu", f"second-{name}", phone),
            said(world, "whatsapp", name, "menu", f"second-{name}", phone),
        )
        assert owner(world, "telegram", name) == owner(world, "whatsapp", name)
    assert (count(world, Contact), count(world, Outbox)) == (25, 100)


def test_a_chain_of_joins_at_once_ends_in_one(postgresql_storage: Storage) -> None:
    """Three chats of one number, each already there, all three at the same instant."""
    world = opened(postgresql_storage)
    channels = ("local", "telegram", "whatsapp")
    for number in range(15):
        name, phone = f"ani-{number}", f"+62812000{number:04}"
        for channel in channels:
            said(world, channel, name, "halo", f"first-{name}")()
        at_once(*(said(world, channel, name, "menu", f"second-{name}", phone) for channel in channels))
        assert len({owner(world, channel, name) for channel in channels}) == 1


def test_a_message_that_waits_for_its_contact_while_it_is_joined_finds_the_other(postgresql_storage: Storage) -> None:
    world = opened(postgresql_storage)
    for number in range(25):
        name, phone = f"ani-{number}", f"+62812000{number:04}"
        said(world, "telegram", name, "halo", f"first-{name}", phone)()
        said(world, "whatsapp", name, "halo", f"first-{name}")()
        at_once(
            said(world, "telegram", name, "daftar", f"second-{name}"),
            said(world, "telegram", name, "halo", f"third-{name}"),
            said(world, "whatsapp", name, "menu", f"second-{name}", phone),
        )
        assert owner(world, "telegram", name) == owner(world, "whatsapp", name)
    assert (count(world, Contact), count(world, Talk), count(world, Outbox)) == (25, 25, 125)


def test_a_code_that_two_chats_use_at_once_serves_one(postgresql_storage: Storage) -> None:
    world = opened(postgresql_storage)
    telegram = world.person("telegram:ani")
    code = telegram.say("sambungkan").text.splitlines()[1]
    others = [world.person("whatsapp:ani"), world.person("whatsapp:budi")]
    for other in others:
        other.say(code)
    at_once(*(partial(pressed, other, other.last.buttons["Ya, punyaku"]) for other in others))
    assert count(world, Contact) == 2


def test_two_chats_that_write_each_other_s_code_at_once_become_one(postgresql_storage: Storage) -> None:
    """Each has locked itself and wants the other."""
    world = opened(postgresql_storage)
    for number in range(15):
        both = [world.person(f"{channel}:ani-{number}") for channel in ("telegram", "whatsapp")]
        codes = [one.say("sambungkan").text.splitlines()[1] for one in both]
        yes = [one.say(code).buttons["Ya, punyaku"] for one, code in zip(both, reversed(codes), strict=True)]
        at_once(*(partial(pressed, one, button) for one, button in zip(both, yes, strict=True)))
        assert owner(world, "telegram", both[0].address) == owner(world, "whatsapp", both[1].address)


def pressed(person: Tester, button: str) -> None:
    """Only the turn: what is delivered is not looked at."""
    incoming = Incoming(person.channel, button, person.address, person.world.clock.now(), button=button)
    person.world.turn().handle(incoming)


def test_whoever_comes_by_a_link_is_counted_for_it_once(world: World) -> None:
    """In the message's own words or as the channel's parameter; later links change nothing."""
    here = world.person("whatsapp:ani")
    assert "Sebelum mulai" in here.say("Daftar pelatihan (kode: poster-pasar)").text
    here.say("setuju (kode: radio)")
    world.person("telegram:budi").send(text="/start", source="radio")
    register(world.person("local:citra"))
    with world.storage.transaction() as tx:
        came = {(one.source, one.contacts, one.registrations) for one in sources.came(tx.session)}
    assert came == {("poster-pasar", 1, 0), ("radio", 1, 0), (None, 1, 1)}


def test_a_code_comes_with_a_link_to_each_chat_that_is_set_up(sqlite_storage: Storage) -> None:
    world = opened(sqlite_storage)
    world.office = Office(links=links("PaserTuntasBot", "62543000000"))
    here = world.person("telegram:ani")
    told = here.say("sambungkan").text.splitlines()
    signs = told[1].removeprefix("SAMBUNG ")
    assert told[-1] == f"https://wa.me/62543000000?text=SAMBUNG%20{signs}"
    assert not any("t.me" in line for line in told), "the code is for another chat than this one"


def test_a_registration_counts_for_the_chat_that_came_first(world: World) -> None:
    proven(world, "whatsapp").say("halo (kode: radio)")
    register(proven(world, "telegram"))
    with world.storage.transaction() as tx:
        assert [(one.source, one.registrations) for one in sources.came(tx.session)] == [("radio", 1)]
        assert tx.session.scalar(select(func.count()).select_from(Application)) == 1
