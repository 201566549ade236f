"""By what somebody is known again in another list, without reading anybody's number or name."""

import re
import unicodedata

from sqlalchemy.orm import Session

from programme.registers.record import Record
from programme.sealing import vault_of

#: One name that is written in many ways.
_MUHAMMAD = re.compile(r"\b(?:m|md|mh|muh|moh|mhd|mohd|muhd|mohamad|mohamed|mohammad|muhamad|muhammed|mohammed)\b")
_ACADEMIC = re.compile(r",.*$")
_NOT_LETTERS = re.compile(r"[\W\d_]+")


def nik_hash(session: Session, nik: str | None) -> str | None:
    """The same as of a person's record (programme.people)."""
    return None if nik is None else vault_of(session).keyed_hash(nik)


def kk_hash(session: Session, kk: str | None) -> str | None:
    """Of the family card's number."""
    return None if kk is None else vault_of(session).keyed_hash(f"kk:{kk}")


def name_hash(session: Session, name: str | None) -> str | None:
    """Of the name, however it is written."""
    return None if not name else vault_of(session).keyed_hash(f"name:{plain(name)}")


def identity(session: Session, record: Record) -> str | None:
    """Who it is about: by NIK, else by name with the birth date, else with the family or the place."""
    if record.nik is not None:
        return nik_hash(session, record.nik)
    if record.full_name is None:
        return None
    also = record.birth_date or record.kk or record.village or record.kecamatan or record.address
    return vault_of(session).keyed_hash(f"who:{plain(record.full_name)}:{also}")


def plain(name: str) -> str:
    """A name without case, signs, marks, titles behind it, and the spellings of Muhammad."""
    bare = unicodedata.normalize("NFKD", _ACADEMIC.sub("", name)).casefold()
    letters = "".join(sign for sign in bare if not unicodedata.combining(sign))
    words = _NOT_LETTERS.sub(" ", letters.replace("'", "")).strip()
    return _MUHAMMAD.sub("muhammad", words)
