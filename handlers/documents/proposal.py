"""The list that goes to the province, and after the decree that of who takes part and who stands by: PDF and Excel.

The NIK stands on it in full, since the province registers people by it: so it is drawn only when it is sent, to staff
alone, and what is sent through computers abroad has it in part (handlers.selection_files).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from operator import itemgetter

from handlers.documents.letterhead import head_args, head_of
from handlers.documents.workbook import Column, Sheet, text_columns, workbook
from handlers.texts import write_date
from programme.office import Letterhead
from talk import Argument

#: The columns with their widths, in parts of the page.
COLUMNS: Mapping[str, float] = {
    "No.": 9,
    "No. Pendaftaran": 30,
    "Nama": 37,
    "NIK": 34,
    "L/P": 9,
    "Tanggal Lahir": 24,
    "Umur": 13,
    "Desa/Kelurahan": 31,
    "Kecamatan": 25,
    "Pendidikan": 23,
    "Keterampilan": 26,
    "Keterangan": 25,
}


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One person of the list, in the words that are printed."""

    registration: str
    name: str
    nik: str
    sex: str
    born: str
    age: str
    village: str
    district: str
    school: str
    skill: str
    note: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """The whole list."""

    letter: Letterhead
    #: What it is a list of: candidates, or after the decree who takes part.
    title: str
    intake: str
    #: The day on which the age is reckoned, in words.
    reference: str
    #: Of the letter or the decree, in words.
    number: str
    on: date
    rows: Sequence[ProposalRow]


def proposal_args(proposal: Proposal) -> dict[str, Argument]:
    """The list as arguments of a drawing."""
    return {
        **head_args(proposal.letter),
        "of": proposal.title,
        "intake": proposal.intake,
        "reference": proposal.reference,
        "number": proposal.number,
        "on": proposal.on.isoformat(),
        "rows": json.dumps([astuple(row) for row in proposal.rows]),
    }


def proposal_of(shown: Mapping[str, str]) -> Proposal:
    """The list that `proposal_args` wrote."""
    return Proposal(
        letter=head_of(shown),
        title=shown["of"],
        intake=shown["intake"],
        reference=shown["reference"],
        number=shown["number"],
        on=date.fromisoformat(shown["on"]),
        rows=tuple(ProposalRow(*row) for row in json.loads(shown["rows"])),
    )


def proposal_pdf(proposal: Proposal) -> bytes:
    """The list on A4, lying, with letterhead and signature."""
    from handlers.documents.printed import Paper

    paper = Paper(proposal.letter, landscape=True, foot=f"{proposal.title} {proposal.intake}, {proposal.number}")
    paper.title_line(f"{proposal.title} pelatihan, {proposal.intake}".upper(), proposal.number)
    paper.line_of(_under(proposal), size=9)
    paper.ln(2)
    paper.table_of(tuple(COLUMNS), _table(proposal), tuple(COLUMNS.values()))
    paper.ln(6)
    paper.signed(proposal.on)
    paper.copies_to()
    return paper.content()


def proposal_workbook(proposal: Proposal) -> bytes:
    """The same table as a workbook, for whoever goes on with it."""
    columns = [
        Column(head, max(int(width * 0.8), 5), itemgetter(at)) for at, (head, width) in enumerate(COLUMNS.items())
    ]
    about = [
        [f"{proposal.title} pelatihan, {proposal.intake}"],
        [f"{proposal.number}, {write_date('id', proposal.on)}"],
        [_under(proposal)],
    ]
    return workbook(Sheet("Daftar", columns, _table(proposal), frozen=3), Sheet("Tentang", text_columns(90), about))


def _under(proposal: Proposal) -> str:
    return f"Umur dihitung pada {proposal.reference}. Urutan sesuai hasil seleksi Dinas Sosial."


def _table(proposal: Proposal) -> list[tuple[str, ...]]:
    return [(str(number), *astuple(row)) for number, row in enumerate(proposal.rows, start=1)]
