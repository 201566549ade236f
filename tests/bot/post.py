"""A channel that notes what it sends, and an outbox to fill and to look into."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from bot.channels.channel import Abilities, Outgoing, SendError
from bot.channels.local import LocalChannel
from bot.duties.delivery import Delivery
from handlers.reply import Reply, say
from storage import messages
from tests.tester import World


@dataclass
class Post:
    """A channel that notes what it sends; a text that is listed fails as it says there."""

    name: str = "local"
    sent: list[str] = field(default_factory=list)
    failing: dict[str, list[SendError]] = field(default_factory=dict)
    stuck: asyncio.Event | None = None
    abilities: Abilities = LocalChannel.abilities
    #: When each message was written, by a clock that nobody moves.
    times: list[float] = field(default_factory=list)

    async def send(self, outgoing: Outgoing) -> str:
        """Note it, or fail."""
        outgoing.written()
        if self.stuck is not None:
            await self.stuck.wait()
        if errors := self.failing.get(outgoing.text):
            raise errors.pop()
        self.sent.append(outgoing.text)
        self.times.append(time.monotonic())
        return f"sent-{outgoing.outbox_id}"


def queue(world: World, address: str, text: str, channel: str = "local", *, priority: int = 0) -> None:
    """Put a message to that address into the outbox."""
    now = world.clock.now()
    with world.storage.transaction() as tx:
        contact = messages.conversation(tx, channel, address, now)
        reply: Reply = say("as-is", text=text)
        messages.queue(
            tx,
            contact_id=contact.contact_id,
            address_id=contact.address_id,
            channel=channel,
            content=reply.to_json(),
            priority=priority,
            due_at=now,
            now=now,
        )


async def deliver(world: World, *posts: Post, seconds: float = 0.4) -> None:
    """Let the duty work for so long, from a start to a stop."""
    delivery = Delivery(world.storage, {post.name: post for post in posts}, world.clock, ThreadPoolExecutor(1))
    for post in posts:
        delivery.wake(post.name)
    running = asyncio.create_task(delivery.run())
    await asyncio.sleep(seconds)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def state(world: World) -> list[str]:
    """How each message stands, in the order in which they were queued."""
    with world.storage.transaction() as tx:
        return [row[0] for row in tx.connection.exec_driver_sql("SELECT state FROM outbox ORDER BY id")]


def reasons(world: World) -> list[str | None]:
    """Why each has not gone, as staff see it."""
    with world.storage.transaction() as tx:
        return [row[0] for row in tx.connection.exec_driver_sql("SELECT error FROM outbox ORDER BY id")]
