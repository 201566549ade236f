"""The call letter (surat panggilan) of one person, and the list of those called from one village for its head.

Both are printed in Bahasa and drawn when they are sent. No NIK stands on either: a letter is passed around.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import TYPE_CHECKING

from handlers.documents import call_template
from handlers.documents.letterhead import head_args, head_of
from programme.office import Letterhead
from talk import Argument

if TYPE_CHECKING:
    from handlers.documents.call_template import Row
    from handlers.documents.printed import Paper

_BREAK, _FIELD = "\n", "field-"
#: The columns of the village's list with their widths, in parts of the page.
COLUMNS: Mapping[str, float] = {"No.": 8, "Nama": 60, "No. Pendaftaran": 36, "Keterampilan": 40, "Keterangan": 36}


@dataclass(frozen=True, slots=True)
class CallLetter:
    """One letter, in the words that are printed."""

    letter: Letterhead
    on: date
    #: The template's text; empty for the one that comes with the house.
    template: str
    #: What fills its places, by name (call_template.FIELDS).
    fields: Mapping[str, str]
    bring: Sequence[str]


@dataclass(frozen=True, slots=True)
class CalledRow:
    """One person of the village's list."""

    name: str
    registration: str
    skill: str
    note: str


@dataclass(frozen=True, slots=True)
class CalledList:
    """Whom the office calls from one village."""

    letter: Letterhead
    on: date
    number: str
    intake: str
    #: Such as "Kepala Desa Kuaro".
    addressee: str
    #: When and where they gather, and when they leave.
    when: str
    rows: Sequence[CalledRow]


def call_letter_args(call: CallLetter) -> dict[str, Argument]:
    """The letter as arguments of a drawing."""
    return {
        **head_args(call.letter),
        "on": call.on.isoformat(),
        "template": call.template,
        "bring": _BREAK.join(call.bring),
        **{f"{_FIELD}{name}": value for name, value in call.fields.items()},
    }


def call_letter_of(shown: Mapping[str, str]) -> CallLetter:
    """The letter that `call_letter_args` wrote."""
    fields = {name.removeprefix(_FIELD): value for name, value in shown.items() if name.startswith(_FIELD)}
    bring = tuple(filter(None, shown["bring"].split(_BREAK)))
    return CallLetter(head_of(shown), date.fromisoformat(shown["on"]), shown["template"], fields, bring)


def called_list_args(called: CalledList) -> dict[str, Argument]:
    """The list as arguments of a drawing."""
    return {
        **head_args(called.letter),
        "on": called.on.isoformat(),
        "number": called.number,
        "intake": called.intake,
        "addressee": called.addressee,
        "when": called.when,
        "rows": json.dumps([astuple(row) for row in called.rows]),
    }


def called_list_of(shown: Mapping[str, str]) -> CalledList:
    """The list that `called_list_args` wrote."""
    return CalledList(
        letter=head_of(shown),
        on=date.fromisoformat(shown["on"]),
        number=shown["number"],
        intake=shown["intake"],
        addressee=shown["addressee"],
        when=shown["when"],
        rows=tuple(CalledRow(*row) for row in json.loads(shown["rows"])),
    )


def call_letter_pdf(call: CallLetter) -> bytes:
    """The letter on A4, as its template says it."""
    from handlers.documents.printed import Paper

    paper = Paper(call.letter, foot=f"Surat panggilan {call.fields['nomor']}")
    for row in call_template.filled(call.template or call_template.packaged(), call.fields):
        _print(paper, row, call)
    return paper.content()


def called_list_pdf(called: CalledList) -> bytes:
    """The list on A4, with letterhead and signature."""
    from handlers.documents.printed import Paper

    paper = Paper(called.letter, foot=f"Daftar peserta yang dipanggil, {called.number}")
    paper.title_line("DAFTAR PESERTA YANG DIPANGGIL", f"Nomor: {called.number}")
    for line in (f"Yth. {called.addressee}", f"Warga berikut dipanggil sebagai peserta pelatihan {called.intake}."):
        paper.line_of(line)
    paper.line_of(called.when)
    paper.ln(3)
    rows = [(str(number), *astuple(row)) for number, row in enumerate(called.rows, start=1)]
    paper.table_of(tuple(COLUMNS), rows, tuple(COLUMNS.values()))
    paper.ln(6)
    paper.signed(called.on)
    paper.copies_to()
    return paper.content()


def _print(paper: "Paper", row: "Row", call: CallLetter) -> None:
    if row.kind == "title":
        paper.title_line(row.text)
    elif row.kind == "field":
        paper.field_of(row.label, row.text)
    elif row.kind == "text":
        paper.line_of(row.text)
    elif row.kind == "bawaan":
        paper.list_of(call.bring)
    elif row.kind == "tanda_tangan":
        paper.signed(call.on)
    elif row.kind == "tembusan":
        paper.copies_to()
    else:
        paper.ln(2.5)
