"""What the tests of storage do over and over, said once: somebody writes, the office answers."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from multiprocessing.synchronize import Barrier
from typing import Any

from storage import messages
from storage.database import Storage, Transaction
from storage.messages import Claimed, Conversation, StoredTalk
from tests.apart import processes

NOON = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)
LEASE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def contact(storage: Storage, address: str = "siti", channel: str = "local") -> Conversation:
    with storage.transaction() as tx:
        return messages.conversation(tx, channel, address, NOON)


def talk(**content: Any) -> StoredTalk:
    return StoredTalk(None, "registration", "full_name", 0, "open", {"facts": {}, "answers": content}, NOON, NOON)


def queued(storage: Storage, to: Conversation, *, due_at: datetime = NOON, priority: int = 0, **content: Any) -> int:
    with storage.transaction() as tx:
        return queued_in(tx, to, due_at=due_at, priority=priority, **content)


def queued_in(tx: Transaction, to: Conversation, *, due_at: datetime = NOON, priority: int = 0, **content: Any) -> int:
    return messages.queue(
        tx,
        contact_id=to.contact_id,
        address_id=to.address_id,
        channel=to.channel,
        content=content,
        priority=priority,
        due_at=due_at,
        now=NOON,
    )


def claimed(storage: Storage, now: datetime = NOON, channel: str = "local", limit: int = 10) -> list[Claimed]:
    with storage.transaction() as tx:
        return messages.claim(tx, channel, now, LEASE, limit)


def ids(rows: list[Claimed]) -> list[int]:
    return [row.id for row in rows]


def sent(storage: Storage, *outbox_ids: int) -> None:
    with storage.transaction() as tx:
        messages.mark_sent(tx, [(outbox_id, f"platform-{outbox_id}") for outbox_id in outbox_ids], NOON)


def failed(storage: Storage, outbox_id: int, retry_at: datetime | None) -> None:
    with storage.transaction() as tx:
        messages.mark_failed(tx, outbox_id, "Timeout", retry_at)


def together(work: Callable[..., Any], *arguments: Any) -> list[Any]:
    """Run the same work in two processes that begin at the same instant; what each returned."""
    barrier, results = processes.Barrier(2), processes.SimpleQueue()
    both = [processes.Process(target=_work, args=(barrier, results, work, arguments)) for _ in range(2)]
    for process in both:
        process.start()
    found = [results.get() for _ in both]
    for process in both:
        process.join()
    return found


def _work(barrier: Barrier, results: Any, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    barrier.wait(60)
    results.put(work(*arguments))
