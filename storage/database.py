"""The database: one way in, `storage.transaction()`, on SQLite and on PostgreSQL alike."""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool
from sqlalchemy.sql.base import Executable

from storage import migrations
from storage.crypto import KeyProblem, Vault
from storage.files import FileStore
from storage.prepared import Prepared

if TYPE_CHECKING:
    from alembic.config import Config

#: Seconds that one process waits for another on SQLite, and anybody for a connection to PostgreSQL.
PATIENCE = 5

_PRAGMAS = (
    f"busy_timeout={PATIENCE * 1000}",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    # What is erased is overwritten, not just forgotten.
    "secure_delete=ON",
    "cache_size=-65536",
    "temp_store=MEMORY",
    # Fewer, larger checkpoints: a page that many messages touch is copied once.
    "wal_autocheckpoint=4000",
)

#: SQLite's word for: busy, locked, read-only, I/O error, damaged, full, cannot open, no database. None of them is the
#: message's fault.
_SQLITE_OUT_OF_ORDER = frozenset({5, 6, 8, 10, 11, 13, 14, 26})

#: The first two signs of PostgreSQL's codes for: connection lost, out of resources, being shut down.
_POSTGRESQL_OUT_OF_ORDER = ("08", "53", "57")

_KEY_CHECK = "key_check"

#: Any number, as long as every process takes the same: who migrates goes first, the others wait.
_MIGRATION_LOCK = 7_305_800


class StorageError(Exception):
    """The database cannot be used as it is; says so in one sentence with the remedy."""


class Unreachable(StorageError):  # noqa: N818 - a state of affairs, answered with "come again"
    """The database is out of order just now: nothing was written, and the same may work later."""


class Transaction:
    """What happens together or not at all."""

    __slots__ = ("_cursor", "_prepared", "_session", "connection", "locks", "vault")

    def __init__(self, storage: "Storage", connection: Connection, prepared: dict[Executable, Prepared]) -> None:
        self.connection = connection
        self.vault = storage.vault
        #: Whether others may write at the same time, so that rows must be locked; SQLite lets one in at a time.
        self.locks = not storage.is_sqlite
        self._prepared = prepared
        self._session: Session | None = None
        self._cursor: DBAPICursor | None = None

    @property
    def session(self) -> Session:
        """The ORM on this transaction's connection; made when it is first asked for.

        The connection begins before the session does, so that the session takes part in the transaction and does not
        own it: its `commit` ends nothing, and closing it undoes nothing.
        """
        if self._session is None:
            if not self.connection.in_transaction():
                self.connection.begin()
            self._session = Session(self.connection, info={"vault": self.vault}, join_transaction_mode="rollback_only")
        return self._session

    def one(self, statement: Executable, /, **values: Any) -> Any:
        """Run a prepared statement and return its first row, None without one."""
        prepared = self._prepare(statement)
        cursor = self._driver()
        cursor.execute(prepared.sql, prepared.values(values))
        row = cursor.fetchone()
        return None if row is None else prepared.row(row)

    def all(self, statement: Executable, /, **values: Any) -> list[Any]:
        """Run a prepared statement and return its rows."""
        prepared = self._prepare(statement)
        cursor = self._driver()
        cursor.execute(prepared.sql, prepared.values(values))
        return [prepared.row(row) for row in cursor.fetchall()]

    def run(self, statement: Executable, /, **values: Any) -> None:
        """Run a prepared statement that returns nothing."""
        prepared = self._prepare(statement)
        self._driver().execute(prepared.sql, prepared.values(values))

    def run_many(self, statement: Executable, many: Sequence[dict[str, Any]]) -> None:
        """Run a prepared statement once for each set of values."""
        prepared = self._prepare(statement)
        self._driver().executemany(prepared.sql, [prepared.values(values) for values in many])

    def _prepare(self, statement: Executable) -> Prepared:
        prepared = self._prepared.get(statement)
        if prepared is None:
            prepared = self._prepared[statement] = Prepared(statement, self.connection.dialect)
        return prepared

    def _driver(self) -> DBAPICursor:
        """The driver's own cursor; what the session holds goes first, so that both see the same."""
        if self._session is not None:
            self._session.flush()
        if self._cursor is None:
            self._cursor = self.connection.connection.cursor()
        return self._cursor

    def _begin(self) -> None:
        if not self.locks:
            self._driver().execute("BEGIN IMMEDIATE", ())

    def _commit(self) -> None:
        if self._session is not None:
            self._session.flush()
            self._session.close()
        if self.connection.in_transaction():
            self.connection.commit()
        else:
            self.connection.connection.commit()

    def _rollback(self) -> None:
        """Undo everything; a connection that cannot even do that is thrown away."""
        try:
            if self._session is not None:
                self._session.close()
            self.connection.rollback()
            self.connection.connection.rollback()
        except Exception:  # noqa: BLE001 - the cause that led here matters more, and is on its way up
            self.connection.invalidate()


class Storage:
    """The database with its vault and its files. Threads may share it; nothing else opens a transaction.

    On SQLite one connection stays open, and threads of this process take turns with it: they wait in line, where
    SQLite itself would have them knock again and again.
    """

    def __init__(self, url: str, vault: Vault, files: FileStore | None = None, *, threads: int | None = None) -> None:
        address = _address(url)
        self.vault = vault
        self.files = files
        self.is_sqlite = address.get_backend_name() == "sqlite"
        self.threads = threads or (1 if self.is_sqlite else 4)
        self._where = address.render_as_string(hide_password=True)
        self._engine = _sqlite(address) if self.is_sqlite else _postgresql(address, self.threads)
        self._prepared: dict[Executable, Prepared] = {}
        self._turn = threading.Lock()
        self._holder: int | None = None
        self._kept: Connection | None = None
        self._refuse_newer()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Commit at the end, or leave nothing behind. Raises Unreachable where the database is out of order."""
        with self._connection() as connection:
            transaction = Transaction(self, connection, self._prepared)
            try:
                transaction._begin()  # noqa: SLF001 - the two are one thing in two classes
                yield transaction
                transaction._commit()  # noqa: SLF001
            except BaseException as problem:
                transaction._rollback()  # noqa: SLF001
                if self._out_of_order(problem):
                    self._begin_afresh()
                    raise self._unreachable(problem) from problem
                raise

    def check_key(self) -> None:
        """Notice at start that the keys are not those of this data. Raises KeyProblem."""
        expected = self.vault.keyed_hash(_KEY_CHECK)
        with self.transaction() as tx:
            stored = tx.connection.exec_driver_sql(
                f"SELECT value FROM settings WHERE name = '{_KEY_CHECK}'"  # noqa: S608 - a constant
            ).scalar()
            if stored is None:
                write_key_check(tx)
            elif _opened(self.vault, stored) != expected:
                raise KeyProblem(
                    "The key file is not the one that this database was written with: put back the key file that "
                    "belongs to it, or name another database."
                )

    def checkpoint(self) -> None:
        """Bring what was written into the SQLite file itself and empty the log beside it.

        Until then the log still holds the pages as they were before something was erased. It waits for nobody: where
        another process is reading just now, the rest follows with the next call. PostgreSQL sees to it by itself.
        """
        if not self.is_sqlite:
            return
        with self._connection() as connection:
            cursor = connection.connection.cursor()
            cursor.execute("PRAGMA busy_timeout=0")
            try:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                cursor.execute(f"PRAGMA busy_timeout={PATIENCE * 1000}")

    def revision(self) -> str | None:
        """Which revision the database is at; None where it is empty."""
        with self._connection() as connection:
            try:
                if not self._engine.dialect.has_table(connection, "alembic_version"):
                    return None
                found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
            finally:
                connection.rollback()
        return None if found is None else str(found)

    def upgrade(self) -> None:
        """Bring the database to this version's revision; costs one query where it is there already."""
        if self.revision() == migrations.known()[-1]:
            return
        from alembic import command

        with self._migrating() as config:
            command.upgrade(config, "head")

    def downgrade(self, revision: str) -> None:
        """Take the database back to a revision, or to "base"."""
        from alembic import command

        with self._migrating() as config:
            command.downgrade(config, revision)

    def close(self) -> None:
        """Let go of every connection."""
        with self._turn:
            if self._kept is not None:
                self._kept.close()
                self._kept = None
        self._engine.dispose()

    @contextlib.contextmanager
    def _connection(self) -> Iterator[Connection]:
        if self.is_sqlite:
            with self._turn_taken():
                if self._kept is None:
                    self._kept = self._connect()
                yield self._kept
        else:
            with self._connect() as connection:
                yield connection

    @contextlib.contextmanager
    def _turn_taken(self) -> Iterator[None]:
        thread = threading.get_ident()
        if self._holder == thread:
            raise RuntimeError("A transaction is open on this thread already: pass it on instead of opening another.")
        if not self._turn.acquire(timeout=PATIENCE):
            raise Unreachable(f"The database {self._where} is kept busy by this service itself: try again.")
        self._holder = thread
        try:
            yield
        finally:
            self._holder = None
            self._turn.release()

    def _begin_afresh(self) -> None:
        """The other idle connections are as dead as this one; SQLite's own may stay so when its disk is well again."""
        if self._kept is not None:
            with contextlib.suppress(SQLAlchemyError, sqlite3.Error):
                self._kept.close()
            self._kept = None
        self._engine.dispose()

    def _connect(self) -> Connection:
        try:
            return self._engine.connect()
        except (SQLAlchemyError, sqlite3.Error) as problem:
            raise self._unreachable(problem) from problem

    @contextlib.contextmanager
    def _migrating(self) -> Iterator["Config"]:
        """One transaction for all revisions, for one process at a time."""
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(migrations.FOLDER).replace("%", "%%"))
        with self._connection() as connection, self._tables_may_be_rebuilt(connection), connection.begin():
            if not self.is_sqlite:
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
            config.attributes["connection"] = connection
            yield config

    @contextlib.contextmanager
    def _tables_may_be_rebuilt(self, connection: Connection) -> Iterator[None]:
        """Dropping the old copy of a table must not take along the rows that refer to it (SQLite)."""
        if not self.is_sqlite:
            yield
            return
        cursor = connection.connection.cursor()
        cursor.execute("PRAGMA foreign_keys=OFF")
        try:
            yield
        finally:
            cursor.execute("PRAGMA foreign_keys=ON")

    def _refuse_newer(self) -> None:
        try:
            found = self.revision()
        except (SQLAlchemyError, sqlite3.Error) as problem:
            raise self._unreachable(problem) from problem
        if found is not None and found not in migrations.known():
            self.close()
            raise StorageError(
                f"The database {self._where} was written by a newer version of Tuntas (revision {found}): "
                "install that version, or restore a backup made with this one."
            )

    def _out_of_order(self, problem: BaseException) -> bool:
        if isinstance(problem, PoolExhausted):
            return True
        cause = problem.orig if isinstance(problem, DBAPIError) else problem
        driver = self._engine.dialect.loaded_dbapi
        if self.is_sqlite:
            return (getattr(cause, "sqlite_errorcode", 0) & 0xFF) in _SQLITE_OUT_OF_ORDER
        if not isinstance(cause, driver.OperationalError):
            return False
        code = getattr(cause, "sqlstate", None)
        return code is None or code.startswith(_POSTGRESQL_OUT_OF_ORDER)

    def _unreachable(self, problem: BaseException) -> Unreachable:
        cause = str(problem.orig if isinstance(problem, DBAPIError) else problem).strip().splitlines()
        remedy = (
            "see that its folder can be written, its disk has room and no other program holds it"
            if self.is_sqlite
            else "see that PostgreSQL runs and that address, name and password are right"
        )
        return Unreachable(
            f"The database {self._where} cannot be used ({cause[0] if cause else 'no reason'}): {remedy}."
        )


def write_key_check(tx: Transaction) -> None:
    """Seal what `Storage.check_key` looks for under the newest key."""
    sealed = tx.vault.seal(tx.vault.keyed_hash(_KEY_CHECK)).hex()
    tx.connection.exec_driver_sql(f"DELETE FROM settings WHERE name = '{_KEY_CHECK}'")  # noqa: S608 - a constant
    tx.connection.exec_driver_sql(f"INSERT INTO settings (name, value) VALUES ('{_KEY_CHECK}', '{sealed}')")  # noqa: S608


def database_file(url: str) -> Path | None:
    """The file of an SQLite database; None for a database that is no file."""
    address = _address(url)
    return Path(address.database) if address.get_backend_name() == "sqlite" and address.database else None


def _opened(vault: Vault, stored: str) -> str | None:
    try:
        return vault.open(bytes.fromhex(stored)).decode()
    except KeyProblem:
        return None


def _address(url: str) -> URL:
    try:
        address = make_url(url)
        if address.get_backend_name() == "postgresql":
            return address.set(drivername="postgresql+psycopg")
        if address.get_backend_name() == "sqlite":
            return address.set(drivername="sqlite")
    except (ArgumentError, NoSuchModuleError, ValueError):
        pass
    raise StorageError(
        "The address of the database cannot be read: write sqlite:///folder/tuntas.db "
        "or postgresql://user:password@host/name."
    )


def _sqlite(address: URL) -> Engine:
    folder = Path(address.database or ".").parent
    if not folder.is_dir():
        raise StorageError(f"The folder {folder} of the database does not exist: create it, or name another place.")
    engine = create_engine(address, poolclass=NullPool, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def prepare(driver: sqlite3.Connection, _record: object) -> None:
        driver.isolation_level = None  # the module would begin transactions by itself, late and not immediate
        for pragma in _PRAGMAS:
            driver.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A read that turns into a write fails at once when another process wrote meanwhile, so none begins as one.
        if not connection.connection.dbapi_connection.in_transaction:  # type: ignore[union-attr]
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _postgresql(address: URL, threads: int) -> Engine:
    return create_engine(
        address,
        pool_size=threads,
        max_overflow=2,  # for what asks beside the turns, such as the health page
        pool_timeout=PATIENCE,
        connect_args={"connect_timeout": PATIENCE, "application_name": "tuntas"},
    )
