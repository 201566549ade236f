"""A stand-in for Meta's Graph API on loopback: it checks every call against the published limits, answers as it is
told to, and calls the service's webhook as Meta does (signed; in batches, twice, out of order).

Numbers, names and ids are invented.
"""

import asyncio
import hashlib
import hmac
import itertools
import json
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp import web

TOKEN = "token-of-the-office"
APP_SECRET = "secret-of-the-app"
NUMBER = "100200300400500"
ACCOUNT = "500400300200100"

#: What Meta takes, each with the most bytes, and the ending by which a phone opens it.
FILES = {
    "image/jpeg": (5_000_000, ".jpg"),
    "image/png": (5_000_000, ".png"),
    "application/pdf": (100_000_000, ".pdf"),
    "text/plain": (100_000_000, ".txt"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (100_000_000, ".xlsx"),
}

Body = dict[str, Any]


class GraphApi:
    """What Meta would do; `url` is where it stands."""

    def __init__(self) -> None:
        self.url = ""
        #: Every message that was taken, in order.
        self.sent: list[Body] = []
        #: Every call that marked a message as read.
        self.signs: list[Body] = []
        self.uploads: dict[str, bytes] = {}
        self.files: dict[str, bytes] = {}
        #: What breaks Meta's rules; nothing may.
        self.problems: list[str] = []
        #: What the next messages are answered with instead: a code, or one of "500", "hang", "cut", "cut_before".
        self.answers: list[int | str] = []
        #: The same by recipient.
        self.answers_to: dict[str, list[int | str]] = defaultdict(list)
        #: Another place that is said to hold the files.
        self.file_url: str | None = None
        self.delay = 0.0
        self._ids = itertools.count(1)

    def application(self) -> web.Application:
        """Its routes."""
        app = web.Application(client_max_size=30_000_000)
        app.router.add_post("/v26.0/{number}/messages", self._messages)
        app.router.add_post("/v26.0/{number}/media", self._media)
        app.router.add_get("/v26.0/{id}", self._file_info)
        app.router.add_get("/v26.0/{account}/message_templates", self._templates)
        app.router.add_get("/v26.0/{account}/subscribed_apps", self._subscribed)
        app.router.add_get("/files/{id}", self._file)
        return app

    def to(self, recipient: str) -> list[Body]:
        """What one person was sent, in order."""
        return [body for body in self.sent if recipient in (body.get("to"), body.get("recipient"))]

    def wamid(self, body: Body) -> str:
        """The id that was given to a message that was taken."""
        return f"wamid.{self.sent.index(body) + 1}"

    async def _messages(self, request: web.Request) -> web.StreamResponse:
        body = json.loads(await request.read())
        if (refusal := self._refused(request)) is not None:
            return refusal
        if body.get("status") == "read":
            self._check_sign(body)
            self.signs.append(body)
            return web.json_response({"success": True})
        self.problems += problems(body)
        await asyncio.sleep(self.delay)
        return await self._answer(request, body)

    async def _answer(self, request: web.Request, body: Body) -> web.StreamResponse:
        theirs = self.answers_to[body.get("to") or body.get("recipient") or ""]
        answer = theirs.pop(0) if theirs else self.answers.pop(0) if self.answers else None
        if isinstance(answer, int):
            return _error(answer)
        if answer == "500":
            return web.Response(status=500, text="<html>Sorry, something went wrong.</html>")
        if answer != "cut_before":
            self.sent.append(body)
        if answer == "hang":
            await asyncio.sleep(600)
        if answer in ("cut", "cut_before"):
            assert request.transport is not None
            request.transport.abort()
        return web.json_response(
            {
                "messaging_product": "whatsapp",
                "contacts": [{"input": body.get("to", ""), "wa_id": "628"}],
                "messages": [{"id": f"wamid.{len(self.sent)}"}],
            }
        )

    async def _media(self, request: web.Request) -> web.StreamResponse:
        if (refusal := self._refused(request)) is not None:
            return refusal
        form = await request.post()
        file = form["file"]
        assert isinstance(file, web.FileField)
        data, kind = file.file.read(), str(form["type"])
        limit, ending = FILES.get(kind, (0, ""))
        if not file.filename.endswith(ending):
            self.problems.append(f"media: {file.filename!r} of {kind}")
        if form.get("messaging_product") != "whatsapp" or kind != file.content_type or len(data) > limit:
            self.problems.append(f"media: {kind} {len(data)}")
        name = f"{next(self._ids):015d}"
        self.uploads[name] = data
        return web.json_response({"id": name})

    async def _file_info(self, request: web.Request) -> web.StreamResponse:
        if (refusal := self._refused(request)) is not None:
            return refusal
        name = request.match_info["id"]
        if name == NUMBER:
            return web.json_response(
                {"id": NUMBER, "display_phone_number": "+62 543 000 000", "quality_rating": "GREEN"}
            )
        if name not in self.files:
            return _error(100)
        return web.json_response(
            {"url": self.file_url or f"{self.url}/files/{name}", "mime_type": "image/jpeg", "id": name}
        )

    async def _file(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.Response(status=401)
        return web.Response(body=self.files[request.match_info["id"]])

    async def _templates(self, _request: web.Request) -> web.StreamResponse:
        approved = {"name": "pengingat_pendaftaran", "language": "id", "status": "APPROVED"}
        return web.json_response({"data": [approved, {"name": "berkas_kurang", "language": "id", "status": "PAUSED"}]})

    async def _subscribed(self, _request: web.Request) -> web.StreamResponse:
        return web.json_response({"data": [{"whatsapp_business_api_data": {"id": "1"}}]})

    def _refused(self, request: web.Request) -> web.StreamResponse | None:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return _error(190, status=401)
        return None

    def _check_sign(self, body: Body) -> None:
        wanted = {
            "messaging_product": "whatsapp",
            "status": "read",
            "message_id": body.get("message_id"),
            "typing_indicator": {"type": "text"},
        }
        if body != wanted or not body["message_id"]:
            self.problems.append(f"read: {body}")


@asynccontextmanager
async def graph_api() -> AsyncIterator[GraphApi]:
    """The stand-in, for as long as a test lasts."""
    graph = GraphApi()
    runner = web.AppRunner(graph.application(), shutdown_timeout=0.01)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    graph.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield graph
    finally:
        await runner.cleanup()


def _error(code: int, status: int = 400) -> web.Response:
    error = {"message": f"(#{code}) invented", "type": "OAuthException", "code": code, "fbtrace_id": "A"}
    return web.json_response({"error": error}, status=status)


# What Meta sends

_NUMBERS = itertools.count(1)


@dataclass
class Person:
    """Somebody with WhatsApp: a number, an id that stands for them, or both."""

    number: str | None = "6281200001001"
    user_id: str | None = None
    name: str = "Ani"

    @property
    def sender(self) -> Body:
        """How a message names them."""
        return _present({"from": self.number, "from_user_id": self.user_id})

    @property
    def contact(self) -> Body:
        """What stands beside the message."""
        return _present({"profile": {"name": self.name}, "wa_id": self.number, "user_id": self.user_id})

    def message(self, kind: str = "text", content: Any = None, *, at: float = 1772413200, **more: Any) -> Body:
        """A message of theirs, with an id of its own."""
        name = f"wamid.in.{next(_NUMBERS)}"
        return {**self.sender, "id": name, "timestamp": str(int(at)), "type": kind, kind: content, **more}

    def says(self, text: str, *, at: float = 1772413200) -> Body:
        """A text."""
        return self.message("text", {"body": text}, at=at)


def status(says: str, wamid: str, callback: str | None, *, at: float = 1772413200, code: int | None = None) -> Body:
    """A word about a message of ours; where it failed, without contacts, as Meta sends it."""
    found: Body = {"id": wamid, "status": says, "timestamp": str(int(at)), "recipient_id": "6281200001001"}
    if callback is not None:
        found["biz_opaque_callback_data"] = callback
    if code is not None:
        found["errors"] = [{"code": code, "title": "invented"}]
    return found


def value(person: Person | None = None, *, messages: Iterable[Body] = (), statuses: Iterable[Body] = ()) -> Body:
    """What one change holds."""
    found: Body = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "62543000000", "phone_number_id": NUMBER},
    }
    if person is not None:
        found["contacts"] = [person.contact]
    found |= {"messages": list(messages)} if messages else {}
    return found | ({"statuses": list(statuses)} if statuses else {})


def webhook(*values: Body, entries: int = 1) -> bytes:
    """The body of a call: the changes spread over so many entries."""
    changes = [{"field": "messages", "value": one} for one in values]
    some = [changes[first::entries] for first in range(entries)]
    entry = [{"id": ACCOUNT, "changes": these} for these in some if these]
    return json.dumps({"object": "whatsapp_business_account", "entry": entry}).encode()


def signature(body: bytes, secret: str = APP_SECRET) -> str:
    """The header that proves Meta."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


async def call(url: str, body: bytes, *, signed: str | None = None) -> int:
    """Call the webhook as Meta does; returns the status."""
    headers = {"Content-Type": "application/json", "X-Hub-Signature-256": signed or signature(body)}
    async with aiohttp.ClientSession() as session, session.post(url, data=body, headers=headers) as response:
        return response.status


def _present(found: Body) -> Body:
    return {name: one for name, one in found.items() if one is not None}


# Meta's published limits


_BSUID = re.compile(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}")
_KINDS = {"text", "image", "document", "interactive", "template"}
_KNOWN = {"messaging_product", "recipient_type", "to", "recipient", "type", "biz_opaque_callback_data"}


def problems(body: Body) -> list[str]:
    """Where a message breaks them."""
    found: list[str] = []
    kind = body.get("type")
    if kind not in _KINDS or set(body) - _KNOWN != {kind} or body["messaging_product"] != "whatsapp":
        return [f"fields: {sorted(body)}"]
    if ("to" in body) == ("recipient" in body):
        found.append("exactly one of to, recipient")
    if "to" in body and not re.fullmatch(r"\+[0-9]{6,15}", body["to"]):
        found.append(f"to: {body['to']}")
    if "recipient" in body and not _BSUID.fullmatch(body["recipient"]):
        found.append(f"recipient: {body['recipient']}")
    _length(found, "callback", body.get("biz_opaque_callback_data"), 1, 512)
    {"text": _text, "image": _media, "document": _media, "interactive": _interactive, "template": _template}[kind](
        found, body[kind]
    )
    return found


def _length(found: list[str], where: str, text: Any, least: int, most: int) -> None:
    """In UTF-16 units."""
    if not isinstance(text, str) or not least <= len(text.encode("utf-16-le")) // 2 <= most:
        found.append(f"{where}: {text!r} is not {least} to {most} long")


def _text(found: list[str], text: Body) -> None:
    _length(found, "text", text.get("body"), 1, 4096)


def _media(found: list[str], media: Body) -> None:
    if set(media) - {"id", "caption", "filename"} or not media.get("id"):
        found.append(f"media: {sorted(media)}")
    if "filename" in media:
        _length(found, "filename", media["filename"], 1, 240)
    if "caption" in media:
        _length(found, "caption", media["caption"], 1, 1024)


def _interactive(found: list[str], shown: Body) -> None:
    is_list = shown["type"] == "list"
    _length(found, "body", shown["body"]["text"], 1, 4096 if is_list else 1024)
    if "header" in shown and (is_list or shown["header"]["type"] not in ("image", "document")):
        found.append("header")
    (_list if is_list else _buttons)(found, shown["action"])


def _buttons(found: list[str], action: Body) -> None:
    replies = [button["reply"] for button in action["buttons"] if button["type"] == "reply"]
    if not 1 <= len(replies) == len(action["buttons"]) <= 3:
        found.append(f"{len(action['buttons'])} buttons")
    for reply in replies:
        _length(found, "button title", reply["title"], 1, 20)
        _length(found, "button id", reply["id"], 1, 256)
    _unique(found, "button ids", [reply["id"] for reply in replies])
    _unique(found, "button titles", [reply["title"] for reply in replies])


def _list(found: list[str], action: Body) -> None:
    _length(found, "list button", action["button"], 1, 20)
    sections = action["sections"]
    rows = [row for section in sections for row in section["rows"]]
    if not 1 <= len(rows) <= 10 or len(sections) != 1:
        found.append(f"{len(rows)} rows in {len(sections)} sections")
    for row in rows:
        _length(found, "row title", row["title"], 1, 24)
        _length(found, "row id", row["id"], 1, 200)
        if "description" in row:
            _length(found, "row description", row["description"], 1, 72)
    _unique(found, "row ids", [row["id"] for row in rows])


def _template(found: list[str], template: Body) -> None:
    if not re.fullmatch(r"[a-z0-9_]{1,512}", template["name"]):
        found.append(f"template name: {template['name']}")
    if not re.fullmatch(r"[a-z]{2,3}(_[A-Z]{2,4})?", template["language"]["code"]):
        found.append(f"template language: {template['language']}")
    for part in template["components"]:
        for parameter in part["parameters"]:
            text = parameter.get("text") or parameter.get("payload") or ""
            if not text or re.search(r"[\n\t]| {5}", text):
                found.append(f"template parameter: {text!r}")


def _unique(found: list[str], what: str, values: list[str]) -> None:
    if len(set(values)) != len(values):
        found.append(f"{what} are not unique")
