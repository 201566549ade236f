"""What Meta's error codes mean for a message, for its channel and for whoever looks after the service.

By the code alone: neither the HTTP status nor the text says reliably what happened. Many come only afterwards, as the
word that a message failed. From Meta's list of error codes, as of May 2026.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from bot.channels.channel import SendError, WindowClosed

Kind = Literal[
    "refused", "account", "rate", "person_rate", "temporary", "upload", "later", "spam", "unreachable", "opted_out",
    "window", "template", "wrong",
]  # fmt: skip
Shows = Literal["", "unreachable", "opted_out", "window_closed"]

_CODES: dict[Kind, tuple[int, ...]] = {
    "refused": (0, 3, 10, 190, *range(200, 300), 131005),
    "account": (368, 130497, 131031, 131037, 131042),
    "rate": (4, 80007, 130429, 133016),
    "person_rate": (131056,),
    "temporary": (1, 2, 131000, 131016, 131057, 133004),
    "upload": (131052, 131053),
    "later": (131049,),
    "spam": (131048,),
    "unreachable": (131026,),
    "opted_out": (131050,),
    "window": (131047,),
    "template": (*range(132000, 132100),),
}
_KINDS: dict[int, Kind] = {code: kind for kind, codes in _CODES.items() for code in codes}

#: What whoever looks after the service is told, once.
_ALARMS: dict[Kind, str] = {
    "refused": (
        "WhatsApp refuses the service (code {code}): make a new permanent token with the permission "
        "whatsapp_business_messaging, see whatsapp.phone_number_id, and start again."
    ),
    "account": (
        "WhatsApp has stopped the office's number (code {code}): look into the WhatsApp Manager for what it asks "
        "(payment, display name, a restriction); nothing is sent until that is settled."
    ),
    "spam": (
        "WhatsApp slows the office's number down because people reported it (code {code}): send nothing but what "
        "they asked for until the WhatsApp Manager shows better quality."
    ),
    "template": (
        "A template of whatsapp.templates cannot be used (code {code}): compare its name, language and arguments "
        "with the WhatsApp Manager; what was to go with it has failed."
    ),
}

_HOUR = timedelta(hours=1)
#: Trying again goes on for about a day; what only this message can cause is given up sooner.
_LAST_ATTEMPT, _LAST_UPLOAD = 150, 8


@dataclass(frozen=True, slots=True)
class Verdict:
    """What follows from an answer that is no success."""

    error: SendError
    #: What it shows beyond this message.
    shows: Shows = ""
    #: A sentence with the remedy, for whoever looks after the service.
    alarm: str = ""


def verdict(code: Any, *, attempts: int, status: int = 400, subcode: Any = None) -> Verdict:
    """What a code means where it came at this attempt, or where there is none, the HTTP status."""
    kind = _kind(code, status, subcode)
    number = code if isinstance(code, int) else status
    alarm = _ALARMS.get(kind, "").format(code=number)
    return Verdict(_error(kind, number, attempts), _SHOWS.get(kind, ""), alarm)


_SHOWS: dict[Kind, Shows] = {"unreachable": "unreachable", "opted_out": "opted_out", "window": "window_closed"}
#: Graph's way of saying that the number in the address is none of the token's.
_NOT_OURS = 33


def _kind(code: Any, status: int, subcode: Any) -> Kind:
    if isinstance(code, int):
        return "refused" if (code, subcode) == (100, _NOT_OURS) else _KINDS.get(code, "wrong")
    if status in (401, 403):
        return "refused"
    if status == 429:
        return "rate"
    return "temporary" if status >= 500 else "wrong"


def _error(kind: Kind, code: int, attempts: int) -> SendError:
    log = f"WhatsApp answers with code {code} ({kind})."
    if kind == "window":
        return WindowClosed(log)
    return SendError(
        log,
        reason=_REASONS.get(kind, f"whatsapp_{code}"),
        retry_after=_retry_after(kind, code, attempts),
        waits="channel" if kind in ("refused", "account", "rate") else "message",
        unreachable=kind == "unreachable",
    )


_REASONS: dict[Kind, str] = {"unreachable": "not_on_whatsapp", "opted_out": "opted_out"}


def _retry_after(kind: Kind, code: int, attempts: int) -> timedelta | None:
    """Meta asks for 4^X seconds where one person was sent too much, and for patience everywhere else."""
    if kind in ("refused", "account"):
        return timedelta(minutes=5)
    if kind == "rate":
        first = 1 if code == 130429 else 60
        return _growing(first, 2, attempts, _HOUR)
    if kind == "person_rate":
        return _growing(1, 4, attempts, _HOUR)
    if kind == "temporary" and attempts < _LAST_ATTEMPT:
        return _growing(2, 2, attempts, timedelta(minutes=10))
    if kind == "upload" and attempts < _LAST_UPLOAD:
        return _growing(2, 2, attempts, timedelta(minutes=10))
    return {"later": timedelta(hours=24), "spam": _HOUR}.get(kind)


def _growing(first: int, factor: int, attempts: int, most: timedelta) -> timedelta:
    return min(timedelta(seconds=first * factor ** min(attempts - 1, 20)), most)
