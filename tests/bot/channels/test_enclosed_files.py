"""What goes with a message arrives on every channel as what it is: a kept file, a letter, a workbook."""

import asyncio
import io
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.app import App, build
from bot.channels.channel import Incoming, Outgoing, Picture
from handlers.documents import drawings
from handlers.documents.drawings import Drawn
from handlers.notify import OWN_CASE, notify
from handlers.reply import Drawing, Enclosure, Reply, Stored
from programme import media, staff
from programme.staff import Invited, Member
from talk import Line
from tests.bot.channels import telegram_office, whatsapp_office
from tests.bot.office import ready, until
from tests.standins.bot_api import Person as Telegrammer
from tests.standins.graph_api import Person as WhatsApper

PDF = b"%PDF-1.7\n" + b"x" * 400
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: What is drawn here, under names that no drawing of the service has.
DRAWN: Mapping[str, Drawn] = {
    "a letter": (PDF, "application/pdf", "panggilan-PSR-2026-0007.pdf"),
    "a workbook": (b"PK\x03\x04 sheets", XLSX, "pendaftar-2026.xlsx"),
}
PHONE = "guest-" + "0" * 32


@pytest.fixture(autouse=True)
def drawable(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = {name: partial(_ready, drawn) for name, drawn in DRAWN.items()}
    monkeypatch.setattr(drawings, "DRAWINGS", {**drawings.DRAWINGS, **ours})


def _ready(drawn: Drawn, _shown: Mapping[str, str], _language: str) -> Drawn:
    return drawn


def photo() -> bytes:
    """No two are alike."""
    kept = io.BytesIO()
    Image.frombytes("RGB", (40, 40), secrets.token_bytes(4800)).save(kept, "JPEG")
    return kept.getvalue()


def words(enclosed: Enclosure, text: str = "Ini berkasnya, Kak.") -> Reply:
    """A message that something goes with."""
    lines = (Line("as-is", {"text": text}),)
    return Reply(lines, drawing=enclosed) if isinstance(enclosed, Drawing) else Reply(lines, stored=enclosed)


def tell(app: App, *replies: Reply) -> None:
    """News for the one contact that there is."""
    with app.storage.transaction() as tx:
        for reply in replies:
            notify(tx, 1, reply, app.clock.now(), priority=OWN_CASE)
    for channel in app.channels:
        app.delivery.wake(channel)


async def kept(app: App, content: bytes, name: str) -> Stored:
    """A paper that an applicant sent by the local page."""
    found = await app.local.keep("guest-" + "7" * 32, content)
    assert found.id is not None
    return Stored(found.id, name)


def forget(app: App, *files: Stored) -> None:
    """The person was erased; the pruning duty has yet to come."""
    with app.storage.transaction() as tx:
        media.let_go(tx.session, [file.media_id for file in files])


def remove_all(app: App) -> None:
    """The folder was emptied by hand."""
    assert app.storage.files is not None
    for name in list(app.storage.files.names()):
        app.storage.files.delete(name)


@pytest.mark.parametrize("library", telegram_office.LIBRARIES)
def test_telegram_shows_photos_and_hands_out_documents_under_their_names(tmp_path: Path, library: str) -> None:
    async def work(office: telegram_office.Office) -> None:
        person = Telegrammer(office.api, 81000001)
        await office.say(person, "halo")
        card = await kept(office.app, photo(), "KK “Siti” PSR-2026-0007")
        letter = await kept(office.app, PDF, "Surat sehat PSR-2026-0007")
        enclosed: tuple[Enclosure, ...] = (card, letter, Drawing("a letter", {}), Drawing("a workbook", {}))
        tell(office.app, *(words(one) for one in enclosed))
        await until(lambda: len(office.api.to(person.id)) == 5)
        arrived = office.api.to(person.id)[1:]
        assert [(body["method"], *body["file_names"]) for body in arrived] == [
            ("sendPhoto", "KK “Siti” PSR-2026-0007.jpg"),
            ("sendDocument", "Surat sehat PSR-2026-0007.pdf"),
            ("sendDocument", "panggilan-PSR-2026-0007.pdf"),
            ("sendDocument", "pendaftar-2026.xlsx"),
        ]
        assert arrived[1]["files"] == {"document": PDF}
        assert {telegram_office.text_of(body) for body in arrived} == {"Ini berkasnya, Kak."}

    telegram_office.running(work, tmp_path, library, "polling")


@pytest.mark.parametrize("library", telegram_office.LIBRARIES)
def test_what_telegram_cannot_show_as_a_photo_goes_as_a_file(tmp_path: Path, library: str) -> None:
    async def work(office: telegram_office.Office) -> None:
        office.api.answers.append((400, "Bad Request: PHOTO_INVALID_DIMENSIONS", {}))
        receipt = Picture(photo(), "image/jpeg", "kuitansi.jpg")
        await office.channel.send(Outgoing(7, "81000001", "Panjang sekali", picture=receipt))
        [body] = office.api.to(81000001)
        assert (body["method"], body["file_names"]) == ("sendDocument", ["kuitansi.jpg"])

    telegram_office.running(work, tmp_path, library, "polling")


def test_whatsapp_uploads_photos_and_documents_under_their_names(tmp_path: Path) -> None:
    async def work(office: whatsapp_office.Office) -> None:
        person = WhatsApper()
        await office.say(person, "halo")
        card = await kept(office.app, photo(), "KK “Siti” PSR-2026-0007")
        letter = await kept(office.app, PDF, "Surat sehat PSR-2026-0007")
        enclosed: tuple[Enclosure, ...] = (card, letter, Drawing("a letter", {}), Drawing("a workbook", {}))
        tell(office.app, *(words(one) for one in enclosed))
        await until(lambda: len(office.to(person)) == 5)
        shown, *documents = office.to(person)[1:]
        assert (shown["type"], shown["image"]["caption"]) == ("image", "Ini berkasnya, Kak.")
        assert office.graph.uploads[shown["image"]["id"]].startswith(b"\xff\xd8\xff")
        assert [body["document"]["filename"] for body in documents] == [
            "Surat sehat PSR-2026-0007.pdf",
            "panggilan-PSR-2026-0007.pdf",
            "pendaftar-2026.xlsx",
        ]
        assert office.graph.uploads[documents[0]["document"]["id"]] == PDF

    whatsapp_office.running(work, tmp_path)


def test_what_whatsapp_does_not_take_is_said_to_lie_at_the_office(tmp_path: Path) -> None:
    async def work(office: whatsapp_office.Office) -> None:
        person = WhatsApper()
        await office.say(person, "halo")
        tell(office.app, words(await kept(office.app, photo() + b"\0" * 5_000_000, "Ijazah")))
        await until(lambda: len(office.to(person)) == 2)
        assert "halaman Tuntas di kantor" in whatsapp_office.text_of(office.to(person)[-1])
        assert office.graph.uploads == {}

    whatsapp_office.running(work, tmp_path)


def test_the_page_shows_and_saves_them(tmp_path: Path) -> None:
    async def work(app: App) -> None:
        content = photo()
        card = await kept(app, content, "KK “Siti” PSR-2026-0007")
        tell(app, words(card), *(words(Drawing(name, {})) for name in DRAWN))
        shown = await page_of(app, 4)
        assert [(message["file"]["kind"], message["file"]["name"]) for message in shown[1:]] == [
            ("photo", "KK “Siti” PSR-2026-0007.jpg"),
            ("document", "panggilan-PSR-2026-0007.pdf"),
            ("document", "pendaftar-2026.xlsx"),
        ]
        files = [await app.local.file(PHONE, message["file"]["id"]) for message in shown[1:]]
        assert [(file.content, file.content_type) for file in files if file is not None] == [
            (content, "image/jpeg"),
            (PDF, "application/pdf"),
            (DRAWN["a workbook"][0], XLSX),
        ]

    at_the_page(work, tmp_path)


def test_a_file_that_is_gone_is_told_and_the_rest_of_the_message_goes(tmp_path: Path) -> None:
    async def work(app: App) -> None:
        erased, lost = await kept(app, photo(), "KK"), await kept(app, photo(), "Ijazah")
        forget(app, erased)
        remove_all(app)
        tell(app, words(erased), words(lost), words(Stored("of-nobody", "Akta")))
        for message in (await page_of(app, 4))[1:]:
            assert message["text"].startswith("Ini berkasnya, Kak.\n\nBerkasnya sudah tidak ada di sini")
            assert message["file"] is None

    at_the_page(work, tmp_path)


def test_whoever_left_the_office_meanwhile_gets_no_paper(tmp_path: Path) -> None:
    async def work(app: App) -> None:
        paper = await kept(app, photo(), "KK")
        with app.storage.transaction() as tx:
            now = app.clock.now()
            code = staff.invite(tx.session, Invited("Bu Ratna", ("verifier",)), by=None, now=now)
            member = staff.accept(tx.session, code, 1, now)
            assert isinstance(member, Member)
        tell(app, words(replace(paper, for_staff=member.id)))
        assert (await page_of(app, 2))[1]["file"]["name"] == "KK.jpg"
        with app.storage.transaction() as tx:
            staff.remove(tx.session, member.id, by=None, now=now)
        tell(app, words(replace(paper, for_staff=member.id)))
        assert (await page_of(app, 3))[2]["file"] is None

    at_the_page(work, tmp_path)


async def page_of(app: App, count: int) -> list[dict[str, Any]]:
    """What the page shows of the service's messages, once there are so many."""
    with app.local.watching(PHONE) as something:
        async with asyncio.timeout(10):
            while len(shown := [one for one in await app.local.since(PHONE, 0) if not one["mine"]]) < count:
                await something.wait()
                something.clear()
    return shown


def at_the_page(work: Callable[[App], Awaitable[None]], folder: Path) -> None:
    """Run a test's work in an office to which one person wrote by the page."""

    async def run() -> None:
        app = build(ready(folder))
        try:
            async with app.running():
                await app.turn.receive(Incoming("local", "m1", PHONE, app.clock.now(), text="halo"))
                await work(app)
        finally:
            app.close()

    asyncio.run(run())
