"""Files that people sent: sealed, and named by a keyed hash of what is in them, never by what they were called."""

import contextlib
import re
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import filetype

from storage.crypto import HEADER_BYTES, Vault, write_atomically

_NAME = re.compile(r"[0-9a-f]{64}")

#: What is taken, with the ending of its name; whatever else a file turns out to be (an executable, a page, a drawing
#: with script) is not.
ALLOWED: Mapping[str, str] = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "application/pdf": ".pdf",
    "audio/ogg": ".ogg",
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "audio/aac": ".aac",
    "audio/amr": ".amr",
}


#: Lists, which staff alone may send (bot.arrival).
TABLES: Mapping[str, str] = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "text/csv": ".csv",
}
#: What old workbooks begin with, and all that have a password.
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOOKED_AT = 4000
_DELIMITERS = (b",", b";", b"\t", b"|")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")


def _touched(path: Path, seconds: float) -> bool:
    """By the machine's own clock, as the file system has it: the demo's may have been moved."""
    with contextlib.suppress(FileNotFoundError):
        return time.time() - path.stat().st_mtime < seconds
    return False


def content_type(data: bytes) -> str | None:
    """What the bytes are, by the bytes alone; None where such a file is not taken."""
    found = filetype.guess_mime(data)
    if found in ALLOWED or found in TABLES:
        return str(found)
    if data.startswith(_OLD_WORKBOOK) or (found is None and _is_table_of_a_page(data)):
        return "application/vnd.ms-excel"
    return "text/csv" if found is None and _has_columns(data[:_LOOKED_AT]) else None


def _is_table_of_a_page(data: bytes) -> bool:
    """Applications of the government call a web page .xls, which Excel opens; one with script is not taken."""
    written = data.lower()
    return written.lstrip().startswith(b"<") and b"<table" in written[:_LOOKED_AT] and b"<script" not in written


def _has_columns(beginning: bytes) -> bool:
    """Text of which the first two lines are divided in the same way."""
    lines = beginning.split(b"\n")[:2]
    divided = any(all(sign in line for line in lines) for sign in _DELIMITERS)
    return len(lines) == 2 and divided and not beginning.startswith((b"<", b"#!")) and not _BINARY.search(beginning)


class FileStore:
    """A folder outside of anything that is served."""

    def __init__(self, folder: Path, vault: Vault) -> None:
        self._folder = folder
        self._vault = vault

    def put(self, data: bytes) -> str:
        """Keep the bytes and return their name; the same bytes are kept once."""
        name = self._vault.keyed_hash(data)
        path = self._path(name)
        if path.exists():
            path.touch()  # so that nobody removes it before its row is there
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, self._vault.seal(data))
        return name

    def get(self, name: str) -> bytes:
        """The bytes of that name. Raises FileNotFoundError, also for what is no name of ours."""
        return self._vault.open(self._path(name).read_bytes())

    def delete(self, name: str) -> None:
        """Remove the bytes; that they are gone already is no error."""
        self._path(name).unlink(missing_ok=True)

    def delete_untouched(self, name: str, seconds: float) -> bool:
        """Remove the bytes unless somebody sent the same in the last so many seconds; says whether they are gone."""
        path = self._path(name)
        if _touched(path, seconds):
            return False
        path.unlink(missing_ok=True)
        return True

    def delete_unfinished(self, seconds: float) -> None:
        """Remove what was being written when the power went (see write_atomically), so long ago."""
        for path in self._folder.glob("??/.writing-*"):
            if not _touched(path, seconds):
                path.unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """Every file that is kept."""
        return (path.name for path in kept(self._folder))

    def is_outdated(self, name: str) -> bool:
        """Whether an older key sealed it."""
        with self._path(name).open("rb") as file:
            return file.read(HEADER_BYTES) != self._vault.header

    def reseal(self, name: str) -> bool:
        """Seal under the newest key if it is not; says whether it had to."""
        if not self.is_outdated(name):
            return False
        write_atomically(self._path(name), self._vault.seal(self.get(name)))
        return True

    def _path(self, name: str) -> Path:
        """Only a name that `put` could have given leads anywhere."""
        if not _NAME.fullmatch(name):
            raise FileNotFoundError(f"No such file: {name!r}")
        return self._folder / name[:2] / name


def kept(folder: Path) -> Iterator[Path]:
    """The sealed files in the folder of a store, without what is just being written."""
    return (path for path in folder.glob("??/*") if _NAME.fullmatch(path.name))
