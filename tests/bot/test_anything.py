"""Any sequence of messages, buttons and files gets the promised replies, and never a half-saved registration."""

import tempfile
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from storage.crypto import Keys, Vault
from storage.database import Storage
from storage.files import FileStore
from tests.tester import ADULT_ANSWERS, Shown, World, register

#: What people and machines write: words that mean something here, values, mischief, and anything at all.
WORDS = st.sampled_from(
    (
        *ADULT_ANSWERS,
        *("halo", "P", "menu", "batal", "kembali", "stop", "mulai", "bantuan", "mundur", "tanya petugas", "english"),
        *("status", "privasi", "hapus data saya", "ya", "tidak", "1", "2", "3", "17", "99", "-", "nanti", "ubah nama"),
        *("ubah data", "data saya", "desa", "bantuan keluarga", "tunda", "simpan"),
        *("12-05-2009", "31-02-2007", "Muara Adang", "640101170807900", "PSR-2026-0001", "bayar ga kak"),
        *("", " ", "\u202e\u200fABC", "<script>alert(1)</script>", "'; DROP TABLE people; --", "😀😀", "a" * 10_000),
    )
) | st.text(max_size=60)
KINDS = st.sampled_from(("photo", "document", "voice", "sticker", "location", "other"))
PROBLEMS = st.sampled_from((None, "too_big", "wrong_type"))


@cache
def _vault() -> Vault:
    return Vault(Keys.new())


@cache
def _migrated() -> bytes:
    """A new database, made once: making it takes as long as half of a conversation."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tuntas.db"
        storage = Storage(f"sqlite:///{path}", _vault())
        storage.upgrade()
        storage.close()
        return path.read_bytes()


class Conversation(RuleBasedStateMachine):
    """Somebody who does anything, on a service that is built anew for each message."""

    @initialize(registered=st.booleans())
    def begin(self, registered: bool) -> None:
        self.folder = tempfile.TemporaryDirectory()
        folder, vault = Path(self.folder.name), _vault()
        (folder / "tuntas.db").write_bytes(_migrated())
        self.world = World(Storage(f"sqlite:///{folder / 'tuntas.db'}", vault, FileStore(folder / "files", vault)))
        self.world.open_intake()
        self.ani = self.world.person("guest-ani")
        self.last_key = ""
        if registered:
            register(self.ani)

    @rule(text=WORDS)
    def say(self, text: str) -> None:
        """Every message has one reply."""
        self._one(text=text)

    @precondition(lambda self: any(shown.buttons for shown in self.ani.shown))
    @rule(data=st.data())
    def press(self, data: st.DataObject) -> None:
        """Any button that was ever shown, old ones too."""
        payloads = [payload for shown in self.ani.shown[-8:] for payload in shown.buttons.values()]
        if payloads:
            self._one(button=data.draw(st.sampled_from(payloads)))

    @rule(button=st.text(max_size=64))
    def forge(self, button: str) -> None:
        """A button that nobody was shown."""
        self._one(button=button)

    @rule(kind=KINDS, problem=PROBLEMS)
    def send(self, kind: str, problem: str | None) -> None:
        """A file, kept or refused."""
        self._one(media=self.ani.media(kind, "image/jpeg", problem))

    @rule()
    def repeat(self) -> None:
        """The platform sends the last message again."""
        if self.last_key:
            assert self.ani.send(text="halo", key=self.last_key) == []

    @rule(hours=st.sampled_from((1, 30, 80)))
    def wait(self, hours: int) -> None:
        """Time passes."""
        self.world.clock.move(timedelta(hours=hours))

    @invariant()
    def nothing_is_half_saved(self) -> None:
        """A person has an application, consents and a history, or is not there."""
        if not hasattr(self, "world"):
            return
        with self.world.storage.transaction() as tx:
            people, applications, histories, consents = (
                tx.connection.exec_driver_sql(f"SELECT count(DISTINCT {column}) FROM {table}").scalar_one()  # noqa: S608
                for table, column in (
                    ("people", "id"),
                    ("applications", "person_id"),
                    ("application_events", "application_id"),
                    ("consents", "person_id"),
                )
            )
        assert people == applications == histories == consents

    def teardown(self) -> None:
        """Let go of the database."""
        if hasattr(self, "world"):
            self.world.storage.close()
            self.folder.cleanup()

    def _one(self, **what: Any) -> None:
        self.last_key = f"key-{len(self.ani.shown)}-{self.world.clock.now().timestamp()}"
        shown: list[Shown] = self.ani.send(key=self.last_key, **what)
        assert len(shown) == 1
        assert shown[0].text
        assert len(shown[0].text) < 4096


TestAnything = Conversation.TestCase
TestAnything.settings = settings(max_examples=25, stateful_step_count=40, deadline=None)
