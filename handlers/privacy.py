"""The notice, what somebody agreed to, and changing it."""

from handlers import pausing
from handlers.desk import Desk
from handlers.notice import full_notice
from handlers.reply import Reply
from programme import consents, notice
from talk import Argument, Choice, Line

RIGHTS = ("my_data", "change_data", "erase")
PURPOSES = ("reminders", "announcements", "photos")


def privacy(desk: Desk, *before: Line) -> Reply:
    """The notice, what they agreed to and when; buttons turn a consent over and lead to the other rights."""
    now = consents.current(desk.session, desk.contact_id)
    full = full_notice(desk.office.name, desk.office.data_officer, by_chat=desk.office.documents_by_chat)
    toggles = tuple(_toggle(purpose, on=now.get(purpose, False)) for purpose in PURPOSES)
    rights = tuple(Choice(right, Line(f"privacy-{right}")) for right in RIGHTS)
    lines = (*before, full, *_agreed(desk), Line("privacy-change"))
    return Reply(lines, (*toggles, *rights, *pausing.choices(desk)), place="privacy")


def change(desk: Desk, choice: str) -> Reply:
    """Give or withdraw one consent."""
    purpose, _, wish = choice.partition("-")
    consents.record(
        desk.session,
        contact_id=desk.contact_id,
        person_id=None,
        purpose=purpose,
        agreed=wish == "on",
        version=notice.VERSION,
        language=desk.language,
        at=desk.now,
    )
    now = Line("privacy-on" if wish == "on" else "privacy-off", {"purpose": Line(f"purpose-{purpose}")})
    return Reply((now,), (Choice("again", Line("privacy-again")),), place="privacy")


def choices() -> tuple[str, ...]:
    """Every id with which a consent is given or withdrawn."""
    return tuple(f"{purpose}-{wish}" for purpose in PURPOSES for wish in ("on", "off"))


def _agreed(desk: Desk) -> tuple[Line, ...]:
    """Each answer that counts now, with its day and the version of the notice that was shown."""
    text = Line("privacy-agreed")
    given = consents.latest(desk.session, desk.contact_id)
    for consent in given:
        answer = Line("choice-yes" if consent.agreed else "choice-no")
        day = consent.at.astimezone(desk.zone).date()
        row: dict[str, Argument] = {"purpose": Line(f"purpose-{consent.purpose}"), "answer": answer, "day": day}
        text = Line("stacked", {"before": text, "next": Line("privacy-answer", {**row, "version": consent.version})})
    return (text,) if given else ()


def _toggle(purpose: str, *, on: bool) -> Choice:
    wish = "off" if on else "on"
    return Choice(f"{purpose}-{wish}", Line(f"privacy-turn_{wish}", {"purpose": Line(f"purpose-{purpose}")}))
