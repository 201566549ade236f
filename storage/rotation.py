"""After a key was added: seal anew what older keys sealed, beside the running service, from wherever it stopped."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import Column, ColumnElement, LargeBinary, Row, Table, bindparam, func, or_, select, update

from storage.crypto import HEADER_BYTES
from storage.database import Storage, Transaction, write_key_check
from storage.files import FileStore
from storage.tables import Base


def outdated(storage: Storage) -> int:
    """How many rows and files older keys have sealed."""
    with storage.transaction() as tx:
        rows = sum(
            tx.connection.scalar(select(func.count()).select_from(table).where(_older(tx, columns))) or 0
            for table, columns in _sealed()
        )
    return rows + _each_file(storage, FileStore.is_outdated)


def reseal(storage: Storage, batch: int = 200, done: Callable[[int], None] = lambda _count: None) -> int:
    """Return how many rows and files were sealed anew; `done` is told of each few on the way.

    What is under the newest key already is passed over, so a run that was cut short goes on where it stopped.
    A transaction holds `batch` rows, so that turns wait for moments only.
    """
    count = sum(_reseal_table(storage, table, columns, batch, done) for table, columns in _sealed())
    with storage.transaction() as tx:
        write_key_check(tx)
    return count + _reseal_files(storage, done)


def _sealed() -> list[tuple[Table, list[Column[Any]]]]:
    """Every column of bytes is a sealed one: nothing else here is kept as bytes."""
    tables = [
        (table, [column for column in table.columns if isinstance(column.type, LargeBinary)])
        for table in Base.metadata.sorted_tables
    ]
    return [(table, columns) for table, columns in tables if columns]


def _reseal_table(
    storage: Storage, table: Table, columns: list[Column[Any]], batch: int, done: Callable[[int], None]
) -> int:
    count = 0
    last: Any = None
    while True:
        with storage.transaction() as tx:
            rows = _outdated(tx, table, columns, last, batch)
            _reseal_rows(tx, table, columns, rows)
        if not rows:
            return count
        count += len(rows)
        done(len(rows))
        last = rows[-1][0]


def _outdated(tx: Transaction, table: Table, columns: list[Column[Any]], last: Any, batch: int) -> Sequence[Row[Any]]:
    (key,) = table.primary_key.columns
    rows = select(key, *columns).where(_older(tx, columns)).order_by(key).limit(batch).with_for_update()
    return tx.connection.execute(rows if last is None else rows.where(key > last)).all()


def _older(tx: Transaction, columns: list[Column[Any]]) -> ColumnElement[bool]:
    """Where a column does not begin as what the newest key sealed."""
    header = bindparam("header", tx.vault.header, type_=LargeBinary)
    return or_(*(func.substr(column, 1, HEADER_BYTES, type_=LargeBinary) != header for column in columns))


def _reseal_rows(tx: Transaction, table: Table, columns: list[Column[Any]], rows: Sequence[Row[Any]]) -> None:
    (key,) = table.primary_key.columns
    for row in rows:
        values = {
            column: tx.vault.seal(tx.vault.open(sealed))
            for column, sealed in zip(columns, row[1:], strict=True)
            if sealed is not None
        }
        tx.connection.execute(update(table).where(key == row[0]).values(values))


def _reseal_files(storage: Storage, done: Callable[[int], None]) -> int:
    def reseal_one(files: FileStore, name: str) -> bool:
        was_outdated = files.reseal(name)
        done(was_outdated)
        return was_outdated

    return _each_file(storage, reseal_one)


def _each_file(storage: Storage, work: Callable[[FileStore, str], bool]) -> int:
    """How many files it was true of; one that is erased meanwhile is none."""
    count = 0
    if storage.files is not None:
        for name in storage.files.names():
            with suppress(FileNotFoundError):
                count += work(storage.files, name)
    return count
