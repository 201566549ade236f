"""Long polling: updates are asked for, and confirmed only once what they caused is committed.

Asking with an offset confirms everything below it, so the offset stands at the first update that is not done. Those
after it come again with every answer; they are known by their ids and left alone, or recognised as repeats after a
restart. A chat's updates are done in order, different chats side by side, and one that takes long holds up nobody.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Mapping
from typing import Any

from bot.channels.channel import Checked, Unavailable
from bot.channels.telegram_format import Call, NoAnswer, Refused
from bot.channels.telegram_platform import BAD_TOKEN, WITHIN, TelegramPlatform, is_bad_token
from bot.channels.telegram_update_format import ALLOWED, line_of, update_id

log = logging.getLogger(__name__)

#: Seconds that the API waits for something new before it answers with nothing; offices' routers drop what is silent
#: for longer than a minute.
LONG_POLL = 25
#: Updates that are open at once.
MOST = 100
#: Seconds after which what is still being done no longer keeps the next updates waiting.
SLOW = 0.5
#: At the end the service waits so many seconds for what it has taken.
FINISH_WITHIN = 5
#: Seconds after a failure, then twice as many, and so on up to the last; and between looks at who else is polling.
AGAIN, AGAIN_AT_MOST, CONFLICT_AGAIN = 1.0, 10.0, 20.0

SECOND_POLLER = (
    "Another program fetches this bot's messages: stop the other Tuntas or bot that uses the same telegram.token, or "
    "get a token of your own from @BotFather; I try again every 20 seconds."
)


class Open:
    """The updates that came and are not confirmed yet."""

    def __init__(self) -> None:
        #: By id, in the order in which they came: whether each is done.
        self._done: dict[int, bool] = {}
        self._lines: dict[object, deque[Mapping[str, Any]]] = {}
        #: What to ask from next; None asks for the oldest that is not confirmed.
        self.offset: int | None = None

    def __len__(self) -> int:
        return len(self._done)

    def add(self, update: Mapping[str, Any]) -> object | None:
        """Note it where it is new; returns its line where nobody is at work on that."""
        number = update_id(update)
        if number is None or number in self._done:
            return None
        self._done[number] = False
        line = line_of(update)
        waiting = self._lines.get(line)
        if waiting is not None:
            waiting.append(update)
            return None
        self._lines[line] = deque([update])
        return line

    def first(self, line: object) -> Mapping[str, Any] | None:
        """The next of that line; None where it is done with."""
        waiting = self._lines[line]
        if waiting:
            return waiting[0]
        del self._lines[line]
        return None

    def finish(self, line: object) -> None:
        """Its first is done."""
        number = update_id(self._lines[line].popleft())
        assert number is not None  # noqa: S101 - only what has one is added
        self._done[number] = True

    def give_up(self, line: object) -> None:
        """Nothing of that line can be done now; all of it is to come again, in order."""
        for update in self._lines.pop(line):
            number = update_id(update)
            assert number is not None  # noqa: S101 - only what has one is added
            self._done.pop(number)

    def confirm(self) -> None:
        """Move the offset to the first that is not done."""
        for number in list(self._done):
            if not self._done[number]:
                self.offset = number
                return
            del self._done[number]
            self.offset = number + 1

    def nothing_left(self) -> None:
        """All are confirmed. Ids may begin anew after a quiet week, so none is asked from."""
        if not self._done:
            self.offset = None


class PollingTelegram(TelegramPlatform):
    """Asks for updates."""

    _is_away = False

    async def run(self) -> None:
        """Receive until cancelled; what was taken is finished first. Ends by itself where the token is refused."""
        self._open = Open()
        self._workers: set[asyncio.Task[None]] = set()
        self._failures = 0
        self._has_conflict = False
        try:
            await self._receive_until_refused()
        finally:
            if self._workers:
                await asyncio.wait(self._workers, timeout=FINISH_WITHIN)
            await self.finish()

    async def _receive_until_refused(self) -> None:
        is_ready = False
        while True:
            try:
                if not is_ready:
                    await self.say("deleteWebhook", {"drop_pending_updates": False})
                    await self.set_commands()
                    is_ready = True
                await self._poll()
            except (Refused, NoAnswer) as error:
                if is_bad_token(error):
                    log.error(BAD_TOKEN)  # noqa: TRY400 - one sentence
                    return
                is_ready = is_ready and not _has_webhook(error)
                await self._bear(error)

    async def _poll(self) -> None:
        """One round: ask, do what came, confirm what is done."""
        updates = await self._asked()
        self._has_conflict = False
        if not updates:
            self._open.nothing_left()
        lines = [self._open.add(update) for update in updates if isinstance(update, dict)]
        for line in lines:
            if line is not None:
                self._start(line)
        if self._workers:
            await asyncio.wait(self._workers, timeout=SLOW)
        self._open.confirm()
        if self._is_away:
            self._is_away = False
            await self._wait("The database is away: Telegram keeps the messages, and I ask for them again.")
        else:
            self._failures = 0

    async def _asked(self) -> list[Any]:
        wait = 0 if len(self._open) else LONG_POLL
        body: dict[str, Any] = {"timeout": wait, "limit": MOST, "allowed_updates": list(ALLOWED)}
        if self._open.offset is not None:
            body["offset"] = self._open.offset
        updates = await self.calls.call(Call("getUpdates", body), wait + WITHIN)
        return updates if isinstance(updates, list) else []

    def _start(self, line: object) -> None:
        worker = asyncio.get_running_loop().create_task(self._work(line))
        self._workers.add(worker)
        worker.add_done_callback(self._workers.discard)

    async def _work(self, line: object) -> None:
        """One chat's updates, in order; where the database is away, all that is left of them comes again."""
        while (update := self._open.first(line)) is not None:
            try:
                await self.take(update)
            except Unavailable:
                self._is_away = True
                self._open.give_up(line)
                return
            self._open.finish(line)

    async def _bear(self, error: Refused | NoAnswer) -> None:
        """Wait as long as the error asks for."""
        if isinstance(error, NoAnswer):
            await self._wait(f"Telegram does not answer ({error}): I go on trying.")
        elif error.status == 409 and not _has_webhook(error):
            if not self._has_conflict:
                log.error("%s", SECOND_POLLER)
            self._has_conflict = True
            await asyncio.sleep(CONFLICT_AGAIN)
        elif error.retry_after is not None:
            await asyncio.sleep(error.retry_after)
        else:
            await self._wait(f"Telegram answers with HTTP {error.status}: I go on trying.")

    async def _wait(self, why: str) -> None:
        """Longer from failure to failure, and told once."""
        if self._failures == 0:
            log.warning("%s", why)
        self._failures += 1
        await asyncio.sleep(min(AGAIN * 2 ** min(self._failures - 1, 10), AGAIN_AT_MOST))

    def check_hook(self, hook: Mapping[str, Any]) -> list[Checked]:
        """A webhook would keep updates from being asked for; it is taken away when the service starts."""
        if hook.get("url"):
            return [Checked("doubtful", "Telegram: a webhook is set; it is removed when Tuntas starts (polling).")]
        waiting = hook.get("pending_update_count", 0)
        return [Checked("fine", f"Telegram: messages are asked for, and {waiting} wait.")]


def _has_webhook(error: Refused | NoAnswer) -> bool:
    """Somebody has set one meanwhile; then nothing can be asked for."""
    return isinstance(error, Refused) and error.status == 409 and error.says("webhook")
