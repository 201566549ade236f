"""The platforms that the configuration names, as channels; each is imported only where it is used."""

from bot.channels.channel import Remote
from bot.clock import Clock
from bot.config import Config
from bot.receipts import Receipts


def connected(config: Config, receipts: Receipts, clock: Clock) -> list[Remote]:
    """A channel for each platform that is set up."""
    channels: list[Remote] = []
    if config.whatsapp is not None:
        from bot.channels.whatsapp import WhatsAppChannel

        limit = config.upload_megabytes * 1_000_000
        channels.append(WhatsAppChannel(config.whatsapp, receipts, clock, file_limit=limit))
    return channels
