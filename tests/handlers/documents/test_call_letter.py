"""The call letter: opened again and its words found; a template of the office's own, and mistakes in one."""

import io
import re
from dataclasses import astuple, replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from handlers.documents import call_template
from handlers.documents.call_letter import (
    CalledList,
    CalledRow,
    CallLetter,
    call_letter_args,
    call_letter_of,
    called_list_args,
)
from handlers.documents.call_template import BLOCKS, FIELDS, TemplateMistake
from handlers.documents.drawings import draw
from handlers.reply import Drawing
from programme.office import Letterhead

OFFICE = Letterhead(signatory="Dra. Contoh, M.Si.", nip="19700101 199001 2 901", copies=("Camat Kuaro", "Arsip"))
FIELD = {
    **{name: f"isi {name}" for name in FIELDS},
    "nama": "Ani Lestari",
    "nomor": "460/012/2026",
    "tanggal_kumpul": "6 Juli 2026",
}
LETTER = CallLetter(OFFICE, date(2026, 6, 15), "", FIELD, ("KTP atau KIA asli", "Baju ganti untuk 7 hari"))

OWN = """# ditulis kantor
= PANGGILAN
Untuk | {nama}
Datanglah pada {tanggal_kumpul}, {jam_kumpul}, di {tempat_kumpul}.
{tanda_tangan}
"""


def words(content: bytes) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def letter(call: CallLetter, language: str = "en") -> str:
    content, content_type, name = draw(Drawing("call_letter", call_letter_args(call)), language)
    assert (content_type, name) == ("application/pdf", "surat-panggilan.pdf")
    assert len(content) < 100_000
    return words(content)


def test_everything_that_is_filled_in_stands_in_the_letter() -> None:
    read = letter(LETTER)
    for name, value in FIELD.items():
        if f"{{{name}}}" in call_template.packaged():
            assert value in read, name
    for expected in (
        OFFICE.heading[0],
        "1. KTP atau KIA asli 2. Baju ganti untuk 7 hari",
        "Tana Paser, 15 Juni 2026",
        OFFICE.signatory,
        "NIP 19700101 199001 2 901",
        "Tembusan: 1. Camat Kuaro 2. Arsip",
    ):
        assert expected in read
    assert len(PdfReader(io.BytesIO(draw(Drawing("call_letter", call_letter_args(LETTER)), "id")[0])).pages) == 1


def test_the_office_writes_it_in_its_own_words() -> None:
    read = letter(replace(LETTER, template=call_template.check(OWN)))
    assert "PANGGILAN Untuk : Ani Lestari Datanglah pada 6 Juli 2026, isi jam_kumpul, di isi tempat_kumpul." in read
    assert "ditulis kantor" not in read
    assert "Tembusan" not in read


def test_a_name_with_braces_is_a_name() -> None:
    named = replace(LETTER, template=OWN, fields={**FIELD, "nama": "Ani {nomor} = |"})
    assert "Untuk : Ani {nomor} = | Datanglah" in letter(named)


def test_a_line_of_which_nothing_is_left_is_left_out() -> None:
    rows = list(call_template.filled("= {nama}\n\n{alamat}\nDesa {alamat}\n", {"nama": "Ani", "alamat": ""}))
    assert [(row.kind, row.text) for row in rows] == [("title", "Ani"), ("gap", ""), ("text", "Desa ")]


@pytest.mark.parametrize(
    ("written", "says"),
    [
        (OWN.replace("{nama}", "{namaa}"), "line 3 has {namaa}, which is nothing that can be filled in: use nomor"),
        (OWN.replace("{nama}", "{nama"), "line 3 has a brace without its partner"),
        (OWN.replace("{nama}", "nama}"), "line 3 has a brace without its partner"),
        (OWN.replace("{tanda_tangan}", "ttd {tanda_tangan}"), "line 5 has {tanda_tangan} beside other words"),
        (OWN.replace("{tanda_tangan}", ""), "no line has {tanda_tangan}"),
        ("", "no line has {nama}"),
        (OWN.replace("Untuk | {nama}", "# {nama}"), "no line has {nama}"),
    ],
)
def test_a_mistake_is_one_sentence_with_its_line(written: str, says: str) -> None:
    with pytest.raises(TemplateMistake, match=re.escape(says)):
        call_template.check(written)


def test_the_packaged_template_has_no_mistake() -> None:
    assert call_template.check(call_template.packaged())


def test_a_letter_goes_through_the_outbox_and_back() -> None:
    assert call_letter_of({name: str(value) for name, value in call_letter_args(LETTER).items()}) == LETTER


@pytest.mark.parametrize("count", [1, 60])
def test_the_head_of_the_village_sees_who_is_called(count: int) -> None:
    row = CalledRow("Ani Lestari", "PSR-2026-0001", "Tata boga", "Akan datang")
    called = CalledList(
        OFFICE,
        date(2026, 6, 15),
        "460/012/2026",
        "Angkatan 2026",
        "Kepala Desa Lolo",
        "Berkumpul Senin.",
        [row] * count,
    )
    read = words(draw(Drawing("called_list", called_list_args(called)), "en")[0])
    for expected in ("Yth. Kepala Desa Lolo", "460/012/2026", "Berkumpul Senin.", *astuple(row), "15 Juni 2026"):
        assert expected in read
    assert f"{count} Ani Lestari" in read


def test_the_guide_explains_everything_that_can_be_filled_in() -> None:
    guide = (Path(__file__).parents[3] / "docs/panduan/pemanggilan.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`\{(\w+)\}`", guide)) == {*FIELDS, *BLOCKS}
