"""What goes out: in order, once, and at the cost of what is due."""

import time
from datetime import timedelta

import pytest

from storage import messages
from storage.crypto import Key, Keys, Vault
from storage.database import Storage
from tests.storage.office import LEASE, NOON, SECOND, claimed, contact, failed, ids, queued, queued_in, sent, together


def next_due(storage: Storage) -> object:
    with storage.transaction() as tx:
        return messages.next_due(tx, "local")


def test_what_is_claimed_carries_all_that_sending_needs(storage: Storage) -> None:
    siti = contact(storage)
    siti.language = "en"
    with storage.transaction() as tx:
        messages.save_contact(tx, siti, NOON)
    outbox_id = queued(storage, siti, key="menu")
    (row,) = claimed(storage)
    assert (row.id, row.contact_id, row.address, row.language) == (outbox_id, siti.contact_id, "siti", "en")
    assert (row.content, row.attempts) == ({"key": "menu"}, 1)


def test_replies_go_before_announcements_and_then_the_oldest_first(storage: Storage) -> None:
    people = [contact(storage, name) for name in ("siti", "budi", "wati", "rusli")]
    announcement = queued(storage, people[0], priority=3, due_at=NOON - 9 * SECOND)
    newer = queued(storage, people[1], due_at=NOON - 1 * SECOND)
    older = queued(storage, people[2], due_at=NOON - 2 * SECOND)
    queued(storage, people[3], due_at=NOON + SECOND)
    assert ids(claimed(storage, limit=2)) == [older, newer]
    assert ids(claimed(storage)) == [announcement]


def test_a_contact_gets_one_message_at_a_time_in_order(storage: Storage) -> None:
    siti, budi = contact(storage), contact(storage, "budi")
    first, second, third = (queued(storage, siti) for _ in range(3))
    other = queued(storage, budi)
    assert ids(claimed(storage)) == [first, other]
    assert claimed(storage) == []
    sent(storage, first)
    assert ids(claimed(storage)) == [second]
    sent(storage, second, other)
    assert ids(claimed(storage)) == [third]


def test_a_reply_waits_for_the_announcement_on_the_wire_but_not_for_the_one_in_line(storage: Storage) -> None:
    siti = contact(storage)
    on_the_wire, in_line = (queued(storage, siti, priority=3) for _ in range(2))
    assert ids(claimed(storage)) == [on_the_wire]
    reply = queued(storage, siti)
    assert claimed(storage) == []
    sent(storage, on_the_wire)
    assert ids(claimed(storage)) == [reply]
    sent(storage, reply)
    assert ids(claimed(storage)) == [in_line]


def test_a_message_that_is_tried_again_is_not_overtaken(storage: Storage) -> None:
    siti = contact(storage)
    first, second, announcement = queued(storage, siti), queued(storage, siti), queued(storage, siti, priority=3)
    claimed(storage)
    failed(storage, first, NOON + 30 * SECOND)
    assert claimed(storage) == []
    (again,) = claimed(storage, NOON + 30 * SECOND)
    assert (again.id, again.attempts) == (first, 2)
    failed(storage, first, None)
    assert ids(claimed(storage, NOON + 30 * SECOND)) == [second]
    sent(storage, second)
    assert ids(claimed(storage, NOON + 30 * SECOND)) == [announcement]


def test_a_reminder_of_next_week_holds_up_nothing(storage: Storage) -> None:
    siti = contact(storage)
    next_week = NOON + timedelta(days=7)
    reminder = queued(storage, siti, priority=2, due_at=next_week)
    today = queued(storage, siti, priority=2)
    assert ids(claimed(storage)) == [today]
    sent(storage, today)
    assert ids(claimed(storage, next_week)) == [reminder]


def test_a_channel_that_is_down_does_not_hold_up_another(storage: Storage) -> None:
    siti = contact(storage)
    on_telegram = contact(storage, channel="telegram")
    on_telegram.contact_id = siti.contact_id
    queued(storage, on_telegram)
    here = queued(storage, siti)
    assert ids(claimed(storage)) == [here]


def test_what_a_dead_process_had_claimed_goes_again_when_its_lease_runs_out(storage: Storage) -> None:
    siti = contact(storage)
    announcement = queued(storage, siti, priority=3)
    claimed(storage)
    reply = queued(storage, siti)
    assert claimed(storage, NOON + LEASE - SECOND) == []
    (again,) = claimed(storage, NOON + LEASE)
    assert (again.id, again.attempts) == (announcement, 2)
    sent(storage, announcement)
    assert ids(claimed(storage, NOON + LEASE)) == [reply]


def test_a_late_failure_does_not_undo_what_another_process_sent(storage: Storage) -> None:
    outbox_id = queued(storage, contact(storage))
    claimed(storage)
    claimed(storage, NOON + LEASE)
    sent(storage, outbox_id)
    failed(storage, outbox_id, NOON + LEASE)
    assert claimed(storage, NOON + 2 * LEASE) == []


def test_a_message_goes_with_its_cause_or_not_at_all(storage: Storage) -> None:
    siti = contact(storage)

    def turn() -> None:
        with storage.transaction() as tx:
            queued_in(tx, siti)
            raise ValueError("the turn failed")

    with pytest.raises(ValueError, match="the turn failed"):
        turn()
    assert claimed(storage) == []


def test_the_next_due_is_when_a_claim_will_find_something(storage: Storage) -> None:
    siti, budi = contact(storage), contact(storage, "budi")
    assert next_due(storage) is None
    first = queued(storage, siti)
    queued(storage, siti)
    queued(storage, budi, priority=3, due_at=NOON + 3 * LEASE)
    assert next_due(storage) == NOON
    claimed(storage)
    assert next_due(storage) == NOON + LEASE
    failed(storage, first, NOON + 2 * LEASE)
    assert next_due(storage) == NOON + 2 * LEASE
    failed(storage, first, None)
    claimed(storage, NOON + 2 * LEASE)
    failed(storage, first, None)
    sent(storage, first, first + 1)
    assert next_due(storage) == NOON + 3 * LEASE


def deliver(url: str, keys: Keys) -> list[tuple[int, int, int]]:
    """Claim until nothing is left; (instant, contact, outbox id) of each, the instant between claim and mark."""
    storage = Storage(url, Vault(keys))
    taken: list[tuple[int, int, int]] = []
    while next_due(storage) is not None:
        rows = claimed(storage, limit=5)
        taken += [(time.monotonic_ns(), row.contact_id, row.id) for row in rows]
        sent(storage, *ids(rows))
    storage.close()
    return taken


def test_two_processes_never_send_twice_nor_out_of_order(
    postgresql_storage: Storage, postgresql_url: str, keys: Keys
) -> None:
    people = [contact(postgresql_storage, f"person-{number}") for number in range(20)]
    with postgresql_storage.transaction() as tx:
        expected = [queued_in(tx, person) for _ in range(15) for person in people]
    one, other = together(deliver, postgresql_url, keys)
    assert sorted(outbox_id for _, _, outbox_id in one + other) == expected
    for person in people:
        in_time = [outbox_id for _, contact_id, outbox_id in sorted(one + other) if contact_id == person.contact_id]
        assert in_time == sorted(in_time)


def crowd(storage: Storage, number: int) -> None:
    """Contacts who were each sent a reply, and wait for tomorrow's announcement."""
    with storage.transaction() as tx:
        for each in range(number):
            person = messages.conversation(tx, "local", f"person-{each}", NOON)
            reply = queued_in(tx, person, due_at=NOON - LEASE)
            queued_in(tx, person, priority=3, due_at=NOON + timedelta(days=1))
            messages.mark_sent(tx, [(reply, "x")], NOON)


def steps(storage: Storage) -> int:
    """How many instructions SQLite's machine takes to claim: a cost that no other load on the computer disturbs."""
    count = 0

    def counted() -> None:
        nonlocal count
        count += 1

    with storage.transaction() as tx:
        driver = tx.connection.connection.driver_connection
        assert driver is not None
        driver.set_progress_handler(counted, 1)
        assert len(messages.claim(tx, "local", NOON, LEASE, 10)) == 3
        assert messages.next_due(tx, "local") == NOON + LEASE
        driver.set_progress_handler(None, 1)
    return count


def test_a_claim_costs_what_is_due_not_what_was_sent_or_waits(sqlite_storage: Storage) -> None:
    for number in range(3):
        queued(sqlite_storage, contact(sqlite_storage, f"due-{number}"))
    before = steps(sqlite_storage)
    crowd(sqlite_storage, 2000)
    with sqlite_storage.transaction() as tx:
        tx.connection.exec_driver_sql(
            "UPDATE outbox SET state = 'queued', due_at = '2026-07-01 04:00:00.000000' WHERE id <= 3"
        )
    assert steps(sqlite_storage) <= before * 1.1


def test_a_message_that_does_not_open_holds_up_nobody_and_is_not_lost(
    sqlite_storage: Storage, sqlite_url: str, keys: Keys, caplog: pytest.LogCaptureFixture
) -> None:
    renewed = Storage(sqlite_url, Vault(Keys((*keys.sealing, Key.new()), keys.hashing)))
    sealed_anew = queued(renewed, contact(renewed))
    sealed_before = queued(sqlite_storage, contact(sqlite_storage, "budi"))
    assert ids(claimed(sqlite_storage)) == [sealed_before]
    assert f"Message {sealed_anew} of the outbox cannot be sent" in caplog.text
    assert ids(claimed(renewed, NOON + LEASE)) == [sealed_anew, sealed_before]
    renewed.close()
