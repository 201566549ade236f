"""The chat page's conversation: one WebSocket of plain JSON, and two routes for files.

The first frame of a page says who it is; knowing an address is what lets one read and write its conversation, so it
stands in frames and headers, never in a URL. From then on:

    page → service
      {"type": "hello", "address": "guest-…", "after": 0, "language": "id"}   shown from the message after that id
      {"type": "message", "id": "…", "text": "…"}                             words
      {"type": "message", "id": "…", "button": "…", "label": "…"}             a pressed button
      {"type": "message", "id": "…", "too_big": "photo"}                      a file that exceeds the limit, not sent
      {"type": "ping"}
    service → page
      {"type": "welcome", "upload_limit": 10000000}
      {"type": "messages", "messages": [{"id", "at", "key", "mine", "text", "buttons", "file"}, …]}
                                        among them {"id", "at", "gone": key}: that message was taken back
      {"type": "taken", "id": "…"}      the message and its effect are committed: the page may forget it
      {"type": "refused", "id": "…"}    it can never be taken, do not send it again
      {"type": "pong"}

The page makes each message's id and sends the message again, under that id, until it is taken. Where the database is
out of order the socket closes with 1013: come again. A file is its own message: POST /chat/files with the bytes as
body and the headers X-Tuntas-Address and X-Tuntas-Message (its id); GET /chat/files/{id} with X-Tuntas-Address.
"""

import asyncio
import json
import re
from collections.abc import Callable
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.channels.channel import MediaIn, MediaKind, Unavailable
from bot.channels.local import LocalChannel, Written, kind_of
from bot.web.bodies import body_of
from bot.web.guard import Origins
from storage.database import Unreachable

#: A visitor's own address: at least 128 bits that nobody guesses.
GUEST = re.compile(r"guest-[0-9a-f]{32,64}")

#: The page's ids; none of them can look like the channel's own "out:7".
MESSAGE_ID = re.compile(r"[0-9A-Za-z-]{16,64}")

#: More than a person types; what the typing box lets through is less.
TEXT_LIMIT = 20_000
FRAME_LIMIT = 131_072
LABEL_LIMIT = 200

#: What fits into the database's numbers.
LAST_ID = 2**63 - 1

#: Seconds for the first frame; and between two looks for what another process has put on this phone.
HELLO_WITHIN = 10
LOOK_EVERY = 20

OUT_OF_ORDER = (Unavailable, Unreachable)


class Refused(Exception):  # noqa: N818 - what happens to a frame
    """A frame that no page of ours would send."""


class Conversations:
    """The routes of every conversation; `known` says which addresses beside the visitors' own may be used."""

    def __init__(
        self, local: LocalChannel, origins: Origins, *, known: Callable[[str], bool], upload_limit: int
    ) -> None:
        self._local = local
        self._origins = origins
        self._known = known
        self._upload_limit = upload_limit

    def routes(self) -> list[BaseRoute]:
        """What is served."""
        return [
            WebSocketRoute("/chat", self.converse),
            Route("/chat/files", self.upload, methods=["POST"]),
            Route("/chat/files/{media_id}", self.download, methods=["GET"]),
        ]

    async def converse(self, socket: WebSocket) -> None:
        """One open page, until it goes away or the database does."""
        if not self._origins.allow(socket.headers):
            await socket.close(1008)  # before accepting: the browser reads 403
            return
        await socket.accept()
        try:
            await self._converse(socket)
        except* WebSocketDisconnect:
            pass
        except* (Refused, TimeoutError):
            await socket.close(1008)
        except* OUT_OF_ORDER:
            await socket.close(1013)

    async def upload(self, request: Request) -> Response:
        """A file, as a message: what is wrong with it is for the talk to explain, so it is no error here."""
        address = request.headers.get("x-tuntas-address", "")
        message_id = request.headers.get("x-tuntas-message", "")
        if not self._origins.allow(request.headers) or not self._may_be(address):
            return PlainTextResponse("Not from this page.", 403)
        if not MESSAGE_ID.fullmatch(message_id):
            return PlainTextResponse("X-Tuntas-Message is missing or malformed.", 400)
        try:
            media = await self._media(request, address)
            await self._local.take(Written(message_id, address, media=media))
        except ClientDisconnect:
            return Response(status_code=400)
        except OUT_OF_ORDER:
            return Response(status_code=503, headers={"Retry-After": "5"})
        return JSONResponse({"taken": message_id, "problem": media.problem})

    async def download(self, request: Request) -> Response:
        """A file of the conversation; somebody else's does not exist."""
        address = request.headers.get("x-tuntas-address", "")
        try:
            file = await self._local.file(address, request.path_params["media_id"]) if self._may_be(address) else None
        except OUT_OF_ORDER:
            return Response(status_code=503, headers={"Retry-After": "5"})
        if file is None:
            return PlainTextResponse("No such file.", 404)
        headers = {"Cache-Control": "private, no-store", "Content-Disposition": "attachment"}
        return Response(file.content, media_type=file.content_type, headers=headers)

    async def _converse(self, socket: WebSocket) -> None:
        async with asyncio.timeout(HELLO_WITHIN):
            hello = await _frame(socket)
        address, after = hello.get("address"), hello.get("after")
        if not isinstance(address, str) or not self._may_be(address):
            raise Refused
        if not isinstance(after, int) or not 0 <= after <= LAST_ID:
            raise Refused
        await socket.send_json({"type": "welcome", "upload_limit": self._upload_limit})
        async with asyncio.TaskGroup() as both:
            both.create_task(self._show(socket, address, after))
            both.create_task(self._listen(socket, address, hello.get("language")))

    async def _show(self, socket: WebSocket, address: str, after: int) -> None:
        """Whatever is on the phone and not on the page yet; an empty conversation is told as such, once."""
        with self._local.watching(address) as something:
            messages = await self._local.since(address, after)
            await socket.send_json({"type": "messages", "messages": messages})
            while True:
                if not messages:
                    await _wait(something)
                after = messages[-1]["id"] if messages else after
                something.clear()
                messages = await self._local.since(address, after)
                if messages:
                    await socket.send_json({"type": "messages", "messages": messages})

    async def _listen(self, socket: WebSocket, address: str, language: object) -> None:
        while True:
            frame = await _frame(socket)
            if frame.get("type") == "ping":
                await socket.send_json({"type": "pong"})
                continue
            message_id = frame.get("id")
            if not isinstance(message_id, str) or not MESSAGE_ID.fullmatch(message_id):
                raise Refused
            written = _written(frame, message_id, address, language)
            if written:
                await self._local.take(written)
            await socket.send_json({"type": "taken" if written else "refused", "id": message_id})

    def _may_be(self, address: str) -> bool:
        return GUEST.fullmatch(address) is not None or self._known(address)

    async def _media(self, request: Request, address: str) -> MediaIn:
        """What became of the file."""
        data = await body_of(request, self._upload_limit)
        if data is None:
            return MediaIn(_claimed_kind(request.headers), problem="too_big")
        return await self._local.keep(address, data)


async def _frame(socket: WebSocket) -> dict[str, Any]:
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1005))
    text = message.get("text") or ""
    try:
        frame = json.loads(text) if len(text) <= FRAME_LIMIT else None
    except (ValueError, RecursionError):
        frame = None
    if not isinstance(frame, dict):
        raise Refused
    return frame


async def _wait(something: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(LOOK_EVERY):
            await something.wait()
    except TimeoutError:
        pass


def _written(frame: dict[str, Any], message_id: str, address: str, language: object) -> Written | None:
    """The message in a frame; None where it holds none."""
    spoken = language if language in ("id", "en") else None
    text, button, too_big = (frame.get(name) for name in ("text", "button", "too_big"))
    if isinstance(button, str) and len(button) <= LABEL_LIMIT:
        label = frame.get("label")
        shown = _clean(label)[:LABEL_LIMIT] if isinstance(label, str) else ""
        return Written(message_id, address, button=_clean(button), label=shown, language=spoken)
    if too_big in ("photo", "document"):
        return Written(message_id, address, media=MediaIn(too_big, problem="too_big"), language=spoken)
    if isinstance(text, str) and len(text) <= TEXT_LIMIT:
        return Written(message_id, address, text=_clean(text), language=spoken)
    return None


def _clean(text: str) -> str:
    """Without what no database keeps: NUL, and half an emoji where the typing box cut it."""
    return text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _claimed_kind(headers: Headers) -> MediaKind:
    """Only for the words of an apology, so the sender's claim is good enough."""
    return "photo" if kind_of(headers.get("content-type", "")) == "photo" else "document"
