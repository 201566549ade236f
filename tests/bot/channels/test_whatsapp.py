"""A talk over WhatsApp: from Meta's webhook through the service to Meta's API, over HTTP."""

from pathlib import Path

from tests.bot.channels.whatsapp_office import Office, running, text_of
from tests.standins.graph_api import Person
from tests.tester import ADULT_ANSWERS

ANI = Person("6281200001001")


def test_a_whole_registration_with_buttons_lists_and_a_photo(tmp_path: Path) -> None:
    async def work(office: Office) -> None:
        office.world.open_intake()
        await office.say(ANI, "halo")
        shown = set()
        for answer in ADULT_ANSWERS:
            body = await office.answer(ANI, answer)
            shown.add(body.get("interactive", {}).get("type", "text"))
        body = await office.press(ANI, "Kirim")
        assert shown == {"button", "list", "text"}
        assert "PSR-2026-" in text_of(body)

    running(work, tmp_path)
