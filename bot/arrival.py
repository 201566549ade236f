"""What comes with a message beside its words: who writes from where, by which link, with which file."""

from dataclasses import replace
from datetime import timedelta
from typing import Literal

from bot.channels.channel import Incoming, MediaIn
from handlers import connecting
from handlers.desk import Desk
from handlers.registry import SUBJECTS
from programme import media as files
from programme import staff
from programme.reading import deep_link
from storage import messages
from storage.files import TABLES

MINUTE = timedelta(minutes=1)
#: What phones call a list.
_MAY_BE_LISTS = {
    *TABLES,
    None,
    "application/octet-stream",
    "application/csv",
    "application/vnd.ms-excel.sheet.macroenabled.12",
    "application/x-msexcel",
    "text/comma-separated-values",
    "text/plain",
    "text/x-csv",
}


def note(desk: Desk, incoming: Incoming) -> tuple[Incoming, connecting.Joined | None]:
    """What comes with a message, or instead of one, and concerns who writes and not the talk.

    Returns the message without it, and with which chat this one became one.
    """
    source, text = deep_link.read(incoming.text)
    if source is not None:
        incoming = replace(incoming, text=text, source=incoming.source or source)
    _note_first(desk, incoming)
    _note_address(desk, incoming)
    phone = incoming.phone or desk.conversation.phone
    if phone is None or (phone == desk.conversation.phone and desk.conversation.is_linked):
        return incoming, None
    return incoming, connecting.by_number(desk, phone)


def _note_first(desk: Desk, incoming: Incoming) -> None:
    """What counts only when somebody comes for the first time."""
    if desk.conversation.is_new and incoming.language in ("id", "en"):
        desk.conversation.language = incoming.language
    if desk.conversation.is_new and incoming.source is not None:
        messages.save_source(desk.tx, desk.conversation, incoming.source)


def _note_address(desk: Desk, incoming: Incoming) -> None:
    """Whether they are reached there, and whether it has become another."""
    conversation = desk.conversation
    if incoming.happening == "blocked":
        messages.unreachable(desk.tx, conversation.address_id, "blocked", desk.now)
    elif incoming.happening == "moved" and incoming.moved_to:
        connecting.moved(desk, incoming.moved_to)
    elif conversation.is_unreachable:
        messages.reached(desk.tx, conversation)
    if incoming.happening == "message" and not incoming.opens_window:
        messages.used(desk.tx, conversation, desk.now)


def beyond_limit(desk: Desk, per_minute: int) -> int:
    """The how-manieth message beyond what one person is answered in a minute; 0 within."""
    conversation = desk.conversation
    since = conversation.burst_since
    if since is None or not timedelta(0) <= desk.now - since < MINUTE:
        conversation.burst_since, conversation.burst = desk.now, 0
    conversation.burst += 1
    return max(0, conversation.burst - per_minute)


def record_file(desk: Desk, incoming: Incoming) -> Incoming:
    """The message with its file on record, to be fetched from the platform afterwards."""
    media = incoming.media
    if media is not None and media.kind == "voice" and not _is_asked_for(desk):
        return _let_go(desk, incoming, media, "not_kept")
    if media is None or media.kind != "document" or media.content_type not in _MAY_BE_LISTS:
        return _expected(desk, incoming)
    if may_send_lists(desk):
        return _expected(desk, replace(incoming, media=_as_list(media)))
    if media.content_type not in TABLES:
        return _expected(desk, incoming)
    return _let_go(desk, incoming, media, "wrong_type")


def may_send_lists(desk: Desk) -> bool:
    """Lists are taken from staff alone: from anybody else they are no file that is taken."""
    member = staff.of_contact(desk.session, desk.contact_id)
    return member is not None and member.may("import")


def _is_asked_for(desk: Desk) -> bool:
    """A voice note is kept only where the question that waits takes one, and files may come by chat at all."""
    talk = desk.conversation.talk
    subject = None if talk is None else SUBJECTS.get(talk.name)
    return (
        talk is not None
        and subject is not None
        and desk.office.documents_by_chat
        and talk.waiting_for in subject.voiced
    )


def _let_go(desk: Desk, incoming: Incoming, media: MediaIn, problem: Literal["wrong_type", "not_kept"]) -> Incoming:
    """The message without its file; one that the channel has kept goes again."""
    if media.id is not None:
        files.let_go(desk.session, [media.id])
    return replace(incoming, media=MediaIn(media.kind, problem=problem))


def _as_list(media: MediaIn) -> MediaIn:
    """What it is its bytes will say; that it came to nothing stays so."""
    if media.problem is not None or media.content_type in TABLES:
        return media
    return replace(media, content_type="text/csv")


def _expected(desk: Desk, incoming: Incoming) -> Incoming:
    media = incoming.media
    if media is None or media.reference is None:
        return incoming
    media_id = messages.expect_media(
        desk.tx,
        channel=incoming.channel,
        address=incoming.address,
        reference=media.reference,
        content_type=media.content_type,
        size=media.size,
        fetch_by=desk.now + timedelta(seconds=media.fetch_within) if media.fetch_within else None,
        now=desk.now,
    )
    return replace(incoming, media=replace(media, id=media_id))
