"""Photos and papers, and what pretends to be one."""

import http.client
import io

from PIL import Image

from tests.bot.web.standin import COPY, UPLOAD_LIMIT, StandIn
from tests.bot.web.visitor import Visitor, guest, new_id


def photo() -> bytes:
    """A small photo."""
    kept = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(kept, "JPEG")
    return kept.getvalue()


def sent(visitor: Visitor) -> dict[str, object]:
    """The file that the conversation shows."""
    with visitor.page() as page:
        file: dict[str, object] = page.conversation(2)[0]["file"]
    return file


def test_a_photo_is_kept_by_what_it_is_and_given_back_to_its_sender(service: StandIn) -> None:
    visitor = guest(service)
    answer = visitor.send_file(photo(), **{"Content-Type": "application/x-whatever"})
    assert (answer.status, answer.json()["problem"]) == (200, None)
    file = sent(visitor)
    assert file["kind"] == "photo"
    seen = visitor.fetch_file(str(file["id"]))
    assert (seen.status, seen.body, seen.headers["content-type"]) == (200, photo(), "image/jpeg")
    assert seen.headers["content-disposition"] == "attachment"
    assert seen.headers["cache-control"] == "private, no-store"


def test_a_copy_of_data_comes_as_a_text_file_that_any_device_reads(service: StandIn) -> None:
    visitor = guest(service)
    with visitor.page() as page:
        page.write("data saya")
        file = page.conversation(2)[1]["file"]
    assert (file["kind"], file["name"]) == ("document", "data-saya.txt")
    seen = visitor.fetch_file(str(file["id"]))
    assert seen.headers["content-type"] == "text/plain; charset=utf-8"
    assert seen.body.decode() == COPY


def test_a_file_sent_again_under_its_id_is_one_message(service: StandIn) -> None:
    visitor, message_id = guest(service), new_id()
    for _ in range(2):
        assert visitor.send_file(photo(), **{"X-Tuntas-Message": message_id}).json()["taken"] == message_id
    assert len(service.echo.received) == 1


def test_nobody_elses_file_exists(service: StandIn) -> None:
    owner = guest(service)
    owner.send_file(photo())
    media_id = str(sent(owner)["id"])
    assert guest(service).fetch_file(media_id).status == 404
    assert Visitor(service, "sample-nobody").fetch_file(media_id).status == 404
    assert owner.fetch_file("../../tuntas.key").status == 404


def test_forty_megabytes_are_answered_without_being_read(service: StandIn) -> None:
    visitor = guest(service)
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=10)
    connection.putrequest("POST", "/chat/files")
    for name, value in {**visitor.headers(), "Content-Length": "40000000", "Content-Type": "image/jpeg"}.items():
        connection.putheader(name, value)
    connection.endheaders(b"only the beginning")
    answer = connection.getresponse()
    assert answer.status == 200
    connection.close()
    assert sent(visitor) == {"id": None, "kind": "photo", "problem": "too_big"}


def test_a_file_that_hides_its_size_is_read_no_further_than_the_limit(service: StandIn) -> None:
    visitor = guest(service)
    parts = iter([b"x" * (UPLOAD_LIMIT // 2)] * 3)
    answer = visitor.send_file(parts)  # type: ignore[arg-type]  # in chunks, without a length
    assert answer.json()["problem"] == "too_big"


def test_a_renamed_executable_is_told_to_the_talk(service: StandIn) -> None:
    visitor = guest(service)
    for content in (b"MZ\x90\x00" + b"\0" * 500, b"\x7fELF" + b"\0" * 500, b"<svg onload=alert(1)>", b""):
        answer = visitor.send_file(content, **{"Content-Type": "image/jpeg"})
        assert (answer.status, answer.json()["problem"]) == (200, "wrong_type")
    assert service.echo.received[0].media is not None
    assert service.echo.received[0].media.problem == "wrong_type"


def test_a_foreign_page_cannot_send_a_file(service: StandIn) -> None:
    assert guest(service).send_file(photo(), Origin="http://evil.example").status == 403
    assert guest(service).send_file(photo(), **{"X-Tuntas-Address": "sample-nobody"}).status == 403
    assert guest(service).send_file(photo(), **{"X-Tuntas-Message": "out:1"}).status == 400
    assert service.echo.received == []


def test_a_file_is_come_again_while_the_database_is_out_of_order(service: StandIn) -> None:
    service.echo.out_of_order = True
    assert guest(service).send_file(photo()).status == 503
