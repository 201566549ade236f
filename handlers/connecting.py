"""One person, two chats: both become one by a code, or because both channels proved the same number."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.desk import Desk
from handlers.links import with_links
from handlers.menu import short_menu
from handlers.reply import Reply
from handlers.texts import labels
from handlers.whose import was_just_asked
from programme import connecting, contacts, joining
from programme.connecting import Offer
from programme.joining import Outcome, Proof
from programme.reading import code as reading_code
from programme.reading.code import Written
from storage import messages
from talk import Choice, Line

#: The place of the question that is asked once before two chats become one.
SURE = "connect"


@dataclass(frozen=True, slots=True)
class Joined:
    """This chat has just become one with another."""

    #: What is said of it, before anything else.
    told: Line
    #: A form that was open there goes on here: what was written here is no answer to a question that stands there.
    brought_form: bool


def code(desk: Desk) -> Reply:
    """A fresh code, to be written in the other chat, with a link to each other channel."""
    fresh = connecting.new_code(desk.session, desk.contact_id, desk.now)
    said = Line("connect-code", {"code": reading_code.written(fresh, "connect")})
    others = [link for link in desk.office.links if link.channel != desk.conversation.channel]
    return short_menu(desk, with_links(said, others, fresh, "connect"))


def is_meant(desk: Desk, code: Written) -> bool:
    """Whether that code is one of these; a code without its word is, where it was given for this."""
    return code.purpose == "connect" or (code.purpose is None and connecting.is_known(desk.session, code.signs))


def written(desk: Desk, signs: str) -> Reply:
    """Somebody wrote a code here: ask once, naming the other chat's channel and nothing else of it."""
    found = connecting.look_up(desk.session, signs, contact_id=desk.contact_id, now=desk.now)
    if not isinstance(found, Offer):
        return _refused(desk, found)
    choices = tuple(Choice(name, Line(f"connect-{name}")) for name in ("yes", "no"))
    sure = Line("connect-sure", {"channels": channels(found.channels)})
    return Reply((sure,), choices, place=f"{SURE}:{found.code_id}")


def answered(desk: Desk, about: str, choice: str) -> Reply:
    """Make both one after a yes to exactly this question, and say so in both."""
    if not was_just_asked(desk, f"{SURE}:{about}") or choice not in ("yes", "no"):
        return short_menu(desk, Line("button-old"))
    if choice == "no":
        return short_menu(desk, Line("connect-not"))
    found = connecting.reread(desk.session, int(about), contact_id=desk.contact_id, now=desk.now)
    if not isinstance(found, Offer):
        return _refused(desk, found)
    return _connect(desk, found)


def by_number(desk: Desk, phone: str) -> Joined | None:
    """The channel proved a number: whoever proved the same elsewhere is the same person."""
    messages.lock_number(desk.tx, phone)
    joined: list[str] = []
    is_linked, form = True, _form(desk)
    for other in contacts.with_number(desk.session, phone, desk.contact_id, desk.now):
        theirs = [way.channel for way in contacts.ways_to(desk.session, other)]
        outcome = _join(desk, other, "number")
        joined += theirs if outcome == "joined" else ()
        is_linked = is_linked and outcome != "two_forms"
    messages.save_phone(desk.tx, desk.conversation, phone, is_linked=is_linked)
    if not joined:
        return None
    told = Line("connect-same_number", {"channels": channels(joined)})
    return Joined(told, brought_form=_form(desk) not in (None, form))


def moved(desk: Desk, moved_to: str) -> None:
    """The platform gave the person another address, from which they may have written already."""
    here = desk.conversation
    other = contacts.at_address(desk.session, here.channel, moved_to, desk.now)
    if other not in (None, desk.contact_id):
        _join(desk, other, "moved")
    contacts.move_address(desk.session, desk.contact_id, here.channel, here.address, moved_to)


def channels(names: Sequence[str]) -> Line:
    """The channels of a chat as people call them."""
    text = _channel(names[0]) if names else Line("channel-other")
    for name in names[1:]:
        text = Line("connect-and", {"before": text, "next": _channel(name)})
    return text


def _channel(name: str) -> Line:
    key = f"channel-{name}"
    return Line(key) if labels(key) else Line("channel-other")


def _connect(desk: Desk, found: Offer) -> Reply:
    if not connecting.use(desk.session, found.code_id, desk.now):
        return _refused(desk, "used")
    address = contacts.reach(desk.session, found.contact_id)
    if _join(desk, found.contact_id, "code") != "joined":
        return short_menu(desk, Line("connect-two_forms"))
    if address is not None:
        _tell(desk, address.id, address.channel)
    done = Line("connect-done", {"channels": channels(found.channels), "phone": desk.office.phone})
    return short_menu(desk, done)


def _tell(desk: Desk, address_id: int, channel: str) -> None:
    """The other chat hears of it too: somebody may have talked them out of their code."""
    here = channels((desk.conversation.channel,))
    told = Reply((Line("connect-told", {"channels": here, "phone": desk.office.phone}),))
    messages.queue(
        desk.tx,
        contact_id=desk.contact_id,
        address_id=address_id,
        channel=channel,
        content=told.to_json(),
        priority=1,
        due_at=desk.now,
        now=desk.now,
    )


def _join(desk: Desk, other: int, proof: Proof) -> Outcome:
    """Make one contact of both; the turn goes on with the one that stays."""
    here = desk.conversation
    messages.save_contact(desk.tx, here, desk.now)
    speaks = other if here.is_new else here.contact_id
    outcome = joining.join(desk.session, here.contact_id, other, speaks=speaks, proof=proof, at=desk.now)
    if outcome == "joined":
        fresh = messages.conversation(desk.tx, here.channel, here.address, desk.now)
        desk.conversation = replace(fresh, address_used_at=here.address_used_at)
    return outcome


def _form(desk: Desk) -> int | None:
    return desk.conversation.talk.id if desk.conversation.talk is not None else None


def _refused(desk: Desk, why: str) -> Reply:
    return short_menu(desk, Line(f"connect-refused_{why}", {"phone": desk.office.phone}))
