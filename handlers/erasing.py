"""`hapus data saya`: whose, what goes and what must stay, one yes, and then everything goes (UU 27/2022 art. 43-44)."""

from handlers.desk import Desk
from handlers.menu import menu, short_menu
from handlers.reply import Reply
from handlers.whose import was_just_asked
from programme import alumni, applications, erasure, rights
from storage import messages
from storage.tables import Person
from talk import Choice, Line

SURE = "erase_sure"
ALL = "all"
#: What is kept about a chat that has registered nobody.
CHAT = "chat"
WHY = "asked for in the chat"


def erase(desk: Desk) -> Reply:
    """Whose, or at once the question for the only one; where nothing was sent, what the chat itself left behind."""
    mine = _people(desk)
    if not mine:
        return _question(Line("erase-sure_chat", {"stays": Line("erase-stays_trail")}), CHAT)
    if len(mine) == 1:
        return _sure(desk, *next((name, [one]) for name, one in mine.items()))
    names = tuple(Choice(name, Line("status-row", {"name": one.full_name})) for name, one in mine.items())
    return Reply((Line("erase-whose"),), (*names, Choice(ALL, Line("erase-all"))), place="erase")


def chosen(desk: Desk, _about: str, choice: str) -> Reply:
    """The question for one of them, or for all."""
    theirs = _meant(desk, choice)
    return _sure(desk, choice, theirs) if theirs else short_menu(desk, Line("button-old"))


def answered(desk: Desk, about: str, choice: str) -> Reply:
    """Erase after a yes to exactly this question, and greet whoever is there like somebody new."""
    theirs = _meant(desk, about)
    if not was_just_asked(desk, f"{SURE}:{about}") or not (theirs or about == CHAT):
        return short_menu(desk, Line("button-old"))
    if choice != "yes":
        return short_menu(desk, Line("erase-kept"))
    for person in theirs:
        _erase(desk, person.id)
    if about == CHAT:
        _erase_chat(desk)
    # An open form may have been about them, and is gone then.
    conversation = desk.conversation
    conversation.talk = messages.conversation(desk.tx, conversation.channel, conversation.address, desk.now).talk
    return menu(desk, Line("erase-done"))


def _people(desk: Desk) -> dict[str, Person]:
    """Everybody for whom this chat acts, by what names them in a button: a registration, or an alumnus without one."""
    registered = {one.number: one.person for one in applications.newest_of_each(desk.session, desk.contact_id)}
    return registered | {f"a{one.id}": one.person for one in alumni.unregistered(desk.session, desk.contact_id)}


def _meant(desk: Desk, choice: str) -> list[Person]:
    return [one for name, one in _people(desk).items() if choice in (ALL, name)]


def _sure(desk: Desk, about: str, theirs: list[Person]) -> Reply:
    """What goes, what stays and why, and one question."""
    stays = {key for one in theirs for key in erasure.what_stays(desk.session, one.id)}
    names = Line("as-is", {"text": ", ".join(one.full_name for one in theirs)})
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
