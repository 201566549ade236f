"""What every code that is passed on by hand shares: only its keyed hash is kept, and who guesses has to wait."""

import json
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from programme import settings
from programme.reading.code import Purpose
from programme.sealing import vault_of
from storage.tables import Setting

#: So many wrong codes from one contact within so long, and it has to wait.
WRONG_CODES = 5
WRONG_WITHIN = timedelta(hours=1)

#: How the settings begin that count a contact's wrong codes.
_TALLY = "wrong_codes:"


def digest(session: Session, purpose: Purpose, code: str) -> str:
    """What is kept of a code; the same signs for another purpose give another digest."""
    return vault_of(session).keyed_hash(f"{purpose} code {code}")


def must_wait(session: Session, contact_id: int, now: datetime) -> bool:
    """Whether this contact wrote so many wrong codes lately that it may be guessing."""
    return len(_wrong(session, contact_id, now)) >= WRONG_CODES


def count_wrong(session: Session, contact_id: int, now: datetime) -> None:
    """Remember that this contact wrote a code that nobody was given."""
    _write(session, contact_id, [*_wrong(session, contact_id, now), now])


def join_tallies(session: Session, kept: int, gone: int, now: datetime) -> None:
    """Two contacts became one: what either guessed counts for both."""
    wrong = [*_wrong(session, kept, now), *_wrong(session, gone, now)]
    if wrong:
        _write(session, kept, wrong)
    session.execute(delete(Setting).where(Setting.name == f"{_TALLY}{gone}"))


def forget_tallies(session: Session, now: datetime) -> None:
    """Drop those of which nothing counts any more."""
    for row in session.scalars(select(Setting).where(Setting.name.startswith(_TALLY, autoescape=True))):
        if not _recent(row.value, now):
            session.delete(row)


def _wrong(session: Session, contact_id: int, now: datetime) -> list[datetime]:
    return _recent(settings.read(session, f"{_TALLY}{contact_id}") or "[]", now)


def _write(session: Session, contact_id: int, wrong: list[datetime]) -> None:
    settings.write(session, f"{_TALLY}{contact_id}", json.dumps([at.isoformat() for at in wrong]))


def _recent(tally: str, now: datetime) -> list[datetime]:
    """What still counts; a clock that was set back does not lock anybody out."""
    times = [datetime.fromisoformat(at) for at in json.loads(tally)]
    return [at for at in times if timedelta(0) <= now - at < WRONG_WITHIN]
