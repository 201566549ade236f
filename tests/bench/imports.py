"""A register of 50,000 people: what reading it costs, in which process, and how long a turn beside it may wait."""

import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from openpyxl import Workbook

from bot.importing import Order, apply, read_in
from programme.office import Office
from programme.registers import imports
from storage.crypto import Keys, Vault
from storage.database import Storage, Transaction

T = TypeVar("T")

ROWS = 50_000
HEADER = (
    "No nomor_kartu_keluarga nomor_induk_kependudukan nama jenis_kelamin tempat_lahir tanggal_lahir alamat rt rw",
    "kelurahan_desa kecamatan kabupaten_kota provinsi desil_nasional hubungan status_kawin pekerjaan pendidikan ket",
)
VILLAGES = ("Tapis", "Jone", "Sempulang", "Tanah Periuk")


class Steps:
    """Does step after step, and remembers how long the longest took."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.longest = 0.0

    def step(self, work: Callable[[Transaction], T], _done: int = 0, _total: int = 0) -> T:
        """One transaction."""
        begun = time.perf_counter()
        with self.storage.transaction() as tx:
            result = work(tx)
        self.longest = max(self.longest, time.perf_counter() - begun)
        return result


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "dtsen.xlsx"
        making = multiprocessing.get_context("spawn").Process(target=_make, args=(file,))  # its memory is not ours
        making.start()
        making.join()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        storage = Storage(f"sqlite:///{folder}/tuntas.db", Vault(Keys.new()))
        storage.upgrade()
        _measure(storage, file.read_bytes(), before)


def _measure(storage: Storage, data: bytes, before: resource.struct_rusage) -> None:
    steps = Steps(storage)
    order = Order("dtsen", Office(), ZoneInfo("Asia/Makassar"), datetime.now(UTC), None)
    ours, begun = time.process_time(), time.perf_counter()
    found = read_in(steps, order, data, told=0)
    read_by = time.perf_counter() - begun
    steps.step(lambda tx: imports.report(tx.session, found.import_id))
    apply_from = time.perf_counter()
    apply(steps, order, found.import_id)
    applied = time.perf_counter() - apply_from
    ours = time.process_time() - ours
    children, us = resource.getrusage(resource.RUSAGE_CHILDREN), resource.getrusage(resource.RUSAGE_SELF)
    theirs = children.ru_utime + children.ru_stime - before.ru_utime - before.ru_stime
    print(f"{found.report.taken} of {ROWS} rows, {len(data) / 1e6:.1f} MB, read in {read_by:.0f} s")
    print(f"CPU s: the reading process {theirs:.1f}, the service {ours:.1f}")
    print(f"peak MiB: the service {us.ru_maxrss / 1024:.0f}; the reading process {children.ru_maxrss / 1024:.0f}")
    print(f"longest step {steps.longest * 1000:.0f} ms; taking it {applied * 1000:.0f} ms")


def _make(file: Path) -> None:
    """Invented people: no two have one NIK."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("DTSEN")
    sheet.append(["DAFTAR DTSEN"])
    sheet.append(" ".join(HEADER).split())
    for number in range(ROWS):
        sheet.append(_row(number))
    book.save(file)


def _row(number: int) -> list[object]:
    born = date(1980, 1, 1) + timedelta(days=number % 12_000)
    day = born.day + 40 * (number % 2)
    nik = f"640104{day:02d}{born:%m%y}{9001 + number % 997:04d}"
    kk = f"640104{born:%d%m%y}{number % 9000 + 1:04d}"
    letters = "".join(chr(97 + number // 26**place % 26) for place in range(4))
    where = (VILLAGES[number % 4], "Tanah Grogot", "Paser", "Kalimantan Timur")
    who = (number + 1, kk, nik, f"Budi {letters}", 1 + number % 2, "Tanah Grogot", born, "Jl. Contoh", "001", "002")
    return [*who, *where, 1 + number % 10, "Anak", "Belum kawin", "Petani", "SD", None]


if __name__ == "__main__":
    main()
