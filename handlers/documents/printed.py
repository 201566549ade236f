"""What everything printed shares: the office's head, a font that has every letter, page numbers, the signature.

What is printed is written in Bahasa, whatever language its reader chats in: it goes to offices and into files. Loading
fpdf takes its time, so this module is imported where something is printed, and never inside a turn.
"""

import importlib.util
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import Align, XPos, YPos

from handlers.texts import write_date
from programme.office import Letterhead

FONT = "DejaVu"
MARGIN = 20
LINE = 5.5
#: Room for the signature itself.
SIGNATURE = 20
SIGNED_WIDTH = 85
LABEL_WIDTH = 38


class Paper(FPDF):
    """Pages of A4 with the head of the office on the first and a number on each."""

    def __init__(self, letter: Letterhead, *, landscape: bool = False, foot: str = "") -> None:
        super().__init__(orientation="landscape" if landscape else "portrait", format="A4")
        self._letter = letter
        self._foot = foot
        self.set_creator("Tuntas")
        self.set_margins(MARGIN, 15, MARGIN)
        self.set_auto_page_break(auto=True, margin=20)
        self.add_font(FONT, "", _fonts() / "DejaVuSans.ttf")
        self.add_font(FONT, "B", _fonts() / "DejaVuSans-Bold.ttf")
        self.alias_nb_pages()
        self.add_page()
        self._head()

    def footer(self) -> None:
        """What the paper is, and which page of how many."""
        self.set_y(-14)
        self._letters(8)
        self.cell(0, 5, self._foot)
        self.set_x(self.l_margin)
        self.cell(0, 5, f"{self.page_no()}/{{nb}}", align=Align.R)

    def title_line(self, text: str, under: str = "") -> None:
        """What it is, in the middle, with its number under it."""
        self.line_of(text, bold=True, size=12, align=Align.C)
        if under:
            self.line_of(under, align=Align.C)
        self.ln(LINE)

    def line_of(self, text: str, *, bold: bool = False, size: float = 10, align: Align = Align.L) -> None:
        """A line or a paragraph over the whole width."""
        self._letters(size, bold=bold)
        self.multi_cell(0, LINE, text, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def field_of(self, label: str, text: str) -> None:
        """What something is, in a column of its own, and how it is filled in."""
        self._letters(10)
        self.cell(LABEL_WIDTH, LINE, label)
        self.cell(4, LINE, ":")
        self.multi_cell(0, LINE, text, align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def list_of(self, items: Sequence[str]) -> None:
        """One under the other, numbered."""
        for number, item in enumerate(items, start=1):
            self._letters(10)
            self.cell(8, LINE, f"{number}.")
            self.multi_cell(0, LINE, item, align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def signed(self, on: date | None = None) -> None:
        """Place and day, the signatory's office, room to sign, the name and the NIP; never split over two pages."""
        letter = self._letter
        day = f", {write_date('id', on)}" if on else ""
        self._together(5 * LINE + SIGNATURE)
        self._right(letter.place + day)
        self._right(f"{letter.title},")
        self.ln(SIGNATURE)
        self._right(letter.signatory, bold=True)
        if letter.nip:
            self._right(f"NIP {letter.nip}")

    def copies_to(self) -> None:
        """Who else gets the letter (tembusan)."""
        copies = self._letter.copies
        if not copies:
            return
        self._together((len(copies) + 1) * LINE)
        self.ln(LINE)
        self.line_of("Tembusan:", size=9)
        for number, name in enumerate(copies, start=1):
            self.line_of(f"{number}. {name}", size=9)

    def table_of(self, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """A table whose head stands again on every page; a long cell takes more lines, none is cut."""
        self._letters(8)
        with self.table(col_widths=tuple(widths), line_height=4.5, padding=0.8, text_align=Align.L) as table:
            for row in (head, *rows):
                table.row(tuple(row))

    def content(self) -> bytes:
        """The whole file."""
        return bytes(self.output())

    def _head(self) -> None:
        for place, text in enumerate(self._letter.heading):
            self.line_of(text, bold=place < 2, size=13 if place < 2 else 9, align=Align.C)
        y = self.get_y() + 1
        for below, thickness in ((0.0, 0.8), (1.0, 0.2)):
            self.set_line_width(thickness)
            self.line(self.l_margin, y + below, self.w - self.r_margin, y + below)
        self.set_y(y + LINE)

    def _right(self, text: str, *, bold: bool = False) -> None:
        self._letters(10, bold=bold)
        self.set_x(self.w - self.r_margin - SIGNED_WIDTH)
        self.multi_cell(SIGNED_WIDTH, LINE, text, align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _together(self, height: float) -> None:
        if self.will_page_break(height):
            self.add_page()

    def _letters(self, size: float, *, bold: bool = False) -> None:
        self.set_font(FONT, "B" if bold else "", size)


def _fonts() -> Path:
    """DejaVu as matplotlib brings it: nothing to install, on Windows neither; found without loading matplotlib."""
    found = importlib.util.find_spec("matplotlib")
    origin = found.origin if found else None
    assert origin is not None  # noqa: S101 - the project depends on it
    return Path(origin).parent / "mpl-data" / "fonts" / "ttf"
