"""PostgreSQL's own tools, which copy a database as it is at one instant."""

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy.engine import make_url

from storage.database import StorageError


def dump(url: str, to: Path) -> Path:
    """Write the database into a file. Raises StorageError."""
    _run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={to}")
    return to


def load(url: str, dumped: Path) -> None:
    """Bring a dumped database into an empty one, all or nothing. Raises StorageError."""
    _run("pg_restore", url, "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", str(dumped))


def has_tables(url: str) -> bool:
    """Whether anything is in the database. Raises StorageError where it cannot be reached."""
    import psycopg

    try:
        with psycopg.connect(_address(url)) as connection:
            found = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    except psycopg.OperationalError:
        raise StorageError(
            "PostgreSQL cannot be reached: see that it runs, that the database was made, and that address, name and "
            "password in database.url are right."
        ) from None
    return bool(found and found[0])


def _run(tool: str, url: str, *words: str) -> None:
    program = shutil.which(tool)
    if program is None:
        raise StorageError(
            f"{tool} is not on this machine: install PostgreSQL's client tools, of the server's version or newer, "
            "or make the copy on the server itself."
        )
    password = make_url(url).password
    # Not among the words, where every user of the machine could read it.
    environment = {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}
    words = (f"--dbname={_without_password(url)}", *words)
    done = subprocess.run([program, *words], capture_output=True, text=True, check=False, env=environment)  # noqa: S603
    if done.returncode:
        reason = ", ".join(done.stderr.strip().splitlines()) or "no reason"
        raise StorageError(f"{tool} did not do its work ({reason}): correct that, and try again.")


def _address(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _without_password(url: str) -> str:
    address = make_url(url).set(drivername="postgresql")
    return address._replace(password=None).render_as_string()
