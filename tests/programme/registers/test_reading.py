"""Lists are read as offices send them; a value in doubt is no value, and says why."""

from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from programme.registers.sheet import Unreadable
from tests.programme.registers.lists import DTKS, one, problems, read_all, saved, workbook

NIK = "6401041205079001"
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
KK = "6401041203159001"


def test_a_list_of_the_office_is_read_below_its_titles() -> None:
    data = workbook(
        ["DAFTAR CALON PESERTA PELATIHAN BARISTA"],
        ["DINAS SOSIAL KABUPATEN PASER TAHUN 2026"],
        [],
        ["No", "NAMA PESERTA", "NIK", "L/P", "Tempat/Tgl. Lahir", "Desa/Kel", "Kecamatan", "No. HP (WA)", "Ket"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"],
        [1, "BUDI KARANGAN", NIK, "L", "Tanah Grogot, 12-05-2007", "Tapis", "Tanah Grogot", 81200009001, "yatim"],
        [2, "Siti Nur'aini", "'6401055708069002", "P", "Kuaro, 17 Agustus 2006", "Lolo", "Kuaro", "0812-0000-9002", ""],
        [None, None, None, None, None, None, None, "Tanah Grogot, 2 Maret 2026"],
        [None, "Jumlah", 2, None, None, None, None, None],
        merged=["A1:I1", "A2:I2"],
    )
    head, (budi, siti) = read_all(data, "applicants")
    assert (head.sheet, head.of_sheets) == ("Data", 1)
    assert head.columns["birth"] == "Tempat/Tgl. Lahir"
    assert (budi.row, siti.row) == (6, 7)
    assert (budi.full_name, budi.nik, budi.sex) == ("Budi Karangan", NIK, "male")
    assert (budi.birth_place, budi.birth_date) == ("Tanah Grogot", date(2007, 5, 12))
    assert (budi.village, budi.kecamatan) == ("64.01.04.2015", "64.01.04")
    assert (budi.phone, budi.note, budi.first_skill) == ("+6281200009001", "yatim", "barista")
    assert (siti.full_name, siti.nik, siti.phone) == ("Siti Nur'aini", "6401055708069002", "+6281200009002")
    assert budi.problems == siti.problems == ()


def test_an_export_with_pipes_is_read_by_the_names_of_places() -> None:
    row = f'"ID9001"|"KALIMANTAN TIMUR"|"PASER"|"KUARO"|"LOLO"|"JL. CONTOH, NO. 1"|"II"|"003"|"000"|"{KK}"|"{NIK}"|'
    row += '"BUDI KARANGAN"|"2007-05-12 00:00:00"|"KUARO"|"1"|"MARIANI"|"3"'
    head, (budi,) = read_all(f"{DTKS}\r\n{row}\r\n".encode("utf-8-sig"))
    assert head.sheet == ""
    assert (budi.nik, budi.kk, budi.full_name, budi.sex) == (NIK, KK, "Budi Karangan", "male")
    assert (budi.birth_date, budi.village) == (date(2007, 5, 12), "64.01.05.2002")
    assert budi.address == "JL. CONTOH, NO. 1 Dusun II RT 003"
    assert budi.guardian_name == "MARIANI"


def test_a_member_of_a_family_in_dtsen() -> None:
    header = ["nomor_kartu_keluarga", "nomor_induk_kependudukan", "nama", "jenis_kelamin", "tanggal_lahir"]
    header += ["kode_kelurahan_desa", "kelurahan_desa_ktp", "kecamatan", "desil_nasional"]
    found = one(KK, NIK, "BUDI KARANGAN", 1, date(2007, 5, 12), "6401040012", "TAPIS", "TANAH GROGOT", 3, header=header)
    assert (found.kk, found.desil, found.village) == (KK, 3, "64.01.04.2015")
    assert found.problems == ()


def test_a_family_is_read_by_its_head() -> None:
    header = ["nomor_kartu_keluarga", "nama_kepala_keluarga", "kelurahan_desa", "kecamatan", "desil_nasional"]
    found = one(KK, "KARANGAN", "TAPIS", "TANAH GROGOT", 2, header=header)
    assert (found.full_name, found.kk, found.desil, found.nik) == ("Karangan", KK, 2, None)


def test_children_out_of_school_with_why() -> None:
    header = ["Nama Anak", "Tempat Lahir", "Tanggal Lahir", "JK", "Kecamatan", "Kategori", "Alasan", "Nama Ibu Kandung"]
    found = one("Siti Contoh", "Kuaro", "7 bulan 7 2010", "Pr", "Kec. Kuaro", "DO", "bekerja", "Mariani", header=header)
    assert (found.status, found.reason, found.kecamatan, found.village) == ("do", "bekerja", "64.01.05", None)


def test_a_header_in_two_rows_with_ticks_for_the_sex() -> None:
    data = workbook(
        ["No", "Nama", "Jenis Kelamin", None, "TTL", None, "Alamat", None, "Desil"],
        [None, None, "L", "P", "Tempat", "Tanggal", "Desa", "Kec", None],
        [1, "Budi Karangan", "√", None, "Kuaro", date(2007, 5, 12), "Tapis", "Tanah Grogot", 1],
        [2, "Siti Contoh", None, "√", "Kuaro", date(2008, 5, 13), "Lolo", "Kuaro", 2],
        merged=["A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:H1", "I1:I2"],
    )
    budi, siti = read_all(data)[1]
    assert (budi.sex, budi.birth_place, budi.birth_date) == ("male", "Kuaro", date(2007, 5, 12))
    assert (siti.sex, siti.village, siti.desil) == ("female", "64.01.05.2002", 2)


def test_a_family_cards_number_merged_over_its_members_counts_for_each() -> None:
    data = workbook(
        ["No KK", "Nama", "NIK", "Desa"],
        [KK, "Budi Karangan", NIK, "Tapis"],
        [None, "Siti Karangan", "6401045205109002", "Tapis"],
        ["6401041203159002", "Ani Contoh", "6401045205119003", "Tapis"],
        merged=["A2:A3"],
    )
    assert [record.kk for record in read_all(data)[1]] == [KK, KK, "6401041203159002"]


def test_titles_in_the_middle_name_the_village_of_the_rows_below() -> None:
    data = workbook(
        ["Nama", "Tgl Lahir", "NIK"],
        ["DESA TAPIS KECAMATAN TANAH GROGOT"],
        ["Budi Karangan", "12-05-2007", NIK],
        ["Desa Lolo Kec. Kuaro"],
        ["Siti Contoh", "13-05-2008", "0"],
        ["Nama", "Tgl Lahir", "NIK"],
        ["Ani Contoh", "14-05-2008", "-"],
    )
    assert [record.village for record in read_all(data)[1]] == ["64.01.04.2015", "64.01.05.2002", "64.01.05.2002"]


def test_the_first_sheet_with_a_header_is_taken_and_named() -> None:
    book = Workbook()
    book.active.append(["Surat pengantar"])
    hidden = book.create_sheet("Simpanan")
    hidden.append(["Nama", "NIK"])
    hidden.sheet_state = "hidden"
    book.create_sheet("Daftar").append(["Nama", "NIK"])
    head, records = read_all(saved(book))
    assert (head.sheet, head.of_sheets, records) == ("Daftar", 2, [])


def test_a_web_page_that_is_called_a_workbook_is_read() -> None:
    page = "<html><body><table><tr><th colspan=3>DAFTAR</th></tr><tr><th>Nama</th><th>NIK</th><th>Desa</th></tr>"
    page += f"<tr><td>Budi &amp; Karangan</td><td>{NIK}</td><td>Tapis</td></tr></table></body></html>"
    (budi,) = read_all(page.encode())[1]
    assert (budi.full_name, budi.nik, budi.village) == ("Budi & Karangan", NIK, "64.01.04.2015")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_and_encoding(encoding: str, delimiter: str) -> None:
    rows = [["Nama Lengkap", "NIK", "Alamat"], ["Renée Contoh", NIK, "Tapis"], ["Budi", "0", "Jone"]]
    text = "\n".join(delimiter.join(row) for row in rows)
    renee, budi = read_all(text.encode(encoding))[1]
    assert (renee.full_name, renee.nik, renee.village) == ("Renée Contoh", NIK, "64.01.04.2015")
    assert (budi.nik, budi.problems) == (None, ())


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        (6401041205079001, None),
        (6401041205079000, "digits_lost"),
        (6.40104e15, "digits_lost"),
        (9201041205079001, "digits_lost"),
        ("6,40104E+15", "digits_lost"),
        ("6.40104120507900E+15", "digits_lost"),
        ("6401041205070000", "digits_lost"),
        ("640104120507900", "not_sixteen"),
        (640104120507900, "not_sixteen"),
        ("64O1041205079001", "not_sixteen"),
        ("6401043905079001", "number_impossible"),
        (KK, "nik_is_kk"),
        ("6401 04 120507 9001", None),
    ],
)
def test_a_nik_that_a_spreadsheet_spoilt_is_said_and_never_repaired(cell: Any, problem: str | None) -> None:
    found = one("Budi Karangan", cell, KK, header=["Nama", "NIK", "No KK"])
    assert (found.nik is None) == (problem is not None)
    assert problems(found) == ([("nik", problem)] if problem else [])
    assert not found.is_left_out


@pytest.mark.parametrize("cell", ["0", 0, 0.0, "", None, "-", "belum ada", "'0", "0000000000000000"])
def test_no_nik_yet_is_nothing_wrong(cell: Any) -> None:
    found = one("Budi Karangan", cell, "Tapis", header=["Nama", "NIK", "Desa"])
    assert (found.nik, found.problems) == (None, ())


def test_a_column_of_text_that_lost_every_last_digit_is_noticed() -> None:
    spoilt = [f"Budi Contoh{'abcdefg'[at]},64010412050790{at}0" for at in range(1, 7)]
    found = read_all("\n".join(["Nama,NIK", *spoilt]).encode())[1]
    assert [problems(record) for record in found] == [[("nik", "digits_lost")]] * 6
    real = read_all("\n".join(["Nama,NIK", *spoilt[:4], f"Siti,{NIK}"]).encode())[1]
    assert all(record.nik for record in real)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (39214, date(2007, 5, 12)),
        ("39214", date(2007, 5, 12)),
        (date(2007, 5, 12), date(2007, 5, 12)),
        ("12/05/2007", date(2007, 5, 12)),
        ("07 Juni 1995", date(1995, 6, 7)),
        (12052007, date(2007, 5, 12)),
        (7051999, date(1999, 5, 7)),
        ("2007-05-12T00:00:00", date(2007, 5, 12)),
    ],
)
def test_dates_in_all_their_forms(cell: Any, day: date) -> None:
    assert one("Budi Karangan", cell, "Tapis", header=["Nama", "Tgl Lahir", "Desa"]).birth_date == day


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("31-02-2007", "date_unreadable"),
        ("2007", "date_unreadable"),
        (date(2046, 5, 12), "date_impossible"),
        (40179, "date_two_ways"),
        (99999, "date_unreadable"),
    ],
)
def test_a_date_in_doubt_is_none(cell: Any, problem: str) -> None:
    found = one("Budi Karangan", cell, "Tapis", header=["Nama", "Tgl Lahir", "Desa"])
    assert (found.birth_date, problems(found)) == (None, [("birth_date", problem)])


def test_the_nik_settles_which_of_two_dates_a_number_is() -> None:
    found = one("Budi Karangan", 40179, "6401040101109001", header=["Nama", "Tgl Lahir", "NIK"])
    assert (found.birth_date, found.problems) == (date(2010, 1, 1), ())


def test_a_nik_that_says_another_birth_date_or_sex_is_kept_and_said() -> None:
    found = one("Budi Karangan", "05/12/2007", NIK, "P", header=["Nama", "Tgl Lahir", "NIK", "JK"])
    assert (found.nik, found.birth_date) == (NIK, date(2007, 12, 5))
    assert problems(found) == [("birth_date", "birth_differs"), ("sex", "sex_differs")]


@pytest.mark.parametrize(
    ("village", "kecamatan", "regency", "expected"),
    [
        ("Tapis", "Tanah Grogot", "Kab. Paser", ("64.01.04.2015", "64.01.04", [])),
        ("DESA TAPIS", None, "PASER", ("64.01.04.2015", "64.01.04", [])),
        ("Tanah Grogot", None, None, ("64.01.04.1001", "64.01.04", [])),
        ("6401040012", "Tanah Grogot", None, (None, "64.01.04", ["village_is_code"])),
        ("Lolo", "Tanah Grogot", None, (None, "64.01.04", ["village_elsewhere"])),
        ("Antah Berantah", "Kuaro", None, (None, "64.01.05", ["village_unknown"])),
        ("Krayan", None, None, (None, None, ["village_several"])),
        ("Sepaku", "Sepaku", "Kab. Penajam Paser Utara", (None, None, [])),
    ],
)
def test_places_are_found_by_name_and_kecamatan(
    village: str, kecamatan: str | None, regency: str | None, expected: tuple[Any, ...]
) -> None:
    found = one("Budi", village, kecamatan, regency, header=["Nama", "Desa", "Kecamatan", "Kabupaten"])
    assert (found.village, found.kecamatan, [problem.what for problem in found.problems]) == expected
    assert found.is_outside == (village == "Sepaku")


def test_an_applicant_cannot_do_without_birth_date_village_and_skill() -> None:
    found = one("Budi Karangan", "lupa", "Kuaro", header=["Nama", "TTL", "Kecamatan"], kind="applicants")
    assert found.is_left_out
    fatal = [(problem.column, problem.what) for problem in found.problems if problem.is_fatal]
    assert fatal == [("birth_date", "birth_missing"), ("village", "village_missing"), ("skill", "skill_missing")]


def test_a_row_without_a_name_is_left_out() -> None:
    found = one(None, NIK, "Tapis", header=["Nama", "NIK", "Desa"])
    assert found.is_left_out
    assert problems(found) == [("name", "name_missing")]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"%PDF-1.4\n\x00\x01", "no_table"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no_table"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
        (OLD_WORKBOOK + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600), "locked"),
        (OLD_WORKBOOK + bytes(600) + b"\x09\x08\x10\x00" + bytes(16) + b"\x2f\x00\x36\x00", "locked"),
        (b"halo kak, ini apa?", "no_header"),
        (workbook(["Jumlah", "Anggaran"], [1, 2]), "no_header"),
        (workbook(*[[f"baris {number}"] for number in range(16)], ["Nama", "NIK"]), "no_header"),
    ],
)
def test_a_file_that_gives_no_rows_says_why(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as problem:
        read_all(data)
    assert problem.value.why == why
