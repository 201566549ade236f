"""Whatever bytes are sent as a list: records, or one sentence, never an exception."""

from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programme.registers.sheet import Unreadable
from tests.programme.registers.lists import read_all, workbook

NIK = "6401041205079001"
GOOD = workbook(
    ["DAFTAR"],
    ["Nama", "NIK", "TTL", "Desa", "Desil"],
    ["Budi", NIK, "Kuaro, 12-05-2007", "Tapis", 3],
    merged=["A1:C1"],
)
BEGINNINGS = (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<table><tr><td colspan=", b"Nama;NIK;Desil\n")
CELLS = st.one_of(
    st.none(),
    st.text(max_size=30).filter(lambda text: text.isprintable()),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.datetimes(),
    st.booleans(),
)
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
HEADER = ["Nama", "NIK", "No KK", "TTL", "Tgl Lahir", "JK", "Desa", "Kecamatan", "Kab", "HP", "Desil", "Ket"]


def gives_rows_or_a_sentence(data: bytes) -> None:
    with suppress(Unreadable):
        read_all(data, "applicants")


@UNHURRIED
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=400))
def test_any_bytes(beginning: bytes, rest: bytes) -> None:
    gives_rows_or_a_sentence(beginning + rest)


@UNHURRIED
@given(st.text(max_size=400))
def test_any_text_below_a_header(text: str) -> None:
    gives_rows_or_a_sentence(f"Nama,NIK,TTL,Desa\n{text}".encode("utf-8", "surrogatepass"))


@UNHURRIED
@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_a_workbook_with_one_byte_wrong(at: int, change: int) -> None:
    gives_rows_or_a_sentence(GOOD[:at] + bytes([GOOD[at] ^ change]) + GOOD[at + 1 :])


@UNHURRIED
@given(st.lists(st.lists(CELLS, max_size=len(HEADER)), max_size=5))
def test_any_cells(rows: list[list[Any]]) -> None:
    gives_rows_or_a_sentence(workbook(HEADER, *rows))
