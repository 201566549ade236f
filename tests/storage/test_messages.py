"""What comes in: repeats, first messages, the lock of a contact, and turns that failed."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from storage import messages
from storage.crypto import Keys, Vault
from storage.database import Storage
from storage.messages import Conversation
from storage.tables import Address, Contact, Inbox
from tests.storage.office import NOON, SECOND, contact, talk, together


def record(storage: Storage, platform_id: str, channel: str = "local") -> int | None:
    with storage.transaction() as tx:
        return messages.record(tx, channel, platform_id, "siti", NOON)


def fail(storage: Storage, platform_id: str, retry_at: timedelta = SECOND) -> int:
    with storage.transaction() as tx:
        payload = f"payload {platform_id}".encode()
        return messages.failed(tx, "local", platform_id, "siti", payload, "ValueError", NOON + retry_at, NOON)


def inbox(storage: Storage) -> list[tuple[str, bytes | None]]:
    with storage.transaction() as tx:
        return [(row.state, row.payload) for row in tx.session.scalars(select(Inbox).order_by(Inbox.id))]


def test_a_repeat_is_recognised_and_changes_nothing(storage: Storage) -> None:
    assert record(storage, "1") is not None
    assert record(storage, "1") is None
    assert record(storage, "2") is not None
    assert record(storage, "1", channel="telegram") is not None
    assert len(inbox(storage)) == 3


def test_a_first_message_makes_a_contact_and_the_next_finds_it(storage: Storage) -> None:
    first = contact(storage)
    second = contact(storage)
    assert first.is_new
    assert not second.is_new
    assert (first.contact_id, first.address_id) == (second.contact_id, second.address_id)
    assert contact(storage, channel="telegram").contact_id != first.contact_id


def one_contact(storage: Storage, found: list[Conversation]) -> bool:
    with storage.transaction() as tx:
        count = tx.session.scalar(select(func.count()).select_from(Contact))
        addresses = tx.session.scalar(select(func.count()).select_from(Address))
    return count == addresses == 1 and len({each.contact_id for each in found}) == 1


def test_first_messages_of_many_threads_make_one_contact(storage: Storage) -> None:
    with ThreadPoolExecutor(4) as threads:
        assert one_contact(storage, list(threads.map(lambda _: contact(storage), range(8))))


def write_first(url: str, keys: Keys, addresses: list[str]) -> list[int]:
    storage = Storage(url, Vault(keys))
    try:
        return [contact(storage, address).contact_id for address in addresses]
    finally:
        storage.close()


def test_first_messages_of_two_processes_make_one_contact(storage: Storage, database_url: str, keys: Keys) -> None:
    addresses = [f"person-{number}" for number in range(50)]
    first, second = together(write_first, database_url, keys, addresses)
    assert first == second
    assert len(set(first)) == 50
    with storage.transaction() as tx:
        assert tx.session.scalar(select(func.count()).select_from(Contact)) == 50


def test_whoever_waited_for_a_contact_sees_the_talk_as_it_was_left(storage: Storage) -> None:
    contact(storage)
    inside = threading.Event()

    def slow_turn() -> None:
        with storage.transaction() as tx:
            siti = messages.conversation(tx, "local", "siti", NOON)
            inside.set()
            threading.Event().wait(0.2)
            messages.save_talk(tx, siti.contact_id, talk(full_name="Siti Aminah"), NOON)

    with ThreadPoolExecutor(1) as threads:
        turn = threads.submit(slow_turn)
        inside.wait()
        found = contact(storage)
        turn.result()
    assert found.talk is not None
    assert found.talk.content["answers"] == {"full_name": "Siti Aminah"}


def test_what_a_turn_saved_is_there_in_the_next(storage: Storage) -> None:
    later = NOON + SECOND
    with storage.transaction() as tx:
        siti = messages.conversation(tx, "local", "siti", NOON)
        siti.language, siti.offered, siti.misunderstood, siti.stopped_at = "en", {"ids": ["7306"]}, 2, later
        messages.save_contact(tx, siti, later)
        messages.save_phone(tx, siti, "+6281200000001")
        messages.save_talk(tx, siti.contact_id, talk(full_name="Siti"), later)
    found = contact(storage)
    assert (found.language, found.offered, found.misunderstood) == ("en", {"ids": ["7306"]}, 2)
    assert found.stopped_at == found.last_message_at == later
    assert found.phone == "+6281200000001"
    assert found.talk is not None
    assert (found.talk.started_at, found.talk.updated_at) == (NOON, later)


def test_a_contact_has_one_talk_and_a_new_one_takes_its_place(storage: Storage) -> None:
    siti = contact(storage)
    with storage.transaction() as tx:
        first = messages.save_talk(tx, siti.contact_id, talk(full_name="Siti"), NOON)
        first.waiting_for = "birth_date"
        assert messages.save_talk(tx, siti.contact_id, first, NOON).id == first.id
        second = messages.save_talk(tx, siti.contact_id, talk(), NOON)
    found = contact(storage).talk
    assert found is not None
    assert (found.waiting_for, found.content["answers"]) == ("full_name", {})
    with storage.transaction() as tx:
        assert second.id is not None
        messages.drop_talk(tx, second.id)
    assert contact(storage).talk is None


def test_a_failed_message_is_counted_found_again_and_erased_when_it_goes_through(storage: Storage) -> None:
    contact(storage)
    assert [fail(storage, "1"), fail(storage, "1"), fail(storage, "2")] == [1, 2, 1]
    assert contact(storage).failed_earlier
    assert record(storage, "1") is None
    with storage.transaction() as tx:
        waiting = messages.failed_of(tx, "local", "siti")
        assert [(each.platform_id, each.payload, each.attempts) for each in waiting] == [
            ("1", b"payload 1", 2),
            ("2", b"payload 2", 1),
        ]
        assert messages.finish(tx, waiting[0].id)
        assert not messages.finish(tx, waiting[0].id)
        messages.give_up(tx, waiting[1].id)
    assert not contact(storage).failed_earlier
    (done, erased), (given_up, kept) = inbox(storage)
    assert (done, erased) == ("done", None)
    assert given_up == "given_up"
    assert kept is not None


def test_only_what_is_due_is_tried_again(storage: Storage) -> None:
    for platform_id, seconds in (("1", 30), ("2", 5), ("3", 7)):
        fail(storage, platform_id, seconds * SECOND)
    with storage.transaction() as tx:
        assert messages.due_retries(tx, NOON, 10) == []
        assert [each.platform_id for each in messages.due_retries(tx, NOON + 7 * SECOND, 10)] == ["2", "3"]
        assert [each.platform_id for each in messages.due_retries(tx, NOON + 60 * SECOND, 2)] == ["1", "2"]


def test_a_message_that_another_process_finished_does_not_fail_afterwards(storage: Storage) -> None:
    record(storage, "1")
    assert fail(storage, "1") == 0
    assert inbox(storage) == [("done", None)]


def test_two_processes_that_try_again_at_once_go_through_with_it_once(postgresql_storage: Storage) -> None:
    fail(postgresql_storage, "1")
    inside = threading.Event()

    def try_again() -> bool:
        with postgresql_storage.transaction() as tx:
            (waiting,) = messages.failed_of(tx, "local", "siti")
            finished = messages.finish(tx, waiting.id)
            inside.set()
            threading.Event().wait(0.2)
            return finished

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(try_again)
        inside.wait()
        assert threads.submit(try_again).result() is False
        assert first.result() is True


def test_an_unreadable_payload_is_kept_sealed_and_its_repeat_is_one(storage: Storage) -> None:
    for _ in range(2):
        with storage.transaction() as tx:
            messages.unreadable(tx, "local", "1", "siti", b"{broken", "E" * 500, NOON)
    ((state, payload),) = inbox(storage)
    assert state == "unreadable"
    assert payload is not None
    assert storage.vault.open(payload) == b"{broken"
    assert not contact(storage).failed_earlier


def test_the_page_gets_what_it_has_not_shown_in_order_and_once(storage: Storage) -> None:
    with storage.transaction() as tx:
        first = messages.store_local(tx, "siti", "a", {"text": "halo"}, NOON)
        second = messages.store_local(tx, "siti", "b", {"text": "menu"}, NOON)
        messages.store_local(tx, "budi", "a", {"text": "P"}, NOON)
        assert messages.store_local(tx, "siti", "a", {"text": "again"}, NOON) == first
    with storage.transaction() as tx:
        assert messages.local_since(tx, "siti", 0, 10) == [
            (first, {"text": "halo"}, NOON),
            (second, {"text": "menu"}, NOON),
        ]
        assert messages.local_since(tx, "siti", first, 10) == [(second, {"text": "menu"}, NOON)]


def test_a_file_is_found_by_an_id_that_nobody_can_guess(storage: Storage) -> None:
    with storage.transaction() as tx:
        ids = [
            messages.add_media(
                tx, channel="local", address="siti", file="f" * 64, content_type="image/png", size=9, now=NOON
            )
            for _ in range(2)
        ]
        assert len(set(ids)) == 2
        found = messages.media(tx, ids[0])
        assert found is not None
        assert (found.address, found.file, found.size) == ("siti", "f" * 64, 9)
        assert messages.media(tx, "1") is None


@pytest.mark.parametrize("text", ["'; DROP TABLE contacts; --", "مرحبا", "👍" * 40, "%s %(x)s ? :x"])
def test_whatever_an_address_or_answer_holds_is_kept_as_it_is(storage: Storage, text: str) -> None:
    siti = contact(storage, text)
    with storage.transaction() as tx:
        messages.save_talk(tx, siti.contact_id, talk(full_name=text), NOON)
    found = contact(storage, text)
    assert found.contact_id == siti.contact_id
    assert found.talk is not None
    assert found.talk.content["answers"] == {"full_name": text}
