"""`kirim nota`: the receipts that account for aid, photo by photo, each with its amount or that nobody can say it."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from handlers import aid_telling
from handlers.desk import Desk
from handlers.menu import short_menu
from handlers.money_words import rupiah
from handlers.questions import OneOf, ReceiptPhoto, Rupiah, YesNo
from handlers.reply import Reply
from handlers.staff_desk import member_for, said
from handlers.subject import Begin, Subject
from programme import aid as aids
from programme.staff import Member
from storage.tables import Aid
from talk import Answers, Argument, Ask, Choice, Line, talk

#: More are sent in another talk.
MOST = 20


@dataclass(frozen=True, slots=True)
class Owed:
    """Aid whose receipts are awaited."""

    aid_id: int
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All such aid of this chat, or the one for which staff write receipts down."""

    owed: tuple[Owed, ...]
    by_staff: bool

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be kept with the talk."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The facts that `to_json` wrote."""
        return cls(tuple(Owed(**one) for one in stored["owed"]), stored["by_staff"])


@dataclass(frozen=True, slots=True)
class Receipt:
    """A photo of it, and what it says."""

    media_id: str | None
    rupiah: int | None


@dataclass(frozen=True, slots=True)
class Sent:
    """What came, and for which aid."""

    aid_id: int
    receipts: tuple[Receipt, ...]


@talk("aid_receipts")
def aid_receipts(ask: Ask, facts: Facts) -> Sent:
    """Which aid, where several wait; then one receipt after the other."""
    aid_id = facts.owed[0].aid_id
    if len(facts.owed) > 1:
        rows = tuple(Choice(str(one.aid_id), Line("aid_receipts-row", _about(one))) for one in facts.owed)
        aid_id = int(ask("which", OneOf(rows)))
    return Sent(aid_id, tuple(_receipts(ask, facts)))


def _receipts(ask: Ask, facts: Facts) -> Iterator[Receipt]:
    for place in range(1, MOST + 1):
        photo = ask("photo", ReceiptPhoto(optional=facts.by_staff), str(place), place=place)
        yield Receipt(photo, ask("amount", Rupiah(may_be_unknown=True), str(place)))
        if place < MOST and not ask("more", YesNo(), str(place)):
            return


def begin(desk: Desk) -> Begin | Reply:
    """Open the talk, or say why there is nothing to send."""
    known = _own(desk)
    return known if isinstance(known, Reply) else Begin(aid_receipts.name, known)


def for_aid(aid: Aid) -> Begin:
    """Staff write down receipts that were brought to them."""
    return Begin(aid_receipts.name, Facts((_owed(aid),), by_staff=True))


def awaited(desk: Desk) -> bool:
    """Whether this chat owes receipts and may send them here."""
    return desk.office.documents_by_chat and any(
        map(aids.takes_receipts, aids.of_contact(desk.session, desk.contact_id))
    )


def facts(desk: Desk) -> Facts | Reply:
    """The aid of this chat whose receipts are awaited, or the one that staff began with."""
    stored = desk.conversation.talk
    known = Facts.from_json(stored.content["facts"]) if stored and stored.name == aid_receipts.name else None
    if known is None or not known.by_staff:
        return _own(desk)
    member = member_for(desk, "aid")
    if isinstance(member, Reply):
        return member
    aid = aids.get(desk.session, known.owed[0].aid_id)
    return known if aid is not None and aids.takes_receipts(aid) else said(Line("aid_receipts-closed"), also=("aid",))


def finish(desk: Desk, sent: Sent, known: Facts, _answers: Answers) -> Reply:
    """Keep them, and say how much is accounted for now."""
    member = member_for(desk, "aid") if known.by_staff else None
    if isinstance(member, Reply):
        return member
    aid = aids.get(desk.session, sent.aid_id)
    if aid is None or not aids.takes_receipts(aid):
        return _closed(desk, member)
    for receipt in sent.receipts:
        aids.add_receipt(desk.session, aid, receipt.media_id, receipt.rupiah, now=desk.now, member=member)
    line = Line("aid_receipts-thanks" if member is None else "aid_receipts-noted", summed(aid))
    if member is not None:
        return said(line, also=("aid",))
    aid_telling.receipts_came(desk, aid, len(sent.receipts))
    names = ("receipts", "aid", "ask_staff")
    return Reply((line,), tuple(Choice(name, Line(f"menu-{name}")) for name in names), place="menu")


def summed(aid: Aid) -> dict[str, Argument]:
    """How much is accounted for, of how much; and of how many receipts nobody knows the amount."""
    now = aids.accounted(aid)
    unknown = Line("aid_receipts-unknown", {"count": now.unknown}) if now.unknown else Line("empty")
    return {"count": now.receipts, "sum": rupiah(now.rupiah), "total": rupiah(aid.total), "unknown": unknown}


def _own(desk: Desk) -> Facts | Reply:
    if not desk.office.documents_by_chat:
        about: dict[str, Argument] = {"address": desk.office.address, "hours": desk.office.hours}
        return short_menu(desk, Line("papers-office_only", about))
    owed = [_owed(one) for one in aids.of_contact(desk.session, desk.contact_id) if aids.takes_receipts(one)]
    return Facts(tuple(owed), by_staff=False) if owed else short_menu(desk, Line("aid_receipts-nothing"))


def _closed(desk: Desk, member: Member | None) -> Reply:
    why = Line("aid_receipts-closed")
    return short_menu(desk, why) if member is None else said(why, also=("aid",))


def _owed(aid: Aid) -> Owed:
    return Owed(aid.id, aid.number, aid.person.full_name)


def _about(one: Owed) -> dict[str, Argument]:
    return {"number": one.number, "name": one.name}


SUBJECT = Subject(aid_receipts, Facts, facts, finish)
