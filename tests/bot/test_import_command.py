"""`tuntas import`: first what is wrong, row by row; then, when it is wanted, it counts. The same file counts once."""

from pathlib import Path

import pytest

from tests.bot.office import written
from tests.bot.process import typed
from tests.programme.registers.lists import workbook

HEADER = ["Nama", "NIK", "TTL", "L/P", "Desa", "Kecamatan", "Desil", "Pilihan"]
BUDI = ["Budi Karangan", "6401041205079001", "Kuaro, 12-05-2007", "L", "Tapis", "Tanah Grogot", 2, "barista"]
SPOILT = ["Siti Contoh", 6401045305089000, "13-05-2008", "P", "Lolo", "Kuaro", 3, "tata rias"]
NOBODY = [None, "6401045305089003", "13-05-2008", "P", "Lolo", "Kuaro", 3, "tata rias"]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    folder = written(tmp_path, "").parent
    (folder / "daftar.xlsx").write_bytes(workbook(["DAFTAR"], HEADER, BUDI, SPOILT, NOBODY))
    return folder


def test_a_register_is_looked_at_first_and_counts_when_it_is_wanted(office: Path) -> None:
    looked = typed("import", "dtsen", "daftar.xlsx", folder=office)
    assert "3 rows: 2 can be taken, 1 of them with something in doubt." in looked.stdout
    assert "lost its last digit" in looked.stdout
    assert "there is no name" in looked.stdout
    assert "Nothing counts yet" in looked.stdout
    assert "2 count from now on." in typed("import", "dtsen", "daftar.xlsx", "--apply", folder=office).stdout
    assert "was taken before" in typed("import", "dtsen", "daftar.xlsx", "--apply", folder=office).stdout


def test_applicants_are_registered_once(office: Path) -> None:
    assert "2 are registered now." in typed("import", "applicants", "daftar.xlsx", "--apply", folder=office).stdout
    (office / "lagi.xlsx").write_bytes(workbook(HEADER, BUDI, SPOILT))
    again = typed("import", "applicants", "lagi.xlsx", "--apply", folder=office).stdout
    assert "is registered for this intake already" in again
    assert "There is nothing to take." in again


def test_every_mistake_is_written_into_a_file(office: Path) -> None:
    written_to = typed("import", "dtsen", "daftar.xlsx", "--mistakes", "salah.xlsx", folder=office)
    assert "Every faulty row stands in salah.xlsx." in written_to.stdout
    assert (office / "salah.xlsx").read_bytes().startswith(b"PK")
    assert "exists already" in typed("import", "dtsen", "daftar.xlsx", "--mistakes", "salah.xlsx", folder=office).stderr


def test_a_file_that_is_no_list_is_one_sentence(office: Path) -> None:
    (office / "surat.pdf").write_bytes(b"%PDF-1.4\x00")
    said = typed("import", "dtsen", "surat.pdf", folder=office)
    assert said.stderr == (
        "tuntas: surat.pdf: That file is neither Excel nor CSV. Save the list as .xlsx or .csv, then send it again.\n"
    )
    assert "does not exist" in typed("import", "dtsen", "tidak-ada.xlsx", folder=office).stderr
