"""Values that the service keeps about itself, as rows."""

from sqlalchemy.orm import Session

from storage.tables import Setting


def read(session: Session, name: str) -> str | None:
    """The value of that name, None where there is none."""
    row = session.get(Setting, name)
    return row.value if row else None


def write(session: Session, name: str, value: str) -> None:
    """Set the value of that name."""
    session.merge(Setting(name=name, value=value))
