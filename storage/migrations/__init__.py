"""Revisions of the database: numbered files in versions/, one after the other, each with its way back."""

from pathlib import Path

FOLDER = Path(__file__).parent


def known() -> list[str]:
    """The numbers of every revision, oldest first; read from the names, since Alembic is slow to import."""
    return sorted(path.name.split("_")[0] for path in (FOLDER / "versions").glob("[0-9]*.py"))
