"""A browser's side of the protocol, as far as tests need it."""

import http.client
import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from tests.bot.web.standin import StandIn


@dataclass
class Visitor:
    """Somebody with the page open."""

    service: StandIn
    address: str

    def headers(self) -> dict[str, str]:
        """What the page sends with a file."""
        return {"Origin": self.service.url, "X-Tuntas-Address": self.address, "X-Tuntas-Message": new_id()}

    @contextmanager
    def page(self, after: int = 0, origin: str | None = None) -> Iterator["Page"]:
        """The open page, until it is closed."""
        url = f"ws://127.0.0.1:{self.service.port}/chat"
        with connect(url, origin=Origin(origin or self.service.url)) as socket:
            page = Page(socket)
            page.say(type="hello", address=self.address, after=after, language="id")
            yield page

    def send_file(self, data: bytes, **headers: str) -> "Answer":
        """Upload, as the page does."""
        return ask(self.service, "POST", "/chat/files", data, {**self.headers(), **headers})

    def fetch_file(self, media_id: str) -> "Answer":
        """Look at a file of the conversation."""
        return ask(self.service, "GET", f"/chat/files/{media_id}", headers=self.headers())


@dataclass
class Page:
    """The frames of one socket."""

    socket: ClientConnection

    def say(self, **frame: Any) -> None:
        """Send a frame."""
        self.socket.send(json.dumps(frame))

    def write(self, text: str, message_id: str | None = None) -> str:
        """Send words and return their id."""
        message_id = message_id or new_id()
        self.say(type="message", id=message_id, text=text)
        return message_id

    def hear(self, kind: str) -> dict[str, Any]:
        """The next frame of that type."""
        while True:
            frame: dict[str, Any] = json.loads(self.socket.recv(timeout=10))
            if frame["type"] == kind:
                return frame

    def conversation(self, count: int) -> list[dict[str, Any]]:
        """What is shown, once it is so many messages."""
        shown: list[dict[str, Any]] = []
        while len(shown) < count:
            shown += self.hear("messages")["messages"]
        return shown


@dataclass
class Answer:
    """An HTTP answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """What it says."""
        return json.loads(self.body)


def guest(service: StandIn) -> Visitor:
    """A visitor with an address of their own."""
    return Visitor(service, f"guest-{secrets.token_hex(16)}")


def new_id() -> str:
    """An id as the page makes it."""
    return secrets.token_hex(16)


def ask(service: StandIn, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Answer:
    """One request over the real port."""
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=10)
    try:
        connection.request(method, path, body, dict(headers or {}))
        answer = connection.getresponse()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    finally:
        connection.close()
