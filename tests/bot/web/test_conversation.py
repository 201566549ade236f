"""What the page says and hears over its WebSocket."""

import json

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from storage.database import Storage
from tests.bot.web.standin import SARI, StandIn
from tests.bot.web.visitor import Visitor, guest, new_id


def test_a_message_is_taken_shown_and_answered_in_that_order(service: StandIn) -> None:
    with guest(service).page() as page:
        message_id = page.write("halo")
        assert page.hear("taken")["id"] == message_id
        mine, reply = page.conversation(2)
    assert (mine["mine"], mine["text"], mine["key"]) == (True, "halo", message_id)
    assert (reply["mine"], reply["text"]) == (False, "Kamu bilang:\nhalo")
    assert [button["label"] for button in reply["buttons"]] == ["Daftar pelatihan", "Status saya", "English"]


def test_a_repeat_is_taken_again_and_shown_once(service: StandIn) -> None:
    visitor = guest(service)
    with visitor.page() as page:
        message_id = page.write("halo")
        page.hear("taken")
        page.write("halo", message_id)
        assert page.hear("taken")["id"] == message_id
    assert len(service.echo.received) == 1
    with visitor.page() as page:
        assert [message["text"] for message in page.conversation(2)] == ["halo", "Kamu bilang:\nhalo"]


def test_what_was_not_taken_is_sent_again_after_reconnecting(service: StandIn) -> None:
    visitor = guest(service)
    service.echo.out_of_order = True
    with visitor.page() as page:
        message_id = page.write("halo")
        with pytest.raises(ConnectionClosed) as closed:
            page.hear("taken")
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1013
    service.echo.out_of_order = False
    with visitor.page() as page:
        assert page.hear("messages")["messages"] == []
        page.write("halo", message_id)
        assert page.hear("taken")["id"] == message_id


def test_the_conversation_outlives_the_server(service: StandIn) -> None:
    visitor = guest(service)
    with visitor.page() as page:
        page.write("halo")
        last = page.conversation(2)[-1]["id"]
    service.stop()
    service.start()
    with visitor.page() as page:
        assert len(page.conversation(2)) == 2
    with visitor.page(after=last) as page:
        assert page.hear("messages")["messages"] == []


def test_two_pages_of_one_person_show_the_same(service: StandIn) -> None:
    visitor = guest(service)
    with visitor.page() as one, visitor.page() as other:
        other.hear("messages")
        one.write("halo")
        assert one.conversation(2) == other.conversation(2)


def test_a_button_carries_its_payload_and_shows_its_label(service: StandIn) -> None:
    with guest(service).page() as page:
        page.say(type="message", id=new_id(), button="menu:status", label="Status saya")
        mine, reply = page.conversation(2)
    assert mine["text"] == "Status saya"
    assert reply["text"] == "Kamu bilang:\ntombol menu:status"
    assert service.echo.received[0].text == ""


def test_a_file_that_is_not_sent_because_it_is_too_big_is_still_answered(service: StandIn) -> None:
    with guest(service).page() as page:
        page.say(type="message", id=new_id(), too_big="photo")
        mine, reply = page.conversation(2)
    assert mine["file"] == {"id": None, "kind": "photo", "problem": "too_big"}
    assert reply["text"] == "Kamu bilang:\nberkas too_big"


def test_half_an_emoji_and_a_nul_are_no_accident(service: StandIn) -> None:
    with guest(service).page() as page:
        page.write("satu\x00dua \ud83d")
        assert page.conversation(1)[0]["text"] == "satudua \ufffd"


@pytest.mark.parametrize("frame", [{"text": "x" * 20_001}, {"text": 5}, {"too_big": "house"}, {}, {"button": None}])
def test_what_holds_no_message_is_refused_and_the_line_goes_on(service: StandIn, frame: dict[str, object]) -> None:
    with guest(service).page() as page:
        message_id = new_id()
        page.say(type="message", id=message_id, **frame)
        assert page.hear("refused")["id"] == message_id
        page.say(type="ping")
        page.hear("pong")
    assert service.echo.received == []


@pytest.mark.parametrize("raw", ["", "no json", "[1]", "[" * 100_000, json.dumps({"id": "out:1", "text": "halo"})])
def test_what_no_page_would_send_closes_the_line(service: StandIn, raw: str) -> None:
    with guest(service).page() as page:
        page.socket.send(raw)
        with pytest.raises(ConnectionClosed):
            page.hear("taken")


def test_a_frame_beyond_every_message_is_not_read(service: StandIn) -> None:
    with guest(service).page() as page:
        page.write("x" * 200_000)
        with pytest.raises(ConnectionClosed) as closed:
            page.hear("taken")
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:1", "null", "file://", "http://["])
def test_a_foreign_page_cannot_open_a_line(service: StandIn, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused, guest(service).page(origin=origin):
        pass
    assert refused.value.response.status_code == 403


def test_a_public_name_in_front_of_a_proxy_may(service: StandIn) -> None:
    with guest(service).page(origin="https://chat.example.go.id") as page:
        page.hear("welcome")


@pytest.mark.parametrize("address", ["guest-1", "guest-" + "x" * 32, "sample-nobody", SARI.address + " ", 7, None])
def test_nobody_else_has_a_conversation(service: StandIn, address: str) -> None:
    with Visitor(service, address).page() as page, pytest.raises(ConnectionClosed):
        page.hear("welcome")


@pytest.mark.parametrize("after", [-1, 2**63, "0", None])
def test_a_page_that_asks_for_messages_which_cannot_be_is_refused(service: StandIn, after: int) -> None:
    with guest(service).page(after=after) as page, pytest.raises(ConnectionClosed):
        page.hear("welcome")


def test_the_people_of_the_demo_are_refused_outside_it(office: StandIn) -> None:
    with Visitor(office, SARI.address).page() as page, pytest.raises(ConnectionClosed):
        page.hear("welcome")


def test_the_people_of_the_demo_are_welcome_in_it(service: StandIn) -> None:
    with Visitor(service, SARI.address).page() as page:
        page.hear("welcome")


def test_nobody_reads_along(service: StandIn) -> None:
    with guest(service).page() as page, guest(service).page() as other:
        page.write("rahasia")
        page.conversation(2)
        other.say(type="ping")
        assert other.hear("messages")["messages"] == []
        other.hear("pong")


def test_what_is_stored_is_sealed(service: StandIn, sqlite_storage: Storage) -> None:
    with guest(service).page() as page:
        page.write("rahasia sekali")
        page.conversation(2)
    with sqlite_storage.transaction() as tx:
        stored = tx.connection.exec_driver_sql("SELECT content FROM local_messages").scalars().all()
    assert len(stored) == 2
    assert not any(b"rahasia" in content for content in stored)
