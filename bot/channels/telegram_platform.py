"""What the Telegram channels do, whichever library makes their calls: send, fetch, take an update, look around.

How updates come stands in telegram_polling_platform and telegram_webhook_platform.
"""

import asyncio
import json
import logging
import time
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any, Protocol

from bot.channels.channel import Checked, FetchError, Incoming, Limits, Outgoing, Receiver, Unavailable
from bot.channels.telegram_format import (
    ABILITIES,
    CHAT_SECONDS,
    NAME,
    NO_PHOTO,
    PAID_PER_SECOND,
    PER_SECOND,
    Call,
    NoAnswer,
    Refused,
    calls,
    delete_calls,
    file_path,
    not_deleted,
    send_error,
    sent_id,
)
from bot.channels.telegram_update_format import Pressed, pressed, read, update_id
from bot.clock import Clock
from bot.config import Telegram
from bot.logs import place_of
from bot.receipts import Receipts
from handlers.commands import LISTED
from handlers.texts import render
from talk import Line

log = logging.getLogger(__name__)

#: Seconds within which the API must have answered, and have taken or given a file.
WITHIN, FILE_WITHIN = 15, 60
#: Once a part of a message is out, so many seconds of waiting for the next are waited here: sent anew, it would all
#: be said twice.
PATIENCE = 20
#: So often a call is put in another way (plain, elsewhere, later) before it counts as refused.
WAYS = 4
#: A turn that takes longer than so many seconds is shown as typing.
TYPING_AFTER = 1.0
#: Courtesies on the wire at once (typing, answered queries, tidied buttons); more are left out.
COURTESIES = 100
#: What cannot be fetched just now.
FETCH_AGAIN = timedelta(seconds=30)

BAD_TOKEN = "Telegram does not know this token: copy it anew from @BotFather into telegram.token, and start again."  # noqa: S105


class Calls(Protocol):
    """How calls of the Bot API are made: the one thing in which the two channels differ."""

    async def call(self, call: Call, within: float, written: Callable[[], None] | None = None) -> Any:
        """What the call returns; `written` is told when it leaves. Raises Refused and NoAnswer."""

    async def download(self, path: str, within: float) -> bytes | None:
        """A file of that path below the API's own address; None where it is too large. Raises Refused and NoAnswer."""

    async def close(self) -> None:
        """Let go of the connections."""


class TelegramPlatform:
    """Fills the port, but for how updates come."""

    name = NAME

    #: Set by the composition root: whoever receives also sends, so one of the two comes first.
    receiver: Receiver

    def __init__(self, calls: Calls, settings: Telegram, receipts: Receipts, clock: Clock) -> None:
        allowed = PAID_PER_SECOND if settings.paid_broadcast else PER_SECOND
        limits = Limits(settings.messages_per_second or allowed, settings.chat_burst, CHAT_SECONDS)
        self.abilities = replace(ABILITIES, limits=limits)
        self.calls = calls
        self.settings = settings
        self._receipts = receipts
        self._clock = clock
        self._courtesies: set[asyncio.Task[None]] = set()
        self._told_to_wait: dict[str, float] = {}

    # What goes out

    async def send(self, outgoing: Outgoing) -> str:
        """Send it, in several messages where it is long, and return their ids. Raises SendError."""
        sent: list[Any] = []
        for number, call in enumerate(calls(outgoing, paid=self.settings.paid_broadcast)):
            try:
                sent.append(await self._send(call, outgoing, begun=number > 0))
            except (Refused, NoAnswer) as error:
                failure = send_error(call.method, error, outgoing.attempts)
                if isinstance(error, Refused) and error.retry_after:
                    failure.waits = self._who_waits(outgoing.address, error.retry_after)
                raise failure from None
        return sent_id(sent)

    async def delete(self, address: str, platform_id: str) -> None:
        """Take it out of the chat; one that is gone already is no error. Raises NotDeleted."""
        for call in delete_calls(address, platform_id):
            try:
                await self.calls.call(call, WITHIN)
            except (Refused, NoAnswer) as error:
                if (failure := not_deleted(error)) is not None:
                    raise failure from None

    async def _send(self, call: Call, outgoing: Outgoing, *, begun: bool) -> Any:
        within = FILE_WITHIN if call.files else WITHIN
        for _ in range(WAYS):
            try:
                return await self.calls.call(call, within, outgoing.written)
            except Refused as error:
                call = await self._otherwise(call, error, outgoing, begun)
        return await self.calls.call(call, within, outgoing.written)

    async def _otherwise(self, call: Call, error: Refused, outgoing: Outgoing, begun: bool) -> Call:
        """The call as it may succeed after what was answered; the error again where it cannot."""
        if error.says("can't parse entities") and "parse_mode" in call.body:
            return call.plain()
        if call.method == "sendPhoto" and any(error.says(words) for words in NO_PHOTO):
            return call.as_document()
        if error.moved_to is not None and str(call.body["chat_id"]) != error.moved_to:
            self.later(self._note_moved(outgoing.address, error.moved_to))
            return replace(call, body={**call.body, "chat_id": int(error.moved_to)})
        if begun and error.retry_after is not None and error.retry_after <= PATIENCE:
            await asyncio.sleep(error.retry_after)
            return call
        raise error

    async def _note_moved(self, address: str, moved_to: str) -> None:
        platform_id = f"moved:{address}:{moved_to}"
        now = self._clock.now()
        await self.receiver.receive(
            Incoming(NAME, platform_id, address, now, happening="moved", moved_to=moved_to),
        )

    def _who_waits(self, address: str, seconds: float) -> Any:
        """The API does not say whose limit was met: that of the chat, unless another was just told to wait as well."""
        now = time.monotonic()
        waiting = {chat: until for chat, until in self._told_to_wait.items() if until > now}
        everybody = any(chat != address for chat in waiting)
        self._told_to_wait = {**waiting, address: now + seconds}
        return "channel" if everybody else "message"

    # Files

    async def fetch(self, reference: str) -> bytes:
        """The bytes of a file that came. Raises FetchError."""
        try:
            path = file_path(await self.calls.call(Call("getFile", {"file_id": reference}), WITHIN))
            content = await self.calls.download(path, FILE_WITHIN) if path else None
        except NoAnswer as error:
            raise FetchError(f"getFile: no answer ({error})", retry_after=FETCH_AGAIN) from None
        except Refused as error:
            raise FetchError(f"getFile: HTTP {error.status}", retry_after=_fetch_again(error)) from None
        if content is None:
            raise FetchError("getFile: too large, or kept elsewhere than at the API", retry_after=None)
        return content

    # What comes in

    async def take(self, update: Any) -> None:
        """Return once it is committed, or recorded and stepped over. Raises Unavailable."""
        try:
            incoming = read(update, self._clock.now())
        except Exception as error:  # noqa: BLE001 - whatever it is, the next ones must be read
            await self._step_over(update, error)
        else:
            if incoming is not None:
                await self._receive(incoming, update)
        query = pressed(update)
        if query is not None:
            self.later(self._acknowledge(query))

    async def step_over(self, payload: bytes, platform_id: str, error: str) -> None:
        """Record what cannot be read. Raises Unavailable."""
        log.warning("An update cannot be read (%s): it is recorded and stepped over.", error)
        await self._receipts.unreadable(NAME, platform_id, payload, error)

    async def _receive(self, incoming: Incoming, update: Any) -> None:
        try:
            with self._typing(incoming):
                await self.receiver.receive(incoming)
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - not even its failure could be recorded as one
            await self._step_over(update, error)

    async def _step_over(self, update: Any, error: Exception) -> None:
        log.error("An update was not handled: %s at %s", type(error).__name__, place_of(error.__traceback__))
        await self.step_over(json.dumps(update).encode(), f"u{update_id(update)}", type(error).__name__)

    # Courtesies: best effort, never waited for, never in the way of a message

    def later(self, courtesy: Coroutine[Any, Any, None]) -> None:
        """Do it beside everything else; where too much of this is on the wire, leave it out."""
        if len(self._courtesies) >= COURTESIES:
            courtesy.close()
            return
        task = asyncio.get_running_loop().create_task(_quietly(courtesy))
        self._courtesies.add(task)
        task.add_done_callback(self._courtesies.discard)

    async def _acknowledge(self, query: Pressed) -> None:
        """The phone stops waiting, and of the buttons what was pressed is left, ticked."""
        await self.calls.call(Call("answerCallbackQuery", {"callback_query_id": query.query_id}), WITHIN)
        if query.keyboard is not None:
            message = {"chat_id": query.chat_id, "message_id": query.message_id, "reply_markup": query.keyboard}
            await self.calls.call(Call("editMessageReplyMarkup", message), WITHIN)

    @contextmanager
    def _typing(self, incoming: Incoming) -> Iterator[None]:
        """What takes long is shown as typing."""
        timer = asyncio.get_running_loop().call_later(TYPING_AFTER, self._type, incoming)
        try:
            yield
        finally:
            timer.cancel()

    def _type(self, incoming: Incoming) -> None:
        if incoming.happening == "message":
            action = {"chat_id": int(incoming.address), "action": "typing"}
            self.later(self.say("sendChatAction", action))

    async def say(self, method: str, body: Mapping[str, Any]) -> None:
        """A call whose result nobody needs."""
        await self.calls.call(Call(method, dict(body)), WITHIN)

    # Set-up

    async def set_commands(self) -> None:
        """The commands that phones list: in private chats in each language, in groups only the way out."""
        for language, listed in LISTED.items():
            commands = [{"command": name, "description": render(language, Line(key))} for name, key in listed]
            group = [{"command": "start", "description": render(language, Line("command-group"))}]
            for scope, shown in (("all_private_chats", commands), ("all_group_chats", group)):
                body: dict[str, Any] = {"commands": shown, "scope": {"type": scope}}
                # Indonesian is what everybody sees whose language has no list of its own.
                await self.say("setMyCommands", body if language == "id" else {**body, "language_code": language})

    async def check(self) -> list[Checked]:
        """Whether the token serves, and how updates are to come. Never raises."""
        try:
            bot = await self.calls.call(Call("getMe", {}), WITHIN)
            hook = await self.calls.call(Call("getWebhookInfo", {}), WITHIN)
            return [Checked("fine", f"Telegram: the token is that of @{bot['username']}."), *self.check_hook(hook)]
        except Refused as error:
            says = BAD_TOKEN if is_bad_token(error) else f"Telegram answers with HTTP {error.status}."
            return [Checked("wrong", says)]
        except NoAnswer as error:
            return [Checked("wrong", f"Telegram cannot be reached ({error}): see to the network and the proxy.")]
        except Exception as error:  # noqa: BLE001 - an answer that is none is a finding too
            return [Checked("wrong", f"Telegram answers oddly ({type(error).__name__}): see telegram.api_base_url.")]

    def check_hook(self, hook: Mapping[str, Any]) -> list[Checked]:
        """What the platform says of the webhook that it knows."""
        raise NotImplementedError

    async def finish(self) -> None:
        """Let courtesies end that are on the wire."""
        if self._courtesies:
            await asyncio.wait(self._courtesies, timeout=2)

    async def close(self) -> None:
        """Let go of the connections."""
        for task in self._courtesies:
            task.cancel()
        await self.calls.close()


def is_bad_token(error: Refused | NoAnswer) -> bool:
    """Whether the API refuses the token itself: it says 404 where it has not even the form of one."""
    return isinstance(error, Refused) and error.status in (401, 404)


async def _quietly(courtesy: Coroutine[Any, Any, None]) -> None:
    try:
        await courtesy
    except (Refused, NoAnswer, Unavailable):
        pass  # too old, tidied already, or no network: nobody misses it
    except Exception as error:  # noqa: BLE001 - nobody waits for it, so it is told here
        log.error("A courtesy failed: %s at %s", type(error).__name__, place_of(error.__traceback__))  # noqa: TRY400


def _fetch_again(error: Refused) -> timedelta | None:
    if error.retry_after is not None:
        return timedelta(seconds=error.retry_after)
    is_final = error.status == 400 and not error.says("temporarily unavailable")
    return None if is_final else FETCH_AGAIN
