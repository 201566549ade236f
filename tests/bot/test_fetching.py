"""Files that a platform hands out by reference: fetched in time, or asked for again, kindly and once."""

import asyncio
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from PIL import Image

from bot.channels.channel import FetchError, MediaIn, Outgoing
from bot.channels.local import LocalChannel
from bot.duties.media import Fetching
from programme import applications
from storage import messages
from storage.database import Storage
from storage.tables import Media
from tests.tester import ADULT_ANSWERS, Tester, World, register

HOUR = 3600
LIMIT = 1_000_000


def photo() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30)).save(file, "JPEG")
    return file.getvalue()


def fails(error: FetchError) -> bytes:
    raise error


@dataclass
class Platform:
    """A platform's files, by reference; each is what is listed for it, one after another."""

    files: dict[str, list[Callable[[], bytes]]]
    name: str = "local"
    asked: list[str] = field(default_factory=list)
    abilities = LocalChannel.abilities
    receiver = None

    async def send(self, outgoing: Outgoing) -> str:
        raise NotImplementedError

    async def run(self) -> None: ...

    async def close(self) -> None: ...

    async def fetch(self, reference: str) -> bytes:
        self.asked.append(reference)
        await asyncio.sleep(0)
        return self.files[reference].pop(0)()


def _open(storage: Storage) -> World:
    """One may register there."""
    world = World(storage)
    world.open_intake()
    return world


@pytest.fixture
def world(storage: Storage) -> World:
    return _open(storage)


@pytest.fixture
def small(sqlite_storage: Storage) -> World:
    """The same, for what does not touch the difference between databases."""
    return _open(sqlite_storage)


def fetch(world: World, platform: Platform, limit: int = LIMIT) -> None:
    """Let the duty work for a moment, from a start to a stop."""

    async def run() -> None:
        duty = Fetching(
            world.storage,
            {platform.name: platform},
            world.office,
            world.clock,
            ThreadPoolExecutor(1),
            limit=limit,
        )
        running = asyncio.create_task(duty.run())
        await asyncio.sleep(0.3)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    asyncio.run(run())


def by_reference(content_type: str = "image/jpeg", reference: str = "kk") -> MediaIn:
    return MediaIn("photo", content_type=content_type, reference=reference, size=1000, fetch_within=HOUR)


def media(world: World) -> list[tuple[str, str | None]]:
    with world.storage.transaction() as tx:
        return [(row.state, row.content_type) for row in tx.session.query(Media).order_by(Media.created_at, Media.id)]


def papers(world: World) -> dict[str, str]:
    with world.storage.transaction() as tx:
        contact = messages.conversation(tx, "local", "guest-ani", world.clock.now()).contact_id
        return applications.document_states(applications.of_contact(tx.session, contact)[0])


def with_a_paper(world: World) -> Tester:
    """Somebody who registered and sent the family card by reference."""
    ani = world.person()
    register(ani)
    ani.press("Status saya")
    ani.press("Kirim berkas")
    assert "Kartu Keluarga" in ani.last.text
    ani.send(media=by_reference())
    while "Nanti" in ani.last.buttons:
        ani.press("Nanti")
    return ani


def test_a_file_is_fetched_and_kept_by_what_it_is(world: World) -> None:
    ani = world.person()
    ani.send(media=by_reference("image/png"))
    platform = Platform({"kk": [photo]})
    fetch(world, platform)
    assert media(world) == [("kept", "image/jpeg")]
    assert platform.asked == ["kk"]
    with world.storage.transaction() as tx:
        row = tx.session.query(Media).one()
        assert row.reference is None
        assert world.storage.files is not None
        assert world.storage.files.get(row.file or "") == photo()


def test_what_cannot_be_fetched_just_now_is_tried_again(small: World) -> None:
    ani = with_a_paper(small)
    busy = FetchError("busy", retry_after=timedelta(seconds=1))
    platform = Platform({"kk": [lambda: fails(busy), lambda: bytes(1 // 0), photo]})
    fetch(small, platform)
    assert media(small) == [("waiting", "image/jpeg")]
    for _ in range(2):
        small.clock.move(timedelta(minutes=5))
        fetch(small, platform)
    assert media(small) == [("kept", "image/jpeg")]
    assert ani.arrived() == []
    assert papers(small)["kk"] == "received"


def test_a_paper_that_cannot_be_had_any_more_is_asked_for_again_once(world: World) -> None:
    ani = with_a_paper(world)
    assert papers(world)["kk"] == "received"
    gone = FetchError("404", retry_after=None)
    for _ in range(2):
        fetch(world, Platform({"kk": [lambda: fails(gone)]}))
    said = ani.arrived()
    asked_again = (
        "Maaf ya, Kak. Kartu Keluarga untuk Budi Karangan yang tadi tidak sampai ke kami.\n\n"
        "Boleh dikirim sekali lagi? Foto (JPG, PNG) atau PDF."
    )
    assert [shown.text for shown in said] == [asked_again]
    assert papers(world)["kk"] == "later"
    assert media(world) == [("lost", None)]
    assert "Kartu Keluarga" in ani.press("Kirim berkas").text
    ani.photo()
    assert papers(world)["kk"] in ("later", "received")


def test_a_platform_that_fails_for_longer_than_it_keeps_files_has_lost_it(small: World) -> None:
    ani = with_a_paper(small)
    busy = FetchError("busy", retry_after=timedelta(seconds=1))
    platform = Platform({"kk": [lambda: fails(busy)] * 50})
    for _ in range(14):
        fetch(small, platform)
        small.clock.move(timedelta(minutes=5))
    assert media(small) == [("lost", None)]
    assert len(platform.asked) in range(11, 14)
    assert len(ani.arrived()) == 1


@pytest.mark.parametrize(
    ("content", "limit", "why"),
    [
        (lambda: b"<html>", LIMIT, "tidak bisa dibuka"),
        (lambda: b"OggS" + bytes(60), LIMIT, "tidak bisa dibuka"),
        (photo, 100, "terlalu besar"),
        (lambda: fails(FetchError("big", retry_after=None, too_big=True)), LIMIT, "terlalu besar"),
    ],
)
def test_what_is_no_file_that_is_taken_is_asked_for_again(
    small: World, content: Callable[[], bytes], limit: int, why: str
) -> None:
    ani = with_a_paper(small)
    fetch(small, Platform({"kk": [content]}), limit)
    assert [why in shown.text for shown in ani.arrived()] == [True]
    assert papers(small)["kk"] == "later"


def test_who_still_fills_in_the_form_finishes_it_and_is_asked_afterwards(world: World) -> None:
    ani = world.person()
    ani.say("halo")
    for answer in ADULT_ANSWERS[:-1]:
        ani.answer(answer)
    ani.answer("Sekarang")
    ani.send(media=by_reference())
    question = ani.last.text
    fetch(world, Platform({"kk": [lambda: fails(FetchError("404", retry_after=None))]}))
    said = ani.arrived()
    assert len(said) == 1
    assert "Selesaikan dulu formulirnya" in said[0].text
    assert said[0].buttons == {}
    assert question  # the question still waits, with its own buttons
    for _ in range(12):
        later = [shown for shown in ani.shown if "Nanti" in shown.buttons]
        if "Kirim" in ani.last.buttons:
            break
        ani.send(button=later[-1].buttons["Nanti"])
    ani.press("Kirim")
    assert papers(world)["kk"] == "later"


def test_nobody_is_bothered_with_a_file_that_nobody_needs(small: World) -> None:
    ani = small.person()
    ani.send(media=by_reference())
    ani.arrived()
    fetch(small, Platform({"kk": [lambda: fails(FetchError("404", retry_after=None))]}))
    assert media(small) == [("lost", None)]
    assert ani.arrived() == []


LIST = b"Nama,NIK\nBudi,0\n"


@pytest.mark.parametrize(
    ("declared", "kept"), [("text/csv", True), ("application/octet-stream", False), ("image/jpeg", False)]
)
def test_a_list_is_kept_only_where_one_is_expected(small: World, declared: str, kept: bool) -> None:
    """Of staff a document is expected as a list; from anybody else it is no file that is taken (bot.arrival)."""
    with small.storage.transaction() as tx:
        messages.expect_media(
            tx,
            channel="local",
            address="guest-ani",
            reference="list",
            content_type=declared,
            size=None,
            fetch_by=None,
            now=small.clock.now(),
        )
    fetch(small, Platform({"list": [lambda: LIST]}))
    assert media(small) == [("kept", "text/csv") if kept else ("lost", None)]


def test_a_list_of_staff_by_reference_is_expected_as_one(small: World) -> None:
    ratna, ani = small.staff("Bu Ratna", "verifier"), small.person("guest-ani")
    named = {"content_type": "application/octet-stream", "reference": "list", "fetch_within": HOUR}
    ratna.send(media=MediaIn("document", **named))  # type: ignore[arg-type]
    ani.send(media=MediaIn("document", **named))  # type: ignore[arg-type]
    ani.send(media=MediaIn("document", **{**named, "content_type": "text/csv"}))  # type: ignore[arg-type]
    assert sorted(media(small)) == [("waiting", "application/octet-stream"), ("waiting", "text/csv")]
