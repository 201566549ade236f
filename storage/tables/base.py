"""What every table shares."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, DateTime, Dialect, Integer, MetaData, TextClause, text
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

#: SQLite numbers its rows only in INTEGER columns; PostgreSQL wants room for eight bytes.
Id = BigInteger().with_variant(Integer, "sqlite")


class Utc(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database, never a local time.

    SQLite keeps it as text, in SQLAlchemy's own form but written and read ten times as fast: a message has a dozen.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any]:
        """How a time goes in."""
        return _as_text if dialect.name == "sqlite" else _in_utc

    def result_processor(self, dialect: Dialect, _coltype: object) -> Callable[[Any], datetime | None]:
        """How a time comes out."""
        return _from_text if dialect.name == "sqlite" else _in_utc


def _in_utc(value: datetime | None) -> datetime | None:
    if value is None or value.tzinfo is UTC:
        return value
    if value.tzinfo is None:
        raise ValueError("A time without a zone cannot be stored: it would be somebody's guess.")
    return value.astimezone(UTC)


@lru_cache(maxsize=256)  # a transaction writes one time many times over
def _as_text(value: datetime | None) -> str | None:
    instant = _in_utc(value)
    return None if instant is None else instant.isoformat(" ", "microseconds")[:-6]


def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value + "+00:00")


def of(rows: str, condition: TextClause) -> ColumnElement[bool]:
    """The condition of an index for a query, spelt as the index spells it: else neither database would use it.

    `rows` is the table's name or alias.
    """
    return text(f"{rows}.{condition.text}")  # type: ignore[return-value]


class Base(DeclarativeBase):
    """The declarative base; names of constraints are fixed so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
