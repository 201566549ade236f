"""What can be drawn or written for a message, by the name that stands in the outbox."""

from collections.abc import Callable, Mapping

from handlers.documents import chart, outcome_chart, progress
from handlers.documents.attendance import sheet_of, sheet_pdf
from handlers.documents.call_letter import call_letter_of, call_letter_pdf, called_list_of, called_list_pdf
from handlers.documents.card import registration_card
from handlers.documents.proposal import proposal_of, proposal_pdf, proposal_workbook
from handlers.documents.workbook import CONTENT_TYPE
from handlers.reply import Drawing
from handlers.texts import render, written
from programme.outcomes import STANDINGS
from talk import Line

#: Bytes, content type and file name.
Drawn = tuple[bytes, str, str]

PROGRESS_LABELS = ("subtitle", "sales", "profit", "legend")
CARD_LABELS = ("title", "name", "skill", "village", "registered_on", "keep")


def draw(drawing: Drawing, language: str) -> Drawn:
    """Draw it in that language. Slow: never inside a turn."""
    return DRAWINGS[drawing.name]({name: written(language, value) for name, value in drawing.args.items()}, language)


def card(shown: Mapping[str, str], language: str) -> Drawn:
    """The registration card, with its number as a QR code."""
    labels = {name: render(language, Line(f"card-{name}")) for name in CARD_LABELS}
    return registration_card(labels=labels, **shown), "image/png", f"{shown['number']}.png"


def data(shown: Mapping[str, str], _language: str) -> Drawn:
    """Everything that is kept about somebody, as a text that any phone opens: each argument is a line of it."""
    text = "\n".join(shown.values()) + "\n"
    return text.encode(), "text/plain", "data-saya.txt"


def proposal(shown: Mapping[str, str], _language: str) -> Drawn:
    """The list for the province, to be signed and sent."""
    return proposal_pdf(proposal_of(shown)), "application/pdf", "daftar-peserta.pdf"


def proposal_table(shown: Mapping[str, str], _language: str) -> Drawn:
    """The same list as a workbook, for whoever goes on with it."""
    return proposal_workbook(proposal_of(shown)), CONTENT_TYPE, "daftar-peserta.xlsx"


def overview(shown: Mapping[str, str], _language: str) -> Drawn:
    """The counts of an intake as bars."""
    picture = chart.overview_chart(title=shown["title"], subtitle=shown["subtitle"], tables=chart.tables(shown))
    return picture, "image/png", "ringkasan.png"


def progress_of(shown: Mapping[str, str], language: str) -> Drawn:
    """How a business goes, report by report."""
    labels = {name: render(language, Line(f"progress-{name}")) for name in PROGRESS_LABELS}
    sales, profit = progress.bars(shown, "sales"), progress.bars(shown, "profit")
    picture = progress.progress_chart(title=shown["title"], labels=labels, sales=sales, profit=profit)
    return picture, "image/png", "perkembangan-usaha.png"


def outcomes(shown: Mapping[str, str], _language: str) -> Drawn:
    """What became of alumni, as bars of three counts."""
    legend = {str(standing): shown[f"legend-{standing}"] for standing in STANDINGS}
    drawn = outcome_chart.tables(shown)
    head = {"title": shown["title"], "subtitle": shown["subtitle"]}
    return outcome_chart.outcome_chart(**head, legend=legend, tables=drawn), "image/png", "ringkasan-alumni.png"


def call_letter(shown: Mapping[str, str], _language: str) -> Drawn:
    """The letter by which one person is called."""
    return call_letter_pdf(call_letter_of(shown)), "application/pdf", "surat-panggilan.pdf"


def called_list(shown: Mapping[str, str], _language: str) -> Drawn:
    """Whom the office calls from one village, for its head."""
    return called_list_pdf(called_list_of(shown)), "application/pdf", "daftar-dipanggil.pdf"


def attendance(shown: Mapping[str, str], _language: str) -> Drawn:
    """The attendance list of a coaching, to be signed."""
    return sheet_pdf(sheet_of(shown)), "application/pdf", "daftar-hadir.pdf"


DRAWINGS: Mapping[str, Callable[[Mapping[str, str], str], Drawn]] = {
    "attendance": attendance,
    "call_letter": call_letter,
    "called_list": called_list,
    "card": card,
    "data": data,
    "outcomes": outcomes,
    "overview": overview,
    "progress": progress_of,
    "proposal": proposal,
    "proposal_table": proposal_table,
}
