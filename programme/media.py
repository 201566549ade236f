"""Files that nobody needs any more. First their rows let go of them, in the transaction of the cause; once that is
committed the bytes are removed, and then the rows: killed in between, the pruning duty goes on where it stopped.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, delete, select, union_all, update
from sqlalchemy.orm import Session

from storage.tables import (
    Address,
    Aid,
    AidReceipt,
    Application,
    Business,
    BusinessReport,
    Document,
    Media,
    Objection,
    Visit,
)

#: Channel and address of a file that belongs to nobody any more.
NOBODY = ""

#: Where a file is kept as somebody's: papers, what came with an objection, photos of a business and of a visit to it,
#: what was said in a report, the berita acara and the receipts of aid. What stands in no such column is no paper.
OWNED = (
    Document.media_id,
    Objection.media_id,
    Business.media_id,
    BusinessReport.photo_id,
    BusinessReport.voice_id,
    Visit.media_id,
    Aid.bast_media_id,
    AidReceipt.media_id,
)


def of_person(session: Session, person_id: int) -> set[str]:
    """The files that are kept as this person's."""
    found = session.scalars(union_all(*_of(person_id)))
    return {media_id for media_id in found if media_id}


def _of(person_id: int) -> list[Select[Any]]:
    cases = Application.person_id == person_id, Business.person_id == person_id, Aid.person_id == person_id
    return [
        select(Document.media_id).join(Application).where(cases[0]),
        select(Objection.media_id).join(Objection.application).where(cases[0]),
        select(Business.media_id).where(cases[1]),
        select(BusinessReport.photo_id).join(Business).where(cases[1]),
        select(BusinessReport.voice_id).join(Business).where(cases[1]),
        select(Visit.media_id).join(Visit.business).where(cases[1]),
        select(Aid.bast_media_id).where(cases[2]),
        select(AidReceipt.media_id).join(Aid).where(cases[2]),
    ]


def of_contact(session: Session, contact_id: int) -> set[str]:
    """The files that came from, or were drawn for, this contact."""
    theirs = (
        select(Media.id)
        .join(Address, (Address.channel == Media.channel) & (Address.address == Media.address))
        .where(Address.contact_id == contact_id)
    )
    return set(session.scalars(theirs))


def papers() -> CompoundSelect[Any]:
    """The files that are kept as somebody's."""
    return union_all(*(select(column).where(column.is_not(None)) for column in OWNED))


def standing(session: Session, media_id: str) -> tuple[str | None, bool]:
    """Its name in the file store, None where it has none; and whether it is still being fetched."""
    row = session.get(Media, media_id)
    return (None, False) if row is None else (row.file, row.state == "waiting")


def let_go(session: Session, media_ids: Collection[str]) -> None:
    """They belong to nobody from now on, but for those that are a paper of somebody's."""
    unneeded = Media.id.in_(media_ids), Media.id.not_in(papers())
    session.execute(update(Media).where(*unneeded).values(channel=NOBODY, address=NOBODY, reference=None))


def of_nobody(session: Session, limit: int) -> dict[str, str | None]:
    """Files that were let go of: id to name in the file store, None where it was never fetched."""
    rows = select(Media.id, Media.file).where(Media.address == NOBODY, Media.channel == NOBODY).limit(limit)
    return dict(session.execute(rows).tuples().all())


def still_needed(session: Session, files: Collection[str]) -> set[str]:
    """Those of these names that somebody's file bears: two may have sent the same photo."""
    return _names(session, Media.file.in_(files) & (Media.address != NOBODY))


def known(session: Session, files: Collection[str]) -> set[str]:
    """Those of these names that stand in any row."""
    return _names(session, Media.file.in_(files))


def forget(session: Session, media_ids: Collection[str]) -> None:
    """Their bytes are gone."""
    session.execute(delete(Media).where(Media.id.in_(media_ids), Media.address == NOBODY))


def _names(session: Session, which: ColumnElement[bool]) -> set[str]:
    return {name for name in session.scalars(select(Media.file).where(which)) if name is not None}
