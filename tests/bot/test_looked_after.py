"""What an operator does beside the running service: a backup under load, a new machine, a new key."""

import asyncio
import secrets
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from bot.clock import Clock
from programme import samples
from storage.crypto import Vault
from storage.database import Storage
from tests.bot.process import TUNTAS, Service, page, tuntas
from tests.tester import ZONE

pytestmark = [pytest.mark.asyncio, pytest.mark.reliability]

BEFORE = ("daftar", "setuju", "ya", "tidak", "tidak", "saya sendiri")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Service]:
    """An office's own service, in a folder of its own."""
    folder = tmp_path / "office"
    folder.mkdir()
    # Nobody here ever pauses.
    settings = '[delivery]\nin_flight = 20\n[inbound]\nper_minute = 10000\n[logs]\nfolder = "log"\n'
    (folder / "config.toml").write_text(settings, encoding="utf-8")
    assert tuntas("key", "new", folder=folder).returncode == 0
    service = Service(folder, folder / "config.toml")
    yield service
    service.kill()


@asynccontextmanager
async def many_writing(service: Service) -> AsyncIterator[list[int]]:
    """Ten people write without a pause; yields how many replies each has had."""
    counts = [0] * 10

    async def write(number: int) -> None:
        with suppress(ConnectionClosed):
            async with page(service, f"guest-{secrets.token_hex(16)}") as phone:
                while True:
                    await phone.say("halo")
                    counts[number] += 1

    writing = [asyncio.create_task(write(number)) for number in range(len(counts))]
    try:
        while not all(counts):
            assert not any(task.done() for task in writing), "somebody got no reply"
            await asyncio.sleep(0.05)
        yield counts
    finally:
        for task in writing:
            task.cancel()
        await asyncio.gather(*writing, return_exceptions=True)


async def test_a_backup_made_under_load_goes_on_at_the_same_question_on_a_new_machine(
    office: Service, tmp_path: Path
) -> None:
    _open_intake(office.folder)
    visitor = f"guest-{secrets.token_hex(16)}"
    async with page(office, visitor) as phone:
        for text in BEFORE:
            await phone.say(text)
        assert "Siapa nama lengkapmu?" in phone.replies[-1]
    async with many_writing(office) as counts:
        before = sum(counts)
        made = await asyncio.to_thread(tuntas, "backup", str(tmp_path / "disk"), folder=office.folder)
        assert sum(counts) > before  # nobody waited until it was done
    assert made.returncode == 0, made.stderr
    assert "The key is not in it" in made.stdout
    async with page(office, visitor) as phone:
        assert "Kapan tanggal lahirmu?" in await phone.say("Budi Karangan")  # after the backup
    office.kill()
    shutil.rmtree(office.folder / "files", ignore_errors=True)

    new = tmp_path / "new"
    new.mkdir()
    shutil.copy(office.folder / "config.toml", new)
    backup = next((tmp_path / "disk").glob("tuntas-*"))
    restored = tuntas("restore", str(backup), folder=new)
    assert restored.returncode == 0, restored.stderr
    assert "put the copy of the key back" in restored.stdout
    refused = tuntas("run", folder=new)
    assert "put back the copy that was kept" in refused.stderr
    shutil.copy(office.folder / "tuntas.key", new)
    machine = Service(new, new / "config.toml")
    try:
        async with page(machine, visitor) as phone:
            assert "Siapa nama lengkapmu?" in phone.replies[-1]
            assert "Kapan tanggal lahirmu?" in await phone.say("Budi Karangan")
    finally:
        machine.kill()


async def test_a_key_is_renewed_while_people_write_and_the_old_one_retired(office: Service, tmp_path: Path) -> None:
    visitor = f"guest-{secrets.token_hex(16)}"
    async with page(office, visitor) as phone:
        await phone.say("tanya petugas")
    old = tuntas("backup", str(tmp_path / "disk"), folder=office.folder)
    assert old.returncode == 0
    async with many_writing(office) as counts:
        rotated = await asyncio.to_thread(tuntas, "key", "rotate", folder=office.folder)
        assert rotated.returncode == 0, rotated.stderr
        before = list(counts)
        await asyncio.sleep(1)
        assert all(now > then for now, then in zip(counts, before, strict=True))
        retired = await asyncio.to_thread(tuntas, "key", "retire", "--yes", folder=office.folder)
        assert retired.returncode == 0, retired.stderr
        before = list(counts)
        await asyncio.sleep(1)
        assert all(now > then for now, then in zip(counts, before, strict=True))
    office.kill()
    office.start()  # with the newest key alone
    async with page(office, visitor) as phone:
        assert "sudah sampai ke petugas" in await phone.say("Boleh bawa motor?")

    new = tmp_path / "new"
    new.mkdir()
    shutil.copy(office.folder / "config.toml", new)
    shutil.copy(next(office.folder.glob("tuntas.key.*.old")), new / "tuntas.key")
    assert tuntas("restore", str(next((tmp_path / "disk").glob("tuntas-*"))), folder=new).returncode == 0
    assert tuntas("questions", folder=new).returncode == 0  # opens, with the old key file


async def test_a_rotation_that_is_killed_goes_on_and_makes_no_second_key(office: Service) -> None:
    for _ in range(3):
        visitor = f"guest-{secrets.token_hex(16)}"
        async with page(office, visitor) as phone:
            await phone.say("halo")
    process = await asyncio.create_subprocess_exec(*TUNTAS, "key", "rotate", cwd=office.folder)
    key_file = office.folder / "tuntas.key"
    one_key = key_file.read_text()
    while key_file.read_text() == one_key:  # noqa: ASYNC110 - it is another process's
        await asyncio.sleep(0.02)
    process.kill()
    await process.wait()
    two_keys = key_file.read_text()
    assert tuntas("key", "retire", "--yes", folder=office.folder).returncode == 2  # something is left under the old one
    assert tuntas("key", "rotate", folder=office.folder).returncode == 0
    assert key_file.read_text() == two_keys
    assert tuntas("key", "retire", "--yes", folder=office.folder).returncode == 0


def _open_intake(folder: Path) -> None:
    """There are people and an intake, as staff would have them."""
    storage = Storage(f"sqlite:///{folder / 'tuntas.db'}", Vault.from_file(folder / "tuntas.key"))
    with storage.transaction() as tx:
        samples.sow(tx.session, Clock(ZONE).now())
    storage.close()
