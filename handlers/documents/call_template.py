"""The template of the call letter (surat panggilan): plain words that staff may replace, with places to fill in.

A mistake in it is one sentence that names the line, told when the service starts and by `tuntas doctor`, so that no
letter goes out with a hole in it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

#: What is filled in, by name; docs/panduan/pemanggilan.md explains each.
FIELDS = (
    "nomor",
    "tanggal_surat",
    "angkatan",
    "nama",
    "nomor_pendaftaran",
    "alamat",
    "keterampilan",
    "hari_kumpul",
    "tanggal_kumpul",
    "jam_kumpul",
    "tempat_kumpul",
    "hari_berangkat",
    "tanggal_berangkat",
    "tujuan",
    "kantor",
    "telepon",
)
#: What is more than a word: each stands alone on its line.
BLOCKS = ("bawaan", "tanda_tangan", "tembusan")
#: Without these it calls nobody to anywhere.
NEEDED = ("nama", "tanggal_kumpul", "jam_kumpul", "tempat_kumpul", "tanda_tangan")

_BRACED = re.compile(r"\{(\w+)\}")
_STRAY = re.compile(r"[{}]")

RowKind = Literal["title", "text", "field", "gap", "bawaan", "tanda_tangan", "tembusan"]


class TemplateMistake(ValueError):  # noqa: N818 - told to whoever wrote it
    """One sentence that says what is wrong with the template, and in which line."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the letter; a field has a label and a text."""

    kind: RowKind
    text: str = ""
    label: str = ""


@cache
def packaged() -> str:
    """The template that comes with the house."""
    return (Path(__file__).parent / "templates" / "surat-panggilan.txt").read_text(encoding="utf-8")


def check(template: str) -> str:
    """The same template, if a letter can be made of it. Raises TemplateMistake."""
    used: set[str] = set()
    for number, line in _lines(template):
        used |= _placeholders(number, line)
    for name in NEEDED:
        if name not in used:
            raise TemplateMistake(f"no line has {{{name}}}, without which the letter calls nobody: put it back")
    return template


def filled(template: str, fields: Mapping[str, str]) -> Iterator[Row]:
    """The lines of the letter, filled in; a line of which nothing is left is left out."""
    for _, line in _lines(template):
        row = _row(line)
        text = _BRACED.sub(lambda found: fields[found[1]], row.text) if row.kind in ("title", "text", "field") else ""
        if text.strip() or not row.text.strip():
            yield Row(row.kind, text, row.label)


def _lines(template: str) -> Iterator[tuple[int, str]]:
    """Every line that is no remark, with its number; gaps before the first are none."""
    has_begun = False
    for number, line in enumerate(template.splitlines(), start=1):
        has_begun = has_begun or bool(line.strip() and not line.startswith("#"))
        if has_begun and not line.startswith("#"):
            yield number, line.strip()


def _placeholders(number: int, line: str) -> set[str]:
    names = _BRACED.findall(line)
    for name in names:
        if name not in (*FIELDS, *BLOCKS):
            known = ", ".join((*FIELDS, *BLOCKS))
            raise TemplateMistake(f"line {number} has {{{name}}}, which is nothing that can be filled in: use {known}")
        if name in BLOCKS and line != f"{{{name}}}":
            raise TemplateMistake(f"line {number} has {{{name}}} beside other words: give it a line of its own")
    if _STRAY.search(_BRACED.sub("", line)):
        raise TemplateMistake(f"line {number} has a brace without its partner: write such as {{nama}}")
    return set(names)


def _row(line: str) -> Row:
    if not line:
        return Row("gap")
    if line in ("{bawaan}", "{tanda_tangan}", "{tembusan}"):
        return Row(line[1:-1])  # type: ignore[arg-type]
    if line.startswith("= "):
        return Row("title", line[2:].strip())
    label, bar, text = line.partition(" | ")
    return Row("field", text.strip(), label.strip()) if bar else Row("text", line)
