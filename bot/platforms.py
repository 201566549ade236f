"""The platforms that the configuration names, as channels; each is imported only where it is used."""

from typing import TYPE_CHECKING

from bot.channels.channel import Remote
from bot.clock import Clock
from bot.config import Config, Telegram
from bot.receipts import Receipts

if TYPE_CHECKING:
    from bot.channels.telegram_platform import Calls


def connected(config: Config, receipts: Receipts, clock: Clock) -> list[Remote]:
    """A channel for each platform that is set up."""
    channels: list[Remote] = []
    if config.telegram is not None:
        channels.append(_telegram(config.telegram, receipts, clock))
    if config.whatsapp is not None:
        from bot.channels.whatsapp import WhatsAppChannel

        limit = config.upload_megabytes * 1_000_000
        channels.append(WhatsAppChannel(config.whatsapp, receipts, clock, file_limit=limit))
    return channels


def _telegram(settings: Telegram, receipts: Receipts, clock: Clock) -> Remote:
    """By the library and in the mode that are set."""
    from bot.channels.telegram_polling_platform import PollingTelegram
    from bot.channels.telegram_webhook_platform import WebhookTelegram

    channel = WebhookTelegram if settings.mode == "webhook" else PollingTelegram
    return channel(_calls(settings), settings, receipts, clock)


def _calls(settings: Telegram) -> "Calls":
    if settings.library == "httpx":
        from bot.channels.telegram_http import HttpxCalls

        return HttpxCalls(settings.token, settings.api_base_url)
    from bot.channels.telegram import LibraryCalls

    return LibraryCalls(settings.token, settings.api_base_url)
