"""The Bot API's updates as the core reads them; both Telegram channels read through this.

An update is read by itself, and only what is needed of it: whatever else it holds, now or in a later version of the
API, is left alone. What cannot be read raises, and is for the channel to record and to step over.

What people send in one go (an album) comes as an update for each picture, with nothing that says which is first. All
of them are given one id, so that the first to come is the message and the others are repeats of it; that holds across
a restart and between processes, and nothing has to be remembered.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.channels.channel import Happening, Incoming, MediaIn, MediaKind
from bot.channels.telegram_format import DONE, FILE_BYTES, NAME, tidied
from handlers.commands import COMMANDS
from programme.reading import deep_link

#: The kinds of update that are asked for; all others stay with the platform.
ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
#: Seconds for which the link of getFile serves.
FETCH_WITHIN = 3600
#: What people send that is no text and is not kept, by what it is called to them.
_NOT_KEPT: Mapping[str, MediaKind] = {
    "animation": "other",
    "video": "other",
    "video_note": "other",
    "sticker": "sticker",
    "venue": "location",
    "location": "location",
    **dict.fromkeys(
        ("poll", "dice", "game", "story", "paid_media", "checklist", "invoice", "giveaway", "rich_message"), "other"
    ),
}
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@[A-Za-z0-9_]+)?(?:\s+(.*))?", re.DOTALL)
_CONTENT_TYPE = re.compile(r"[\w.+-]{1,25}/[\w.+-]{1,30}", re.ASCII)
_LANGUAGES = {"id": "id", "in": "id", "en": "en"}
_GROUPS = ("group", "supergroup")


@dataclass(frozen=True, slots=True)
class Pressed:
    """A pressed button: its query must be answered, and the message it stands under can be tidied."""

    query_id: str
    chat_id: int | None
    message_id: int | None
    keyboard: dict[str, Any] | None


def read(update: Mapping[str, Any], now: datetime) -> Incoming | None:
    """What the update is to the core; None where it is nothing to it. Raises what a malformed one raises."""
    platform_id = f"u{_whole(update['update_id'])}"
    if "message" in update:
        return _message(update["message"], platform_id)
    if "callback_query" in update:
        return _callback(update["callback_query"], platform_id, now)
    if "my_chat_member" in update:
        return _membership(update["my_chat_member"], platform_id, now)
    for kind, happening in _SILENT.items():
        if kind in update:
            return _silent(update[kind], happening, platform_id, now)
    return None


def update_id(update: Any) -> int | None:
    """Its number, where it has one."""
    found = update.get("update_id") if isinstance(update, dict) else None
    return found if isinstance(found, int) else None


def line_of(update: Mapping[str, Any]) -> object:
    """Whose updates must stay in order: those of one chat; what has none stands for itself."""
    for content in update.values():
        if isinstance(content, dict):
            holder = content.get("message") if "chat_instance" in content else content
            chat = holder.get("chat") if isinstance(holder, dict) else content.get("from")
            if isinstance(chat, dict) and isinstance(chat.get("id"), int):
                return chat["id"]
    return update.get("update_id")


def pressed(update: Mapping[str, Any]) -> Pressed | None:
    """The query of a pressed button."""
    query = update.get("callback_query")
    if not isinstance(query, dict) or not isinstance(query.get("id"), str):
        return None
    message = query.get("message")
    if not isinstance(message, dict) or not message.get("date"):  # an old one, which cannot be looked at
        return Pressed(query["id"], None, None, None)
    chat, markup = message.get("chat"), message.get("reply_markup")
    keyboard = tidied(markup.get("inline_keyboard"), query.get("data", "")) if isinstance(markup, dict) else None
    chat_id = chat.get("id") if isinstance(chat, dict) else None
    return Pressed(query["id"], chat_id, message.get("message_id"), None if query.get("data") == DONE else keyboard)


def _message(message: Mapping[str, Any], platform_id: str) -> Incoming | None:
    chat, at = message["chat"], datetime.fromtimestamp(message["date"], UTC)
    address = str(_whole(chat["id"]))
    if "migrate_to_chat_id" in message:
        moved_to = str(_whole(message["migrate_to_chat_id"]))
        return Incoming(NAME, platform_id, address, at, happening="moved", moved_to=moved_to)
    if chat["type"] in _GROUPS:
        return _in_group(message, Incoming(NAME, platform_id, address, at, happening="group"))
    if chat["type"] != "private":
        return None
    if "media_group_id" in message:
        platform_id = f"a{address}:{_clean(message['media_group_id'])}"[:200]
    return _said(message, Incoming(NAME, platform_id, address, at, language=_language(message.get("from"))))


def _in_group(message: Mapping[str, Any], incoming: Incoming) -> Incoming | None:
    """Nothing of what is said in a group is kept; what it says of itself is nothing said."""
    said = any(name in message for name in ("text", "photo", "document", "voice", "audio", "contact", *_NOT_KEPT))
    return replace(incoming, language=_language(message.get("from"))) if said else None


def _said(message: Mapping[str, Any], incoming: Incoming) -> Incoming | None:
    if "text" in message:
        return _worded(_clean(message["text"]), incoming)
    if "contact" in message:
        return _contact(message, incoming)
    media = _media(message)
    return None if media is None else replace(incoming, text=_clean(message.get("caption", "")), media=media)


def _worded(text: str, incoming: Incoming) -> Incoming:
    """A command stands for the words of that meaning; what follows /start came with the link."""
    command = _COMMAND.fullmatch(text)
    if command is None:
        return replace(incoming, text=text)
    name, rest = command[1].lower(), (command[2] or "").strip()
    if name == "start":
        opened = deep_link.opened(rest)
        return replace(incoming, text=opened.text or "mulai", source=opened.source)
    words = COMMANDS.get(name)
    return replace(incoming, text=words or text)


def _contact(message: Mapping[str, Any], incoming: Incoming) -> Incoming:
    """A number is proven only where the contact is the sender's own; anybody else's counts as typed."""
    contact, sender = message["contact"], message.get("from")
    number = "+" + re.sub(r"\D", "", contact["phone_number"])
    is_own = isinstance(sender, dict) and contact.get("user_id") is not None and contact["user_id"] == sender.get("id")
    return replace(incoming, phone=number) if is_own else replace(incoming, text=number)


def _media(message: Mapping[str, Any]) -> MediaIn | None:
    """The file; None where the message is nothing that anybody sent, such as that one was pinned."""
    for name, kind in _NOT_KEPT.items():
        if name in message:
            return MediaIn(kind, problem="not_kept")
    if "photo" in message:
        return _file("photo", max(message["photo"], key=lambda size: size["width"] * size["height"]), "image/jpeg")
    for name in ("voice", "audio"):
        if name in message:
            return _file("voice", message[name], str(message[name].get("mime_type", "")))
    if "document" in message:
        return _file("document", message["document"], str(message["document"].get("mime_type", "")))
    return None


def _file(kind: MediaKind, file: Mapping[str, Any], content_type: str) -> MediaIn:
    size = file.get("file_size")
    if isinstance(size, int) and size > FILE_BYTES:
        return MediaIn(kind, problem="too_big")
    named = content_type if _CONTENT_TYPE.fullmatch(content_type) else None
    if named is not None and named.startswith("image/"):
        kind = "photo"
    known = size if isinstance(size, int) and size >= 0 else None
    return MediaIn(kind, content_type=named, reference=_text(file["file_id"]), size=known, fetch_within=FETCH_WITHIN)


def _callback(query: Mapping[str, Any], platform_id: str, now: datetime) -> Incoming | None:
    data, message = query.get("data"), query.get("message")
    if data is None or data == DONE:
        return None
    chat = message["chat"] if message else {"id": query["from"]["id"], "type": "private"}
    address = str(_whole(chat["id"]))
    if chat["type"] != "private":
        return Incoming(NAME, platform_id, address, now, happening="group") if chat["type"] in _GROUPS else None
    return Incoming(NAME, platform_id, address, now, button=_clean(data), language=_language(query["from"]))


def _membership(change: Mapping[str, Any], platform_id: str, now: datetime) -> Incoming | None:
    """Blocked or not, in a private chat; in a group, that the bot was let in."""
    chat, status = change["chat"], change["new_chat_member"]["status"]
    is_in = status in ("member", "administrator", "creator", "restricted")
    if chat["type"] == "private":
        happening: Happening = "unblocked" if is_in else "blocked"
    elif chat["type"] in _GROUPS and is_in:
        happening = "group"
    else:
        return None
    return Incoming(NAME, platform_id, str(_whole(chat["id"])), now, happening=happening)


#: What is no message, and is only noted.
_SILENT: Mapping[str, Happening] = {"edited_message": "edit", "message_reaction": "reaction"}


def _silent(content: Mapping[str, Any], happening: Happening, platform_id: str, now: datetime) -> Incoming | None:
    chat = content["chat"]
    if chat["type"] != "private":
        return None
    return Incoming(NAME, platform_id, str(_whole(chat["id"])), now, happening=happening)


def _language(sender: Any) -> str | None:
    code = sender.get("language_code") if isinstance(sender, dict) else None
    return _LANGUAGES.get(code.partition("-")[0].lower()) if isinstance(code, str) else None


def _clean(text: Any) -> str:
    """Words as they can be kept: without NUL and half an emoji."""
    return _text(text).replace("\0", "").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("no whole number")
    return value
