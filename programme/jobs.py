"""Long work as rows: put down with its cause, taken up by a duty (bot.duties.jobs), and again where that was killed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from programme.sealing import vault_of
from storage.tables import Job
from storage.tables.base import of
from storage.tables.jobs import TO_DO

#: So often work is taken up: what kills the service each time must not do so for ever.
ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Taken:
    """Work that is this process's for a while."""

    id: int
    kind: str
    args: Mapping[str, Any]
    #: Who is told what came of it.
    contact_id: int | None
    #: Counting this one; also tells this holder from a later one.
    attempts: int


def add(session: Session, kind: str, args: Mapping[str, Any], *, contact_id: int | None, now: datetime) -> int:
    """Put work down, to be begun once the transaction has committed. `args` are plain values."""
    sealed = vault_of(session).seal_json(dict(args))
    job = Job(kind=kind, state="waiting", due_at=now, args=sealed, contact_id=contact_id, created_at=now)
    session.add(job)
    session.flush()
    return job.id


def take(session: Session, now: datetime, lease: timedelta) -> Taken | None:
    """What has waited longest; nobody else takes it before the lease is over."""
    due = select(Job).where(of("jobs", TO_DO), Job.due_at <= now).order_by(Job.due_at, Job.id).limit(1)
    job = session.scalar(due.with_for_update(skip_locked=True))
    if job is None:
        return None
    job.due_at, job.attempts = now + lease, job.attempts + 1
    args = {} if job.args is None else vault_of(session).open_json(job.args)
    return Taken(job.id, job.kind, args, job.contact_id, job.attempts)


def go_on(session: Session, taken: Taken, until: datetime, done: int, total: int) -> bool:
    """So much is done, and it stays this process's until then; False where another one has it by now."""
    return _change(session, taken, due_at=until, done=done, total=total)


def let_go(session: Session, taken: Taken, again_at: datetime) -> None:
    """Nothing went wrong, it only goes on later: that counts as no attempt."""
    _change(session, taken, due_at=again_at, attempts=taken.attempts - 1)


def try_again(session: Session, taken: Taken, at: datetime, error: str) -> bool:
    """It went wrong; False where that was the last attempt."""
    if taken.attempts < ATTEMPTS:
        return _change(session, taken, due_at=at, error=error)
    _change(session, taken, state="failed", finished_at=at, error=error)
    return False


def finish(session: Session, taken: Taken, now: datetime) -> bool:
    """It is done; False where another process was quicker."""
    return _change(session, taken, state="done", finished_at=now, error=None)


def long_work(session: Session, before: datetime, _now: datetime, limit: int) -> int:
    """Forget what was finished; the work of a retention rule (programme.pruning)."""
    due = select(Job.id).where(Job.finished_at < before).order_by(Job.id).limit(limit)
    ids = list(session.scalars(due.with_for_update(skip_locked=True)))
    session.execute(delete(Job).where(Job.id.in_(ids)))
    return len(ids)


def release(session: Session, now: datetime) -> None:
    """End every lease: only where no other process can be at work, as at the start on SQLite."""
    session.execute(update(Job).where(of("jobs", TO_DO)).values(due_at=now))


def _change(session: Session, taken: Taken, **values: Any) -> bool:
    mine = Job.id == taken.id, Job.attempts == taken.attempts, Job.state == "waiting"
    return session.scalar(update(Job).where(*mine).values(values).returning(Job.id)) is not None
