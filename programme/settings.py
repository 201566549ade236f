"""Values that the service keeps about itself, as rows."""

from sqlalchemy import Integer, String, cast, delete, select
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT is SQLite's too, and compiles for both
from sqlalchemy.orm import Session

from storage.tables import Setting


def read(session: Session, name: str) -> str | None:
    """The value of that name, None where there is none."""
    return session.scalar(select(Setting.value).filter_by(name=name))


def write(session: Session, name: str, value: str) -> None:
    """Set the value of that name, whoever else sets it at the same instant."""
    new = insert(Setting).values(name=name, value=value)
    session.execute(new.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def add(session: Session, name: str, number: int) -> None:
    """Count on, whoever else does at the same instant."""
    counted = cast(cast(Setting.value, Integer) + number, String)
    new = insert(Setting).values(name=name, value=str(number))
    session.execute(new.on_conflict_do_update(index_elements=["name"], set_={"value": counted}))


def take(session: Session, name: str) -> str | None:
    """The value of that name, which is gone with that: of two who take it one gets it."""
    return session.scalar(delete(Setting).where(Setting.name == name).returning(Setting.value))
