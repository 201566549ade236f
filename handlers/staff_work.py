"""What a member of staff should look at today, in one message with a way to each of it."""

from handlers.reply import Reply
from handlers.staff_desk import PLACE
from programme.office import Office
from programme.staff_work import Work
from talk import Choice, Line


def message(work: Work, office: Office) -> Reply:
    """The counts that are not zero, and their commands."""
    counts = {
        "late_cases": ("verify", work.late_cases),
        "objections": ("objections", work.objections),
        "questions": ("questions", work.questions),
        "requests_near": ("data_rights", work.requests_near),
        "requests_over": ("data_rights", work.requests_over),
        "claims": ("claims", work.claims),
    }
    text = Line("staff_work-today")
    for name, (_, count) in counts.items():
        if count:
            row = Line(f"staff_work-{name}", {"count": count, "days": office.reminding.verify_days})
            text = Line("bullet", {"before": text, "next": row})
    commands = dict.fromkeys(command for command, count in counts.values() if count)
    return Reply((text,), tuple(Choice(name, Line(f"staff-{name}")) for name in (*commands, "menu")), place=PLACE)
