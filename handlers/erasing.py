"""`hapus data saya`: whose, what goes and what must stay, one yes, and then everything goes (UU 27/2022 art. 43-44)."""

from handlers.desk import Desk
from handlers.menu import menu, short_menu
from handlers.reply import Reply
from handlers.whose import was_just_asked, whose
from programme import applications, erasure, rights
from storage import messages
from storage.tables import Application
from talk import Choice, Line

SURE = "erase_sure"
ALL = "all"
#: What is kept about a chat that has registered nobody.
CHAT = "chat"
WHY = "asked for in the chat"


def erase(desk: Desk) -> Reply:
    """Whose, or at once the question for the only one; where nothing was sent, what the chat itself left behind."""
    if not applications.newest_of_each(desk.session, desk.contact_id):
        return _question(Line("erase-sure_chat", {"stays": Line("erase-stays_trail")}), CHAT)
    everybody = Choice(ALL, Line("erase-all"))
    return whose(desk, "erase", sure, question=Line("erase-whose"), nobody=Line("button-old"), more=(everybody,))


def chosen(desk: Desk, _about: str, choice: str) -> Reply:
    """The question for one of them, or for all."""
    theirs = _meant(desk, choice)
    return _sure(desk, choice, theirs) if theirs else short_menu(desk, Line("button-old"))


def sure(desk: Desk, application: Application) -> Reply:
    """What goes, what stays and why, and one question."""
    return _sure(desk, application.number, [application])


def answered(desk: Desk, about: str, choice: str) -> Reply:
    """Erase after a yes to exactly this question, and greet whoever is there like somebody new."""
    theirs = _meant(desk, about)
    if not was_just_asked(desk, f"{SURE}:{about}") or not (theirs or about == CHAT):
        return short_menu(desk, Line("button-old"))
    if choice != "yes":
        return short_menu(desk, Line("erase-kept"))
    for application in theirs:
        _erase(desk, application.person_id)
    if about == CHAT:
        _erase_chat(desk)
    # An open form may have been about them, and is gone then.
    conversation = desk.conversation
    conversation.talk = messages.conversation(desk.tx, conversation.channel, conversation.address, desk.now).talk
    return menu(desk, Line("erase-done"))


def _meant(desk: Desk, choice: str) -> list[Application]:
    mine = applications.newest_of_each(desk.session, desk.contact_id)
    return [one for one in mine if choice in (ALL, one.number)]


def _sure(desk: Desk, about: str, theirs: list[Application]) -> Reply:
    stays = {key for one in theirs for key in erasure.what_stays(desk.session, one.person_id)}
    names = Line("as-is", {"text": ", ".join(one.person.full_name for one in theirs)})
    kept = Line("erase-stays_decision" if erasure.DECISION in stays else "erase-stays_trail")
    if erasure.AID in stays:
        kept = Line("stacked", {"before": kept, "next": Line("erase-stays_aid")})
    return _question(Line("erase-sure", {"names": names, "stays": kept}), about)


def _question(line: Line, about: str) -> Reply:
    choices = tuple(Choice(name, Line(f"erase_sure-{name}")) for name in ("yes", "no"))
    return Reply((line,), choices, place=f"{SURE}:{about}")


def _erase(desk: Desk, person_id: int) -> None:
    by = rights.actor(desk.session, desk.contact_id, person_id)
    rights.fulfilled(desk.session, "erasure", contact_id=desk.contact_id, person_id=person_id, at=desk.now)
    erasure.erase_person(desk.session, person_id, by=by, contact_id=desk.contact_id, why=WHY, at=desk.now)


def _erase_chat(desk: Desk) -> None:
    rights.fulfilled(desk.session, "erasure", contact_id=desk.contact_id, person_id=None, at=desk.now)
    erasure.erase_chat(desk.session, desk.contact_id, by="person", why=WHY, at=desk.now)
