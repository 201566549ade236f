"""WhatsApp as a whole: from Meta's webhook through the service to Meta's API and back, over HTTP on loopback."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels import whatsapp_graph
from bot.channels.channel import Called, Checkable, FetchError, Incoming, Outgoing, SendError, Unavailable, Webhook
from bot.channels.whatsapp import WhatsAppChannel
from bot.doctor import examine
from handlers.notify import OWN_CASE, notify
from handlers.reply import say
from tests.bot.channels.whatsapp_office import Office, office, running, text_of
from tests.bot.office import until
from tests.standins import graph_api
from tests.standins.graph_api import Person, signature, status, value, webhook
from tests.tester import ADULT_ANSWERS

ANI = Person("6281200001001")
DAY = timedelta(days=1)


def channel(office: Office) -> WhatsAppChannel:
    found = office.app.channels["whatsapp"]
    assert isinstance(found, WhatsAppChannel)
    return found


def test_a_whole_registration_with_buttons_lists_a_photo_and_the_card(tmp_path: Path) -> None:
    async def work(office: Office) -> None:
        office.world.open_intake()
        await office.say(ANI, "halo")
        kinds = set()
        for answer in ADULT_ANSWERS:
            body = await office.answer(ANI, answer)
            kinds.add(body.get("interactive", {}).get("type", body["type"]))
        body = await office.press(ANI, "Kirim")
        assert kinds == {"button", "list", "text"}
        assert "PSR-2026-" in text_of(body)
        assert next(iter(office.graph.uploads.values())).startswith(b"\x89PNG")
        photo = {"id": "900", "mime_type": "image/jpeg"}
        assert "berkas" in text_of(await office.write(ANI, ANI.message("image", photo, at=office.now))).lower()
        assert office.rows("SELECT channel, address, content_type FROM media WHERE reference IS NOT NULL") == [
            ("whatsapp", "+6281200001001", "image/jpeg")
        ]
        assert len(office.graph.signs) == len(office.to(ANI))

    running(work, tmp_path)


def test_meta_s_handshake(tmp_path: Path) -> None:
    async def work(office: Office) -> None:
        async def ask(**query: str) -> tuple[int, str, str]:
            named = {f"hub.{name}": written for name, written in query.items()}
            async with aiohttp.ClientSession() as session, session.get(office.url, params=named) as response:
                return response.status, response.content_type, await response.text()

        right = {"mode": "subscribe", "verify_token": "kata-rahasia", "challenge": "1158201444"}
        assert await ask(**right) == (200, "text/plain", "1158201444")
        for wrong in ({"verify_token": "kata"}, {"verify_token": "kåta-rahasia"}, {"mode": "unsubscribe"}):
            assert (await ask(**{**right, **wrong}))[0] == 403
        assert (await ask())[0] == 403

    running(work, tmp_path)


@pytest.mark.parametrize("given", ["", "sha256=", "sha1=abc", signature(b"another body"), signature(b"x", "no secret")])
def test_what_is_not_signed_is_refused_and_does_no_work(tmp_path: Path, given: str) -> None:
    async def work(office: Office) -> None:
        body = webhook(value(ANI, messages=[ANI.says("halo")]))
        assert await graph_api.call(office.url, body, signed=given or "-") == 403
        assert office.rows("SELECT count(*) FROM inbox") == [(0,)]

    running(work, tmp_path)


def test_whatever_is_called_the_answer_is_a_status_and_nothing_unsigned_is_taken(tmp_path: Path) -> None:
    """Any bytes, any header; what is signed is read whatever it is."""

    async def work(office: Office) -> None:
        found = channel(office)
        assert isinstance(found, Webhook)
        loop = asyncio.get_running_loop()
        seen: set[int] = set()

        def called(call: Called) -> int:
            return asyncio.run_coroutine_threadsafe(found.called(call), loop).result(20).status

        @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
        @given(st.binary(max_size=60), st.text(max_size=40), st.booleans(), st.sampled_from(["GET", "POST"]))
        def anything(body: bytes, header: str, is_signed: bool, method: str) -> None:
            headers = {"x-hub-signature-256": signature(body) if is_signed else header}
            query = {"hub.mode": header, "hub.verify_token": header}
            answered = called(Called(method, headers, query, body))
            assert answered == (200 if is_signed and method == "POST" else 403)
            seen.add(answered)

        await asyncio.to_thread(anything)
        assert seen == {200, 403}
        assert office.rows("SELECT DISTINCT state FROM inbox") == [("unreadable",)]

    running(work, tmp_path)


def test_a_batch_of_a_thousand_is_all_taken_and_a_repeat_of_it_changes_nothing(
    tmp_path: Path,
) -> None:
    async def work(office: Office) -> None:
        people = [Person(f"62812{number:07d}") for number in range(250)]
        values = [value(one, messages=[one.says("halo"), one.says("menu")]) for one in people]
        values += [
            value(one, messages=[one.says("bantuan"), one.message("reaction", {"emoji": "👍"})]) for one in people
        ]
        values[7]["messages"].insert(1, {"type": "text"})
        body = webhook(*values, entries=3)
        for _ in range(2):
            assert await graph_api.call(office.url, body) == 200
        states = dict(office.rows("SELECT state, count(*) FROM inbox GROUP BY state"))
        assert states == {"done": 1000, "unreadable": 1}
        assert office.rows("SELECT count(*) FROM outbox") == [(750,)]

    running(work, tmp_path)


def test_where_the_database_is_gone_meta_is_told_to_come_again(tmp_path: Path) -> None:
    async def work(office: Office) -> None:
        class Gone:
            async def receive(self, _incoming: Incoming, /) -> None:
                raise Unavailable

        taking, channel(office).receiver = channel(office).receiver, Gone()
        body = webhook(value(ANI, messages=[ANI.says("halo", at=office.now)]))
        assert await graph_api.call(office.url, body) == 503
        channel(office).receiver = taking
        assert await graph_api.call(office.url, body) == 200
        await until(lambda: len(office.to(ANI)) == 1)

    running(work, tmp_path)


def test_a_person_is_the_same_with_number_and_id_and_is_answered_where_they_are_known(tmp_path: Path) -> None:
    async def work(office: Office) -> None:
        by_number = Person("6281200001001")
        both = Person("6281200001001", "ID.1a2b3c")
        by_id = Person(None, "ID.1a2b3c")
        for person in (by_number, both, by_id, by_number):
            await office.say(person, "halo")
        assert [("to" in body, "recipient" in body) for body in office.graph.sent] == [
            (True, False),
            (False, True),
            (False, True),
            (True, False),
        ]
        assert office.rows("SELECT count(*) FROM contacts") == [(1,)]
        assert {row[0] for row in office.rows("SELECT address FROM addresses")} == {"+6281200001001", "ID.1a2b3c"}

    running(work, tmp_path)


def test_whoever_takes_another_number_stays_who_they_are(tmp_path: Path) -> None:
    async def work(office: Office) -> None:
        await office.say(ANI, "halo")
        moved = {"type": "user_changed_number", "wa_id": "6281200001002", "body": "moved"}
        assert await office.call(value(messages=[ANI.message("system", moved, at=office.now)])) == 200
        await office.say(Person("6281200001002"), "menu")
        assert office.rows("SELECT count(*) FROM contacts") == [(1,)]
        await office.say(ANI, "halo")  # the old number is somebody else's now
        assert office.rows("SELECT count(*) FROM contacts") == [(2,)]

    running(work, tmp_path)


def test_words_about_a_message_come_in_any_order_and_it_is_counted_once_when_it_has_arrived(tmp_path: Path) -> None:
    async def work(office: Office) -> None:
        body = await office.say(ANI, "halo")
        for says in (("read",), ("delivered", "sent"), ("read", "read")):
            await office.said(body, *says)
        rows = office.rows("SELECT state, delivered_at IS NOT NULL, read_at IS NOT NULL FROM outbox")
        assert rows == [("sent", 1, 1)]
        assert office.rows("SELECT channel, number, month, kind, count FROM message_counts") == [
            ("whatsapp", graph_api.NUMBER, "2026-03", "service", 1)
        ]
        other = await office.say(ANI, "menu")
        await office.said(other, "failed", code=131026)
        assert office.rows("SELECT state, error FROM outbox WHERE state = 'failed'") == [("failed", "not_on_whatsapp")]
        assert office.rows("SELECT unreachable_why FROM addresses") == [("not_on_whatsapp",)]
        await office.say(ANI, "menu")
        assert office.rows("SELECT unreachable_why FROM addresses") == [(None,)]

    running(work, tmp_path)


def test_what_was_accepted_without_an_answer_is_known_to_have_gone_and_does_not_go_twice(tmp_path: Path) -> None:
    async def work(office: Office) -> None:
        office.graph.answers.append("cut")
        body = await office.say(ANI, "halo")
        await until(lambda: office.rows("SELECT state FROM outbox") != [("sent",)])
        await office.said(body, "sent")
        assert office.rows("SELECT state, platform_id FROM outbox") == [("sent", "wamid.1")]
        office.clock.move(timedelta(minutes=5))
        await office.say(ANI, "menu")
        assert len(office.to(ANI)) == 2

    running(work, tmp_path)


async def news(office: Office, key: str = "notice-papers_by_chat") -> None:
    """The office has something to say to whoever wrote first."""
    with office.app.storage.transaction() as tx:
        notify(tx, 1, say(key), office.clock.now(), priority=OWN_CASE)
    office.app.delivery.wake("whatsapp")


def test_after_a_day_news_goes_as_its_template(tmp_path: Path) -> None:
    async def work(office: Office) -> None:
        await office.say(ANI, "halo")
        office.clock.move(DAY)
        await news(office)
        await until(lambda: len(office.to(ANI)) == 2)
        body = office.to(ANI)[-1]
        assert body["template"] == {"name": "kabar_baru", "language": {"code": "id"}, "components": []}
        await office.said(body, "delivered")
        assert office.rows("SELECT kind, count FROM message_counts") == [("template", 1)]

    running(work, tmp_path, "notice: kabar_baru id")


def test_without_a_template_it_waits_until_they_write_and_then_comes_after_the_reply(tmp_path: Path) -> None:
    async def work(office: Office) -> None:
        await office.say(ANI, "halo")
        office.clock.move(DAY - timedelta(minutes=1))
        await news(office)
        await until(lambda: len(office.to(ANI)) == 2)
        office.clock.move(timedelta(minutes=2))
        await news(office)
        await until(lambda: ("waits",) in office.rows("SELECT state FROM outbox"))
        assert await office.call(value(ANI, messages=[ANI.says("menu", at=office.now)])) == 200
        await until(lambda: len(office.to(ANI)) == 4)
        assert "Telegram dan WhatsApp" in text_of(office.to(ANI)[-1])

    running(work, tmp_path)


def test_a_window_that_meta_holds_for_closed_is_closed(tmp_path: Path) -> None:
    async def work(office: Office) -> None:
        body = await office.say(ANI, "halo")
        await office.said(body, "failed", code=131047)
        await until(lambda: ("waits",) in office.rows("SELECT state FROM outbox"))
        office.graph.answers.append(131047)
        assert await office.call(value(ANI, messages=[ANI.says("menu", at=office.now)])) == 200
        await until(lambda: office.rows("SELECT count(*) FROM outbox WHERE state = 'waits'") == [(2,)])

    running(work, tmp_path)


def test_it_goes_by_the_other_channel_where_they_have_one(tmp_path: Path) -> None:
    async def work(office: Office) -> None:
        await office.say(ANI, "halo")
        office.world.person("guest-ani").send(text="halo")
        with office.app.storage.transaction() as tx:
            tx.connection.exec_driver_sql("UPDATE addresses SET contact_id = 1 WHERE channel = 'local'")
            tx.connection.exec_driver_sql("UPDATE addresses SET last_message_at = NULL WHERE channel = 'local'")
        office.clock.move(DAY)
        await news(office)
        await until(lambda: ("local", "sent") in office.rows("SELECT channel, state FROM outbox WHERE priority = 1"))

    running(work, tmp_path)


def outgoing(**more: object) -> Outgoing:
    return Outgoing(**{"outbox_id": 7, "address": "+6281200001001", "text": "Halo", **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("answer", "reason", "waits", "unreachable", "unsure"),
    [
        (131056, "whatsapp_131056", "message", False, False),
        (130429, "whatsapp_130429", "channel", False, False),
        (190, "whatsapp_190", "channel", False, False),
        (131026, "not_on_whatsapp", "message", True, False),
        (131047, "window_closed", "message", False, False),
        (100, "whatsapp_100", "message", False, False),
        ("500", "whatsapp_500", "message", False, False),
        ("cut", "no_answer", "message", False, True),
        ("cut_before", "no_answer", "message", False, True),
        ("hang", "no_answer", "message", False, True),
    ],
)
def test_what_became_of_a_message_is_said_as_a_value(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: int | str,
    reason: str,
    waits: str,
    unreachable: bool,
    unsure: bool,
) -> None:
    monkeypatch.setattr(whatsapp_graph, "WITHIN", 1.5)  # a busy machine takes half a second to connect

    async def work(office: Office) -> None:
        office.graph.answers.append(answer)
        with pytest.raises(SendError) as raised:
            await channel(office).send(outgoing())
        error = raised.value
        assert (error.reason, error.waits, error.unreachable, error.unsure) == (reason, waits, unreachable, unsure)
        assert not any(secret in error.log for secret in (graph_api.TOKEN, "6281200001001", "Halo"))
        assert (await channel(office).send(outgoing())).startswith("wamid.")

    running(work, tmp_path)


def test_where_nobody_listens_nothing_has_gone(tmp_path: Path) -> None:
    async def work() -> None:
        async with office(tmp_path) as service:
            sender = channel(service)
            service.graph.url = ""
            sender._graph._base = "http://127.0.0.1:9/v26.0"
            with pytest.raises(SendError) as raised:
                await sender.send(outgoing())
            assert (raised.value.unsure, raised.value.retry_after) == (False, timedelta(seconds=2))

    asyncio.run(work())


def test_the_instant_of_writing_is_told_and_an_alarm_is_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def work(office: Office) -> None:
        written: list[int] = []
        await channel(office).send(outgoing(written=lambda: written.append(len(office.graph.sent))))
        assert written == [0]
        office.graph.answers += [190, 190]
        for _ in range(2):
            with pytest.raises(SendError):
                await channel(office).send(outgoing())
        alarms = [record.message for record in caplog.records if "permanent token" in record.message]
        assert len(alarms) == 1

    running(work, tmp_path)


def test_files_are_fetched_from_meta_alone_and_only_up_to_the_limit(tmp_path: Path) -> None:
    async def work(office: Office) -> None:
        office.graph.files |= {"900": b"\xff\xd8\xff photo", "901": b"x" * 10_000_001}
        assert await channel(office).fetch("900") == b"\xff\xd8\xff photo"
        for reference, again in (("901", False), ("902", False), ("../../evil", False)):
            with pytest.raises(FetchError) as raised:
                await channel(office).fetch(reference)
            assert (raised.value.retry_after is not None) == again
        for url in (
            "http://127.0.0.1:9/x",
            "https://evil.example/lookaside.fbsbx.com",
            "file:///etc/passwd",
            "::",
            "https://x.whatsapp.net.evil",
        ):
            office.graph.file_url = url
            with pytest.raises(FetchError, match="no file of WhatsApp's"):
                await channel(office).fetch("900")

    running(work, tmp_path)


def test_statuses_of_others_and_of_messages_long_gone_change_nothing(tmp_path: Path) -> None:
    async def work(office: Office) -> None:
        words = [status("read", "wamid.9", callback) for callback in (None, "theirs", "tuntas:999:service")]
        assert await office.call(value(statuses=words)) == 200
        assert office.rows("SELECT count(*) FROM message_counts") == [(0,)]

    running(work, tmp_path)


def test_doctor_is_told_what_meta_says_of_number_account_and_templates(tmp_path: Path) -> None:
    lines = ("reminder: pengingat_pendaftaran id", "notice: berkas_kurang id", "other: lain id")

    async def work(office: Office) -> None:
        found = channel(office)
        account = office.app.config.whatsapp
        assert account is not None
        assert isinstance(found, Checkable)
        assert [one.state for one in await found.check()] == ["fine", "doubtful"]
        found._account = replace(account, business_account_id=graph_api.ACCOUNT)
        said = await found.check()
        assert [one.state for one in said] == ["fine", "fine", "fine", "wrong", "wrong"]
        assert "PAUSED" in said[3].says
        looked = await asyncio.to_thread(lambda: list(examine(office.app.config, office.clock)))
        assert [one.level for one in looked if one.check == "whatsapp"] == ["ok", "warning"]
        found._graph._headers = {}
        (refused,) = await found.check()
        assert (refused.state, "permanent token" in refused.says) == ("wrong", True)

    running(work, tmp_path, *lines)


def test_messages_and_words_about_messages_at_the_same_time_on_postgresql(tmp_path: Path, postgresql_url: str) -> None:
    """Turns, receipts and the delivery touch the same rows; none waits for another for ever, and none is lost."""

    async def work(office: Office) -> None:
        people = [Person(f"62812{number:07d}", f"ID.{number}") for number in range(40)]

        async def talk(person: Person) -> None:
            for text in ("halo", "bantuan", "menu"):
                body = await office.say(person, text)
                said = [office.said(body, *says) for says in (("read",), ("sent", "delivered"), ("failed",))]
                await asyncio.gather(*said, office.call(value(person, messages=[person.message("reaction", {})])))

        await asyncio.gather(*(talk(person) for person in people))
        assert office.rows("SELECT state, count(*) FROM outbox GROUP BY state") == [("sent", 120)]
        assert office.rows("SELECT count FROM message_counts") == [(120,)]
        assert office.rows("SELECT count(*) FROM inbox WHERE state = 'done'") == [(240,)]

    running(work, tmp_path, database=postgresql_url)
