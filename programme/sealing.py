"""Where the programme finds the vault: it travels with the session, so that no function needs a further argument."""

from sqlalchemy.orm import Session

from storage.crypto import Vault


def vault_of(session: Session) -> Vault:
    """The vault of the transaction that this session belongs to."""
    vault: Vault = session.info["vault"]
    return vault


def seal_text(session: Session, text: str) -> bytes:
    """Free text, as it is kept."""
    return vault_of(session).seal(text.encode())


def open_text(session: Session, sealed: bytes) -> str:
    """The text that `seal_text` sealed."""
    return vault_of(session).open(sealed).decode()
