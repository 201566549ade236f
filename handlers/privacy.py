"""The notice, what somebody agreed to, and changing it."""

from handlers.desk import Desk
from handlers.notice import full_notice
from handlers.reply import Reply
from programme import consents, notice
from talk import Choice, Line

PURPOSES = ("reminders", "announcements", "photos")


def privacy(desk: Desk, *before: Line) -> Reply:
    """The notice and each consent with its present state; a button turns one over."""
    now = consents.current(desk.session, desk.contact_id)
    full = full_notice(desk.office.name, desk.office.data_officer, by_chat=desk.office.documents_by_chat)
    choices = tuple(_toggle(purpose, on=now.get(purpose, False)) for purpose in PURPOSES)
    return Reply((*before, full, Line("privacy-change")), choices, place="privacy")


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
    """Every id that a button of this place can carry."""
    return ("again", *(f"{purpose}-{wish}" for purpose in PURPOSES for wish in ("on", "off")))


def _toggle(purpose: str, *, on: bool) -> Choice:
    wish = "off" if on else "on"
    return Choice(f"{purpose}-{wish}", Line(f"privacy-turn_{wish}", {"purpose": Line(f"purpose-{purpose}")}))
