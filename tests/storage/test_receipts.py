"""What a platform says of a message afterwards: in any order, twice, and it never goes backwards."""

import itertools
from datetime import timedelta
from typing import Any

from storage import messages
from storage.database import Storage, Transaction
from storage.messages import Receipt
from storage.tables import Address
from tests.tester import MONDAY

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def queued(tx: Transaction, channel: str = "whatsapp", address: str = "+6281200001001") -> int:
    contact = messages.conversation(tx, channel, address, MONDAY)
    return messages.queue(
        tx,
        contact_id=contact.contact_id,
        address_id=contact.address_id,
        channel=channel,
        content={"lines": []},
        due_at=MONDAY,
        now=MONDAY,
    )


def on_the_wire(tx: Transaction) -> int:
    outbox_id = queued(tx)
    messages.claim(tx, "whatsapp", MONDAY, HOUR, 10)
    return outbox_id


def say(tx: Transaction, outbox_id: int, says: str, platform_id: str = "wamid.1", **more: Any) -> None:
    receipt = Receipt(outbox_id, platform_id, says, MONDAY, "service", "100200", **more)  # type: ignore[arg-type]
    messages.receive(tx, "whatsapp", receipt, month="2026-03", window=DAY, now=MONDAY)


def row(tx: Transaction, *columns: str) -> tuple[Any, ...]:
    """Of the newest message."""
    newest = tx.connection.exec_driver_sql("SELECT * FROM outbox ORDER BY id DESC LIMIT 1").mappings().one()
    return tuple(newest[column] for column in columns)


def is_set(tx: Transaction) -> tuple[bool, ...]:
    return tuple(value is not None for value in row(tx, "delivered_at", "read_at"))


def test_whatever_comes_first_and_however_often_it_ends_as_read_and_counts_once(storage: Storage) -> None:
    orders = sorted(set(itertools.permutations(["marked", "sent", "delivered", "read", "read"])))
    for count, order in enumerate(orders, start=1):
        with storage.transaction() as tx:
            outbox_id = on_the_wire(tx)
            platform_id = f"wamid.{outbox_id}"
            for says in order:
                if says == "marked":
                    messages.mark_sent(tx, [(outbox_id, platform_id)], MONDAY)
                else:
                    say(tx, outbox_id, says, platform_id)
            assert row(tx, "state", "platform_id", "error") == ("sent", platform_id, None), order
            assert is_set(tx) == (True, True), order
            assert [bill.count for bill in messages.billed(tx)] == [count], order


def test_a_message_whose_sending_was_not_answered_is_known_to_have_gone(storage: Storage) -> None:
    with storage.transaction() as tx:
        outbox_id = on_the_wire(tx)
        say(tx, outbox_id, "sent")
        assert row(tx, "state", "platform_id") == ("sent", "wamid.1")
        assert messages.claim(tx, "whatsapp", MONDAY + DAY, HOUR, 10) == []


def test_what_failed_before_it_was_marked_stays_failed(storage: Storage) -> None:
    with storage.transaction() as tx:
        outbox_id = on_the_wire(tx)
        say(tx, outbox_id, "failed", reason="whatsapp_131000")
        messages.mark_sent(tx, [(outbox_id, "wamid.1")], MONDAY)
        assert row(tx, "state", "error") == ("failed", "whatsapp_131000")
        say(tx, outbox_id, "sent")
        assert row(tx, "state") == ("failed",)
        say(tx, outbox_id, "delivered")
        assert row(tx, "state", "error") == ("sent", None)
        say(tx, outbox_id, "failed", reason="whatsapp_131000")
        assert row(tx, "state") == ("sent",)


def test_what_failed_for_a_while_goes_again_and_words_about_the_first_try_change_nothing(storage: Storage) -> None:
    with storage.transaction() as tx:
        outbox_id = on_the_wire(tx)
        messages.mark_sent(tx, [(outbox_id, "wamid.1")], MONDAY)
        for _ in range(2):
            say(tx, outbox_id, "failed", reason="whatsapp_131000", retry_after=HOUR)
            say(tx, outbox_id, "sent")
        assert row(tx, "state") == ("queued",)
        assert messages.claim(tx, "whatsapp", MONDAY, HOUR, 10) == []
        assert len(messages.claim(tx, "whatsapp", MONDAY + HOUR, HOUR, 10)) == 1
        say(tx, outbox_id, "failed", reason="whatsapp_131000", retry_after=HOUR)
        assert row(tx, "state") == ("claimed",)
        messages.mark_sent(tx, [(outbox_id, "wamid.2")], MONDAY)
        say(tx, outbox_id, "failed", reason="whatsapp_131000", retry_after=HOUR)
        assert row(tx, "state", "platform_id") == ("sent", "wamid.2")


def test_it_is_not_tried_for_ever(storage: Storage) -> None:
    with storage.transaction() as tx:
        outbox_id = queued(tx)
        for number in range(1, 20):
            if not messages.claim(tx, "whatsapp", MONDAY + number * DAY, HOUR, 10):
                break
            platform_id = f"wamid.{number}"
            messages.mark_sent(tx, [(outbox_id, platform_id)], MONDAY)
            say(tx, outbox_id, "failed", platform_id, reason="whatsapp_131000", retry_after=HOUR)
        assert number == 6
        assert row(tx, "state", "attempts") == ("failed", 5)


def test_words_about_what_was_never_sent_or_is_another_channels_change_nothing(storage: Storage) -> None:
    with storage.transaction() as tx:
        outbox_id = queued(tx)
        for says in ("sent", "delivered", "read", "failed"):
            say(tx, outbox_id, says)
            say(tx, outbox_id + 7, says)
        assert row(tx, "state", "platform_id") == ("queued", None)
        receipt = Receipt(outbox_id, "wamid.1", "read", MONDAY, "service", "100200")
        messages.receive(tx, "telegram", receipt, month="2026-03", window=None, now=MONDAY)
        assert row(tx, "state") == ("queued",)


def test_what_a_failure_shows_is_recorded(storage: Storage) -> None:
    with storage.transaction() as tx:
        outbox_id = on_the_wire(tx)
        say(tx, outbox_id, "failed", reason="not_on_whatsapp", shows="unreachable")
        messages.conversation(tx, "whatsapp", "+6281200001001", MONDAY)
        assert messages.conversation(tx, "whatsapp", "+6281200001001", MONDAY).is_unreachable
    with storage.transaction() as tx:
        other = messages.conversation(tx, "whatsapp", "+6281200001002", MONDAY)
        assert other.stopped_at is None
        outbox_id = queued(tx, address="+6281200001002")
        messages.claim(tx, "whatsapp", MONDAY, HOUR, 10)
        say(tx, outbox_id, "failed", reason="opted_out", shows="opted_out")
        assert messages.conversation(tx, "whatsapp", "+6281200001002", MONDAY).stopped_at is not None


def test_a_window_that_was_thought_open_is_closed_and_the_message_tried_once_more(storage: Storage) -> None:
    with storage.transaction() as tx:
        person = messages.conversation(tx, "whatsapp", "+6281200001001", MONDAY)
        messages.open_window(tx, person, MONDAY, MONDAY)
        outbox_id = on_the_wire(tx)
        messages.mark_sent(tx, [(outbox_id, "wamid.1")], MONDAY)
        say(tx, outbox_id, "failed", reason="window_closed", shows="window_closed")
        messages.mark_sent(tx, [(outbox_id, "wamid.1")], MONDAY)
        (again,) = messages.claim(tx, "whatsapp", MONDAY, HOUR, 10)
        assert again.wrote_at is None
        assert messages.window_closed(tx, outbox_id, {"whatsapp": DAY}, MONDAY) is None
        assert row(tx, "state", "error") == ("waits", "window_closed")
        say(tx, outbox_id, "failed", reason="window_closed", shows="window_closed")
        messages.open_window(tx, person, MONDAY + HOUR, MONDAY + HOUR)
        assert row(tx, "state", "error") == ("queued", None)


def test_it_goes_by_the_channel_that_they_used_last_and_that_reaches_them(storage: Storage) -> None:
    windows = {"whatsapp": DAY, "telegram": None}
    with storage.transaction() as tx:
        outbox_id = on_the_wire(tx)
        contact = messages.conversation(tx, "whatsapp", "+6281200001001", MONDAY).contact_id
        telegram = messages.conversation(tx, "telegram", "77", MONDAY)
        tx.session.get_one(Address, telegram.address_id).contact_id = contact
        tx.session.flush()
        messages.unreachable(tx, telegram.address_id, "blocked", MONDAY)
        assert messages.window_closed(tx, outbox_id, windows, MONDAY) is None
        person = messages.conversation(tx, "whatsapp", "+6281200001001", MONDAY)
        messages.open_window(tx, person, MONDAY - 2 * DAY, MONDAY)
        messages.claim(tx, "whatsapp", MONDAY, HOUR, 10)
        messages.reached(tx, messages.conversation(tx, "telegram", "77", MONDAY))
        assert messages.window_closed(tx, outbox_id, windows, MONDAY) == "telegram"
        (claimed,) = messages.claim(tx, "telegram", MONDAY, HOUR, 10)
        assert claimed.address == "77"


def test_whoever_said_stop_gets_no_reminder_that_waited(storage: Storage) -> None:
    with storage.transaction() as tx:
        person = messages.conversation(tx, "whatsapp", "+6281200001001", MONDAY)
        for priority in (1, 2):
            messages.queue(
                tx,
                contact_id=person.contact_id,
                address_id=person.address_id,
                channel="whatsapp",
                content={},
                priority=priority,
                due_at=MONDAY,
                now=MONDAY,
            )
        for _ in range(2):
            (one,) = messages.claim(tx, "whatsapp", MONDAY, HOUR, 10)
            messages.window_closed(tx, one.id, {"whatsapp": DAY}, MONDAY)
        person.stopped_at = MONDAY
        messages.open_window(tx, person, MONDAY, MONDAY)
        rows = tx.connection.exec_driver_sql("SELECT priority, state FROM outbox ORDER BY priority")
        assert [tuple(found) for found in rows] == [(1, "queued"), (2, "waits")]


def test_a_person_known_under_another_address_is_the_same_contact(storage: Storage) -> None:
    with storage.transaction() as tx:
        by_number = messages.conversation(tx, "whatsapp", "+6281200001001", MONDAY)
        by_id = messages.conversation(tx, "whatsapp", "ID.1a2b", MONDAY, ("+6281200001001",))
        again = messages.conversation(tx, "whatsapp", "ID.1a2b", MONDAY)
        fresh = messages.conversation(tx, "whatsapp", "ID.9z", MONDAY, ("+6281200001002",))
        assert {by_number.contact_id, by_id.contact_id, again.contact_id} == {by_number.contact_id}
        assert (by_id.is_new, fresh.is_new) == (False, True)
        assert messages.conversation(tx, "whatsapp", "+6281200001002", MONDAY).contact_id == fresh.contact_id


def test_two_contacts_are_not_made_one_by_an_address(storage: Storage) -> None:
    with storage.transaction() as tx:
        one = messages.conversation(tx, "whatsapp", "+6281200001001", MONDAY)
        other = messages.conversation(tx, "whatsapp", "ID.1a2b", MONDAY)
        messages.conversation(tx, "whatsapp", "ID.1a2b", MONDAY, ("+6281200001001",))
        assert messages.conversation(tx, "whatsapp", "+6281200001001", MONDAY).contact_id == one.contact_id
        assert messages.conversation(tx, "whatsapp", "ID.1a2b", MONDAY).contact_id == other.contact_id
