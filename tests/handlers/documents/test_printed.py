"""What everything printed shares: opened again, and its words found in it."""

import io
import re
from datetime import date

import pytest
from pypdf import PdfReader

from handlers.documents.letterhead import head_args, head_of
from handlers.documents.printed import Paper
from programme.office import Letterhead
from talk import Argument

LETTER = Letterhead(
    heading=("PEMERINTAH KABUPATEN CONTOH", "DINAS SOSIAL", "Jl. Contoh No. 1"),
    place="Contoh",
    signatory="Dra. Nur’aini Contoh, M.Si.",
    title="Kepala Dinas Sosial Kabupaten Contoh",
    nip="19700101 199001 2 901",
    copies=("Camat Contoh", "Arsip"),
)


def pages(content: bytes) -> list[str]:
    return [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]


def test_head_signature_and_copies_stand_on_it() -> None:
    paper = Paper(LETTER, foot="Daftar calon")
    paper.title_line("DAFTAR CALON PESERTA", "Nomor 460/001/2026")
    paper.signed(date(2026, 5, 4))
    paper.copies_to()
    (page,) = pages(paper.content())
    for words in (
        *LETTER.heading,
        "Nomor 460/001/2026",
        "Contoh, 4 Mei 2026",
        f"{LETTER.title},",
        LETTER.signatory,
        "NIP 19700101 199001 2 901",
        "Tembusan: 1. Camat Contoh 2. Arsip",
        "1/1",
    ):
        assert words in page


@pytest.mark.parametrize("landscape", [False, True])
def test_a_long_table_goes_over_pages_with_its_head_on_each(landscape: bool) -> None:
    paper = Paper(LETTER, landscape=landscape)
    rows = [[str(number), f"Nama Panjang Sekali {number} " * 3] for number in range(90)]
    paper.table_of(("No.", "Nama"), rows, (1, 5))
    paper.signed()
    read = pages(paper.content())
    assert len(read) > 2
    assert all("No. Nama" in page for page in read[:-1])
    assert f"1/{len(read)}" in read[0]
    whole = " ".join(read)
    assert all(f"Nama Panjang Sekali {number} " in whole for number in range(90))


@pytest.mark.parametrize("name", ["", "Ñ é ‘’ Ş", "\u202e🙏 العربية 汉字", "A" * 300])
def test_any_signs_are_printed_or_left_out_and_never_stop_it(name: str) -> None:
    paper = Paper(LETTER)
    paper.line_of(name)
    paper.table_of(("Nama",), [[name]], (1,))
    assert pages(paper.content())


def test_a_signature_is_never_parted_from_its_name() -> None:
    for lines in range(30, 50):
        paper = Paper(LETTER)
        for number in range(lines):
            paper.line_of(f"baris {number}")
        paper.signed(date(2026, 5, 4))
        last = pages(paper.content())[-1]
        assert "4 Mei 2026" in last
        assert LETTER.signatory in last


@pytest.mark.parametrize("letter", [LETTER, Letterhead(), Letterhead(heading=(), copies=())])
def test_the_head_goes_through_the_outbox_and_back(letter: Letterhead) -> None:
    args: dict[str, Argument] = head_args(letter)
    assert head_of({name: str(value) for name, value in args.items()}) == letter
    assert pages(Paper(letter).content())
