"""Webhook: the platform calls with each update, and is answered 200 only once what it caused is committed."""

import asyncio
import hashlib
import hmac
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.channels.channel import Answered, Called, Checked, Unavailable
from bot.channels.telegram_format import NAME, NoAnswer, Refused, loads
from bot.channels.telegram_platform import BAD_TOKEN, TelegramPlatform, is_bad_token
from bot.channels.telegram_update_format import ALLOWED, update_id

log = logging.getLogger(__name__)

#: Calls that the platform may make at once; each waits for one commit.
CONNECTIONS = 40
#: Seconds between tries to tell the platform where to call.
AGAIN = 15

_SECRET = "x-telegram-bot-api-secret-token"  # noqa: S105 - a header's name


class WebhookTelegram(TelegramPlatform):
    """Is called with updates."""

    path = NAME

    async def run(self) -> None:
        """Tell the platform where to call, and wait until cancelled."""
        try:
            while not await self._told():  # noqa: ASYNC110 - nobody else tells when it can be told
                await asyncio.sleep(AGAIN)
            await asyncio.Event().wait()
        finally:
            await self.finish()

    async def _told(self) -> bool:
        """Whether it need not be told again."""
        hook = {
            "url": self.settings.webhook_url,
            "secret_token": self.settings.secret,
            "max_connections": CONNECTIONS,
            "allowed_updates": list(ALLOWED),
        }
        try:
            await self.say("setWebhook", hook)
            await self.set_commands()
        except NoAnswer as error:
            log.warning("Telegram does not answer (%s): I go on trying to set the webhook.", error)
            return False
        except Refused as error:
            return self._refused(error)
        return True

    def _refused(self, error: Refused) -> bool:
        if is_bad_token(error):
            log.error(BAD_TOKEN)
            return True
        if error.status == 400:
            log.error("Telegram refuses the webhook: see that telegram.webhook_url is public, https, port 443 or 8443.")
            return True
        log.warning("Telegram answers with HTTP %s: I go on trying to set the webhook.", error.status)
        return False

    async def called(self, call: Called) -> Answered:
        """Take an update, and answer only once it is committed."""
        if call.method != "POST":
            return Answered(405)
        if not self._is_telegram(call.headers):
            return Answered(401)
        try:
            await self._take(call.body)
        except Unavailable:
            return Answered(503, "Come again later.")
        return Answered(200)

    def _is_telegram(self, headers: Mapping[str, str]) -> bool:
        shown = headers.get(_SECRET, "").encode("utf-8", "surrogateescape")
        return hmac.compare_digest(shown, self.settings.secret.encode())

    async def _take(self, body: bytes) -> None:
        """What is no update at all is recorded under what it is."""
        try:
            update = loads(body)
        except ValueError as error:
            update, why = None, type(error).__name__
        else:
            why = "NoUpdate"
        if update_id(update) is None:
            await self.step_over(body, f"h{hashlib.sha256(body).hexdigest()}", why)
        else:
            await self.take(update)

    def check_hook(self, hook: Mapping[str, Any]) -> list[Checked]:
        """Whether it is ours, and how its last calls went."""
        if hook.get("url") != self.settings.webhook_url:
            says = "Telegram: the webhook is not telegram.webhook_url; it is set when Tuntas starts."
            return [Checked("doubtful", says)]
        if hook.get("last_error_date"):
            at = datetime.fromtimestamp(hook["last_error_date"], UTC)
            says = (
                f"Telegram: its call of {at:%d-%m-%Y %H:%M} UTC failed ({str(hook.get('last_error_message'))[:120]})."
            )
            return [Checked("doubtful", says)]
        return [Checked("fine", f"Telegram: the webhook is set, and {hook.get('pending_update_count', 0)} wait.")]
