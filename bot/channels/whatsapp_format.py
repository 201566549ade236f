"""What Meta's webhooks say, as the port reads it; pure.

A call holds many messages and words about messages, of many people. Each is read by itself: one that cannot be read
takes nothing with it. Since people may have usernames, a number is often lacking, and who writes is known by an id of
this business's own (a "business-scoped user id"); where there is one it is the address, and the number another of
the same person's.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channels.channel import Happening, Incoming, MediaIn, MediaKind
from bot.channels.whatsapp_errors_format import verdict
from storage.files import ALLOWED, TABLES
from storage.messages import Receipt

NAME = "whatsapp"
#: Seconds for which Meta hands out a file by the id that came with the message.
KEPT_FOR = int(timedelta(days=7).total_seconds())

_BSUID = re.compile(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}")
_NUMBER = re.compile(r"\+?([0-9]{6,15})")
#: What comes back with every word about a message of ours: its row in the outbox, and what it is billed as.
_CALLBACK = re.compile(r"tuntas:([0-9]{1,18}):(service|template)")
_LONGEST_ID = 200

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Unread:
    """What cannot be read, kept for whoever finds out why."""

    platform_id: str
    payload: bytes
    error: str


@dataclass(slots=True)
class Read:
    """Everything that one call of the webhook says, in its order."""

    messages: list[Incoming] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def callback(outbox_id: int, kind: str) -> str:
    """What goes with a message and comes back with every word about it."""
    return f"tuntas:{outbox_id}:{kind}"


def is_number(address: str) -> bool:
    """Whether the address is a telephone number, and not an id that stands for a person."""
    return address.startswith("+")


def read(body: bytes, now: datetime) -> Read:
    """What the webhook was called with; never raises."""
    found = Read()
    try:
        payload = json.loads(body)
        if not isinstance(payload["entry"], list):
            raise TypeError("entry")
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        found.unread.append(_unread(body, error))
        return found
    for value in _values(payload):
        _each(found, value, "messages", _read_message, now)
        _each(found, value, "statuses", _read_status, now)
    return found


def _values(payload: Any) -> Iterator[Fields]:
    for entry in payload["entry"]:
        for change in _list(entry, "changes"):
            if isinstance(change, dict) and change.get("field", "messages") == "messages":
                value = change.get("value")
                if isinstance(value, dict):
                    yield value


def _each(
    found: Read, value: Fields, name: str, reads: Callable[[Read, Fields, Any, datetime], None], now: datetime
) -> None:
    for item in _list(value, name):
        try:
            reads(found, value, item, now)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
            found.unread.append(_unread(json.dumps(item).encode(), error))


def _unread(payload: bytes, error: Exception) -> Unread:
    return Unread(f"unread:{hashlib.sha256(payload).hexdigest()[:40]}", payload, type(error).__name__)


def _list(value: Any, name: str) -> list[Any]:
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def _read_message(found: Read, value: Fields, message: Fields, now: datetime) -> None:
    if "group_id" in message:
        raise ValueError("groups are not served")
    what = _what(message)
    if what is None:
        return
    address, number = _sender(message, _list(value, "contacts"))
    fields: Fields = {
        "phone": number,
        "also": (number,) if number is not None and number != address else (),
        "opens_window": what.get("happening", "message") == "message",
        **what,
    }
    found.messages.append(
        Incoming(
            channel=NAME,
            platform_id=_id(message["id"]),
            address=address,
            at=_at(message.get("timestamp"), now),
            **fields,
        )
    )


def _sender(message: Fields, contacts: list[Any]) -> tuple[str, str | None]:
    """Where the answer goes, and their number if it is known: the channel itself proves it."""
    contact = _contact(message, contacts)
    written = message.get("from")
    number = _number(written) or _number(contact.get("wa_id"))
    user = message.get("from_user_id") or contact.get("user_id")
    if user is None and isinstance(written, str) and _BSUID.fullmatch(written):
        user = written
    address = user or number or written
    return _id(address), number


def _contact(message: Fields, contacts: list[Any]) -> Fields:
    """What is said about the sender beside the message; nothing where it may be about somebody else."""
    known = [contact for contact in contacts if isinstance(contact, dict)]
    written, user = message.get("from"), message.get("from_user_id")
    for contact in known:
        if (written and contact.get("wa_id") == written) or (user and contact.get("user_id") == user):
            return contact
    return known[0] if len(known) == 1 and not written and not user else {}


def _number(written: Any) -> str | None:
    """E.164."""
    digits = _NUMBER.fullmatch(str(written)) if isinstance(written, str | int) else None
    return f"+{digits[1]}" if digits else None


def _id(written: Any) -> str:
    """An id as it may be kept. Raises ValueError."""
    if not isinstance(written, str) or not 0 < len(written) <= _LONGEST_ID or not written.isprintable():
        raise ValueError("no id")
    return written


def _at(written: Any, now: datetime) -> datetime:
    """Seconds, mostly as text; never later than now."""
    try:
        return min(datetime.fromtimestamp(int(written), UTC), now)
    except (ValueError, TypeError, OverflowError, OSError):
        return now


def _what(message: Fields) -> Fields | None:
    """What the message says; None where it is none of the person's."""
    reads = _KINDS.get(str(message.get("type")))
    return {"media": MediaIn("other", problem="not_kept")} if reads is None else reads(message)


def _text(message: Fields) -> Fields:
    return {"text": _words(message["text"]["body"])}


def _words(written: Any) -> str:
    if not isinstance(written, str):
        raise TypeError("no text")
    return written


def _pressed(payload: Any, label: Any) -> Fields:
    """A button of ours carries where it belongs; one that the office put into a template says what stands on it."""
    if isinstance(payload, str) and "|" in payload:
        return {"button": payload}
    return {"text": _words(label)}


def _button(message: Fields) -> Fields:
    return _pressed(message["button"].get("payload"), message["button"].get("text"))


def _interactive(message: Fields) -> Fields:
    interactive = message["interactive"]
    reply = interactive.get("button_reply") or interactive.get("list_reply")
    if reply is None:  # a form of Meta's own
        return {"media": MediaIn("other", problem="not_kept")}
    return _pressed(reply.get("id"), reply.get("title"))


def _file(kind: MediaKind) -> Callable[[Fields], Fields]:
    def reads(message: Fields) -> Fields:
        file = message[message["type"]]
        content_type = str(file.get("mime_type", "")).partition(";")[0].strip()
        text = _words(file.get("caption") or "")
        if content_type not in ALLOWED and content_type not in TABLES:
            return {"text": text, "media": MediaIn(kind, problem="wrong_type")}
        media = MediaIn(kind, content_type=content_type, reference=_id(file["id"]), fetch_within=KEPT_FOR)
        return {"text": text, "media": media}

    return reads


def _not_kept(kind: MediaKind) -> Callable[[Fields], Fields]:
    return lambda _message: {"media": MediaIn(kind, problem="not_kept")}


def _happening(happening: Happening) -> Callable[[Fields], Fields]:
    return lambda _message: {"happening": happening}


def _system(message: Fields) -> Fields | None:
    """Somebody took another number; the old one may soon be a stranger's, so the new one is what is proven."""
    system = message["system"]
    moved_to = _number(system.get("wa_id") or system.get("new_wa_id"))
    if system.get("type") not in ("user_changed_number", "customer_changed_number") or moved_to is None:
        return None
    return {"happening": "moved", "moved_to": moved_to, "phone": moved_to, "also": ()}


#: By type; whatever else comes is answered as something that cannot be used.
_KINDS: dict[str, Callable[[Fields], Fields | None]] = {
    "text": _text,
    "button": _button,
    "interactive": _interactive,
    "image": _file("photo"),
    "document": _file("document"),
    "audio": _file("voice"),
    "voice": _file("voice"),
    "sticker": _not_kept("sticker"),
    "location": _not_kept("location"),
    "reaction": _happening("reaction"),
    "edit": _happening("edit"),
    "revoke": _happening("deletion"),
    "system": _system,
    "request_welcome": lambda _message: {"text": "menu"},  # they opened the chat and have yet to write
}


def _read_status(found: Read, value: Fields, status: Fields, now: datetime) -> None:
    """A word about a message; one that is none of ours is nothing to us."""
    ours = _CALLBACK.fullmatch(str(status.get("biz_opaque_callback_data")))
    says = {"sent": "sent", "delivered": "delivered", "read": "read", "played": "read", "failed": "failed"}.get(
        str(status["status"])
    )
    if ours is None or says is None:
        return
    metadata = value.get("metadata")
    number = metadata.get("phone_number_id") if isinstance(metadata, dict) else None
    found.receipts.append(
        Receipt(
            outbox_id=int(ours[1]),
            platform_id=_id(status["id"]),
            says=says,  # type: ignore[arg-type]
            at=_at(status.get("timestamp"), now),
            kind=ours[2],
            number=_id(number)[:40] if number else "",
            **(_why(status) if says == "failed" else {}),
        )
    )


def _why(status: Fields) -> Fields:
    errors = [error for error in _list(status, "errors") if isinstance(error, dict)]
    found = verdict(errors[0].get("code") if errors else None, attempts=1)
    return {"reason": found.error.reason, "retry_after": found.error.retry_after, "shows": found.shows}
