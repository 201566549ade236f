"""What is kept about people is sealed before it reaches the disk, with keys that the office can renew.

Sealing is AES-256-GCM. Each sealed value begins with a format byte and the id of its key, so that the newest key seals
while every key still known opens: rotation needs no pause, and what is left to re-seal can be found by its beginning.

Hashes that find duplicates, and name files, use a key of their own that rotation leaves alone: were it derived from
the sealing keys, every rotation would part new hashes from old ones, and a number registered before would look new
after. The price: a hash key that has leaked is renewed only by opening and hashing every value again.
"""

import base64
import binascii
import contextlib
import hmac
import os
import secrets
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_FORMAT = b"\x01"
_KEY_BYTES = 32
_KID_BYTES = 4
_NONCE_BYTES = 12
HEADER_BYTES = len(_FORMAT) + _KID_BYTES
_HASH_LABEL = "hash"

#: Seconds within which a running service seals with a key that was added to its file.
LEARNT_WITHIN = 1.0


class KeyProblem(Exception):  # noqa: N818 - a state of affairs, told to the operator in one sentence
    """The key file is missing, damaged or not the one that this data was sealed with; says so with the remedy."""


@dataclass(frozen=True, slots=True)
class Key:
    """One sealing key and the id that stands before what it sealed."""

    kid: str
    secret: bytes

    @property
    def header(self) -> bytes:
        """How a value begins that this key sealed."""
        return _FORMAT + bytes.fromhex(self.kid)

    @classmethod
    def new(cls) -> "Key":
        """A fresh key under a fresh id."""
        return cls(secrets.token_hex(_KID_BYTES), secrets.token_bytes(_KEY_BYTES))


@dataclass(frozen=True, slots=True)
class Keys:
    """What a key file holds: sealing keys, oldest first, and the key of the hashes."""

    sealing: tuple[Key, ...]
    hashing: bytes

    @classmethod
    def new(cls) -> "Keys":
        """A fresh set, for a new installation."""
        return cls((Key.new(),), secrets.token_bytes(_KEY_BYTES))

    @classmethod
    def parse(cls, text: str) -> "Keys":
        """Read a key file; raise ValueError unless it is whole."""
        lines = [line for line in text.splitlines() if line and not line.startswith("#")]
        pairs = [(label, _secret(value)) for label, _, value in (line.partition(":") for line in lines)]
        if len(pairs) < 2 or pairs[-1][0] != _HASH_LABEL:
            raise ValueError("the last line must be the hash key")
        sealing = tuple(Key(_kid(label), secret) for label, secret in pairs[:-1])
        if len({key.kid for key in sealing}) != len(sealing):
            raise ValueError("a key id stands twice")
        return cls(sealing, pairs[-1][1])

    def text(self) -> str:
        """The key file: the hash key stands last, so that a file cut short is always noticed."""
        lines = [(key.kid, key.secret) for key in self.sealing] + [(_HASH_LABEL, self.hashing)]
        return _FILE_HEAD + "".join(f"{label}:{base64.b64encode(secret).decode()}\n" for label, secret in lines)


_FILE_HEAD = (
    "# The keys of Tuntas. Without this file nothing that is sealed can be read again: keep a copy, apart from the\n"
    "# backups of the data. One key a line, the newest seals; the last line is the key of the hashes.\n"
)


def _secret(value: str) -> bytes:
    secret = base64.b64decode(value, validate=True)
    if len(secret) != _KEY_BYTES:
        raise ValueError(f"a key has {_KEY_BYTES} bytes")
    return secret


def _kid(label: str) -> str:
    if len(bytes.fromhex(label)) != _KID_BYTES:
        raise ValueError(f"a key id has {_KID_BYTES} bytes")
    return label.lower()


class Vault:
    """Seals and opens values; every thread may use it. One that comes from a file notices when a key is added."""

    def __init__(self, keys: Keys, file: Path | None = None) -> None:
        self._hashing = keys.hashing
        self._file = file
        self._written_at = 0
        self._look_at = time.monotonic() + LEARNT_WITHIN
        self._use(keys)

    @classmethod
    def from_file(cls, path: Path) -> "Vault":
        """Open the vault with the keys of this file."""
        return cls(_read(path), path)

    @property
    def header(self) -> bytes:
        """How every value begins that needs no re-sealing."""
        return self._newest[0]

    @property
    def kids(self) -> list[str]:
        """The ids of the sealing keys, oldest first."""
        return [header[1:].hex() for header in self._openers]

    def seal(self, value: bytes | str) -> bytes:
        """Seal under the newest key."""
        if self._file is not None and time.monotonic() > self._look_at:
            self._look()
        header, newest = self._newest
        nonce = os.urandom(_NONCE_BYTES)
        data = value.encode() if isinstance(value, str) else value
        return header + nonce + newest.encrypt(nonce, data, header)

    def open(self, sealed: bytes) -> bytes:
        """What was sealed, under whichever known key."""
        header = sealed[:HEADER_BYTES]
        opener = self._openers.get(header) or self._learnt(header)
        try:
            end = HEADER_BYTES + _NONCE_BYTES
            return opener.decrypt(sealed[HEADER_BYTES:end], sealed[end:], header)
        except (InvalidTag, ValueError):
            raise KeyProblem(
                "A stored value does not open with its key: put back the key file that belongs to this data, "
                "or restore the damaged data from a backup."
            ) from None

    def _learnt(self, header: bytes) -> AESGCM:
        """The key that another process has added meanwhile."""
        self._look()
        if header not in self._openers:
            raise KeyProblem(
                f"A stored value was sealed with the key {header[1:].hex() or '(none)'}, which the key file lacks: "
                "put back the key file that belongs to this data."
            )
        return self._openers[header]

    def _look(self) -> None:
        """Read the file again if it was written; one that is damaged, gone or another's changes nothing here."""
        self._look_at = time.monotonic() + LEARNT_WITHIN
        with contextlib.suppress(OSError, KeyProblem):
            if self._file is None or self._file.stat().st_mtime_ns == self._written_at:
                return
            written_at = self._file.stat().st_mtime_ns
            keys = _read(self._file)
            if keys.hashing == self._hashing and self.header in {key.header for key in keys.sealing}:
                self._use(keys)
                self._written_at = written_at

    def _use(self, keys: Keys) -> None:
        openers = {key.header: AESGCM(key.secret) for key in keys.sealing}
        newest = keys.sealing[-1].header
        self._openers, self._newest = openers, (newest, openers[newest])

    def seal_json(self, value: Any) -> bytes:
        """Seal plain values."""
        return self.seal(orjson.dumps(value))

    def open_json(self, sealed: bytes) -> Any:
        """Plain values, as they were sealed."""
        return orjson.loads(self.open(sealed))

    def keyed_hash(self, value: str | bytes) -> str:
        """Tell whether two values are equal without showing either; the same across rotations.

        Text and bytes are kept apart, so that a file can never be made to bear the hash of somebody's number.
        """
        data = b"text:" + value.encode() if isinstance(value, str) else b"file:" + value
        return hmac.digest(self._hashing, data, "sha256").hex()


def create_key_file(path: Path) -> Vault:
    """Write a fresh key file, never over another one."""
    if path.exists():
        raise KeyProblem(f"The key file {path} exists already: move it away if new keys are really wanted.")
    keys = Keys.new()
    _write(path, keys)
    return Vault(keys)


def rotated(path: Path) -> Vault:
    """Add a new newest key; what older keys sealed still opens.

    A running service seals with it within LEARNT_WITHIN seconds; what is sealed already: storage.rotation.
    """
    keys = _read(path)
    new = Keys((*keys.sealing, Key.new()), keys.hashing)
    _write(path, new)
    return Vault(new, path)


def retired(path: Path) -> Path | None:
    """Keep only the newest sealing key, once everything is re-sealed.

    The file with the older ones, which old backups still need, is put beside; returns it, None where there was but
    one key.
    """
    keys = _read(path)
    if len(keys.sealing) == 1:
        return None
    older = path.with_name(f"{path.name}.{keys.sealing[-2].kid}.old")
    _write(older, keys)
    _write(path, Keys(keys.sealing[-1:], keys.hashing))
    return older


def _read(path: Path) -> Keys:
    try:
        return Keys.parse(path.read_text(encoding="ascii"))
    except FileNotFoundError:
        raise KeyProblem(
            f"The key file {path} does not exist: put back the copy that was kept, or, for a new installation only, "
            "make one with `tuntas key new`."
        ) from None
    except OSError as problem:
        raise KeyProblem(f"The key file {path} cannot be read ({problem.strerror}): correct its permissions.") from None
    except (ValueError, binascii.Error) as problem:
        raise KeyProblem(f"The key file {path} is damaged ({problem}): put back the copy that was kept.") from None


def _write(path: Path, keys: Keys) -> None:
    try:
        write_atomically(path, keys.text().encode())
    except OSError as problem:
        raise KeyProblem(
            f"The key file {path} cannot be written ({problem.strerror}): create its folder and allow writing there."
        ) from None


def write_atomically(path: Path, data: bytes) -> None:
    """Either the whole file stands under its name or none of it, whenever the power goes; for its owner's eyes only."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")  # mkstemp gives mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)  # noqa: PTH105 - the same, and mkstemp gives a string
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself last; Windows neither needs nor allows it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
