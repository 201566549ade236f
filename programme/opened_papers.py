"""Papers that staff open: who may, what there is to open, and a line in the trail for each opening."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from programme import reports, staff
from programme.media import NOBODY
from programme.staff import Member
from storage.tables import Aid, Application, Business, Document, Media, Objection

#: Why nothing is opened: it is not this member's case, its person asked to pause it, there is no file, or the
#: platform has yet to hand it out.
Closed = Literal["not_theirs", "paused", "nothing", "waiting"]
#: What may come with a report of a business.
OfReport = Literal["report_voice", "report_photo"]


@dataclass(frozen=True, slots=True)
class Opened:
    """The file of a paper."""

    media_id: str


def openable(application: Application) -> list[str]:
    """The kinds of paper that came as a file."""
    return [document.kind for document in application.documents if document.media_id is not None]


def open_paper(session: Session, member: Member, application: Application, kind: str, at: datetime) -> Opened | Closed:
    """Let a member of staff see that paper, which the trail keeps for good; or say why not, which it does not."""
    if not may_open(member, application):
        return "not_theirs"
    if application.person.restricted_at is not None:
        return "paused"
    found = _file(session, application, kind)
    if isinstance(found, Opened):
        staff.note(session, member, "document_opened", at=at, person_id=application.person_id, subject=kind)
    return found


def open_objection(session: Session, member: Member, objection: Objection, at: datetime) -> Opened | Closed:
    """Let a member of staff see what came with an objection, which the trail keeps for good."""
    found = _opened(session.get(Media, objection.media_id) if objection.media_id else None)
    if isinstance(found, Opened):
        person_id = objection.application.person_id
        staff.note(session, member, "document_opened", at=at, person_id=person_id, subject="objection")
    return found


def open_of_aid(
    session: Session, member: Member, aid: Aid, kind: str, media_id: str | None, at: datetime
) -> Opened | Closed:
    """Let a member of staff see a receipt or the BAST of aid, which the trail keeps for good."""
    if not member.may("aid"):
        return "not_theirs"
    if aid.person.restricted_at is not None:
        return "paused"
    found = _opened(session.get(Media, media_id) if media_id else None)
    if isinstance(found, Opened):
        staff.note(session, member, "document_opened", at=at, person_id=aid.person_id, subject=kind, why=aid.number)
    return found


def open_report(session: Session, member: Member, business: Business, what: OfReport, at: datetime) -> Opened | Closed:
    """Let a mentor hear or see what came with the last report of a business, which the trail keeps for good."""
    if business.person.restricted_at is not None:
        return "paused"
    last = reports.last(session, business.id)
    media_id = None if last is None else last.voice_id if what == "report_voice" else last.photo_id
    found = _opened(session.get(Media, media_id) if media_id else None)
    if isinstance(found, Opened):
        staff.note(session, member, "document_opened", at=at, person_id=business.person_id, subject=what)
    return found


def may_open(member: Member, application: Application) -> bool:
    """Whoever verifies opens every case; a village officer those of their villages, and those they registered."""
    theirs = application.person.village in member.villages or application.registered_by == member.id
    return member.may("verify") or (member.may("register") and theirs)


def _file(session: Session, application: Application, kind: str) -> Opened | Closed:
    document = next((one for one in application.documents if one.kind == kind), None)
    return _opened(_media(session, document))


def _opened(media: Media | None) -> Opened | Closed:
    if media is None or media.address == NOBODY or media.state == "lost":
        return "nothing"
    return Opened(media.id) if media.file is not None else "waiting"


def _media(session: Session, document: Document | None) -> Media | None:
    return None if document is None or document.media_id is None else session.get(Media, document.media_id)
