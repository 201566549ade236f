"""The Bot API's form of what goes out, and of what it answers; both Telegram channels write through this.

The limits are those of Bot API 10.0 to 10.3: a text of 1 to 4096 and a caption of up to 1024 UTF-16 units after
entities are read, callback data of 1 to 64 bytes (https://core.telegram.org/bots/api#sendmessage).
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from html import escape
from typing import Any, Literal

import orjson

from bot.channels.channel import Abilities, NotDeleted, Outgoing, Picture, SendError
from bot.channels.utf16_format import fitting, units

NAME = "telegram"
TEXT, CAPTION = 4096, 1024
#: Of a file that the Bot API hands out, and of one that it shows as a picture.
FILE_BYTES, PHOTO_BYTES = 20 * 1024 * 1024, 10 * 1024 * 1024
#: A button's label is cut by the phone where it is longer; so are more buttons than a thumb wants to pass.
ABILITIES = Abilities(buttons=24, list_rows=0, text_length=TEXT, button_label_length=60, deletes=True)
#: Of a longer message the first parts are not known again.
MOST_PARTS = 15
#: Above 30 a second each message costs 0.1 Star (telegram.paid_broadcast).
PER_SECOND, PAID_PER_SECOND = 30, 1000
#: A chat gets a few at once (telegram.chat_burst) and then one in so many seconds.
CHAT_SECONDS = 1
#: What a button does that was pressed already: nothing.
DONE = "-"

_PICTURES = ("image/jpeg", "image/png", "image/webp")
#: Where a long text may be parted, best first, each with what of it stays.
_BREAKS = ("\n\n", "\n", ". ", " ")


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the API; `files` go beside the body, by the name of their field."""

    method: str
    body: dict[str, Any]
    files: Mapping[str, Picture] = field(default_factory=dict)

    def plain(self) -> "Call":
        """The same without markup, for where the API cannot read it."""
        body = {name: value for name, value in self.body.items() if name != "parse_mode"}
        for name in ("text", "caption"):
            if name in body:
                body[name] = _unescaped(body[name])
        return Call(self.method, body, self.files)

    def as_document(self) -> "Call":
        """A picture as a file, for where the API cannot show it: one that is too long and narrow, or damaged."""
        return Call("sendDocument", self.body, {"document": self.files["photo"]})


def calls(outgoing: Outgoing, *, paid: bool = False) -> list[Call]:
    """The message as calls, in order: a long text is several, and the buttons stand under the last."""
    parts = list(_parts(outgoing))
    chat = {"chat_id": chat_id(outgoing.address)} | ({"allow_paid_broadcast": True} if paid else {})
    parts[-1].body["reply_markup"] = _keyboard(outgoing)
    return [Call(part.method, {**chat, **part.body}, part.files) for part in parts]


def chat_id(address: str) -> int | str:
    """A chat as the API wants it."""
    return int(address) if address.lstrip("-").isdecimal() else address


def _parts(outgoing: Outgoing) -> Iterator[Call]:
    text = _sendable(outgoing.text)
    if outgoing.picture is not None:
        fits = units(text) <= CAPTION
        yield _with_file(outgoing.picture, text if fits else "")
        if fits:
            return
    for piece in pieces(text, TEXT):
        yield Call("sendMessage", {"text": escape(piece, quote=False), "parse_mode": "HTML"})


def _with_file(picture: Picture, caption: str) -> Call:
    shown = picture.content_type in _PICTURES and len(picture.content) <= PHOTO_BYTES
    method, name = ("sendPhoto", "photo") if shown else ("sendDocument", "document")
    body = {"caption": escape(caption, quote=False), "parse_mode": "HTML"} if caption else {}
    return Call(method, body, {name: picture})


def _keyboard(outgoing: Outgoing) -> dict[str, Any]:
    """One button a row. Where the own number is asked for, a keyboard that shares it; anywhere else none is left."""
    if outgoing.share_number:
        share = {"text": outgoing.share_number, "request_contact": True}
        rows = [[share], *([{"text": button.label}] for button in outgoing.buttons)]
        return {"keyboard": rows, "resize_keyboard": True, "one_time_keyboard": True}
    if not outgoing.buttons:
        return {"remove_keyboard": True}
    return {
        "inline_keyboard": [[{"text": button.label, "callback_data": button.payload}] for button in outgoing.buttons]
    }


def pieces(text: str, limit: int) -> Iterator[str]:
    """The text in pieces of at most so many units: between paragraphs, lines, sentences or words where that can be."""
    while units(text) > limit:
        cut = _cut(text, limit)
        yield text[:cut].rstrip()
        text = text[cut:].lstrip()
    yield text


def _cut(text: str, limit: int) -> int:
    """How many characters go first. A break in the first half would waste the message."""
    most = fitting(text, limit)
    for sign in _BREAKS:
        found = text.rfind(sign, most // 2, most)
        if found > 0:
            return found + len(sign)
    return most


def _sendable(text: str) -> str:
    """Without half an emoji, which no JSON carries, and never empty."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").strip()
    return whole or "…"


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


class Refused(Exception):  # noqa: N818 - an answer, read further by `send_error`
    """The API answered that it did not do it. `description` is its own words: read, never logged."""

    def __init__(self, status: int, description: str = "", parameters: Mapping[str, Any] | None = None) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status
        self.description = description
        self.parameters = parameters or {}

    @property
    def retry_after(self) -> int | None:
        """Seconds to wait, where it says so; at most an hour."""
        seconds = self.parameters.get("retry_after")
        return min(max(seconds, 1), 3600) if isinstance(seconds, int) else None

    @property
    def moved_to(self) -> str | None:
        """The chat that this one has become."""
        chat = self.parameters.get("migrate_to_chat_id")
        return str(chat) if isinstance(chat, int) else None

    def says(self, words: str) -> bool:
        """Whether its description holds these words; there are no codes to go by."""
        return words in self.description.lower()


class NoAnswer(Exception):  # noqa: N818 - a state of affairs
    """Nothing came back; `is_out` says whether the request was written by then, and so perhaps done."""

    def __init__(self, why: str, *, is_out: bool) -> None:
        super().__init__(why)
        self.is_out = is_out


def loads(content: bytes) -> Any:
    """JSON, also such as only Python's own reader takes: one strange value never hides the rest. Raises ValueError."""
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        try:
            return json.loads(content)
        except RecursionError:
            raise ValueError("nested too deeply") from None


def result(status: int, content: bytes) -> Any:
    """What a call returned. Raises Refused, and NoAnswer where it is no answer of the Bot API's."""
    try:
        answer = loads(content)
        if answer["ok"] is True:
            return answer["result"]
    except (ValueError, TypeError, KeyError):
        if status < 300:
            raise NoAnswer("UnreadableAnswer", is_out=True) from None
        raise Refused(status) from None
    parameters = answer.get("parameters")
    raise Refused(status, str(answer.get("description")), parameters if isinstance(parameters, dict) else {})


#: What a refusal means by the words in it: why, as it is kept, and whether it is the address that is at fault.
_WORDS: tuple[tuple[str, str, bool], ...] = (
    ("bot was blocked", "blocked", True),
    ("user is deactivated", "deactivated", True),
    ("bot was kicked", "kicked", True),
    ("can't initiate conversation", "never_wrote", True),
    ("bot can't send messages to", "not_possible", True),
    ("chat not found", "chat_not_found", True),
    ("peer_id_invalid", "chat_not_found", True),
    ("group chat was upgraded", "moved", True),
    ("not enough rights", "no_rights", True),
    ("chat_write_forbidden", "no_rights", True),
    ("file is too big", "too_big", False),
)
#: What it says of a picture that it cannot show.
NO_PHOTO = ("photo_invalid_dimensions", "image_process_failed", "photo_ext_invalid")


def send_error(method: str, error: Refused | NoAnswer, attempts: int) -> SendError:
    """What came of a message that was not sent, and whether and when to try again."""
    if isinstance(error, NoAnswer):
        waits: Literal["message", "channel"] = "message" if error.is_out else "channel"
        log = f"{method}: no answer ({error})"
        return SendError(log, reason="no_answer", retry_after=_later(attempts), waits=waits, unsure=error.is_out)
    log = f"{method}: HTTP {error.status}"
    if error.status == 429:
        seconds = error.retry_after or 5
        return SendError(f"{log}, wait {seconds} s", reason="too_many", retry_after=timedelta(seconds=seconds))
    if error.status in (401, 404):
        return SendError(log, reason="token", retry_after=timedelta(minutes=5), waits="channel")
    if error.status >= 500:
        return SendError(log, reason=f"http_{error.status}", retry_after=_later(attempts))
    reason, unreachable = _meaning(error)
    return SendError(f"{log}, {reason}", reason=reason, retry_after=None, unreachable=unreachable)


def sent_id(sent: Iterable[Any]) -> str:
    """The ids of all the messages that one was sent in, as `delete_calls` wants them."""
    ids = [str(one["message_id"]) for one in sent if isinstance(one, dict) and "message_id" in one]
    return " ".join(ids[-MOST_PARTS:])


def delete_calls(address: str, platform_id: str) -> list[Call]:
    """By which a message goes out of the chat, with all its parts."""
    chat = {"chat_id": chat_id(address)}
    return [Call("deleteMessage", {**chat, "message_id": int(one)}) for one in platform_id.split()]


def not_deleted(error: Refused | NoAnswer) -> NotDeleted | None:
    """What came of a message that was to go out of the chat; None where it is gone already.

    After 48 hours nobody can take it out, and only for its reader: https://core.telegram.org/bots/api#deletemessage.
    """
    if isinstance(error, NoAnswer):
        return NotDeleted(f"deleteMessage: no answer ({error})", retry_after=timedelta(minutes=1))
    if error.says("message to delete not found") or error.says("message_id_invalid"):
        return None
    if error.retry_after is not None:
        return NotDeleted("deleteMessage: HTTP 429", retry_after=timedelta(seconds=error.retry_after))
    is_final = error.status == 400
    log = f"deleteMessage: HTTP {error.status}"
    return NotDeleted(log, retry_after=None if is_final else timedelta(minutes=5))


def _meaning(error: Refused) -> tuple[str, bool]:
    for words, reason, unreachable in _WORDS:
        if error.says(words):
            return reason, unreachable
    return ("forbidden", True) if error.status == 403 else ("bad_request", False)


def _later(attempts: int) -> timedelta:
    """Two seconds, then four, and so on up to five minutes."""
    return timedelta(seconds=min(2 ** min(attempts, 9), 300))


_FILE_PATH = re.compile(r"[A-Za-z0-9_\-.]+(?:/[A-Za-z0-9_\-.]+)*")


def file_path(answer: Any) -> str | None:
    """Where getFile says the file is: a path below the API's own address, and nothing else."""
    path = answer.get("file_path") if isinstance(answer, dict) else None
    if not isinstance(path, str) or not _FILE_PATH.fullmatch(path) or ".." in path:
        return None
    return path


def tidied(keyboard: Any, pressed: str) -> dict[str, Any] | None:
    """The keyboard of a message that was answered: only what was pressed is left, ticked, and does nothing more."""
    for row in keyboard if isinstance(keyboard, list) else ():
        for button in row if isinstance(row, list) else ():
            if isinstance(button, dict) and button.get("callback_data") == pressed:
                return {"inline_keyboard": [[{"text": f"✓ {button.get('text', '')}", "callback_data": DONE}]]}
    return None
