"""A process of its own that is Telegram and the people in it, as cheap as Python can be: raw bytes on both ends, so
that it takes little of the machine from what is measured, and one clock sees both ends.

It prints where its Bot API stands; then each line of JSON on its standard input is a round, answered by one line.
"""

import asyncio
import itertools
import json
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson

from bot.serving import loop_factory
from tests.standins.bot_api import SECRET_HEADER, problems

_ids = itertools.count(1)
#: So many connections a bot's webhook gets from Telegram unless it asks for others (setWebhook's max_connections).
CONNECTIONS = 40
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"


class Sent:
    """What came to the Bot API."""

    def __init__(self) -> None:
        self.delay = 0.0
        self.bodies: list[dict[str, Any]] = []
        self.at: list[float] = []
        self.expected = 0
        self.enough = asyncio.Event()
        self.waiting: dict[int, asyncio.Future[float]] = {}

    def begin(self, delay: float, expected: int = 0) -> None:
        """Forget what was; answer after so many seconds, and tell once so many messages have come."""
        self.__init__()  # type: ignore[misc]
        self.delay, self.expected = delay, expected

    def took(self, body: dict[str, Any]) -> None:
        """A message came."""
        self.bodies.append(body)
        self.at.append(time.monotonic())
        waiting = self.waiting.pop(int(body["chat_id"]), None)
        if waiting is not None and not waiting.done():
            waiting.set_result(self.at[-1])
        if len(self.at) == self.expected:
            self.enough.set()


class Api(asyncio.Protocol):
    """One connection of the bot's."""

    def __init__(self, sent: Sent) -> None:
        self._sent = sent
        self._in = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It is open."""
        self._transport: Any = transport

    def data_received(self, data: bytes) -> None:
        """Answer every whole request."""
        self._in += data
        while (message := whole(self._in)) is not None:
            head, body = message
            self._called(head.split(b" ", 2)[1].rpartition(b"/")[2], body)

    def _called(self, method: bytes, body: bytes) -> None:
        if method != b"sendMessage":
            self._answer(b'{"ok":true,"result":true}')
            return
        self._sent.took(orjson.loads(body))
        result = b'{"ok":true,"result":{"message_id":%d,"date":1770000000}}' % next(_ids)
        if self._sent.delay:
            asyncio.get_running_loop().call_later(self._sent.delay, self._answer, result)
        else:
            self._answer(result)

    def _answer(self, result: bytes) -> None:
        self._transport.write(OK % (len(result), result))


class Person(asyncio.Protocol):
    """Whoever writes over one connection to the webhook: the next text once the last was answered on both ends."""

    def __init__(self) -> None:
        self._in = bytearray()
        self.answered: asyncio.Future[int] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It is open."""
        self.transport: Any = transport

    def data_received(self, data: bytes) -> None:
        """The webhook answered."""
        self._in += data
        if (message := whole(self._in)) is not None and self.answered is not None:
            self.answered.set_result(int(message[0].split(b" ", 2)[1]))

    def connection_lost(self, _error: Exception | None) -> None:
        """Nothing more comes."""
        if self.answered is not None and not self.answered.done():
            self.answered.set_result(0)

    async def write(self, chat: int, text: str, at: dict[str, Any], sent: Sent) -> float:
        """One message, until its reply is out; returns seconds."""
        sent.waiting[chat] = replied = asyncio.get_running_loop().create_future()
        began = time.monotonic()
        await self.hand_in(chat, text, at)
        return float(await replied) - began

    async def hand_in(self, chat: int, text: str, at: dict[str, Any]) -> None:
        """One message, until the webhook has taken it."""
        request, status = _request(chat, text, at), 0
        while not status:  # the service let go of the connection at that instant: Telegram says it again, too
            status = await self._post(request, at)
        if status != 200:
            raise RuntimeError(f"the webhook answered {status}")

    async def _post(self, request: bytes, at: dict[str, Any]) -> int:
        loop = asyncio.get_running_loop()
        if self.transport.is_closing():  # nothing came on it for a while
            await loop.create_connection(lambda: self, "127.0.0.1", at["port"])
        self.answered = loop.create_future()
        self.transport.write(request)
        return await self.answered


def whole(came: bytearray) -> tuple[bytes, bytes] | None:
    """The head and the body of the first message, taken away, where all of it has come."""
    end = came.find(b"\r\n\r\n")
    if end < 0:
        return None
    head = bytes(came[:end])
    found = head.lower().find(b"content-length:")
    length = int(head[found + 15 :].split(b"\r\n", 1)[0]) if found >= 0 else 0
    if len(came) < end + 4 + length:
        return None
    body = bytes(came[end + 4 : end + 4 + length])
    del came[: end + 4 + length]
    return head, body


def _request(chat: int, text: str, at: dict[str, Any]) -> bytes:
    number = next(_ids)
    update = {
        "update_id": 810_000_000 + number,
        "message": {
            "message_id": number,
            "from": {"id": chat, "is_bot": False, "first_name": "Budi", "language_code": "id"},
            "chat": {"id": chat, "type": "private", "first_name": "Budi"},
            "date": int(time.time()),
            "text": text,
        },
    }
    body = orjson.dumps(update)
    head = (
        f"POST /webhooks/telegram HTTP/1.1\r\nHost: 127.0.0.1\r\n{SECRET_HEADER}: {at['secret']}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def cpu_of(pid: int) -> float:
    """Seconds of processor time that a process has used, in ticks of 10 ms."""
    with open(f"/proc/{pid}/stat") as file:  # noqa: PTH123 - read often
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


async def _connected(at: dict[str, Any]) -> Person:
    loop = asyncio.get_running_loop()
    return (await loop.create_connection(Person, "127.0.0.1", at["port"]))[1]


async def _write(at: dict[str, Any], sent: Sent) -> dict[str, Any]:
    """Everybody says all texts, one chat after another; one more person may hand in a flood meanwhile."""
    sent.begin(0)
    chats, flood = iter(range(at["first"], at["first"] + at["chats"])), iter(range(at.get("flood", 0)))
    latencies: list[float] = []

    async def person() -> None:
        async with _connection(at) as connection:
            for chat in chats:
                for text in at["texts"]:
                    took = await connection.write(chat, text, at, sent)
                    latencies.append(took)

    async def pour() -> None:
        async with _connection(at) as connection:
            for number in flood:
                await connection.hand_in(at["first"] - 1, f"halo {number}", at)

    began, cpu, own = time.monotonic(), cpu_of(at["pid"]), time.process_time()
    async with asyncio.TaskGroup() as group:
        for work in [person] * at["people"] + [pour] * (CONNECTIONS if at.get("flood") else 0):
            group.create_task(work())
    return {
        "steps": len(latencies),
        "seconds": time.monotonic() - began,
        "cpu": cpu_of(at["pid"]) - cpu,
        "own_cpu": time.process_time() - own,
        **_percentiles(latencies),
    }


@asynccontextmanager
async def _connection(at: dict[str, Any]) -> AsyncIterator[Person]:
    _, person = await asyncio.get_running_loop().create_connection(Person, "127.0.0.1", at["port"])
    try:
        yield person
    finally:
        person.transport.close()


def _percentiles(latencies: list[float]) -> dict[str, float]:
    """Milliseconds."""
    slower = sorted(latencies)
    found = {f"p{part}": slower[len(slower) * part // 100] * 1000 for part in (50, 95, 99)}
    return {**found, "longest": slower[-1] * 1000}


async def _expect(at: dict[str, Any], sent: Sent) -> dict[str, Any]:
    """So many messages will come, as soon as the service starts."""
    sent.begin(at["delay"], at["messages"])
    return {}


async def _receive(at: dict[str, Any], sent: Sent) -> dict[str, Any]:
    """Wait for all that is expected; the first second is warming up."""
    while not sent.at:  # noqa: ASYNC110 - once, before anything is measured
        await asyncio.sleep(0.005)
    await asyncio.sleep(1)
    cpu, before = cpu_of(at["pid"]), len(sent.at)
    async with asyncio.timeout(at["within"]):
        await sent.enough.wait()
    return {"cpu": cpu_of(at["pid"]) - cpu, "messages": len(sent.at) - before}


async def _main() -> None:
    sent = Sent()
    loop = asyncio.get_running_loop()
    api = await loop.create_server(lambda: Api(sent), "127.0.0.1", 0, backlog=2048)
    print(json.dumps(api.sockets[0].getsockname()[1]), flush=True)
    rounds = {"write": _write, "expect": _expect, "receive": _receive}
    while line := await asyncio.to_thread(sys.stdin.readline):
        at = json.loads(line)
        result = await rounds[at.pop("do")](at, sent)
        # Telegram's rules are looked at afterwards, so that it costs nothing meanwhile.
        result["problems"] = [found for body in sent.bodies for found in problems("sendMessage", body, {})][:3]
        print(json.dumps(result), flush=True)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        runner.run(_main())
