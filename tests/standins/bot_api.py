"""A stand-in for Telegram's Bot API on loopback: it checks every call against the published limits, answers as it is
told to, and brings updates as Telegram does: to who asks for them until they are confirmed, or by calling a webhook
until it answers 200, a chat's in order.

Numbers, names and ids are invented.
"""

import asyncio
import io
import itertools
import json
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import aiohttp
from aiohttp import web

TOKEN = "7000000001:invented-token-of-the-office"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"

Body = dict[str, Any]

_FIRST_UPDATE = 810_000_001
#: Of the files that the office sends.
ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/heic": ".heic",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}


class BotApi:
    """What Telegram would do; `url` is where it stands."""

    def __init__(self) -> None:
        self.url = ""
        #: Every message that was taken, in order, with its "message_id" and "method".
        self.sent: list[Body] = []
        #: What was taken out of its chat again, and what Telegram says it is too late for.
        self.deleted: list[int] = []
        self.too_old: set[int] = set()
        #: What the next calls of deleteMessage are answered with.
        self.delete_answers: list[tuple[int, str, Body]] = []
        #: Every other call, by its method.
        self.calls: defaultdict[str, list[Body]] = defaultdict(list)
        #: What breaks Telegram's rules; nothing may.
        self.problems: list[str] = []
        #: What the next messages are answered with instead: (status, description, parameters), or one of "hang",
        #: "cut" (after it was taken), "garbage".
        self.answers: list[tuple[int, str, Body] | str] = []
        #: The same by chat.
        self.answers_to: dict[int, list[tuple[int, str, Body] | str]] = defaultdict(list)
        #: What the next calls of getUpdates are answered with.
        self.poll_answers: list[tuple[int, str, Body]] = []
        self.files: dict[str, bytes] = {}
        #: What getFile says instead of the path of a file.
        self.file_path: str | None = None
        #: Updates that are not confirmed, in order.
        self.waiting: list[Body] = []
        self.hook: Body = {}
        #: Where the webhook really is; the address that is set has a public name.
        self.hook_at = ""
        #: Every status that the webhook answered with.
        self.hook_answers: list[int] = []
        self.delay = 0.0
        #: Telegram's pauses between calls of a webhook that fails are so many times shorter here.
        self.hurry = 20.0
        #: The webhook's usual max_connections.
        self._connections = asyncio.Semaphore(40)
        self._ids = itertools.count(_FIRST_UPDATE)
        self._message_ids = itertools.count(5001)
        self._news = asyncio.Event()
        self._poller: object = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._queues: defaultdict[object, asyncio.Lock] = defaultdict(asyncio.Lock)

    def application(self) -> web.Application:
        """Its routes."""
        app = web.Application(client_max_size=60_000_000)
        app.router.add_post("/bot{token}/{method}", self._called)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        return app

    # What people do

    def bring(self, update: Body, *, again: bool = False) -> int:
        """Something happened: it waits until it is fetched, or is brought to the webhook. Returns its number."""
        if not again:
            update = {"update_id": next(self._ids), **update}
        if self.hook_at:
            self._start(self._deliver(update))
        else:
            self.waiting.append(update)
            self._news.set()
        return int(update["update_id"])

    def to(self, chat: int) -> list[Body]:
        """What one chat was sent, in order."""
        return [body for body in self.sent if str(body["chat_id"]) == str(chat)]

    async def _deliver(self, update: Body) -> None:
        """Until it is answered 200; one queue's in order, and so many at once as the webhook is set to take."""
        body, pauses = json.dumps(update).encode(), _pauses()
        async with self._queues[_queue(update)]:
            while True:
                async with self._connections:
                    status, told = await self._call_hook(body, self.hook.get("secret_token", ""))
                if status == 200:
                    return
                await asyncio.sleep((told or next(pauses)) / self.hurry)

    async def call_hook(self, content: bytes, secret: str | None = None) -> int:
        """One call of the webhook; returns the status."""
        return (await self._call_hook(content, self.hook.get("secret_token", "") if secret is None else secret))[0]

    async def _call_hook(self, content: bytes, secret: str) -> tuple[int, float]:
        """The status, 0 where nobody answered, and the seconds after which we are told to come again."""
        headers, told = {SECRET_HEADER: secret}, 0.0
        headers |= {"Content-Type": "application/json", "Host": "chat.example.go.id"}
        try:
            async with (
                aiohttp.ClientSession() as session,
                session.post(self.hook_at, data=io.BytesIO(content), headers=headers) as answer,
            ):
                status, told = answer.status, float(answer.headers.get("Retry-After", 0))
        except aiohttp.ClientError:
            status = 0
        self.hook_answers.append(status)
        return status, told

    # What the bot calls

    async def _called(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != TOKEN:
            return refused(401, "Unauthorized")
        method, body, uploads = request.match_info["method"], *await _parameters(request)
        files = {name: upload.content for name, upload in uploads.items()}
        self.problems += [problem for upload in uploads.values() for problem in upload.problems()]
        self.problems += problems(method, body, files)
        if method == "getUpdates":
            return await self._updates(body)
        if method in ("sendMessage", "sendPhoto", "sendDocument"):
            named = {"file_names": [upload.name for upload in uploads.values()]} if uploads else {}
            return await self._message(request, method, {**body, **named}, files)
        self.calls[method].append(body)
        return self._delete(body) if method == "deleteMessage" else self._other(method, body)

    def _delete(self, body: Body) -> web.StreamResponse:
        number = body["message_id"]
        if self.delete_answers:
            return refused(*self.delete_answers.pop(0))
        if number in self.deleted or number not in [sent["message_id"] for sent in self.to(body["chat_id"])]:
            return refused(400, "Bad Request: message to delete not found")
        if number in self.too_old:
            return refused(400, "Bad Request: message can't be deleted for everyone")
        self.deleted.append(number)
        return done(True)  # noqa: FBT003 - as Telegram answers

    def _other(self, method: str, body: Body) -> web.StreamResponse:
        if method == "setWebhook":
            self.hook = body
        if method == "deleteWebhook":
            self.hook = {}
        if method == "getMe":
            return done({"id": 7000000001, "is_bot": True, "first_name": "Tuntas", "username": "ContohTuntasBot"})
        if method == "getWebhookInfo":
            return done({"url": self.hook.get("url", ""), "pending_update_count": len(self.waiting)})
        if method == "getFile":
            if body["file_id"] not in self.files:
                return refused(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
            path = self.file_path or f"photos/{body['file_id']}.jpg"
            return done({"file_id": body["file_id"], "file_unique_id": "x", "file_path": path})
        return done("done")

    async def _message(
        self, request: web.Request, method: str, body: Body, files: dict[str, bytes]
    ) -> web.StreamResponse:
        await asyncio.sleep(self.delay)
        theirs = self.answers_to[int(body["chat_id"])]
        answer = theirs.pop(0) if theirs else self.answers.pop(0) if self.answers else None
        if isinstance(answer, tuple):
            return refused(*answer)
        message = {**body, "method": method, "files": files, "message_id": next(self._message_ids)}
        self.sent.append(message)
        if answer == "hang":
            await asyncio.sleep(600)
        if answer == "cut":
            assert request.transport is not None
            request.transport.abort()
        if answer == "garbage":
            return web.Response(text="<html>Welcome to this hotel's network</html>")
        return done({"message_id": message["message_id"], "date": 1_770_000_000, "chat": {"id": int(body["chat_id"])}})

    async def _updates(self, body: Body) -> web.StreamResponse:
        if self.poll_answers:
            return refused(*self.poll_answers.pop(0))
        if self.hook:
            return refused(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook")
        self._poller = mine = object()
        offset = body.get("offset", 0)
        self.waiting = [update for update in self.waiting if update["update_id"] >= offset]
        await self._wait(float(body.get("timeout", 0)))
        if self._poller is not mine:
            return refused(409, "Conflict: terminated by other getUpdates request; make sure that only one runs")
        return done(self.waiting[: body.get("limit", 100)])

    async def _wait(self, seconds: float) -> None:
        self._news.clear()
        if not self.waiting and seconds:
            try:
                async with asyncio.timeout(seconds):
                    await self._news.wait()
            except TimeoutError:
                pass

    async def _file(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["path"].rpartition("/")[2].removesuffix(".jpg")
        if request.match_info["token"] != TOKEN or name not in self.files:
            return web.Response(status=404)
        return web.Response(body=self.files[name])

    def _start(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


class Person:
    """Somebody with Telegram on their phone."""

    def __init__(self, api: BotApi, number: int, name: str = "Budi", language: str = "id") -> None:
        self.api = api
        self.id = number
        self.sender = {"id": number, "is_bot": False, "first_name": name, "language_code": language}
        self._ids = itertools.count(1)

    @property
    def chat(self) -> Body:
        """Their private chat with the bot."""
        return {"id": self.id, "type": "private", "first_name": self.sender["first_name"]}

    def message(self, **content: Any) -> Body:
        """A message as Telegram tells of it."""
        return {
            "message_id": next(self._ids),
            "from": self.sender,
            "chat": self.chat,
            "date": 1_772_413_200,
            **content,
        }

    def sends(self, **content: Any) -> int:
        """Send something."""
        return self.api.bring({"message": self.message(**content)})

    def says(self, text: str) -> int:
        """Write words."""
        return self.sends(text=text)

    def photo(self, name: str, content: bytes, **more: Any) -> int:
        """Send a picture, which Telegram keeps in two sizes."""
        self.api.files[name] = content
        sizes = [("small-" + name, 90), (name, 1280)]
        photo = [
            {"file_id": file, "file_unique_id": file, "width": side, "height": side, "file_size": len(content)}
            for file, side in sizes
        ]
        return self.sends(photo=photo, **more)

    def presses(self, label: str) -> int:
        """Press a button of the newest message that has it."""
        for shown in reversed(self.api.to(self.id)):
            if label in inline(shown):
                return self.api.bring({"callback_query": self.query(shown, inline(shown)[label])})
        raise AssertionError(f"no message shows a button {label!r}")

    def query(self, shown: Body, data: str) -> Body:
        """A pressed button as Telegram tells of it."""
        message = {
            "message_id": shown["message_id"],
            "date": 1_772_413_200,
            "chat": self.chat,
            "text": shown.get("text", ""),
            "reply_markup": shown["reply_markup"],
        }
        return {
            "id": f"9{shown['message_id']}",
            "from": self.sender,
            "message": message,
            "chat_instance": "-77",
            "data": data,
        }

    def shares_contact(self, number: str, owner: int | None = None) -> int:
        """Share a contact: their own, or that of somebody else."""
        owned = {} if owner == 0 else {"user_id": owner or self.id}
        return self.sends(contact={"phone_number": number, "first_name": "Budi", **owned})

    def becomes(self, status: str) -> int:
        """Block the bot ("kicked") or let it in again ("member")."""
        bot = {"id": 7000000001, "is_bot": True, "first_name": "Tuntas"}
        was, is_now = {"user": bot, "status": "member"}, {"user": bot, "status": status}
        change = {"chat": self.chat, "from": self.sender, "date": 1_772_413_200}
        return self.api.bring({"my_chat_member": {**change, "old_chat_member": was, "new_chat_member": is_now}})


def inline(body: Body) -> dict[str, str]:
    """Label to data of the buttons under a message."""
    rows = body.get("reply_markup", {}).get("inline_keyboard", [])
    return {button["text"]: button["callback_data"] for row in rows for button in row}


def done(result: Any) -> web.StreamResponse:
    """A success."""
    return web.json_response({"ok": True, "result": result})


def refused(status: int, description: str, parameters: Body | None = None) -> web.StreamResponse:
    """A failure as Telegram words it."""
    body: Body = {"ok": False, "error_code": status, "description": description}
    return web.json_response(body | ({"parameters": parameters} if parameters else {}), status=status)


@dataclass(frozen=True)
class Upload:
    """A file in a form: the API goes by its name, a phone by its name and type."""

    name: str
    content_type: str
    content: bytes

    def problems(self) -> list[str]:
        """A name that does not say what it is."""
        return [] if ENDINGS.get(self.content_type, "?") == PurePath(self.name).suffix else [f"file {self.name!r}"]


async def _parameters(request: web.Request) -> tuple[Body, dict[str, Upload]]:
    """JSON, or a form whose values are JSON where they are no text; and the files in it."""
    if request.content_type == "application/json":
        return json.loads(await request.read() or b"{}"), {}
    body: Body = {}
    files: dict[str, Upload] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = Upload(value.filename, value.content_type, value.file.read())
        else:
            text = value if isinstance(value, str) else bytes(value).decode()
            body[name] = text if name in ("text", "caption", "parse_mode") else _value(text)
    return body, files


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _pauses() -> Iterator[float]:
    """Seconds between the calls of a webhook that fails: the second comes at once, the later ones ever more seldom."""
    return itertools.chain((0.0, 2.0, 4.0, 8.0, 16.0, 32.0), itertools.repeat(60.0))


def _queue(update: Body) -> object:
    """Messages of a chat share a queue; callback queries have one by person."""
    if "callback_query" in update:
        return ("query", update["callback_query"]["from"]["id"])
    content = next(value for name, value in update.items() if name != "update_id")
    return content["chat"]["id"] if isinstance(content, dict) and "chat" in content else update["update_id"]


# The published limits, https://core.telegram.org/bots/api (10.0 to 10.3)

_NEEDED = {
    "sendMessage": ("chat_id", "text"),
    "sendPhoto": ("chat_id",),
    "sendDocument": ("chat_id",),
    "editMessageReplyMarkup": ("chat_id", "message_id"),
    "answerCallbackQuery": ("callback_query_id",),
    "sendChatAction": ("chat_id", "action"),
    "setMyCommands": ("commands",),
    "setWebhook": ("url", "secret_token"),
    "getFile": ("file_id",),
    "deleteMessage": ("chat_id", "message_id"),
}
_KNOWN = {*_NEEDED, "getUpdates", "getMe", "getWebhookInfo", "deleteWebhook"}


def problems(method: str, body: Body, files: dict[str, bytes]) -> list[str]:
    """What Telegram would not take, or not show as it is meant."""
    found = [f"{method}: no {name}" for name in _NEEDED.get(method, ()) if body.get(name) in (None, "")]
    if method not in _KNOWN:
        found.append(f"{method}: unknown")
    if not re.fullmatch(r"-?\d+", str(body.get("chat_id", "1"))):
        found.append(f"{method}: chat_id {body['chat_id']!r}")
    for name, most in (("text", 4096), ("caption", 1024)):
        if name in body:
            found += _text_problems(method, name, body, most)
    for of, name, bytes_at_most in (("sendPhoto", "photo", 10_000_000), ("sendDocument", "document", 50_000_000)):
        if method == of:
            found += _file_problems(method, files.get(name), bytes_at_most)
    return found + _set_up_problems(method, body) + _keyboard_problems(method, body.get("reply_markup") or {})


def _set_up_problems(method: str, body: Body) -> list[str]:
    found = [f"command {one}" for one in body.get("commands", ()) if not _is_command(one)]
    if method == "deleteMessage" and not isinstance(body.get("message_id"), int):
        found.append("deleteMessage: message_id")
    if method == "setWebhook" and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", body.get("secret_token", "")):
        found.append("setWebhook: secret_token")
    return found


def _text_problems(method: str, name: str, body: Body, most: int) -> list[str]:
    """Lengths count after entities were read, in UTF-16 units."""
    text = body[name]
    if body.get("parse_mode") == "HTML":
        if re.search(r"&(?!lt;|gt;|amp;|quot;)|<(?!/?(?:b|i|u|s|code|pre|a)\b)", text):
            return [f"{method}: {name} is no HTML"]
        text = re.sub(r"<[^>]*>", "", text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    units = len(text.encode("utf-16-le")) // 2
    return [] if 1 <= units <= most else [f"{method}: {name} of {units} units"]


def _file_problems(method: str, content: bytes | None, most: int) -> list[str]:
    return [] if content and len(content) <= most else [f"{method}: file of {len(content or b'')} bytes"]


def _is_command(command: Body) -> bool:
    return bool(re.fullmatch(r"[a-z0-9_]{1,32}", command["command"])) and 1 <= len(command["description"]) <= 256


def _keyboard_problems(method: str, markup: Body) -> list[str]:
    inline_rows, rows = markup.get("inline_keyboard", []), markup.get("keyboard", [])
    buttons = [button for row in (*inline_rows, *rows) for button in row]
    found = []
    if len(markup) and not inline_rows and not rows and markup != {"remove_keyboard": True}:
        found.append(f"{method}: reply_markup {list(markup)}")
    if len(buttons) > 100 or any(len(row) > 8 for row in (*inline_rows, *rows)):
        found.append(f"{method}: {len(buttons)} buttons")
    if any(not button.get("text") for button in buttons):
        found.append(f"{method}: a button without a label")
    for row in inline_rows:
        found += [
            f"{method}: callback_data {button.get('callback_data')!r}"
            for button in row
            if not 1 <= len(str(button.get("callback_data", "")).encode()) <= 64
        ]
    return found


@asynccontextmanager
async def bot_api() -> AsyncIterator[BotApi]:
    """The stand-in on a port of its own; what broke a rule fails the test at the end."""
    api = BotApi()
    runner = web.AppRunner(api.application(), shutdown_timeout=0.01)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    api.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield api
    finally:
        await runner.cleanup()
    assert api.problems == []
