"""Known values are planted by chat; after erasing and one round of pruning none of them is found anywhere."""

import asyncio
import base64
import logging
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import LargeBinary, select

from bot.app import App, build
from bot.channels.local import Written
from bot.config import load
from bot.duties.pruning import Pruning
from programme import audit, erasure
from programme.samples import sow
from storage import messages
from storage.crypto import create_key_file
from storage.tables import Acting, Base, Person
from tests.tester import FixedClock

#: What a mother says of her son, right and wrong; nobody else says it. All of it is invented.
NAME = "Kertanegara Wicaksana"
NIK = "6401041708099977"
PHONE = "081200007755"
GUARDIAN = "Sulastriningsih"
GUARDIAN_PHONE = "081200003322"
NOTE = "gang Mawar belakang warung Cendrawasih"
QUESTION = "Apakah sepatu kuda nil disediakan?"
WRONG_DATE = "kemarin lusa jam kuwuk"
WRONG_NIK = "6401-ubur-ubur"
MARKER = "MARKA-FOTO-8c1f"
PHOTO = b"\xff\xd8\xff\xe0" + MARKER.encode() * 40 + b"\xff\xd9"

CONVERSATION: tuple[str | bytes, ...] = (
    "halo",
    "daftar",
    "setuju",
    "ya",
    "ga",
    "tidak",
    "anak saya",
    NAME,
    WRONG_DATE,
    "17-08-2009",
    "Random",
    GUARDIAN,
    GUARDIAN_PHONE,
    "saya wali dan setuju",
    "laki-laki",
    WRONG_NIK,
    NIK,
    PHONE,
    NOTE,
    "smp",
    "kelas 8",
    "2023",
    "biaya",
    "pkh",
    "perbengkelan",
    "barista",
    "bersedia",
    "foto sekarang",
    PHOTO,
    PHOTO,
    "nanti",
    "nanti",
    "nanti",
    "nanti",
    "nanti",
    "kirim",
    "tanya petugas",
    QUESTION,
)
PLANTED = (
    *(NAME, "Kertanegara", "Wicaksana", NIK, PHONE, PHONE[1:], GUARDIAN, GUARDIAN_PHONE, GUARDIAN_PHONE[1:]),
    *(NOTE, "Cendrawasih", QUESTION, "kuda nil", WRONG_DATE, WRONG_NIK, MARKER, "2009-08-17", "17-08-2009"),
)
ADDRESS = "guest-mother"


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[App]:
    """The service as it runs, with the demo's people in it."""
    create_key_file(tmp_path / "key")
    if database_url.startswith("sqlite"):  # where it is searched
        database_url = f"sqlite:///{shutil.copy(database_url.removeprefix('sqlite:///'), tmp_path)}"
    config = replace(load(None, {"TUNTAS_INBOUND_PER_MINUTE": "1000"}), database=database_url)
    config = replace(config, key_file=tmp_path / "key", files=tmp_path / "files")
    app = build(config, clock=FixedClock())
    with app.storage.transaction() as tx:
        sow(tx.session, app.clock.now())
    yield app
    app.close()


async def _talk(app: App) -> str:
    """Everything is said through the page, while the service runs; returns the last reply."""
    for number, said in enumerate(CONVERSATION):
        if isinstance(said, bytes):
            written = Written(f"w{number}", ADDRESS, media=await app.local.keep(ADDRESS, said))
        else:
            written = Written(f"w{number}", ADDRESS, text=said)
        await app.local.take(written)
        shown = await _shown(app, 2 * (number + 1))
    return str(shown[-1]["text"])


def _talked(app: App) -> str:
    async def talk() -> str:
        async with app.running():
            return await _talk(app)

    return asyncio.run(talk())


async def _shown(app: App, count: int) -> list[dict[str, Any]]:
    for _ in range(500):
        shown = await app.local.since(ADDRESS, 0)
        if len(shown) >= count:
            return shown
        await asyncio.sleep(0.01)
    raise AssertionError(f"only {len(shown)} messages: {shown[-1]}")


def _erase(app: App) -> int:
    with app.storage.transaction() as tx:
        person = tx.session.scalars(select(Person).filter_by(full_name=NAME)).one()
        contact_id = tx.session.scalars(select(Acting.contact_id).filter_by(person_id=person.id)).one()
        # A message that failed for good is kept for staff, with all that was said in it.
        messages.failed(tx, "local", "x", ADDRESS, NAME.encode(), "ValueError", app.clock.now(), app.clock.now())
        audit.record(tx.session, by="guardian", action="corrected", at=app.clock.now(), person_id=person.id, after=NOTE)
        erasure.erase_person(
            tx.session, person.id, by="guardian", contact_id=contact_id, why="asked for", at=app.clock.now()
        )
        return person.id


def _prune(app: App) -> None:
    duty = Pruning(app.storage, app.config.retention, app.clock, app.executor, untouched=0)
    asyncio.run(duty.prune_due())


def _written(value: str) -> set[bytes]:
    """As it may stand in a file: in other encodings too, and in base64 wherever it begins."""
    plain = value.encode()
    found = {plain, value.encode("utf-16-le"), plain.hex().encode(), value.replace(" ", "+").encode()}
    for shift in range(3):
        found.add(base64.b64encode(b"\0" * shift + plain)[4 if shift else 0 : -4])
    return {needle.lower() for needle in found if len(needle) > 5}


def _found(data: bytes) -> list[str]:
    lower = data.lower()
    return [value for value in PLANTED if any(needle in lower for needle in _written(value))]


def _files(folder: Path) -> bytes:
    """Every byte in the folder: the database, what stands beside it, and the files that were sent."""
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def _rows(app: App) -> bytes:
    """Every row of every table, and what the sealed columns hold."""
    said: list[bytes] = []
    with app.storage.transaction() as tx:
        for table in Base.metadata.sorted_tables:
            for row in tx.connection.execute(select(table)):
                said += [
                    tx.vault.open(value) if _sealed(column) and value else repr(value).encode()
                    for column, value in zip(table.columns, row, strict=True)
                ]
    return b"\n".join(said)


def _sealed(column: Any) -> bool:
    return isinstance(column.type, LargeBinary)


def _opened_files(app: App) -> bytes:
    assert app.storage.files is not None
    return b"\n".join(map(app.storage.files.get, app.storage.files.names()))


def test_nothing_that_was_said_is_found_after_erasing(
    app: App, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    assert "sudah sampai ke petugas" in _talked(app)
    before = set(_found(_rows(app) + _opened_files(app)))
    assert before == set(PLANTED)
    if app.storage.is_sqlite:
        assert NAME in _found(_files(tmp_path))

    person_id = _erase(app)
    _prune(app)

    assert _found(_rows(app)) == []
    assert _found(_files(tmp_path)) == []  # while the service runs, with its write-ahead log
    assert _found(_opened_files(app)) == []
    assert _found(caplog.text.encode()) == []
    assert _found(repr(capfd.readouterr()).encode()) == []

    with app.storage.transaction() as tx:
        entries = audit.trail(tx.session, person_id)
        people = tx.session.scalars(select(Person.full_name)).all()
    last = entries[-1]
    assert (last.by, last.action, last.why, last.at) == ("guardian", "erased", "asked for", app.clock.now())
    assert {entry.subject for entry in entries if entry.action == "agreed"} >= {"notice", "guardian"}
    assert len(people) >= 9  # the others are whole
    assert all(people)


def test_the_key_of_the_erased_ones_trail_is_gone_whoever_asks(app: App) -> None:
    _talked(app)
    person_id = _erase(app)
    with app.storage.transaction() as tx:
        (sealed,) = tx.connection.exec_driver_sql("SELECT count(*) FROM person_keys").one()
        assert sealed == 0
        corrected = next(entry for entry in audit.trail(tx.session, person_id) if entry.action == "corrected")
        assert corrected.after is None


def test_asked_for_in_the_chat_nothing_is_found_either(app: App, tmp_path: Path) -> None:
    async def asks() -> str:
        async with app.running():
            await _talk(app)
            await app.local.take(Written("erase", ADDRESS, text="hapus data saya"))
            sure = (await _shown(app, 2 * len(CONVERSATION) + 2))[-1]
            assert NAME in sure["text"]
            await app.local.take(Written("yes", ADDRESS, button=sure["buttons"][0]["payload"], label="Ya"))
            return str((await _shown(app, 2))[-1]["text"])

    assert "sudah" in asyncio.run(asks()).lower()
    _prune(app)
    assert _found(_rows(app)) == []
    assert _found(_files(tmp_path)) == []


def test_an_old_message_that_comes_again_is_known_and_the_contact_is_answered(app: App) -> None:
    async def again() -> list[dict[str, Any]]:
        async with app.running():
            await _talk(app)
            await asyncio.to_thread(_erase, app)
            await app.local.take(Written("w7", ADDRESS, text=NAME))  # delivered once more
            await app.local.take(Written("new", ADDRESS, text="halo"))
            return await _shown(app, 3)

    shown = asyncio.run(again())
    assert [message["mine"] for message in shown] == [True, True, False]
    assert "Halo Kak" in shown[-1]["text"]
