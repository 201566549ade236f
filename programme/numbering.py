"""Numbers without gaps, also when two processes take one at the same instant."""

from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.orm import Session

from storage.tables import Counter


def next_number(session: Session, name: str) -> int:
    """The next number of that counter: one statement, whose row stays locked until the transaction ends.

    So the second of two waits for the first, and a transaction that rolls back gives its number to the next one.
    """
    insert = insert_sqlite if session.get_bind().dialect.name == "sqlite" else insert_postgresql
    counting = (
        insert(Counter)
        .values(name=name, value=1)
        .on_conflict_do_update(index_elements=[Counter.name], set_={"value": Counter.value + 1})
        .returning(Counter.value)
    )
    return session.execute(counting).scalar_one()


def registration_number(session: Session, prefix: str, year: int) -> str:
    """Such as PSR-2026-0007; the year is the intake's, so that a registration in December counts for its training."""
    return f"{prefix}-{year}-{next_number(session, f'registrations-{prefix}-{year}'):04d}"
