"""The list for the province, to go with a message: built from the records, drawn when the message is sent."""

from datetime import date

from handlers.desk import Desk
from handlers.documents.applicants import kecamatan_name
from handlers.documents.proposal import Proposal, ProposalRow, proposal_args
from handlers.reply import Drawing, Reply
from handlers.selection_page import FILES, IN_THE_LIST, PAGE
from handlers.texts import render, write_date
from programme import people, selections, staff
from programme.eligibility import OUTSIDE, age_on
from programme.reading import nik as reading_nik
from programme.reading import places
from programme.selection_draft import Listed
from programme.staff import Member
from programme.states import SEATED
from storage.tables import Intake, Person, Selection
from talk import Choice, Line

#: The drawing of each choice.
_DRAWINGS = {"pdf": "proposal", "excel": "proposal_table"}
#: What is printed is in Bahasa, whatever language its reader chats in.
_OFFICE = "id"


def list_file(desk: Desk, member: Member, selection: Selection, name: str, *before: Line) -> Reply:
    """The list as that file; that it was drawn goes into the trail, since everybody's NIK stands in it."""
    staff.note(desk.session, member, "selection_list_made", at=desk.now, subject=f"selection {selection.id}", why=name)
    others = [other for other in FILES if other != name]
    choices = tuple(Choice(choice, Line(f"selection-{choice}")) for choice in (*others, "back"))
    drawing = Drawing(_DRAWINGS[name], proposal_args(_proposal(desk, selection)))
    text = Line("selection-file" if _is_whole(desk) else "selection-file_masked")
    return Reply((*before, text), choices, place=f"{PAGE}:{selection.id}.1", drawing=drawing)


def _proposal(desk: Desk, selection: Selection) -> Proposal:
    intake = desk.session.get_one(Intake, selection.intake_id)
    listed = selections.listed(desk.session, selection, desk.office, desk.now)
    title, number, on = _headed(selection)
    return Proposal(
        letter=desk.office.letter,
        title=title,
        intake=intake.name,
        reference=write_date(_OFFICE, intake.reference_date),
        number=number,
        on=on or desk.today,
        rows=tuple(_row(desk, one, intake) for one in listed if _stands(one)),
    )


def _headed(selection: Selection) -> tuple[str, str, date | None]:
    """Until the decree it is a list of candidates, with the number of the letter; then of who takes part."""
    if selection.state == "decided":
        return "Daftar peserta", f"Keputusan nomor {selection.decree_number}", selection.decree_date
    return "Daftar calon peserta", f"Nomor: {selection.letter_number}", selection.letter_date


def _row(desk: Desk, one: Listed, intake: Intake) -> ProposalRow:
    application, person = one.application, one.application.person
    region = places.region(desk.office.region)
    return ProposalRow(
        registration=application.number,
        name=person.full_name,
        nik=_nik(desk, person),
        sex={"male": "L", "female": "P"}.get(person.sex or "", ""),
        born=f"{person.birth_date:%d-%m-%Y}",
        age=str(age_on(person.birth_date, intake.reference_date)),
        village="" if person.village == OUTSIDE else region.names.get(person.village, person.village),
        district=kecamatan_name(region, places.kecamatan_of(person.village)),
        school=_words(f"last-school-{application.last_school}") if application.last_school else "",
        skill=_words(f"skill-{application.seat_skill or one.skill or application.first_skill}"),
        note=_stands(one),
    )


def _stands(one: Listed) -> str:
    """What they are by now; empty for who is in it no longer."""
    if one.application.state in SEATED:
        return "Peserta"
    if one.application.state not in IN_THE_LIST or (one.skill is None and one.waiting is None):
        return ""
    return f"Cadangan {one.waiting}" if one.skill is None else "Calon"


def _nik(desk: Desk, person: Person) -> str:
    nik = people.nik(desk.session, person)
    return "" if nik is None else nik if _is_whole(desk) else reading_nik.masked(nik)


def _is_whole(desk: Desk) -> bool:
    """A chat platform's computers are abroad (UU 27/2022 art. 56): the whole number goes there only if the office lets
    papers be opened there too."""
    return desk.is_at_home or desk.office.open_papers_in_chat


def _words(key: str) -> str:
    return render(_OFFICE, Line(key))
