"""`pendamping`: who looks after people in which kecamatan, and how many each has."""

from handlers.desk import Desk
from handlers.reply import Reply
from handlers.staff_commands import Command, Menu
from handlers.staff_desk import row_number, said
from programme import mentors
from programme.mentors import Mentor
from programme.reading import places
from programme.staff import Member
from talk import Argument, Choice, Line

LIST, ONE = "mentors", "mentor_areas"


def listed(desk: Desk, _member: Member, *before: Line) -> Reply:
    """Every mentor with their kecamatan and their load; who has none looks after nobody by themselves."""
    found = mentors.mentors(desk.session)
    if not found:
        return said(*before, Line("mentors-none"), also=("members",))
    text = Line("mentors-head")
    for one in found:
        text = Line("bullet", {"before": text, "next": _row(desk, one)})
    names = tuple(Choice(str(one.member.id), Line("as-is", {"text": one.member.name})) for one in found)
    return Reply((*before, text), (*names, Choice("menu", Line("staff-menu"))), place=LIST)


def _row(desk: Desk, mentor: Mentor) -> Line:
    names = [_name(desk, code) for code in mentor.kecamatan]
    about: dict[str, Argument] = {"mentor": mentor.member.name, "people": mentor.people}
    where = Line("as-is", {"text": ", ".join(names)}) if names else Line("mentors-nowhere")
    return Line("mentors-row", {**about, "where": where})


def _name(desk: Desk, code: str) -> str:
    return places.region(desk.office.region).names.get(code, code)


def _chosen(desk: Desk, member: Member, _about: str, choice: str) -> Reply:
    mentor = _mentor(desk, choice)
    return listed(desk, member) if mentor is None or choice == "menu" else _areas(desk, mentor)


def _areas(desk: Desk, mentor: Mentor) -> Reply:
    """Every kecamatan; pressing one gives it to them or takes it away."""
    region = places.region(desk.office.region)
    theirs = set(mentor.kecamatan)
    names = (
        Choice(code, Line("mentors-has" if code in theirs else "as-is", {"text": region.names[code]}))
        for code in region.kecamatan
    )
    text = Line("mentors-which", {"mentor": mentor.member.name})
    return Reply((text,), (*names, Choice("back", Line("mentors-done"))), place=f"{ONE}:{mentor.member.id}")


def _toggled(desk: Desk, member: Member, staff_id: str, choice: str) -> Reply:
    mentor = _mentor(desk, staff_id)
    if mentor is None or choice not in places.region(desk.office.region).names:
        return listed(desk, member)
    theirs = set(mentor.kecamatan) ^ {choice}
    mentors.set_areas(desk.session, mentor.member, theirs, by=member, now=desk.now)
    changed = _mentor(desk, staff_id)
    return listed(desk, member) if changed is None else _areas(desk, changed)


def _mentor(desk: Desk, staff_id: str) -> Mentor | None:
    number = row_number(staff_id)
    return next((one for one in mentors.mentors(desk.session) if one.member.id == number), None)


COMMANDS = (Command("mentors", "mentors", listed),)
MENUS = (Menu(LIST, "mentors", _chosen), Menu(ONE, "mentors", _toggled))
