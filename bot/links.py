"""How the chats of the platforms are opened from a link; the only words about it outside their channels."""

import re

from programme.links import Link

_BOT_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{4,31}")
_NUMBER = re.compile(r"[1-9]\d{6,14}")


def bot_name(value: object) -> str:
    """A Telegram bot's name, with or without @; "" where there is none."""
    name = str(value).strip().removeprefix("@")
    if name and not _BOT_NAME.fullmatch(name):
        raise ValueError('write the bot\'s name such as "PaserTuntasBot", or "" for none')
    return name


def display_number(value: object) -> str:
    """A WhatsApp number with its country code, however it is spaced; "" where there is none."""
    number = re.sub(r"[\s().-]", "", str(value)).removeprefix("+")
    if number and not _NUMBER.fullmatch(number):
        raise ValueError('write the number with its country code such as "+62 543 000000", or "" for none')
    return number


def links(bot: str, number: str) -> tuple[Link, ...]:
    """A link for each platform that is set up."""
    telegram = (Link("telegram", f"https://t.me/{bot}?start={{parameter}}"),) if bot else ()
    whatsapp = (Link("whatsapp", f"https://wa.me/{number}?text={{text}}"),) if number else ()
    return telegram + whatsapp
