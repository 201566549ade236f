"""Lists that staff send: which register it is, what came of reading it, and whether it is to count."""

from handlers.desk import Desk
from handlers.import_report import problem_line, unreadable_line
from handlers.reply import Reply, Stored
from handlers.staff_commands import Command, Menu
from handlers.staff_desk import row_number, said
from handlers.whose import was_just_asked
from programme import jobs, media
from programme.registers import imports
from programme.registers.imports import Faulty, Report
from programme.registers.reading import Head
from programme.registers.sheet import Why
from programme.staff import Member
from talk import Argument, Choice, Line

KIND, DONE = "import_kind", "import_done"
KINDS = ("dtsen", "ats", "applicants", "alumni")
#: Of these records are made one by one, which takes a while.
MADE = ("applicants", "alumni")
#: The work that a duty does (bot.runners).
READ, REGISTER = "read_list", "register_list"
#: So many faulty rows are told in the message; all of them stand in the file.
TOLD = 3


def sent(_desk: Desk, media_id: str) -> Reply:
    """A list came: which one it is."""
    choices = tuple(Choice(name, Line(f"import_kind-{name}")) for name in (*KINDS, "none"))
    return Reply((Line("import-which"),), choices, place=f"{KIND}:{media_id}")


def how(_desk: Desk, _member: Member) -> Reply:
    """How a list is sent."""
    return said(Line("import-how"))


def _chosen(desk: Desk, member: Member, media_id: str, kind: str) -> Reply:
    """Put the reading down as work; the file must be theirs."""
    if media_id not in media.of_contact(desk.session, desk.contact_id) or not was_just_asked(
        desk, f"{KIND}:{media_id}"
    ):
        return said(Line("button-old"))
    if kind not in KINDS:
        media.let_go(desk.session, [media_id])
        return said(Line("import-not_read"))
    args = {"media": media_id, "kind": kind, "staff": member.id}
    jobs.add(desk.session, READ, args, contact_id=desk.contact_id, now=desk.now)
    return said(Line("import-reading"))


def _decided(desk: Desk, member: Member, import_id: str, choice: str) -> Reply:
    """Let it count, or not. A list of applicants takes a while: a dozen rows for each of them."""
    found = imports.find(desk.session, row_number(import_id))
    if found is None:
        return said(Line("button-old"))
    if choice != "yes":
        cancelled = imports.cancel(desk.session, found.id)
        return said(Line("import-cancelled" if cancelled else "import-over"))
    if found.kind not in MADE:
        applied = imports.apply(desk.session, found.id, member=member, now=desk.now)
        return said(Line("import-counts", {"taken": found.taken}) if applied else Line("import-over"))
    if not imports.start(desk.session, found.id):
        return said(Line("import-over"))
    args = {"import": found.id, "staff": member.id, "kind": found.kind}
    jobs.add(desk.session, REGISTER, args, contact_id=desk.contact_id, now=desk.now)
    key = "import-entering" if found.kind == "alumni" else "import-registering"
    return said(Line(key, {"taken": found.taken}))


def unreadable(why: Why) -> Reply:
    """The file gives no rows."""
    return said(unreadable_line(why))


def gone() -> Reply:
    """The file could not be had from the platform, or its time was up."""
    return said(Line("import-gone"))


def read_before() -> Reply:
    """The same file counts already."""
    return said(Line("import-over"))


def read(import_id: int, head: Head | None, report: Report, first: list[Faulty], mistakes: Stored | None) -> Reply:
    """What was read, what is wrong in it, and whether it is to count."""
    lines = [_where(head), _counts(report), *([_first(first)] if first else [])]
    if mistakes is not None:
        lines.append(Line("import-mistakes"))
    if not report.taken:
        return Reply((*lines, Line("import-nothing")), stored=mistakes)
    choices = tuple(Choice(name, Line(f"import_done-{name}")) for name in ("yes", "no"))
    return Reply((*lines, Line("import-sure")), choices, place=f"{DONE}:{import_id}", stored=mistakes)


def registered(kind: str, report: Report) -> Reply:
    """The applicants of a list are registered, or its alumni on record."""
    return said(Line("import-entered" if kind == "alumni" else "import-registered", {"taken": report.taken}))


def _where(head: Head | None) -> Line:
    if head is None or not head.sheet:
        return Line("import-read")
    return Line("import-read_sheet", {"sheet": head.sheet, "of": head.of_sheets})


def _counts(report: Report) -> Line:
    left = report.left_out + report.repeated
    counts: dict[str, Argument] = {"rows": report.rows, "taken": report.taken, "doubtful": report.doubtful}
    return Line("import-rows", {**counts, "left": left})


def _first(faulty: list[Faulty]) -> Line:
    text = Line("import-first")
    for row in faulty[:TOLD]:
        problem = row.problems[0]
        about: dict[str, Argument] = {"row": row.row, "column": problem.called or "-", "problem": problem_line(problem)}
        text = Line("bullet", {"before": text, "next": Line("import-row", about)})
    return text


COMMANDS = (Command("import", "import", how),)
MENUS = (Menu(KIND, "import", _chosen), Menu(DONE, "import", _decided))
