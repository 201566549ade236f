"""Calling in the chat: an answer given by telephone, and the letter of whoever has no chat."""

import io
import re

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from handlers.documents.drawings import draw
from storage.database import Storage
from storage.tables import Application, CalledPerson
from tests.programme.people import bring
from tests.tester import Tester, World

WRITTEN = (
    "panggil",
    "460/012/2026",
    "hari ini",
    "6 juli 2026",
    "07.30 WITA",
    "kantor Dinas Sosial",
    "ya",
    "Samarinda",
    "ya",
    "Ya, panggil",
)


@pytest.fixture
def world(storage: Storage) -> World:
    world = World(storage)
    world.open_intake()
    world.applicant("Ani Lestari", "ditetapkan", address="guest-ani")
    world.applicant("Budi Karangan", "ditetapkan", address="guest-budi")
    with world.storage.transaction() as tx:
        ani = tx.session.scalars(select(Application).order_by(Application.id)).first()
        assert ani is not None
        ani.contact_id = None
    return world


def called(world: World) -> Tester:
    ratna = world.staff("Bu Ratna", "verifier")
    for answer in WRITTEN:
        ratna.answer(answer)
    return ratna


def test_an_answer_by_telephone_is_noted_and_who_noted_it(world: World) -> None:
    ratna = called(world)
    ratna.press("Ani Lestari")
    assert "Sudah dicatat: datang" in ratna.press("Catat: datang").text
    assert "Catat: datang" not in ratna.last.buttons
    assert "datang" in ratna.press("Kembali").text
    with world.storage.transaction() as tx:
        first = tx.session.scalars(select(CalledPerson).order_by(CalledPerson.id)).first()
        assert first is not None
        assert first.answer == "coming"


def test_the_letter_of_whoever_has_no_chat_is_printed_by_staff(world: World) -> None:
    ratna = called(world)
    ratna.press("Ani Lestari")
    drawing = ratna.press("Surat panggilan").drawing
    assert drawing is not None
    content, content_type, _ = draw(drawing, "id")
    read = re.sub(r"\s+", " ", PdfReader(io.BytesIO(content)).pages[0].extract_text())
    for words in ("460/012/2026", "Ani Lestari", "Senin, 6 Juli 2026", "07.30 WITA", "Samarinda", "Tembusan"):
        assert words in read
    assert content_type == "application/pdf"


def test_what_stands_in_the_way_is_read_on_the_card(world: World) -> None:
    ratna, budi = called(world), world.person("guest-budi")
    budi.arrived()
    budi.press("Ada halangan")
    budi.say("Ibu saya sakit")
    budi.answer("Telepon dulu")
    ratna.arrived()
    ratna.press("Budi Karangan")
    assert "Ibu saya sakit" in ratna.last.text


def test_an_old_card_of_somebody_who_has_left_shows_the_letter(world: World) -> None:
    ratna = called(world)
    old = ratna.press("Ani Lestari").buttons["Catat: datang"]
    with world.storage.transaction() as tx:
        for application in tx.session.scalars(select(Application)):
            bring(application, "diberangkatkan", world.clock.now())
    assert "460/012/2026" in ratna.send(button=old)[0].text
    for payload in ("call_one:x|comes", "call_one:1.PSR-9|letter", "call_page:1|PSR-2026-9999"):
        assert ratna.send(button=payload)[0].text
    with world.storage.transaction() as tx:
        assert set(tx.session.scalars(select(CalledPerson.answer))) == {None}
