"""Telegram as a whole: from the platform through the service and back, by each library and in each mode."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.bot.channels.telegram_office import WAYS, Office, running, text_of
from tests.bot.channels.whatsapp_office import until
from tests.standins.bot_api import Person, inline
from tests.tester import ADULT_ANSWERS

Work = Callable[[Office], Awaitable[None]]
JPEG = b"\xff\xd8\xff\xe0" + b"photo" * 100


@pytest.fixture(params=WAYS, ids="-".join)
def run(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Work], None]:
    """Runs a test's work in an office that speaks Telegram that way."""
    library, mode = request.param
    return lambda work: running(work, tmp_path, library, mode)


def ani(office: Office) -> Person:
    return Person(office.api, 81000001, "Ani")


def test_a_whole_registration_with_buttons_a_photo_and_the_card(run: Callable[[Work], None]) -> None:
    async def work(office: Office) -> None:
        office.world.open_intake()
        person = ani(office)
        await office.say(person, "/start")
        for answer in ADULT_ANSWERS:
            await office.answer(person, answer)
        card = await office.press(person, "Kirim")
        assert "PSR-2026-" in text_of(card)
        assert (card["method"], card["files"]["photo"][:4]) == ("sendPhoto", b"\x89PNG")
        shown = await office.reply(person, lambda: person.photo("AgAC-invented", JPEG))
        assert "berkas" in text_of(shown).lower()
        assert len(office.api.calls["answerCallbackQuery"]) == len(office.api.calls["editMessageReplyMarkup"]) > 5

    run(work)
