"""Telegram as a whole: from the platform through the service and back, by each library and in each mode."""

import asyncio
import json
import logging
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels import telegram_platform, telegram_polling_platform
from bot.channels.channel import (
    Answered,
    Called,
    FetchError,
    Incoming,
    Outgoing,
    Picture,
    Receiver,
    SendError,
    Unavailable,
)
from bot.channels.telegram_format import Call
from bot.channels.telegram_platform import TelegramPlatform
from bot.channels.telegram_webhook_platform import WebhookTelegram
from bot.clock import Clock
from tests.bot.channels.telegram_office import LIBRARIES, WAYS, Office, configuration, running, text_of
from tests.bot.office import until
from tests.standins.bot_api import TOKEN, Body, Person, inline
from tests.tester import ADULT_ANSWERS

Work = Callable[[Office], Coroutine[Any, Any, None]]
Run = Callable[[Work], None]
JPEG = b"\xff\xd8\xff\xe0" + b"photo" * 100


def runner(folder: Path, library: str, mode: str) -> Run:
    return lambda work: running(work, folder, library, mode)


@pytest.fixture(params=WAYS, ids="-".join)
def run(request: pytest.FixtureRequest, tmp_path: Path) -> Run:
    """Runs a test's work in an office that speaks Telegram that way."""
    return runner(tmp_path, *request.param)


@pytest.fixture(params=LIBRARIES)
def run_calls(request: pytest.FixtureRequest, tmp_path: Path) -> Run:
    """The same for what concerns calls alone: by each library."""
    return runner(tmp_path, request.param, "polling")


@pytest.fixture
def run_polling(tmp_path: Path) -> Run:
    """The same for what concerns polling alone."""
    return runner(tmp_path, "httpx", "polling")


@pytest.fixture
def run_webhook(tmp_path: Path) -> Run:
    """The same for what concerns the webhook alone."""
    return runner(tmp_path, "httpx", "webhook")


def ani(office: Office) -> Person:
    return Person(office.api, 81000001, "Ani")


def budi(office: Office) -> Person:
    return Person(office.api, 81000002, "Budi")


def outgoing(text: str, chat: int = 81000001, **more: Any) -> Outgoing:
    return Outgoing(1, str(chat), text, **more)


def another(office: Office, token: str, url: str) -> TelegramPlatform:
    """A channel with another token, or to another place."""
    channel = office.channel
    calls = type(channel.calls)(token, url)  # type: ignore[call-arg]
    return type(channel)(calls, channel.settings, channel._receipts, channel._clock)


# What people do


def test_a_whole_registration_with_buttons_a_photo_and_the_card(run: Run) -> None:
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
        assert office.rows("SELECT channel, content_type FROM media WHERE id NOT LIKE 'drawn.%'") == [
            ("telegram", "image/jpeg")
        ]
        assert await office.channel.fetch("AgAC-invented") == JPEG
        tidied = office.api.calls["editMessageReplyMarkup"]
        assert len(office.api.calls["answerCallbackQuery"]) == len(tidied) > 5
        assert tidied[0]["reply_markup"] == {
            "inline_keyboard": [[{"text": "✓ Daftar pelatihan", "callback_data": "-"}]]
        }

    run(work)


def test_an_unreadable_update_is_recorded_and_the_next_is_answered(run: Run) -> None:
    async def work(office: Office) -> None:
        person = ani(office)
        office.api.bring({"message": {"chat": person.chat, "text": "no date"}})
        office.api.bring({"message": "what is this"})
        office.api.bring({"a_kind_of_2030": {"chat": {"id": "x"}}})
        await office.say(person, "halo")
        await until(
            lambda: len(office.rows("SELECT 1 FROM inbox WHERE state = 'unreadable' AND payload IS NOT NULL")) == 2
        )
        await office.say(person, "menu")

    run(work)


def test_what_comes_again_is_answered_once_and_an_album_too(run: Run) -> None:
    async def work(office: Office) -> None:
        person = ani(office)
        greeting = {"message": person.message(text="halo"), "update_id": 400_000_001}
        await office.reply(person, lambda: [office.api.bring(greeting, again=True) for _ in range(3)])
        for number in range(3):
            person.photo(f"AgAC-{number}", JPEG, media_group_id="1377000000000001")
        await until(lambda: len(office.api.to(person.id)) == 2)
        await office.say(person, "menu")
        assert len(office.api.to(person.id)) == 3

    run(work)


def test_edits_and_reactions_are_not_answered_and_a_ticked_button_does_nothing(run: Run) -> None:
    async def work(office: Office) -> None:
        person = ani(office)
        shown = await office.say(person, "halo")
        office.api.bring({"edited_message": person.message(text="halo!", edit_date=1_772_413_300)})
        office.api.bring({"message_reaction": {"chat": person.chat, "message_id": 1, "date": 1, "new_reaction": []}})
        office.api.bring({"callback_query": person.query(shown, "-")})
        await until(lambda: len(office.api.calls["answerCallbackQuery"]) == 1)
        await office.say(person, "menu")
        assert len(office.api.to(person.id)) == 2

    run(work)


def test_blocked_and_let_in_again(run: Run) -> None:
    async def work(office: Office) -> None:
        person = ani(office)
        await office.say(person, "halo")
        for status, why in (("kicked", "blocked"), ("member", None)):
            person.becomes(status)
            await until(lambda why=why: office.rows("SELECT unreachable_why FROM addresses") == [(why,)])  # type: ignore[misc]

    run(work)


def test_a_group_is_told_once_to_write_privately_and_nothing_of_it_is_kept(run: Run) -> None:
    async def work(office: Office) -> None:
        person, group = ani(office), {"id": -500600, "type": "group", "title": "Warga"}
        for text in ("/daftar@ContohTuntasBot", "apa ini", "rahasia kampung"):
            office.api.bring({"message": {**person.message(text=text), "chat": group}})
        await until(lambda: len(office.api.to(-500600)) == 1)
        assert "bukan di grup" in text_of(office.api.to(-500600)[0])
        moved = {"chat": group, "migrate_to_chat_id": -100500600}
        office.api.bring({"message": {**person.message(), **moved}})
        await until(lambda: office.rows("SELECT address FROM addresses") == [("-100500600",)])
        await office.say(person, "halo")
        assert len(office.api.sent) == 2
        assert office.rows("SELECT count(*) FROM inbox WHERE payload IS NOT NULL") == [(0,)]

    run(work)


def test_ones_own_contact_proves_a_number_and_anybody_elses_is_only_typed(run: Run) -> None:
    async def work(office: Office) -> None:
        office.world.open_intake()
        person = ani(office)
        await office.say(person, "/start")
        for answer in ADULT_ANSWERS[: ADULT_ANSWERS.index("081200009001")]:
            asked = await office.answer(person, answer)
        keyboard = asked["reply_markup"]["keyboard"]
        assert keyboard[0][0]["request_contact"] is True
        assert [row[0]["text"] for row in keyboard[1:]] == ["Lewat chat ini saja"]
        person.shares_contact("+6281200009999", owner=81000777)
        await until(lambda: len(office.api.to(person.id)) > len(ADULT_ANSWERS[:13]))
        assert office.rows("SELECT phone FROM addresses") == [(None,)]
        await office.say(person, "kembali")
        await office.reply(person, lambda: person.shares_contact("6281200009001"))
        assert office.rows("SELECT count(*) FROM addresses WHERE phone IS NOT NULL") == [(1,)]

    run(work)


def test_links_bring_a_campaign_or_a_code(run: Run) -> None:
    async def work(office: Office) -> None:
        assert "Tuntas" in text_of(await office.say(ani(office), "/start s_poster-pasar"))
        assert office.rows("SELECT source FROM contacts") == [("poster-pasar",)]
        assert "kode" in text_of(await office.say(budi(office), "/start k_7KQ4X2P9W")).lower()

    run(work)


def test_commands_are_listed_by_language_and_understood(run: Run) -> None:
    async def work(office: Office) -> None:
        await until(lambda: len(office.api.calls["setMyCommands"]) == 4)
        lists = {(call["scope"]["type"], call.get("language_code")) for call in office.api.calls["setMyCommands"]}
        assert lists == {(scope, code) for scope in ("all_private_chats", "all_group_chats") for code in (None, "en")}
        person = Person(office.api, 81000003, "Jo", language="en-GB")
        assert "Tuntas" in text_of(await office.say(person, "/menu"))
        assert "help" in text_of(await office.say(person, "/help@ContohTuntasBot"))
        assert "Bahasa Indonesia" in inline(office.api.sent[0])

    run(work)


# What goes out


def test_a_long_text_goes_in_parts_and_its_buttons_under_the_last(run_calls: Run) -> None:
    async def work(office: Office) -> None:
        await until(lambda: bool(office.api.calls["setMyCommands"]))
        text = "\n\n".join(f"Bagian {number}:" + " kata & <b> 😀" * 60 for number in range(12))
        sent = await office.channel.send(outgoing(text))
        parts = office.api.to(81000001)
        assert len(parts) > 2
        assert [part.get("reply_markup") for part in parts[:-1]] == [None] * (len(parts) - 1)
        assert [part["message_id"] for part in parts] == [int(one) for one in sent.split()]
        assert "\n\n".join(text_of(part) for part in parts) == text

    run_calls(work)


def test_a_picture_with_many_words_goes_first_and_a_text_file_is_a_document(run_calls: Run) -> None:
    async def work(office: Office) -> None:
        card = Picture(JPEG, "image/jpeg", "kartu.jpg")
        await office.channel.send(outgoing("panjang " * 200, picture=card))
        await office.channel.send(outgoing("Datamu", picture=Picture(b"Nama: Ani\n", "text/plain", "data.txt")))
        methods = [body["method"] for body in office.api.sent]
        assert methods == ["sendPhoto", "sendMessage", "sendDocument"]
        assert office.api.sent[2]["files"] == {"document": b"Nama: Ani\n"}
        assert "caption" not in office.api.sent[0]

    run_calls(work)


def test_formatting_that_telegram_cannot_read_goes_as_plain_text(run_calls: Run) -> None:
    async def work(office: Office) -> None:
        office.api.answers.append((400, "Bad Request: can't parse entities: Unsupported start tag", {}))
        await office.channel.send(outgoing("harga < 5 & lebih"))
        assert office.api.sent[0]["text"] == "harga < 5 & lebih"
        assert "parse_mode" not in office.api.sent[0]

    run_calls(work)


def test_a_group_that_became_another_gets_its_message_there(run_calls: Run) -> None:
    async def work(office: Office) -> None:
        office.api.bring({"message": {**ani(office).message(text="halo"), "chat": {"id": -500600, "type": "group"}}})
        await until(lambda: len(office.api.sent) == 1)
        moved = {"migrate_to_chat_id": -100500600}
        office.api.answers.append((400, "Bad Request: group chat was upgraded to a supergroup chat", moved))
        await office.channel.send(outgoing("halo", chat=-500600))
        assert office.api.to(-100500600)
        await until(lambda: office.rows("SELECT address FROM addresses") == [("-100500600",)])

    run_calls(work)


REFUSALS: list[tuple[tuple[int, str, Body] | str, Body]] = [
    ((429, "Too Many Requests: retry after 7", {"retry_after": 7}), {"seconds": 7}),
    ((403, "Forbidden: bot was blocked by the user", {}), {"reason": "blocked", "unreachable": True}),
    ((403, "Forbidden: user is deactivated", {}), {"reason": "deactivated", "unreachable": True}),
    ((400, "Bad Request: chat not found", {}), {"reason": "chat_not_found", "unreachable": True}),
    ((400, "Bad Request: BUTTON_DATA_INVALID", {}), {"reason": "bad_request"}),
    ((401, "Unauthorized", {}), {"seconds": 300, "waits": "channel"}),
    ((500, "Internal Server Error", {}), {"seconds": 2}),
    ((502, "Bad Gateway", {}), {"seconds": 2}),
    ("cut", {"unsure": True, "seconds": 2}),
    ("hang", {"unsure": True, "seconds": 2}),
    ("garbage", {"unsure": True, "seconds": 2}),
]


def test_each_refusal_says_whether_and_when_to_try_again(run_calls: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telegram_platform, "WITHIN", 0.5)

    async def work(office: Office) -> None:
        for answer, expected in REFUSALS:
            office.api.answers.append(answer)
            with pytest.raises(SendError) as refused:
                await office.channel.send(outgoing("halo"))
            error = refused.value
            seconds = error.retry_after.total_seconds() if error.retry_after else None
            assert seconds == expected.get("seconds"), answer
            assert error.unreachable is expected.get("unreachable", False), answer
            assert error.unsure is expected.get("unsure", False), answer
            assert error.waits == expected.get("waits", "message"), answer
            assert error.reason == expected.get("reason", error.reason), answer
            assert TOKEN not in error.log

    run_calls(work)


def test_nothing_listens_there_so_nothing_has_gone_out(run_calls: Run) -> None:
    async def work(office: Office) -> None:
        nowhere = another(office, TOKEN, "http://127.0.0.1:9")
        with pytest.raises(SendError) as refused:
            await nowhere.send(outgoing("halo"))
        await nowhere.close()
        assert (refused.value.unsure, refused.value.waits) == (False, "channel")

    run_calls(work)


def test_two_chats_told_to_wait_at_once_mean_that_everybody_waits(run_calls: Run) -> None:
    async def work(office: Office) -> None:
        waits = []
        for chat in (81000001, 81000001, 81000002):
            office.api.answers.append((429, "Too Many Requests: retry after 7", {"retry_after": 7}))
            with pytest.raises(SendError) as refused:
                await office.channel.send(outgoing("halo", chat=chat))
            waits.append(refused.value.waits)
        assert waits == ["message", "message", "channel"]

    run_calls(work)


def test_a_part_that_must_wait_is_waited_for_so_that_the_first_is_not_said_twice(run_calls: Run) -> None:
    async def work(office: Office) -> None:
        slow = (429, "Too Many Requests: retry after 1", {"retry_after": 1})
        office.api.delay = 0.1
        sending = asyncio.create_task(office.channel.send(outgoing("kata " * 1500)))
        await until(lambda: len(office.api.sent) == 1)
        office.api.answers.append(slow)
        await sending
        assert len(office.api.sent) == 2

    run_calls(work)


def test_the_pace_is_told_when_a_message_leaves(run_calls: Run) -> None:
    async def work(office: Office) -> None:
        loop = asyncio.get_running_loop()
        left: list[float] = []
        office.api.delay = 0.3
        began = loop.time()
        await office.channel.send(outgoing("halo", written=lambda: left.append(loop.time())))
        assert len(left) == 1
        assert left[0] - began < 0.2 < loop.time() - began

    run_calls(work)


def test_files_come_from_the_apis_own_host_and_are_not_too_large(
    run_calls: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work(office: Office) -> None:
        office.api.files = {"good": JPEG, "large": b"x" * (20 * 1024 * 1024 + 1)}
        assert await office.channel.fetch("good") == JPEG
        for reference, path in (
            ("large", None),
            ("good", "../../bot/getMe"),
            ("good", "//evil.example/x"),
            ("good", "http://evil.example/x"),
            ("good", "/var/lib/telegram/x"),
            ("unknown", None),
        ):
            office.api.file_path = path
            with pytest.raises(FetchError) as refused:
                await office.channel.fetch(reference)
            assert (refused.value.retry_after is None) is (reference != "unknown"), (reference, path)
            assert TOKEN not in refused.value.log
        office.api.file_path = "photos/expired.jpg"
        with pytest.raises(FetchError) as refused:
            await office.channel.fetch("good")
        assert refused.value.retry_after is not None

    run_calls(work)


def test_the_doctor_asks_telegram(run_calls: Run) -> None:
    async def work(office: Office) -> None:
        found = await office.channel.check()
        assert [one.state for one in found] == ["fine", "fine"]
        assert "@ContohTuntasBot" in found[0].says
        stranger = another(office, "1:wrong", office.api.url)
        found = await stranger.check()
        assert [one.state for one in found] == ["wrong"]
        assert "BotFather" in found[0].says
        await stranger.close()

    run_calls(work)


# Polling


class Away:
    """The database is away for some messages, and then there again."""

    def __init__(self, receiver: Receiver, times: int) -> None:
        self.receiver = receiver
        self.times = times

    async def receive(self, incoming: Incoming) -> None:
        if self.times > 0:
            self.times -= 1
            raise Unavailable
        await self.receiver.receive(incoming)


def test_while_the_database_is_away_nothing_is_confirmed_and_order_stays(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telegram_polling_platform, "AGAIN", 0.05)

    async def work(office: Office) -> None:
        person = ani(office)
        office.channel.receiver = Away(office.app.turn, 3)
        for text in ("halo", "daftar", "menu"):
            person.says(text)
        await until(lambda: len(office.api.to(person.id)) == 3)
        rows = office.rows("SELECT platform_id FROM inbox ORDER BY id")
        assert rows == sorted(rows)
        assert len(rows) == 3

    run(work)


def test_one_who_takes_long_holds_up_nobody(run_polling: Run) -> None:
    async def work(office: Office) -> None:
        slow, quick = ani(office), budi(office)
        let_go = asyncio.Event()
        turn = office.app.turn

        class Slow:
            async def receive(self, incoming: Incoming) -> None:
                if incoming.address == str(slow.id):
                    await let_go.wait()
                await turn.receive(incoming)

        office.channel.receiver = Slow()
        slow.says("halo")
        for text in ("halo", "menu", "bantuan"):
            await office.say(quick, text)
        await until(lambda: bool(office.api.calls["sendChatAction"]))
        assert office.api.calls["sendChatAction"][0] == {"chat_id": slow.id, "action": "typing"}
        let_go.set()
        await until(lambda: len(office.api.to(slow.id)) == 1)
        await until(lambda: not office.api.waiting)

    run_polling(work)


def test_a_second_poller_is_explained_once_and_waited_out(
    run_polling: Run, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(telegram_polling_platform, "CONFLICT_AGAIN", 0.05)

    async def work(office: Office) -> None:
        conflict: tuple[int, str, Body] = (
            409,
            "Conflict: terminated by other getUpdates request; make sure that only one runs",
            {},
        )
        office.api.poll_answers += [conflict, conflict, conflict]
        office.api.bring({"message": ani(office).message(text="halo")})
        await until(lambda: len(office.api.sent) == 1)

    with caplog.at_level(logging.WARNING):
        run_polling(work)
    assert [record.getMessage() for record in caplog.records].count(telegram_polling_platform.SECOND_POLLER) == 1


def test_a_refused_token_ends_polling_with_one_sentence_and_the_rest_goes_on(
    run_polling: Run, caplog: pytest.LogCaptureFixture
) -> None:
    async def work(office: Office) -> None:
        await until(lambda: len(office.api.calls["setMyCommands"]) == 4)
        office.api.poll_answers.append((401, "Unauthorized", {}))
        ani(office).says("halo")
        await until(lambda: telegram_platform.BAD_TOKEN in caplog.text)
        assert await office.app.why_not_ready() == []

    run_polling(work)
    assert TOKEN not in caplog.text


def test_a_webhook_that_somebody_set_is_taken_away(run_polling: Run) -> None:
    async def work(office: Office) -> None:
        await until(lambda: len(office.api.calls["setMyCommands"]) == 4)
        office.api.hook = {"url": "https://elsewhere.example"}
        await office.say(ani(office), "halo")
        await until(lambda: len(office.api.calls["deleteWebhook"]) == 2)
        await office.say(ani(office), "menu")

    run_polling(work)


# The webhook


def test_who_does_not_know_the_secret_gets_nothing_done(run_webhook: Run) -> None:
    async def work(office: Office) -> None:
        person = ani(office)
        update = json.dumps({"update_id": 1, "message": person.message(text="halo")}).encode()
        for secret in ("", "wrong", office.api.hook["secret_token"][:-1], "é"):
            assert await office.api.call_hook(update, secret) == 401
        assert office.rows("SELECT 1 FROM inbox") == []
        assert office.api.hook["url"] == "https://chat.example.go.id/webhooks/telegram"

    run_webhook(work)


def test_the_platform_is_told_to_come_again_while_the_database_is_away(run_webhook: Run) -> None:
    async def work(office: Office) -> None:
        office.channel.receiver = Away(office.app.turn, 2)
        await office.say(ani(office), "halo")
        assert office.api.hook_answers == [503, 503, 200]

    run_webhook(work)


def test_a_body_without_end_is_not_read(run_webhook: Run) -> None:
    async def work(office: Office) -> None:
        assert await office.api.call_hook(b"x" * (3 * 1024 * 1024 + 1)) == 413

    run_webhook(work)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
#: An update of which anything may be anything.
NAMES = (
    *("message", "chat", "id", "type", "text", "date", "from", "photo", "document", "contact", "callback_query"),
    *("data", "my_chat_member", "new_chat_member", "status", "media_group_id", "migrate_to_chat_id", "voice"),
)
SHAPED = st.recursive(
    JSON | st.sampled_from(["private", "group", "kicked", "/start s_x"]) | st.integers(-(2**70), 2**70),
    lambda inner: st.dictionaries(st.sampled_from(NAMES), inner, max_size=6) | st.lists(inner, max_size=2),
    max_leaves=20,
)


class Nobody:
    """Receives, and keeps what cannot be read, without a database."""

    async def receive(self, incoming: Incoming) -> None:
        Incoming.from_bytes(incoming.to_bytes())
        assert len(incoming.address) <= 200
        assert len(incoming.platform_id) <= 200
        incoming.text.encode()

    async def unreadable(self, _channel: str, platform_id: str, _payload: bytes, _error: str) -> None:
        assert len(platform_id) <= 200


class Silent:
    """Calls nobody."""

    async def call(self, _call: Call, _within: float, _written: object = None) -> None:
        """Nothing comes of it."""

    async def download(self, _path: str, _within: float) -> None:
        """Nothing comes."""

    async def close(self) -> None:
        """Nothing to let go of."""


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.binary(max_size=200)
    | JSON.map(lambda value: json.dumps(value).encode())
    | SHAPED.map(lambda value: json.dumps({**(value if isinstance(value, dict) else {}), "update_id": 7}).encode())
)
def test_whatever_is_sent_to_the_webhook_is_answered(hooked: WebhookTelegram, body: bytes) -> None:
    headers = {"x-telegram-bot-api-secret-token": hooked.settings.secret}
    assert asyncio.run(hooked.called(Called("POST", headers, {}, body))) == Answered(200)


@pytest.fixture
def hooked(tmp_path: Path) -> WebhookTelegram:
    """A channel that is called, with nothing behind it."""
    config = configuration(tmp_path, "http://127.0.0.1:9", "httpx", "webhook")
    assert config.telegram is not None
    channel = WebhookTelegram(Silent(), config.telegram, Nobody(), Clock(config.zone))  # type: ignore[arg-type]
    channel.receiver = Nobody()
    return channel
